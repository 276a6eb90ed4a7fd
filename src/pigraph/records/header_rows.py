"""Headers that take more than one row, and tables whose headers are not a row at all → fields, headers and rows.

Accepts, by example::

    수탁자 ─────────  위탁기간      two rows of headers: the lower one says what a column holds
    업체명 │ 재수탁자

    보호책임자 ───  보호담당자 ───   a group of columns for each role: a row for each of them
    성명 │ 전화      성명 │ 전화

    구분     │ ㈜가나 │ ㈜다라     the first column holds the headers, the other columns are the entries
    위탁업무 │ 청소   │ 경비

    파일명   │ 회원   │ 보유기간 │ 3년     a card: labels and values side by side
    운영근거 │ 주민등록법 제7조

    파일명 ─────── │ 회원              labels that span two columns, but where a label has parts
    항목   │ 필수  │ 성명
           │ 선택  │ 이메일

    가나청 │ 제공목적 │ 연말정산      entries whose labels and values stand in the rows of a merged cell
           │ 제공항목 │ 성명
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import ITEM_MARKS, columns
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.text import Words

Cells: TypeAlias = tuple[Words, ...]
Columns: TypeAlias = tuple[tuple[str | None, ...], Cells, list[Cells]]
"""The field of each column (None: unknown), its printed header, and the rows below."""

_LONGEST_HEADER = 20
_NAMES = frozenset({"name", "organisation", "details", None})
_PARTIES = frozenset({"recipient", "processor", "subprocessor"})
_KEYS = _PARTIES | {"name"}


def header(row: Sequence[Words]) -> tuple[str | None, ...]:
    """The fields of a header row; a role beside a column of people holds people ("분야별 책임자 | 분야별 담당자")."""
    fields = [columns().field(c.text) if c.text else None for c in row]
    if "person" in fields:
        roles = cell_words().role_words
        fields = ["person" if f is None and c.text.endswith(roles) else f for f, c in zip(fields, row, strict=True)]
    return tuple(fields)


def two_rows(rows: Sequence[Cells]) -> Columns | None:
    """A header of two rows, with cells that span columns in the upper one and rows elsewhere."""
    if len(rows) < 3 or len(rows[0]) != len(rows[1]) or len(rows[0]) < 3:
        return None
    upper, lower = _once(rows[:2])
    below = [c for c in lower if c.text]
    spanned = [j for j, c in enumerate(upper) if not c.text]
    if len(below) < 2 or not spanned or not upper[0].text or any(not lower[j].text for j in spanned):
        return None
    parents = list(upper)
    for j in spanned:
        parents[j] = parents[j - 1]
    lower = tuple(_whole(parent, child) for parent, child in zip(parents, lower, strict=True))
    # Where all else in the second row is the first one's, what it has of its own can be nothing but headers.
    others = set(range(len(upper))) - {k for j in spanned for k in (j - 1, j)}
    sure = bool(others) and all(same_cell(rows[0][j], rows[1][j]) for j in others)
    for parent, child in zip(parents, lower, strict=True):
        known = columns().field(child.text) or (sure and columns().field(parent.text))
        if child.text and (len(child.text) > _LONGEST_HEADER or not known):
            return None
    groups = [j for j, c in enumerate(upper) if c.text and _is_role(c)]
    fields = header(lower)
    if len(groups) > 1 and len(set(fields)) < len(fields) and all(lower):
        return _group_by_group(parents, groups, fields, lower, rows[2:])
    if sum(columns().field(c.text) is not None for c in upper if c.text) < 2:
        return None
    heads = tuple(_of_two(parent, child) for parent, child in zip(parents, lower, strict=True))
    return header(heads), heads, list(rows[2:])


def _once(rows: Sequence[Cells]) -> list[Cells]:
    """Rows in which a cell that spans several columns or rows stands only where it begins."""
    found: list[Cells] = []
    for i, row in enumerate(rows):
        above = rows[i - 1] if i else ()
        again = [
            (j > 0 and same_cell(cell, row[j - 1])) or (j < len(above) and same_cell(cell, above[j]))
            for j, cell in enumerate(row)
        ]
        found.append(tuple(Words.of("") if a else cell for a, cell in zip(again, row, strict=True)))
    return found


def spans_all(row: Cells) -> bool:
    """True for one cell over the whole width of a table: a heading of the rows below it, or a note."""
    return len(row) > 2 and all(same_cell(row[0], cell) for cell in row[1:])


def same_cell(a: Words, b: Words) -> bool:
    """True for two places of one cell that spans them."""
    return bool(a.text) and a.text == b.text and a.at == b.at


def _whole(parent: Words, child: Words) -> Words:
    """A lower header that says nothing without the upper one: "위탁기간 · 부터"."""
    if not child.text or columns().field(child.text) is not None:
        return child
    both = Words.join([parent, child], " ")
    return both if columns().field(both.text) is not None else child


def _of_two(parent: Words, child: Words) -> Words:
    """What a column holds: the lower header, but "제공받는 자 · 명칭" is who receives."""
    if not child.text:
        return parent
    above, below = columns().field(parent.text), columns().field(child.text)
    return parent if (below in _NAMES and above in _PARTIES) or (above and not below) else child


def _group_by_group(
    roles: Sequence[Words],
    starts: Sequence[int],
    fields: Sequence[str | None],
    heads: Cells,
    body: Sequence[Cells],
) -> Columns:
    """A row for each group of columns that stands under a role."""
    bounds = [*starts, len(heads)]
    names = list(dict.fromkeys(f for f in fields if f))
    printed = [next(h for f, h in zip(fields, heads, strict=True) if f == name) for name in names]
    found: list[Cells] = []
    for row in body:
        for begin, end in pairwise(bounds):
            cells = {f: c for f, c in zip(fields[begin:end], row[begin:end], strict=False) if f}
            if any(c.text for c in cells.values()):
                found.append((roles[begin], *(cells.get(name, Words.of("")) for name in names)))
    return ("role", *names), (Words.of(""), *printed), found


def _is_role(cell: Words) -> bool:
    return cell.text.strip().endswith(cell_words().role_words)


def turned(rows: Sequence[Cells], known: int) -> Columns | None:
    """A table whose first column holds the headers and whose columns are the entries.

    ``known``: how many headers its first row has, if that were the header.
    """
    if len(rows) < 3 or len(rows[0]) < 2:
        return None
    lexicon = columns()
    labels = [r[0] for r in rows]
    fields = [lexicon.field(w.text) if w.text else None for w in labels]
    if len(rows[0]) == 2 and fields[0] is not None and fields[0] in fields[1:]:
        return None  # several entries below each other
    below = [f for f in fields[1:] if f]
    if known == 1 and fields[0] in _KEYS and len(rows[0]) > 2:  # the first row can be no header: it names the entries
        if len(below) < max(1, 0.5 * (len(rows) - 1)):
            return None
    elif len(below) < max(2, 0.7 * (len(rows) - 1)) or len(set(below)) < 2 or len(below) < known:
        return None
    others = [(field, c) for field, r in zip(fields, rows, strict=True) for c in r[1:] if c.text]
    if sum(_is_label(c, field) for field, c in others) > 0.3 * len(others):
        return None
    only_labels = all(lexicon.field(c.text) == "details" for c in rows[0][1:] if c.text)
    start = 1 if only_labels and fields[0] in ("role", None) else 0
    if start == 0 and (fields[0] == "role" or not labels[0].text):
        fields[0] = "role" if "person" in fields else "name"  # duties of people, else the entries
    body = [tuple(r[k] for r in rows[start:]) for k in range(1, len(rows[0]))]
    return tuple(fields[start:]), tuple(labels[start:]), body


def card(rows: Sequence[Cells]) -> list[tuple[str, Words, Words]] | None:
    """A table of labels and their values, two or more pairs side by side: (field, label, value) in order.

    A label may have parts: "항목 │ 필수 │ 성명" is the label 필수 and its value.
    """
    rows = _once(rows)
    width = len(rows[0]) if rows else 0
    if width < 4 or width % 2 or not any(r[2].text for r in rows):
        return None
    pairs: list[tuple[Words, Words]] = []
    for r in rows:
        if r[2].text and not any(c.text for c in r[3:]) and columns().field(r[1].text) in ITEM_MARKS:
            pairs.append((r[1], r[2]))
        else:
            pairs.extend((r[j], r[j + 1]) for j in range(0, width, 2) if r[j].text)
    known = [(columns().field(label.text), label, value) for label, value in pairs]
    if len(known) < 3 or sum(f is not None for f, _, _ in known) < 0.8 * len(known):
        return None
    if sum(_is_label(value, columns().field(label.text)) for label, value in pairs) > 0.5 * len(pairs):
        return None
    # A second row that says again what the first one does is a row of another entry.
    fields = [f for f, _, _ in known if f]
    return None if len(set(fields)) < len(fields) else [(f, label, value) for f, label, value in known if f]


def spanned(rows: Sequence[Cells]) -> list[tuple[str | None, Words, Words]] | None:
    """A table of three columns whose labels span the first two, but where these are a label and its parts.

    (field, label, value) in order, as of `upright`.
    """
    if len(rows) < 2 or any(len(r) != 3 for r in rows) or not any(same_cell(r[0], r[1]) for r in rows):
        return None
    known: list[tuple[str | None, Words, Words]] = []
    for label, part, value in rows:
        field = columns().field(label.text)
        if same_cell(part, value):  # the value spans two columns instead
            known.append((field, label, value))
        elif same_cell(label, part) or columns().field(part.text) not in ITEM_MARKS:
            known.append((field if same_cell(label, part) else None, label, value))
        else:
            known.append((columns().field(part.text), part, value))
    if sum(f is not None for f, _, _ in known) < max(2, 0.8 * len(known)):
        return None
    values = [(f, v) for f, _, v in known if v.text]
    return known if sum(_is_label(v, f) for f, v in values) <= 0.5 * len(values) else None


def grouped(rows: Sequence[Cells]) -> Columns | None:
    """A table of three columns: who or what, merged over the rows of its labels, and a value beside each label."""
    if len(rows) < 2 or any(len(r) != 3 for r in rows):
        return None
    groups: list[tuple[Words, list[tuple[str | None, Words, Words]]]] = []
    for key, label, value in rows:
        if not groups or (key.text and not same_cell(key, groups[-1][0])):
            groups.append((key, []))
        groups[-1][1].append((columns().field(label.text) if label.text else None, label, value))
    pairs = [pair for _, group in groups for pair in group]
    fields = [f for f, _, _ in pairs if f]
    repeated = any(len({f for f, _, _ in g if f}) < sum(f is not None for f, _, _ in g) for _, g in groups)
    others = [(f, c) for key, group in groups for f, c in ((None, key), *((f, v) for f, _, v in group)) if c.text]
    if (
        min(len(g) for _, g in groups) < 2
        or len(fields) < 0.8 * len(pairs)
        or repeated
        or any(not key.text or same_cell(key, group[0][1]) for key, group in groups)
        or sum(_is_label(c, f) for f, c in others) > 0.2 * len(others)
    ):
        return None
    names = list(dict.fromkeys(fields))
    printed = [next(label for f, label, _ in pairs if f == name) for name in names]
    body = [
        (key, *(next((v for f, _, v in group if f == name), Words.of("")) for name in names)) for key, group in groups
    ]
    first = "role" if {"person", "name"} & set(names) else "name"
    return (first, *names), (Words.of(""), *printed), body


def _is_label(cell: Words, field: str | None) -> bool:
    """True for the wording of a header; beside a label of items "전자우편주소" is an item."""
    listed = field is not None and field.startswith("items") and vocabulary().knows_item(cell.text.strip())
    return not listed and columns().exact(cell.text) is not None


def upright(rows: Sequence[Cells]) -> list[tuple[str | None, Words, Words]] | None:
    """A table of two columns whose first one holds the labels: (field, label, value) in order."""
    pairs = [(r[0], r[1]) for r in rows if len(r) >= 2 and r[0].text]
    known = [(columns().field(label.text), label, value) for label, value in pairs]
    if not known or sum(1 for f, _, _ in known if f) < max(2, 0.6 * len(known)):
        return None
    return known
