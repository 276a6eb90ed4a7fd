"""Marks that a word processor prints in front of paragraphs by itself: 제1조 · 1. · 가. · ① · 1.1 · •.

A list definition gives each level a form of numeral and a text around it; `Lists` counts and writes the mark as a
person reads it on the page. Roman numerals are written with the signs Ⅰ, Ⅱ …, as typed marks of policies are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct


class Form(StrEnum):
    """How a number of a list is written."""

    DECIMAL = "1"
    PADDED = "01"
    CIRCLED = "①"
    PARENS = "⑴"
    FULL_STOP = "⒈"
    ROMAN = "Ⅰ"
    ROMAN_SMALL = "ⅰ"
    LATIN = "A"
    LATIN_SMALL = "a"
    LATIN_CIRCLED = "Ⓐ"
    LATIN_SMALL_CIRCLED = "ⓐ"
    SYLLABLE = "가"
    SYLLABLE_CIRCLED = "㉮"
    JAMO = "ㄱ"
    JAMO_CIRCLED = "㉠"
    KOREAN = "일"
    HANJA = "一"
    HANJA_CIRCLED = "㊀"
    DASHED = "- 1 -"
    BULLET = "•"
    NONE = ""


class Level(Struct, frozen=True):
    """One level of a list: ``parts`` are text and the numbers (1-based) of the levels printed in between.

    "제%1조" is ``("제", 1, "조")``. ``plain``: all numbers of the mark are decimal, whatever their form. ``restarts``:
    a paragraph of a higher level starts this one anew (articles are often counted on through the chapters).
    """

    form: Form
    parts: tuple[str | int, ...]
    start: int = 1
    plain: bool = False
    restarts: bool = True


class Lists:
    """Counts the lists of one document."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}

    def restart(self, name: str, level: int, start: int) -> None:
        """The next paragraph of this level of the list gets the number ``start``."""
        self._counts.setdefault(name, {})[level] = start - 1

    def mark(self, name: str, level: int, levels: Mapping[int, Level]) -> str:
        """The mark of the next paragraph of the list ``name`` at ``level`` (1-based); "" if that prints none."""
        here = levels.get(level)
        if here is None:
            return ""
        counts = self._counts.setdefault(name, {})
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [n for n in counts if n > level and (n not in levels or levels[n].restarts)]:
            del counts[deeper]
        mark = ""
        for part in here.parts:
            if isinstance(part, str):
                mark += part
            elif (shown := levels.get(part)) is not None and part <= level:
                form = Form.DECIMAL if here.plain and shown.form is not Form.NONE else shown.form
                mark += numeral(form, counts.get(part, shown.start))
        return printed(mark).strip()


def numeral(form: Form, n: int) -> str:
    """The number ``n``: 3 → "3", "③", "Ⅲ", "다" …; beyond its signs, decimal digits, in brackets for circled ones."""
    write = _WRITERS.get(form)
    return write(n) if write else ""


def printed(text: str) -> str:
    """Text whose private signs (bullets of symbol fonts) are written with public ones; unknown ones as •."""
    return "".join(_SYMBOLS.get(ord(c) & 0xFF, "•") if 0xF000 <= ord(c) <= 0xF0FF else c for c in text)


def symbol(font: str, code: int) -> str:
    """The sign of a symbol font (``w:sym``): as `printed`; of other fonts the character itself."""
    if "wingdings" in font.lower() or "symbol" in font.lower() or "webdings" in font.lower():
        return printed(chr(0xF000 | (code & 0xFF)))
    return printed(chr(code)) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD else ""


def _signs(first: str, count: int, brackets: str = "({})") -> Callable[[int], str]:
    return lambda n: chr(ord(first) + n - 1) if 1 <= n <= count else brackets.format(n)


def _of(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if 1 <= n <= len(signs) else str(n)


def _circled(n: int) -> str:
    if 21 <= n <= 35:
        return chr(ord("㉑") + n - 21)
    if 36 <= n <= 50:
        return chr(ord("㊱") + n - 36)
    return _signs("①", 20)(n)


def _latin(first: str) -> Callable[[int], str]:
    # After Z come AA, BB … (ISO/IEC 29500-1, 17.18.59).
    return lambda n: chr(ord(first) + (n - 1) % 26) * min((n - 1) // 26 + 1, 9) if n >= 1 else str(n)


def _spoken(digits: str, tens: str) -> Callable[[int], str]:
    def write(n: int) -> str:
        if not 1 <= n <= 99:
            return str(n)
        ten, one = divmod(n, 10)
        return (digits[ten - 1] if ten > 1 else "") + (tens if ten else "") + (digits[one - 1] if one else "")

    return write


_WRITERS: dict[Form, Callable[[int], str]] = {
    Form.DECIMAL: str,
    Form.PADDED: lambda n: f"{n:02d}",
    Form.CIRCLED: _circled,
    Form.PARENS: _signs("⑴", 20),
    Form.FULL_STOP: _signs("⒈", 20, "{}."),
    Form.ROMAN: _signs("Ⅰ", 12, "{}"),
    Form.ROMAN_SMALL: _signs("ⅰ", 12, "{}"),
    Form.LATIN: _latin("A"),
    Form.LATIN_SMALL: _latin("a"),
    Form.LATIN_CIRCLED: _signs("Ⓐ", 26),
    Form.LATIN_SMALL_CIRCLED: _signs("ⓐ", 26),
    Form.SYLLABLE: _of("가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"),
    Form.SYLLABLE_CIRCLED: _signs("㉮", 14),
    Form.JAMO: _of("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    Form.JAMO_CIRCLED: _signs("㉠", 14),
    Form.KOREAN: _spoken("일이삼사오육칠팔구", "십"),
    Form.HANJA: _spoken("一二三四五六七八九", "十"),
    Form.HANJA_CIRCLED: _signs("㊀", 10),
    Form.DASHED: lambda n: f"- {n} -",
}
# Bullets of the fonts Symbol and Wingdings, by the low byte of their private code point (U+F0xx).
_SYMBOLS = {
    0x2D: "-", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xB7: "•", 0xD8: "➢", 0xE0: "→",
    0xE8: "➔", 0xF0: "➔", 0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
