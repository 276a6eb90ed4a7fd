"""Finds the header of a table that lost its borders: a run of words that are nothing but column headers.

Accepts, by example (one header per line, several lines per header, or all in one line)::

    순번 / 개인정보파일의  / 명칭 / 운영근거 / 처리목적 / 보유기간
    수탁업체명 위탁 업무 위탁기간
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pigraph.blocks.markers import mark_of
from pigraph.lexicon.columns import columns
from pigraph.text import Words

_TOKEN = re.compile(r"\S+")
_NOT_HEADER = re.compile(r"[,:;!?~\[\]「」<>①-⑳]|[.][\s]*$|[0-9]{2,}|다\.")
_VALUE = re.compile(r"\d|까지|니다|시\s?후")
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


@dataclass(frozen=True, slots=True)
class Header:
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
    tokens: list[Words] = []
    ends: list[int] = []
    best: Header | None = None
    for n in range(start, min(len(lines), start + _MAX_LINES)):
        line = lines[n]
        if not _may_be_header(line):
            break
        tokens.extend(line[m.start() : m.end()] for m in _TOKEN.finditer(line.text))
        ends.append(len(tokens))
        parsed = _segment(tokens, ends)
        if parsed is None:
            continue
        fields = tuple(f for f, _ in parsed)
        known = {f for f in fields if f}
        unknown = fields.count(None)
        if len(known) >= 2 + 2 * unknown and len(known & _STRONG) >= (2 if len(fields) > 2 else 1) and unknown < 2:
            if inside and (len(known) < 3 or columns().exact(parsed[0][1].text) is None):
                continue
            best = Header(fields, tuple(w for _, w in parsed), n - start + 1)
    return best


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


def _segment(tokens: Sequence[Words], line_ends: Sequence[int]) -> list[tuple[str | None, Words]] | None:
    """The best division of header tokens into column headers; None if a token fits no header."""
    lexicon = columns()
    size = len(tokens)
    score = [float("-inf")] * (size + 1)
    back: list[tuple[int, str | None] | None] = [None] * (size + 1)
    score[0] = 0.0
    breaks = set(line_ends)
    for i in range(size):
        if score[i] == float("-inf"):
            continue
        text = spaced = ""
        for j in range(i + 1, min(size, i + _MAX_TOKENS) + 1):
            text += tokens[j - 1].text
            spaced += " " + tokens[j - 1].text
            if j < size and tokens[j].text.startswith(("(", "/", "및", "·")):
                continue  # "(기관명)", "/ 처리목적" belong to the header before them
            field = lexicon.exact(text)
            gain = 3.0 * len(text)
            if field is None:
                field = lexicon.plain(spaced) if _may_end_in_header(text) else None
                gain = 1.0 * len(text)
            if field is None:
                # One column of a row of known headers may be unknown, but not a line of its own.
                whole_line = (i == 0 or i in breaks) and j in breaks
                if whole_line or j - i > 3 or len(text) > 10 or any(b in breaks for b in range(i + 1, j)):
                    continue
                gain = -6.0
            gain -= 1.0 + (0.5 if j not in breaks else 0.0)
            if score[i] + gain > score[j]:
                score[j] = score[i] + gain
                back[j] = (i, field)
    if back[size] is None:
        return None
    found: list[tuple[str | None, Words]] = []
    at = size
    while at:
        step = back[at]
        assert step is not None
        begin, field = step
        found.append((field, Words.join(tokens[begin:at])))
        at = begin
    return found[::-1]
