"""Queries followed from node to node in plain Python, for small graphs that are asked many queries.

The engine parses and plans a query anew each time, which takes longer than a policy's few hundred statements take to
answer it. Here a group pattern becomes a chain of functions once: each binds or tests one triple pattern, or one
filter, and calls the next. A filter comes as soon as what it shares with its group is bound.

What Python and SPARQL might decide differently (numbers, dates with time zones, literals of several spellings) is not
decided here: `Undecided` is raised, and the engine is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pigraph.checks import comparing
from pigraph.checks.comparing import Undecided
from pigraph.checks.groups import Call, Exists, Expression, Group, Path, Statement
from pigraph.checks.statements import Statements

_NOWHERE: dict[str, list[str]] = {}


class Unwalkable(Exception):
    """A query that is only the engine's."""


class Row(list[str]):
    """Values of the variables, each at its place; that of ``?this`` at 0. ``found``: the solutions so far."""

    __slots__ = ("found",)

    def __init__(self, size: int) -> None:
        super().__init__([""] * size)
        self.found: list[tuple[str, ...]] = []


Step: TypeAlias = Callable[[Statements, Row], bool]
"""What remains to be matched; True as soon as nothing more need be looked for."""
Reach: TypeAlias = Callable[[Statements, str], Iterable[str]]
"""The nodes at the other end of a path, each perhaps several times."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A SELECT query as a chain of steps.

    ``names``: its variables that are bound, as in a solution; ``needs``: predicates without which it has none.
    """

    names: tuple[str, ...]
    size: int
    first: Step
    needs: frozenset[str] = frozenset()

    def solutions(self, graph: Statements, nodes: Iterable[str]) -> list[tuple[str, ...]]:
        """The values of ``names`` for some focus nodes, perhaps repeated. Raises `Undecided`."""
        if not self.needs <= graph.by.keys():
            return []
        row = Row(self.size)
        for node in nodes:
            row[0] = node
            self.first(graph, row)
        return row.found


def walk(names: tuple[str, ...], group: Group) -> Walk:
    """A query of ``?this`` (and more variables) as a walk. Raises `Unwalkable`."""
    writer = _Writer(Counter([*names, *_occurrences(group)]))
    bound = writer.bound({"?this"}, group)
    kept = tuple(n for n in names if n in bound)
    places = [writer.place(n) for n in kept]

    def keep(graph: Statements, row: Row) -> bool:
        row.found.append(tuple([row[p] for p in places]))
        return False

    first = writer.group(group, {"?this"}, keep)
    needs = frozenset(s.path.iri for s in group.statements if s.path.kind == "iri")
    return Walk(tuple(n[1:] for n in kept), len(writer.places), first, needs)


def reach(path: Path, forward: bool = True) -> Reach:
    """Along a path, or against it."""
    if path.kind == "iri":
        iri = path.iri
        if forward:
            return lambda graph, node: graph.by.get(iri, _NOWHERE).get(node, ())
        return lambda graph, node: graph.back(iri).get(node, ())
    parts = [reach(p, forward != (path.kind == "^")) for p in path.parts]
    if path.kind == "^":
        return parts[0]
    if path.kind == "/":
        return _one_after_another(parts if forward else parts[::-1])
    if path.kind == "|":
        return lambda graph, node: [n for part in parts for n in part(graph, node)]
    if path.kind == "?":
        return lambda graph, node: [node, *parts[0](graph, node)]
    return _repeated(parts[0], path.kind == "*")


def _one_after_another(parts: list[Reach]) -> Reach:
    def along(graph: Statements, node: str) -> Iterable[str]:
        nodes: Iterable[str] = (node,)
        for part in parts:
            nodes = [n for at in nodes for n in part(graph, at)]
        return nodes

    return along


def _repeated(part: Reach, here: bool) -> Reach:
    def along(graph: Statements, node: str) -> Iterable[str]:
        found = dict.fromkeys([node] if here else part(graph, node))
        waiting = list(found)
        while waiting:
            for after in part(graph, waiting.pop()):
                if after not in found:
                    found[after] = None
                    waiting.append(after)
        return found

    return along


