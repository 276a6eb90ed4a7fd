"""SHACL property paths (section 2.3.1) as SPARQL property paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode

from pigraph.graph.terms import RDF, Namespace

if TYPE_CHECKING:
    from pigraph.checks.shapes import ShapesGraph

_SH = Namespace("sh", "http://www.w3.org/ns/shacl#")
_REPEATED = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


class PropertyPath(Struct, frozen=True):
    """A path: the node that stands for it in the shapes, its SPARQL, and the predicates without which it leads nowhere.

    ``needs`` is None where the path may lead somewhere in any graph (``zeroOrMorePath`` reaches the node itself).
    """

    node: NamedNode | BlankNode
    sparql: str
    needs: frozenset[NamedNode] | None


def read_path(graph: ShapesGraph, node: NamedNode | BlankNode | Literal) -> PropertyPath:
    """The path that ``node`` describes. Raises `DataError`."""
    if isinstance(node, NamedNode):
        return PropertyPath(node, str(node), frozenset({node}))
    if isinstance(node, Literal):
        raise graph.error(node, "a literal is no property path")
    if graph.values(node, RDF["first"]):
        steps = [read_path(graph, member) for member in graph.items(node)]
        needs: frozenset[NamedNode] = frozenset().union(*(s.needs for s in steps if s.needs))
        everywhere = all(s.needs is None for s in steps)
        return PropertyPath(node, "/".join(_group(s) for s in steps), None if everywhere else needs)
    for alternatives in graph.values(node, _SH["alternativePath"]):
        ways = [read_path(graph, member) for member in graph.items(alternatives)]
        # Any one of several predicates will do: that is no need of one.
        return PropertyPath(node, "|".join(_group(w) for w in ways), ways[0].needs if len(ways) == 1 else None)
    for inverse in graph.values(node, _SH["inversePath"]):
        back = read_path(graph, inverse)
        return PropertyPath(node, f"^{_group(back)}", back.needs)
    for name, sign in _REPEATED.items():
        for repeated in graph.values(node, _SH[name]):
            step = read_path(graph, repeated)
            return PropertyPath(node, _group(step) + sign, step.needs if sign == "+" else None)
    raise graph.error(node, "a property path in it is none that SHACL knows")


def _group(path: PropertyPath) -> str:
    return path.sparql if isinstance(path.node, NamedNode) else f"({path.sparql})"
