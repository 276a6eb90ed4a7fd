"""Tables of a page → rows of cells as text, spans resolved; and whether a table is one or only holds a layout.

Also grids of other elements, where the page leaves no doubt: ``role="table"``, CSS ``display: table-row``,
or classes named after the tags (``<div class="tr"><div class="td">``).

HTML Standard, 4.9.12 "Forming a table" (https://html.spec.whatwg.org/#forming-a-table).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from pigraph.blocks.html_page import Element, names_of
from pigraph.blocks.markers import MarkKind, mark_of
from pigraph.blocks.rendition import ABOVE, LEFT
from pigraph.errors import DocumentError
from pigraph.lexicon.headings import kinds_of
from pigraph.text import Words

MOST_SLOTS = 2_000_000
"""Places of one table, spans counted as often as they repeat."""
_MOST_COLUMNS = 1000  # as browsers do
_MOST_ROWS = 65534
_DEEPEST_NEST = 3
_LABEL = 30
_SHORT = 60
_NESTED = 500
_LAYOUT_LINES = 15
_LAYOUT_TEXT = 1500

_CONTENTS_MOST = 60
_MARK_ALONE = re.compile(r"[①-⑳]|\(?\d{1,2}[.)]|[가-하][.)]|[-·•ㆍ○●▶※□■]")
_NUMBERS = (MarkKind.ARTICLE, MarkKind.NUMBER)
_ROLES = {"row": "row", "cell": "cell", "gridcell": "cell", "columnheader": "cell", "rowheader": "cell"}
_GROUPS = frozenset({"rowgroup"})
_DISPLAY = re.compile(r"display\s*:\s*(table-row|table-cell)\b")
_NAMED = {"tr": "row", "td": "cell", "th": "cell", "table-row": "row", "table-cell": "cell"}


class Rows(Struct, frozen=True):
    """A table: its rows, and the lines that span it whole and stand above and below them.

    No rows: the table was only a list, and ``above`` are its lines.
    """

    rows: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def read_table(table: Element, nests: Mapping[Element, int], text: Callable[[Element], str], name: str) -> Rows | None:
    """The rows of a ``table``; None if it only lays out the page. Raises `DocumentError` if it is too large."""
    if nests.get(table, 0) > _DEEPEST_NEST:
        return None
    groups = list(row_groups(table))
    cells = [[cells_of(row) for row in group] for group in groups]
    if table in nests and not _holds_notes(cells, text):
        return None
    return _sort_out(_place(cells, text, name))


def read_grid_of(element: Element, text: Callable[[Element], str], name: str) -> Rows | None:
    """The rows of a grid of other elements; None unless the page says that it is one."""
    rows = _grid_rows(element)
    if rows is None:
        return None
    return _sort_out(_place([rows], text, name))


def row_groups(table: Element) -> Iterator[list[Element]]:
    """The rows of a table by row group; stray wrappers (a form around rows) are looked through."""
    loose: list[Element] = []
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == "tr":
            loose.append(element)
        elif tag in ("thead", "tbody", "tfoot"):
            if loose:
                yield loose
                loose = []
            yield [e for e in element if e.tag == "tr"]
        elif tag in ("form", "div", "span"):
            waiting.extend(reversed(element))
    if loose:
        yield loose


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, looked for as its rows are."""
    found: list[Element] = []
    waiting = list(reversed(row))
    while waiting:
        element = waiting.pop()
        if element.tag in ("td", "th"):
            found.append(element)
        elif element.tag in ("form", "div", "span"):
            waiting.extend(reversed(element))
    return found


def _holds_notes(groups: Sequence[Sequence[Sequence[Element]]], text: Callable[[Element], str]) -> bool:
    """True for a table whose cells hold small tables: its first row is a header, and no cell is a page."""
    rows = [row for group in groups for row in group if row]
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = [text(c) for c in rows[0]]
    if any(len(t) > _LABEL for t in first) or not any(first):
        return False
    return all(len(text(c)) <= _NESTED for row in rows[1:] for c in row if c.find(".//table") is not None)


