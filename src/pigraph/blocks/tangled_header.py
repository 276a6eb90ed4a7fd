"""Headers whose wordings are tangled: columns side by side, each broken over lines, taken out of a page line by line.

Accepts, by example (blocks are set apart by blank lines)::

    제공받는 / 제공목적 / 자            → 제공받는 자, 제공목적
    순 개인정보파일의 / 번 명칭          → 순번, 개인정보파일의 명칭
    보유 / 기간                       → 보유 기간

Only exact wordings of the lexicon count: what is put together must not be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pigraph.lexicon.columns import columns
from pigraph.text import Words, fold

_TOKEN = re.compile(r"\S+")
_MAX_TOKENS = 16
_MAX_COLUMNS = 9


def blocks_of(lines: Sequence[Words], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The blocks of lines from ``start``: runs without a blank line between them, as line ranges."""
    begin = start
    for n in range(start + 1, end + 1):
        if n == end or lines[n].begin - lines[n - 1].end > 1:
            yield begin, n
            begin = n


def untangle(lines: Sequence[Words]) -> list[tuple[str, Words]] | None:
    """The field and words of each header in some lines, in their order; None if a word is left over."""
    tokens = [(n, line[m.start() : m.end()]) for n, line in enumerate(lines) for m in _TOKEN.finditer(line.text)]
    if not 0 < len(tokens) <= _MAX_TOKENS:
        return None
    found = _search(tokens, 0, [], [])
    if found is None:
        return None
    return [(columns().exact("".join(w.text for w in parts)) or "", Words.join(parts)) for parts in found]


_Parts = list[Words]


def _search(
    tokens: Sequence[tuple[int, Words]], at: int, parts: list[_Parts], last: list[int]
) -> list[_Parts] | None:
    """Gives the token ``at`` to a header that goes on, else to a new one; ``last``: index of each one's last token."""
    if at == len(tokens):
        whole = all(columns().exact("".join(w.text for w in p)) is not None for p in parts)
        return [list(p) for p in parts] if whole else None
    line, words = tokens[at]
    for k in sorted(range(len(parts)), key=lambda k: last[k] != at - 1):
        same_line = tokens[last[k]][0] == line
        if same_line and last[k] != at - 1:
            continue
        if not same_line and any(j > k and tokens[last[j]][0] == line for j in range(len(parts))):
            continue  # a column to the right already has words on this line
        if "".join(w.text for w in parts[k]) + words.text and _opens("".join(w.text for w in [*parts[k], words])):
            before = last[k]
            parts[k].append(words)
            last[k] = at
            if found := _search(tokens, at + 1, parts, last):
                return found
            parts[k].pop()
            last[k] = before
    if len(parts) < _MAX_COLUMNS and _opens(words.text):
        parts.append([words])
        last.append(at)
        if found := _search(tokens, at + 1, parts, last):
            return found
        parts.pop()
        last.pop()
    return None


def _opens(text: str) -> bool:
    return fold(text) in _beginnings() or columns().exact(text) is not None


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(w[:n] for w in columns().wordings for n in range(1, len(w) + 1))
