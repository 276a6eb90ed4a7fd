"""Queries followed from node to node in plain Python, for small graphs that are asked many queries.

The engine parses and plans a query anew each time, which takes longer than a policy's few hundred statements take to
answer it. Here a group pattern becomes a chain of functions once: each binds or tests one triple pattern, or one
filter, and calls the next. A filter comes as soon as what it shares with its group is bound.

What Python and SPARQL might decide differently (numbers, dates with time zones, literals of several spellings) is not
decided here: `Undecided` is raised, and the engine is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from typing import TypeAlias

from msgspec import Struct

from pigraph.checks import comparing
from pigraph.checks.comparing import Undecided
from pigraph.checks.groups import Call, Exists, Expression, Group, Path, Statement
from pigraph.checks.paths_walked import NOWHERE, Reach, numbered, reach
from pigraph.checks.statements import Statements
from pigraph.checks.walk_needs import NOTHING, Needs, conjuncts

_LARGE = 3
"""Statements of a group that is worth remembering for each focus node."""


class Unwalkable(Exception):
    """A query that is only the engine's."""


class Row(list[str]):
    """Terms of a query, each at its place: ``?this`` at 0, other variables, constants.

    ``found``: the solutions so far.
    """

    __slots__ = ("found",)

    def __init__(self, terms: Iterable[str]) -> None:
        super().__init__(terms)
        self.found: list[tuple[str, ...]] = []


Step: TypeAlias = Callable[[Statements, Row], bool]
"""What remains to be matched; True as soon as nothing more need be looked for."""


class Walk(Struct, frozen=True):
    """A SELECT query as a chain of steps over a row of ``terms``.

    ``names``: its variables that are bound, as in a solution; ``needs``: what it has none without.
    """

    names: tuple[str, ...]
    terms: tuple[str, ...]
    first: Step
    needs: Needs = NOTHING

    def solutions(self, graph: Statements, nodes: Set[str]) -> list[tuple[str, ...]]:
        """The values of ``names`` for some focus nodes, perhaps repeated. Raises `Undecided`."""
        nodes = self.needs.candidates(graph, nodes)
        if not nodes:
            return []
        row = Row(self.terms)
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
    return Walk(tuple(n[1:] for n in kept), tuple(writer.places), first, Needs.of(group))


class _Writer:
    """Writes the steps of one query; gives its variables and constants their places."""

    def __init__(self, used: Counter[str]) -> None:
        """``used``: how often each variable stands in the query."""
        self.places: dict[str, int] = {"?this": 0}
        self._used = used

    def place(self, term: str) -> int:
        return self.places.setdefault(term, len(self.places))

    def bound(self, before: set[str], group: Group) -> set[str]:
        """The variables that have a value after ``group``."""
        return before | {t for s in group.statements for t in (s.subject, s.value) if t[0] == "?"}

    def group(self, group: Group, before: set[str], after: Step) -> Step:
        """The steps of a group, then ``after``. ``before``: variables that have values."""
        here = self.bound(set(), group)
        every = conjuncts(group.filters)
        shared = {id(f): set(_mentioned(f)) & (here | before) for f in every}
        statements, filters, bound = list(group.statements), every, set(before)
        ordered: list[tuple[Statement | Expression, frozenset[str]]] = []
        while statements or filters:
            ready = next((f for f in filters if shared[id(f)] <= bound), None)
            if ready is not None:
                filters = [f for f in filters if f is not ready]
                ordered.append((ready, frozenset(bound)))
                continue
            waiting = [shared[id(f)] - bound for f in filters]
            best = min(statements, key=lambda s: _effort(s, bound, waiting))
            statements = [s for s in statements if s is not best]
            ordered.append((best, frozenset(bound)))
            bound |= {t for t in (best.subject, best.value) if t[0] == "?"}
        for one, known in reversed(ordered):
            after = (
                self._statement(one, known, after) if isinstance(one, Statement) else self._filter(one, known, after)
            )
        return after

    def _statement(self, s: Statement, bound: frozenset[str], after: Step) -> Step:
        subject, value = (t[0] != "?" or t in bound for t in (s.subject, s.value))
        if not value and not subject:
            return self._pairs(s, after)
        here, there = self.place(s.subject), self.place(s.value)
        if subject and value:
            return _tested(here, s.path, there, after)
        if value and s.value[0] == '"' and s.value[-1] == ">":
            raise Unwalkable  # The engine may know other spellings of this value.
        if not subject:
            here, there = there, here
        # A node that nobody asks for again: one will do.
        any_will_do = self._used[s.value if subject else s.subject] == 1
        at = None if any_will_do else there
        if s.path.kind == "iri" and subject:
            return _stepped(here, s.path.iri, at, after)
        return _reached(here, reach(s.path, subject), at, after)

    def _pairs(self, s: Statement, after: Step) -> Step:
        if s.path.kind != "iri" or s.subject == s.value:
            raise Unwalkable
        iri, one, other = s.path.iri, self.place(s.subject), self.place(s.value)

        def step(graph: Statements, row: Row) -> bool:
            for subject, values in graph.by.get(iri, NOWHERE).items():
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
            return self._exists(one, bound)
        value = comparing.condition(one, lambda e: self._operand(e, bound))
        if value is None:
            raise Unwalkable
        return value

    def _exists(self, one: Exists, bound: frozenset[str]) -> comparing.Condition:
        inside, wanted = self.group(one.group, set(bound), _enough), one.wanted
        names = tuple(sorted(bound & set(_occurrences(one.group))))
        shared = [self.place(v) for v in names]
        if 0 in shared and _size(one.group) < _LARGE:
            return lambda graph, row: inside(graph, row) is wanted
        # What does not depend on the focus node, or stands in several queries, need not be asked each time.
        number = numbered(one.group, names)

        def condition(graph: Statements, row: Row) -> bool:
            key = (number, tuple([row[p] for p in shared]))
            known = graph.said.get(key)
            if known is None:
                known = graph.said[key] = inside(graph, row)
            return known is wanted

        return condition

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


