"""The statements of one policy, as observers read them; what an observer sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from msgspec import Struct

from pigraph.checks.needles import Haystack
from pigraph.checks.statements import Statements, spo
from pigraph.graph.terms import DCT, DPV, ELI, FOAF, PROV, RDF, RDFS, SCHEMA, SKOS
from pigraph.text import Span

_ABOUT, _DERIVED, _SOURCE = str(FOAF["primaryTopic"]), str(PROV["wasDerivedFrom"]), str(DCT["source"])
_TYPE, _LABEL, _NAME, _START = str(RDF["type"]), str(RDFS["label"]), str(SKOS["prefLabel"]), str(SCHEMA["startDate"])
_CONTROLLER, _SERVICE, _LAW = str(DPV["hasDataController"]), str(DPV["hasService"]), str(ELI["LegalResource"])


class Seen(Struct, frozen=True):
    """One observation: its kind (a class of ``shapes/terms.ttl``), what it says (predicates and values, as N-Triples
    writes them), and the source ranges that show it."""

    kind: str
    says: tuple[tuple[str, str], ...] = ()
    spans: tuple[Span, ...] = ()


class Cited(Struct, frozen=True):
    """An article of the Act that the text cites: its number ("15의2"), the IRI of the place, and where it stands."""

    article: str
    place: str
    span: Span


@dataclass(frozen=True)
class Policy:
    """The stated graph of a document (N-Triples, or as it is looked up), the text that it was read from, and the day of
    the check.

    Terms are written as in N-Triples, ``document`` is the bare IRI.
    """

    stated: bytes | Statements
    text: str
    document: str
    on: date
    statements: Statements = field(init=False)

    def __post_init__(self) -> None:
        known = self.stated if isinstance(self.stated, Statements) else Statements(spo(self.stated))
        object.__setattr__(self, "statements", known)

    @cached_property
    def haystack(self) -> Haystack:
        """The text, for words and patterns that are looked for."""
        return Haystack(self.text)

    @cached_property
    def node(self) -> str:
        """The policy that the document is about."""
        return next(iter(self.statements.iris(f"<{self.document}>", _ABOUT)), f"<{self.document}#policy>")

    @cached_property
    def source(self) -> str | None:
        """The bare IRI of the text."""
        return next((iri[1:-1] for iri in self.statements.iris(f"<{self.document}>", _DERIVED)), None)

    @cached_property
    def effective(self) -> date | None:
        """The policy's own date; None where it states none, or no calendar date."""
        return self.day(self.node, _START)

    def day(self, node: str, predicate: str) -> date | None:
        """The first calendar date among the values of a property."""
        for value in self.statements.texts(node, predicate):
            try:
                return date.fromisoformat(value)
            except ValueError:
                continue
        return None

    def of_class(self, kind: str) -> Iterator[str]:
        return (node for node in self.statements.subjects(_TYPE, kind) if node[0] == "<")

    def label(self, node: str) -> str | None:
        return next(iter((*self.statements.texts(node, _LABEL), *self.statements.texts(node, _NAME))), None)

    @property
    def laws(self) -> Iterator[tuple[str, str]]:
        """Cited laws with their names."""
        for law in self.of_class(_LAW):
            name = next(iter(self.statements.texts(law, _NAME)), None)
            if name:
                yield law, name

    @property
    def controllers(self) -> list[str]:
        """Names of the body whose policy it is."""
        return [n for c in self.statements.iris(self.node, _CONTROLLER) if (n := self.label(c))]

    @property
    def services(self) -> list[str]:
        return [n for s in self.statements.iris(self.node, _SERVICE) if (n := self.label(s))]

    def evidence(self, node: str) -> tuple[Span, ...]:
        """The source ranges that a node was read from."""
        found = []
        for source in self.statements.iris(node, _SOURCE):
            begin, _, end = source[:-1].partition("#char=")[2].partition(",")
            if begin.isdigit() and end.isdigit():
                found.append(Span(int(begin), int(end)))
        return tuple(sorted(found))


def topic(slug: str) -> str:
    """The concept of a matter, as in ``ontology/vocabulary/topics.ttl``."""
    return f"<https://w3id.org/pigraph/id/topic/{slug}>"


def sign(slug: str) -> str:
    """What ``pi:mentions`` points at: an entry of ``data/checks/signs.toml``."""
    return f"<https://w3id.org/pigraph/id/sign/{slug}>"