class _Writer:
    """Writes the steps of one query; gives its variables their places."""

    def __init__(self, used: Counter[str]) -> None:
        """``used``: how often each variable stands in the query."""
        self.places: dict[str, int] = {"?this": 0}
        self._used = used

    def place(self, name: str) -> int:
        return self.places.setdefault(name, len(self.places))

    def bound(self, before: set[str], group: Group) -> set[str]:
        """The variables that have a value after ``group``."""
        return before | {t for s in group.statements for t in (s.subject, s.value) if t[0] == "?"}

    def group(self, group: Group, before: set[str], after: Step) -> Step:
        """The steps of a group, then ``after``. ``before``: variables that have values."""
        here = self.bound(set(), group)
        shared = {id(f): set(_mentioned(f)) & (here | before) for f in group.filters}
        statements, filters, bound = list(group.statements), list(group.filters), set(before)
        ordered: list[tuple[Statement | Expression, frozenset[str]]] = []
        while statements or filters:
            ready = next((f for f in filters if shared[id(f)] <= bound), None)
            if ready is not None:
                filters = [f for f in filters if f is not ready]
                ordered.append((ready, frozenset(bound)))
                continue
            best = min(statements, key=lambda s: _effort(s, bound))
            statements = [s for s in statements if s is not best]
            ordered.append((best, frozenset(bound)))
            bound |= {t for t in (best.subject, best.value) if t[0] == "?"}
        for one, known in reversed(ordered):
            after = (
                self._statement(one, known, after) if isinstance(one, Statement) else self._filter(one, known, after)
            )
        return after

    def _statement(self, s: Statement, bound: frozenset[str], after: Step) -> Step:
        subject, value = self._known(s.subject, bound), self._known(s.value, bound)
        if value is None and subject is None:
            return self._pairs(s, after)
        if subject is not None and value is not None:
            return _tested(subject, s.path, value, after)
        if subject is None and s.value[0] == '"' and s.value[-1] == ">":
            raise Unwalkable  # The engine may know other spellings of this value.
        there = reach(s.path, subject is not None)
        start = subject or value
        assert start is not None
        reached = s.value if subject is not None else s.subject
        if self._used[reached] == 1:  # Nobody asks which: one will do.
            return lambda graph, row: bool(there(graph, start(row))) and after(graph, row)
        at = self.place(reached)

        def step(graph: Statements, row: Row) -> bool:
            for node in there(graph, start(row)):
                row[at] = node
                if after(graph, row):
                    return True
            return False

        return step

    def _known(self, term: str, bound: frozenset[str]) -> Callable[[Row], str] | None:
        """What gives a term's value; None for a variable that has none yet."""
        if term[0] != "?":
            return lambda row: term
        if term not in bound:
            return None
        at = self.place(term)
        return lambda row: row[at]

    def _pairs(self, s: Statement, after: Step) -> Step:
        if s.path.kind != "iri" or s.subject == s.value:
            raise Unwalkable
        iri, one, other = s.path.iri, self.place(s.subject), self.place(s.value)

        def step(graph: Statements, row: Row) -> bool:
            for subject, values in graph.by.get(iri, _NOWHERE).items():
                row[one] = subject
                for value in values:
                    row[other] = value
                    if after(graph, row):
                        return True
            return False

        return step

    def _filter(self, one: Expression, bound: frozenset[str], after: Step) -> Step:
        true = self.condition(one, bound)

        def step(graph: Statements, row: Row) -> bool:
            return true(graph, row) and after(graph, row)

        return step

    def condition(self, one: Expression, bound: frozenset[str]) -> comparing.Condition:
        """Whether a filter lets a row pass; an error does not."""
        if isinstance(one, Exists):
            inside = self.group(one.group, set(bound), _enough)
            return inside if one.wanted else lambda graph, row: not inside(graph, row)
        value = comparing.condition(one, lambda e: self._operand(e, bound))
        if value is None:
            raise Unwalkable
        return value

    def _operand(self, one: Expression, bound: frozenset[str]) -> comparing.Operand:
        if isinstance(one, Exists):
            return self.condition(one, bound)
        if isinstance(one, str) and one[0] == "?":
            if one not in bound:
                raise Unwalkable
            at = self.place(one)
            return lambda graph, row: row[at]
        raise Unwalkable


def _enough(graph: Statements, row: Row) -> bool:
    return True


def _tested(subject: Callable[[Row], str], path: Path, value: Callable[[Row], str], after: Step) -> Step:
    forward = reach(path)

    def step(graph: Statements, row: Row) -> bool:
        wanted = value(row)
        there = forward(graph, subject(row))
        if wanted in there:
            return after(graph, row)
        if wanted[-1] == ">" and wanted[0] == '"' and any(comparing.same_value(wanted, n) for n in there):
            raise Undecided
        return False

    return step


def _occurrences(group: Group) -> Iterator[str]:
    """The variables of a group and of those in it, as often as they stand there."""
    for s in group.statements:
        yield from (t for t in (s.subject, s.value) if t[0] == "?")
    for one in group.filters:
        yield from _mentioned(one)


def _mentioned(one: Expression) -> Iterator[str]:
    if isinstance(one, Exists):
        yield from _occurrences(one.group)
    elif isinstance(one, Call):
        for argument in one.arguments:
            yield from _mentioned(argument)
    elif one[0] == "?":
        yield one


def _effort(statement: Statement, bound: set[str]) -> int:
    """What to match first: what only tests, what starts from the focus node, from other nodes, backwards; the rest.

    Backwards from a class or topic comes late: many point at it. Equals stay in the order of the query.
    """
    subject, value = (t[0] != "?" or t in bound for t in (statement.subject, statement.value))
    if subject and value:
        return 0
    if subject:
        return 1 if statement.subject == "?this" else 2
    if value:
        return 3 if statement.value[0] == "?" else 4
    return 5
