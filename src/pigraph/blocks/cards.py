"""File cards that lost their borders: one label and its value per line, card after card.

Accepts, by example::

    파일명 직원 인사기록
    보유근거
    근로기준법 제42조, 인사규정
    제12조
    주요항목 (필수) 성명, 주소
    보유기간 준영구
    파일명 …                          the first label again opens the next card
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from pigraph.blocks.markers import MarkKind, mark_of
from pigraph.blocks.model import Table
from pigraph.lexicon.columns import columns
from pigraph.text import Span, Words

_FIELDS = frozenset(
    ["name", "basis", "purpose", "basis_purpose", "items", "items_required", "items_optional", "retention"]
)
_OPENS = frozenset({"name"})
_BULLETS = frozenset({MarkKind.DASH, MarkKind.DOT, MarkKind.CIRCLE, MarkKind.STAR, MarkKind.PARENS})
_WHOLE = 4
"""Values of a card that is sure to be one; those beside it may say less."""
_TOKEN = re.compile(r"\S+")
_MAX_TOKENS = 3


def cards_at(lines: Sequence[Words], start: int) -> tuple[Table, int] | None:
    """The cards that begin at line ``start`` as one table, and the line after them; None if there are none.

    A card has a name and at least three more labels of what a file table says.
    """
    first = _label(lines[start])
    if first is None or first[0] not in _OPENS:
        return None
    rows: list[dict[str, list[Words]]] = []
    fields: list[str] = []
    headers: dict[str, Words] = {}
    field = ""
    end = start
    while end < len(lines):
        line = lines[end].strip()
        mark = mark_of(line)
        if (mark is not None and mark.kind not in _BULLETS) or line.text.endswith("니다."):
            break
        label = _label(lines[end])
        if label is not None:
            field, words, value = label
            if field == first[0]:
                rows.append({})
            if field not in headers:
                fields.append(field)
                headers[field] = words
            rows[-1].setdefault(field, [])
            if value.text:
                rows[-1][field].append(value)
        else:
            rows[-1][field].append(line)
        end += 1
    filled = [sum(bool(v) for v in r.values()) for r in rows]
    if max(filled) < _WHOLE:
        return None
    rows = [r for r, n in zip(rows, filled, strict=True) if n > 1]
    table = Table(
        rows=tuple(tuple(Words.join(r.get(f, []), "\n") if r.get(f) else Words("", ()) for f in fields) for r in rows),
        span=Span(lines[start].begin, lines[end - 1].end),
        decoded=True,
        complete=True,
        fields=tuple(fields),
        header=tuple(headers[f] for f in fields),
    )
    return table, end


def _label(line: Words) -> tuple[str, Words, Words] | None:
    """Field, label and value of a line that begins with a known header wording."""
    text = line.strip()
    if text.text.startswith(("(", "[", "<", "【")):
        return None  # "(필수) 성명" is a marked value
    ends = [m.end() for m in islice(_TOKEN.finditer(text.text), _MAX_TOKENS)]
    for end in reversed(ends):
        field = columns().exact(text.text[:end])
        if field not in _FIELDS:
            continue
        value = text[end:].strip(" :")
        if columns().exact(value.text) is None:
            return field or "", text[:end], value
    return None
