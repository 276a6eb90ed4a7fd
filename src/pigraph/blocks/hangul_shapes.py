"""Shapes of paragraphs and characters that HWPX and HWP share: marks of lists, headings, struck-out text.

Sources: KS X 6101 (OWPML), Hancom's "Hwp Document File Formats 5.0" revision 1.3, tables 33–47. This product was
developed with reference to the public documents on the Hangul document file (.hwp) of Hancom Inc.
(본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct, field

from pigraph.blocks.content import heading_level
from pigraph.blocks.numbering import Form, Level, Lists, printed

FORMS = (
    ("DIGIT", Form.DECIMAL),
    ("CIRCLED_DIGIT", Form.CIRCLED),
    ("ROMAN_CAPITAL", Form.ROMAN),
    ("ROMAN_SMALL", Form.ROMAN_SMALL),
    ("LATIN_CAPITAL", Form.LATIN),
    ("LATIN_SMALL", Form.LATIN_SMALL),
    ("CIRCLED_LATIN_CAPITAL", Form.LATIN_CIRCLED),
    ("CIRCLED_LATIN_SMALL", Form.LATIN_SMALL_CIRCLED),
    ("HANGUL_SYLLABLE", Form.SYLLABLE),
    ("CIRCLED_HANGUL_SYLLABLE", Form.SYLLABLE_CIRCLED),
    ("HANGUL_JAMO", Form.JAMO),
    ("CIRCLED_HANGUL_JAMO", Form.JAMO_CIRCLED),
    ("HANGUL_PHONETIC", Form.KOREAN),
    ("IDEOGRAPH", Form.HANJA),
    ("CIRCLED_IDEOGRAPH", Form.HANJA_CIRCLED),
)
"""Names of number formats in OWPML; their places are their codes in HWP 5 (table 41)."""

_PLACE = re.compile(r"\^(10|[1-9nN])")


class Head(Enum):
    """What Hangul prints in front of a paragraph."""

    NONE = auto()
    OUTLINE = auto()
    NUMBER = auto()
    BULLET = auto()


class ParagraphShape(Struct, frozen=True):
    """The head of a paragraph shape: its kind, the list or bullet it refers to, and its level (1-based)."""

    head: Head = Head.NONE
    list_id: str = ""
    level: int = 1


class Shapes(Struct):
    """The shapes of one document, by their ids, and the count of its lists.

    ``struck``: ids of character shapes that strike text out. ``outline``: the list that numbers outline paragraphs
    of the section being read.
    """

    paragraphs: dict[str, ParagraphShape] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    styles: dict[str, int] = field(default_factory=dict)
    numberings: dict[str, Mapping[int, Level]] = field(default_factory=dict)
    bullets: dict[str, str] = field(default_factory=dict)
    outline: str = ""
    lists: Lists = field(default_factory=Lists)

    def add_style(self, style_id: str, *names: str) -> None:
        """A paragraph style by its names; a name such as "개요 1" or "Heading 1" makes headings."""
        self.styles[style_id] = max(heading_level(n) for n in names)

    def head(self, shape_id: str, style_id: str) -> tuple[str, int]:
        """The mark that is printed in front of the next paragraph of a shape, and its level as a heading."""
        shape = self.paragraphs.get(shape_id, ParagraphShape())
        if shape.head is Head.BULLET:
            return self.bullets.get(shape.list_id, ""), self.styles.get(style_id, 0)
        if shape.head is Head.NUMBER:
            mark = self.lists.mark(shape.list_id, shape.level, self.numberings.get(shape.list_id, {}))
            return mark, self.styles.get(style_id, 0)
        if shape.head is Head.OUTLINE:
            # Outline paragraphs of a section count apart from lists that use the same definition.
            levels = self.numberings.get(self.outline, {})
            return self.lists.mark(f"outline {self.outline}", shape.level, levels), min(shape.level, 6)
        return "", self.styles.get(style_id, 0)


def list_level(form: Form, text: str, level: int, start: int) -> Level:
    """A level of a Hangul list.

    In its text ^1 … ^10 are the numbers of levels, ^n is the path of numbers (1.1.1), ^N the same with a last point.
    """
    parts: list[str | int] = []
    path = False
    for n, part in enumerate(_PLACE.split(text)):
        if n % 2 == 0:
            parts.extend([part] if part else [])
        elif part in "nN":
            path = True
            for step in range(1, level + 1):
                parts.extend([step] if step == 1 else [".", step])
            parts.extend(["."] if part == "N" else [])
        else:
            parts.append(int(part))
    return Level(form, tuple(parts), start, plain=path)


def bullet(sign: str) -> str:
    """A bullet as printed."""
    return printed(sign).strip() or "•"
