"""HWP 5 (Hangul's binary format) → blocks.

Accepts, by example::

    a paragraph of outline level 2, or of style "개요 2"  a heading of level 2
    a paragraph of a numbered or bulleted shape           가. … (its printed mark in front)
    a line break, a tab, a fixed blank                    another line, a blank, a blank
    text struck out                                       left out
    a table with merged cells                             the same cell again in each place that it covers
    text boxes, captions                                  their paragraphs, where they stand
    footnotes, endnotes                                   ※ …, after the paragraph

Headers, footers, hidden remarks, memos, equations and pictures are not read, and text deleted under revision is, as
the format does not say where it stands. Source: Hancom's "Hwp Document File Formats 5.0" revision 1.3. This product was
developed with reference to the public documents on the Hangul document file (.hwp) of Hancom Inc.
(본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.)
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Sequence

from pigraph.blocks import hwp_records as tags
from pigraph.blocks.content import Cell, Grid, Item, pieces, text_of, write
from pigraph.blocks.hangul_shapes import FORMS, Head, ParagraphShape, Shapes, bullet, list_level
from pigraph.blocks.hwp_records import Container, Record
from pigraph.blocks.numbering import Level
from pigraph.blocks.rendition import Reading, Rendition
from pigraph.errors import EmptyFile

# Control characters (table 6): those of one code unit, with what they print; all others take eight.
_SINGLE = {0: "", 10: "\n", 13: "", 24: "-", 25: "", 26: "", 27: "", 28: "", 29: "", 30: " ", 31: " "}
_TAB = 9
# Those that have a control of their own (CTRL_HEADER) below the paragraph, in the same order.
_EXTENDED = frozenset((1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23))
_CONTROL = re.compile("[\x00-\x1f]")
_HEADS = (Head.NONE, Head.OUTLINE, Head.NUMBER, Head.BULLET)
_LAST_LINE = 12
"""The last shape of a line that is drawn (table 25). Hangul sets the bit for struck text everywhere, with shape 15."""


def read(data: bytes, name: str) -> Reading:
    """The text and blocks of an HWP 5 file with the bytes ``data``.

    Raises `BinaryFile` for bytes that are no HWP 5 (older editions included), `EmptyFile` for one without text,
    `DocumentError` for one that is protected (by a password, for distribution, by DRM), damaged or hostile; all name
    the file ``name``.
    """
    container = Container(data, name)
    try:
        shapes = _shapes(container.records("DocInfo")) if container.has_shapes else Shapes()
        rendition = Rendition()
        for section in container.sections:
            items: list[Item] = []
            reader = _Section(shapes)
            for record in container.records(section):
                if record.tag == tags.PARA_HEADER:
                    reader.paragraph(record, items)
            write(items, rendition, name)
    except struct.error as error:
        raise container.damaged(f"a record is too short: {error}") from error
    reading = rendition.reading()
    if not reading.blocks:
        raise EmptyFile(f"{name} holds no text.", "If it holds pictures of pages, give the text of the policy.")
    return reading


def _shapes(records: Sequence[Record]) -> Shapes:
    """The shapes of ``DocInfo``: characters, paragraphs and styles count from 0, lists and bullets from 1."""
    shapes = Shapes()
    counts: dict[int, int] = {}
    waiting = list(reversed(records))
    while waiting:
        record = waiting.pop()
        waiting.extend(reversed(record.below))
        n = counts[record.tag] = counts.get(record.tag, -1) + 1
        data = record.data
        if record.tag == tags.CHAR_SHAPE:
            (bits,) = struct.unpack_from("<I", data, 46)
            if bits >> 18 & 7 and bits >> 26 & 15 <= _LAST_LINE:
                shapes.struck.add(str(n))
        elif record.tag == tags.PARA_SHAPE:
            (bits,) = struct.unpack_from("<I", data, 0)
            list_id = struct.unpack_from("<H", data, 30)[0] if len(data) >= 32 else 0
            shapes.paragraphs[str(n)] = ParagraphShape(_HEADS[bits >> 23 & 3], str(list_id), (bits >> 25 & 7) + 1)
        elif record.tag == tags.STYLE:
            own, at = _string(data, 0)
            english, _ = _string(data, at)
            shapes.add_style(str(n), own, english)
        elif record.tag == tags.NUMBERING:
            shapes.numberings[str(n + 1)] = _levels(data)
        elif record.tag == tags.BULLET:
            shapes.bullets[str(n + 1)] = bullet(data[12:14].decode("utf-16-le", "replace"))
    return shapes


def _levels(data: bytes) -> dict[int, Level]:
    """The seven levels of a list (tables 38–41); the number format stands in bits 5–8 of a level's properties."""
    found: list[tuple[int, str]] = []
    at = 0
    for _ in range(7):
        (bits,) = struct.unpack_from("<I", data, at)
        text, at = _string(data, at + 12)
        found.append((bits >> 5 & 15, text))
    starts = [1] * 7
    if len(data) >= at + 2 + 28:
        starts = list(struct.unpack_from("<7I", data, at + 2))
    forms = [form for _, form in FORMS]
    return {
        n: list_level(forms[min(code, len(forms) - 1)], text, n, start if start < 10_000 else 1)
        for n, ((code, text), start) in enumerate(zip(found, starts, strict=True), 1)
    }


