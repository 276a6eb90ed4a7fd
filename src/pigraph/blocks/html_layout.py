"""Tables that hold the text of a policy: a row for each section, its heading in the first cells, its text in the last.

Accepts, by example::

    <tr><th>1</th><th>처리 목적</th><td>재단은 …</td></tr>      a number, a heading, the content
    <tr><td>제1조(처리 목적)</td><td>재단은 …</td></tr>          a heading with its number, the content
"""

from __future__ import annotations

import re
from collections.abc import Container

from pigraph.blocks.html_page import HEADINGS, Element, Page
from pigraph.blocks.html_tables import cells_of, row_groups
from pigraph.lexicon.headings import kinds_of

_NUMBER = re.compile(r"(?:제\s?)?\d{1,2}\s?[조.)]?|[Ⅰ-Ⅻ]\.?")
_SAYS = re.compile(r"다\.")
_PARTS = frozenset({"table", "ul", "ol", "dl"})
_TABLES = frozenset({"table", "tbody"})
_LONGEST_TITLE = 60
_LONG = 200
_FEWEST = 4
_MOST_OF_IT = 0.5


def section_heads(table: Element, page: Page, above: int) -> dict[Element, tuple[str, int]]:
    """The heading of each section and its level by the cell that it begins in, "" for its other cells.

    {} for a table of another kind: of this one most rows have a heading of a known kind, and content that is sentences
    or has parts. One that is the smaller part of the policy sums it up instead. ``above``: the deepest level of the
    headings before the table.
    """
    rows = [cells_of(row) for group in row_groups(table) for row in group] if table.tag in _TABLES else []
    rows = [row for row in rows if len(row) > 1]
    if len(rows) < _FEWEST:
        return {}
    titles = [_title(row, page.dropped) for row in rows]
    known = {kinds for title in titles if title and (kinds := kinds_of(title))}
    told = sum(bool(title) and _is_content(row[-1]) for row, title in zip(rows, titles, strict=True))
    if len(known) < _FEWEST or 2 * len(known) < len(rows) or 2 * told < len(rows):
        return {}
    if _length(table) < _MOST_OF_IT * _length(page.container):
        return {}
    level = _level(table, above)
    heads: dict[Element, tuple[str, int]] = {}
    for row, title in zip(rows, titles, strict=True):
        if title:
            heads |= {row[0]: (title, level)} | dict.fromkeys(row[1:-1], ("", 0))
    return heads


def _level(table: Element, above: int) -> int:
    """One over the headings in the cells, else one below those before the table."""
    within = [HEADINGS[e.tag] for e in table.iter() if e.tag in HEADINGS]
    return max(1, min(within) - 1) if within else min(max(HEADINGS.values()), above + 1)


def _title(row: list[Element], dropped: Container[Element]) -> str:
    """What the cells before the last say: "1. 처리 목적"; "" where they are no heading."""
    labels = row[:-1]
    if len(labels) > 2 or any(e.tag in _PARTS or e.tag in HEADINGS or e in dropped for c in labels for e in c.iter()):
        return ""
    texts = [_text(label) for label in labels]
    *number, title = texts
    if not 0 < len(title) <= _LONGEST_TITLE or _NUMBER.fullmatch(title):
        return ""
    if not number:
        return title
    if not _NUMBER.fullmatch(number[0]):
        return ""
    return f"{number[0]}{'.' if number[0].isdigit() else ''} {title}"


def _is_content(cell: Element) -> bool:
    """True for a cell that is more than a value: it has parts, sentences, or is long."""
    return any(e.tag in _PARTS for e in cell.iter()) or len(text := _text(cell)) > _LONG or bool(_SAYS.search(text))


def _text(element: Element) -> str:
    pieces = (f"{' ' if e.tag == 'br' else e.text or ''}{e.tail or ''}" for e in element.iterdescendants())
    return " ".join("".join((element.text or "", *pieces)).split())


def _length(element: Element) -> int:
    return sum(len(piece) for piece in element.itertext() if not piece.isspace())
