"""The compiled shapes, run: a policy's graph in memory, one query per constraint that could be violated in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from pigraph.checks.candidates import Facts
from pigraph.checks.compile import TARGET, TARGETS, Compiled, Query
from pigraph.checks.components import INSTANCE
from pigraph.checks.shapes import Term
from pigraph.graph.terms import RDF, RDFS

_TARGETS = NamedNode(TARGETS)
_TARGET = NamedNode(TARGET)
_INSTANCE = NamedNode(INSTANCE)
_TYPE = RDF["type"]
_SUBCLASS = RDFS["subClassOf"]
_Spo: TypeAlias = tuple[Any, NamedNode, Any]
_TEMPLATE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Result:
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


@dataclass(frozen=True, slots=True)
class Validation:
    """What shapes say of one graph: the results in a fixed order, and the constraints that could not be asked."""

    results: tuple[Result, ...]
    failures: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """SHACL: no result at all, whatever its severity."""
        return not self.results and not self.failures


def validate(shapes: Compiled, quads: Iterable[Quad]) -> Validation:
    """The results of every shape on the graph of ``quads``, which are all in the default graph.

    A constraint that the engine cannot run on this graph becomes a failure; the others still run.
    """
    data = list(quads)
    triples: list[_Spo] = [(q.subject, q.predicate, q.object) for q in data]
    focus, instances = _survey(shapes, triples)
    store = ox.Store()
    store.extend(data)
    store.extend(Quad(name, _TARGET, node, _TARGETS) for name, nodes in focus.items() for node in nodes)
    # A literal is an instance of nothing, so every node here may be a subject.
    store.extend(Quad(node, _INSTANCE, kind, _TARGETS) for kind, nodes in instances.items() for node in nodes)  # type: ignore[arg-type]
    facts = Facts(triples, shapes.predicates)
    there: set[Term] = {term for spo in triples for term in spo}
    results: dict[Result, None] = {}
    failures: list[str] = []

    def ask(text: str, member: Callable[[Mapping[str, Term]], Query], name: str) -> None:
        try:
            solutions = store.query(text)
            assert isinstance(solutions, ox.QuerySolutions)
            names = [v.value for v in solutions.variables]
            for solution in solutions:
                found: dict[str, Term] = {n: t for n, t in zip(names, solution, strict=True) if t is not None}
                results[_result(member(found), found)] = None
        except (SyntaxError, OSError, RuntimeError, ValueError) as error:
            failures.append(f"{name}: {error}")

    for batch in shapes.batches:
        store.extend(batch.facts)
        ask(batch.text, lambda found, known=batch.members: known[found["asked"]], "several shapes")  # type: ignore[misc]
    for query in shapes.queries:
        nodes = focus[query.audience]
        if nodes and query.needs <= there:
            if query.candidates:
                nodes = facts.among(query.candidates, nodes)
                if not nodes:
                    continue
                store.extend(Quad(query.asked, _TARGET, node, _TARGETS) for node in nodes)
            name = shapes.graph.nearest_named(query.shape.node).value
            ask(query.text, lambda found, known=query: known, f"{name} ({query.constraint.kind})")  # type: ignore[misc]
    return Validation(tuple(sorted(results, key=_order)), tuple(failures))


def _order(result: Result) -> tuple[str, ...]:
    parts = (result.focus, result.shape, result.component, result.path, result.value)
    return (*map(str, parts), str(result.messages))


def _survey(shapes: Compiled, triples: list[_Spo]) -> tuple[dict[NamedNode, set[Term]], dict[Term, set[Term]]]:
    """Focus nodes of every audience, and instances of every class that shapes ask for."""
    targets = [t for audience in shapes.audiences.values() for t in audience]
    subjects: dict[Term, set[Term]] = {t.term: set() for t in targets if t.kind == "targetSubjectsOf"}
    objects: dict[Term, set[Term]] = {t.term: set() for t in targets if t.kind == "targetObjectsOf"}
    above: dict[Term, set[Term]] = defaultdict(set)
    types: dict[Term, set[Term]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate == _TYPE:
            types[value].add(subject)
        elif predicate == _SUBCLASS:
            above[subject].add(value)
        if predicate in subjects:
            subjects[predicate].add(subject)
        if predicate in objects:
            objects[predicate].add(value)
    instances: dict[Term, set[Term]] = defaultdict(set)
    for kind, nodes in types.items():
        for wanted in _ancestors(kind, above) & shapes.classes:
            instances[wanted] |= nodes
    kinds = {"targetClass": instances, "targetSubjectsOf": subjects, "targetObjectsOf": objects}
    return {
        name: set().union(*({t.term} if t.kind == "targetNode" else kinds[t.kind].get(t.term, set()) for t in audience))
        for name, audience in shapes.audiences.items()
    }, instances


def _ancestors(kind: Term, above: Mapping[Term, set[Term]]) -> set[Term]:
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
        tuple(sorted((language, _filled(text, found)) for language, text in query.messages.items())),
        constraint.terms[0] if constraint.kind == "sparql" else None,  # type: ignore[arg-type]
    )


def _filled(message: str, found: Mapping[str, Term]) -> str:
    return _TEMPLATE.sub(lambda m: found[m[1]].value if m[1] in found else m[0], message) if "{" in message else message