def _reached(start: int, there: Reach, at: int | None, after: Step) -> Step:
    """From a known node to others, one after another; with ``at`` None to any."""
    if at is None:
        return lambda graph, row: bool(there(graph, row[start])) and after(graph, row)
    place = at

    def step(graph: Statements, row: Row) -> bool:
        for node in there(graph, row[start]):
            row[place] = node
            if after(graph, row):
                return True
        return False

    return step


def _stepped(start: int, iri: str, at: int | None, after: Step) -> Step:
    """The same along one predicate: most statements are so."""
    if at is None:
        return lambda graph, row: row[start] in graph.by.get(iri, NOWHERE) and after(graph, row)
    place = at

    def step(graph: Statements, row: Row) -> bool:
        for node in graph.by.get(iri, NOWHERE).get(row[start], ()):
            row[place] = node
            if after(graph, row):
                return True
        return False

    return step


def _tested(start: int, path: Path, end: int, after: Step) -> Step:
    """Whether a path leads from one known node to another."""
    there = reach(path)

    def step(graph: Statements, row: Row) -> bool:
        found, wanted = there(graph, row[start]), row[end]
        if wanted in found:
            return after(graph, row)
        if wanted[-1] == ">" and wanted[0] == '"' and any(comparing.same_value(wanted, n) for n in found):
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


def _size(group: Group) -> int:
    inner = [f.group for f in conjuncts(group.filters) if isinstance(f, Exists)]
    return len(group.statements) + sum(map(_size, inner))


def _effort(statement: Statement, bound: set[str], waiting: list[set[str]]) -> tuple[int, int]:
    """What to match first: what only tests, what starts from the focus node, from other nodes, backwards; the rest.

    Backwards from a class or topic comes late: many point at it. ``waiting``: variables that each filter still lacks;
    what lets one decide comes early. Equals stay in the order of the query.
    """
    subject, value = (t[0] != "?" or t in bound for t in (statement.subject, statement.value))
    if subject and value:
        return 0, 0
    if not subject and not value:
        return 5, 0
    if not subject and statement.value[0] != "?":
        return 4, 0
    known, new = (statement.subject, statement.value) if subject else (statement.value, statement.subject)
    effort = (1 if known == "?this" else 2) if subject else 3
    return (0 if {new} in waiting else effort), effort
