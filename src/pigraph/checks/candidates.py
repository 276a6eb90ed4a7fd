"""Focus nodes for which a SPARQL constraint may have a result, told by plain sets before any query is parsed.

Parsing a small query takes longer than running it over one policy, and most constraints find nothing. Looked at are
only triples of ``$this`` that stand for themselves in a query's outermost group::

    $this a pi:Provision ; dpv:hasRecipient ?r .            every focus node with a solution has both
    FILTER EXISTS { $this dpv:hasPurpose ?p }               the same
    FILTER NOT EXISTS { $this dpv:hasLegalBasis ?any }      none has it

What remains is asked of the engine, which alone gives results.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from pyoxigraph import NamedNode

from pigraph.checks.nesting import COUNTING, Token, taken_apart
from pigraph.graph.terms import RDF

Asked: TypeAlias = tuple[NamedNode, NamedNode | None]
"""A predicate, and the one value that counts; None: any value."""


@dataclass(frozen=True, slots=True)
class Test:
    """What every focus node with a solution is the subject of, and what it is never the subject of."""

    having: frozenset[Asked]
    lacking: frozenset[Asked]

    @property
    def predicates(self) -> frozenset[NamedNode]:
        return frozenset(predicate for predicate, _ in self.having | self.lacking)


def test_of(tokens: list[Token]) -> Test | None:
    """That of a query by its outermost group, without the braces; None where there is nothing to go by.

    Groups that count, or hold alternatives, optional parts or other groups, have none.
    """
    taken = None if any(t.word in COUNTING for t in tokens) else taken_apart(tokens)
    if taken is None:
        return None
    statements, filters = taken
    having = set(_of_focus(statements))
    lacking: set[Asked] = set()
    bound = {"?this", *(t.text for s in statements for t in s if t.kind == "variable")}
    for one in filters:
        plain = [t for t in one if t.kind != "blank"]
        words = [t.word for t in plain[1:3]]
        inside = taken_apart(one[one.index(next(t for t in one if t.text in ("(", "{"))) + 1 : -1])
        if inside is None:
            continue
        if words[0] == "exists":
            having.update(_of_focus(inside[0]))
        elif words == ["not", "exists"] and len(inside[0]) == 1 and not inside[1]:
            value = [t for t in inside[0][0] if t.kind != "blank"][-1]
            if value.kind == "iri" or (value.kind == "variable" and value.text not in bound):
                lacking.update(_of_focus(inside[0]))
    return Test(frozenset(having), frozenset(lacking)) if having or lacking else None


def _of_focus(statements: list[list[Token]]) -> Iterator[Asked]:
    """Of the statements, those of the form ``?this predicate value``."""
    for statement in statements:
        plain = [t for t in statement if t.kind != "blank"]
        if len(plain) != 3 or plain[0].text != "?this":
            continue
        _, predicate, value = plain
        if predicate.kind == "iri" or predicate.word == "a":
            named = RDF["type"] if predicate.word == "a" else NamedNode(predicate.text[1:-1])
            # Of other values than IRIs the engine knows several spellings.
            yield named, NamedNode(value.text[1:-1]) if value.kind == "iri" else None


class Facts:
    """Who is the subject of what in one graph, for some predicates."""

    def __init__(self, triples: Iterable[tuple[Any, NamedNode, Any]], predicates: frozenset[NamedNode]) -> None:
        self._subjects: dict[Asked, set[Any]] = defaultdict(set)
        for subject, predicate, value in triples:
            if predicate in predicates:
                self._subjects[predicate, None].add(subject)
                self._subjects[predicate, value].add(subject)

    def among(self, test: Test, nodes: set[Any]) -> set[Any]:
        """Those of ``nodes`` that the test does not exclude."""
        for asked in test.having:
            nodes = nodes & self._subjects.get(asked, set())
        for asked in test.lacking:
            nodes = nodes - self._subjects.get(asked, set())
        return nodes
