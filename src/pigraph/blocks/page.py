"""How the page broke the lines of a plain text: its width, and whether a blank marks a break between words.

Text taken out of a PDF keeps the blank at the end of a line that was broken between two words; a line without
one was broken inside a word, or ended there. Where a text shows that habit, lines are joined accordingly.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.text import Words

FULL = 0.75
"""A line at least this share of the page's width was broken by the page, not by the author."""
_BLANKS = 0.12
"""The share of long lines that end in a blank from which on blanks are taken to mean something."""
_LONG = 20
_GOES_ON = seldom(r"(?:[,，·ㆍ/(~]|\s(?:및|또는))\s*$")
_OFTEN = 0.2
_BROKEN = seldom(r"[가-힣,]\s*$")
_BLANK_LINES = 4
"""Characters of the line breaks, and blanks, that part lines with blank ones between them."""
_AT_END = seldom(r"[가-힣ㆍ·]+$")
_AT_START = seldom(r"[가-힣ㆍ·]+")
_WHOLE = frozenset("등및외수건년월일후시내키예각중총약") | {"또는"}


class Page(Struct, frozen=True):
    """How lines were broken.

    ``width`` in characters (the 80th percentile of the longer lines); ``blanks``: trailing blanks mean something;
    ``parted``: so do blank lines.
    """

    width: int
    blanks: bool
    parted: bool = False

    @classmethod
    def of(cls, lines: Sequence[Words]) -> Page:
        """The page of some source lines, which keep their leading and trailing blanks."""
        long = [x for x in lines if len(x.text.strip()) > _LONG and "\t" not in x.text and "|" not in x.text]
        lengths = sorted(len(x.text.rstrip()) for x in long)
        width = lengths[int(0.8 * (len(lengths) - 1))] if lengths else 80
        trailing = sum(runs_on(x) for x in long)
        blanks = width <= 120 and trailing >= max(3, _BLANKS * len(long))
        return cls(width, blanks, not blanks and _parts(lines, width))

    def is_full(self, line: Words) -> bool:
        """True when the page, not the author, ended this line."""
        return len(line.text.rstrip()) >= FULL * self.width

    def joiner(self, before: Words) -> str:
        """What stands between a full line and the line it goes on with: nothing where a word was broken."""
        return "" if self.blanks and not runs_on(before) else " "

    def broken(self, before: str, after: str, whole: bool = True) -> bool:
        """True when two tokens at the end and the beginning of lines are halves of one word: 조 ⏎ 례, 휴대전 ⏎ 화번호.

        ``before`` is the last token of a line without a trailing blank; ``whole`` is False where it is itself
        the second half of a word: then a single syllable says nothing.
        """
        if not self.blanks:
            return False
        if after[:1] in "조항호" and before[-1:].isdigit():
            return True
        left, right = _ending(before), _opening(after)
        if not left or not right or left in _WHOLE or right in _WHOLE:
            return False
        if len(right) == 1 or (len(left) == 1 and whole):
            return True
        known = vocabulary().knows_item
        return known(left + right) and not known(right) and not known(left)


def blank_before(lines: Sequence[Words]) -> frozenset[int]:
    """Indices of the lines that blank lines part from the one before, where others have none between them.

    No index where one of them parts a line from what it goes on with. Where more is left out between two lines, as at
    the end of a page, it says nothing.
    """
    found = _apart(lines)
    return frozenset() if any(_GOES_ON.search(lines[n - 1].text) for n in found) else found


def _apart(lines: Sequence[Words]) -> frozenset[int]:
    apart = [after.begin - before.end for before, after in pairwise(lines)]
    least = min(apart, default=0)
    return frozenset(n for n, distance in enumerate(apart, 1) if least < distance <= least + _BLANK_LINES)


def _parts(lines: Sequence[Words], width: int) -> bool:
    """True unless blank lines part many of the lines that the page broke from those they go on with."""
    parted = _apart(lines)
    full = [n for n, x in enumerate(lines, 1) if len(x.text.rstrip()) >= FULL * width and _BROKEN.search(x.text)]
    return sum(n in parted for n in full) <= _OFTEN * len(full)


def runs_on(line: Words) -> bool:
    """True for a line that ends in a blank."""
    return line.text != line.text.rstrip(" \u00a0") and bool(line.text.strip())


def _ending(token: str) -> str:
    """The Hangul that ends a token; "" where it ends in something else or counts something (제10조)."""
    m = _AT_END.search(token)
    return m.group() if m and not token[: m.start()][-1:].isdigit() else ""


def _opening(token: str) -> str:
    """The Hangul that begins a token."""
    m = _AT_START.match(token)
    return m.group() if m else ""
