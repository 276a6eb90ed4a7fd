"""What a query cannot do without, so that most are over before a node is followed: a policy lacks one thing or another
that they need, or has it at a few of its nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from msgspec import Struct

from pigraph.checks.groups import Call, Exists, Expression, Group, Path, Statement
from pigraph.checks.statements import Statements

_NOBODY: frozenset[str] = frozenset()


class Needs(Struct, frozen=True):
    """What a query needs for any solution.

    Of the graph: ``predicates``, and ``facts``, which are predicates with an IRI as value. Of a focus node: its ``own``
    facts, predicates that lead ``out`` of it, and predicates that lead ``into`` it.
    """

    predicates: frozenset[str] = frozenset()
    facts: frozenset[tuple[str, str]] = frozenset()
    own: frozenset[tuple[str, str]] = frozenset()
    out: frozenset[str] = frozenset()
    into: frozenset[str] = frozenset()

    @classmethod
    def of(cls, group: Group) -> Needs:
        """Those of a query about ``?this``. Literals are left out: the engine may know other spellings of them."""
        every = list(_required(group))
        single = [s for s in every if s.path.kind == "iri"]
        facts = {s: (s.path.iri, s.value) for s in single if s.value[0] == "<"}
        return cls(
            frozenset(p for s in every for p in _predicates(s.path)),
            frozenset(fact for s, fact in facts.items() if s.subject != "?this"),
            frozenset(fact for s, fact in facts.items() if s.subject == "?this"),
            frozenset(s.path.iri for s in single if s.subject == "?this" and s not in facts),
            frozenset(s.path.iri for s in single if s.value == "?this"),
        )

    def candidates(self, graph: Statements, nodes: Set[str]) -> Set[str]:
        """The focus nodes that may have a solution. Sets are compared faster than nodes are followed."""
        if not self.predicates <= graph.by.keys():
            return _NOBODY
        for predicate, value in self.facts:
            if value not in graph.back(predicate):
                return _NOBODY
        for predicate, value in self.own:
            nodes = nodes & set(graph.back(predicate).get(value, ()))
        for predicate in self.out:
            nodes = nodes & graph.by[predicate].keys()
        for predicate in self.into:
            nodes = nodes & graph.back(predicate).keys()
        return nodes


NOTHING = Needs()


def conjuncts(filters: Iterable[Expression]) -> list[Expression]:
    """Filters, those of several conditions taken apart: each is asked as soon as it can be."""
    found: list[Expression] = []
    for one in filters:
        found += conjuncts(one.arguments) if isinstance(one, Call) and one.name == "&&" else [one]
    return found


def _required(group: Group) -> Iterator[Statement]:
    """Statements without which a group has no solution."""
    yield from group.statements
    for one in conjuncts(group.filters):
        if isinstance(one, Exists) and one.wanted:
            yield from _required(one.group)


def _predicates(path: Path) -> Iterator[str]:
    """Those on every way along a path."""
    if path.kind == "iri":
        yield path.iri
    elif path.kind in "^/+":
        for part in path.parts:
            yield from _predicates(part)
