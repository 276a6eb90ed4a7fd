"""Whom to write to: the people and departments that a policy names, by what they are for."""

from __future__ import annotations

from msgspec import Struct

from pigraph.answers.table import telephone
from pigraph.store import Iri, shortened
from pigraph.views.library import Library, Statements, first

_DESKS = """
SELECT ?desk WHERE { GRAPH $graph { $graph foaf:primaryTopic/(dcat:contactPoint|pi:privacyOfficer) ?desk } }
GROUP BY ?desk ORDER BY STRLEN(STR(?desk)) ?desk"""
_ACCESS = "topic:access-request"


class Desk(Struct, frozen=True):
    """One contact as the policy prints it; ``requests``: it takes requests of access."""

    role: str
    name: str
    title: str
    department: str
    phones: tuple[str, ...]
    faxes: tuple[str, ...]
    mails: tuple[str, ...]
    requests: bool
    evidence: tuple[str, ...]

    @property
    def reachable(self) -> bool:
        return bool(self.phones or self.faxes or self.mails)


def desks(library: Library, document: str) -> list[Desk]:
    """The contacts of one version of a policy: those for requests first, then in their order."""
    nodes = [row["desk"].value for row in library.select(_DESKS, graph=Iri(document))]
    said = library.statements(nodes)
    found = [_desk(said[node]) for node in nodes if node in said]
    return sorted(found, key=lambda d: not d.requests)


def _desk(said: Statements) -> Desk:
    def every(*properties: str) -> tuple[str, ...]:
        values = (t.value for p in properties for t in said.get(p, ()))
        return tuple(dict.fromkeys(v.removeprefix("mailto:") for v in map(telephone, values)))

    topics = {shortened(t.value) for t in said.get("dct:subject", ())}
    role = first(said, "vcard:role")
    return Desk(
        role,
        first(said, "vcard:fn"),
        first(said, "vcard:title"),
        first(said, "vcard:organization-unit") or first(said, "vcard:organization-name"),
        every("vcard:hasTelephone", "schema:telephone"),
        every("schema:faxNumber"),
        every("vcard:hasEmail", "schema:email"),
        _ACCESS in topics,
        tuple(t.value for t in said.get("dct:source", ())),
    )
