"""The lines of one cell that lost its borders, put together again.

A cell wraps where its column ends, in Korean also inside a word. Between two data items of a list the wrap is only
white space; it is nothing at all where the two halves are one item of the vocabulary: "휴대전" / "화번호, 주소".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pigraph.blocks.markers import mark_of
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.text import INSERTED, Words

_SEPARATORS = seldom(r"[,，、(:/]")
_CLOSERS = seldom(r"[,，、):/]")
_OPENS = ("(", "[", "<", "‣", "․")


def wrapped(lines: Sequence[Words], torn: Callable[[Words, Words], bool] = lambda before, line: False) -> Words:
    """One cell from its lines (without blank ones): a line break before a mark, else a blank, or nothing.

    ``torn``: whether a word was torn between two lines.
    """
    parts: list[Words] = []
    for line in (x.strip() for x in lines):
        if not line.text:
            continue
        if parts:
            joiner = "" if torn(parts[-1], line) else _joiner(parts[-1].text, line)
            parts.append(Words(joiner, (INSERTED,) * len(joiner)))
        parts.append(line)
    return Words.join(parts, "") if parts else Words("", ())


def _joiner(before: str, line: Words) -> str:
    if mark_of(line) is not None or line.text.startswith(_OPENS):
        return "\n"
    left = _SEPARATORS.split(before)[-1].strip()
    right = _CLOSERS.split(line.text)[0].strip()
    if not left or not right:
        return " "
    knows = vocabulary().knows_item
    if " " not in left + right and knows(left + right) and not (knows(left) and knows(right)):
        return ""
    listed = _SEPARATORS.search(before) or _CLOSERS.search(line.text)
    return " " if listed or not (knows(left) and knows(right)) else "\n"


def printed_lines(words: Words) -> list[Words]:
    """The lines in which some words stand in the source."""
    cuts = [n for n in range(1, len(words)) if words.at[n] != words.at[n - 1] + 1]
    return [words[x:y] for x, y in zip([0, *cuts], [*cuts, len(words)], strict=True)]


def printed_width(text: str) -> int:
    """How wide a text prints, in halves of a Hangul syllable."""
    return sum(2 if ord(c) >= 0x1100 else 1 for c in text)
