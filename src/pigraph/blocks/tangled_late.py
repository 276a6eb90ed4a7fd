"""Tables taken out of a page line by line of which cells, or parts of the header, came out after the rows below them.

A printer that starts a new block where the gap between two cells is wide gives out a cell beside tall neighbours when
those are through. Such a row has a gap, and the cell stands in a block of its own further down::

    가나청 / (blank) / 병역 업무처리 실적정보 / (blank) / 다라청 / … / 5년 / (blank) / 10년     10년 is of 가나청

The rows are found with their gaps (`pigraph.blocks.tangled_rows`), then the blocks are dealt out to them if there is
only one likely way. The numbers of a column of numbers stand where their rows begin, so they tell the rows whose cells
came out in several bands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import product

from pigraph.blocks.model import Table
from pigraph.blocks.sound import LEAST_SOUND
from pigraph.blocks.tangled import Tangled, whole_rows
from pigraph.blocks.tangled_cells import SYLLABLE, Cells, Piece
from pigraph.blocks.tangled_header import Head, blocks_of, numbers_in
from pigraph.blocks.tangled_rows import Found, Rows
from pigraph.blocks.torn_words import WholeWords
from pigraph.text import Span, Words

_SHARE = 36
"""The part of the work on a table that the search for rows with gaps may take."""
_MOST_LINES = 60
_MOST_LATE = 5
_LATE = 0.34
"""A table of which more lines came out late was not understood."""
_MARGIN = 1.0
"""What the likeliest way to deal out late cells must be worth more than the next one."""

Row = list[Piece]


def late_at(lines: Sequence[Words], head: Head, end: int, whole: WholeWords) -> Tangled | None:
    """The table under a header, whose cells end before line ``end``; see `tangled_at`."""
    if not 1 < len(head.body) <= _MOST_LINES:
        return None
    body = [lines[n].strip() for n in head.body]
    numbers = numbers_in(body) if "index" in head.fields else []
    if numbers is None:
        return None
    found = _rows(head, [line for n, line in enumerate(body) if n not in numbers], whole)
    if found is None:
        return None
    reader, rows, late = found
    cells = _dealt(reader, rows, late)
    if numbers:
        before = [n - k for k, n in enumerate(numbers)]  # the first line after each number
        rows, late = _banded(reader, rows, late, before), []
    elif cells is not None:
        rows, late = cells, []
    return _table(reader, head, rows, end, bool(numbers))


def _rows(
    head: Head, body: Sequence[Words], whole: WholeWords
) -> tuple[Cells, list[Row], list[tuple[int, int]]] | None:
    """The likeliest rows with their gaps, and the blocks of lines that are in none."""
    best: tuple[Found, Cells] | None = None
    for order in _orders(head.fields):
        fields, words = [head.fields[c] for c in order], [head.words[c] for c in order]
        reader = Cells(body, fields, words, whole)
        found = Rows(reader, share=_SHARE, gaps=True).read()
        if found is None:
            break
        if best is None or found.score > best[0].score:
            best = (found, reader)
    if best is None:
        return None
    rows = [list(row) for row in best[0].rows]
    used = {p[1] for row in rows for p in row}
    late = [(a, b) for a, b in blocks_of(body, 0, len(body)) if used.isdisjoint(range(a, b))]
    lost = len(body) - len(used)
    if lost > sum(b - a for a, b in late) or lost > _LATE * len(body):
        return None
    return best[1], rows, late


def _orders(fields: Sequence[str]) -> list[list[int]]:
    """The columns as their headers came out, and with the period last; the numbers of rows say nothing."""
    plain = [c for c, f in enumerate(fields) if f != "index"]
    last = [c for c in plain if fields[c] == "retention"]
    orders = [plain, [*(c for c in plain if c not in last), *last]]
    return orders[: 1 if orders[0] == orders[1] else 2]


def _dealt(reader: Cells, rows: Sequence[Row], late: Sequence[tuple[int, int]]) -> list[Row] | None:
    """The rows with the late blocks in their gaps, a block a cell; None if there is no way, or several."""
    gaps = {c: [n for n, row in enumerate(rows) if all(p[0] != c for p in row)] for c in range(reader.width)}
    columns = [c for c in gaps if gaps[c]]
    if not late or len(late) > _MOST_LATE or len(late) != sum(map(len, gaps.values())):
        return None
    blocks = [{c: reader.pieces(block, c) for c in columns} for block in late]
    worth = [{c: reader.worth_with_words(pieces) for c, pieces in block.items()} for block in blocks]
    ways = sorted(
        (
            (sum(w[c] for w, c in zip(worth, way, strict=True)), way)
            for way in product(columns, repeat=len(late))
            if all(way.count(c) == len(gaps[c]) for c in columns)
        ),
        reverse=True,
    )
    if not ways or (len(ways) > 1 and ways[0][0] < ways[1][0] + _MARGIN):
        return None
    filled = [list(row) for row in rows]
    for block, c in zip(blocks, ways[0][1], strict=True):
        filled[gaps[c].pop(0)] += block[c]
    return filled


def _banded(reader: Cells, rows: Sequence[Row], late: Sequence[tuple[int, int]], numbers: Sequence[int]) -> list[Row]:
    """One row for each number, of the bands and late lines that stand at it.

    ``numbers``: the line that follows each number. A late line goes to the column that it looks like most.
    """
    whole: list[Row] = [[] for _ in numbers]
    for row in rows:
        last = max(p[1] for p in row)
        whole[max(0, bisect_left(numbers, last + 1) - 1)] += row
    for a, b in late:
        at = max(0, bisect_left(numbers, b + 1) - 1)
        for n in range(a, b):
            pieces = [piece for c in range(reader.width) for piece in reader.pieces((n, n + 1), c)]
            worth = sorted((sum(e[p[0]] for e in reader.emit[n]), p) for p in pieces)
            if worth[-1][0] >= worth[-2][0] + _MARGIN:
                whole[at].append(worth[-1][1])
    return [sorted(row, key=lambda p: (p[0], p[1])) for row in whole]


def _table(reader: Cells, head: Head, rows: Sequence[Row], end: int, numbered: bool) -> Tangled | None:
    """The table of the rows that look like their columns, if most do; ``numbered``: each row has its number."""
    cells = [
        tuple(reader.cell(row, c) if any(p[0] == c for p in row) else Words("", ()) for c in range(reader.width))
        for row in rows
    ]
    good = whole_rows(reader.fields, cells, beside=not numbered, broken=numbered)
    good = [fits and not any(SYLLABLE.fullmatch(x.text) for x in row) for fits, row in zip(good, cells, strict=True)]
    if not numbered:  # what is next to a part of a row is one, too
        good = [all(good[max(0, n - 1) : n + 2]) for n in range(len(good))]
    kept = [n for n, fits in enumerate(good) if fits and cells[n][reader.key]]
    if len(kept) < max(1.0, LEAST_SOUND * len(rows)):
        return None
    used = {p[1] for n in kept for p in rows[n]}
    table = Table(
        rows=tuple(cells[n] for n in kept),
        span=Span(head.words[0].begin, max(reader.lines[n].end for n in used)),
        complete=True,
        fields=reader.names,
        header=reader.headers,
    )
    return table, end, tuple(line for n, line in enumerate(reader.lines) if n not in used)
