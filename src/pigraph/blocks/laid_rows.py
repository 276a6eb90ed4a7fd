"""Rows of a laid-out table: which lines belong together, from how the lines of centred cells stand to each other.

A printer centres the cells of a row, so a cell of one line stands beside the middle of one of three lines, and between
the two lines of one of two. Every run of lines is tried as a row; what speaks against it are lines out of that
order, blank cells, and lines that end before their column does, which the page had no reason to break.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from pigraph.blocks.laid_columns import Row
from pigraph.blocks.markers import mark_of
from pigraph.text import Words

_MOST_LINES = 32
_ROW = 1.0
_BLANK = 1.5
_ORDER = 3.0
_APART = 0.7
_MOST_DISORDER = 5.0
"""Cells with blank lines inside keep no order."""
_TOP = 0.1
_SPANS = 2.0
"""A cell out of order that spans rows."""
_BREAK = 0.7
_SHORT = 2.0
_SHORT_MARKED = 0.7
_OPEN = 2.5
_FULL = 0.15
_LONG = 5
_GAP_INSIDE = 0.3
_OFF = 0.6
"""So many lines from the middle is in the middle."""
_MOST_SPANNED = 16
_FITS = 0.5
"""A half of what the words are worth at the ends of a cell."""
_UNNUMBERED = 4.0
_MOST_WORTH = 4.0
"""The cells that are left cannot be worth more than so much."""
_ROOM = 2.5
"""Halves of a Hangul syllable that a line may leave free and still be full."""
_OPENS = ("(", "[", "<", "‣", "․", "※", "①")
_GOES_ON = re.compile(r"[,，(·ㆍ~]$|\d-$|(?:^|\s)(?:및|또는|제)$")
_LABEL = re.compile(r"\S{1,6}(?: \S{1,4})?\s?[:：]")
_CLOSES = re.compile(r"[)\],.·ㆍ:]|(?:및|등)(?:\s|$)|[가-힣](?:$|[,)])|[가-힣]{1,2}\)")


@lru_cache(maxsize=4096)
def width(text: str) -> float:
    """How wide a text prints, in halves of a Hangul syllable."""
    return sum(2.0 if ord(c) >= 0x1100 else 0.6 if c in " .,:;'" else 1.1 for c in text)


def first(text: str) -> float:
    """How wide what no line break parts prints at the beginning of a text."""
    latin = re.match(r"[\x21-\x7e]+", text)
    return width(latin.group()) if latin else width(text[:1])


class Fit(Struct, frozen=True):
    """What it is worth that a cell begins and ends with what stands on one of its lines, and how many row numbers are
    in it."""

    begin: float = 0.0
    end: float = 0.0
    numbers: int = 0


_NO_FIT = Fit()


def rows(
    lines: Sequence[Row], gaps: Sequence[bool], count: int, fits: Sequence[Mapping[int, Fit]] = (), index: int = -1
) -> tuple[list[tuple[int, int]], float]:
    """The rows of a table of ``count`` columns as ranges of lines, and what speaks against them.

    ``gaps``: a blank line stands before a line; ``fits``: how the words of a line fit their columns; ``index``: the
    column of row numbers.
    """
    search = _Search(lines, gaps, fits, count, index)
    best = [0.0] + [float("inf")] * len(lines)
    back = [0] * (len(lines) + 1)
    for j in range(1, len(lines) + 1):
        for i in range(max(0, j - _MOST_LINES), j):
            if best[i] < best[j]:
                cost = best[i] + search.cost(i, j, best[j] - best[i])
                if cost < best[j]:
                    best[j], back[j] = cost, i
    found: list[tuple[int, int]] = []
    at = len(lines)
    while at:
        found.append((back[at], at))
        at = back[at]
    return found[::-1], best[-1]


class _Search:
    """What speaks against runs of lines as rows; that of a cell is kept."""

    def __init__(
        self,
        lines: Sequence[Row],
        gaps: Sequence[bool],
        fits: Sequence[Mapping[int, Fit]],
        count: int,
        index: int,
    ) -> None:
        self._lines = [[n for n, x in enumerate(lines) if c in x] for c in range(count)]
        self._texts = [[lines[n][c].words.text for n in mine] for c, mine in enumerate(self._lines)]
        self._fits = [
            [fits[n].get(c, _NO_FIT) if fits else _NO_FIT for n in mine] for c, mine in enumerate(self._lines)
        ]
        self._widest = [max(map(width, x), default=0.0) for x in self._texts]
        self._gaps = gaps
        self._index = index
        self._cells: list[dict[tuple[int, int], float]] = [{} for _ in range(count)]

    def cost(self, i: int, j: int, most: float) -> float:
        """What speaks against the lines i to j as one row; the search may end where it is more than ``most``."""
        cost = _ROW + _GAP_INSIDE * sum(self._gaps[i + 1 : j])
        cells: list[list[int]] = []
        for c, mine in enumerate(self._lines):
            a, b = bisect_left(mine, i), bisect_left(mine, j)
            if a == b:
                cost += _BLANK + _UNNUMBERED * (c == self._index)
                continue
            cells.append(mine[a:b])
            if (a, b) not in self._cells[c]:
                self._cells[c][a, b] = self._cell(c, a, b)
            cost += self._cells[c][a, b]
            if cost - _MOST_WORTH > most:
                return cost
        if cost > most:
            return cost
        cost += (order := _order(cells))
        if order > _SPANS and len(cells) > 2:
            cost += min(0.0, _SPANS - order + min(_order([x for x in cells if x is not cell]) for cell in cells))
        return cost

    def _cell(self, c: int, a: int, b: int) -> float:
        """What speaks against some pieces of a column as one cell."""
        texts, fits, most = self._texts[c][a:b], self._fits[c][a:b], self._widest[c]
        whole = "".join(texts)
        cost = sum(_broken(x, y, most) for x, y in pairwise(texts))
        cost += _OPEN * (whole.count("(") != whole.count(")") or _GOES_ON.search(texts[-1]) is not None)
        cost += _FULL * (len(texts[-1]) > _LONG and width(texts[-1]) + _ROOM > most)
        cost += _OPEN * (_CLOSES.match(texts[0]) is not None)
        cost -= _FITS * (fits[0].begin + fits[-1].end)
        if c == self._index:
            cost += _UNNUMBERED * abs(sum(f.numbers for f in fits) - 1)
        return cost


def _order(cells: Sequence[Sequence[int]]) -> float:
    """What speaks against the lines of some cells as centred, or as beginning, beside each other."""
    return min(
        _steps((2 * k - len(x) + 1, n) for x in cells for k, n in enumerate(x)),
        _TOP + _steps((k, n) for x in cells for k, n in enumerate(x)),
    )


def _steps(places: Iterable[tuple[int, int]]) -> float:
    """What speaks against heights in a row, each with its line, as one step after the other."""
    at: dict[int, list[int]] = {}
    for height, n in places:
        at.setdefault(height, []).append(n)
    cost, low = 0.0, -1
    for _, here in sorted(at.items()):
        cost += _ORDER * (min(here) <= low) + _APART * (max(here) - min(here))
        if cost > _MOST_DISORDER:
            return _MOST_DISORDER
        low = max(low, *here)
    return cost


@lru_cache(maxsize=65536)
def _broken(before: str, after: str, most: float) -> float:
    """What speaks against a line break of the page between two lines of a cell."""
    if width(before) + first(after) + _ROOM > most or before.endswith((",", "，", "/")):
        return _BREAK
    marked = after.startswith(_OPENS) or mark_of(Words.of(after)) is not None or _LABEL.match(after) is not None
    return _SHORT_MARKED if marked else _SHORT


def spans(filled: Sequence[tuple[int, int] | None], ranges: Sequence[tuple[int, int]], many: int) -> list[int | None]:
    """For each row, the row whose cell it shows in a column, None for a blank cell.

    Cells are taken to span rows if they do so in the whole column, each in the middle of its rows, or where one stands
    beside the middle of its own row: at least so ``many``. ``filled``: the first and the last line of the cell of
    each row, or None; ``ranges``: the lines of the rows.
    """
    wide = [_best(n, cell, filled, ranges, -1) for n, cell in enumerate(filled) if cell is not None]
    whole = sum(b - a for _, a, b, _ in wide) == len(filled) and all(off <= _OFF for *_, off in wide)
    if not whole or sum(b - a > 1 for _, a, b, _ in wide) < many:
        wide = [_best(n, cell, filled, ranges, 1) for n, cell in enumerate(filled) if cell is not None]
    found: list[int | None] = [None] * len(filled)
    for n, a, b, _ in wide:
        found[a:b] = [n if x is None else x for x in found[a:b]]
    return found


def _best(
    n: int,
    cell: tuple[int, int],
    filled: Sequence[tuple[int, int] | None],
    ranges: Sequence[tuple[int, int]],
    prefer: int,
) -> tuple[int, int, int, float]:
    """A row, and the rows over which its cell is centred best: the most (``prefer`` -1) or the fewest (1)."""
    low, high = n, n + 1
    while low > n - _MOST_SPANNED and low and filled[low - 1] is None:
        low -= 1
    while high < min(len(filled), n + _MOST_SPANNED) and filled[high] is None:
        high += 1
    found = []
    for a in range(low, n + 1):
        for b in range(n + 1, high + 1):
            off = abs(ranges[a][0] + ranges[b - 1][1] - 1 - sum(cell)) / 2
            found.append((0.0 if off <= _OFF else off, prefer * (b - a), a, b, off))
    _, _, a, b, off = min(found)
    return n, a, b, off
