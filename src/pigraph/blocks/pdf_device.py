"""The sheets of a PDF file, collected while pdfminer.six carries out the drawing instructions of its pages.

A page whose text runs sideways (a wide table on a tall page) is turned so that its text is upright.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from math import hypot, isfinite
from typing import Any

from msgspec import Struct
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, PathSegment, apply_matrix_pt, apply_matrix_rect

from pigraph.blocks.pdf_limits import TooMuch
from pigraph.blocks.pdf_sheet import Box, Dot, Glyph, Rule, Sheet

_THIN = 3.0
"""A painted shape at most this high or wide, in points, is a ruling line."""
_MOST_GLYPHS = 60_000
_MOST_SHAPES = 60_000
_DEEPEST_MARKS = 10_000
_WHITE = 0.97
_BOLD = ("bold", "heavy", "black", "extrab", "-b", "_b")
# Bullets of the symbol fonts of office programs stand in the private use area (Symbol and Wingdings + U+F000).
_SYMBOLS = str.maketrans(
    {
        "\uf0b7": "•", "\uf09f": "•", "\uf06c": "●", "\uf0a7": "▪", "\uf06e": "■", "\uf0a8": "□", "\uf071": "□",
        "\uf0d8": "▶", "\uf076": "◆", "\uf0fc": "✓", "\uf0e0": "→", "\uf06f": "□", "\u00ad": "",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl",
    }
)  # fmt: skip


class _Letter(Struct, frozen=True):
    """A character as drawn: origin, advance and size in the page's own system (y up)."""

    text: str
    x: float
    y: float
    dx: float
    dy: float
    size: float
    bold: bool
    mark: int


class _Shape(Struct, frozen=True):
    """The bounding box of a painted path (y up) and how it was painted."""

    x0: float
    y0: float
    x1: float
    y1: float
    stroked: bool
    filled: bool
    straight: bool


