"""Names for shapes that have none: two engines must be able to speak of the same one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

UNNAMED = "urn:pigraph:unnamed-shape:"
"""How their names begin."""
_PATH = NamedNode("http://www.w3.org/ns/shacl#path")
_Value: TypeAlias = NamedNode | BlankNode | Literal | Triple
Statement: TypeAlias = tuple[NamedNode | BlankNode | Triple, NamedNode, _Value]
"""The parts of a triple."""


def named(triples: Iterable[Triple]) -> list[Statement]:
    """Triples whose blank nodes have IRIs, which depend on their order only. Those of property paths stay blank, as
    SHACL §2.3.1 wants them."""
    listed = [(t.subject, t.predicate, t.object) for t in triples]
    below: dict[BlankNode, list[_Value]] = {}
    waiting: list[_Value] = []
    for subject, predicate, value in listed:
        if isinstance(subject, BlankNode):
            below.setdefault(subject, []).append(value)
        if isinstance(value, BlankNode) and predicate == _PATH:
            waiting.append(value)
    inside: set[BlankNode] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, BlankNode) and node not in inside:
            inside.add(node)
            waiting += below.get(node, ())
    names: dict[BlankNode, NamedNode] = {}

    def name(node: BlankNode) -> BlankNode | NamedNode:
        if node in inside:
            return node
        if node not in names:
            names[node] = NamedNode(f"{UNNAMED}{len(names) + 1}")
        return names[node]

    return [
        (name(s) if isinstance(s, BlankNode) else s, p, name(o) if isinstance(o, BlankNode) else o)
        for s, p, o in listed
    ]
