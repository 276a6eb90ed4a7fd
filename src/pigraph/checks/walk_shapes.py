"""Constraints as walks: what `components` and `selects` write as SPARQL, for the kinds that policies are checked by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pyoxigraph import NamedNode

from pigraph.checks.comparing import Undecided, same_value
from pigraph.checks.groups import Path, parsed
from pigraph.checks.nesting import Token
from pigraph.checks.paths_walked import Reach, reach
from pigraph.checks.shapes import Constraint, Shape, ShapesGraph, Term
from pigraph.checks.statements import Statements
from pigraph.checks.walk import Row, Unwalkable, Walk, walk

Fails: TypeAlias = Callable[[Statements, str], bool]
"""Whether a node violates something."""


def walked(graph: ShapesGraph, shape: Shape, constraint: Constraint, tokens: Sequence[Token] = ()) -> Walk | None:
    """A constraint, asked of its focus nodes; None where only the engine can. ``tokens``: its SELECT query, if any."""
    try:
        if constraint.kind == "sparql":
            read = parsed(tokens)
            return walk(*read) if read else None
        of_set = _of_set(shape, constraint)
        if of_set is not None:
            return Walk(("this",), ("?this",), _keep_focus(of_set))
        wrong = _of_value(graph, constraint)
        return Walk(("this", "value"), ("?this",), _keep_values(wrong, _path(shape)))
    except Unwalkable:
        return None


def _keep_focus(fails: Fails) -> Callable[[Statements, Row], bool]:
    def step(graph: Statements, row: Row) -> bool:
        if fails(graph, row[0]):
            row.found.append((row[0],))
        return False

    return step


def _keep_values(wrong: Fails, values: Reach | None) -> Callable[[Statements, Row], bool]:
    def step(graph: Statements, row: Row) -> bool:
        node = row[0]
        for value in values(graph, node) if values else (node,):
            if wrong(graph, value):
                row.found.append((node, value))
        return False

    return step


def _path(shape: Shape) -> Reach | None:
    if shape.path is None:
        return None
    if not isinstance(shape.path.node, NamedNode):
        raise Unwalkable
    return reach(Path("iri", iri=str(shape.path.node)))


def _of_set(shape: Shape, constraint: Constraint) -> Fails | None:
    """Constraints on all values of a node together."""
    if constraint.kind not in ("minCount", "maxCount", "hasValue"):
        return None
    there = _path(shape)
    if there is None:
        raise Unwalkable
    values: Reach = there
    if constraint.kind == "minCount":
        least = constraint.number
        if least == 1:
            return lambda graph, node: not values(graph, node)
        return lambda graph, node: len(set(values(graph, node))) < least
    if constraint.kind == "maxCount":
        most = constraint.number
        return lambda graph, node: len(set(values(graph, node))) > most
    wanted = str(constraint.terms[0])

    def lacks(graph: Statements, node: str) -> bool:
        found = values(graph, node)
        if wanted in found:
            return False
        if any(same_value(wanted, v) for v in found):
            raise Undecided
        return True

    return lacks


def _of_value(graph: ShapesGraph, constraint: Constraint) -> Fails:
    """Constraints on each value by itself."""
    if constraint.kind not in ("and", "or", "not", "xone", "node"):
        raise Unwalkable
    parts = [_shape_fails(graph, t) for t in constraint.terms]
    if constraint.kind == "and":
        return lambda graph, node: any(f(graph, node) for f in parts)
    if constraint.kind == "or":
        return lambda graph, node: all(f(graph, node) for f in parts)
    if constraint.kind == "xone":
        return lambda graph, node: sum(not f(graph, node) for f in parts) != 1
    one = parts[0]
    return one if constraint.kind == "node" else lambda graph, node: not one(graph, node)


def _shape_fails(graph: ShapesGraph, name: Term) -> Fails:
    """Whether a node has any result of a whole shape."""
    assert isinstance(name, NamedNode)
    shape = graph.shape(name)
    parts = [] if shape.deactivated else [_constraint_fails(graph, shape, c) for c in shape.constraints]
    return lambda graph, node: any(f(graph, node) for f in parts)


def _constraint_fails(graph: ShapesGraph, shape: Shape, constraint: Constraint) -> Fails:
    of_set = _of_set(shape, constraint)
    if of_set is not None:
        return of_set
    wrong = _shape_fails(graph, constraint.terms[0]) if constraint.kind == "property" else _of_value(graph, constraint)
    values = _path(shape)
    if values is None:
        return wrong
    return lambda graph, node: any(wrong(graph, v) for v in values(graph, node))
