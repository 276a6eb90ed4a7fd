"""Tables → rows of fields: header, composite cells, torn and merged cells.

A `Grid` row maps fields of ``columns.toml`` to the words of its cells. Blank cells below a filled one are
merged cells: they repeat it. A row without a key of its own after a page break goes on with the row before.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from pigraph.blocks.model import Table
from pigraph.lexicon.columns import ITEM_MARKS
from pigraph.patterns import seldom
from pigraph.records.header_rows import card, grouped, header, same_cell, spanned, spans_all, turned, two_rows, upright
from pigraph.records.model import How
from pigraph.records.pairs import read_pairs
from pigraph.text import Span, Words, opens

_NEVER_MERGED = frozenset({"index", "person", "email", "title", "remark", "audit", "count", "role", "requirement"})
_KEYS = ("index", "name", "recipient", "processor", "role", "person", "data_source")
_TAILS = frozenset({"period", "retention", "contact", "phone", "basis"})
_CONTACTS = frozenset({"contact", "phone", "email", "fax"})
_NOTE_SIGNS = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰")
_NOTE_MARK = seldom(r"\s?[¹²³⁴⁵⁶⁷⁸⁹⁰]+[⁾)]|(?<=[가-힣)])\s?[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
"""What refers from a cell to a footnote; "m²" does not."""
_BLANK = frozenset({"", "-", "–", "—", "〃", "″", '"'})
_DITTO = frozenset({"〃", "″", '"', "상동", "위와 같음", "좌동"})


class Row(Struct):
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


class Grid(Struct, frozen=True):
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
    if card(table.rows) or spanned(table.rows):
        return _upright(table)
    if found := grouped(table.rows):
        return _grid(replace(table, complete=True), *found, How.TABLE)
    for n, row in enumerate(table.rows[:3]):
        fields = header(row)
        if found := two_rows(table.rows[n:]):
            return _grid(table, *found, How.TABLE)
        filled = [c for c in row if c.text]
        known = [f for f in fields if f]
        if found := turned(table.rows[n:], len(known)):
            return _grid(table, *found, How.TABLE)
        if (len(known) >= 2 and len(known) >= 0.6 * len(filled)) or (known and len(filled) == len(row) == len(known)):
            return _grid(table, fields, row, table.rows[n + 1 :], How.TABLE)
    return _upright(table)


def _upright(table: Table) -> Grid | None:
    """A card as one row; where its first label stands again, another row begins."""
    known = card(table.rows) or spanned(table.rows) or upright(table.rows)
    if known is None:
        return None
    first = next((f for f, _, words in known if f and words.text), None)
    rows: list[Row] = []
    for name, label, words in known:
        if not name or not words.text:
            continue
        if not rows or (name == first in _KEYS and name in rows[-1].cells):
            rows.append(Row(span=Span(label.begin, words.end)))
        rows[-1].cells.setdefault(name, []).append(words)
        rows[-1].span = Span(rows[-1].span.begin, max(rows[-1].span.end, words.end))
    if len(rows) < 2:
        rows = [Row(rows[0].cells if rows else {}, span=table.span)]
    return Grid(tuple(f for f, _, _ in known), tuple(a for _, a, _ in known), tuple(rows), How.TABLE, table.span)


def _grid(
    table: Table,
    fields: tuple[str | None, ...],
    headers: tuple[Words, ...],
    body: Sequence[tuple[Words, ...]],
    how: How,
) -> Grid:
    fields = _one_name(fields, headers)
    rows: list[Row] = []
    raw: list[tuple[Words, ...]] = []
    head = tuple(h.text for h in headers)
    offset = len(table.rows) - len(body)
    for k, cells in enumerate(body):
        if tuple(c.text for c in cells) == head or not any(c.text.strip() for c in cells) or spans_all(cells):
            continue
        row = _row(fields, _under_one_header(fields, headers, cells))
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


def _one_name(fields: tuple[str | None, ...], headers: Sequence[Words]) -> tuple[str | None, ...]:
    """Of a column of tasks and one of files, the files are named: "업무 | 개인정보파일"; the tasks are their groups."""
    files = [j for j, h in enumerate(headers) if j < len(fields) and fields[j] == "name" and "파일" in h.text]
    if not files or fields.count("name") == len(files):
        return fields
    return tuple("role" if f == "name" and j not in files else f for j, f in enumerate(fields))


def _under_one_header(
    fields: Sequence[str | None], headers: Sequence[Words], cells: Sequence[Words]
) -> Sequence[Words]:
    """The cells of a row, those of a law and its articles that stand under one header over both as one."""
    found = list(cells)
    for j in range(len(headers) - 1, 0, -1):
        if j >= len(cells) or fields[j] != "basis" or not same_cell(headers[j - 1], headers[j]):
            continue
        parts = [found[j - 1]] if same_cell(found[j - 1], found[j]) else [c for c in found[j - 1 : j + 1] if c.text]
        found[j - 1 : j + 1] = [Words.join(parts, " ") if parts else Words.of(""), Words.of("")]
    return found


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
    for name, printed in zip(fields, cells, strict=False):
        words = _without_note_marks(printed)
        if ":" in words.text or "：" in words.text:
            pairs = read_pairs(words)
            kinds = {p.field for p in pairs} - ITEM_MARKS
            lead = words[: words.index(pairs[0].label.begin) or 0].strip(" -·•○\n") if pairs else words
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


def _without_note_marks(cell: Words) -> Words:
    if _NOTE_SIGNS.isdisjoint(cell.text):
        return cell
    begin = 0
    kept: list[Words] = []
    for m in _NOTE_MARK.finditer(cell.text):
        if m[0].endswith((")", "⁾")) and opens("".join([*(k.text for k in kept), cell.text[begin : m.start()]])):
            continue  # "연면적(m²)"
        kept.append(cell[begin : m.start()])
        begin = m.end()
    return Words.join([*kept, cell[begin:]], "")


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
        others = set(fields) - _NEVER_MERGED - {name}
        for i, row in enumerate(rows):
            words = row.cells.get(name)
            if words and words[0].text.strip() in _DITTO and last is not None:
                words = None
            if words:
                last = i
            elif name == "items" and len(others) > 2 and others <= set(row.cells) - row.merged:
                continue  # a row that says all else itself has no items here: they may stand in a note
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
