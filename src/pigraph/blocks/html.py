"""HTML → blocks: a policy as a saved web page, with or without the site around it.

The page's markup is followed where it says something: headings, lists, tables with their spans, struck-out text.
What it shows only on a click (accordions, tabs) is policy like the rest. Modules: `html_page` finds the policy in
the page, `html_flow` reads it in order, `html_tables` its tables, `html_lines` knows marks and broken lines.
"""

from __future__ import annotations

import re

from pigraph.blocks.html_flow import Line, read_flow
from pigraph.blocks.html_page import names_policy, parse, survey
from pigraph.blocks.html_tables import Rows
from pigraph.blocks.markers import MarkKind, mark_of
from pigraph.blocks.rendition import Reading, Rendition
from pigraph.document.decode import decode
from pigraph.errors import EmptyFile, WrongEncoding
from pigraph.text import Words

_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_CHARSET = re.compile(rb"""<meta\b[^<>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_KOREAN = {"johab": "johab", "ks_c_5601-1992": "johab", "iso-2022-kr": "iso2022_kr", "utf-16": "utf-16"}
"""Declared encodings beside UTF-8 and EUC-KR (CP949), which are told apart by their bytes."""
_HEAD = 2048
_BULLETS = ((MarkKind.DASH, "-"), (MarkKind.DOT, "•"), (MarkKind.CIRCLE, "○"))
_TITLE_LINES = 6


def read(data: bytes, name: str) -> Reading:
    """The rendition and the blocks of a web page; the same bytes give the same reading.

    Raises a `DocumentError`: `WrongEncoding`, `BinaryFile`, `EmptyFile` (no text in the page), or itself for what is
    not HTML, too large or nested too deep. All name ``name``.
    """
    root = parse(_decode(data, name), name)
    page = survey(root, name)
    pieces = read_flow(page, name)
    if not pieces:
        raise EmptyFile(f"{name} is a page without text.", "Save the page after it is shown in full.")
    opening = [p.text for p in pieces[:_TITLE_LINES] if isinstance(p, Line)]
    if page.title is not None and not any(map(names_policy, opening)):
        pieces.insert(0, Line(*page.title))
    return _render(pieces)


def _render(pieces: list[Line | Rows]) -> Reading:
    """Writes down what was read. Bullets are of kinds that the text does not print itself: levels stay apart."""
    marks = [mark_of(Words.of(p.text)) for p in pieces if isinstance(p, Line) and not p.bullet]
    printed = {m.kind for m in marks if m is not None}
    bullets = [sign for kind, sign in _BULLETS if kind not in printed] or [_BULLETS[0][1]]
    rendition = Rendition()
    for piece in pieces:
        if isinstance(piece, Rows):
            rendition.table(piece.rows, complete=True)
        elif piece.bullet:
            rendition.paragraph(f"{bullets[min(piece.bullet, len(bullets)) - 1]} {piece.text}", piece.level)
        else:
            rendition.paragraph(piece.text, piece.level)
    return rendition.reading()


def _decode(data: bytes, name: str) -> str:
    """The text of a page: by its byte order mark, as UTF-8, as it declares, as CP949; always strictly.

    Bytes that are UTF-8 are taken for it whatever the page declares: saving a page often changes only the one.
    """
    for mark, codec in _WIDE.items():
        if data.startswith(mark):
            return _strict(data[len(mark) :], codec, name)
    declared = _CHARSET.search(data[:_HEAD])
    codec = _KOREAN.get(declared[1].decode("ascii").lower(), "") if declared else ""
    if codec in ("johab", "iso2022_kr") and not _is_utf8(data, codec):
        return _strict(data, codec, name)
    return decode(data, name)[0]


def _is_utf8(data: bytes, codec: str) -> bool:
    if codec == "iso2022_kr":  # seven bits: every such page is also UTF-8
        return b"\x0e" not in data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise WrongEncoding(f"{name} is not {codec}: byte {error.start} breaks it.", "Save it as UTF-8.") from error
