"""Whether a pattern stands in a text at all, told quickly: first by words without which it cannot.

A regular expression with alternatives is tried at every letter of a text, which takes a hundred times as long as
looking for a word. So a pattern is taken apart into ways to match, each of which begins with as fixed a text as
possible, and has words that every match by it needs::

    (?:승인|선정)[^.]*파기|파기\\\\s*(?:의\\\\s*)?절차
        파기\\\\s*(?:의\\\\s*)?절차          needs 파기, 절차
        승인[^.]*파기                    needs 승인, 파기
        선정[^.]*파기                    needs 선정, 파기
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import product
from typing import TypeAlias

from msgspec import Struct

from pigraph.patterns import seldom

Needles: TypeAlias = tuple[frozenset[str], ...]
"""Of each set one word must be there."""

_OPENING = seldom(r"\(\?:|(?P<around>\(\?<?[=!])")
_ATOM = seldom(
    r"\\(?P<sign>[^\w\s])|\\.|\[(?P<few>[^\]\\^-]{1,6})\]|\[\^?\]?(?:\\.|[^\]\\])*\]|[.^$]|(?P<letter>[^|?*+{}()])"
)
_TIMES = seldom(r"(?:(?P<any>[?*]|\{0,\d*\}|\{,\d*\})|\{(?P<least>\d+)(?:,\d*)?\}|\+)[?+]?")
_MOST_WAYS = 16


class _Unread(Exception):
    """A pattern with something that is not looked into here."""


class _Piece(Struct, frozen=True):
    """A letter, class or group with how often it may come. ``ways``: of a group."""

    text: str
    letter: str = ""
    few: str = ""
    ways: tuple[tuple[_Piece, ...], ...] | None = None
    around: bool = False
    times: str = ""
    least: int = 1


class _Way:
    """One way to match; compiled when a text first has the words that it needs."""

    def __init__(self, pattern: str, needed: Needles) -> None:
        self.pattern, self.needed = pattern, needed

    @cached_property
    def search(self) -> Callable[[str], object]:
        return re.compile(self.pattern).search

    def stands_in(self, text: Haystack) -> bool:
        return all(any(map(text.has, words)) for words in self.needed) and self.search(text.text) is not None


class Quick:
    """A pattern, ready to be looked for in many texts."""

    def __init__(self, pattern: str) -> None:
        try:
            ways = _spread(_Reader(pattern).all())
        except _Unread:
            ways = [("", pattern, ())]
        # Ways that begin with a fixed text come first: where one of them matches, the slow ones are not tried.
        self._ways = [_Way(text, needed) for begins, text, needed in sorted(ways, key=lambda way: not way[0])]

    def stands_in(self, text: Haystack) -> bool:
        """Whether the pattern has a match."""
        return any(way.stands_in(text) for way in self._ways)


class Haystack:
    """A text that remembers which words it has."""

    __slots__ = ("_has", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._has: dict[str, bool] = {}

    def has(self, word: str) -> bool:
        found = self._has.get(word)
        if found is None:
            found = self._has[word] = word in self.text
        return found


class _Reader:
    """Takes a pattern apart."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at = pattern, 0

    def all(self) -> tuple[tuple[_Piece, ...], ...]:
        ways = self._ways()
        if self._at < len(self._pattern):
            raise _Unread
        return ways

    def _ways(self) -> tuple[tuple[_Piece, ...], ...]:
        ways = [tuple(self._pieces())]
        while self._pattern[self._at : self._at + 1] == "|":
            self._at += 1
            ways.append(tuple(self._pieces()))
        return tuple(ways)

    def _pieces(self) -> Iterator[_Piece]:
        pattern = self._pattern
        while self._at < len(pattern) and pattern[self._at] not in "|)":
            begin = self._at
            ways, letter, few, around = None, "", "", False
            if opening := _OPENING.match(pattern, begin):
                self._at = opening.end()
                ways = self._ways()
                if pattern[self._at : self._at + 1] != ")":
                    raise _Unread
                self._at += 1
                around = bool(opening["around"])
            elif atom := _ATOM.match(pattern, begin):
                letter, few, self._at = atom["sign"] or atom["letter"] or "", atom["few"] or "", atom.end()
            else:
                raise _Unread
            text = pattern[begin : self._at]
            times = _TIMES.match(pattern, self._at)
            if times is None:
                yield _Piece(text, letter, few, ways, around)
                continue
            self._at = times.end()
            least = 0 if times["any"] else int(times["least"] or 1)
            yield _Piece(text, letter, few, ways, around, times[0], least)


def _spread(ways: tuple[tuple[_Piece, ...], ...]) -> list[tuple[str, str, Needles]]:
    """Of each way: the fixed text that it begins with, its pattern, and what it needs."""
    found: list[tuple[_Piece, ...]] = []
    for way in ways:
        start = 0
        # What need not be there at the beginning adds nothing to whether there is a match.
        while start < len(way) and way[start].least == 0:
            start += 1
        rest = way[start:]
        if rest and rest[0].ways is not None and not rest[0].around and not rest[0].times:
            found += [(*first, *rest[1:]) for first in rest[0].ways]
        else:
            found.append(rest)
    if len(found) > _MOST_WAYS:
        found = list(ways)
    elif found != list(ways):
        return _spread(tuple(found))
    return [(_begins(w), "".join(p.text + p.times for p in w), _needed(w)) for w in found]


def _begins(way: tuple[_Piece, ...]) -> str:
    text = ""
    for piece in way:
        if not piece.letter or piece.times:
            break
        text += piece.letter
    return text


def _needed(way: tuple[_Piece, ...]) -> Needles:
    needed: list[frozenset[str]] = []
    run = ""
    for piece in (*way, _Piece("")):
        if piece.letter and piece.least:
            run += piece.letter * piece.least
        if not piece.letter or piece.times:
            needed += [frozenset({run})] if run else []
            run = ""
        if piece.few and piece.least:
            needed.append(frozenset(map("".join, product(piece.few, repeat=min(piece.least, 2)))))
        elif piece.ways and piece.least and not piece.around and (words := _of_each(piece.ways)):
            needed.append(words)
    # The rarest first: long words.
    return tuple(sorted(needed, key=lambda words: -min(map(len, words))))


def _of_each(ways: tuple[tuple[_Piece, ...], ...]) -> frozenset[str]:
    """Words of which every match has one: the longest of each way; none if some way needs none."""
    longest = [next(iter(_needed(way)), frozenset[str]()) for way in ways]
    return frozenset().union(*longest) if all(longest) else frozenset()
