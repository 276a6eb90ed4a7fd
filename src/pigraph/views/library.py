"""What the views ask: one store, the texts of its sources if they are at hand, and the language of labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TypeAlias

from msgspec import Struct

from pigraph.answers import Sources
from pigraph.languages import Language
from pigraph.store import GraphFormat, Iri, Store, Term, Text, selected, shortened
from pigraph.views.binding import Bound, bound

BASE = "https://w3id.org/pigraph/id/"
"""What the IRIs of things begin with."""
Statements: TypeAlias = dict[str, list[Term]]
"""Objects by shortened property (``dpv:hasPurpose``)."""

_AT_ONCE = 200
"""Nodes asked for in one query."""
_STATEMENTS = "SELECT ?s ?p ?o WHERE { VALUES (?g ?s) { $nodes } GRAPH ?g { ?s ?p ?o } }"
_PARTS = """
CONSTRUCT { ?node ?p ?o . ?part ?q ?x } WHERE {
  { VALUES (?g ?node) { $nodes } GRAPH ?g { ?node ?p ?o } } UNION
  { VALUES (?g ?node) { $nodes } GRAPH ?g { ?node ?link ?part . ?part ?q ?x FILTER(CONTAINS(STR(?part), "#")) } } }"""
_LABELS = "SELECT ?s ?label WHERE { VALUES ?s { $things } ?s rdfs:label|skos:prefLabel|dct:title ?label }"
_LABELS_ANYWHERE = """
SELECT ?s ?label WHERE { VALUES ?s { $things } GRAPH ?g { ?s rdfs:label|skos:prefLabel|dct:title ?label } }"""


class Library(Struct, frozen=True):
    """``sources`` is None where only an endpoint is known: then there are no quotations."""

    store: Store
    sources: Sources | None = None
    language: Language = Language.KO

    def select(self, template: str, **values: Bound) -> list[dict[str, Term]]:
        """The rows of a SELECT, unbound variables left out. Raises `BadValue` and `QueryError`."""
        answer = selected(self.store, bound(template, **values))
        names = answer.variables
        return [{n: t for n, t in zip(names, row, strict=True) if t is not None} for row in answer.rows]

    def number(self, template: str, **values: Bound) -> int:
        """The first value of a SELECT that counts."""
        answer = selected(self.store, bound(template, **values))
        counted = answer.rows[0][0] if answer.rows else None
        return int(counted.value) if counted else 0

    def turtle(self, nodes: Sequence[str]) -> bytes:
        """What the documents state of their own nodes and of the parts of these, as Turtle."""
        written = BytesIO()
        pairs = [(Iri(node.partition("#")[0]), Iri(node)) for node in nodes]
        self.store.write(bound(_PARTS, nodes=pairs), GraphFormat.TURTLE, written)
        return written.getvalue()

    def statements(self, nodes: Iterable[str]) -> dict[str, Statements]:
        """What the documents state of their own nodes (``{document}#h1``), whether current or not."""
        found: dict[str, Statements] = {}
        for some in _parts(list(dict.fromkeys(nodes))):
            pairs = [(Iri(node.partition("#")[0]), Iri(node)) for node in some]
            for row in self.select(_STATEMENTS, nodes=pairs):
                subject = found.setdefault(row["s"].value, {})
                subject.setdefault(shortened(row["p"].value), []).append(row["o"])
        return found

    def labels(self, things: Iterable[str]) -> dict[str, str]:
        """Names of things in the language of the library, else in any. Those without one keep the end of their IRI."""
        wanted = list(dict.fromkeys(things))
        found = self._labels(_LABELS, wanted)
        if missing := [thing for thing in wanted if thing not in found]:
            # What only an earlier version names has its label in the graph of that version.
            found |= self._labels(_LABELS_ANYWHERE, missing)
        return {thing: found.get(thing) or thing.rpartition("/")[2] for thing in wanted}

    def _labels(self, template: str, things: Sequence[str]) -> dict[str, str]:
        every: dict[str, list[Text]] = {}
        for some in _parts(things):
            for row in self.select(template, things=[Iri(thing) for thing in some]):
                if isinstance(row["label"], Text):
                    every.setdefault(row["s"].value, []).append(row["label"])
        return {thing: min(labels, key=self._rank).value for thing, labels in every.items()}

    def _rank(self, label: Text) -> tuple[bool, str, str]:
        return label.language != self.language, label.language, label.value


def first(statements: Mapping[str, Sequence[Term]], prefixed: str) -> str:
    """The first value of a property, "" without one."""
    return next((term.value for term in statements.get(prefixed, ())), "")


def _parts(every: Sequence[str]) -> list[Sequence[str]]:
    return [every[n : n + _AT_ONCE] for n in range(0, len(every), _AT_ONCE)]
