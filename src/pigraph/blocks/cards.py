"""File cards that lost their borders: one label and its value per line, card after card.

Accepts, by example::

    파일명 직원 인사기록
    보유근거
    근로기준법 제42조, 인사규정
    제12조
    주요항목 (필수) 성명, 주소
    보유기간 준영구
    파일명 …                          the first label again opens the next card

    보유목 급여 지급 및 4대 보험        a narrow column of labels tears them: 보유목적, 주요항목
    적
    주요 성명, 주소,
    항목 전화번호

    파일명 / 보유근거 / 보유기간        the labels as one block, then as many values
    직원 인사기록 / 인사규정 제12조 / 준영구
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from pigraph.blocks.markers import MarkKind, mark_of
from pigraph.blocks.model import Table
from pigraph.blocks.page import Page
from pigraph.blocks.tokens import tokenise
from pigraph.blocks.wrapped import wrapped
from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import columns
from pigraph.lexicon.weights import cell_weights
from pigraph.text import Span, Words

_FIELDS = frozenset(
    ["name", "basis", "purpose", "basis_purpose", "items", "items_required", "items_optional", "retention"]
)
_OPENS = frozenset({"name"})
_BULLETS = frozenset({MarkKind.DASH, MarkKind.DOT, MarkKind.CIRCLE, MarkKind.STAR, MarkKind.PARENS})
_TOKEN = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
_MAX_TOKENS = 3
_MAX_TORN = 4
_LEAST = 4
"""Values of a card that is sure to be one; those beside it may say less."""
_NO_PAGE = Page(80, False)


class _Label(NamedTuple):
    """A label with its field, the lines of its value so far, and the line after it; ``torn``: over two lines."""

    field: str
    words: Words
    value: list[Words]
    end: int
    torn: bool = False


def cards_at(lines: Sequence[Words], start: int) -> tuple[Table, int] | None:
    """The cards that begin at line ``start`` as one table, and the line after them; None if there are none.

    A card has a name and at least three more labels of what a file table says.
    """
    first = _label(lines, start)
    if first is None or first.field not in _OPENS:
        return None
    rows: list[dict[str, list[Words]]] = []
    headers: dict[str, Words] = {}
    loose: list[Words] = []
    field = ""
    end = start
    while end < len(lines):
        line = lines[end].strip()
        mark = mark_of(line)
        if (mark is not None and mark.kind not in _BULLETS) or line.text.endswith("니다."):
            break
        if end > start and stacked_card_at(lines, end):
            break
        label = _label(lines, end)
        if label is not None:
            centred = _centred(rows[-1], field, label, loose) if rows else []
            if rows:
                rows[-1][field] += loose[: len(loose) - len(centred)]
            loose = []
            field = label.field
            if field == first.field:
                rows.append({})
            headers.setdefault(field, label.words)
            rows[-1].setdefault(field, [])
            rows[-1][field] += [*label.value[:1], *centred, *label.value[1:]]
            end = label.end
            continue
        if _is_caption(line.text) or _is_past_period(rows[-1], field, loose, line):
            if len(rows[-1]) >= _LEAST:
                break
        else:
            loose.append(line)
        end += 1
    if not rows:
        return None
    rows[-1][field] += loose
    filled = [sum(bool(v) for v in r.values()) for r in rows]
    if max(filled) < _LEAST:
        return None
    rows = [r for r, n in zip(rows, filled, strict=True) if n > 1]
    return (_table(headers, rows, Span(lines[start].begin, lines[end - 1].end)), end) if rows else None


def stacked_card_at(lines: Sequence[Words], start: int) -> tuple[Table, int] | None:
    """The card whose labels stand in one block and whose values follow, a line each, in the next; else None."""
    labels: list[tuple[str, Words]] = []
    end = start
    while end < len(lines) and (field := columns().exact(lines[end].text)) in _FIELDS:
        labels.append((field or "", lines[end].strip()))
        end += 1
    fields = [f for f, _ in labels]
    if len(labels) < _LEAST or fields[0] not in _OPENS or len(set(fields)) < len(fields):
        return None
    values: list[Words] = []
    while end < len(lines) and (not values or lines[end].begin - lines[end - 1].end <= 1):
        if not _is_caption(lines[end].text):
            values.append(lines[end].strip())
        end += 1
    if len(values) != len(labels) or any(mark_of(v) is not None for v in values):
        return None
    row = {f: [v] for f, v in zip(fields, values, strict=True)}
    return _table(dict(labels), [row], Span(lines[start].begin, lines[end - 1].end)), end


def _table(headers: dict[str, Words], rows: Sequence[dict[str, list[Words]]], span: Span) -> Table:
    return Table(
        rows=tuple(tuple(wrapped(r.get(f, [])) for f in headers) for r in rows),
        span=span,
        complete=True,
        fields=tuple(headers),
        header=tuple(headers.values()),
    )


def _label(lines: Sequence[Words], at: int) -> _Label | None:
    """The label that line ``at`` begins with, whole or torn."""
    text = lines[at].strip()
    tokens = list(islice(_TOKEN.finditer(text.text), _MAX_TOKENS))
    if not tokens or text.text[0] in "([<【":
        return None  # "(필수) 성명" is a marked value
    for token in reversed(tokens):
        field = columns().exact(text.text[: token.end()])
        if field not in _FIELDS:
            continue
        value = text[token.end() :].strip(" :")
        if columns().exact(value.text) is None:
            return _Label(field or "", text[: token.end()], [value] if value.text else [], at + 1)
    if tokens[0].end() > _MAX_TORN:
        return None
    return _torn(lines, at, text[: tokens[0].end()], text[tokens[0].end() :].strip(" :"))


def _torn(lines: Sequence[Words], at: int, head: Words, value: Words) -> _Label | None:
    """A label of which ``head`` is the first half: the second one begins a line soon after."""
    if columns().exact(head.text) or not _LETTER.search(head.text):  # "○" before a label is no half of it
        return None
    for n in range(at + 1, min(len(lines), at + 1 + (_MAX_TORN if value.text else 1))):
        m = re.match(r"\s*(\S{1,3})(?=\s|$)", lines[n].text)
        if m is None:
            continue
        field = columns().exact(head.text + m[1])
        if field not in _FIELDS:
            continue
        between = [x.strip() for x in lines[at + 1 : n] if not _is_caption(x.text)]
        rest = lines[n][m.end() :].strip(" :")
        words = Words.join([head, lines[n][m.start(1) : m.end(1)]], "")
        return _Label(field or "", words, [v for v in (value, *between, rest) if v.text], n + 1, True)
    return None


def _centred(row: dict[str, list[Words]], field: str, label: _Label, loose: Sequence[Words]) -> list[Words]:
    """The last of the ``loose`` lines before a label that belong to it: it stands in the middle of its cell.

    They look like its value and not like that of the label before, which has one.
    """
    taken: list[Words] = []
    for line in reversed(loose):
        if not (row.get(field) or line is not loose[0]) or _worth(line, label.field) <= _worth(line, field) + 1:
            break
        taken.insert(0, line)
    return taken


def _worth(line: Words, field: str) -> float:
    names = {"items_required": "items", "items_optional": "items"}
    return sum(cell_weights().score(t.cues, names.get(field, field)) for t in tokenise([line], _NO_PAGE))


def _is_caption(text: str) -> bool:
    """True for the title of a card: "직원 개인정보 수집 및 보유 안내"."""
    return "개인정보" in text and text.strip().endswith(cell_words().captions)


def _is_past_period(row: dict[str, list[Words]], field: str, loose: Sequence[Words], line: Words) -> bool:
    """True for a line under a whole period that adds nothing to it: the title of what follows."""
    have = [*row[field], *loose]
    return field == "retention" and any(_worth(x, field) > 0 for x in have) and _worth(line, field) <= 0
