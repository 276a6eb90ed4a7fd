"""Triple patterns put in the order of how many triples match them, the fewest first.

Oxigraph knows no numbers: of patterns with as many ends known it begins with the one written first, and goes on so.
Where "policies and what they do" stands before "who receives", it looks through all that is done. The order makes no
difference to what a group says (SPARQL 1.1 Query §18.3.1: a basic graph pattern is a set), and a path is the patterns
of its steps with blank nodes between them (§18.2.2.4), so each step finds its own place.

Left as they are: groups in EXISTS, OPTIONAL and the like, where what is known already matters more than numbers, parts
of other graphs, forms that make triples, and whatever is not plainly a triple pattern.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from pigraph.store.patterns import Pattern, Unread, fresh, patterns
from pigraph.store.prefixes import PREFIXES
from pigraph.store.tokens import IRI, Token, tokens

Counted: TypeAlias = Callable[[str], int]
"""The number that a query with one row of one number answers. Raises SyntaxError."""

_UNTOLD = frozenset(["GRAPH", "FROM", "SERVICE", "CONSTRUCT", "DESCRIBE", "BASE"])
"""Words of queries to other graphs than the default one, that make triples, or whose names mean something else."""
_MODIFIERS = frozenset(["GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"])
_BEFORE_GROUPS = frozenset(["OPTIONAL", "MINUS", "UNION", "WHERE"])
_IN_PATTERNS = frozenset(["a", "true", "false"])
_CLOSING = {"(": ")", "{": "}"}
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MOST = 4_096
"""Matches of a pattern counted at most: a millisecond or two."""
_PATTERNS = 32
"""Patterns in one group that are counted; no person writes more."""
_KEPT = 1_000
_LONG = 1_000
"""Counts remembered, of patterns of so many letters: they come from anybody."""
_SEPARATORS = frozenset(".;,/")


class Counts:
    """How many triples match patterns: as many as the predicate has, or counted, but never all of many."""

    def __init__(self, counted: Counted, predicates: Mapping[str, int]) -> None:
        self._counted, self._predicates = counted, predicates
        self._known: dict[str, int] = {}

    def of(self, pattern: Pattern, prefixes: Mapping[str, str]) -> float:
        """The number for a pattern, infinite for a path or an open step. Raises `Unread` and SyntaxError."""
        step = list(tokens(pattern.step))
        if len(step) != 1 or step[0].kind == "variable":
            return math.inf
        if _is_open(pattern.subject) and _is_open(pattern.object) and pattern.subject != pattern.object:
            predicate = _RDF_TYPE if pattern.step == "a" else _whole(step[0], prefixes)
            if predicate in self._predicates:
                return self._predicates[predicate]
        question = _question(pattern, prefixes)
        if (number := self._known.get(question)) is None:
            number = self._counted(question)
            if len(self._known) >= _KEPT:
                self._known.clear()
            if len(question) <= _LONG:
                self._known[question] = number
        return number


def ordered(query: str, counts: Counts) -> str:
    """The query with its patterns in the order of what matches them; the same text where nothing is to be gained."""
    if _SEPARATORS.isdisjoint(IRI.sub("", query)):
        return query  # one pattern
    found = list(tokens(query))
    if any(t.kind == "unsure" or (t.kind == "word" and t.text.upper() in _UNTOLD) for t in found):
        return query
    between = fresh(query, "_:o")
    parts: list[str] = []
    done = 0
    try:
        prefixes = _declared(found)
        for begin, end in list(_runs(found)):
            better = _better(found[begin:end], between, prefixes, counts)
            if better:
                parts += (query[done : found[begin].begin], " . ".join(map(str, better)), " .")
                done = found[end - 1].end
    except (Unread, SyntaxError):
        return query
    return "".join((*parts, query[done:]))


def _better(
    found: Sequence[Token], between: Iterator[str], prefixes: Mapping[str, str], counts: Counts
) -> list[Pattern] | None:
    """The patterns of a run in their order; None if it is that in which they are written, or cannot be told."""
    try:
        some = patterns(found, between)
    except Unread:
        return None
    if not 1 < len(some) <= _PATTERNS:
        return None
    numbers = [counts.of(pattern, prefixes) for pattern in some]
    if all(one <= two for one, two in pairwise(numbers)):
        return None
    places = sorted(range(len(some)), key=numbers.__getitem__)  # of equals the first
    return [some[n] for n in places]


def _is_open(end: str) -> bool:
    return end[0] in "?$" or end.startswith("_:")


def _whole(name: Token, prefixes: Mapping[str, str]) -> str:
    """The IRI of a piece that names one. Raises `Unread` for a prefix that the engine will not know either."""
    if name.kind == "iri":
        return name.text[1:-1]
    prefix, _, local = name.text.partition(":")
    if prefix not in prefixes:
        raise Unread
    return f"{prefixes[prefix]}{local}"


def _question(pattern: Pattern, prefixes: Mapping[str, str]) -> str:
    """A query for how many triples match a pattern, the same for all names of its variables."""
    names: dict[str, str] = {}
    ends = [names.setdefault(end, f"?v{len(names)}") if _is_open(end) else end for end in pattern]
    asked = " ".join(ends)
    needed = {t.text.partition(":")[0] for t in tokens(asked) if t.kind == "name"}
    if not needed <= prefixes.keys():
        raise Unread
    declared = " ".join(f"PREFIX {prefix}: <{prefixes[prefix]}>" for prefix in sorted(needed))
    return f"{declared} SELECT (COUNT(*) AS ?n) {{ SELECT * {{ {asked} }} LIMIT {_MOST} }}"


def _declared(found: Sequence[Token]) -> dict[str, str]:
    """The prefixes that a query may use, and their IRIs."""
    declared = dict(PREFIXES)
    for word, name, iri in zip(found, found[1:], found[2:], strict=False):
        if word.kind == "word" and word.text.upper() == "PREFIX":
            declared[name.text.removesuffix(":")] = iri.text[1:-1]
    return declared


def _runs(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where triple patterns of a group stand, one after another: their first piece, and what is behind the last.

    Only of groups that a SELECT or ASK asks for: others get what is known from these.
    """
    n = group = _opening(found, 0)
    asked: list[bool] = []
    while n < len(found):
        token = found[n]
        word = token.text.upper() if token.kind == "word" else ""
        if token.text == "{":
            asked.append(n == group)
            n += 1
            if n < len(found) and found[n].text == "|":
                raise Unread  # what is said of a triple
        elif token.text == "}":
            asked.pop()
            if not asked:
                return  # behind it stand only modifiers
            n += 1
        elif word == "SELECT":
            n = group = _opening(found, n)
        elif word in ("FILTER", "BIND", "VALUES"):
            n = _behind(found, n)
        elif word in _MODIFIERS:
            while n < len(found) and found[n].text != "}":
                n = _past(found, n)
        elif word in _BEFORE_GROUPS or token.text == ".":
            n += 1
        else:
            end = _end_of_run(found, n)
            if asked[-1]:
                yield n, end
            n = end
    raise Unread


