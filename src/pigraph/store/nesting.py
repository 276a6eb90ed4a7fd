"""Groups in EXISTS written otherwise, with the same answer.

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

from pigraph.store.patterns import Pattern, Unread, fresh, patterns
from pigraph.store.tokens import Token, tokens

_EXISTS = re.compile("EXISTS", re.IGNORECASE)
_MOST = 24
"""Patterns in one group. The engine takes one group in another with its own stack, which ends some hundreds deep."""


def nested(query: str) -> str:
    """The query with one pattern in each EXISTS; the same text where nothing is to be gained."""
    if not _EXISTS.search(query):
        return query
    found = list(tokens(query))
    if any(t.kind == "unsure" for t in found):
        return query
    every = _variables(found)
    between = fresh(query, "?e")
    parts: list[str] = []
    done = 0
    for begin, end in _groups(found):
        inside = found[begin + 1 : end]
        try:
            outside = every - _variables(inside)
            text = _nested(_ordered(patterns(inside, between), set(outside)))
        except Unread:
            continue
        parts += (query[done : found[begin].begin], text)
        done = found[end].end
    return "".join((*parts, query[done:]))


def _variables(found: Sequence[Token]) -> Counter[str]:
    return Counter(t.text for t in found if t.kind == "variable")


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


def _ordered(found: list[Pattern], outside: set[str]) -> list[Pattern]:
    """The patterns, each joined to those before it or to the row, those of which most is known first."""
    if not 1 < len(found) <= _MOST:
        raise Unread
    bound = set(outside)
    left, ordered = list(found), []
    while left:
        joined = [p for p in left if p.variables & bound]
        if not joined:
            raise Unread
        best = max(joined, key=lambda p: p.known(bound))  # of equals the first
        left.remove(best)
        ordered.append(best)
        bound |= best.variables
    return ordered


def _nested(found: Sequence[Pattern]) -> str:
    first, *rest = found
    return f"{{ {first} FILTER EXISTS {_nested(rest)} }}" if rest else f"{{ {first} }}"
