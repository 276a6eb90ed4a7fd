"""Tables of tagged PDF files: what the program that printed the page says is a table, row and cell.

A structure tree names the marked content of each cell. It is a help only: a tree that is broken, or that does
not fit what stands on the page (`tagged_grids`), is left alone, and the page is read by its lines and gaps.
Source: ISO 32000-1 (PDF 1.7), 14.6 to 14.8.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral, literal_name

from pigraph.blocks.markers import mark_of
from pigraph.blocks.pdf_grid import Cell, Grid, cell_lines
from pigraph.blocks.pdf_limits import BoundedDocument, TooMuch
from pigraph.blocks.pdf_lines import Line
from pigraph.blocks.pdf_sheet import Glyph, Sheet
from pigraph.text import Words

Mark = tuple[int, int]
"""Page (from 1) and number of a marked content on it."""

_MOST_ELEMENTS = 200_000
_MOST_BOXES = 20_000
_DEEPEST = 200
_CELLS = ("TH", "TD")
_GROUPS = ("THead", "TBody", "TFoot", "NonStruct", "Div", "Sect", "Part")
_INLINE = ("NonStruct", "Span", "Link", "Em", "Strong", "Quote", "Code", "Reference", "Annot", "Lbl", "LBody")
_MARGIN = 12.0
_NEAR = 1.0
_LINE = 0.2
_HEADING = re.compile(r"H([1-6])")
_OVERLAP = 0.5
"""Cells beside each other may overlap by this share of a letter."""


@dataclass(slots=True)
class TaggedCell:
    """The rows ``r0`` to ``r1`` and columns ``c0`` to ``c1`` (end-exclusive) of a cell, and its marked content."""

    r0: int
    r1: int
    c0: int
    c1: int
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class _Element:
    role: str
    node: Mapping[str, Any]
    kids: list[_Element]
    marks: list[Mark]
    """Of this element and all below it, in order."""


@dataclass(slots=True)
class Tags:
    """What the structure tree of a file says: tables of two and more columns, and what runs on over lines.

    ``runs`` numbers the runs of text inside a paragraph that a piece of marked content belongs to, ``blocks`` its
    paragraph, heading, list item or cell, ``levels`` (1–6) its heading.
    """

    tables: list[list[TaggedCell]] = field(default_factory=list)
    runs: dict[Mark, int] = field(default_factory=dict)
    blocks: dict[Mark, int] = field(default_factory=dict)
    levels: dict[Mark, int] = field(default_factory=dict)

    def level(self, line: Line) -> int:
        """The level of the heading that a line begins, 0 for none."""
        return self.levels.get((line.page, line.marks[0]), 0)

    def goes_on(self, line: Line, after: Line) -> bool | None:
        """True if one run of text goes on from a line to the next, False if another block begins, else None."""
        a, b = (line.page, line.marks[1]), (after.page, after.marks[0])
        if self.runs.get(a, a) == self.runs.get(b, b):
            return True if a in self.runs else None
        if a not in self.blocks or b not in self.blocks or self.blocks[a] == self.blocks[b]:
            return None
        return False


def read_tags(document: BoundedDocument, pages: Mapping[object, int]) -> Tags:
    """The structure tree. ``pages``: numbers by object numbers of pages.

    A file without a tree has no tags. Raises `TooMuch` for endless ones, and what pdfminer raises for broken ones.
    """
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return Tags()
    tree = _Tree(root, pages)
    for table in tree.outermost():
        cells = _placed(tree.rows(table))
        if cells and max(c.c1 for c in cells) > 1:
            tree.tags.tables.append(cells)
    return tree.tags


class _Tree:
    """The structure tree as elements, each visited once."""

    def __init__(self, root: Mapping[str, Any], pages: Mapping[object, int]) -> None:
        roles = resolve1(root.get("RoleMap"))
        self._roles = roles if isinstance(roles, dict) else {}
        self._pages = pages
        self._seen: set[int] = set()
        self._count = 0
        self.tags = Tags()
        self._root = self._element({**root, "S": "Document"}, None, 0, 0)

    def _element(self, node: Mapping[str, Any], page: int | None, block: int, depth: int) -> _Element:
        self._count += 1
        if self._count > _MOST_ELEMENTS or depth > _DEEPEST:
            raise TooMuch("its structure has more parts than pigraph reads")
        page = self._page(node, page)
        found = _Element(self._role(node.get("S")), node, [], [])
        number = self._count
        block = block if found.role in _INLINE else number
        own: list[Mark] = []
        kids = resolve1(node.get("K"))
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, PDFObjRef):
                if kid.objid in self._seen:
                    continue
                self._seen.add(kid.objid)
            kid = resolve1(kid)
            if isinstance(kid, int) and page is not None:
                own.append((page, kid))
                found.marks.append(own[-1])
            elif isinstance(kid, dict) and "S" in kid:
                below = self._element(kid, page, block, depth + 1)
                found.kids.append(below)
                found.marks += below.marks
            elif isinstance(kid, dict) and isinstance(kid.get("MCID"), int) and "Stm" not in kid:
                at = self._page(kid, page)
                if at is not None:
                    own.append((at, kid["MCID"]))
                    found.marks.append(own[-1])
        self.tags.blocks.update(dict.fromkeys(own, block))
        if level := _HEADING.fullmatch(found.role):
            self.tags.levels.update(dict.fromkeys(found.marks, int(level[1])))
        if found.role in _INLINE:
            self.tags.runs.update(dict.fromkeys(own, number))
        return found

    def _page(self, node: Mapping[str, Any], default: int | None) -> int | None:
        page = node.get("Pg")
        return self._pages.get(page.objid) if isinstance(page, PDFObjRef) else default

    def _role(self, name: object) -> str:
        role = str(literal_name(name)) if isinstance(name, PSLiteral) else str(name)
        other = self._roles.get(role)
        return str(literal_name(other)) if isinstance(other, PSLiteral) else role

    def outermost(self) -> Iterator[_Element]:
        """The outermost tables of several columns: what is inside a cell is text of that cell."""
        waiting = [self._root]
        while waiting:
            element = waiting.pop()
            if element.role == "Table" and any(len(r) > 1 for r in self.rows(element)):
                yield element
            else:
                waiting += reversed(element.kids)

    def rows(self, table: _Element) -> list[list[_Element]]:
        """The cells of each row of a table."""
        found: list[list[_Element]] = []
        waiting = list(reversed(table.kids))
        while waiting:
            element = waiting.pop()
            if element.role == "TR":
                found.append([k for k in element.kids if k.role in _CELLS])
            elif element.role in _GROUPS:
                waiting += reversed(element.kids)
        return found


def _placed(rows: Sequence[Sequence[_Element]]) -> list[TaggedCell]:
    """Cells where they stand: what spans rows pushes those below it to the right, as in HTML."""
    taken: set[tuple[int, int]] = set()
    found: list[TaggedCell] = []
    for r, row in enumerate(rows):
        c = 0
        for element in row:
            while (r, c) in taken:
                c += 1
            down = min(_span(element.node, "RowSpan"), len(rows) - r)
            wide = _span(element.node, "ColSpan")
            if len(taken) + down * wide > _MOST_BOXES:
                return []
            taken.update((i, k) for i in range(r, r + down) for k in range(c, c + wide))
            found.append(TaggedCell(r, r + down, c, c + wide, element.marks))
            c += wide
    return found


def _span(node: Mapping[str, Any], name: str) -> int:
    """RowSpan or ColSpan (14.8.5.7)."""
    given = resolve1(node.get("A"))
    for attributes in map(resolve1, given if isinstance(given, list) else [given]):
        if isinstance(attributes, dict) and isinstance(span := resolve1(attributes.get(name)), int):
            return max(1, span)
    return 1


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
