"""Enumeration marks at the start of a line: 제1조 · 1. · 가. · ① · 1) · (1) · - · ▶ · ※.

Accepts, by example::

    제1조(목적)   제 15 조의2   Ⅰ. 목적   1. 목적   가. 목적   ① 목적   1) 목적   가) 목적   (1) 목적
    - 목적   • 목적   ※ 목적
    - ① 목적     (a Markdown bullet before a stronger mark is only layout)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pigraph.text import Words

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_SYLLABLES = "가나다라마바사아자차카타파하"


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


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark, its ordinal (0 for bullets) and the words after it."""

    kind: MarkKind
    number: int
    rest: Words


_PATTERNS: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    (
        MarkKind.ARTICLE,
        re.compile(r"제\s?(?P<n>\d{1,2})\s?조(?:의\s?\d)?(?!\s?제\s?\d+\s?[항호]|\s?[및,에을를의과와])\s*[.:]?\s*"),
    ),
    (MarkKind.ROMAN, re.compile(rf"(?P<r>[{_ROMAN}])\s*[.)]?\s*")),
    (MarkKind.NUMBER_PAREN, re.compile(r"(?P<n>\d{1,2})\)\s*")),
    (MarkKind.NUMBER, re.compile(r"(?P<n>\d{1,2})\s?\.(?!\d|\s?\d{1,4}\s?[.월일년~])\s*")),
    (MarkKind.SYLLABLE_PAREN, re.compile(rf"(?P<s>[{_SYLLABLES}])\)\s*")),
    (MarkKind.SYLLABLE, re.compile(rf"(?P<s>[{_SYLLABLES}])\.\s*")),
    (MarkKind.CIRCLED, re.compile(rf"(?P<c>[{_CIRCLED}])\s*")),
    (MarkKind.PARENS, re.compile(r"\((?P<n>\d{1,2})\)\s*")),
    (MarkKind.SYLLABLE_PARENS, re.compile(rf"\((?P<s>[{_SYLLABLES}])\)\s*")),
    (MarkKind.NOTE, re.compile(r"(?:※|☞|◈|\*\s?※)\s*")),
    (MarkKind.ARROW, re.compile(r"[▶►▷▸‣➤➢☎]\s*")),
    (MarkKind.BOX, re.compile(r"[■□▣◼◻❏❑ㅁ](?=\s)\s*|[■□▣◼◻❏❑]\s*")),
    (MarkKind.CIRCLE, re.compile(r"[○●◦◎⊙❍](?!\()\s*|[oㅇ]\s+")),
    (MarkKind.DASH, re.compile(r"[-–—−](?!\d)\s*")),
    (MarkKind.DOT, re.compile(r"[·•∙‧․・ㆍ]\s*")),
    (MarkKind.STAR, re.compile(r"\*(?!\*)\s*")),
)
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
    for kind, pattern in _PATTERNS:
        m = pattern.match(text)
        if not m:
            continue
        groups = m.groupdict()
        if groups.get("n"):
            number = int(groups["n"])
        elif groups.get("c"):
            number = _CIRCLED.index(groups["c"]) + 1
        elif groups.get("r"):
            number = _ROMAN.index(groups["r"]) + 1
        elif groups.get("s"):
            number = _SYLLABLES.index(groups["s"]) + 1
        else:
            number = 0
        rest = line[m.end() :].strip()
        if kind is MarkKind.ARTICLE and not rest:
            return None  # "제6조" alone is the end of a citation, not a heading
        return Mark(kind, number, rest)
    return None
