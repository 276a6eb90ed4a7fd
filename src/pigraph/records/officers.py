"""Privacy officers, staff and desks from tables.

Accepts, by example::

    구분 · 부서명 · 성명 · 직급 · 연락처 (a contact cell may be merged over rows)
    담당부서 · 파일명 · 분야별 책임자 · 분야별 담당자 (a person with contact in each of several columns)
    파일명 · 주무부서 · 위치 (in a section on where to ask for access)
    (without column headers) labelled cells under a role, or rows that open with a role
    a role over two columns, labels and values under it, another role beside it
    보호책임자 · 성명: 홍길동 / 연락처 · abc@de.kr (the second row is about the person of the first)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pigraph.blocks.model import Table
from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import columns
from pigraph.patterns import seldom
from pigraph.records.grid import Grid, Row, read_grid
from pigraph.records.header_rows import spans_all
from pigraph.records.holdings import clean_name
from pigraph.records.model import How, Officer
from pigraph.records.officer_entries import (
    CONTACTS,
    FIELDS,
    Entry,
    has_contact,
    is_desk,
    is_name,
    is_role,
    officer,
    read_position,
    role_line,
)
from pigraph.records.pairs import read_pairs
from pigraph.sections.model import Placed, Section
from pigraph.text import Span, Words

_ROLE_AS_TITLE = seldom(r"(?P<role>[^()]*(?:책임자|담당자|취급자))\s*(?:\((?P<title>[^()]+)\))?\s*$")


def is_officer_table(grid: Grid, section: Section) -> bool:
    """True for a table of people or departments and how to reach them; under a heading on access, where they sit."""
    if grid.has("duty", "recording", "count", "change", "items", "retention", "recipient", "processor"):
        return False
    person = grid.has("person") and grid.has("department", "role", "title", "contact", "phone", "email")
    reached = ("contact", "phone", "email", *(("place",) if section.is_about("access_request") else ()))
    return person or (grid.has("department") and grid.has(*reached))


def read_officers(grid: Grid, section: Section, placed: Placed) -> list[Officer]:
    """The officers of a table."""
    heading = _heading_over(placed) or section.heading
    roles = [h for f, h in zip(grid.fields, grid.headers, strict=False) if f == "person" and is_role(h.text)]
    found: list[Officer] = []
    entries: list[Entry] = []
    for row in grid.rows:
        if len(roles) > 1 and len(row.all("person")) == len(roles):
            found.extend(o for e in _one_each(row, roles, grid.how) if (o := officer(e)))
            continue
        role = row.get("role", "organisation")
        if entries and role is not None and columns().field(role.text) in CONTACTS:
            entries[-1].cells.setdefault("contact", []).extend(row.all("details"))
            entries[-1].spans.append(row.span)
            continue
        cells = row.cells
        if role is None and (title := row.get("title")) is not None and (m := _ROLE_AS_TITLE.match(title.text)):
            role = title[m.start("role") : m.end("role")].strip()
            rank = [title[m.start("title") : m.end("title")]] if m["title"] else []
            cells = {**cells, "title": rank}
        entry = Entry(
            role or heading,
            section.is_about("access_request"),
            cells,
            [row.span],
            grid.how,
        )
        _composite(row, grid, entry)
        entries.append(entry)
    return [*found, *(one for e in entries if (one := officer(e)) is not None)]


def read_desks(section: Section) -> list[Officer]:
    """The desks for requests in tables of a section on rights: those under a title that says so."""
    found: list[Officer] = []
    for placed in section.tables():
        titles = [row[0] for row in placed.table.rows[:1] if spans_all(row)]
        titles += [n.words for n in (placed.before, *placed.lead[-1:]) if n is not None]
        grid = read_grid(placed.table) if any(is_desk(t) and is_role(t.text.strip()) for t in titles) else None
        if grid is not None and is_officer_table(grid, section):
            found.extend(replace(o, access_desk=True) for o in read_officers(grid, section, placed))
    return found


def _one_each(row: Row, roles: Sequence[Words], how: How) -> Iterator[Entry]:
    """The people of a row with a column for each role; they share its department."""
    for role, person in zip(roles, row.all("person"), strict=True):
        shared = ("department", *(() if has_contact(person) else sorted(CONTACTS)))
        cells = {"person": [person]} | {name: row.all(name) for name in shared if row.get(name)}
        yield Entry(role, False, cells, [row.span], how)


def read_loose_officers(table: Table, section: Section) -> list[Officer]:
    """The officers of a table without column headers: labelled cells under a role, or rows that open with one."""
    desk = section.is_about("access_request") and not section.is_about("officer")
    entries = _beside(table, desk)
    for n, row in enumerate(table.rows):
        cells = [c for c in row if c.text.strip()]
        for j, cell in enumerate(row):
            pairs = read_pairs(cell, FIELDS)
            if len({p.field for p in pairs}) < 2:
                continue
            role = (table.rows[0][j] if n else None) or (row[0] if j else None)
            entry = Entry(role.strip() if role else section.heading, desk, {}, [cell.hull], How.TABLE)
            for pair in pairs:
                entry.cells.setdefault(pair.field, []).append(pair.value)
            entries.append(entry)
        if entries and len(cells) == 2 and columns().field(cells[0].text) in CONTACTS and has_contact(cells[1]):
            entries[-1].cells.setdefault("contact", []).append(cells[1])
            entries[-1].spans.append(Span(cells[0].begin, cells[1].end))
        if len(cells) >= 3 and (named := role_line(cells[0])) is not None and any(has_contact(c) for c in cells[1:]):
            span = Span(cells[0].begin, cells[-1].end)
            entry = Entry(clean_name(named[0]), desk, {}, [span], How.TABLE)
            for cell in cells[1:]:
                if has_contact(cell) or _holds_name(cell):
                    entry.cells.setdefault("contact" if has_contact(cell) else "person", []).append(cell)
                else:
                    read_position(cell, entry)
            entries.append(entry)
    return [o for e in entries if (o := officer(e))]


def _beside(table: Table, desk: bool) -> list[Entry]:
    """Cards side by side: a role over two columns, labels in the one and values in the other."""
    head, *body = table.rows
    entries: list[Entry] = []
    for j in range(0, len(head) - 1, 2):
        if not head[j].text or head[j].at != head[j + 1].at or not is_role(head[j].text):
            continue
        cells: dict[str, list[Words]] = {}
        spans = [head[j].hull]
        for label, value in ((row[j], row[j + 1]) for row in body):
            if (field := columns().field(label.text)) in FIELDS and value.text.strip():
                cells.setdefault(field or "", []).append(value)
                spans += [label.hull, value.hull]
        if len(cells) > 1:
            entries.append(Entry(head[j].strip(), desk, cells, spans, How.TABLE))
    return entries


def _holds_name(cell: Words) -> bool:
    text = cell.text.strip()
    return (
        is_name(text) and len(text) == 3 and text[0] in cell_words().surnames and not text.endswith(("과", "팀", "실"))
    )


def _heading_over(placed: Placed) -> Words | None:
    """A short line right over a table that names the role of its rows."""
    before = placed.before or (placed.lead[-1] if placed.lead else None)
    if before is not None and (named := role_line(before.words)) is not None:
        return named[0]
    return None


def _composite(row: Row, grid: Grid, entry: Entry) -> None:
    """Columns such as 소속/직책: organisation and title stay in the department as printed."""
    if "/" in grid.header_of("department"):
        entry.cells["composite"] = row.cells.get("department", [])


def without_repeats(officers: Sequence[Officer]) -> list[Officer]:
    """Officers of a document; the same entry printed twice for the same duty counts once."""
    seen: dict[tuple[object, ...], Officer] = {}
    for o in officers:
        key = (
            o.name and o.name.value,
            o.department and o.department.value,
            tuple(sorted(p.value for p in o.phones)),
            o.email and o.email.value,
            o.access_desk,
        )
        if key not in seen:
            seen[key] = o
        elif o.chief and not seen[key].chief:
            seen[key] = replace(o, entries=seen[key].entries)
    return list(seen.values())
