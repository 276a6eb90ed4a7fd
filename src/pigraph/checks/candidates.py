"""Focus nodes for which a SPARQL constraint may have a result, told by plain sets before any query is parsed.

Parsing a query takes longer than running it over one policy, and most constraints find nothing. What of a query is
understood here (triples, property paths, EXISTS, ``=``, ``!=`` and ``IN`` of IRIs) is evaluated in three values: it holds,
it does not, it is unknown. A focus node is left out only where it does not hold. What remains is asked of the engine,
which alone gives results.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeAlias

from pyoxigraph import Literal, NamedNode

from pigraph.checks.nesting import COUNTING, Token, closing, taken_apart
from pigraph.graph.terms import RDF, XSD

Truth: TypeAlias = bool | None
Path: TypeAlias = tuple[Any, ...]
"""``("is", iri)``, ``("inverse", path)``, ``("?" | "*" | "+", path)``, ``("|" | "/", path, …)``."""
_Bound: TypeAlias = dict[str, Any]

_MOST_STEPS = 20_000
"""Of one query over one policy; what takes more is left to the engine."""


class _Unclear(Exception):
    """Nothing that is understood here."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: variables are strings, constants terms."""

    subject: Any
    path: Path
    object: Any


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns and filters; ``text`` tells equal ones, ``sure`` says that nothing of it was left out.

    ``having``, ``lacking``: single triples of ``?this`` that every solution takes, or that exclude one: they are asked of
    all focus nodes at once.
    """

    text: str
    variables: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    filters: tuple[tuple[Any, ...], ...]
    sure: bool
    having: tuple[Pattern, ...] = ()
    lacking: tuple[Pattern, ...] = ()


def group(tokens: list[Token]) -> Group | None:
    """The group of a query between its braces; None if it has alternatives, optional parts or other groups."""
    if any(t.word in COUNTING for t in tokens):
        return None
    try:
        return _group(tokens)
    except _Unclear:
        return None


def _group(tokens: list[Token]) -> Group:
    taken = taken_apart(tokens)
    if taken is None:
        raise _Unclear
    statements, filters = taken
    patterns: list[Pattern] = []
    tests: list[tuple[Any, ...]] = []
    sure = True
    for statement in statements:
        try:
            patterns += _patterns([t for t in statement if t.kind != "blank"])
        except _Unclear:
            sure = False
    for one in filters:
        try:
            tests.append(_Expression([t for t in one if t.kind != "blank"][1:]).whole())
        except _Unclear:
            sure = False
    variables = tuple(dict.fromkeys(t.text for t in tokens if t.kind == "variable"))
    text = "".join(t.text for t in tokens)
    having = tuple(p for p in patterns if _plain(p))
    bound = {t for p in patterns for t in (p.subject, p.object)} | {"?this"}
    lacking = tuple(
        t[1][1].patterns[0]
        for t in tests
        if t[0] == "not" and t[1][0] == "exists" and _single(t[1][1]) and t[1][1].patterns[0].object not in bound
    )
    return Group(text, variables, tuple(patterns), tuple(tests), sure, having, lacking)


def _plain(pattern: Pattern) -> bool:
    return pattern.subject == "?this" and pattern.path[0] == "is" and not isinstance(pattern.object, Literal)


def _single(asked: Group) -> bool:
    return asked.sure and not asked.filters and len(asked.patterns) == 1 and _plain(asked.patterns[0])


def _patterns(statement: list[Token]) -> Iterator[Pattern]:
    subject = _term(statement[:1])
    path, at = _path(statement, 1)
    rest = statement[at:]
    while rest:
        end = next((n for n, t in enumerate(rest) if t.text == ","), len(rest))
        yield Pattern(subject, path, _term(rest[:end]))
        rest = rest[end + 1 :]


def _term(tokens: list[Token]) -> Any:
    if len(tokens) == 1:
        (token,) = tokens
        if token.kind == "variable":
            return token.text
        if token.kind == "iri":
            return NamedNode(token.text[1:-1])
        if token.word in ("true", "false"):
            return Literal(token.word == "true")
    raise _Unclear


def _path(tokens: list[Token], at: int) -> tuple[Path, int]:
    """The path that begins there, and the place after it."""
    part, at = _sequence(tokens, at)
    parts = [part]
    while at < len(tokens) and tokens[at].text == "|":
        part, at = _sequence(tokens, at + 1)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else ("|", *parts)), at


def _sequence(tokens: list[Token], at: int) -> tuple[Path, int]:
    part, at = _step(tokens, at)
    parts = [part]
    while at < len(tokens) and tokens[at].text == "/":
        part, at = _step(tokens, at + 1)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else ("/", *parts)), at


def _step(tokens: list[Token], at: int) -> tuple[Path, int]:
    if at >= len(tokens):
        raise _Unclear
    token = tokens[at]
    if token.text == "^":
        inner, at = _step(tokens, at + 1)
        return ("inverse", inner), at
    if token.kind == "iri":
        found: Path = ("is", NamedNode(token.text[1:-1]))
    elif token.word == "a":
        found = ("is", RDF["type"])
    elif token.text == "(":
        found, at = _path(tokens, at + 1)
        if at >= len(tokens) or tokens[at].text != ")":
            raise _Unclear
    else:
        raise _Unclear
    at += 1
    if at < len(tokens) and tokens[at].kind == "sign" and tokens[at].text in "?*+":
        return (tokens[at].text, found), at + 1
    return found, at


class _Expression:
    """Reads a filter's expression: ``("or" | "and", …)``, ``("not", e)``, ``("exists", group)``, ``("in", v, terms)``."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._at = tokens, 0

    def whole(self) -> tuple[Any, ...]:
        found = self._joined("|", "or")
        if self._at != len(self._tokens):
            raise _Unclear
        return found

    def _joined(self, sign: str, name: str) -> tuple[Any, ...]:
        parts = []
        while True:
            parts.append(self._joined("&", "and") if sign == "|" else self._single())
            if self._text() != sign:
                return parts[0] if len(parts) == 1 else (name, *parts)
            self._take(sign)
            self._take(sign)

    def _single(self) -> tuple[Any, ...]:
        if self._text() == "!":
            self._take("!")
            return ("not", self._single())
        if self._text() == "(":
            self._take("(")
            found = self._joined("|", "or")
            self._take(")")
            return found
        if self._text().lower() == "not":
            self._at += 1
            return ("not", self._exists())
        return self._exists() if self._text().lower() == "exists" else self._compared()

    def _exists(self) -> tuple[Any, ...]:
        if self._text().lower() != "exists":
            raise _Unclear
        begin = self._at + 1
        end = closing(self._tokens, begin)
        self._at = end + 1
        # Blanks were taken out; terms are told apart without them.
        return ("exists", _group(self._tokens[begin + 1 : end]))

    def _compared(self) -> tuple[Any, ...]:
        left = self._one()
        negated = self._text() == "!" or self._text().lower() == "not"
        self._at += negated
        if self._text() == "=":
            self._take("=")
            found: tuple[Any, ...] = ("in", left, (self._one(),))
        elif self._text().lower() == "in":
            self._at += 1
            self._take("(")
            values = [self._one()]
            while self._text() == ",":
                self._take(",")
                values.append(self._one())
            self._take(")")
            found = ("in", left, tuple(values))
        else:
            raise _Unclear
        return ("not", found) if negated else found

    def _one(self) -> Any:
        self._at += 1
        return _term(self._tokens[self._at - 1 : self._at])

    def _text(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _take(self, text: str) -> None:
        if self._text() != text:
            raise _Unclear
        self._at += 1


class Facts:
    """One policy's graph by its terms, as groups are asked of it. Remembers what it found."""

    def __init__(self, triples: Iterable[tuple[Any, NamedNode, Any]]) -> None:
        self._after: dict[Any, dict[Any, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self._before: dict[Any, dict[Any, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            self._after[predicate][subject].append(value)
            self._before[predicate][value].append(subject)
        self._known: dict[tuple[Any, ...], Truth] = {}
        self._walks: dict[tuple[Any, ...], frozenset[Any]] = {}
        self._steps = count()

    def among(self, asked: Group, nodes: set[Any]) -> set[Any]:
        """Those of ``nodes`` with which, as ``?this``, the group may have a solution."""
        left = nodes
        for pattern in asked.having:
            left = left & self._with(pattern)
        for pattern in asked.lacking:
            left = left - self._with(pattern)
        return {node for node in left if self._may_match(asked, node)}

    def _with(self, pattern: Pattern) -> set[Any]:
        predicate = pattern.path[1]
        if isinstance(pattern.object, str):
            return set(self._after[predicate]) if predicate in self._after else set()
        return set(self._before[predicate].get(pattern.object, ())) if predicate in self._before else set()

    def _may_match(self, asked: Group, this: Any) -> bool:
        self._steps = count()
        try:
            return self._exists(asked, {"?this": this}) is not False
        except _Unclear:
            return True

    def _exists(self, asked: Group, bound: _Bound) -> Truth:
        key = (asked.text, *(bound.get(v) for v in asked.variables))
        if key not in self._known:
            self._known[key] = self._first(asked, list(asked.patterns), bound, asked.sure)
        return self._known[key]

    def _first(self, asked: Group, left: list[Pattern], bound: _Bound, sure: bool) -> Truth:
        """Whether the patterns ``left`` and the filters have a solution: the best one found."""
        if next(self._steps) > _MOST_STEPS:
            raise _Unclear
        if not left:
            truth = _all(self._holds(f, bound) for f in asked.filters)
            return None if truth and not sure else truth
        ways = [(self._ends(p, bound), p) for p in left]
        reached, pattern = min(ways, key=lambda way: (way[0] is None, len(way[0] or ())))
        rest = [p for p in left if p is not pattern]
        if reached is None:
            return self._first(asked, rest, bound, False)
        best: Truth = False
        for found, certain in reached:
            truth = self._first(asked, rest, {**bound, **found}, sure and certain)
            if truth:
                return True
            if truth is None:
                best = None
        return best

    def _ends(self, pattern: Pattern, bound: _Bound) -> list[tuple[_Bound, bool]] | None:
        """What the pattern binds, and whether it surely does; None where neither end is known."""
        subject, value = (bound.get(t, t) if isinstance(t, str) else t for t in (pattern.subject, pattern.object))
        if not isinstance(subject, str):
            reached = self._walk(pattern.path, subject, False)
            if isinstance(value, str):
                return [({value: found}, True) for found in reached]
            if value in reached:
                return [({}, True)]
            # Another spelling of the same number or date would be the same term to the engine.
            return [({}, False)] if _typed(value) and any(map(_typed, reached)) else []
        if isinstance(value, str) or _typed(value):
            return None
        return [({subject: found}, True) for found in self._walk(pattern.path, value, True)]

    def _walk(self, path: Path, node: Any, back: bool) -> frozenset[Any]:
        key = (path, node, back)
        found = self._walks.get(key)
        if found is None:
            found = self._walks[key] = frozenset(self._reach(path, node, back))
        return found

    def _reach(self, path: Path, node: Any, back: bool) -> Iterable[Any]:
        kind, *parts = path
        if kind == "is":
            known = (self._before if back else self._after).get(parts[0])
            return known.get(node, ()) if known else ()
        if kind == "inverse":
            return self._walk(parts[0], node, not back)
        if kind == "|":
            return {n for part in parts for n in self._walk(part, node, back)}
        if kind == "/":
            nodes = {node}
            for part in reversed(parts) if back else parts:
                nodes = {n for here in nodes for n in self._walk(part, here, back)}
            return nodes
        once = self._walk(parts[0], node, back)
        if kind == "?":
            return {node, *once}
        found, waiting = set(once), list(once)
        while waiting:
            for n in self._walk(parts[0], waiting.pop(), back):
                if n not in found:
                    found.add(n)
                    waiting.append(n)
        return found if kind == "+" else {node, *found}

    def _holds(self, test: tuple[Any, ...], bound: _Bound) -> Truth:
        kind, *parts = test
        if kind == "exists":
            return self._exists(parts[0], bound)
        if kind == "not":
            truth = self._holds(parts[0], bound)
            return None if truth is None else not truth
        if kind == "and":
            return _all(self._holds(p, bound) for p in parts)
        if kind == "or":
            truth = _all(None if t is None else not t for t in (self._holds(p, bound) for p in parts))
            return None if truth is None else not truth
        left, *others = (bound.get(t, t) if isinstance(t, str) else t for t in (parts[0], *parts[1]))
        if not all(isinstance(t, NamedNode) for t in (left, *others)):
            return None
        return left in others


def predicates(groups: Iterable[Group]) -> frozenset[NamedNode]:
    """All that the paths of ``groups`` take, EXISTS included: the part of a graph that `Facts` must have."""
    found: set[NamedNode] = set()
    waiting: list[Any] = list(groups)
    while waiting:
        one = waiting.pop()
        if isinstance(one, Group):
            waiting += [*(p.path for p in one.patterns), *one.filters]
        elif isinstance(one, tuple) and one[:1] == ("is",):
            found.add(one[1])
        elif isinstance(one, tuple):
            waiting += one
    return frozenset(found)


def _all(truths: Iterable[Truth]) -> Truth:
    best: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            best = None
    return best


def _typed(term: Any) -> bool:
    return isinstance(term, Literal) and term.language is None and term.datatype != XSD["string"]