def _number(element: Element, name: str, most: int) -> int:
    value = (element.get(name) or "").strip()
    return min(int(value), most) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _place(
    groups: Sequence[Sequence[Sequence[Element]]], text: Callable[[Element], str], name: str
) -> list[list[str | None]]:
    """Rows of cells by column; None where a row has none. Rows without a cell of their own are left out."""
    grid: list[list[str | None]] = []
    starts: set[int] = set()
    slots = sum(_number(c, "colspan", _MOST_COLUMNS) for group in groups for row in group for c in row)
    for group in groups:
        carried: dict[int, int] = {}
        for cells in group:
            if slots > MOST_SLOTS:
                raise DocumentError(f"{name} has a table of more than {MOST_SLOTS:,} cells.", "Give the policy alone.")
            row: list[str | None] = []
            for cell in cells:
                while carried.get(len(row)):
                    row.append(ABOVE)
                starts.add(len(row))
                down = _number(cell, "rowspan", _MOST_ROWS) or len(group)
                wide = _number(cell, "colspan", _MOST_COLUMNS) or 1
                for n in range(wide):
                    row.append(text(cell) if n == 0 else LEFT)
                    carried[len(row) - 1] = down
            last = max((c for c, rest in carried.items() if rest), default=-1)
            row.extend(ABOVE if carried.get(column) else None for column in range(len(row), last + 1))
            slots += max(0, len(row) - len(cells))
            carried = {c: rest - 1 for c, rest in carried.items() if rest > 1}
            if cells:
                grid.append(row)
    # Columns in which no cell begins are only the width of others.
    columns = sorted(starts)
    return [[row[c] if c < len(row) else None for c in columns] for row in grid]


def _sort_out(grid: list[list[str | None]]) -> Rows | None:
    """A table, or None for a layout: one cell, one column of text, a cell with a page in it, a table of contents."""
    rows = [["" if c is None else c for c in row] for row in grid]
    words = [c for row in rows for c in row if c not in (ABOVE, LEFT)]
    filled = [c for c in words if c]
    if len(filled) < 2:
        return None
    if len(rows[0]) == 1 and any(len(c) > _SHORT or "\n" in c for c in filled):
        return None
    if len(rows[0]) == 2 and all(_MARK_ALONE.fullmatch(r[0]) and r[1] not in (ABOVE, LEFT) for r in rows):
        return Rows((), tuple(" ".join(r) for r in rows))  # a list whose marks stand in a column of their own
    if any(_is_page(c) for c in filled) or _is_contents(filled):
        return None
    above: list[str] = []
    below: list[str] = []
    while len(rows) > 1 and _spans(rows[0]):
        above.append(rows.pop(0)[0])
    while len(rows) > 1 and _spans(rows[-1]):
        below.insert(0, rows.pop()[0])
    if len(rows[0]) == 1 and (above or below):
        return None
    return Rows(tuple(tuple(r) for r in rows), tuple(above), tuple(below))


def _spans(row: Sequence[str]) -> bool:
    """True for a row that is one cell across the whole table."""
    return len(row) > 1 and row[0] != ABOVE and all(c == LEFT for c in row[1:])


def _is_page(cell: str) -> bool:
    """True for a cell that holds sections of a policy rather than a value."""
    lines = cell.split("\n")
    if len(lines) < _LAYOUT_LINES or len(cell) < _LAYOUT_TEXT:
        return False
    return len({kind for line in lines if len(line) <= _SHORT for kind in kinds_of(line)}) >= 3


def _is_contents(cells: Sequence[str]) -> bool:
    """True for a table of contents: most cells are numbered headings."""
    if len(cells) > _CONTENTS_MOST:
        return False
    marks = [mark_of(Words.of(c)) for c in cells if len(c) <= _SHORT]
    heads = sum(m is not None and m.kind in _NUMBERS and bool(kinds_of(m.rest.text)) for m in marks)
    return heads >= 4 and heads >= 0.6 * len(cells)


def _part(element: Element) -> str:
    """ "row", "cell", "group" or "": what an element other than of a table is in a grid."""
    role = element.get("role")
    if role in _ROLES:
        return _ROLES[role]
    if role in _GROUPS:
        return "group"
    if m := _DISPLAY.search(element.get("style") or ""):
        return "row" if m[1] == "table-row" else "cell"
    return next((_NAMED[n] for n in names_of(element) if n in _NAMED), "")


def _grid_rows(element: Element) -> list[list[Element]] | None:
    """The rows of a grid: all its children are rows, or groups of rows, of the same number of cells (two or more)."""
    rows: list[list[Element]] = []
    for child in element:
        part = _part(child)
        for row in child if part == "group" else (child,):
            if (part if row is child else _part(row)) != "row" or any(_part(c) != "cell" for c in row):
                return None
            rows.append(list(row))
    widths = {len(r) for r in rows}
    return rows if len(rows) >= 2 and len(widths) == 1 and widths.pop() >= 2 else None
