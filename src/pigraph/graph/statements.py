"""Statements: triples, each either stated by the policy or inferred by pigraph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct, field
from pyoxigraph import Literal, NamedNode, Triple

from pigraph.graph.terms import RDFS, SKOS
from pigraph.records.model import How
from pigraph.text import Words

_LABELS = frozenset({RDFS["label"], SKOS["prefLabel"]})


class Fact(NamedTuple):
    """One triple; ``asserted`` False puts it in the inferred graph only."""

    subject: NamedNode
    predicate: NamedNode
    object: NamedNode | Literal
    asserted: bool = True

    @property
    def triple(self) -> Triple:
        return Triple(self.subject, self.predicate, self.object)


class MintedItem(Struct, frozen=True):
    """A data item that the vocabulary does not know, and the concept made for it (for an Issue)."""

    label: str
    concept: NamedNode
    words: Words


class Statements(Struct, frozen=True):
    """The two graphs of one document: ``stated`` is named ``document``, ``inferred`` is ``{document}/inferred``.

    Both in reading order. ``minted``: the unknown items, once per concept, in document order.
    """

    document: NamedNode
    base: str
    stated: list[Triple]
    inferred: list[Triple]
    minted: list[MintedItem] = field(default_factory=list)

    @property
    def inferred_graph(self) -> NamedNode:
        return NamedNode(self.document.value + "/inferred")


def asserted(how: How) -> bool:
    """Whether a value read in this way is the policy's own statement (as `Stated.asserted`)."""
    return how not in (How.MATCHED, How.CARRIED)


def separate(facts: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Stated and inferred facts, each triple once, in the order given; what is stated is not inferred as well.

    One name per thing and graph: a body that the document spells in two ways keeps the first spelling,
    or every query for its label would answer twice.
    """
    every = list(facts)
    seen: set[tuple[NamedNode, NamedNode, NamedNode | Literal]] = set()
    named: set[tuple[NamedNode, NamedNode]] = set()
    parts: tuple[list[Fact], list[Fact]] = ([], [])
    for graph, wanted in zip(parts, (True, False), strict=True):
        for fact in every:
            if fact.asserted is not wanted or (triple := fact[:3]) in seen:
                continue
            seen.add(triple)
            if fact.predicate in _LABELS:
                if (fact.subject, fact.predicate) in named:
                    continue
                named.add((fact.subject, fact.predicate))
            graph.append(fact)
    return parts
