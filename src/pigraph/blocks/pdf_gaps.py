"""Tables without lines: pieces of text that stand beside each other, row by row, in columns.

What is drawn cell by cell becomes a table if its columns are apart on the whole page and its first row or column
names fields; otherwise its lines stay lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from pigraph.blocks.pdf_chunks import FAR, Chunk, Row, chunks, prints_blanks, runs
from pigraph.blocks.pdf_grid import Cell, Grid
from pigraph.blocks.pdf_lines import cell_lines
from pigraph.blocks.pdf_sheet import Glyph, Sheet
from pigraph.lexicon.columns import columns

_OVERLAP = 1.5
_MOST_CELLS = 1_500
_MOST_BOXES = 20_000
_EDGE = 0.08
"""Running headers and footers stand in this share of the height of a page."""


class _Part(Struct):
    """The rows of a table on one page, and the grid that they make."""

    sheet: Sheet
    rows: list[Row]
    grid: Grid | None


def unruled(sheets: Sequence[Sheet], glyphs: list[list[Glyph]]) -> list[Grid]:
    """The tables without lines of a file, page by page; takes their glyphs out of ``glyphs`` (one list per sheet,
    in the order of drawing).

    What stands first on a page goes on with the table that ended the page before if its columns are the same; then
    both have the very same edges. A header alone at the end of a page is a table only with what follows.
    """
    blanks = prints_blanks(sheets)
    found: list[_Part] = []
    above: list[_Part] = []
    for sheet, printed in zip(sheets, glyphs, strict=True):
        drawn = chunks(printed, blanks)
        held, above = above, []
        low, high = _EDGE * sheet.height, (1 - _EDGE) * sheet.height
        highest = min((c.bottom for c in drawn if c.bottom > low), default=0.0)
        lowest = max((c.top for c in drawn if c.top < high), default=0.0)
        for rows in runs(drawn):
            top, bottom = rows[0][0].top, max(c.bottom for row in rows for c in row)
            first, last = highest >= top, lowest <= bottom
            part = _Part(sheet, rows, None)
            parts = [*held, part] if held and first else []
            if not (parts and _join(parts)):
                part.grid = _grid(rows, sheet)
                parts = [part]
            if part.grid is not None or (last and _named([[(0, 1, c) for c in rows[0]]], len(rows[0]))):
                above = parts if last else []
            found += [x for x in parts if x.grid is not None and not any(x is y for y in found[-len(parts) :])]
    taken = {id(g) for x in found for row in x.rows for chunk in row for p in chunk.pieces for g in p.glyphs}
    for printed in glyphs:
        printed[:] = [g for g in printed if id(g) not in taken]
    return [x.grid for x in found if x.grid is not None]


def _join(parts: Sequence[_Part]) -> bool:
    """Makes grids with the same columns of the parts of a table on several pages, if they have the same columns."""
    bands = _bands([row for x in parts for row in x.rows])
    widths = {x.grid.width for x in parts if x.grid is not None}
    if widths - {len(bands)}:
        return False
    made = [_grid(x.rows, x.sheet, bands) for x in parts]
    if any(g is None for g in made):
        return False
    for x, grid in zip(parts, made, strict=True):
        x.grid = grid
    return True


def _grid(rows: Sequence[Row], sheet: Sheet, known: Sequence[tuple[float, float]] = ()) -> Grid | None:
    """The table of some rows, if it is one. ``known``: the columns of the table that it may go on."""
    bands = known or _bands(rows)
    if len(bands) < 2 or (len(rows) < 2 and not known) or len(bands) * len(rows) > _MOST_BOXES:
        return None
    placed: list[list[tuple[int, int, Chunk]]] = []
    for row in rows:
        line: list[tuple[int, int, Chunk]] = []
        for chunk in row:
            over = [k for k, (x0, x1) in enumerate(bands) if chunk.x0 < x1 - _OVERLAP and chunk.x1 > x0 + _OVERLAP]
            if not over or (line and over[0] < line[-1][1]):
                return None
            line.append((over[0], over[-1] + 1, chunk))
        placed.append(line)
    if not _in_order(placed, len(bands), bool(known)) or not (known or _named(placed, len(bands))):
        return None
    cells = [
        Cell(r, _last_row(placed, r, c0, c1, chunk), c0, c1, bands[c0][0], bands[c1 - 1][1])
        for r, line in enumerate(placed)
        for c0, c1, chunk in line
    ]
    for cell, chunk in zip(cells, (chunk for line in placed for _, _, chunk in line), strict=True):
        cell.lines = cell_lines([g for p in chunk.pieces for g in p.glyphs], sheet)
    full = {(r, c) for x in cells for r in range(x.r0, x.r1) for c in range(x.c0, x.c1)}
    cells += [
        Cell(r, r + 1, c, c + 1, *bands[c]) for r in range(len(rows)) for c in range(len(bands)) if (r, c) not in full
    ]
    xs = [bands[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(bands)), bands[-1][1]]
    ys = [min(c.top for c in rows[0]), max(c.bottom for row in rows for c in row)]
    return Grid(xs, ys, sorted(cells, key=lambda c: (c.r0, c.c0)), sheet.number, complete=False)


def _bands(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns: where cells stand that have no two cells of one row below or above them; none of endless ones."""
    spans: list[tuple[float, float]] = []
    if sum(map(len, rows)) > _MOST_CELLS:
        return []
    for row in rows:
        for chunk in row:
            beneath = (sum(c.x0 < chunk.x1 - _OVERLAP and c.x1 > chunk.x0 + _OVERLAP for c in other) for other in rows)
            if all(n < 2 for n in beneath):
                spans.append((chunk.x0, chunk.x1))
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if found and x0 < found[-1][1] - _OVERLAP:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _in_order(placed: Sequence[Sequence[tuple[int, int, Chunk]]], width: int, goes_on: bool) -> bool:
    """True if every column goes downwards and, unless the table began before, has cells in two rows at least."""
    for k in range(width):
        column = [chunk for line in placed for c0, c1, chunk in line if c0 <= k < c1]
        if (len(column) < 2 and not goes_on) or any(
            a.bottom > b.top + 0.3 * b.pieces[0].size for a, b in pairwise(column)
        ):
            return False
    return True


