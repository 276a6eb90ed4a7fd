"""What word processors hold – lines, tables, notes – before it is written down as a rendition.

The readers of DOCX, HWPX and HWP all end here, so the same policy gives the same blocks in each of them:

- a table of one cell is a frame around text, not a table; its content is read as if there were no frame;
- a table inside a cell becomes lines of that cell, one per row, its cells apart by a blank, labels by a colon;
- a table with a row for each section of the policy is read as these sections (`section_rows`);
- footnotes follow their paragraph as lines that start with ※ (those of cells follow the table);
- a cell that spans rows or columns is said again in each of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from pigraph.blocks.inner_tables import COLON, labels_rest
from pigraph.blocks.rendition import ABOVE, LEFT, Rendition
from pigraph.blocks.section_rows import FEWEST, is_most, level_of, tells, titles_of
from pigraph.errors import DocumentError

MOST_CELLS = 1_000_000
"""Most places of a table, spans counted in full."""
_MOST_COLUMNS = 3
"""Of a table with a row for each section: number, heading, text."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"[\r\n\x85\u2028\u2029]+")
_LOST = re.compile("[\ud800-\udfff]")
_HEADING_STYLE = re.compile(r"^\s*(?:heading|outline|제목|개요)\s*([1-9])\s*$", re.IGNORECASE)


class Line(Struct):
    """A paragraph with its printed mark; ``level`` 1–6 for a heading. ``notes`` are its footnotes."""

    text: str
    level: int = 0
    notes: tuple[str, ...] = ()


class Cell(Struct):
    """A cell and the places it covers: rows ``row … row+rows-1``, columns ``column … column+columns-1``."""

    row: int
    column: int
    content: list[Item]
    rows: int = 1
    columns: int = 1


class Grid(Struct):
    """A table: cells in any order."""

    cells: list[Cell] = field(default_factory=list)


Item = Line | Grid


def marked(mark: str, text: str) -> str:
    """A paragraph's text behind the mark that its format prints; a paragraph without text has no mark."""
    return f"{mark} {text.lstrip()}" if mark and text.strip() else text


def pieces(
    mark: str, texts: Sequence[str], objects: Sequence[Sequence[Item]], level: int, notes: tuple[str, ...]
) -> Iterator[Item]:
    """A paragraph that objects (tables, text boxes) interrupt: the texts before, between and behind them, in order.

    The first text with words gets the mark, the level and the notes. ``texts`` has one entry more than ``objects``.
    """
    first = next((n for n, text in enumerate(texts) if text.strip()), 0)
    for n, text in enumerate(texts):
        if n == first:
            yield Line(marked(mark, text), level, notes)
        elif text.strip():
            yield Line(text)
        if n < len(objects):
            yield from objects[n]


def inline(text: str | None) -> str:
    """Text of an XML element: line ends of the file are blanks."""
    return _LINE_ENDS.sub(" ", text) if text else ""


def heading_level(style: str) -> int:
    """The level (1–6) that the name of a paragraph style gives: "Heading 2", "제목 2", "개요 2"; else 0."""
    m = _HEADING_STYLE.match(style)
    return min(int(m[1]), 6) if m else 0


def write(items: Sequence[Item], rendition: Rendition, name: str) -> None:
    """Writes the items in order. Raises `DocumentError`, naming the file ``name``, for a table of absurd size."""
    for item in items:
        if isinstance(item, Line):
            rendition.paragraph(_clean(item.text), item.level)
            _write_notes(item.notes, rendition)
        elif len(item.cells) == 1:
            write(item.cells[0].content, rendition, name)
        elif sections := _sections(item, items):
            write(sections, rendition, name)
        elif item.cells:
            rendition.table(_rows(item, name), complete=True)
            _write_notes([n for c in item.cells for n in _notes(c.content)], rendition)


