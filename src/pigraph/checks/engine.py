"""The compiled shapes, run over one graph: each constraint walked, or asked of the engine where it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

import pyoxigraph as ox
from msgspec import Struct
from pyoxigraph import NamedNode, Quad

from pigraph.checks.comparing import Undecided
from pigraph.checks.compile import TARGET, TARGETS, Compiled, Query
from pigraph.checks.components import INSTANCE
from pigraph.checks.shapes import Term
from pigraph.checks.statements import Statements, of_quads, quads, term
from pigraph.graph.terms import RDF, RDFS
from pigraph.patterns import seldom

_TARGETS = NamedNode(TARGETS)
_TARGET = NamedNode(TARGET)
_INSTANCE = NamedNode(INSTANCE)
_TYPE = str(RDF["type"])
_SUBCLASS = str(RDFS["subClassOf"])
_TEMPLATE = seldom(r"\{[?$](\w+)\}")


class Result(Struct, frozen=True):
    """One validation result (SHACL 3.6.2).

    ``path``: the predicate, or the node of a complex path in the shapes; ``constraint``: the node of an
    ``sh:sparql``; ``messages``: text by language ("" = none), empty where the shape has none.
    """

    focus: Term
    path: Term | None
    value: Term | None
    shape: NamedNode
    component: NamedNode
    severity: NamedNode
    messages: tuple[tuple[str, str], ...] = ()
    constraint: NamedNode | None = None


class Validation(Struct, frozen=True):
    """What shapes say of one graph: the results in a fixed order, and the constraints that could not be asked."""

    results: tuple[Result, ...]
    failures: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """SHACL: no result at all, whatever its severity."""
        return not self.results and not self.failures


def validate(shapes: Compiled, data: Iterable[Quad]) -> Validation:
    """The results of every shape on the graph of ``data``, which are all in the default graph.

    A constraint that the engine cannot run on this graph becomes a failure; the others still run.
    """
    return results(shapes, Statements(of_quads(data)))


def results(shapes: Compiled, data: Statements) -> Validation:
    """The same of a graph that is looked up already."""
    focus, instances = _survey(shapes, data)
    found: dict[Result, None] = {}
    failures: list[str] = []
    engine: _Engine | None = None
    for query in shapes.queries:
        nodes = focus[query.audience]
        if not nodes:
            continue
        if query.walk is not None:
            try:
                for solution in dict.fromkeys(query.walk.solutions(data, nodes)):
                    named = zip(query.walk.names, map(term, solution), strict=True)
                    found[_result(query, dict(named))] = None
                continue
            except Undecided:
                pass
        if engine is None:
            engine = _Engine(data, focus, instances)
        try:
            for terms in engine.solutions(query):
                found[_result(query, terms)] = None
        except (SyntaxError, OSError, RuntimeError, ValueError) as error:
            name = shapes.graph.nearest_named(query.shape.node).value
            failures.append(f"{name} ({query.constraint.kind}): {error}")
    return Validation(tuple(sorted(found, key=_order)), tuple(failures))


class _Engine:
    """A graph in a store in memory, with the focus nodes of every audience. Filling it takes as long as many walks."""

    def __init__(
        self, data: Statements, focus: Mapping[NamedNode, Set[str]], instances: Mapping[str, Set[str]]
    ) -> None:
        self._there = {part for triple in data.triples() for part in triple}
        self._store = ox.Store()
        self._store.extend(quads(data))
        self._store.extend(Quad(name, _TARGET, term(node), _TARGETS) for name, nodes in focus.items() for node in nodes)
        # A literal is an instance of nothing, so every node here may be a subject.
        self._store.extend(
            Quad(term(node), _INSTANCE, term(kind), _TARGETS)  # type: ignore[arg-type]
            for kind, nodes in instances.items()
            for node in nodes
        )

    def solutions(self, query: Query) -> Iterator[dict[str, Term]]:
        """What violates the constraint; nothing where a term that it needs is not there."""
        if not {str(t) for t in query.needs} <= self._there:
            return
        answer = self._store.query(query.text)
        assert isinstance(answer, ox.QuerySolutions)
        names = [v.value for v in answer.variables]
        for solution in answer:
            yield {n: t for n, t in zip(names, solution, strict=True) if t is not None}


def _order(result: Result) -> tuple[str, ...]:
    parts = (result.focus, result.shape, result.component, result.path, result.value)
    return (*map(str, parts), str(result.messages))


def _survey(shapes: Compiled, data: Statements) -> tuple[dict[NamedNode, Set[str]], dict[str, Set[str]]]:
    """Focus nodes of every audience, and instances of every class that shapes ask for."""
    above = data.by.get(_SUBCLASS, {})
    instances: dict[str, set[str]] = {}
    for kind, nodes in data.back(_TYPE).items():
        for one in _ancestors(kind, above) & shapes.wanted:
            instances.setdefault(one, set()).update(nodes)

    def nodes_of(kind: str, named: str) -> Set[str]:
        if kind == "targetNode":
            return {named}
        if kind == "targetClass":
            return instances.get(named, set())
        return (data.by.get(named, {}) if kind == "targetSubjectsOf" else data.back(named)).keys()

    focus: dict[NamedNode, Set[str]] = {}
    for name, targets in shapes.targets.items():
        every = [nodes_of(*target) for target in targets]
        focus[name] = every[0] if len(every) == 1 else set().union(*every)
    return focus, dict(instances)


def _ancestors(kind: str, above: Mapping[str, list[str]]) -> set[str]:
    found, waiting = {kind}, [kind]
    while waiting:
        for higher in above.get(waiting.pop(), ()):
            if higher not in found:
                found.add(higher)
                waiting.append(higher)
    return found


def _result(query: Query, found: Mapping[str, Term]) -> Result:
    shape, constraint = query.shape, query.constraint
    value = found.get("value")
    if constraint.kind == "sparql" and value is None and shape.path is None:
        value = found["this"]
    return Result(
        found["this"],
        found.get("path", shape.path.node if shape.path else None),
        value,
        shape.node,
        constraint.component,
        shape.severity,
        tuple([(language, _filled(text, found)) for language, text in query.messages]),
        constraint.terms[0] if constraint.kind == "sparql" else None,  # type: ignore[arg-type]
    )


def _filled(message: str, found: Mapping[str, Term]) -> str:
    return _TEMPLATE.sub(lambda m: found[m[1]].value if m[1] in found else m[0], message) if "{" in message else message
