"""One document model for every format: paragraphs and tables, in reading order."""

from __future__ import annotations

from msgspec import Struct

from pigraph.text import Span, Words


class Paragraph(Struct, frozen=True):
    """A logical paragraph: lines that a page width had broken are joined.

    ``lines`` are the source lines; ``level`` is the rank of a heading that the format itself marks (Markdown #, HTML
    h1–h6), 0 for none. ``indent`` counts the blanks before the mark of a plain-text line: bullets of one kind stand
    below each other by them.
    """

    words: Words
    lines: tuple[Words, ...]
    level: int = 0
    indent: int = 0

    @property
    def span(self) -> Span:
        return self.words.hull


class Table(Struct, frozen=True):
    """Rows of cells, header rows included; a blank cell is empty ``Words``.

    ``fields`` is set when the header was understood while reading (tables that lost their borders):
    one field of ``columns.toml`` per column, None where unknown; the header row is then not in ``rows``.
    ``joins``: a row index at which a page break tore the table. ``complete``: a blank cell is blank,
    not merged with a neighbour.
    """

    rows: tuple[tuple[Words, ...], ...]
    span: Span
    fields: tuple[str | None, ...] = ()
    header: tuple[Words, ...] = ()
    joins: tuple[int, ...] = ()
    complete: bool = False


Block = Paragraph | Table
