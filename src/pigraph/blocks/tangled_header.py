"""Headers whose wordings are tangled: columns side by side, each broken over lines, taken out of a page line by line.

Accepts, by example (blocks are set apart by blank lines)::

    제공받는 / 제공목적 / 자            → 제공받는 자, 제공목적
    순 개인정보파일의 / 번 명칭          → 순번, 개인정보파일의 명칭
    보유 / 기간                       → 보유 기간

Only exact wordings of the lexicon count: what is put together must not be guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pigraph.blocks.markers import mark_of
from pigraph.lexicon.columns import columns
from pigraph.patterns import seldom
from pigraph.text import Words, fold

_TOKEN = seldom(r"\S+")
_NUMBER = seldom(r"\d{1,2}")
_MAX_TOKENS = 16
_MAX_COLUMNS = 9
_KEYS = frozenset({"name", "recipient", "processor", "task", "role"})
_PEOPLE = frozenset({"person", "contact", "phone", "email", "title", "place"})
_PEOPLE_TABLE = frozenset({"role", "department"})
_LAST_HEADER_BLOCK = 4
_MOST_HEADER_LINES = 14
_REACH = 40
"""Lines among which the last part of a header is looked for."""
_BRACKETS = ("[", "(", "<", "【")
"""How a cell begins: "[필수] 성명"."""
_MOST_LATE = 3
"""Lines of a header that comes out among the cells."""
_SURE = frozenset({"name", "basis", "purpose", "basis_purpose", "items", "retention", "recipient", "processor", "task"})
"""Fields whose headers are never among the cells of a table."""


class Head(NamedTuple):
    """A header that may have come out in several blocks: a field and its words per column."""

    fields: tuple[str, ...]
    words: tuple[Words, ...]
    body: tuple[int, ...]
    """Indices of the lines under it; a line of the first row may come out before the last header."""


def header_blocks(lines: Sequence[Words], start: int, end: int, late: bool = False, without: str = "") -> Head | None:
    """The header that begins at line ``start``, in as many blocks as it takes; None if there is none.

    ``late``: parts of it may come out below lines of the first rows; ``without``: a field that is none of its columns.
    """
    found: list[tuple[str, Words]] = []
    skipped: list[int] = []
    waiting: list[int] = []
    body_from = start
    below = False
    for count, (a, b) in enumerate(blocks_of(lines, start, min(end, start + 40))):
        if count and count > _LAST_HEADER_BLOCK + len(found):
            break
        stop, part = _longest(lines, a, b)
        known = {f for f, _ in found}
        if not part and count and b == a + 1 and (field := columns().plain(lines[a].text.strip())) in _SURE - known:
            stop, part = b, [(field or "", lines[a].strip())]  # "개인정보처리항목"
        part = [p for p in part if p[0] != without]
        if part and below and not {f for f, _ in part} <= _SURE:
            part = []
        if part and known & {f for f, _ in part}:
            if stop == b and not waiting and {f for f, _ in part} <= known:
                body_from = stop  # a header over two rows says it again
                continue
            part = []
        if part and count and stop < b and {f for f, _ in part} & _PEOPLE and not known & _PEOPLE_TABLE:
            part = []  # a data item, the first of its cell
        if not part:
            if not count or len(waiting) > 8:
                break
            waiting += range(a, b)
            continue
        found += part
        skipped += waiting
        waiting = []
        body_from = stop
        if stop < b and not late:
            break
        if stop < b:
            below = True
            waiting = list(range(stop, b))
    fields = {f for f, _ in found}
    if (
        len(found) < 2
        or len(fields) < len(found)
        or not fields & _KEYS
        or (fields & _PEOPLE and not fields & _PEOPLE_TABLE)
    ):
        return None
    return Head(tuple(f for f, _ in found), tuple(w for _, w in found), (*skipped, *range(body_from, end)))


def spread_header(lines: Sequence[Words], start: int, end: int) -> Head | None:
    """The header that begins at line ``start``, of which parts come out among the cells; None if there is none.

    A header over others, "항목" over "필수" and "선택", is none of its columns.
    """
    taken: list[int] = []
    n = start
    while (
        n < end
        and n - start < _MOST_HEADER_LINES
        and mark_of(lines[n].strip()) is None
        and not lines[n].text.lstrip().startswith(_BRACKETS)
        and _untangled([lines[k] for k in (*taken, n)], lambda _: True)
    ):
        taken.append(n)
        n += 1
    if not taken:
        return None
    found = untangle([lines[k] for k in taken])
    # What is left of a header that is not whole, and headers that no cell can be.
    for first in range(n, min(end, start + _REACH)):
        token = _TOKEN.search(lines[first].text)
        if token is None or (
            not opens_header(token.group()) if found else token.end() < len(lines[first].text.rstrip())
        ):
            continue
        for stop in range(first + 1, min(end, first + _MOST_LATE) + 1):
            more = [k for k in range(first, stop) if k not in taken]
            if len(more) < stop - first:
                break
            whole = untangle([lines[k] for k in (*taken, *more)])
            if found is None and whole is None:
                continue
            part = untangle([lines[k] for k in more])
            new = part and {f for f, _ in part} <= _SURE - {f for f, _ in found or ()}
            if whole is not None and (found is None or new):
                taken += more
                found = whole
                break
    if found is None:
        return None
    fields = [f for f, _ in found]
    if {"items", "items_required", "items_optional"} <= set(fields):
        at = fields.index("items")
        under = [p for p in found if p[0] in ("items_required", "items_optional")]
        rest = [p for p in found if p not in under]
        found = [*rest[:at], *under, *rest[at + 1 :]]
        fields = [f for f, _ in found]
    if len(fields) < 2 or len(set(fields)) < len(fields) or not set(fields) & _KEYS:
        return None
    body = tuple(n for n in range(start, end) if n not in taken)
    return Head(tuple(fields), tuple(w for _, w in found), body)


def _longest(lines: Sequence[Words], a: int, b: int) -> tuple[int, list[tuple[str, Words]]]:
    for n in range(min(b, a + 8), a, -1):
        if part := untangle(lines[a:n]):
            return n, part
    return a, []


def numbers_in(body: Sequence[Words]) -> list[int] | None:
    """The lines that are numbers of rows; None if they do not count from 1."""
    found = [n for n, line in enumerate(body) if _NUMBER.fullmatch(line.text)]
    return found if [int(body[n].text) for n in found] == list(range(1, len(found) + 1)) else None


def blocks_of(lines: Sequence[Words], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The blocks of lines from ``start``: runs without a blank line between them, as line ranges."""
    begin = start
    for n in range(start + 1, end + 1):
        if n == end or lines[n].begin - lines[n - 1].end > 1:
            yield begin, n
            begin = n


