"""Headings that came out of a page in pieces, put together again.

A page that draws digits and brackets in another font than Hangul gives them on lines of their own, and the words where
the lower of both lines stands, often further down. The text hidden behind an icon may be glued to the heading after it.
Accepts, by example::

    2 ( / ) / ... / 제 조 개인정보의 보유 기간        → 제2조 개인정보의 보유 기간, where the number stood
    3 ( / 3 / ) / ... / 제 조 개인정보의 제 자 제공   → 제3조 개인정보의 제3자 제공
    파기 안내제6조. 개인정보의 파기                   → 제6조. 개인정보의 파기 / 파기 안내
"""

from __future__ import annotations

from collections.abc import Sequence

from pigraph.lexicon.headings import kinds_of
from pigraph.patterns import seldom
from pigraph.text import Words

_NUMBER = seldom(r"\s*(\d{1,2})\s?\([\s,)]*$")
_SCRAP = seldom(r"[\s\d,·()]{1,4}$")
_HOLE = seldom(r"(?<=제)\s+(?=[조자])")
_WORDS = seldom(r"\s*제\s+조\s*[가-힣(]")
_DIGITS = seldom(r"\d{1,2}")
_GLUED = seldom(
    r"\s*[^\s\d][^\d]{0,24}(?<=[가-힣])(?<![법령칙례정준침])(?P<heading>제\s?\d{1,2}조\s?[.(](?P<title>.*))$"
)
_MOST_SCRAPS = 4
_APART = 40
"""Lines between the number of a heading and its words."""


def unglued(lines: Sequence[Words]) -> list[Words]:
    """The lines of a text taken out of pages, with a line of its own for a heading glued to other words.

    Those come after it, lest they end the table before.
    """
    parted: list[Words] = []
    for line in lines:
        m = _GLUED.match(line.text)
        if m and kinds_of(m["title"]):
            parted += [line[m.start("heading") :], line[: m.start("heading")]]
        else:
            parted.append(line)
    return parted


def numbered(lines: Sequence[Words]) -> list[Words]:
    """The lines of a text taken out of pages, with the headings that lost their numbers where those stood."""
    heads = [n for n, line in enumerate(lines) if _WORDS.match(line.text)]
    whole: dict[int, Words] = {}
    gone: set[int] = set()
    n = 0
    while n < len(lines) and heads:
        if heads[0] < n:
            heads.pop(0)  # its number was not found
            continue
        if not _NUMBER.match(lines[n].text) or heads[0] > n + _APART:
            n += 1
            continue
        end = n + 1
        while end < min(len(lines), n + 1 + _MOST_SCRAPS) and _SCRAP.match(lines[end].text):
            end += 1
        numbers = [line[m.start() : m.end()] for line in lines[n:end] for m in _DIGITS.finditer(line.text)]
        head = heads.pop(0)
        whole[n] = _filled(lines[head], numbers)
        gone |= {head, *range(n + 1, end)}
        n = end
    return [whole.get(n, line) for n, line in enumerate(lines) if n not in gone]


def _filled(line: Words, numbers: Sequence[Words]) -> Words:
    """A heading with its numbers in the holes they left."""
    parts: list[Words] = []
    at = 0
    for number, hole in zip(numbers, _HOLE.finditer(line.text), strict=False):
        parts += [line[at : hole.start()], number]
        at = hole.end()
    return Words.join([*parts, line[at:]], "")
