"""PDF → blocks: paragraphs and ruled tables in reading order, from what is printed where.

Tables are found by their ruling lines and filled cells. Lines outside of tables are joined to paragraphs where the
page had broken them; running headers, footers and page numbers, struck-out text and rotated text are left out.
Source: ISO 32000-1 (PDF 1.7) by way of pdfminer.six.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from pigraph.blocks.markers import mark_of
from pigraph.blocks.pdf_breaks import Habits, ends_sentence, marked
from pigraph.blocks.pdf_gaps import unruled
from pigraph.blocks.pdf_grid import Grid, grids
from pigraph.blocks.pdf_limits import TooMuch
from pigraph.blocks.pdf_lines import Line, furniture, lines_of_glyphs, unstruck, with_bullets
from pigraph.blocks.pdf_open import read_sheets
from pigraph.blocks.pdf_sheet import Sheet
from pigraph.blocks.pdf_tables import put_behind, rows
from pigraph.blocks.pdf_tagged import content, tagged_grids
from pigraph.blocks.rendition import Reading, Rendition
from pigraph.errors import DocumentError, EmptyFile
from pigraph.text import Words, fold

_GAP = 1.3
"""Lines this many times further apart than the lines of a paragraph begin a new one."""
_INDENT = 0.8
_HANGING = 5.0
_OTHER_SIZE = 0.08
_CAPTION = 8


def read(data: bytes, name: str) -> Reading:
    """The blocks of a PDF file, with offsets into its plain rendition.

    Raises a `DocumentError` that names the file: `BinaryFile` (no PDF), `EmptyFile`, or what `read_sheets` says of
    protected, cut off, damaged, scanned and endless files.
    """
    try:
        sheets, tags = read_sheets(data, name)
        glyphs = [content(unstruck(s), tags) for s in sheets]
        known = tagged_grids(tags.tables, sheets, glyphs)
        ruled = [grids(sheet, printed) for sheet, printed in zip(sheets, glyphs, strict=True)]
        rest = [left for _, _, left in ruled]
        known += unruled(sheets, rest)
    except TooMuch as error:
        raise DocumentError(f"{name} is not read: {error}.", "Print it to a new PDF.") from error
    pages = [
        _Page(
            sheet,
            [*tables, *(g for g in known if g.page == sheet.number)],
            frames,
            with_bullets(lines_of_glyphs(left, sheet.number), sheet.dots),
        )
        for sheet, (tables, frames, _), left in zip(sheets, ruled, rest, strict=True)
    ]
    drop = furniture([p.lines for p in pages], [p.sheet.height for p in pages])
    for page, gone in zip(pages, drop, strict=True):
        page.lines = [x for n, x in enumerate(page.lines) if n not in gone]
    margins = _Margins(pages)
    cells = [c.lines for p in pages for g in p.tables for c in g.cells if g.width > 1]
    habits = Habits.of([(p.lines, margins.page(p)) for p in pages], cells, tags)
    leading = _leading(pages, margins, habits)
    rendition = Rendition()
    blocks = _in_order(pages, habits)
    for n, block in enumerate(blocks):
        if isinstance(block, Grid):
            rendition.table(rows(block, habits), block.complete)
            continue
        texts = _paragraphs(block, margins, habits, leading)
        if n + 1 < len(blocks) and isinstance(blocks[n + 1], Grid) and _repeats([t for t, _ in texts]):
            del texts[-1]
        for text, level in texts:
            rendition.paragraph(text, level)
    reading = rendition.reading()
    if not reading.blocks:
        raise EmptyFile(
            f"{name} holds nothing but headers and footers.", "Give a file that holds the text of a policy."
        )
    return reading


class _Page(Struct):
    """A sheet with its tables, its frames (boxes around text) and its lines outside of tables."""

    sheet: Sheet
    tables: list[Grid]
    frames: list[Grid]
    lines: list[Line]


class _Margins:
    """Where the lines of a page, or of a frame on it, end at most."""

    def __init__(self, pages: Sequence[_Page]) -> None:
        self._frames = {p.sheet.number: p.frames for p in pages}
        self._cells: dict[int, float] = {}
        by_width: dict[int, list[Line]] = defaultdict(list)
        self._width = {p.sheet.number: round(p.sheet.width) for p in pages}
        for page in pages:
            by_width[self._width[page.sheet.number]] += page.lines
        self._right = {width: _right(lines) for width, lines in by_width.items()}

    def page(self, page: _Page) -> float:
        """The x at which full lines of a page end."""
        return self._right[self._width[page.sheet.number]]

    def room(self, line: Line) -> float:
        """The points that a line leaves up to the margin."""
        right = self._right[self._width[line.page]]
        for frame in self._frames[line.page]:
            if frame.xs[0] <= line.x0 and line.x1 <= frame.xs[-1] and frame.ys[0] <= line.y <= frame.ys[-1]:
                right = min(right, frame.xs[-1] - min(line.x0 - frame.xs[0], line.size))
        return right - line.x1


def _right(lines: Sequence[Line]) -> float:
    """The right margin: where at least three lines end, but for a letter; else where the longest one does."""
    ends = sorted((x.x1 for x in lines), reverse=True)
    size = Counter(round(x.size, 1) for x in lines).most_common(1)[0][0] if lines else 0.0
    for n in range(len(ends) - 2):
        if ends[n] - ends[n + 2] <= 1.5 * size:
            return ends[n]
    return ends[0] if ends else 0.0


def _leading(pages: Sequence[_Page], margins: _Margins, habits: Habits) -> dict[int, float]:
    """The usual distance of lines of one paragraph by their size (in points, rounded)."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for page in pages:
        for a, b in zip(page.lines, page.lines[1:], strict=False):
            if (
                abs(a.size - b.size) > _OTHER_SIZE * a.size
                or marked(b.text, a.text)
                or not 0 < b.y - a.y < 2.6 * a.size
            ):
                continue
            if habits.is_full(a, b, margins.room(a)):
                steps[round(a.size)][round(2 * (b.y - a.y)) / 2] += 1
    return {size: count.most_common(1)[0][0] for size, count in steps.items()}


