"""Tables without lines: pieces of text that stand beside each other, row by row, in columns.

Programs draw a table cell by cell. A step to the right of what was drawn before, without a printed blank, begins the
next cell; a step back to the left begins the next row. What is drawn so becomes a table if its columns are apart
on the whole page and its first row or column names fields; otherwise its lines stay lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pigraph.blocks.markers import mark_of
from pigraph.blocks.pdf_grid import Cell, Grid
from pigraph.blocks.pdf_lines import cell_lines
from pigraph.blocks.pdf_sheet import Glyph, Sheet
from pigraph.lexicon.columns import columns
from pigraph.text import Words

_SAME_LINE = 0.25
_GAP = 0.2
"""A gap wider than this share of a letter, where no blank was printed, parts two pieces."""
_WIDE = 0.9
"""The same in files that print no blanks."""
_STEP = 3.2
"""Lines of a cell are at most so many letters apart."""
_LEADING = 1.7
_REGULAR = 1.05
_INDENT = 0.5
_OVERLAP = 1.5
_FAR = 60
_MOST_CELLS = 1_500
_MOST_BOXES = 20_000
_BLANKS = 0.04
_EDGE = 0.08
"""Running headers and footers stand in this share of the height of a page."""


@dataclass(slots=True)
class _Piece:
    """Glyphs drawn one after the other on one baseline, without a gap."""

    glyphs: list[Glyph]
    x0: float
    x1: float
    y: float
    size: float

    @property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs).strip()


@dataclass(slots=True)
class _Chunk:
    """Pieces drawn one below the other: a cell, or a paragraph."""

    pieces: list[_Piece]
    x0: float
    x1: float

    @classmethod
    def of(cls, pieces: list[_Piece]) -> _Chunk:
        return cls(pieces, min(p.x0 for p in pieces), max(p.x1 for p in pieces))

    def add(self, piece: _Piece) -> None:
        self.pieces.append(piece)
        self.x0, self.x1 = min(self.x0, piece.x0), max(self.x1, piece.x1)

    @property
    def top(self) -> float:
        return self.pieces[0].y - self.pieces[0].size

    @property
    def bottom(self) -> float:
        return self.pieces[-1].y

    @property
    def text(self) -> str:
        return " ".join(p.text for p in self.pieces)

    def takes(self, piece: _Piece) -> bool:
        """True if a piece may be the next line of this chunk."""
        last = self.pieces[-1]
        if not _SAME_LINE * last.size < piece.y - last.y <= _STEP * max(last.size, piece.size):
            return False
        x0, x1 = self.x0, self.x1
        if piece.x0 >= x1 or piece.x1 <= x0:
            return False
        centred = abs(piece.x0 + piece.x1 - x0 - x1) < _INDENT * piece.size
        return piece.x0 >= x0 - _INDENT * piece.size or centred


_Row = list[_Chunk]


def _prints_blanks(sheets: Sequence[Sheet]) -> bool:
    """True if a file prints the blanks between words, so that a gap without one is none."""
    glyphs = sum(len(s.glyphs) for s in sheets)
    return sum(not g.text.strip() for s in sheets for g in s.glyphs) > _BLANKS * glyphs


@dataclass(slots=True)
class _Part:
    """The rows of a table on one page, and the grid that they make."""

    sheet: Sheet
    rows: list[_Row]
    grid: Grid | None


def unruled(sheets: Sequence[Sheet], glyphs: list[list[Glyph]]) -> list[Grid]:
    """The tables without lines of a file, page by page; takes their glyphs out of ``glyphs`` (one list per sheet,
    in the order of drawing).

    What stands first on a page goes on with the table that ended the page before if its columns are the same; then
    both have the very same edges. A header alone at the end of a page is a table only with what follows.
    """
    blanks = _prints_blanks(sheets)
    found: list[_Part] = []
    above: list[_Part] = []
    for sheet, printed in zip(sheets, glyphs, strict=True):
        chunks = _chunks(_pieces(printed, blanks))
        runs = list(_runs(chunks))
        held, above = above, []
        low, high = _EDGE * sheet.height, (1 - _EDGE) * sheet.height
        highest = min((c.bottom for c in chunks if c.bottom > low), default=0.0)
        lowest = max((c.top for c in chunks if c.top < high), default=0.0)
        for rows in runs:
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


def _pieces(glyphs: Sequence[Glyph], blanks: bool) -> list[_Piece]:
    found: list[_Piece] = []
    blank = False
    for glyph in glyphs:
        last = found[-1] if found else None
        if not glyph.text.strip():
            blank = True
            if last is not None:
                last.glyphs.append(glyph)
            continue
        if last is not None and abs(glyph.y - last.y) < _SAME_LINE * max(last.size, glyph.size):
            gap = (glyph.x0 - last.x1) / max(last.size, glyph.size)
            wide = _WIDE if blank or not blanks else _GAP
            if -_WIDE < gap <= wide or (0 < gap < 4 and _is_mark(last)):
                last.glyphs.append(glyph)
                last.x1 = max(last.x1, glyph.x1)
                blank = False
                continue
        found.append(_Piece([glyph], glyph.x0, glyph.x1, glyph.y, glyph.size))
        blank = False
    return found


def _is_mark(piece: _Piece) -> bool:
    """True for an enumeration mark or bullet that its text stands apart from."""
    if len(piece.glyphs) > 6:
        return False
    mark = mark_of(Words.of(piece.text + " "))
    return mark is not None and not mark.rest.text.strip()


def _chunks(pieces: Sequence[_Piece]) -> list[_Chunk]:
    """Pieces below each other as one; where the next one stands beside, a cell is taken off what is above it."""
    found: list[_Chunk] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and last.takes(piece):
            last.add(piece)
        else:
            if last is not None and _beside(last.pieces[-1], piece) and not _follows(found):
                found[-1:] = _cut(last, piece)
            found.append(_Chunk.of([piece]))
    return found


def _follows(found: Sequence[_Chunk]) -> bool:
    """True if the last chunk stands beside the one before it."""
    return len(found) > 1 and _beside(found[-2].pieces[-1], found[-1].pieces[0])


def _beside(piece: _Piece, after: _Piece) -> bool:
    """True if a piece that is drawn next begins right of the one before and not below it."""
    return after.x0 >= piece.x1 - 0.1 * piece.size and after.y <= piece.y + _SAME_LINE * piece.size


def _cut(chunk: _Chunk, beside: _Piece) -> list[_Chunk]:
    """A chunk as what is above a table and its first cell, which ends left of the cell ``beside`` it."""
    pieces = chunk.pieces
    n = len(pieces) - 1
    step = min((b.y - a.y for a, b in pairwise(pieces)), default=0.0)
    while (
        n
        and pieces[n - 1].x1 <= beside.x0
        and pieces[n].y - pieces[n - 1].y <= min(_REGULAR * step, _LEADING * pieces[n].size)
    ):
        n -= 1
    return [_Chunk.of(pieces[:n]), _Chunk.of(pieces[n:])] if n else [chunk]


def _runs(chunks: Sequence[_Chunk]) -> Iterator[list[_Row]]:
    """Runs of rows, drawn row by row from top to bottom. Rows of one cell are those that all other cells span."""
    rows: list[_Row] = []
    for n, chunk in enumerate(chunks):
        last = rows[-1][-1] if rows else None
        # A cell that spans rows may stand below its neighbour; what is drawn next then goes up again.
        spans = len(rows[-1:] and rows[-1]) > 1 and n + 1 < len(chunks) and chunks[n + 1].top < chunk.bottom
        low = last is not None and chunk.top > last.bottom and not spans
        if last is not None and chunk.x0 >= last.x1 - 0.1 * last.pieces[0].size and not low:
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    run: list[_Row] = []
    for row in rows:
        if (len(row) > 1 and (not run or row[0].bottom > run[-1][0].top)) or (run and _is_left_over(row[0], run)):
            run.append(row)
            continue
        if run:
            yield run
        run = [row] if len(row) > 1 else []
    if run:
        yield run


def _is_left_over(chunk: _Chunk, run: Sequence[_Row]) -> bool:
    """True if a chunk stands alone below an inner column of a run of rows."""
    size = chunk.pieces[0].size
    for row in run[-_FAR:]:
        for n, cell in enumerate(row[1:], 1):
            right = row[n + 1].x0 if n + 1 < len(row) else cell.x1 + _INDENT * size
            if abs(cell.x0 - chunk.x0) < _INDENT * size and chunk.x1 <= right and cell.bottom < chunk.top:
                return chunk.top - max(c.bottom for c in run[-1]) < _STEP * size
    return False


def _grid(rows: Sequence[_Row], sheet: Sheet, known: Sequence[tuple[float, float]] = ()) -> Grid | None:
    """The table of some rows, if it is one. ``known``: the columns of the table that it may go on."""
    bands = known or _bands(rows)
    if len(bands) < 2 or (len(rows) < 2 and not known) or len(bands) * len(rows) > _MOST_BOXES:
        return None
    placed: list[list[tuple[int, int, _Chunk]]] = []
    for row in rows:
        line: list[tuple[int, int, _Chunk]] = []
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


def _bands(rows: Sequence[_Row]) -> list[tuple[float, float]]:
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


def _in_order(placed: Sequence[Sequence[tuple[int, int, _Chunk]]], width: int, goes_on: bool) -> bool:
    """True if every column goes downwards and, unless the table began before, has cells in two rows at least."""
    for k in range(width):
        column = [chunk for line in placed for c0, c1, chunk in line if c0 <= k < c1]
        if (len(column) < 2 and not goes_on) or any(
            a.bottom > b.top + 0.3 * b.pieces[0].size for a, b in pairwise(column)
        ):
            return False
    return True


def _named(placed: Sequence[Sequence[tuple[int, int, _Chunk]]], width: int) -> bool:
    """True if the first row names columns, the first column of two names rows, or most rows are full."""
    known = columns().field
    first = placed[0]
    names = sum(known(chunk.text) is not None for _, _, chunk in first)
    full = sum(len(line) == width for line in placed)
    if names >= 2 or (width > 2 and full > 2 and 2 * full > len(placed)):
        return True
    labels = [line[0][2].text for line in placed if line[0][0] == 0]
    return width == 2 and sum(known(t) is not None for t in labels) > 0.5 * len(placed)


def _last_row(placed: Sequence[Sequence[tuple[int, int, _Chunk]]], r: int, c0: int, c1: int, chunk: _Chunk) -> int:
    """The end of the rows of a cell: it goes over the blank ones below it in whose middle it stands."""
    end = r + 1
    while end < min(len(placed), r + _FAR) and not any(a < c1 and c0 < b for a, b, _ in placed[end]):
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