class Device(PDFTextDevice):
    """Collects what pdfminer draws."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.sheets: list[Sheet] = []
        self.known = 0
        self.unknown = 0
        self._letters: list[_Letter] = []
        self._shapes: list[_Shape] = []
        self._pictures = 0.0
        self._visible = (0.0, 0.0, 0.0, 0.0)
        self._size = (0.0, 0.0)
        self._marks = [-1]
        self._forms = 0

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self._size = (abs(x1 - x0), abs(y1 - y0))
        self._visible = apply_matrix_rect(ctm, page.cropbox)
        self._letters, self._shapes, self._pictures = [], [], 0.0
        self._marks, self._forms = [-1], 0

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        number = props.get("MCID") if isinstance(props, dict) and not self._forms else None
        self._marks.append(number if isinstance(number, int) else self._marks[-1])
        if len(self._marks) > _DEEPEST_MARKS:
            raise TooMuch("its pages nest deeper than pigraph reads")

    def end_tag(self) -> None:
        if len(self._marks) > 1:
            self._marks.pop()

    def begin_figure(self, name: str, bbox: Any, matrix: Matrix) -> None:
        self._forms += 1  # forms number their marked content themselves

    def end_figure(self, name: str) -> None:
        self._forms -= 1

    def end_page(self, page: PDFPage) -> None:
        number = len(self.sheets) + 1
        self.sheets.append(_sheet(number, self._size, self._letters, self._shapes, self._pictures))

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        try:
            text = font.to_unichr(cid)
            self.known += 1
        except PDFUnicodeNotDefined:
            text = ""
            self.unknown += 1
        advance = font.char_width(cid) * fontsize * scaling
        a, b, c, d, x, y = matrix
        size = abs(fontsize) * hypot(c, d)
        x, y = x + rise * c, y + rise * d
        left, bottom, right, top = self._visible
        if text and size > 0 and left - 2 <= x <= right + 2 and bottom - 2 <= y <= top + 2:
            name = str(font.fontname or "").lower()
            bold = any(b in name for b in _BOLD)
            self._letters.append(_Letter(_plain(text), x, y, advance * a, advance * b, size, bold, self._marks[-1]))
            if len(self._letters) > _MOST_GLYPHS:
                raise TooMuch(f"a page has more than {_MOST_GLYPHS} characters")
        return float(advance)

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        assert self.ctm is not None
        filled = fill and not _is_white(graphicstate.ncolor)
        points: list[tuple[float, float]] = []
        straight = True
        for step in [*path, ("m", 0.0, 0.0)]:
            if step[0] == "m":
                self._subpath(points, stroke, filled, fill, straight, graphicstate.linewidth)
                points, straight = [], True
            if len(step) >= 3:
                straight = straight and step[0] in "ml"
                # The control points of a curve widen its box by little.
                numbers = [float(n) for n in step[1:]]
                points += [apply_matrix_pt(self.ctm, at) for at in zip(numbers[::2], numbers[1::2], strict=False)]

    def _subpath(
        self,
        points: Sequence[tuple[float, float]],
        stroke: bool,
        filled: bool,
        painted: bool,
        straight: bool,
        width: float,
    ) -> None:
        if len(points) < 2 or not all(isfinite(x) and isfinite(y) for x, y in points):
            return
        left, bottom, right, top = self._visible
        xs = [min(max(x, left), right) for x, _ in points]
        ys = [min(max(y, bottom), top) for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        corners = all(x in (box[0], box[2]) and y in (box[1], box[3]) for x, y in zip(xs, ys, strict=True))
        if straight and stroke and not corners:
            for n in range(1, len(points)):  # an open path of several lines
                x0, x1 = sorted(xs[n - 1 : n + 1])
                y0, y1 = sorted(ys[n - 1 : n + 1])
                if min(x1 - x0, y1 - y0) <= _THIN:
                    self._add(_Shape(x0, y0, x1, y1, True, False, True))
            return
        thin = min(box[2] - box[0], box[3] - box[1]) <= _THIN
        if stroke or filled or (painted and thin):
            wide = stroke and thin and width > 2 * _THIN
            if wide:  # a background drawn with a broad pen
                flat = box[3] - box[1] <= _THIN
                dx, dy = (0.0, width / 2) if flat else (width / 2, 0.0)
                box = (box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy)
            self._add(_Shape(*box, stroke, filled, straight and (corners or thin)))

    def _add(self, shape: _Shape) -> None:
        self._shapes.append(shape)
        if len(self._shapes) > _MOST_SHAPES:
            raise TooMuch(f"a page has more than {_MOST_SHAPES} lines")

    def render_image(self, name: str, stream: PDFStream) -> None:
        assert self.ctm is not None
        a, b, c, d, _, _ = self.ctm
        self._pictures += abs(a * d - b * c)


def _plain(text: str) -> str:
    """Characters as they are read: control characters and odd blanks are blanks, ligatures are letters."""
    if len(text) == 1 and "\x20" < text < "\x7f":
        return text
    text = text.translate(_SYMBOLS)
    return "".join(" " if c.isspace() or unicodedata.category(c) in ("Cc", "Zs") else c for c in text)


def _is_white(color: Any) -> bool:
    parts = color if isinstance(color, (tuple, list)) else (color,)
    numbers = [p for p in parts if isinstance(p, (int, float))]
    if len(numbers) == 4:
        return max(numbers) <= 1 - _WHITE
    return bool(numbers) and min(numbers) >= _WHITE


def _sheet(
    number: int, size: tuple[float, float], letters: Sequence[_Letter], shapes: Sequence[_Shape], pictures: float
) -> Sheet:
    turns = Counter(_turn(x.dx, x.dy) for x in letters if x.text.strip())
    turn = turns.most_common(1)[0][0] if turns else 0
    width, height = size if turn in (0, 2) else (size[1], size[0])
    sheet = Sheet(number, width, height, pictures=pictures / max(1.0, size[0] * size[1]))

    def place(x: float, y: float) -> tuple[float, float]:
        w, h = size
        return ((x, h - y), (y, x), (w - x, y), (h - y, w - x))[turn]

    for letter in letters:
        if _turn(letter.dx, letter.dy) == turn and abs(letter.dx * letter.dy) < 0.01 * (letter.dx + letter.dy) ** 2:
            x, y = place(letter.x, letter.y)
            advance = hypot(letter.dx, letter.dy)
            sheet.glyphs.append(Glyph(letter.text, x, x + advance, y, letter.size, letter.bold, letter.mark))
    for shape in shapes:
        a, b = place(shape.x0, shape.y0), place(shape.x1, shape.y1)
        (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        _draw(sheet, shape, x0, y0, x1, y1)
    return sheet


def _turn(dx: float, dy: float) -> int:
    """Quarter turns of a text that runs along (dx, dy)."""
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 2
    return 1 if dy > 0 else 3


def _draw(sheet: Sheet, shape: _Shape, x0: float, y0: float, x1: float, y1: float) -> None:
    """A shape as rules or as a dot."""
    width, height = x1 - x0, y1 - y0
    if max(width, height) <= 7:
        if min(width, height) >= 1.5 and abs(width - height) <= 1 and (shape.filled or shape.stroked):
            mark = "- " if shape.straight else "• " if shape.filled else "○ "
            sheet.dots.append(Dot(x1, (y0 + y1) / 2, mark))
            return
        if max(width, height) <= _THIN:
            return
    if height <= _THIN and width > height:
        sheet.across.append(Rule((y0 + y1) / 2, x0, x1))
    elif width <= _THIN:
        sheet.down.append(Rule((x0 + x1) / 2, y0, y1))
    elif shape.straight:
        box = Box(x0, y0, x1, y1)
        if shape.stroked:
            sheet.across += box.across
            sheet.down += box.down
        else:
            sheet.fills.append(box)
