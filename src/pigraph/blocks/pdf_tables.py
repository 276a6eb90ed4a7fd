"""Grids of pages → tables: what goes on over a page break is put together, cells become text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pigraph.blocks.pdf_breaks import Habits, marked
from pigraph.blocks.pdf_grid import SNAP, Cell, Grid
from pigraph.blocks.pdf_lines import Line
from pigraph.blocks.rendition import ABOVE, LEFT
from pigraph.lexicon.columns import columns

_PADDING = 8.0
_APART = 1.45
"""Lines of a cell this many times further apart than its nearest ones belong to different paragraphs."""


def put_behind(first: Grid, second: Grid, habits: Habits) -> bool:
    """Puts ``second``, at the top of a page, behind ``first``, at the bottom of the page before, if it goes on there.

    It does if it has the same columns and no header of its own; a header that is repeated is left out. A row that
    the page break tore is put together, a cell that spans rows of both pages is one cell. False: another table.
    """
    edges = _common_edges(first, second)
    if edges is None or first.complete != second.complete:
        return False
    start = _repeated(first, second)
    if not start and _has_header(second):
        return False
    _refine(first, edges, first.xs[0])
    _refine(second, edges, second.xs[0])
    first.xs = edges
    body = [c for c in second.cells if c.r0 >= start]
    if not body:
        return True
    top = [c for c in body if c.r0 == start]
    last = first.height - 1
    closed = [c for c in first.cells if c.r1 == first.height and not c.open]
    torn = (not start and not closed and second.open_top) or _is_torn(first, top, habits)
    shift = first.height - torn - start
    for cell in top:
        upper = _cell_at(first, last, cell.c0)
        if upper is not None and (torn or _spans_break(upper, cell, bool(closed))):
            upper.lines += cell.lines
            upper.r1 = max(upper.r1, cell.r1 + shift)
            body.remove(cell)
    for cell in body:
        cell.r0 += shift
        cell.r1 += shift
    first.cells = sorted([*first.cells, *body], key=lambda c: (c.r0, c.c0))
    return True


def _common_edges(first: Grid, second: Grid) -> list[float] | None:
    """The edges of both tables, if those of one are among those of the other (a page may hold merged rows only)."""
    shift = first.xs[0] - second.xs[0]
    a, b = first.xs, [x + shift for x in second.xs]
    if abs(a[-1] - b[-1]) > 2 * SNAP:
        return None
    more, less = (a, b) if len(a) >= len(b) else (b, a)
    if all(min(abs(x - y) for y in more) <= 2 * SNAP for x in less):
        return list(more)
    return None


def _refine(grid: Grid, edges: Sequence[float], left: float) -> None:
    """Counts the columns of a grid by the edges of a finer one."""
    shift = edges[0] - left
    place = [min(range(len(edges)), key=lambda k: abs(edges[k] - x - shift)) for x in grid.xs]
    for cell in grid.cells:
        cell.c0, cell.c1 = place[cell.c0], place[cell.c1]


def _row(grid: Grid, r: int) -> list[tuple[float, float, int, str]]:
    """What identifies a row: borders, height and words of the cells that begin in it."""
    cells = [c for c in grid.cells if c.r0 == r]
    borders = [(round((c.left - grid.xs[0]) / 6), round((c.right - grid.xs[0]) / 6)) for c in cells]
    texts = ["".join("".join(x.text for x in c.lines).split()) for c in cells]
    return [(*b, c.r1 - c.r0, t) for b, c, t in zip(borders, cells, texts, strict=True)]


def _repeated(first: Grid, second: Grid) -> int:
    """The number of rows at the top of ``second`` that repeat the header of ``first``."""
    n = 0
    while n < min(first.height, second.height) and (row := _row(first, n)) == _row(second, n):
        if n == 0 and not any(text for *_, text in row):
            return 0
        n += 1
    return n


def _has_header(grid: Grid) -> bool:
    """True if the first row names columns."""
    texts = [" ".join(x.text for x in c.lines) for c in grid.cells if c.r0 == 0 and c.lines]
    known = [t for t in texts if columns().exact(t) is not None]
    return len(known) >= 2 and len(known) >= 0.5 * len(texts)


def _cell_at(grid: Grid, r: int, c: int) -> Cell | None:
    return next((x for x in grid.cells if x.r0 <= r < x.r1 and x.c0 <= c < x.c1), None)


def _spans_break(upper: Cell, lower: Cell, closed: bool) -> bool:
    """True for the two parts of a cell that spans rows of both pages.

    It is open below while others of the last row are ``closed``, or its words stand in one of the parts.
    """
    same = (upper.c0, upper.c1) == (lower.c0, lower.c1)
    if same and upper.open and closed:
        return True
    spans = upper.r1 - upper.r0 > 1 or lower.r1 - lower.r0 > 1
    return same and not (upper.lines and lower.lines) and (spans or (lower.c0 == 0 and not lower.lines))


def _is_torn(first: Grid, top: Sequence[Cell], habits: Habits) -> bool:
    """True if the first row of a page is the rest of the last row of the page before: it has no key of its own.

    Its first cell is blank and no merged cell that groups rows; other cells are used up too, or go on in the
    middle of a line.
    """
    lead, *others = top
    upper = _cell_at(first, first.height - 1, lead.c0)
    if upper is None or lead.lines or not upper.lines or not others:
        return False
    if upper.r1 - upper.r0 > 1 or lead.r1 - lead.r0 > 1:
        return False
    if not all(c.lines for c in others) or len(others) == 1:
        return True
    pad = padding(first)
    pairs = [(u, c) for c in others if (u := _cell_at(first, first.height - 1, c.c0)) is not None]
    return all(u.lines and habits.is_full(u.lines[-1], c.lines[0], room(u, u.lines[-1], pad)) for u, c in pairs)


def padding(grid: Grid) -> float:
    """The space that the cells of a table keep free beside their lines, in points."""
    gaps = [g for c in grid.cells for x in c.lines for g in (x.x0 - c.left, c.right - x.x1)]
    return max(0.0, min([*gaps, _PADDING]))


def room(cell: Cell, line: Line, pad: float) -> float:
    """The room that a line of a cell leaves, in points; a centred line leaves it on both sides."""
    left, right = line.x0 - cell.left - pad, cell.right - line.x1 - pad
    return left + right if abs(left - right) < 0.6 * line.size else right


def cell_text(cell: Cell, pad: float, habits: Habits) -> str:
    """The words of a cell: lines that its width had broken are joined, others stay lines of their own."""
    steps = [b.y - a.y for a, b in pairwise(cell.lines) if a.page == b.page]
    usual = min((s for s in steps if s > 0), default=0.0)
    parts: list[str] = []
    for n, line in enumerate(cell.lines):
        before = cell.lines[n - 1] if n else None
        if before is not None:
            space = room(cell, before, pad)
            apart = before.page == line.page and line.y - before.y > _APART * usual
            said = habits.goes_on(before, line)
            whole = not apart and not marked(line.text, before.text) and habits.is_full(before, line, space)
            parts.append(habits.joiner(before, line, space) if (whole if said is None else said) else "\n")
        parts.append(line.text)
    return "".join(parts)


def rows(grid: Grid, habits: Habits) -> list[list[str]]:
    """The rows of a table as `Rendition.table` wants them: merged cells as `ABOVE` and `LEFT`."""
    pad = padding(grid)
    found = [[""] * grid.width for _ in range(grid.height)]
    for cell in grid.cells:
        for r in range(cell.r0, cell.r1):
            for c in range(cell.c0, cell.c1):
                found[r][c] = ABOVE if r > cell.r0 else LEFT if c > cell.c0 else cell_text(cell, pad, habits)
    return found
