"""Where on the page the readers of a document found their values: under which header, behind which label.

Readers keep the words of a value, not the words that led to it. Both stand in the same text, so what led to a value
is looked up by its place: the header of the cell or the label of the line that its words were cut from, as the same
readers of tables and labels see them. Nothing is searched for by its wording.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pigraph.blocks.model import Table
from pigraph.records.extract import table_kind
from pigraph.records.grid import Grid, read_grid
from pigraph.records.model import How
from pigraph.records.pairs import read_pairs
from pigraph.records.said_pairs import said_pairs
from pigraph.sections.model import Section
from pigraph.text import Span, Words


class Place(Struct, frozen=True):
    """A range of the source, and what leads to it.

    ``label``: the printed header or label, with the ``field`` that it means (None: neither); ``header``: it heads a row
    or column; ``how`` words there are read; ``table``: the kind of the rows, where it lies in a table that is read;
    ``section``: its heading, with the ``kinds`` of the section.
    """

    span: Span
    section: Words
    kinds: tuple[str, ...]
    label: Words | None = None
    field: str | None = None
    table: str | None = None
    header: bool = False
    how: How = How.PROSE


class Places:
    """The places of a document."""

    def __init__(self, sections: Sequence[Section]) -> None:
        found = [place for section in sections for place in _of_section(section)]
        # Of places that begin alike the innermost comes last, and is found first.
        self._places = sorted(found, key=lambda p: (p.span.begin, -p.span.end))
        self._begins = [p.span.begin for p in self._places]

    def of(self, span: Span) -> Place | None:
        """The innermost place that holds ``span``."""
        held = (p for p in self._places[: bisect_right(self._begins, span.begin)] if p.span.covers(span))
        return min(held, key=lambda p: (len(p.span), p.label is None), default=None)


def _of_section(section: Section) -> Iterator[Place]:
    yield Place(section.span, section.heading, section.kinds)
    for node in section.walk():
        for span in node.words.spans:
            yield Place(span, section.heading, section.kinds)
        yield from _labelled(node.words, section)
    for placed in section.tables():
        grid = read_grid(placed.table)
        if grid is not None:
            yield from _of_table(placed.table, grid, section)


def _labelled(words: Words, section: Section, table: str | None = None, how: How = How.LIST) -> Iterator[Place]:
    for pair in read_pairs(words) or said_pairs(words):
        for span in pair.value.spans:
            said = How.PROSE if pair.said else how
            yield Place(span, section.heading, section.kinds, pair.label, pair.field, table, how=said)


def _of_table(table: Table, grid: Grid, section: Section) -> Iterator[Place]:
    kind = table_kind(section, grid)
    fields = {h.hull: f for h, f in zip(grid.headers, grid.fields, strict=False) if h.text}
    upright = grid.headers == table.header or grid.headers in table.rows
    for row in table.rows:
        for n, cell in enumerate(row):
            if not cell.text.strip():
                continue
            label = (grid.headers[n] if n < len(grid.headers) else None) if upright else row[0]
            if label is cell or label is None or not label.text or label.hull not in fields:
                label = None
            field = fields[label.hull] if label else None
            for span in cell.spans:
                yield Place(span, section.heading, section.kinds, label, field, kind, label is not None, grid.how)
            yield from _labelled(cell, section, kind, grid.how)