def _opening(found: Sequence[Token], n: int) -> int:
    """The place of the first brace from ``n`` on that is in no parentheses."""
    while n < len(found) and found[n].text != "{":
        n = _past(found, n)
    return n


def _end_of_run(found: Sequence[Token], n: int) -> int:
    begin = n
    while n < len(found) and found[n].text not in ("{", "}"):
        if found[n].kind == "word" and found[n].text not in _IN_PATTERNS:
            break
        n += 1
    if n == begin:
        raise Unread  # a word that is not known here
    return n


def _behind(found: Sequence[Token], n: int) -> int:
    """The place behind FILTER, BIND or VALUES and what belongs to it."""
    last = "{" if found[n].text.upper() == "VALUES" else "({"
    n += 1
    while n < len(found) and found[n].text not in tuple(last):
        n = _past(found, n)
    return _past(found, n)


def _past(found: Sequence[Token], n: int) -> int:
    """The place behind a piece, or behind all that it encloses."""
    if n >= len(found):
        raise Unread
    open_: list[str] = []
    while True:
        text = found[n].text
        if text in _CLOSING:
            open_.append(_CLOSING[text])
        elif text in _CLOSING.values() and open_ and open_.pop() != text:
            raise Unread
        n += 1
        if not open_:
            return n
        if n >= len(found):
            raise Unread
