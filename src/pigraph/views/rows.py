"""Rows of policies in one grammar: who → which data → why → which law → how long → to whom.

A row is a holding, provision, outsourcing or impact assessment. Silence, words that could not be read, and a matter
that such a row is not about are three different states of a cell, never an empty one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from pigraph.answers import Sources
from pigraph.exchange.words import word
from pigraph.store import Iri, Term, shortened
from pigraph.views.library import BASE, Library, Statements
from pigraph.views.things import Thing, things


class Kind(StrEnum):
    """What a row is about."""

    HOLDING = "holding"
    PROVISION = "provision"
    OUTSOURCING = "outsourcing"
    ASSESSMENT = "assessment"


class State(StrEnum):
    """What a row says of one matter."""

    STATED = "stated"
    SILENT = "silent"
    UNCLEAR = "unclear"
    """It says something that pigraph could not read."""
    APART = "apart"
    """Rows of this kind are not about it."""


class Item(Struct, frozen=True):
    """A data item of a row; ``marks``: what is said of it alone (required, consent, whose), in words."""

    thing: Thing
    marks: tuple[str, ...] = ()
    special: str = ""
    """"unique" (고유식별정보), "sensitive" (민감정보) or ""."""


class Cell(Struct, frozen=True):
    """Things with their state; things without IRI are words of the policy."""

    state: State
    values: tuple[Thing, ...] = ()


class Row(Struct, frozen=True):
    """One row. ``name``: its file or task; ``evidence``: IRIs in the order of their places; ``more``: its list of items
    ends in 등."""

    node: str
    kind: Kind
    agency: Thing | None
    name: Thing | None
    items: tuple[Item, ...]
    data: State
    why: Cell
    law: Cell
    period: Cell
    to: Cell
    more: bool
    evidence: tuple[str, ...]

    @property
    def document(self) -> str:
        return self.node.partition("#")[0]

    @property
    def policy(self) -> str:
        """The document as addresses of pages have it, without its base."""
        return self.document.removeprefix(BASE)

    @property
    def id(self) -> str:
        """The name of the row within its document."""
        return self.node.partition("#")[2]


_CLASSES = {
    "pi:Holding": Kind.HOLDING,
    "pi:Provision": Kind.PROVISION,
    "pi:Outsourcing": Kind.OUTSOURCING,
    "dpv:PIA": Kind.ASSESSMENT,
}
_TO = {Kind.PROVISION: "dpv:hasRecipient", Kind.OUTSOURCING: "dpv:hasDataProcessor"}
_ABOUT = {
    Kind.HOLDING: {"dpv:hasPersonalData", "dpv:hasPurpose", "dpv:hasLegalBasis", "dpv:hasStorageCondition"},
    Kind.PROVISION: {"dpv:hasPersonalData", "dpv:hasPurpose", "dpv:hasLegalBasis", "dpv:hasStorageCondition"},
    Kind.OUTSOURCING: {"dpv:hasPurpose"},
    Kind.ASSESSMENT: {"dpv:hasPersonalData"},
}
_MARKS = ("dpv:hasNecessity", "dpv:hasDataSubject", "dpv:hasLegalBasis")
_SPECIAL = {"pi:UniqueIdentifier": "unique", "pi:SensitiveInfo": "sensitive"}
_CATEGORIES = """
SELECT ?s ?category WHERE { VALUES ?s { $items } VALUES ?category { pi:UniqueIdentifier pi:SensitiveInfo }
  ?s skos:broader ?category }"""
_AGENCIES = """
SELECT ?g ?agency WHERE { VALUES ?g { $documents } GRAPH ?g { ?g foaf:primaryTopic/dpv:hasDataController ?agency } }"""


def rows(library: Library, nodes: Sequence[str]) -> list[Row]:
    """The rows ``nodes``, in their order. Nodes that are no rows are left out."""
    own = library.statements(nodes)
    parts = {t.value for s in own.values() for terms in s.values() for t in terms if "#" in t.value} - set(own)
    own |= library.statements(p for p in parts if p.partition("#")[0] in {n.partition("#")[0] for n in nodes})
    whose = _agencies(library, {n.partition("#")[0] for n in nodes})
    named = {t.value for s in own.values() for terms in s.values() for t in terms if isinstance(t, Iri)}
    known = things(library, {*named, *whose.values()} - set(own))
    special = special_items(library, named)
    reader = _Reader(library, own, known, special)
    return [reader.row(n, known.get(whose.get(n.partition("#")[0], ""))) for n in nodes if reader.kind(n)]


def special_items(library: Library, items: Iterable[str]) -> dict[str, str]:
    """Which of some items are "unique" identifiers or "sensitive" by law."""
    found = library.select(_CATEGORIES, items=[Iri(i) for i in sorted(items) if "/item/" in i])
    return {row["s"].value: _SPECIAL[shortened(row["category"].value)] for row in found}


def _agencies(library: Library, documents: Iterable[str]) -> dict[str, str]:
    found = library.select(_AGENCIES, documents=[Iri(d) for d in sorted(documents)])
    return {row["g"].value: row["agency"].value for row in found}


class _Reader(Struct, frozen=True):
    library: Library
    own: Mapping[str, Statements]
    known: Mapping[str, Thing]
    special: Mapping[str, str]

    def kind(self, node: str) -> Kind | None:
        types = (shortened(t.value) for t in self.own.get(node, {}).get("rdf:type", ()))
        return next((_CLASSES[t] for t in types if t in _CLASSES), None)

    def row(self, node: str, agency: Thing | None) -> Row:
        kind, said = self.kind(node), self.own[node]
        assert kind
        items = self._items(said)
        to = _TO.get(kind)
        return Row(
            node,
            kind,
            agency,
            next((self._thing(t) for p in ("pi:file", "rdfs:label") for t in said.get(p, ())), None),
            items,
            self._state(kind, said, "dpv:hasPersonalData", bool(items)),
            self._cell(kind, said, "dpv:hasPurpose"),
            self._laws(kind, said),
            self._cell(kind, said, "dpv:hasStorageCondition"),
            self._cell(kind, said, to) if to else Cell(State.APART),
            any(t.value == "true" for t in said.get("pi:openEnded", ())),
            tuple(Sources.evidence(" ".join(t.value for t in said.get("dct:source", ())))),
        )

    def _thing(self, term: Term) -> Thing:
        if not isinstance(term, Iri):
            return Thing("", term.value, "")
        if part := self.own.get(term.value):
            said = next((t.value for p in ("rdfs:label", "dct:description") for t in part.get(p, ())), "")
            return Thing("", said, "")
        fixed = word("values", term.value, self.library.language)
        return Thing("", fixed, "") if fixed != term.value else self.known[term.value]

    def _state(self, kind: Kind, said: Statements, prefixed: str, stated: bool) -> State:
        if stated:
            return State.STATED
        if any(shortened(t.value) == prefixed for t in said.get("pi:unclearOn", ())):
            return State.UNCLEAR
        if prefixed in _ABOUT[kind] or prefixed == _TO.get(kind):
            return State.SILENT
        return State.APART

    def _cell(self, kind: Kind, said: Statements, prefixed: str) -> Cell:
        values = tuple(self._thing(t) for t in said.get(prefixed, ()))
        return Cell(self._state(kind, said, prefixed, bool(values)), tuple(dict.fromkeys(values)))

    def _laws(self, kind: Kind, said: Statements) -> Cell:
        """The bases of the row, or where it has none those of its groups of items."""
        cell = self._cell(kind, said, "dpv:hasLegalBasis")
        groups = (self.own.get(g.value, {}) for g in said.get("dpv:hasProcess", ()))
        below = tuple(dict.fromkeys(self._thing(t) for g in groups for t in g.get("dpv:hasLegalBasis", ())))
        return cell if cell.values or not below else Cell(State.STATED, below)

    def _items(self, said: Statements) -> tuple[Item, ...]:
        marks: dict[str, list[str]] = {}
        for group in said.get("dpv:hasProcess", ()):
            part = self.own.get(group.value, {})
            here = [self._thing(t).label for p in _MARKS for t in part.get(p, ())]
            for item in part.get("dpv:hasPersonalData", ()):
                marks.setdefault(item.value, []).extend(here)
        found = (
            Item(self._thing(t), tuple(dict.fromkeys(marks.get(t.value, ()))), self.special.get(t.value, ""))
            for t in said.get("dpv:hasPersonalData", ())
        )
        return tuple(sorted(found, key=lambda i: (not i.special, i.thing.label)))
