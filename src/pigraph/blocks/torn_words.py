"""Which words a page tore between two lines, by the words that the document and the lexicon have whole.

A page breaks a narrow cell inside a word: "휴대전" / "화번호". Words inside a line are whole, and so are those of the
lexicon. Two halves are one word if it is known whole, and one of them is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from pigraph.lexicon.columns import columns
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.text import Words

_INSIDE = seldom(r"(?<=\S )\S+(?= \S)")
_HANGUL = seldom(r"[가-힣]+")
_DIGIT = seldom(r"\d")  # "제공제7조": glued to a mark
_AT_END = seldom(r"[가-힣]+$")
_TOLD_BY = 2
"""Syllables of a second half by which its word is told: what follows may be a particle or another word."""
_LONGEST = 8
_SHORT = 4
"""Names of columns with so many syllables are one word: "처리목적"."""
_PARTICLES = frozenset("은는이가을를의에로과와도")


class WholeWords:
    """The words that stand inside the lines of a document, and those of the lexicon."""

    def __init__(self, lines: Sequence[Words]) -> None:
        self._lines = lines

    def torn(self, before: str, after: str) -> bool:
        """True if two tokens, at the end of a line and at the beginning of another, are halves of one known word."""
        left, right = _AT_END.search(before), _HANGUL.match(after)
        if left is None or right is None:
            return False
        a, b = left.group(), right.group()
        if len(a) >= _LONGEST:
            return False
        opens = b in self._words if len(b) == 1 else b[:_TOLD_BY] in self._beginnings
        if a + b[:_TOLD_BY] in self._beginnings:
            return not opens or a not in self._words
        return a + b[0] in self._words and (not opens or (a not in self._words and b[1:] in _PARTICLES))

    def torn_between(self, before: Words, line: Words) -> bool:
        """True if a word was torn between a line and the next."""
        left, right = before.text.split(), line.text.split()
        return bool(left and right) and self.torn(left[-1], right[0])

    @cached_property
    def _words(self) -> set[str]:
        inside = (m.group() for line in self._lines for m in _INSIDE.finditer(line.text))
        return {w for text in inside if not _DIGIT.search(text) for w in _HANGUL.findall(text)} | _lexicon()

    @cached_property
    def _beginnings(self) -> set[str]:
        return {w[:n] for w in self._words for n in range(1, min(len(w), _LONGEST + _TOLD_BY) + 1)}


@lru_cache(maxsize=1)
def _lexicon() -> set[str]:
    items = vocabulary()
    labels = (items.label("item", slug) or "" for slug in items.slugs("item"))
    short = (w for w in columns().wordings if len(w) <= _SHORT)
    return {w for text in (*labels, *short) for w in _HANGUL.findall(text)}
