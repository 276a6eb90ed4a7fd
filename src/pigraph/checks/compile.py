"""Shapes as queries: one SPARQL text per constraint that can be violated, prepared once per process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import NamedNode

from pigraph.checks.components import TYPES, Writer
from pigraph.checks.selects import needed, select_query
from pigraph.checks.shapes import SH, Constraint, Shape, ShapesGraph, Term

TARGETS = TYPES
"""Named graph that says which nodes a shape is about; filled before the queries run."""
TARGET = "urn:pigraph:checks:target"


@dataclass(frozen=True, slots=True)
class Query:
    """The query of one constraint: every solution is a result.

    ``root``: the shape whose targets it is asked about. ``needs``: terms without which a graph has no solution.
    ``messages``: of the shape, or of its SPARQL constraint where that has its own; ``{?name}`` stands for a variable.
    """

    text: str
    shape: Shape
    constraint: Constraint
    root: Shape
    needs: frozenset[Term]
    messages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The queries of a shapes graph, and the classes whose instances must be known to run them."""

    graph: ShapesGraph
    queries: tuple[Query, ...]
    classes: frozenset[Term]


def compiled(graph: ShapesGraph) -> Compiled:
    """The queries of every shape with targets, in the order of the files.

    Raises `DataError` for a shape whose query cannot be parsed or whose pattern is none of the engine's.
    """
    writer = Writer(graph)
    queries = [q for root in graph.roots for q in _queries(graph, writer, root, root, _focus(root), frozenset())]
    empty = ox.Store()
    for query in queries:
        _prove(graph, empty, query)
    classes = writer.classes | {t.term for r in graph.roots for t in r.targets if t.kind == "targetClass"}
    return Compiled(graph, tuple(queries), frozenset(classes))


def _focus(root: Shape) -> str:
    return f"GRAPH <{TARGETS}> {{ {root.node} <{TARGET}> ?this }}"


def _queries(
    graph: ShapesGraph, writer: Writer, root: Shape, shape: Shape, focus: str, needs: frozenset[Term]
) -> Iterator[Query]:
    for constraint in shape.constraints:
        if constraint.kind == "property":
            below = graph.shape(_iri(constraint.terms[0]))
            if below.deactivated:
                continue
            if shape.path is None:
                yield from _queries(graph, writer, root, below, focus, needs)
                continue
            outer = writer.new()
            reached = f"{focus.replace('?this', outer)} {outer} {shape.path.sparql} ?this ."
            yield from _queries(graph, writer, root, below, reached, needs | (shape.path.needs or frozenset()))
        elif constraint.kind == "sparql":
            if constraint.terms:
                text = select_query(graph, shape, constraint, focus)
                own = graph.texts(_iri(constraint.terms[0]), SH["message"])
                asked = needs | needed(graph, shape, constraint)
                yield Query(text, shape, constraint, root, asked, own or shape.messages)
        else:
            for violation in writer.violations(shape, constraint):
                kept = ("?this", "?value", "?path", "?lang")
                named = " ".join(v for v in kept if v in f"{focus} {violation.pattern}")
                text = f"SELECT {named} WHERE {{ {focus} {violation.pattern} }}"
                yield Query(text, shape, constraint, root, needs | violation.needs, shape.messages)


def _prove(graph: ShapesGraph, empty: ox.Store, query: Query) -> None:
    """Let the engine parse the query, and its regular expressions, before any policy is checked with them."""
    try:
        empty.query(query.text)
    except SyntaxError as error:
        raise graph.error(query.shape.node, f"its query cannot be parsed: {error.msg}") from error
    if query.constraint.kind == "pattern":
        pattern = ", ".join(str(t) for t in (*query.constraint.terms, *query.constraint.options["flags"]))
        (row,) = empty.query(f'SELECT (REGEX("", {pattern}) AS ?matches) WHERE {{}}')  # type: ignore[misc]
        if row["matches"] is None:
            raise graph.error(query.shape.node, "its sh:pattern is no regular expression that the engine knows")


def _iri(term: Term) -> NamedNode:
    assert isinstance(term, NamedNode)
    return term
