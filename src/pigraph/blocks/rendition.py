"""The text of a document that is not text: what a reader of HTML, PDF, DOCX or HWPX writes down as it reads.

Formats with markup have no code points to point at, so evidence points into this plain rendition: one line per
paragraph, table cells between tabs, one table row per line, blocks apart by a blank line. It is made by the
reader from the bytes alone (the same bytes give the same text) and is published beside the graph, so that a
quote can be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pigraph.blocks.model import Block, Paragraph, Table
from pigraph.text import Span, Words

ABOVE = "\x00above"
"""A cell that is the rest of the cell above it (rowspan)."""
LEFT = "\x00left"
"""A cell that is the rest of the cell to its left (colspan)."""
_NOTHING = Words("", ())


class Reading(NamedTuple):
    """What a reader makes of a document: its text, and its blocks with offsets into that text."""

    text: str
    blocks: tuple[Block, ...]


class Rendition:
    """Collects paragraphs and tables in reading order and gives them their places in the text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def paragraph(self, text: str, level: int = 0) -> None:
        """One paragraph; ``level`` 1–6 for a heading that the format marks. White space is joined; "" is left out."""
        lines = [" ".join(line.split()) for line in text.split("\n")]
        lines = [line for line in lines if line]
        for n, line in enumerate(lines):
            words = self._write(line)
            self._write("\n" if n + 1 < len(lines) else "\n\n")
            self._blocks.append(Paragraph(words, (words,), level))

    def table(self, rows: Sequence[Sequence[str]], complete: bool = False) -> None:
        """One table of cells as text; line breaks inside cells are kept, a blank cell is "".

        `ABOVE` and `LEFT` stand for the rest of a cell that spans rows or columns: the same words again.
        ``complete``: the format marks every span, so a blank cell is blank (`Table.complete`).
        """
        width = max((len(r) for r in rows), default=0)
        begin = self._length
        cells: list[tuple[Words, ...]] = []
        for row in rows:
            words: list[Words] = []
            for n in range(width):
                text = row[n] if n < len(row) else ""
                if text == ABOVE:
                    words.append(cells[-1][n] if cells else _NOTHING)
                elif text == LEFT:
                    words.append(words[-1] if words else _NOTHING)
                else:
                    text = _cell(text)
                    words.append(self._write(text) if text else _NOTHING)
                self._write("\t" if n + 1 < width else "\n")
            cells.append(tuple(words))
        self._write("\n")
        if any(w.text for r in cells for w in r):
            self._blocks.append(Table(tuple(cells), Span(begin, self._length - 2), complete=complete))

    def reading(self) -> Reading:
        """The text and the blocks so far."""
        return Reading("".join(self._parts), tuple(self._blocks))

    def _write(self, text: str) -> Words:
        begin = self._length
        self._parts.append(text)
        self._length += len(text)
        return Words(text, range(begin, self._length))


def _cell(text: str) -> str:
    """The lines of a cell, each with single blanks; tabs would be cell borders."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(line for line in lines if line)
