"""Tagged tables on the page: the cells that the structure of a PDF names, with what is printed in them.

What the tags say is taken only where it fits what stands on the page.
Source: ISO 32000-1 (PDF 1.7), 14.8.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from pigraph.blocks.markers import mark_of
from pigraph.blocks.pdf_grid import Cell, Grid
from pigraph.blocks.pdf_lines import Line, cell_lines
from pigraph.blocks.pdf_sheet import Glyph, Sheet
from pigraph.blocks.pdf_tags import Mark, TaggedCell, Tags
from pigraph.text import Words

_MARGIN = 12.0
_NEAR = 1.0
_LINE = 0.2
_OVERLAP = 0.5
"""Cells beside each other may overlap by this share of a letter."""


def tagged_grids(
    tables: Sequence[Sequence[TaggedCell]], sheets: Sequence[Sheet], glyphs: list[list[Glyph]]
) -> list[Grid]:
    """The tagged tables as grids; takes their glyphs out of ``glyphs`` (one list per sheet).

    A table whose cells do not stand beside and below each other on the page as its tags say is left out.
    """
    by_mark: dict[Mark, list[Glyph]] = defaultdict(list)
    wanted = {m for table in tables for cell in table for m in cell.marks}
    for sheet, printed in zip(sheets, glyphs, strict=True):
        for glyph in printed:
            if (sheet.number, glyph.mark) in wanted:
                by_mark[sheet.number, glyph.mark].append(glyph)
    found: list[Grid] = []
    taken: set[Mark] = set()
    for table in tables:
        grid = _grid(table, by_mark, sheets)
        if grid is not None:
            found.append(grid)
            taken.update(m for cell in table for m in cell.marks)
    for sheet, printed in zip(sheets, glyphs, strict=True):
        printed[:] = [g for g in printed if (sheet.number, g.mark) not in taken]
    return found


def content(glyphs: Sequence[Glyph], tags: Tags) -> list[Glyph]:
    """Glyphs without those that the tags leave out on a line that they have, such as stand-ins for missing pictures.

    What is not in the structure is no content (14.8.2.2); enumeration marks and lines of their own stay all the same.
    """
    if not tags.blocks:
        return list(glyphs)
    levels = sorted(g.y for g in glyphs if g.mark >= 0)
    found: list[Glyph] = []
    for unmarked, run in groupby(glyphs, key=lambda g: g.mark < 0):
        piece = list(run)
        if unmarked:
            mark = mark_of(Words.of("".join(g.text for g in piece).strip() + " "))
            if mark is None or mark.rest.text.strip():
                piece = [g for g in piece if not _near(levels, g)]
        found += piece
    return found


def _near(levels: Sequence[float], glyph: Glyph) -> bool:
    n = bisect_left(levels, glyph.y - _LINE * glyph.size)
    return n < len(levels) and levels[n] <= glyph.y + _LINE * glyph.size


def _grid(table: Sequence[TaggedCell], by_mark: Mapping[Mark, Sequence[Glyph]], sheets: Sequence[Sheet]) -> Grid | None:
    cells: list[Cell] = []
    for tagged in table:
        cell = Cell(tagged.r0, tagged.r1, tagged.c0, tagged.c1)
        texts: set[str] = set()
        for page in sorted({p for p, _ in tagged.marks}):
            marks = dict.fromkeys(m for m in tagged.marks if m[0] == page)
            lines = cell_lines([g for m in marks for g in by_mark.get(m, ())], sheets[page - 1])
            text = "".join("".join(x.text.split()) for x in lines)
            if text not in texts:  # a header is printed again on every page
                cell.lines += lines
            texts.add(text)
        cells.append(cell)
    lines = [x for c in cells for x in c.lines]
    if not lines or not _spread(cells) or not _fits(cells):
        return None
    first = min(x.page for x in lines)
    here = [x for x in lines if x.page == first]
    top, bottom = min(x.y - x.size for x in here), max(x.y for x in here)
    xs = _edges(cells, [x for s in sheets if s.number == first for x in s.upright(top, bottom)])
    return Grid(xs, [top, bottom], cells, first, whole=True)


def _edges(cells: Sequence[Cell], upright: Sequence[float]) -> list[float]:
    """Gives the cells their borders: lines between the columns, else where words begin and end. Returns the edges."""
    width = max(c.c1 for c in cells)
    lefts = [min((x.x0 for c in cells if c.c0 == k for x in c.lines), default=None) for k in range(width)]
    rights = [max((x.x1 for c in cells if c.c1 == k + 1 for x in c.lines), default=None) for k in range(width)]
    inked = [x for x in [*lefts, *rights] if x is not None]
    left, right = (
        [x if x is not None else min(inked) for x in lefts],
        [x if x is not None else max(inked) for x in rights],
    )
    xs: list[float] = []
    for k in range(width + 1):
        low = right[k - 1] if k else min(inked) - _MARGIN
        high = left[k] if k < width else max(inked) + _MARGIN
        between = [x for x in upright if low - _NEAR <= x <= high + _NEAR]
        if between and k:
            right[k - 1] = between[0]
        if between and k < width:
            left[k] = between[-1]
        xs.append(max([*xs[-1:], (low + high) / 2]))
    for cell in cells:
        cell.left, cell.right = left[cell.c0], right[cell.c1 - 1]
    return xs


def _spread(cells: Sequence[Cell]) -> bool:
    """Moves the cells of rows that lack some (browsers leave blank ones out) to the columns that they stand in.

    False if they stand in no order of columns.
    """
    width, height = max(c.c1 for c in cells), max(c.r1 for c in cells)
    taken = [sum(c.c1 - c.c0 for c in cells if c.r0 <= r < c.r1) for r in range(height)]
    if min(taken) == width:
        return True
    bands: dict[int, tuple[float, float]] = {}
    for cell in cells:
        if taken[cell.r0] == width and cell.c1 == cell.c0 + 1 and cell.lines:
            x0, x1 = bands.get(cell.c0, (cell.lines[0].x0, cell.lines[0].x1))
            bands[cell.c0] = min([x0, *(x.x0 for x in cell.lines)]), max([x1, *(x.x1 for x in cell.lines)])
    for r in range(height):
        row = [c for c in cells if c.r0 == r and c.lines]
        if taken[r] == width or not row:
            continue
        if any(c.c1 > c.c0 + 1 for c in row) or not bands:
            return False
        held = {k for c in cells if c.r0 < r < c.r1 for k in range(c.c0, c.c1)}
        last = -1
        for cell in row:
            x0, x1 = min(x.x0 for x in cell.lines), max(x.x1 for x in cell.lines)
            column = min(bands, key=lambda k: max(bands[k][0] - x1, x0 - bands[k][1]))
            if column <= last or column in held:
                return False
            cell.c0, cell.c1, last = column, column + 1, column
    return True


def _fits(cells: Sequence[Cell]) -> bool:
    """True if cells of a row stand beside each other and rows below each other, on every page."""
    rows: dict[tuple[int, int], list[tuple[int, float, float, float]]] = defaultdict(list)
    for cell in cells:
        for page in {x.page for x in cell.lines}:
            lines = [x for x in cell.lines if x.page == page]
            box = (cell.c0, min(x.x0 for x in lines), max(x.x1 for x in lines), _slack(lines))
            rows[page, cell.r0].append(box)
    for row in rows.values():
        row.sort()
        if any(a[2] > b[1] + a[3] for a, b in pairwise(row)):
            return False
    levels: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for r in range(max(c.r1 for c in cells)):
        ys: dict[int, list[float]] = defaultdict(list)
        for line in (x for c in cells if (c.r0, c.r1) == (r, r + 1) for x in c.lines):
            ys[line.page].append(line.y)
        for page, at in ys.items():
            levels[page].append((r, min(at) + max(at)))
    return all(a[1] < b[1] for level in levels.values() for a, b in pairwise(level))


def _slack(lines: Sequence[Line]) -> float:
    return _OVERLAP * max(x.size for x in lines)
