"""Finds the header of a table that lost its borders: a run of words that are nothing but column headers.

Accepts, by example (one header per line, several lines per header, or all in one line)::

    순번 / 개인정보파일의  / 명칭 / 운영근거 / 처리목적 / 보유기간
    수탁업체명 위탁 업무 위탁기간
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pigraph.blocks.markers import mark_of
from pigraph.lexicon.columns import columns, is_genitive
from pigraph.text import Words

_TOKEN = re.compile(r"\S+")
_NOT_HEADER = re.compile(r"[,:;!?~\[\]「」<>①-⑳]|[.][\s]*$|[0-9]{2,}|다\.")
_VALUE = re.compile(r"\d|까지|니다|시\s?후")
_GOES_ON = ("(", "/", "및", "·")
"""How a token begins that belongs to the header before it: "(기관명)", "/ 처리목적"."""
_MAX_LINES = 12
_MAX_TOKENS = 7
_STRONG = frozenset(
    {
        "name",
        "items",
        "recipient",
        "processor",
        "subprocessor",
        "department",
        "person",
        "task",
        "subtask",
        "subperiod",
        "purpose",
        "basis",
        "basis_purpose",
        "organisation",
        "year",
        "role",
        "retention",
        "items_required",
        "items_optional",
    }
)
_WHOLE = frozenset({"purpose", "items", "items_required", "items_optional", "basis", "retention", "department"})
"""Fields of headers that have no other one before them in a header: whose purpose it is comes first."""


class Header(NamedTuple):
    """A header: one field and its words per column, and how many lines it took."""

    fields: tuple[str | None, ...]
    words: tuple[Words, ...]
    lines: int


def header_at(lines: Sequence[Words], start: int, inside: bool = False) -> Header | None:
    """The header that begins at line ``start``, else None. The longest run of header lines wins.

    ``inside``: the line stands among the cells of a table; only a known wording may then open the next header.
    """
    if not _opens(lines[start]):
        return None
    division = _Division()
    best: list[tuple[str | None, slice]] = []
    length = 0
    for n in range(start, min(len(lines), start + _MAX_LINES)):
        if not _may_be_header(lines[n]) or not division.add(lines[n]):
            break
        divided = division.columns()
        known = {field for field, _ in divided if field}
        unknown = sum(field is None for field, _ in divided)
        if len(known) < 2 + 2 * unknown or len(known & _STRONG) < (2 if len(divided) > 2 else 1) or unknown > 1:
            continue
        if inside and (len(known) < 3 or columns().exact(division.words(divided[0][1]).text) is None):
            continue
        best, length = divided, n - start + 1
    if not best:
        return None
    return Header(tuple(field for field, _ in best), tuple(division.words(part) for _, part in best), length)


def _opens(line: Words) -> bool:
    """True when the first words of a line may be a header, alone or with the lines after it."""
    text = line.text.strip()
    if not text or len(text) > 80 or _NOT_HEADER.search(text):
        return False
    first = text.split()
    lexicon = columns()
    joined = ""
    for word in first[:_MAX_TOKENS]:
        joined += word
        if lexicon.field(joined):
            return True
    return len(first) <= 3  # "개인정보파일에 기록되는" / "개인정보의 항목": the head is on a later line


def _may_be_header(line: Words) -> bool:
    text = line.text.strip()
    if not text or len(text) > 80 or _NOT_HEADER.search(text):
        return False
    return mark_of(line.strip()) is None


def _may_end_in_header(text: str) -> bool:
    """True for a phrase short and plain enough to be a header with words in front of its head."""
    return len(text) <= 24 and not _VALUE.search(text)


_NEVER = float("-inf")


class _Division:
    """The best division of header tokens into column headers, kept up while lines are added.

    ``_score[n]``: what the first n tokens are worth, divided; ``_last[n]``: where the last of their headers begins,
    and its field.
    """

    def __init__(self) -> None:
        self._tokens: list[Words] = []
        self._texts: list[str] = []
        self._breaks: set[int] = set()
        self._score = [0.0]
        self._last: list[tuple[int, str | None]] = [(0, None)]

    def add(self, line: Words) -> bool:
        """Adds a line; False if its tokens fit no header, whatever lines follow."""
        before = len(self._tokens)
        self._tokens += [line[m.start() : m.end()] for m in _TOKEN.finditer(line.text)]
        self._texts += [t.text for t in self._tokens[before:]]
        size = len(self._tokens)
        self._breaks.add(size)
        if before and self._texts[before].startswith(_GOES_ON):
            self._score[before] = _NEVER
        for end in range(before + 1, size + 1):
            goes_on = end < size and self._texts[end].startswith(_GOES_ON)
            score, last = (_NEVER, (0, None)) if goes_on else self._best(end)
            self._score.append(score)
            self._last.append(last)
        return max(self._score[-_MAX_TOKENS:]) > _NEVER

    def columns(self) -> list[tuple[str | None, slice]]:
        """The field and the tokens of each column; [] if a token fits no header."""
        end = len(self._tokens)
        if self._score[end] == _NEVER:
            return []
        found: list[tuple[str | None, slice]] = []
        while end:
            begin, field = self._last[end]
            found.append((field, slice(begin, end)))
            end = begin
        return found[::-1]

    def words(self, part: slice) -> Words:
        """Some tokens as they stand in the source."""
        return Words.join(self._tokens[part])

    def _best(self, end: int) -> tuple[float, tuple[int, str | None]]:
        """The best header that ends before token ``end``: what all up to it is worth, its begin and its field."""
        best: tuple[float, tuple[int, str | None]] = (_NEVER, (0, None))
        text = spaced = ""
        broken = False  # over two lines
        for begin in range(end - 1, max(0, end - _MAX_TOKENS) - 1, -1):
            text, spaced = self._texts[begin] + text, f" {self._texts[begin]}{spaced}"
            broken = broken or (begin + 1 < end and begin + 1 in self._breaks)
            if self._score[begin] == _NEVER:
                continue
            field, gain = self._worth(begin, end, text, spaced, broken)
            if self._score[begin] + gain >= best[0]:
                best = self._score[begin] + gain, (begin, field)
        return best if best[0] > _NEVER else (_NEVER, (0, None))

    def _worth(self, begin: int, end: int, text: str, spaced: str, broken: bool) -> tuple[str | None, float]:
        lexicon = columns()
        field = lexicon.exact(text)
        gain = 3.0 * len(text)
        if field is None and broken and self._are_two(begin, end):
            return None, _NEVER
        if field is None:
            field = lexicon.plain(spaced) if _may_end_in_header(text) else None
            gain = 1.0 * len(text)
        if field is None:
            # One column of a row of known headers may be unknown, but not a line of its own.
            whole_line = (begin == 0 or begin in self._breaks) and end in self._breaks
            if whole_line or broken or end - begin > 3 or len(text) > 10 or is_genitive(text):
                return None, _NEVER
            gain = -6.0
        return field, gain - 1.0 - (0.5 if end not in self._breaks else 0.0)

    def _are_two(self, begin: int, end: int) -> bool:
        """True for headers of two columns, "받는 목적" / "받는 항목"; not for "제공받는 자의" / "이용 목적"."""
        cuts = [n for n in range(begin + 1, end) if n in self._breaks]
        starts = begin == 0 or begin in self._breaks
        if len(cuts) != 1 or not starts or end not in self._breaks:
            return False
        parts = [" ".join(self._texts[a:b]) for a, b in ((begin, cuts[0]), (cuts[0], end))]
        above, below = (columns().plain(f" {part}") for part in parts)
        apart = above != below or all(part.endswith(")") for part in parts)
        return apart and above in _WHOLE and below in _WHOLE
