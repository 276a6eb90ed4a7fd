"""The rights desk: from a policy to whom to write, under which article, and what the policy says about rights."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from pigraph.answers import Sources
from pigraph.store import Iri
from pigraph.views.desks import Desk, desks
from pigraph.views.evidence import address
from pigraph.views.library import BASE, Library
from pigraph.views.policies import Policy


class Right(StrEnum):
    """What somebody can ask of a body (PIPA 35 to 37)."""

    ACCESS = "access"
    CORRECTION = "correction"
    DELETION = "deletion"
    SUSPENSION = "suspension"

    @property
    def article(self) -> str:
        """The article of PIPA that gives it."""
        return {"access": "제35조", "suspension": "제37조"}.get(self.value, "제36조")

    @property
    def law(self) -> str:
        """The IRI of that article, without its base."""
        return f"law/개인정보보호법/{self.article}"


DAYS = 10
"""Days until a body has to answer (Enforcement Decree of PIPA, 41(4), 43(3), 44(2))."""


class RightsDesk(Struct, frozen=True):
    """``stated``: the rights that the policy names; ``where``: ``source`` and ``mark`` of what it says of them."""

    policy: Policy
    desks: tuple[Desk, ...]
    stated: frozenset[Right]
    where: tuple[str, str]


_STATED = "SELECT ?right WHERE { GRAPH $graph { $graph foaf:primaryTopic/dpv:hasRight ?right } }"
_SECTIONS = """
SELECT ?source WHERE { GRAPH $graph { VALUES ?topic { topic:access-request topic:rights }
  ?section dct:subject ?topic ; a doco:Section ; dct:source ?source } }"""
_OF_FILE = """
SELECT DISTINCT ?document WHERE { ?row pi:file $thing . ?policy dpv:hasProcess|dpv:hasImpactAssessment ?row .
  ?document foaf:primaryTopic ?policy } ORDER BY ?document"""


def desk(library: Library, of: Policy) -> RightsDesk:
    """The rights desk of a version of a policy."""
    named = (
        row["right"].value.removeprefix(f"{BASE}right/") for row in library.select(_STATED, graph=Iri(of.document))
    )
    sources = (row["source"].value for row in library.select(_SECTIONS, graph=Iri(of.document)))
    return RightsDesk(
        of,
        tuple(desks(library, of.document)),
        frozenset(Right(name) for name in named if name in list(Right)),
        address(Sources.evidence(" ".join(sources))),
    )


def documents_of_file(library: Library, file: str) -> list[str]:
    """The current policies that speak of a file, as addresses have them."""
    return [row["document"].value.removeprefix(BASE) for row in library.select(_OF_FILE, thing=Iri(file))]
