"""Tables of tagged PDF files: what the program that printed the page says is a table, row and cell.

A structure tree names the marked content of each cell. It is a help only: a tree that is broken, or that does
not fit what stands on the page (`pdf_tagged`), is left alone, and the page is read by its lines and gaps.
Source: ISO 32000-1 (PDF 1.7), 14.6 to 14.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral, literal_name

from pigraph.blocks.pdf_limits import BoundedDocument, TooMuch
from pigraph.blocks.pdf_lines import Line

Mark = tuple[int, int]
"""Page (from 1) and number of a marked content on it."""

_MOST_ELEMENTS = 200_000
_MOST_BOXES = 20_000
_DEEPEST = 200
_CELLS = ("TH", "TD")
_GROUPS = ("THead", "TBody", "TFoot", "NonStruct", "Div", "Sect", "Part")
_INLINE = ("NonStruct", "Span", "Link", "Em", "Strong", "Quote", "Code", "Reference", "Annot", "Lbl", "LBody")
_HEADING = re.compile(r"H([1-6])")


class TaggedCell(Struct):
    """The rows ``r0`` to ``r1`` and columns ``c0`` to ``c1`` (end-exclusive) of a cell, and its marked content."""

    r0: int
    r1: int
    c0: int
    c1: int
    marks: list[Mark] = field(default_factory=list)


class _Element(Struct):
    role: str
    node: Mapping[str, Any]
    kids: list[_Element]
    marks: list[Mark]
    """Of this element and all below it, in order."""


class Tags(Struct):
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
        """The outermost tables of several columns: what is inside a cell is text of that cell.

        A cell with headings in it is a part of the page; its table only holds a layout.
        """
        waiting = [self._root]
        while waiting:
            element = waiting.pop()
            rows = self.rows(element) if element.role == "Table" else []
            if any(len(r) > 1 for r in rows) and not any(_headings(c) > 1 for r in rows for c in r):
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


def _headings(element: _Element) -> int:
    """The number of headings in an element."""
    count, waiting = 0, [element]
    while waiting:
        below = waiting.pop()
        count += _HEADING.fullmatch(below.role) is not None
        waiting += below.kids
    return count


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