def _in_order(pages: Sequence[_Page], habits: Habits) -> list[Grid | list[Line]]:
    """Tables and runs of lines in reading order; tables that go on over pages are one."""
    found: list[Grid | list[Line]] = []
    for page in pages:
        items: list[Grid | Line] = sorted([*page.tables, *page.lines], key=_top)
        for n, item in enumerate(items):
            last = found[-1] if found else None
            if isinstance(item, Line):
                if isinstance(last, list):
                    last.append(item)
                else:
                    found.append([item])
            elif item.width == 1:
                found.append([x for cell in item.cells for x in cell.lines])
            elif (
                n == 0
                and isinstance(last, Grid)
                and not (last.whole or item.whole)
                and last.page == page.sheet.number - 1
                and put_behind(last, item, habits)
            ):
                last.page = page.sheet.number
            else:
                found.append(item)
    return found


def _repeats(texts: Sequence[str]) -> bool:
    """True if the caption of a table says what a heading shortly above it says, which would look like a new section."""
    headings = [Words.of(t) for t in texts[-_CAPTION:-1]]
    return any(fold(texts[-1]) == fold(m.rest.text.strip("()[] ") if (m := mark_of(h)) else h.text) for h in headings)


def _top(item: Grid | Line) -> tuple[float, float]:
    return (item.ys[0], item.xs[0]) if isinstance(item, Grid) else (item.y - 0.7 * item.size, item.x0)


def _paragraphs(
    lines: Sequence[Line], margins: _Margins, habits: Habits, leading: dict[int, float]
) -> list[tuple[str, int]]:
    """Lines joined to paragraphs, each with the level of a heading or 0."""
    found: list[tuple[str, int]] = []
    held: list[Line] = []
    text = ""
    for line in lines:
        space = margins.room(held[-1]) if held else 0.0
        if held and _goes_on(held, line, space, habits, leading):
            text += habits.joiner(held[-1], line, space) + line.text
        else:
            held, text = [], line.text
            found.append(("", habits.tags.level(line)))
        found[-1] = (text, found[-1][1])
        held.append(line)
    return found


def _goes_on(held: Sequence[Line], line: Line, space: float, habits: Habits, leading: dict[int, float]) -> bool:
    """True if a line belongs to the paragraph of the lines before it."""
    first, last = held[0], held[-1]
    if (said := habits.goes_on(last, line)) is not None:
        return said
    if abs(line.size - last.size) > _OTHER_SIZE * last.size or marked(line.text, last.text):
        return False
    if not habits.is_full(last, line, space) or (last.bold and not line.bold and len(held) == 1 and space > 0):
        return False
    if line.page != last.page:
        return not ends_sentence(last.text)
    step = line.y - last.y
    usual = held[1].y - first.y if len(held) > 1 and held[1].page == first.page else leading.get(round(last.size), 0.0)
    if not 0 < step <= _GAP * (usual or 1.9 * last.size):
        return False
    shift = (line.x0 - (last.x0 if len(held) > 1 else first.x0)) / line.size
    if len(held) > 1:
        return abs(shift) <= _INDENT
    if marked(first.text):
        return -_INDENT <= shift <= _HANGING
    return -2.5 <= shift <= _INDENT