def untangle(lines: Sequence[Words]) -> list[tuple[str, Words]] | None:
    """The field and words of each header in some lines, in their order; None if a word is left over."""
    found = _untangled(lines, lambda text: columns().exact(text) is not None)
    if found is None:
        return None
    return [(columns().exact("".join(w.text for w in parts)) or "", _as_printed(parts, lines)) for parts in found]


def _as_printed(parts: Sequence[Words], lines: Sequence[Words]) -> Words:
    """The words of a header; those beside each other on a line keep the blank between them."""
    runs: list[Words] = [parts[0]]
    for words in parts[1:]:
        line = next((x for x in lines if x.begin <= runs[-1].begin and words.end <= x.end), None)
        if line is not None and words.begin - runs[-1].end == 1:
            at = line.at.index(runs[-1].at[0])
            runs[-1] = line[at : at + words.end - runs[-1].begin]
        else:
            runs.append(words)
    return Words.join(runs)


_Parts = list[Words]


def _untangled(lines: Sequence[Words], whole: Callable[[str], bool]) -> list[_Parts] | None:
    tokens = [(n, line[m.start() : m.end()]) for n, line in enumerate(lines) for m in _TOKEN.finditer(line.text)]
    if not 0 < len(tokens) <= _MAX_TOKENS or any("," in w.text for _, w in tokens):
        return None  # "성명, 이메일" is a list
    return _search(tokens, 0, [], [], whole)


def _search(
    tokens: Sequence[tuple[int, Words]],
    at: int,
    parts: list[_Parts],
    last: list[int],
    whole: Callable[[str], bool],
) -> list[_Parts] | None:
    """Gives the token ``at`` to a header that goes on, else to a new one; ``last``: index of each one's last token."""
    if at == len(tokens):
        return [list(p) for p in parts] if all(whole("".join(w.text for w in p)) for p in parts) else None
    line, words = tokens[at]
    for k in sorted(range(len(parts)), key=lambda k: last[k] != at - 1):
        same_line = tokens[last[k]][0] == line
        if same_line and last[k] != at - 1:
            continue
        if not same_line and any(j > k and tokens[last[j]][0] == line for j in range(len(parts))):
            continue  # a column to the right already has words on this line
        if "".join(w.text for w in parts[k]) + words.text and opens_header("".join(w.text for w in [*parts[k], words])):
            before = last[k]
            parts[k].append(words)
            last[k] = at
            if found := _search(tokens, at + 1, parts, last, whole):
                return found
            parts[k].pop()
            last[k] = before
    if len(parts) < _MAX_COLUMNS and opens_header(words.text):
        parts.append([words])
        last.append(at)
        if found := _search(tokens, at + 1, parts, last, whole):
            return found
        parts.pop()
        last.pop()
    return None


def opens_header(text: str) -> bool:
    """True for the beginning of a known header."""
    return fold(text) in _beginnings() or columns().exact(text) is not None


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(w[:n] for w in columns().wordings for n in range(1, len(w) + 1))
