"""Tables of a page that hold the text of a policy, a row for each section (`section_rows`) → their headings."""

from __future__ import annotations

from pigraph.blocks.html_page import HEADINGS, Element, Page
from pigraph.blocks.html_tables import cells_of, row_groups
from pigraph.blocks.section_rows import FEWEST, is_most, level_of, tells, titles_of

_PARTS = frozenset({"table", "ul", "ol", "dl"})
_TABLES = frozenset({"table", "tbody"})


def section_heads(table: Element, page: Page, above: int) -> dict[Element, tuple[str, int]]:
    """The heading of each section and its level by the cell that it begins in, "" for its other cells.

    {} for a table of another kind. ``above``: the deepest level of the headings before the table.
    """
    rows = [cells_of(row) for group in row_groups(table) for row in group] if table.tag in _TABLES else []
    rows = [row for row in rows if len(row) > 1]
    if len(rows) < FEWEST:
        return {}
    texts = [[*("" if _has_parts(cell, page) else _text(cell) for cell in row[:-1]), ""] for row in rows]
    titles = titles_of(texts, [_tells(row[-1]) for row in rows])
    if not titles or not is_most(_length(table), _length(page.container)):
        return {}
    level = level_of([HEADINGS[e.tag] for e in table.iter() if e.tag in HEADINGS], above)
    heads: dict[Element, tuple[str, int]] = {}
    for row, title in zip(rows, titles, strict=True):
        if title:
            heads |= {row[0]: (title, level)} | dict.fromkeys(row[1:-1], ("", 0))
    return heads


def _has_parts(label: Element, page: Page) -> bool:
    """True for a cell that is no bare heading: it has parts, a heading of its own, or what the page does not show."""
    return any(e.tag in _PARTS or e.tag in HEADINGS or e in page.dropped for e in label.iter())


def _tells(cell: Element) -> bool:
    return any(e.tag in _PARTS for e in cell.iter()) or tells(_text(cell))


def _text(element: Element) -> str:
    pieces = (f"{' ' if e.tag == 'br' else e.text or ''}{e.tail or ''}" for e in element.iterdescendants())
    return " ".join("".join((element.text or "", *pieces)).split())


def _length(element: Element) -> int:
    return sum(len(piece) for piece in element.itertext() if not piece.isspace())
