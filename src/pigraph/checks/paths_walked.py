"""Property paths followed from node to node; what long ones lead to is remembered with the graph."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from itertools import count
from typing import TypeAlias

from pigraph.checks.groups import Group, Path
from pigraph.checks.statements import Statements

NOWHERE: dict[str, list[str]] = {}
_NUMBERS = count()

Reach: TypeAlias = Callable[[Statements, str], Collection[str]]
"""The nodes at the other end of a path, each perhaps several times."""


def reach(path: Path, forward: bool = True) -> Reach:
    """Along a path, or against it."""
    if path.kind == "iri":
        iri = path.iri
        if forward:
            return lambda graph, node: graph.by.get(iri, NOWHERE).get(node, ())
        return lambda graph, node: graph.back(iri).get(node, ())
    parts = [reach(p, forward != (path.kind == "^")) for p in path.parts]
    if path.kind == "^":
        return parts[0]
    long = _along(path, parts, forward)
    if path.kind == "?" and path.parts[0].kind in ("iri", "^"):
        return long
    number = numbered(path, (str(forward),))

    def remembered(graph: Statements, node: str) -> Collection[str]:
        found = graph.reached.get((number, node))
        if found is None:
            found = graph.reached[number, node] = long(graph, node)
        return found

    return remembered


@cache
def numbered(one: Path | Group, how: tuple[str, ...]) -> int:
    """A number for whatever means the same in several queries."""
    return next(_NUMBERS)


def _along(path: Path, parts: list[Reach], forward: bool) -> Reach:
    if path.kind == "/":
        return _one_after_another(parts if forward else parts[::-1])
    if path.kind == "|":
        return lambda graph, node: [n for part in parts for n in part(graph, node)]
    if path.kind == "?":
        return lambda graph, node: [node, *parts[0](graph, node)]
    return _repeated(parts[0], path.kind == "*")


def _one_after_another(parts: list[Reach]) -> Reach:
    def along(graph: Statements, node: str) -> Collection[str]:
        nodes: Collection[str] = (node,)
        for part in parts:
            nodes = [n for at in nodes for n in part(graph, at)]
        return nodes

    return along


def _repeated(part: Reach, here: bool) -> Reach:
    def along(graph: Statements, node: str) -> Collection[str]:
        found = dict.fromkeys([node] if here else part(graph, node))
        waiting = list(found)
        while waiting:
            for after in part(graph, waiting.pop()):
                if after not in found:
                    found[after] = None
                    waiting.append(after)
        return found

    return along