def _sections(grid: Grid, items: Sequence[Item]) -> list[Item]:
    """The content of a table that holds the text of a policy, headings as such; [] for another one of ``items``."""
    rows = [cells for cells in _by_row(grid) if len(cells) > 1]
    if len(rows) < FEWEST or any(len(cells) > _MOST_COLUMNS for cells in rows):
        return []
    texts = [[" ".join(text_of(cell.content).split()) for cell in cells] for cells in rows]
    parted = [any(isinstance(part, Grid) for part in cells[-1].content) for cells in rows]
    titles = titles_of(texts, [more or tells(row[-1]) for more, row in zip(parted, texts, strict=True)])
    if not titles or not is_most(sum(len(text) for row in texts for text in row), len(text_of(items))):
        return []
    before = items[: next(n for n, item in enumerate(items) if item is grid)]
    level = level_of(_levels([c for cells in rows for c in cells[-1].content]), max(_levels(before), default=1))
    heads = {id(cells[0]): title for cells, title in zip(rows, titles, strict=True) if title}
    found: list[Item] = []
    for cells in _by_row(grid):
        if title := heads.get(id(cells[0])):
            found.append(Line(title, level))
            found.extend(cells[-1].content)
        else:
            found.extend(part for cell in cells for part in cell.content)
    return found


def _by_row(grid: Grid) -> list[list[Cell]]:
    """The cells that begin in each row, from left to right."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[row], key=lambda c: c.column) for row in sorted(rows)]


def _levels(items: Sequence[Item]) -> list[int]:
    return [item.level for item in items if isinstance(item, Line) and item.level]


def text_of(items: Sequence[Item]) -> str:
    """The items as lines of text: what stands in a cell or a footnote."""
    return "\n".join(_texts(items))


def _texts(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Line):
            if text := _clean(item.text).strip():
                yield text
            continue
        rows = [[text_of(c.content) for c in cells] for cells in _by_row(item)]
        between = COLON if labels_rest(rows) else " "
        for texts in rows:
            if len(texts) == 1:
                yield texts[0]
            elif line := between.join(" ".join(t.split()) for t in texts if t.strip()):
                yield line


def _notes(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Line):
            yield from item.notes
        else:
            for cell in item.cells:
                yield from _notes(cell.content)


def _write_notes(notes: Sequence[str], rendition: Rendition) -> None:
    for note in notes:
        if text := " ".join(_clean(note).split()):
            rendition.paragraph(text if text.startswith("※") else f"※ {text}")


def _rows(grid: Grid, name: str) -> list[list[str]]:
    # Only rows and columns in which a cell begins count: this drops what spans alone would repeat, and keeps a
    # span of thousands of columns from making thousands of cells.
    tops = sorted({c.row for c in grid.cells})
    lefts = sorted({c.column for c in grid.cells})
    if len(tops) * len(lefts) > MOST_CELLS:
        raise DocumentError(
            f"{name} has a table of {len(tops)} rows and {len(lefts)} columns; that is no table of a policy.",
            "Give the policy alone, without data that surrounds it.",
        )
    rows = [[""] * len(lefts) for _ in tops]
    taken = [bytearray(len(lefts)) for _ in tops]
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.column)):
        top, left = bisect_left(tops, cell.row), bisect_left(lefts, cell.column)
        if taken[top][left]:
            continue
        bottom = bisect_left(tops, cell.row + max(1, cell.rows))
        right = bisect_left(lefts, cell.column + max(1, cell.columns))
        while right > left + 1 and any(taken[top][left + 1 : right]):
            right -= 1
        rows[top][left] = text_of(cell.content)
        for r in range(top, bottom):
            if any(taken[r][left:right]):
                break
            for c in range(left, right):
                taken[r][c] = 1
                if (r, c) != (top, left):
                    rows[r][c] = LEFT if c > left else ABOVE
    return rows


def _clean(text: str) -> str:
    return _LOST.sub("\ufffd", _CONTROL.sub("", text))
