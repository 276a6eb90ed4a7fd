"""Glyphs in the order of drawing as chunks, each a cell or a paragraph, and runs of rows of chunks.

Programs draw a table cell by cell. A step to the right of what was drawn before, without a printed blank, begins the
next cell; a step back to the left begins the next row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from pigraph.blocks.markers import mark_of
from pigraph.blocks.pdf_sheet import Glyph, Sheet
from pigraph.text import Words

FAR = 60
"""A cell spans at most so many rows."""
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
_BLANKS = 0.04


class Piece(Struct):
    """Glyphs drawn one after the other on one baseline, without a gap."""

    glyphs: list[Glyph]
    x0: float
    x1: float
    y: float
    size: float

    @property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs).strip()


class Chunk(Struct):
    """Pieces drawn one below the other: a cell, or a paragraph."""

    pieces: list[Piece]
    x0: float
    x1: float

    @classmethod
    def of(cls, pieces: list[Piece]) -> Chunk:
        return cls(pieces, min(p.x0 for p in pieces), max(p.x1 for p in pieces))

    def add(self, piece: Piece) -> None:
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

    def takes(self, piece: Piece) -> bool:
        """True if a piece may be the next line of this chunk."""
        last = self.pieces[-1]
        if not _SAME_LINE * last.size < piece.y - last.y <= _STEP * max(last.size, piece.size):
            return False
        x0, x1 = self.x0, self.x1
        if piece.x0 >= x1 or piece.x1 <= x0:
            return False
        centred = abs(piece.x0 + piece.x1 - x0 - x1) < _INDENT * piece.size
        return piece.x0 >= x0 - _INDENT * piece.size or centred


Row = list[Chunk]


def prints_blanks(sheets: Sequence[Sheet]) -> bool:
    """True if a file prints the blanks between words, so that a gap without one is none."""
    glyphs = sum(len(s.glyphs) for s in sheets)
    return sum(not g.text.strip() for s in sheets for g in s.glyphs) > _BLANKS * glyphs


def _pieces(glyphs: Sequence[Glyph], blanks: bool) -> list[Piece]:
    found: list[Piece] = []
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
        found.append(Piece([glyph], glyph.x0, glyph.x1, glyph.y, glyph.size))
        blank = False
    return found


def _is_mark(piece: Piece) -> bool:
    """True for an enumeration mark or bullet that its text stands apart from."""
    if len(piece.glyphs) > 6:
        return False
    mark = mark_of(Words.of(piece.text + " "))
    return mark is not None and not mark.rest.text.strip()


def chunks(glyphs: Sequence[Glyph], blanks: bool) -> list[Chunk]:
    """What is drawn, in its order: pieces below each other as one; where the next one stands beside, a cell is taken
    off what is above it. ``blanks``: the file prints those between words."""
    found: list[Chunk] = []
    for piece in _pieces(glyphs, blanks):
        last = found[-1] if found else None
        if last is not None and last.takes(piece):
            last.add(piece)
        else:
            if last is not None and _beside(last.pieces[-1], piece) and not _follows(found):
                found[-1:] = _cut(last, piece)
            found.append(Chunk.of([piece]))
    return found


def _follows(found: Sequence[Chunk]) -> bool:
    """True if the last chunk stands beside the one before it."""
    return len(found) > 1 and _beside(found[-2].pieces[-1], found[-1].pieces[0])


def _beside(piece: Piece, after: Piece) -> bool:
    """True if a piece that is drawn next begins right of the one before and not below it."""
    return after.x0 >= piece.x1 - 0.1 * piece.size and after.y <= piece.y + _SAME_LINE * piece.size


def _cut(chunk: Chunk, beside: Piece) -> list[Chunk]:
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
    return [Chunk.of(pieces[:n]), Chunk.of(pieces[n:])] if n else [chunk]


def runs(drawn: Sequence[Chunk]) -> Iterator[list[Row]]:
    """Runs of rows, drawn row by row from top to bottom. Rows of one cell are those that all other cells span."""
    rows: list[Row] = []
    for n, chunk in enumerate(drawn):
        last = rows[-1][-1] if rows else None
        # A cell that spans rows may stand below its neighbour; what is drawn next then goes up again.
        spans = len(rows[-1:] and rows[-1]) > 1 and n + 1 < len(drawn) and drawn[n + 1].top < chunk.bottom
        low = last is not None and chunk.top > last.bottom and not spans
        if last is not None and chunk.x0 >= last.x1 - 0.1 * last.pieces[0].size and not low:
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    run: list[Row] = []
    for row in rows:
        if (len(row) > 1 and (not run or row[0].bottom > run[-1][0].top)) or (run and _is_left_over(row[0], run)):
            run.append(row)
            continue
        if run:
            yield run
        run = [row] if len(row) > 1 else []
    if run:
        yield run


def _is_left_over(chunk: Chunk, run: Sequence[Row]) -> bool:
    """True if a chunk stands alone below an inner column of a run of rows."""
    size = chunk.pieces[0].size
    for row in run[-FAR:]:
        for n, cell in enumerate(row[1:], 1):
            right = row[n + 1].x0 if n + 1 < len(row) else cell.x1 + _INDENT * size
            if abs(cell.x0 - chunk.x0) < _INDENT * size and chunk.x1 <= right and cell.bottom < chunk.top:
                return chunk.top - max(c.bottom for c in run[-1]) < _STEP * size
    return False
