"""Shapes as queries: each constraint as a walk where it can be one, and as SPARQL, prepared once per process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial

import pyoxigraph as ox
from msgspec import Struct
from pyoxigraph import NamedNode

from pigraph.checks.components import TYPES, Writer
from pigraph.checks.nesting import Token
from pigraph.checks.selects import needed, select_query, tokens_of
from pigraph.checks.shapes import SH, Constraint, Shape, ShapesGraph, Target, Term
from pigraph.checks.walk import Walk
from pigraph.checks.walk_shapes import walked

TARGETS = TYPES
"""Named graph that says which nodes a shape is about; filled before the queries run."""
TARGET = "urn:pigraph:checks:target"

_AUDIENCE = "urn:pigraph:checks:audience:"


class Query(Struct, frozen=True, dict=True):
    """The query of one constraint: every solution is a result.

    ``audience``: the name of the set of targets it is asked about. ``messages``: of the shape, or of its SPARQL
    constraint where that has its own, by language; ``{?name}`` stands for a variable. ``walk``: the same without the
    engine, where that is possible; then nobody may ever need the SPARQL, which ``write`` gives.
    """

    shape: Shape
    constraint: Constraint
    audience: NamedNode
    messages: tuple[tuple[str, str], ...]
    write: Callable[[], tuple[str, frozenset[Term]]]
    walk: Walk | None = None

    @cached_property
    def _written(self) -> tuple[str, frozenset[Term]]:
        return self.write()

    @property
    def text(self) -> str:
        """As SPARQL."""
        return self._written[0]

    @property
    def needs(self) -> frozenset[Term]:
        """Terms without which it has no solution."""
        return self._written[1]


class Compiled(Struct, frozen=True, dict=True):
    """The queries of a shapes graph, and what must be known to run them.

    ``audiences``: sets of targets by name (most shapes share a few); ``classes``: those whose instances are asked for.
    """

    graph: ShapesGraph
    queries: tuple[Query, ...]
    audiences: Mapping[NamedNode, frozenset[Target]]
    classes: frozenset[Term]

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The classes, as N-Triples writes them."""
        return frozenset(map(str, self.classes))

    @cached_property
    def targets(self) -> Mapping[NamedNode, tuple[tuple[str, str], ...]]:
        """The targets of every audience: kind, and term as N-Triples writes it."""
        return {name: tuple((t.kind, str(t.term)) for t in every) for name, every in self.audiences.items()}


def compiled(graph: ShapesGraph, *, prove: bool = True) -> Compiled:
    """The queries of every shape with targets, in the order of the files.

    Raises `DataError` for a shape whose query cannot be parsed or whose pattern is none of the engine's; of queries
    that are walked, only with ``prove``.
    """
    writer = Writer(graph)
    names: dict[frozenset[Target], NamedNode] = {}
    queries: list[Query] = []
    for root in graph.roots:
        audience = names.setdefault(frozenset(root.targets), NamedNode(f"{_AUDIENCE}{len(names)}"))
        queries += _queries(graph, writer, audience, root, _focus(audience), frozenset())
    empty = ox.Store()
    for query in queries:
        if prove or query.walk is None:
            _prove(graph, empty, query)
    classes = writer.classes | {t.term for r in graph.roots for t in r.targets if t.kind == "targetClass"}
    audiences = {name: targets for targets, name in names.items()}
    return Compiled(graph, tuple(queries), audiences, frozenset(classes))


def _focus(audience: NamedNode) -> str:
    return f"GRAPH <{TARGETS}> {{ {audience} <{TARGET}> ?this }}"


def _queries(
    graph: ShapesGraph, writer: Writer, audience: NamedNode, shape: Shape, focus: str, needs: frozenset[Term]
) -> Iterator[Query]:
    direct = focus == _focus(audience)
    for constraint in shape.constraints:
        if constraint.kind == "property":
            below = graph.shape(_iri(constraint.terms[0]))
            if below.deactivated:
                continue
            if shape.path is None:
                yield from _queries(graph, writer, audience, below, focus, needs)
                continue
            outer = writer.new()
            reached = f"{focus.replace('?this', outer)} {outer} {shape.path.sparql} ?this ."
            yield from _queries(graph, writer, audience, below, reached, needs | (shape.path.needs or frozenset()))
        elif constraint.kind == "sparql":
            if constraint.terms:
                tokens = tokens_of(graph, shape, constraint)
                own = _ordered(graph.texts(_iri(constraint.terms[0]), SH["message"]) or shape.messages)
                walk = walked(graph, shape, constraint, tokens) if direct else None
                write = partial(_select, graph, shape, tokens, focus, needs)
                yield Query(shape, constraint, audience, own, write, walk)
        else:
            walk = walked(graph, shape, constraint) if direct else None
            for violation in writer.violations(shape, constraint):
                kept = ("?this", "?value", "?path", "?lang")
                named = " ".join(v for v in kept if v in f"{focus} {violation.pattern}")
                written = f"SELECT {named} WHERE {{ {focus} {violation.pattern} }}", needs | violation.needs
                yield Query(shape, constraint, audience, _ordered(shape.messages), partial(_same, written), walk)


def _select(
    graph: ShapesGraph,
    shape: Shape,
    tokens: list[Token],
    focus: str,
    needs: frozenset[Term],
) -> tuple[str, frozenset[Term]]:
    return select_query(graph, shape, tokens, focus), needs | needed(graph, shape, tokens)


def _same(written: tuple[str, frozenset[Term]]) -> tuple[str, frozenset[Term]]:
    return written


def _ordered(messages: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(messages.items()))


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
