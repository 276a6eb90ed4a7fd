"""Tables → rows of fields: header, composite cells, torn and merged cells.

A `Grid` row maps fields of ``columns.toml`` to the words of its cells. Blank cells below a filled one are
merged cells: they repeat it. A row without a key of its own after a page break goes on with the row before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pigraph.blocks.model import Table
from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import columns
from pigraph.records.model import How
from pigraph.records.pairs import read_pairs
from pigraph.text import Span, Words

_NEVER_MERGED = frozenset({"index", "person", "email", "title", "remark", "audit", "count", "role"})
_KEYS = ("index", "name", "recipient", "processor", "role", "person", "data_source")
_TAILS = frozenset({"period", "retention", "contact", "phone", "basis"})
_MARKS = frozenset({"items_required", "items_optional", "items_automatic"})
_CONTACTS = frozenset({"contact", "phone", "email", "fax"})
_BLANK = frozenset({"", "-", "–", "—", "〃", "″", '"'})
_DITTO = frozenset({"〃", "″", '"', "상동", "위와 같음", "좌동"})


@dataclass(slots=True)
class Row:
    """One row: cells by field (several columns may share a field), and the source range they stand in."""

    cells: dict[str, list[Words]] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)
    span: Span = field(default_factory=lambda: Span(0, 0))
    leading: Words | None = None

    def get(self, *names: str) -> Words | None:
        """The first non-blank cell of the given fields."""
        for name in names:
            for words in self.cells.get(name, ()):
                if words.text.strip() not in _BLANK:
                    return words
        return None

    def all(self, *names: str) -> list[Words]:
        return [w for n in names for w in self.cells.get(n, ()) if w.text.strip() not in _BLANK]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that was understood: its fields, headers and rows. ``torn``: fields whose blanks cannot be placed."""

    fields: tuple[str | None, ...]
    headers: tuple[Words, ...]
    rows: tuple[Row, ...]
    how: How
    span: Span
    torn: frozenset[str] = frozenset()

    def has(self, *names: str) -> bool:
        return any(n in row.cells for n in names for row in self.rows)

    def header_of(self, name: str) -> str:
        """The printed header of a field ("" if it has none)."""
        for f, h in zip(self.fields, self.headers, strict=False):
            if f == name:
                return h.text
        return ""


def read_grid(table: Table) -> Grid | None:
    """The grid of a table; None when no header tells what its columns are."""
    if table.fields:
        return _grid(table, table.fields, table.header, table.rows, How.DECODED)
    for n, row in enumerate(table.rows[:3]):
        fields = _header(row)
        filled = [c for c in row if c.text]
        known = [f for f in fields if f]
        if turned := _turned(table.rows[n:], len(known)):
            return _grid(table, *turned, How.TABLE)
        if (len(known) >= 2 and len(known) >= 0.6 * len(filled)) or (known and len(filled) == len(row) == len(known)):
            return _grid(table, fields, row, table.rows[n + 1 :], How.TABLE)
    return _upright(table)


def _header(row: Sequence[Words]) -> tuple[str | None, ...]:
    """The fields of a header row; a role beside a column of people holds people ("분야별 책임자 | 분야별 담당자")."""
    fields = [columns().field(c.text) if c.text else None for c in row]
    if "person" in fields:
        roles = cell_words().role_words
        fields = ["person" if f is None and c.text.endswith(roles) else f for f, c in zip(fields, row, strict=True)]
    return tuple(fields)


def _turned(
    rows: Sequence[tuple[Words, ...]], known: int
) -> tuple[tuple[str | None, ...], tuple[Words, ...], list[tuple[Words, ...]]] | None:
    """A table whose first column holds the headers and whose columns are the entries: fields, headers, rows."""
    if len(rows) < 3 or len(rows[0]) < 2:
        return None
    lexicon = columns()
    labels = [r[0] for r in rows]
    fields = [lexicon.field(w.text) if w.text else None for w in labels]
    below = [f for f in fields[1:] if f]
    if len(below) < max(2, 0.7 * (len(rows) - 1)) or len(set(below)) < 2 or len(below) < known:
        return None
    others = [c for r in rows for c in r[1:] if c.text]
    if sum(lexicon.exact(c.text) is not None for c in others) > 0.3 * len(others):
        return None
    only_labels = all(lexicon.field(c.text) == "details" for c in rows[0][1:] if c.text)
    start = 1 if only_labels and fields[0] in ("role", None) else 0
    if start == 0 and fields[0] == "role":
        fields[0] = "name"
    body = [tuple(r[k] for r in rows[start:]) for k in range(1, len(rows[0]))]
    return tuple(fields[start:]), tuple(labels[start:]), body


def _upright(table: Table) -> Grid | None:
    """A two-column table whose first column holds the labels: one row."""
    lexicon = columns()
    pairs = [(r[0], r[1]) for r in table.rows if len(r) >= 2 and r[0].text]
    known = [(lexicon.field(a.text), a, b) for a, b in pairs]
    if not known or sum(1 for f, _, _ in known if f) < max(2, 0.6 * len(known)):
        return None
    row = Row(span=table.span)
    for name, _, words in known:
        if name and words.text:
            row.cells.setdefault(name, []).append(words)
    return Grid(tuple(f for f, _, _ in known), tuple(a for _, a, _ in known), (row,), How.TABLE, table.span)


