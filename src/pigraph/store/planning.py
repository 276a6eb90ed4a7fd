"""A query as the embedded engine answers it soonest: written otherwise, with the same answer.

Oxigraph looks up the patterns of a group in EXISTS each for itself and joins them, again for every row. One pattern is
looked up by what the row says already. So a group of several becomes one in another::

    EXISTS { ?x dpv:hasProcess/dpv:hasLegalBasis ?law }
    EXISTS { ?x dpv:hasProcess ?e0 FILTER EXISTS { ?e0 dpv:hasLegalBasis ?law } }

A group has a solution with what the row says if its first pattern has one for which the rest has one (SPARQL 1.1 Query
§18.6, *substitute*); how many there are makes no difference to EXISTS. Whatever is not plainly of this kind stays as it
is: other groups, blank nodes, patterns that nothing joins. `pigraph.checks.nesting` does the like with the queries of
shapes, which are known to be right, and whose filters move along.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from pigraph.store.tokens import Token, tokens

_EXISTS = re.compile("EXISTS", re.IGNORECASE)
_LONGEST = 20_000
"""Characters of a query that is looked through; none that a person wrote is longer."""
_MOST = 24
"""Patterns in one group. The engine takes one group in another with its own stack, which ends some hundreds deep."""


class _Pattern(NamedTuple):
    """A triple pattern as it is written: its ends, and one step between them."""

    subject: str
    step: str
    object: str

    @property
    def variables(self) -> set[str]:
        return {part for part in self if part[0] in "?$"}

    def known(self, bound: set[str]) -> int:
        """How many of its ends are known once the variables ``bound`` are."""
        return sum(end[0] not in "?$" or end in bound for end in (self.subject, self.object))

    def __str__(self) -> str:
        return f"{self.subject} {self.step} {self.object}"


class _Other(Exception):
    """Something that stays as it is."""


def planned(query: str) -> str:
    """The query to ask instead of ``query``; the same text where nothing is to be gained."""
    return query if len(query) > _LONGEST or not _EXISTS.search(query) else _written(query)


@lru_cache(maxsize=256)  # of queries that are not long: they come from anybody
def _written(query: str) -> str:
    found = list(tokens(query))
    if any(t.kind == "unsure" for t in found):
        return query
    every = _variables(found)
    fresh = _fresh(query)
    parts: list[str] = []
    done = 0
    for begin, end in _groups(found):
        inside = found[begin + 1 : end]
        try:
            outside = every - _variables(inside)
            nested = _nested(_ordered(_Group(inside, fresh).patterns(), set(outside)))
        except (_Other, IndexError):
            continue
        parts += (query[done : found[begin].begin], nested)
        done = found[end].end
    return "".join((*parts, query[done:]))


def _variables(found: Sequence[Token]) -> Counter[str]:
    return Counter(t.text for t in found if t.kind == "variable")


def _fresh(query: str) -> Iterator[str]:
    """Variables that stand nowhere in the query."""
    return (name for n in count() if (name := f"?e{n}")[1:] not in query)


def _groups(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where groups behind EXISTS that hold no other group begin and end: the places of their braces."""
    opened = -1
    for n, token in enumerate(found):
        if token.text == "{":
            opened = n
        elif token.text == "}":
            if opened > 0 and found[opened - 1].text.upper() == "EXISTS":
                yield opened, n
            opened = -1


class _Group:
    """Reads the triple patterns of a group; `_Other` for anything else."""

    def __init__(self, found: Sequence[Token], fresh: Iterator[str]) -> None:
        self._tokens, self._fresh = [*found, Token("sign", "}", 0, 0)], fresh
        self._at = 0

    def patterns(self) -> list[_Pattern]:
        found: list[_Pattern] = []
        while self._next != "}":
            subject = self._end()
            found += self._of_subject(subject)
            if not self._is(".") and self._next != "}":
                raise _Other
        return found

    def _of_subject(self, subject: str) -> Iterator[_Pattern]:
        while True:
            steps = self._steps()
            yield from self._way(subject, steps, self._end())
            while self._is(","):
                yield from self._way(subject, steps, self._end())
            while self._is(";"):
                if self._next in (";", ".", "}"):
                    continue
                break
            else:
                return

    def _way(self, subject: str, steps: list[str], end: str) -> Iterator[_Pattern]:
        for step in steps[:-1]:
            between = next(self._fresh)
            yield _Pattern(subject, step, between)
            subject = between
        yield _Pattern(subject, steps[-1], end)

    @property
    def _next(self) -> str:
        return self._tokens[self._at].text

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _is(self, sign: str) -> bool:
        if self._next == sign:
            self._at += 1
            return True
        return False

    def _end(self) -> str:
        """A subject or an object as it is written."""
        token = self._take()
        if token.kind == "name" and token.text.startswith("_:"):
            raise _Other  # a blank node may stand in several patterns of one group, but not in two groups
        if token.kind in ("variable", "iri", "name") or (token.kind == "word" and token.text in ("true", "false")):
            return token.text
        if token.kind != "text":
            raise _Other
        if self._tokens[self._at].kind == "language":
            return token.text + self._take().text
        if self._is("^"):
            apart = self._tokens[self._at].begin > self._tokens[self._at - 1].end  # "^ ^" is no sign
            if apart or not self._is("^") or (kind := self._take()).kind not in ("iri", "name"):
                raise _Other
            return f"{token.text}^^{kind.text}"
        return token.text

    def _steps(self) -> list[str]:
        """The steps of a path, each as it is written; a path with another way is one step."""
        if self._tokens[self._at].kind == "variable":
            return [self._take().text]
        steps, choice = [""], False
        depth = 0
        while True:
            token = self._tokens[self._at]
            if depth == 0 and token.text == "/":
                steps.append("")
            elif token.text in tuple("|^!()*+?/"):
                depth += (token.text == "(") - (token.text == ")")
                choice |= token.text == "|" and depth == 0
                steps[-1] += token.text
            elif token.kind in ("iri", "name") or token.text == "a":
                if depth == 0 and steps[-1] and steps[-1][-1] not in "|^!":
                    break  # two words without a sign between them: the path is over
                # A name may not run into what stands before it.
                steps[-1] += f" {token.text} " if depth or steps[-1] else token.text
            else:
                break
            self._at += 1
        if depth or not all(steps):
            raise _Other
        whole = [step.strip() for step in steps]
        return ["/".join(whole)] if choice else whole


def _ordered(patterns: list[_Pattern], outside: set[str]) -> list[_Pattern]:
    """The patterns, each joined to those before it or to the row, those of which most is known first."""
    if not 1 < len(patterns) <= _MOST:
        raise _Other
    bound = set(outside)
    left, ordered = list(patterns), []
    while left:
        joined = [p for p in left if p.variables & bound]
        if not joined:
            raise _Other
        best = max(joined, key=lambda p: p.known(bound))  # of equals the first
        left.remove(best)
        ordered.append(best)
        bound |= best.variables
    return ordered


def _nested(patterns: Sequence[_Pattern]) -> str:
    first, *rest = patterns
    return f"{{ {first} FILTER EXISTS {_nested(rest)} }}" if rest else f"{{ {first} }}"
