"""Columns of a laid-out text: where its pieces stand below each other.

Programs that keep the layout of a page (``pdftotext -layout``) give every character one column, Hangul too, and move a
piece to the right until it stands behind all that is left of it. So a column begins at about one place, give or take
a letter, and at the densest lines a single blank parts two cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pigraph.patterns import seldom
from pigraph.text import Words

Band = tuple[int, int]
"""A column of a table: its first column of characters, and the one after its last."""

_PIECE = seldom(r"\S+(?: \S+)*")
_TOKEN = seldom(r"\S+")
_OVERLAP = 1
"""Two pieces may overlap by so much and stand in different columns."""
_INSIDE = 8.0
_BESIDE = 1.5
_LEFT = 2.5
_ROUNDS = 3
_START = 1.5
"""What each column of characters between the beginning of a piece and that of its column costs."""
_MOST_OFF = 4
_TIGHT = 0.4
"""What a word behind a single blank says of where columns begin."""
_WIDE = 16
_LEAST_WIDE = 3
_STRAY = 8
"""One in so many pieces of a column may stick out of it."""
_MOST_TOKENS = 60
_MOST_PIECES = 300


class Piece(NamedTuple):
    """Words on a line from the column of characters ``x0`` up to ``x1``."""

    words: Words
    x0: int
    x1: int


Row = dict[int, Piece]
"""What stands on one line, by column of the table."""

Worth = Sequence[Sequence[float]]
"""What each word of a line is worth in each column."""


def pieces(line: Words) -> list[Piece]:
    """The parts of a line that two blanks or more set apart."""
    return [_piece(line, m.start(), m.end()) for m in _PIECE.finditer(line.text)]


def bands(lines: Sequence[Sequence[Piece]]) -> list[Band]:
    """The columns of some lines: where pieces stand that have no two pieces of one line below or above them.

    None of endless ones.
    """
    if sum(map(len, lines)) > _MOST_PIECES:
        return []
    spans = [
        (p.x0, p.x1)
        for line in lines
        for p in line
        if all(sum(_below((p.x0, p.x1), (q.x0, q.x1)) for q in other) < 2 for other in lines)
    ]
    found: list[Band] = []
    for x0, x1 in sorted(spans):
        if found and _below(found[-1], (x0, x1)):
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _below(a: Band, b: Band) -> bool:
    """True if two pieces share more columns of characters than strays do, or one stands in the other."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > _OVERLAP or 0 < shared >= min(a[1] - a[0], b[1] - b[0])


class _Column(NamedTuple):
    """Where the pieces of a column stand; ``start``: where most of them begin; ``sharp``: the share of those."""

    x0: int
    x1: int
    start: int = 0
    sharp: float = 0.0


def placed(lines: Sequence[Words], columns: Sequence[Band], worth: Sequence[Worth] = ()) -> tuple[list[Row], float]:
    """The lines cut into the columns of a table, and what speaks against that.

    ``worth``: for each line what its words are worth in each column.
    """
    known = [_Column(*band) for band in columns]
    rows: list[Row] = []
    out = 0.0
    for n in range(_ROUNDS):
        if n:
            known = [_around([r[k] for r in rows if k in r], column) for k, column in enumerate(known)]
        cut = [_cut(line, known, worth[k] if worth else ()) for k, line in enumerate(lines)]
        rows, out = [row for row, _ in cut], sum(cost for _, cost in cut)
    return rows, out


def starts(lines: Sequence[Words], names: Sequence[Band]) -> list[Band]:
    """Columns that begin where most words of some lines begin, each near its name; [] if there is no room for them."""
    seen: dict[int, float] = {}
    for line in lines:
        end = -_WIDE
        for m in _TOKEN.finditer(line.text):
            weight = 1.0 if m.start() - end > 1 else _TIGHT
            for near, share in ((-1, 0.5), (0, 1.0), (1, 0.5)):
                seen[m.start() + near] = seen.get(m.start() + near, 0.0) + weight * share
            end = m.end()
    best: list[dict[int, tuple[float, int]]] = []
    for k, (x0, x1) in enumerate(names):
        low = names[k - 1][0] if k else 0
        now: dict[int, tuple[float, int]] = {}
        for x in range(max(0, min(low, x0 - _WIDE)), x1 + _WIDE // 2):
            if not k:
                now[x] = (seen.get(x, 0.0), -1)
            elif before := [(v, y) for y, (v, _) in best[-1].items() if y + _LEAST_WIDE <= x]:
                value, came = max(before)
                now[x] = (value + seen.get(x, 0.0), came)
        if not now:
            return []
        best.append(now)
    x = max(best[-1], key=lambda x: best[-1][x][0])
    found: list[int] = []
    for now in reversed(best):
        found.insert(0, x)
        x = now[x][1]
    return [(a, max(a + 1, b - 1)) for a, b in zip(found, [*found[1:], found[-1] + _WIDE * 2], strict=True)]


def _around(column: Sequence[Piece], before: _Column) -> _Column:
    """Where the pieces of a column stand, but for stray ones."""
    if not column:
        return before
    stray = len(column) // _STRAY
    begins = [p.x0 for p in column]
    start = max(set(begins), key=lambda x: (sum(abs(x - y) <= 1 for y in begins), -x))
    sharp = sum(abs(start - y) <= 1 for y in begins) / len(begins)
    return _Column(sorted(begins)[stray], sorted(p.x1 for p in column)[-1 - stray], start, sharp)


def _cut(line: Words, columns: Sequence[_Column], worth: Worth) -> tuple[Row, float]:
    """One line cut at blanks so that least of it stands outside of its columns, or in one that it does not fit."""
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(line.text)]
    if len(tokens) > _MOST_TOKENS:
        return {}, float(len(line))
    best: list[list[tuple[float, int]]] = []
    for n, (x0, x1) in enumerate(tokens):
        gap = x0 - tokens[n - 1][1] if n else _WIDE
        now: list[tuple[float, int]] = []
        for k, column in enumerate(columns):
            out = _outside(x0, x1, column.x0, column.x1) - (worth[n][k] if worth else 0.0)
            enters = (_BESIDE if gap == 1 else 0.0) + _START * column.sharp * min(_MOST_OFF, abs(x0 - column.start))
            if not n:
                now.append((out + enters, k))
                continue
            cost, came = best[-1][k][0] + (_INSIDE if gap > 1 else 0.0), k
            for j in range(k):
                if best[-1][j][0] + enters < cost:
                    cost, came = best[-1][j][0] + enters, j
            now.append((cost + out, came))
        best.append(now)
    if not best:
        return {}, 0.0
    k = min(range(len(columns)), key=lambda c: best[-1][c][0])
    total = best[-1][k][0]
    parts: dict[int, tuple[int, int]] = {}
    for n in range(len(tokens) - 1, -1, -1):
        parts[k] = (tokens[n][0], parts[k][1] if k in parts else tokens[n][1])
        k = best[n][k][1]
    return {c: _piece(line, *parts[c]) for c in sorted(parts)}, total


def _outside(x0: int, x1: int, b0: int, b1: int) -> float:
    """What speaks against a word in a column: the letters outside of it, more so at its left, where columns begin."""
    most = x1 - x0 + 2.0
    return _LEFT * min(most, max(0, b0 - x0)) + min(most, max(0, x1 - b1)) + 0.1 * (max(0, b0 - x1) + max(0, x0 - b1))


def _piece(line: Words, x0: int, x1: int) -> Piece:
    return Piece(line[x0:x1], x0, x1)
