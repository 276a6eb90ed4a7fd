"""Evidence for people: quoted words in their surroundings, and a whole source with places marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from pigraph.errors import StoreError
from pigraph.quotes import EVIDENCE
from pigraph.views.binding import BadValue
from pigraph.views.library import Library

_AROUND = 60
"""Characters shown before and after quoted words."""
_MARKS = re.compile(r"\d{1,9}-\d{1,9}(?:,\d{1,9}-\d{1,9})*")
_SOURCE = re.compile(r"[0-9a-f]{12}")
_IN_LINE = re.compile(r"\s+")


class Passage(Struct, frozen=True):
    """``words`` as the source has them, what is ``before`` and ``after``, the ``name`` of the file, ``line`` from 1.

    ``source``: the first digits of its SHA-256; ``begin``, ``end`` in code points.
    """

    words: str
    before: str
    after: str
    name: str
    line: int
    source: str
    begin: int
    end: int


class Piece(Struct, frozen=True):
    """A stretch of a source, ``marked`` or not; ``first``: it begins the first mark."""

    text: str
    marked: bool
    first: bool = False


def passages(library: Library, evidence: Iterable[str]) -> list[Passage]:
    """The words of some evidence IRIs; those whose source is not at hand are left out."""
    found = []
    for iri in evidence:
        place = EVIDENCE.fullmatch(iri)
        if library.sources is None or not place:
            continue
        source, begin, end = place[1], int(place[2]), int(place[3])
        try:
            text = library.sources.text(source)
        except StoreError:
            continue
        if begin <= end <= len(text):
            words = text[begin:end]
            before = _IN_LINE.sub(" ", text[max(0, begin - _AROUND) : begin])
            after = _IN_LINE.sub(" ", text[end : end + _AROUND])
            line = text.count("\n", 0, begin) + 1
            found.append(Passage(words, before, after, library.sources.name(source), line, source, begin, end))
    return found


def address(evidence: Sequence[str]) -> tuple[str, str]:
    """The ``source`` and ``mark`` of an address that shows this evidence marked; ("", "") without any."""
    places = [m for m in map(EVIDENCE.fullmatch, evidence) if m]
    if not places:
        return "", ""
    source = places[0][1]
    return source, ",".join(f"{m[2]}-{m[3]}" for m in places if m[1] == source)


def marked(library: Library, source: str, mark: str) -> tuple[str, list[Piece]]:
    """The name and text of a source with the places of ``mark`` ("12-34,50-60") marked. Raises `BadValue`."""
    if not _SOURCE.fullmatch(source) or (mark and not _MARKS.fullmatch(mark)):
        raise BadValue("place", mark or source)
    if library.sources is None:
        raise BadValue("texts")
    try:
        text = library.sources.text(source)
    except StoreError as error:
        raise BadValue("place", source, error.message) from error
    ranges = sorted((int(a), int(b)) for a, _, b in (part.partition("-") for part in mark.split(",") if part))
    if any(begin > end or end > len(text) for begin, end in ranges):
        raise BadValue("place", mark)
    return library.sources.name(source), _pieces(text, ranges)


def _pieces(text: str, ranges: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for begin, end in ranges:
        if end <= at:
            continue
        begin = max(begin, at)
        pieces.append(Piece(text[at:begin], False))
        pieces.append(Piece(text[begin:end], True, first=not any(p.marked for p in pieces)))
        at = end
    pieces.append(Piece(text[at:], False))
    return [p for p in pieces if p.text]
