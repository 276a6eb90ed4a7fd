"""The statements of one policy, as observers read them; what an observer sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from pigraph.graph.terms import DPV, ELI, FOAF, PROV, RDF, RDFS, SCHEMA, SKOS
from pigraph.text import Span

Value = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation: its kind (a class of ``shapes/terms.ttl``), what it says, and the source ranges that show it."""

    kind: str
    says: tuple[tuple[NamedNode, Value], ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Policy:
    """The stated graph of a document (N-Triples), the text that it was read from, and the day of the check."""

    stated: bytes
    text: str
    document: str
    on: date
    triples: tuple[Quad, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "triples", tuple(parse(self.stated, RdfFormat.N_TRIPLES)))

    @cached_property
    def node(self) -> NamedNode:
        """The policy that the document is about."""
        return next(self.objects(NamedNode(self.document), FOAF["primaryTopic"]), NamedNode(f"{self.document}#policy"))

    @cached_property
    def source(self) -> NamedNode | None:
        return next(self.objects(NamedNode(self.document), PROV["wasDerivedFrom"]), None)

    @cached_property
    def effective(self) -> date | None:
        """The policy's own date; None where it states none, or no calendar date."""
        for value in self.values(self.node, SCHEMA["startDate"]):
            try:
                return date.fromisoformat(value)
            except ValueError:
                continue
        return None

    @cached_property
    def _of(self) -> dict[tuple[object, object], list[Any]]:
        """Objects by subject and predicate."""
        found: dict[tuple[object, object], list[Any]] = {}
        for t in self.triples:
            found.setdefault((t.subject, t.predicate), []).append(t.object)
        return found

    @cached_property
    def _instances(self) -> dict[object, list[Any]]:
        found: dict[object, list[Any]] = {}
        for t in self.triples:
            if t.predicate == RDF["type"]:
                found.setdefault(t.object, []).append(t.subject)
        return found

    def objects(self, subject: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
        for value in self._of.get((subject, predicate), ()):
            if isinstance(value, NamedNode):
                yield value

    def values(self, subject: NamedNode, predicate: NamedNode) -> Iterator[str]:
        """The literals of a property, as strings."""
        for value in self._of.get((subject, predicate), ()):
            if isinstance(value, Literal):
                yield value.value

    def of_class(self, kind: NamedNode) -> Iterator[NamedNode]:
        for node in self._instances.get(kind, ()):
            if isinstance(node, NamedNode):
                yield node

    def label(self, node: NamedNode) -> str | None:
        return next(chain(self.values(node, RDFS["label"]), self.values(node, SKOS["prefLabel"])), None)

    @property
    def laws(self) -> Iterator[tuple[NamedNode, str]]:
        """Cited laws with their names."""
        for law in self.of_class(ELI["LegalResource"]):
            name = next(self.values(law, SKOS["prefLabel"]), None)
            if name:
                yield law, name

    @property
    def controllers(self) -> list[str]:
        """Names of the body whose policy it is."""
        return [n for c in self.objects(self.node, DPV["hasDataController"]) if (n := self.label(c))]

    @property
    def services(self) -> list[str]:
        return [n for s in self.objects(self.node, DPV["hasService"]) if (n := self.label(s))]


def topic(slug: str) -> NamedNode:
    """The concept of a matter, as in ``ontology/vocabulary/topics.ttl``."""
    return NamedNode(f"https://w3id.org/pigraph/id/topic/{slug}")


def sign(slug: str) -> NamedNode:
    """What ``pi:mentions`` points at: an entry of ``data/checks/signs.toml``."""
    return NamedNode(f"https://w3id.org/pigraph/id/sign/{slug}")
