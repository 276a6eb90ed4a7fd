"""How the page broke the lines of a plain text: its width, and whether a blank marks a break between words.

Text taken out of a PDF keeps the blank at the end of a line that was broken between two words; a line without
one was broken inside a word, or ended there. Where a text shows that habit, lines are joined accordingly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pigraph.lexicon.vocabulary import vocabulary
from pigraph.text import Words

FULL = 0.75
"""A line at least this share of the page's width was broken by the page, not by the author."""
_BLANKS = 0.12
"""The share of long lines that end in a blank from which on blanks are taken to mean something."""
_LONG = 20
_HANGUL = re.compile(r"[가-힣]+")
_WHOLE = frozenset(
    {"등", "및", "외", "수", "건", "또는", "년", "월", "일", "후", "시", "내", "키", "예", "각", "중", "총", "약"}
)


@dataclass(frozen=True, slots=True)
class Page:
    """``width`` in characters (the 80th percentile of the longer lines); ``blanks``: trailing blanks mean something."""

    width: int
    blanks: bool

    @classmethod
    def of(cls, lines: Sequence[Words]) -> Page:
        """The page of some source lines, which keep their leading and trailing blanks."""
        long = [x for x in lines if len(x.text.strip()) > _LONG and "\t" not in x.text and "|" not in x.text]
        lengths = sorted(len(x.text.rstrip()) for x in long)
        width = lengths[int(0.8 * (len(lengths) - 1))] if lengths else 80
        trailing = sum(runs_on(x) for x in long)
        return cls(width, width <= 120 and trailing >= max(3, _BLANKS * len(long)))

    def is_full(self, line: Words) -> bool:
        """True when the page, not the author, ended this line."""
        return len(line.text.rstrip()) >= FULL * self.width

    def joiner(self, before: Words) -> str:
        """What stands between a full line and the line it goes on with: nothing where a word was broken."""
        return "" if self.blanks and not runs_on(before) else " "

    def broken(self, before: str, after: str) -> bool:
        """True when two tokens at the end and the beginning of lines are halves of one word: 조 ⏎ 례, 휴대전 ⏎ 화번호.

        ``before`` is the last token of a line without a trailing blank.
        """
        if not self.blanks:
            return False
        left, right = _syllables(before, -1), _syllables(after, 0)
        if not left or not right or left in _WHOLE or right in _WHOLE:
            return False
        if len(left) == 1 or len(right) == 1:
            return True
        known = vocabulary().knows_item
        return known(left + right) and not known(right) and not known(left)


def runs_on(line: Words) -> bool:
    """True for a line that ends in a blank."""
    return line.text != line.text.rstrip(" \u00a0") and bool(line.text.strip())


def _syllables(token: str, end: int) -> str:
    """The run of Hangul at one end of a token; "" where the token ends in something else."""
    runs = list(_HANGUL.finditer(token))
    if not runs:
        return ""
    m = runs[end]
    if end == -1:
        return m.group() if m.end() == len(token) else ""
    return m.group() if m.start() == 0 else ""