def _named(placed: Sequence[Sequence[tuple[int, int, Chunk]]], width: int) -> bool:
    """True if the first row names columns, the first column of two names rows, or most rows are full."""
    known = columns().field
    first = placed[0]
    names = sum(known(chunk.text) is not None for _, _, chunk in first)
    full = sum(len(line) == width for line in placed)
    if names >= 2 or (width > 2 and full > 2 and 2 * full > len(placed)):
        return True
    labels = [line[0][2].text for line in placed if line[0][0] == 0]
    return width == 2 and sum(known(t) is not None for t in labels) > 0.5 * len(placed)


def _last_row(placed: Sequence[Sequence[tuple[int, int, Chunk]]], r: int, c0: int, c1: int, chunk: Chunk) -> int:
    """The end of the rows of a cell: it goes over the blank ones below it in whose middle it stands."""
    end = r + 1
    while end < min(len(placed), r + FAR) and not any(a < c1 and c0 < b for a, b, _ in placed[end]):
        end += 1
    if end == r + 1:
        return end
    best, least = r + 1, float("inf")
    for last in range(r + 1, end + 1):
        others = [c for line in placed[r:last] for a, b, c in line if c is not chunk and (b <= c0 or c1 <= a)]
        top, bottom = min(c.top for c in others), max(c.bottom for c in others)
        apart = abs(chunk.top + chunk.bottom - top - bottom) / 2
        if apart < least - 0.5:
            best, least = last, apart
    return best