def _grid(
    table: Table,
    fields: tuple[str | None, ...],
    headers: tuple[Words, ...],
    body: Sequence[tuple[Words, ...]],
    how: How,
) -> Grid:
    rows: list[Row] = []
    raw: list[tuple[Words, ...]] = []
    head = tuple(h.text for h in headers)
    offset = len(table.rows) - len(body)
    for k, cells in enumerate(body):
        if tuple(c.text for c in cells) == head or not any(c.text.strip() for c in cells):
            continue
        row = _row(fields, cells)
        if rows and k + offset in table.joins and not any(n in row.cells for n in _KEYS):
            _append(rows[-1], row)
            continue
        if rows and _continues(rows[-1], row, fields):
            if row.leading is not None and rows[-1].cells:
                last = list(rows[-1].cells)[-1]
                rows[-1].cells[last] = [Words.join([*rows[-1].cells[last], row.leading])]
            for name, words in row.cells.items():
                rows[-1].cells.setdefault(name, []).extend(words)
            rows[-1].span = Span(rows[-1].span.begin, row.span.end)
            continue
        rows.append(row)
        raw.append(cells)
    torn = _torn(fields, rows)
    if not table.complete:
        _fill(rows, [f for f in fields if f and f not in torn], both_ways=how is How.DECODED)
    return Grid(fields, headers, tuple(rows), how, table.span, torn)


def _index(words: Words, offset: int) -> int:
    return next((i for i, o in enumerate(words.at) if o == offset), 0)


def _append(before: Row, row: Row) -> None:
    """Puts the second half of a row that a page break tore behind the first, cell by cell."""
    for name, words in row.cells.items():
        first = before.cells.get(name)
        before.cells[name] = [Words.join([*(first or []), *words], " ")]
    before.span = Span(before.span.begin, row.span.end)


def _row(fields: Sequence[str | None], cells: Sequence[Words]) -> Row:
    row = Row()
    spans = [c.hull for c in cells if c.text.strip()]
    if spans:
        row.span = Span(min(s.begin for s in spans), max(s.end for s in spans))
    for name, words in zip(fields, cells, strict=False):
        if ":" in words.text or "：" in words.text:
            pairs = read_pairs(words)
            kinds = {p.field for p in pairs} - _MARKS
            lead = words[: max(0, _index(words, pairs[0].label.begin))].strip(" -·•○\n") if pairs else words
            composite = len(kinds) >= 2 and len(lead) <= 3
            if pairs and name in (None, "details") and len(lead) > 3:
                row.leading = lead
            elif name and name not in kinds | _CONTACTS and not composite and lead.text and kinds and kinds <= _TAILS:
                row.cells.setdefault(name, []).append(lead)
                for pair in pairs:
                    row.cells.setdefault(pair.field, []).append(pair.value)
                continue
            if name not in _CONTACTS and (composite or (name in (None, "details") and pairs)):
                for pair in pairs:
                    row.cells.setdefault(pair.field, []).append(pair.value)
                continue
        if name and words.text.strip():
            row.cells.setdefault(name, []).append(words)
    return row


def _continues(before: Row, row: Row, fields: Sequence[str | None]) -> bool:
    """True for the second half of a composite row that a page break tore: it lacks the key and adds what is missing."""
    if len([f for f in fields if f != "index"]) > 2:
        return False
    keys = ("recipient", "processor", "name")
    has_key = any(k in row.cells for k in keys)
    new = [n for n in row.cells if n not in ("index", "data_source")]
    return (
        not has_key and any(k in before.cells for k in keys) and bool(new) and not any(n in before.cells for n in new)
    )


def _torn(fields: Sequence[str | None], rows: Sequence[Row]) -> frozenset[str]:
    """Merged grouping cells that a page break moved off their rows: the first row is blank, later ones are not."""
    return frozenset(
        f for f in fields if f == "data_source" and rows and f not in rows[0].cells and any(f in r.cells for r in rows)
    )


def _fill(rows: Sequence[Row], fields: Sequence[str], both_ways: bool) -> None:
    """Blank cells repeat the cell above (in tables that lost their borders also the one below)."""
    groups = list(range(len(rows)))
    for name in dict.fromkeys(fields):
        if name in _NEVER_MERGED:
            continue
        last: int | None = None
        for i, row in enumerate(rows):
            words = row.cells.get(name)
            if words and words[0].text.strip() in _DITTO and last is not None:
                words = None
            if words:
                last = i
            elif last is not None and row.cells:
                row.cells[name] = rows[last].cells[name]
                row.merged.add(name)
                groups[i] = min(groups[i], groups[last])
        if both_ways:
            for i in range(len(rows) - 2, -1, -1):
                if name not in rows[i].cells and name in rows[i + 1].cells and rows[i].cells:
                    rows[i].cells[name] = rows[i + 1].cells[name]
                    rows[i].merged.add(name)
                    groups[i + 1] = min(groups[i], groups[i + 1])
    for i in range(1, len(rows)):
        if (
            set(rows[i].cells) - rows[i].merged <= {"role", "index"}
            and "role" in rows[i].cells
            and "role" in rows[i - 1].cells
        ):
            for name, cells in rows[i - 1].cells.items():  # one person for several duties
                rows[i].cells.setdefault(name, cells)
    hulls: dict[int, Span] = {}
    for i, row in enumerate(rows):
        hull = hulls.get(groups[i], row.span)
        hulls[groups[i]] = Span(min(hull.begin, row.span.begin), max(hull.end, row.span.end))
    for i, row in enumerate(rows):
        row.span = hulls[groups[i]]
