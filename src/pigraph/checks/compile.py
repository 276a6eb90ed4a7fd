"""Shapes as queries: one SPARQL text per constraint that can be violated, prepared once per process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from pigraph.checks.candidates import Test
from pigraph.checks.components import TYPES, Writer
from pigraph.checks.selects import needed, outermost, select_query
from pigraph.checks.shapes import SH, Constraint, Shape, ShapesGraph, Target, Term

TARGETS = TYPES
"""Named graph that says which nodes a shape is about; filled before the queries run."""
TARGET = "urn:pigraph:checks:target"

_ASKED = "urn:pigraph:checks:asked:"
_AUDIENCE = "urn:pigraph:checks:audience:"
_FEW = "urn:pigraph:checks:few:"
_OF = "urn:pigraph:checks:of"
_PATH = "urn:pigraph:checks:path"
_BATCHED = {"hasValue": "?this ?path ?wanted", "minCount": "?this ?path ?any"}
"""Kinds of constraint asked in one query, and the pattern without which they are violated."""


@dataclass(frozen=True, slots=True)
class Query:
    """The query of one constraint: every solution is a result.

    ``audience``: the name of the set of targets it is asked about. ``needs``: terms without which it has no solution.
    ``messages``: of the shape, or of its SPARQL constraint where that has its own; ``{?name}`` stands for a variable.
    ``direct``: it is asked of the targets themselves, not of their values. ``candidates``: what tells which of them
    can have a solution; only these are then put under the name ``asked``, which is ``audience`` otherwise.
    """

    text: str
    shape: Shape
    constraint: Constraint
    audience: NamedNode
    needs: frozenset[Term]
    messages: Mapping[str, str]
    direct: bool
    asked: NamedNode
    candidates: Test | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One query for many constraints of one kind, which reads what to look for from the graph `TARGETS`.

    Parsing is most of the time that a small query takes, and shapes of these kinds are many. ``facts``: what it reads;
    a solution has ``?this`` and ``?asked``, the name by which ``members`` gives the constraint.
    """

    text: str
    members: Mapping[NamedNode, Query]
    facts: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The queries of a shapes graph, and what must be known to run them.

    ``audiences``: sets of targets by name (most shapes share a few); ``classes``: those whose instances are asked for;
    ``predicates``: what candidates are told by.
    """

    graph: ShapesGraph
    queries: tuple[Query, ...]
    batches: tuple[Batch, ...]
    audiences: Mapping[NamedNode, frozenset[Target]]
    classes: frozenset[Term]
    predicates: frozenset[NamedNode]


def compiled(graph: ShapesGraph) -> Compiled:
    """The queries of every shape with targets, in the order of the files.

    Raises `DataError` for a shape whose query cannot be parsed or whose pattern is none of the engine's.
    """
    writer = Writer(graph)
    names: dict[frozenset[Target], NamedNode] = {}
    queries: list[Query] = []
    for root in graph.roots:
        audience = names.setdefault(frozenset(root.targets), NamedNode(f"{_AUDIENCE}{len(names)}"))
        queries += _queries(graph, writer, audience, root, _focus(audience), frozenset())
    empty = ox.Store()
    for query in queries:
        _prove(graph, empty, query)
    classes = writer.classes | {t.term for r in graph.roots for t in r.targets if t.kind == "targetClass"}
    batches = tuple(b for kind, test in _BATCHED.items() if (b := _batch(kind, test, queries)).members)
    batched = {id(q) for b in batches for q in b.members.values()}
    alone = tuple(q for q in queries if id(q) not in batched)
    told_by = frozenset(p for q in alone if q.candidates for p in q.candidates.predicates)
    audiences = {name: targets for targets, name in names.items()}
    return Compiled(graph, alone, batches, audiences, frozenset(classes), told_by)


def _batch(kind: str, test: str, queries: list[Query]) -> Batch:
    members: dict[NamedNode, Query] = {}
    facts: list[Quad] = []
    for query in queries:
        shape, constraint = query.shape, query.constraint
        if constraint.kind != kind or not query.direct or (kind == "minCount" and constraint.number != 1):
            continue
        if shape.path is None or not isinstance(shape.path.node, NamedNode):
            continue
        asked = NamedNode(f"{_ASKED}{kind}:{len(members)}")
        members[asked] = query
        facts.append(Quad(asked, NamedNode(_OF), query.audience, NamedNode(TARGETS)))
        facts.append(Quad(asked, NamedNode(_PATH), shape.path.node, NamedNode(TARGETS)))
        facts.append(Quad(asked, NamedNode(f"{_ASKED}{kind}"), constraint.terms[0], NamedNode(TARGETS)))
    text = (
        f"SELECT ?this ?asked WHERE {{ GRAPH <{TARGETS}> {{ ?asked <{_ASKED}{kind}> ?wanted ; <{_PATH}> ?path ; "
        f"<{_OF}> ?audience . ?audience <{TARGET}> ?this }} FILTER NOT EXISTS {{ {test} }} }}"
    )
    return Batch(text, members, tuple(facts))


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
                few = outermost(graph, shape, constraint) if direct else None
                name = NamedNode(f"{_FEW}{writer.new()[1:]}") if few else audience
                text = select_query(graph, shape, constraint, _focus(name) if few else focus)
                own = graph.texts(_iri(constraint.terms[0]), SH["message"])
                asked = needs | needed(graph, shape, constraint)
                yield Query(text, shape, constraint, audience, asked, own or shape.messages, direct, name, few)
        else:
            for violation in writer.violations(shape, constraint):
                kept = ("?this", "?value", "?path", "?lang")
                named = " ".join(v for v in kept if v in f"{focus} {violation.pattern}")
                text = f"SELECT {named} WHERE {{ {focus} {violation.pattern} }}"
                yield Query(
                    text, shape, constraint, audience, needs | violation.needs, shape.messages, direct, audience
                )


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
