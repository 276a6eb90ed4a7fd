"""Tables taken out of a page with wide gaps between their columns: every cell is a block of lines of its own.

Then the blocks are as many as columns times rows; mostly they come out row by row, from left to right. In which
column each of a row stands is checked by what it looks like; nothing is read unless every row is sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from pigraph.blocks.model import Table
from pigraph.blocks.tangled import Tangled, whole_rows
from pigraph.blocks.tangled_cells import Cells, Piece
from pigraph.blocks.tangled_header import Head, blocks_of, numbers_in
from pigraph.blocks.torn_words import WholeWords
from pigraph.text import Span, Words

_MOST_COLUMNS = 6
_ORDER = 1.0
"""What it costs that a cell comes out before one to its left."""
_MARGIN = 1.0
"""What the likeliest order of the cells of a row must be worth more than the next one."""

Block = tuple[int, int]
"""Its first line, and the line after it."""


def blocks_at(lines: Sequence[Words], head: Head, end: int, whole: WholeWords) -> Tangled | None:
    """The table under a header, whose cells end before line ``end``; see `tangled_at`."""
    columns = [c for c, f in enumerate(head.fields) if f != "index"]
    body = [lines[n].strip() for n in head.body]
    numbers = numbers_in(body) if "index" in head.fields else []
    if numbers is None:
        return None
    runs = _runs(list(blocks_of(body, 0, len(body))), numbers, len(columns))
    if runs is None or len(columns) > _MOST_COLUMNS or (numbers and len(runs) != len(numbers)):
        return None
    fields, header = [head.fields[c] for c in columns], [head.words[c] for c in columns]
    cells = Cells(body, fields, header, whole)
    placed = [_placed(cells, run) for run in runs]
    rows = [[piece for pieces in row for piece in pieces] for row in placed if row is not None]
    if len(rows) < len(runs):
        return None
    cells.learn(rows)
    words = [tuple(cells.cell(row, c) for c in range(len(columns))) for row in rows]
    if not all(whole_rows(cells.fields, words, beside=True)):
        return None
    table = Table(
        rows=tuple(words),
        span=Span(head.words[0].begin, body[-1].end),
        complete=True,
        fields=cells.names,
        header=cells.headers,
    )
    return table, end, ()


def _runs(blocks: Sequence[Block], numbers: Sequence[int], width: int) -> list[list[Block]] | None:
    """The blocks of each row; None if some row has too few or too many."""
    cells = [block for block in blocks if block[0] not in numbers]
    if any(b > a + 1 for a, b in blocks if a in numbers) or len(cells) % width or not cells:
        return None
    runs = [cells[k : k + width] for k in range(0, len(cells), width)]
    # A number stands beside its row, so it comes out before the row is through.
    if any(not runs[k - 1][-1][0] < n < runs[k][-1][0] for k, n in enumerate(numbers[: len(runs)]) if k):
        return None
    return runs


def _placed(cells: Cells, run: Sequence[Block]) -> list[list[Piece]] | None:
    """The pieces of each column of a row; None if its blocks may as likely stand in other columns."""
    found: list[tuple[float, tuple[int, ...]]] = []
    worth = [[cells.worth_with_words(cells.pieces(block, c)) for c in range(len(run))] for block in run]
    for way in permutations(range(len(run))):
        swaps = sum(a > b for k, a in enumerate(way) for b in way[k + 1 :])
        found.append((sum(worth[k][c] for k, c in enumerate(way)) - _ORDER * swaps, way))
    found.sort(reverse=True)
    if len(found) > 1 and found[0][0] < found[1][0] + _MARGIN:
        return None
    places = dict(zip(found[0][1], run, strict=True))
    return [cells.pieces(places[c], c) for c in range(len(run))]
