"""Tables that lost their borders but kept their lines: what a line, or a blank line, says of cells and rows.

Accepts, by example::

    수탁자 / 위탁업무 / 위탁기간            a line for each header,
    가나관리 / 청사 관리 / 2026년           and a line for each cell

    가나관리 / 청사 관리 / 2026년           the same with a blank line behind each row
    (blank)
    다라상사 / …

    (blank) 가나관리 (blank) 청사 관리 /    or with blank lines between cells, which may have several lines
    및 경비 (blank) 2026년
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from pigraph.blocks.decode import scored
from pigraph.blocks.headers import Header
from pigraph.blocks.model import Table
from pigraph.blocks.page import Page, blank_before
from pigraph.blocks.sound import KEYS, sound_rows
from pigraph.blocks.wrapped import wrapped
from pigraph.text import Span, Words

_PLAIN = frozenset(
    {"index", "retention", "period", "date", "year", "start", "end", "phone", "email", "contact", "person"}
)
"""Fields whose values nothing else looks like: of two columns one has to be of them."""
_NARROW = 2

Rows = list[tuple[Words, ...]]


def lined_table(header: Header, lines: Sequence[Words], page: Page) -> tuple[Table, int] | None:
    """The table under ``header`` if its lines are its cells, and how many of the lines it holds; else None."""
    width = len(header.fields)
    fields = scored(header.fields)
    if header.lines != width or not KEYS & set(fields) or (width <= _NARROW and not _PLAIN & set(fields)):
        return None
    parted = blank_before(lines) if page.parted else frozenset()
    for rows, taken in (_by_lines(lines, width, parted), _by_groups(lines, width, parted)):
        if len(rows) >= (1 if width > _NARROW else 2) and all(sound_rows(fields, rows)):
            span = Span(header.words[0].begin, lines[taken - 1].end)
            return Table(tuple(rows), span, complete=True, fields=header.fields, header=header.words), taken
    return None


def _by_lines(lines: Sequence[Words], width: int, parted: Set[int]) -> tuple[Rows, int]:
    """Rows of a line for each cell. Fewer lines than a row may follow behind a blank line: they are none of its."""
    rest = len(lines) % width
    taken = len(lines) - rest
    if rest and taken not in parted:
        return [], 0
    cells = [x.strip() for x in lines[:taken]]
    return [tuple(cells[n : n + width]) for n in range(0, taken, width)], taken


def _by_groups(lines: Sequence[Words], width: int, parted: Set[int]) -> tuple[Rows, int]:
    """Rows of cells that blank lines part."""
    bounds = [0, *sorted(parted), len(lines)]
    cells = [wrapped(lines[a:b]) for a, b in pairwise(bounds)]
    if len(cells) < width or len(cells) % width:
        return [], 0
    return [tuple(cells[n : n + width]) for n in range(0, len(cells), width)], len(lines)