def _string(data: bytes, at: int) -> tuple[str, int]:
    """A counted string and the offset behind it."""
    (length,) = struct.unpack_from("<H", data, at)
    end = at + 2 + 2 * length
    return data[at + 2 : end].decode("utf-16-le", "replace"), end


class _Section:
    """Walks one section."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._in_note = False

    def paragraph(self, record: Record, found: list[Item]) -> None:
        """Adds a paragraph with the tables, text boxes and notes that hang on it."""
        shape_id, style_id = struct.unpack_from("<HB", record.data, 8)
        controls = [r for r in record.below if r.tag == tags.CTRL_HEADER]
        for control in controls:
            if _kind(control) == "secd" and len(control.data) >= 20:
                self._shapes.outline = str(struct.unpack_from("<H", control.data, 18)[0])
        # Before what hangs on the paragraph: its lists count on.
        mark, level = self._shapes.head(str(shape_id), str(style_id))
        texts: list[str] = [""]
        objects: list[list[Item]] = []
        notes: list[str] = []
        waiting = list(reversed(controls))
        # Controls without a character of their own (damaged text) hang on the end of the paragraph.
        for text, code in [*self._runs(record), *(("", 11) for _ in controls)]:
            texts[-1] += text
            if code not in _EXTENDED or not waiting:
                continue
            control = waiting.pop()
            kind = _kind(control)
            if kind == "tbl ":
                objects.append(self._table(control))
                texts.append("")
            elif kind in ("fn  ", "en  ") and not self._in_note:
                self._in_note = True
                notes.append(text_of(self._inside(control)))
                self._in_note = False
            elif kind == "gso " and (items := self._inside(control)):
                objects.append(items)
                texts.append("")
            elif kind == "atno" and not self._in_note and len(control.data) >= 10:
                texts[-1] += str(struct.unpack_from("<H", control.data, 8)[0])
        found.extend(pieces(mark, texts, objects, level, tuple(notes)))

    def _runs(self, record: Record) -> list[tuple[str, int]]:
        """Pieces of text that are not struck out, each with the control character behind it (-1: none)."""
        data = b"".join(r.data for r in record.below if r.tag == tags.PARA_TEXT)
        shaping = b"".join(r.data for r in record.below if r.tag == tags.PARA_CHAR_SHAPE)
        changes = [struct.unpack_from("<II", shaping, at) for at in range(0, len(shaping) - 7, 8)]
        begins = [at for at, _ in changes]
        struck = [str(shape) in self._shapes.struck for _, shape in changes]
        # One character per code unit, so that offsets are those of the format.
        units = "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))
        found: list[tuple[str, int]] = []
        at = 0
        while at < len(units):
            place = bisect_right(begins, at) - 1
            hidden = place >= 0 and struck[place]
            until = begins[place + 1] if place + 1 < len(begins) else len(units)
            m = _CONTROL.search(units, at, until)
            end = m.start() if m else min(until, len(units))
            text = "" if hidden else _utf16(units[at:end])
            code = ord(units[end]) if m else -1
            if code in _SINGLE:
                found.append((text + ("" if hidden else _SINGLE[code]), -1))
                at = end + 1
            elif code >= 0:
                found.append((text + (" " if code == _TAB else ""), code))
                at = end + 8
            else:
                found.append((text, -1))
                at = end
        return found

    def _table(self, control: Record) -> list[Item]:
        """The cells of a table (tables 79 and 80) and, before it, its caption."""
        caption: list[Item] = []
        grid = Grid()
        here = caption
        begun = False
        for record in control.below:
            if record.tag == tags.TABLE:
                begun = True
            elif record.tag == tags.LIST_HEADER and begun:
                column, row, columns, rows = struct.unpack_from("<4H", record.data, 8)
                here = self._inside(record)
                grid.cells.append(Cell(row, column, here, rows, columns))
            elif record.tag == tags.PARA_HEADER:
                self.paragraph(record, here)
        return [*caption, grid]

    def _inside(self, control: Record) -> list[Item]:
        """The paragraphs of text boxes, captions and notes below a control."""
        found: list[Item] = []
        for record in control.below:
            if record.tag == tags.PARA_HEADER:
                self.paragraph(record, found)
            else:
                found.extend(self._inside(record))
        return found


def _kind(control: Record) -> str:
    """The four letters of a control, which are stored backwards."""
    return control.data[3::-1].decode("ascii", "replace") if len(control.data) >= 4 else ""


def _utf16(units: str) -> str:
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
