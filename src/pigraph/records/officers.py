"""Privacy officers, staff and desks, from tables and from labelled lines.

Accepts, by example::

    구분 · 부서명 · 성명 · 직급 · 연락처 (a table; a contact cell may be merged over rows)
    ▶ 개인정보 보호 담당부서 ⏎ 부서명 : 총무과 ⏎ 담당자 : 홍길동 주무관 ⏎ 연락처 : 02-123-4567, a@b.kr
    성명 : 홍길동 / 직위 : 국장 / 연락처 : Tel) 02-123-4567, Fax) 02-123-4568
    ▶ 개인정보 보호책임자 : 총무팀장 홍길동
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pigraph.blocks.model import Table
from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import columns
from pigraph.records.contacts import emails_in, faxes_in, phones_in
from pigraph.records.grid import Grid, Row
from pigraph.records.holdings import clean_name
from pigraph.records.model import How, Officer, Stated
from pigraph.records.pairs import read_pairs
from pigraph.sections.model import Node, Placed, Section
from pigraph.text import Span, Words, joined, lines_of

_CHIEF = re.compile(r"책임자|책임관|CPO")
_NOT_CHIEF = re.compile(r"분야별|담당자|취급자|부서|열람|고충|접수|실무|영상")
_ROLE = re.compile(r"(?:책임자|책임관|담당자|담당부서|취급자|부서|담당관|관리자|창구|보호담당|실무자|CPO\)?)\s*$")
_DESK = re.compile(r"열람")
_SENTENCE = re.compile(r"(?:니다|습니다|하며|있음|됩니다|바랍니다)\.?\s*$")
_NAME = re.compile(r"^[가-힣]{2,4}$")
_LATIN_NAME = re.compile(r"^[A-Z][a-z]+(?:\s[A-Z][a-z]+)+$")
_FIELDS = ("person", "department", "title", "contact", "phone", "fax", "email", "organisation", "place", "url", "role")
_CONTACT_BEHIND = re.compile(r"\s*[(<☎][^()]*\d{3,4}-\d{4}.*$", re.DOTALL)
_NO_COLON = re.compile(r"[<(\[]\s*(?:전화번호?|이메일|팩스번호?|Tel\.?|E-?mail|Fax)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    """One officer being read: cells by field and the lines they stand in."""

    role: Words | None
    desk: bool
    cells: dict[str, list[Words]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    how: How = How.LIST


def is_officer_table(grid: Grid) -> bool:
    if grid.has("duty", "recording", "count", "change", "items", "retention", "recipient", "processor"):
        return False
    person = grid.has("person") and grid.has("department", "role", "title", "contact", "phone", "email")
    return person or (grid.has("department") and grid.has("contact", "phone", "email"))


def read_officers(grid: Grid, section: Section, placed: Placed) -> list[Officer]:
    """The officers of a table."""
    heading = _heading_over(placed) or section.heading
    found: list[Officer] = []
    for row in grid.rows:
        entry = _Entry(
            row.get("role", "organisation") or heading,
            section.is_about("access_request"),
            row.cells,
            [row.span],
            grid.how,
        )
        _composite(row, grid, entry)
        if officer := _officer(entry):
            found.append(officer)
    return found


def read_loose_officers(table: Table, section: Section) -> list[Officer]:
    """The officers of a table without column headers: labelled cells under a role, or rows that open with one."""
    entries: list[_Entry] = []
    desk = section.is_about("access_request") and not section.is_about("officer")
    for n, row in enumerate(table.rows):
        cells = [c for c in row if c.text.strip()]
        for j, cell in enumerate(row):
            pairs = read_pairs(cell, _FIELDS)
            if len({p.field for p in pairs}) < 2:
                continue
            role = (table.rows[0][j] if n else None) or (row[0] if j else None)
            entry = _Entry(role.strip() if role else section.heading, desk, {}, [cell.hull], How.TABLE)
            for pair in pairs:
                entry.cells.setdefault(pair.field, []).append(pair.value)
            entries.append(entry)
        if len(cells) >= 3 and (named := _role_line(cells[0])) is not None and any(_has_contact(c) for c in cells[1:]):
            span = Span(cells[0].begin, cells[-1].end)
            entry = _Entry(clean_name(named[0]), desk, {}, [span], How.TABLE)
            for cell in cells[1:]:
                kind = "contact" if _has_contact(cell) else "person" if _holds_name(cell) else "department"
                entry.cells.setdefault(kind, []).append(cell)
            entries.append(entry)
    return [o for e in entries if (o := _officer(e))]


def _holds_name(cell: Words) -> bool:
    text = cell.text.strip()
    return (
        _is_name(text) and len(text) == 3 and text[0] in cell_words().surnames and not text.endswith(("과", "팀", "실"))
    )


def read_listed_officers(section: Section) -> list[Officer]:
    """The officers that labelled lines of a section name (tables are left out)."""
    entries: list[_Entry] = []
    current: _Entry | None = None
    desk = section.is_about("access_request")
    role: Words | None = None
    shared: list[_Entry] = []
    for node in _lines(section.nodes):
        words = node.words
        heading, pairs = _role_line(words), read_pairs(words, _FIELDS)
        if heading is not None and (not pairs or heading[1] is not None):
            role, rest = heading
            current = None
            if rest is not None and not _SENTENCE.search(rest.text):
                for holder in _holders(rest):
                    current = _Entry(role, desk or bool(_DESK.search(role.text)))
                    _position(holder, current)
                    current.spans.append(words.hull)
                    entries.append(current)
            continue
        if not pairs:
            if current is not None and not _SENTENCE.search(words.text) and _has_contact(words) and len(words) < 120:
                current.cells.setdefault("contact", []).append(words)
                current.spans.append(words.hull)
            continue
        if _SENTENCE.search(words.text) and len(words) > 80:
            continue
        lead = words[: max(0, pairs[0].label.begin - words.begin)].strip(" :·-▶○/")
        if lead.text and (named := _role_line(lead)) is not None:
            role, current = named[0], None
        for pair in pairs:
            if pair.field == "role" and _is_name(pair.value.text.split(",")[0].strip()):
                pair = replace(pair, field="person")
            if pair.field == "role":
                role, current = pair.value, None
                continue
            if pair.field == "person" and _ROLE.search(pair.label.text) and _CHIEF.search(pair.label.text):
                role, current = pair.label, None
            if not pair.value.text.strip() or pair.field in ("place", "url"):
                continue
            if pair.field in ("person", "department") and _SENTENCE.search(pair.value.text):
                continue
            again = current is not None and pair.field in current.cells and pair.field in ("person", "department")
            if current is None or again:
                is_desk = desk or bool(role is not None and _DESK.search(role.text))
                current = _Entry(role or section.heading, is_desk)
                entries.append(current)
            current.cells.setdefault(pair.field, []).append(pair.value)
            current.spans.append(Span(pair.label.begin, pair.value.end))
        if current is not None and set(current.cells) <= {"contact", "phone", "fax", "email"} and len(entries) > 1:
            shared.append(current)
    return [o for e in _share(entries, shared) if (o := _officer(e))]


def _share(entries: list[_Entry], shared: list[_Entry]) -> list[_Entry]:
    """A contact block without a person or department holds for the entries before it that have no contact."""
    for block in shared:
        if block not in entries:
            continue
        without = [e for e in entries[: entries.index(block)] if not set(e.cells) & {"contact", "phone", "email"}]
        if not without:
            continue
        for e in without:
            for name, words in block.cells.items():
                e.cells.setdefault(name, []).extend(words)
            e.spans.extend(block.spans)
        entries.remove(block)
    return entries


def _lines(nodes: Sequence[Node]) -> list[Node]:
    return [n for node in nodes for n in node.walk() if not n.is_note]


def _role_line(words: Words) -> tuple[Words, Words | None] | None:
    """A line that is a role ("개인정보 보호책임자"), perhaps with a holder ("… : 총무팀장 홍길동")."""
    text = words.text.strip(" :·-<>[]【】◆")
    if len(text) > 120 or _SENTENCE.search(text):
        return None
    if m := re.match(r"^(?P<role>[^:：]{2,30}?)\s*[:：]\s*(?P<rest>\S.*)$", words.text):
        role = words[m.start("role") : m.end("role")]
        rest = words[m.start("rest") :].strip()
        if _ROLE.search(role.text) and columns().exact(role.text) is None and not _starts_with_contact(rest):
            return role, rest
    if _ROLE.search(text) and len(text) <= 40 and ":" not in text:
        return words.strip(" :·-<>[]【】◆"), None
    return None


def _holders(words: Words) -> list[Words]:
    """ "초등교육과장, 중등교육과장" → two holders; with contacts printed there is one."""
    parts = [p.strip() for p in words.split(r"\s*[,，]\s*")]
    ranks = cell_words().rank_endings
    if len(parts) > 1 and not _has_contact(words) and all(p.text.endswith(ranks) for p in parts):
        return parts
    return [words]


def _starts_with_contact(words: Words) -> bool:
    pairs = read_pairs(words)
    return bool(pairs and pairs[0].label.begin - words.begin < 3) or bool(re.match(r"[\d(☎]", words.text))


def _heading_over(placed: Placed) -> Words | None:
    """A short line right over a table that names the role of its rows."""
    before = placed.before or (placed.lead[-1] if placed.lead else None)
    if before is not None and (named := _role_line(before.words)) is not None:
        return named[0]
    return None


def _has_contact(words: Words) -> bool:
    return bool(phones_in(words, How.LIST) or emails_in(words, How.LIST)) or bool(_NO_COLON.search(words.text))


def _position(words: Words, entry: _Entry) -> None:
    """ "총무팀장 홍길동 (02-123-4567)" → title, person, contact."""
    bare = words
    if m := re.search(r"[(<,/]", words.text):
        bare = words[: m.start()].strip()
        rest = words[m.start() :]
        entry.cells.setdefault("contact", []).append(rest)
        for pair in read_pairs(rest, ("person", "title", "phone", "email", "fax")):
            entry.cells.setdefault(pair.field, []).append(pair.value)
    parts = [bare[m.start() : m.end()] for m in re.finditer(r"\S+", bare.text)]
    if len(parts) >= 2 and _is_name(parts[-1].text):
        entry.cells["person"] = [parts[-1]]
        entry.cells["title"] = [Words.join(parts[:-1])]
    elif len(parts) >= 2 and _is_name(parts[0].text):
        entry.cells["person"] = [parts[0]]
        entry.cells["title"] = [Words.join(parts[1:])]
    elif (
        len(parts) == 1 and _is_name(parts[0].text) and parts[0].text[0] in cell_words().surnames and len(parts[0]) == 3
    ):
        entry.cells["person"] = parts
    else:
        entry.cells["department"] = [bare]


def _is_name(text: str) -> bool:
    return bool(_NAME.match(text)) and text not in cell_words().ranks and not text.endswith(cell_words().rank_endings)


def _composite(row: Row, grid: Grid, entry: _Entry) -> None:
    """Columns such as 소속/직책: organisation and title stay in the department as printed."""
    if "/" in grid.header_of("department"):
        entry.cells["composite"] = row.cells.get("department", [])


def _officer(entry: _Entry) -> Officer | None:
    how = entry.how
    person, title = _person(entry.cells.get("person", []), how)
    if title is None:
        title = next((_stated(w, how) for w in entry.cells.get("title", []) if _filled(w)), None)
    department = next((_stated(w, how) for w in entry.cells.get("department", []) if _filled(w)), None)
    if department is not None and (m := _CONTACT_BEHIND.search(department.words.text)):
        entry.cells.setdefault("contact", []).append(department.words[m.start() :])
        department = _stated(department.words[: m.start()], how)
    organisation = None
    composite_cell = entry.cells.get("composite")
    if composite_cell:
        halves = composite_cell[0].split("/")
        if len(halves) == 2 and department is not None:
            organisation, title = _stated(halves[0].strip(), how), _stated(halves[1].strip(), how)
    if department is not None and title is None and person is not None and not composite_cell:
        department, title = _without_rank(department)
    if department is None and title is not None:
        department = title
    phones: list[Stated[str]] = []
    faxes: list[Stated[str]] = [f for w in entry.cells.get("fax", []) for f in _any_number(w, how)]
    emails: list[Stated[str]] = []
    for name in ("contact", "phone", "email", "person", "department", "url"):
        for words in entry.cells.get(name, []):
            phones.extend(phones_in(words, how))
            faxes.extend(faxes_in(words, how))
            emails.extend(emails_in(words, how))
    if person is None and department is None:
        return None
    bare = person is None and not phones and not emails and title is None
    if bare and entry.how is How.LIST and not entry.desk and not _is_position(entry):
        return None
    role = entry.role
    if role is None:
        return None
    chief = bool(_CHIEF.search(role.text)) and not _NOT_CHIEF.search(role.text)
    return Officer(
        role=_stated(role, how),
        name=person,
        department=department,
        organisation=organisation,
        title=title,
        phones=_once(phones),
        faxes=_once(faxes),
        email=emails[0] if emails else None,
        chief=chief,
        access_desk=entry.desk or bool(_DESK.search(role.text)),
        entries=tuple(entry.spans),
    )


def _without_rank(department: Stated[str]) -> tuple[Stated[str], Stated[str] | None]:
    """ "업무과 주무관" → the department and the title behind it."""
    parts = list(re.finditer(r"\S+", department.words.text))
    if len(parts) < 2 or parts[-1].group() not in cell_words().ranks:
        return department, None
    cut = parts[-1].start()
    return _stated(department.words[:cut], department.how), _stated(department.words[cut:], department.how)


def _is_position(entry: _Entry) -> bool:
    """The only cell is a position ("초등교육과장"), so the line does name somebody."""
    return any(w.text.strip().endswith(cell_words().rank_endings) for w in entry.cells.get("department", []))


def _any_number(words: Words, how: How) -> list[Stated[str]]:
    return phones_in(words, how) + faxes_in(words, how)


def _person(cells: Sequence[Words], how: How) -> tuple[Stated[str] | None, Stated[str] | None]:
    """ "홍길동 주무관" → name and title; what is no name is none."""
    for words in cells:
        if not _filled(words):
            continue
        bare = next(iter(lines_of(words.strip())))
        if m := re.search(r"[(<,☎]|\d", bare.text):
            bare = bare[: m.start()].strip()
        parts = [bare[m.start() : m.end()] for m in re.finditer(r"\S+", bare.text)]
        if len(parts) >= 2 and all(len(p) == 1 for p in parts):
            return Stated("".join(p.text for p in parts), bare, how), None
        names = [p for p in parts if _is_name(p.text)]
        if _LATIN_NAME.match(bare.text) or (len(parts) == 1 and not names):
            return (
                (_stated(bare, how), None)
                if not bare.text.endswith(cell_words().rank_endings)
                else (None, _stated(bare, how))
            )
        if names:
            name = names[0] if len(parts) > 1 and parts[0] is names[0] else names[-1]
            rest = [p for p in parts if p is not name]
            return _stated(name, how), (_stated(Words.join(rest), how) if rest else None)
    return None, None


def _filled(words: Words) -> bool:
    return bool(words.text.strip(" -–·"))


def _stated(words: Words, how: How) -> Stated[str]:
    words = words.strip(" \n,/")
    return Stated(joined(words.text), words, how)


def _once(values: Sequence[Stated[str]]) -> tuple[Stated[str], ...]:
    return tuple({v.value: v for v in reversed(values)}.values())[::-1]


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
