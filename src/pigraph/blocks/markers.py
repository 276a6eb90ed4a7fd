"""Enumeration marks at the start of a line: 제1조 · 1. · 가. · ① · 1) · (1) · - · ▶ · ※.

Accepts, by example::

    제1조(목적)   제 15 조의2   Ⅰ. 목적   1. 목적   가. 목적   ① 목적   1) 목적   가) 목적   (1) 목적
    ⅩⅣ. 목적   XIV. 목적   - 목적   • 목적   ※ 목적
    - ① 목적     (a Markdown bullet before a stronger mark is only layout)
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from pigraph.text import Words

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
SYLLABLES = "가나다라마바사아자차카타파하"


class MarkKind(StrEnum):
    """The kinds of enumeration marks. `NOTE` marks a remark and opens no level."""

    ARTICLE = "article"
    ROMAN = "roman"
    NUMBER = "number"
    SYLLABLE = "syllable"
    CIRCLED = "circled"
    NUMBER_PAREN = "number-paren"
    SYLLABLE_PAREN = "syllable-paren"
    PARENS = "parens"
    SYLLABLE_PARENS = "syllable-parens"
    ARROW = "arrow"
    BOX = "box"
    CIRCLE = "circle"
    DASH = "dash"
    DOT = "dot"
    STAR = "star"
    NOTE = "note"


class Mark(NamedTuple):
    """A mark, its ordinal (0 for bullets) and the words after it."""

    kind: MarkKind
    number: int
    rest: Words


_PATTERNS: tuple[tuple[MarkKind, str], ...] = (
    (
        MarkKind.ARTICLE,
        r"제\s?\d{1,2}\s?조(?:의\s?\d)?(?!\s?제\s?\d+\s?[항호]|\s?[및,에을를의과와])\s*[.:]?\s*",
    ),
    (MarkKind.ROMAN, rf"[{_ROMAN}]{{1,4}}\s*[.)]?\s*|[IVX]{{1,5}}\s?\.\s*(?=[가-힣])"),
    (MarkKind.NUMBER_PAREN, r"\d{1,2}\)\s*"),
    (MarkKind.NUMBER, r"\d{1,2}\s?\.(?!\d|\s?\d{1,4}\s?[.월일년~])\s*"),
    (MarkKind.SYLLABLE_PAREN, rf"[{SYLLABLES}]\)\s*"),
    (MarkKind.SYLLABLE, rf"[{SYLLABLES}]\.\s*"),
    (MarkKind.CIRCLED, rf"[{_CIRCLED}]\s*"),
    (MarkKind.PARENS, r"\(\d{1,2}\)\s*"),
    (MarkKind.SYLLABLE_PARENS, rf"\([{SYLLABLES}]\)\s*"),
    (MarkKind.NOTE, r"(?:※|☞|◈|\*\s?※)\s*"),
    (MarkKind.ARROW, r"[▶►▷▸‣➤➢☎]\s*"),
    (MarkKind.BOX, r"[■□▣◼◻❏❑ㅁ](?=\s)\s*|[■□▣◼◻❏❑]\s*"),
    (MarkKind.CIRCLE, r"[○●◦◎⊙❍](?!\()\s*|[oㅇ]\s+"),
    (MarkKind.DASH, r"[-–—−](?!\d)\s*"),
    (MarkKind.DOT, r"[·•∙‧․・ㆍ]\s*"),
    (MarkKind.STAR, r"\*(?!\*)\s*"),
)
# Most lines have no mark, which one pattern tells faster than sixteen. The first kind that matches counts.
_MARK = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _PATTERNS))
_NUMBER = re.compile(r"\d+")
_SERIES = (_CIRCLED, SYLLABLES)
_WORTH = {**{c: n for n, c in enumerate(_ROMAN, 1)}, "I": 1, "V": 5, "X": 10}
_STRONG = frozenset(
    {MarkKind.ARTICLE, MarkKind.ROMAN, MarkKind.NUMBER, MarkKind.SYLLABLE, MarkKind.CIRCLED, MarkKind.NUMBER_PAREN}
    | {
        MarkKind.SYLLABLE_PAREN,
        MarkKind.PARENS,
        MarkKind.NOTE,
        MarkKind.ARROW,
        MarkKind.BOX,
        MarkKind.CIRCLE,
        MarkKind.DOT,
    }
)
_BULLETS = frozenset({MarkKind.DASH, MarkKind.STAR})


_BARE_NUMBER = re.compile(r"(?P<n>\d{1,2})\s+(?=[가-힣])")


def bare_number(line: Words) -> Mark | None:
    """A number without a point before a title ("2 개인정보의 파기"): a heading only if the title reads like one."""
    m = _BARE_NUMBER.match(line.text)
    return Mark(MarkKind.NUMBER, int(m["n"]), line[m.end() :].strip()) if m else None


def mark_of(line: Words) -> Mark | None:
    """The mark that a line starts with, else None."""
    found = _match(line)
    if found and found.kind in _BULLETS:
        inner = _match(found.rest)
        if inner and inner.kind in _STRONG:
            return inner
    return found


def _match(line: Words) -> Mark | None:
    text = line.text
    found = _remembered(text) if len(text) <= _LONGEST else _printed(text)
    if found is None:
        return None
    kind, number, length = found
    rest = line[length:].strip()
    if kind is MarkKind.ARTICLE and not rest:
        return None  # "제6조" alone is the end of a citation, not a heading
    return Mark(kind, number, rest)


def _printed(text: str) -> tuple[MarkKind, int, int] | None:
    """The mark that a text starts with: its kind, its ordinal and its length."""
    m = _MARK.match(text)
    if m is None or m.lastgroup is None:
        return None
    return MarkKind[m.lastgroup], _ordinal(m.group()), m.end()


# A line is asked for its mark several times: by the reader of its format, as a heading, in the tree of its section.
_LONGEST = 200
_remembered = lru_cache(maxsize=1024)(_printed)


def _ordinal(mark: str) -> int:
    """The number that a mark prints: 제15조의2 → 15, ⅩⅣ → 14, 나. → 2; 0 for bullets."""
    if m := _NUMBER.search(mark):
        return int(m.group())
    if letters := [_WORTH[c] for c in mark if c in _WORTH]:
        return sum(-n if n < after else n for n, after in zip(letters, [*letters[1:], 0], strict=True))
    return next((series.index(c) + 1 for c in mark for series in _SERIES if c in series), 0)
