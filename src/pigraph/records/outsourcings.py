"""Tables and lists of processors → outsourcings (위탁, PIPA 26).

Accepts, by example: a table with 수탁자 · 위탁업무 · 위탁기간 in any order, list entries "- 수탁자 : … - 위탁업무 : …",
and an announcement ("다음과 같이 위탁하고 있습니다") whose list is not in the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import columns
from pigraph.patterns import seldom
from pigraph.records.contacts import phones_in
from pigraph.records.dates import date_range, find_dates
from pigraph.records.grid import Grid, Row
from pigraph.records.holdings import purpose_of, row_items
from pigraph.records.model import How, Outsourcing, Stated
from pigraph.records.pairs import Pair
from pigraph.records.parties import read_parties
from pigraph.sections.model import Section
from pigraph.text import Span, Words, joined

_NOTE = re.compile(r"\s*[(\n]?\s*(?P<note>※[^)]*)\)?\s*$", re.DOTALL)
_ANNOUNCES = seldom(r"(?:다음|아래|하기)(?:과|와)?\s?같이.*위탁(?:하고|합니다|하여)")
_PASSES = (
    r"(?:위탁(?:\s?(?:처리|운영|수행))?(?=하(?:고|며|였(?!으나))|하여(?!야)|합|함|한다|했(?!으나))|맡기고|맡겼)"
    r"(?!\S{0,2}\s있지)"
)
_BEGINS = r"(?:^|[.,]\s|[은는]\s)(?:(?:또한|아울러|그리고|한편),?\s)?"
_IN_NAME = r"[^.,:：은는을를]|[은는을를](?!\s)|(?<=[A-Za-z])(?:\.,?|,)(?=\s?[A-Za-z]|에|으로)"
_SAID = seldom(
    rf"{_BEGINS}(?P<task>[^.,:：은는]{{2,40}}?)(?:\s?업무)?[을를]\s(?P<who>(?:{_IN_NAME}){{2,40}}?)(?:에게|에|으로|로)\s{_PASSES}"
)
# "센터에 접수된 민원의 처리를", "공단에 방문하는 주민의": the body is no processor, but where something happens.
_NO_TASK = r"(?!(?:\S+\s)?\S+(?:된|한|하는|되는|있는)\s)"
_SAID_WHO_FIRST = seldom(
    rf"{_BEGINS}(?P<who>(?:{_IN_NAME}){{2,40}}?)(?:에게|에)\s{_NO_TASK}(?P<task>(?:(?!위탁|맡[기겼]|에게\s|[하으][고며][,\s]|[을를],?\s)[^.:：]){{2,60}}?)(?:\s?업무)?[을를]\s{_PASSES}"
)
_SUBJECT = seldom(r"(?:^|[.,]\s|[고며],?\s)(?P<who>\S{1,20})[은는]\s$")
_SHORT_SUBJECT = 3
_SHORT_NAME = seldom(r"^(?P<own>\S{1,3})[은는]\s")
_NO_END_OF_NAME = ("회사", "기관", "업체", "단체", "법인")
_GOVERNMENT = ("시", "도", "군", "구", "부", "처", "청")
_SAID_PERIOD = seldom(r"(?:위탁|계약)?\s?기간은\s(?P<period>[^.]*?\d{4}.{4,60}?)(?:입니다|이다|이며|이고)")
_NOBODY = seldom(
    r"외부|전문|다음|아래|다른|제3자|업체$|(?:수탁|협력|관련|해당|일부)\s?(?:기관|회사|단체|법인|사업자)$|(?:부터|까지)\s"
)
_TITLE = seldom(r"(?:현황|목록|내역|명단|업체|공개)$")
_BEHIND = re.compile(r"^(?P<name>[^()]{2,40}(?:\([^()]{1,3}\)[^()]*)?)\s*\((?P<task>[^()]{2,30})\)$")
_AGAIN = re.compile(r"^\W*재\s?(?:수탁|위탁)(?:자|사|업체|기관)?\s*[:：)\]-]\s*")
_LINE = seldom(
    r"^(?P<left>[^:：]{2,40}?)(?:\s*[:：]\s*|\s[-–—]\s)(?P<right>[^:：]{2,60}?)\s*(?:[(（](?P<period>[^()]*\d{4}[^()]*)[)）]|/\s*(?P<behind>[^/()]*\d{4}[^/()]*))?\s*$"
)
_AGAIN_CELL = seldom(r"^\W*재\s?(?:수탁|위탁)")
_AGAIN_BEHIND = re.compile(r"\s*[(（][^()]*재\s?수탁(?:자|사|업체)[)）]\s*$")
_TASK_BEHIND = re.compile(r"[(（][^()]*업무[^()]*[)）]\s*$")
_YES_AND_WHO = seldom(
    r"^\s*(?:재\s?위탁|있음|해당|예|유|[OoYy○])\s*[(（](?P<who>[^()]{2,40}(?:\([^()]{1,3}\)[^()]*)?)[)）]\s*$",
    re.DOTALL,
)
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_KEYS = frozenset(
    {
        "processor",
        "subprocessor",
        "task",
        "subtask",
        "purpose",
        "period",
        "subperiod",
        "retention",
        "contact",
        "phone",
        "audit",
        "items",
    }
)


def is_outsourcing_table(grid: Grid, section: Section) -> bool:
    """True for tables of processors; under a heading on outsourcing, also of names with tasks."""
    bodies = ("organisation", *(("name",) if section.is_about("outsourcing") else ()))
    return grid.has("processor", "subprocessor") or (grid.has("task") and grid.has(*bodies))


def read_outsourcings(grid: Grid) -> list[Outsourcing]:
    """The outsourcings of a table, one per processor and row."""
    found: list[Outsourcing] = []
    chain = grid.has("subprocessor") and grid.has("subtask") and not grid.has("task")
    tasks = [h for f, h in zip(grid.fields, grid.headers, strict=False) if f == "task"]
    contents = next((n for n, h in enumerate(tasks) if "내용" in h.text), 0)
    headers = {name: grid.header_of(name) for name in ("processor", "subprocessor", "period")}
    behind = bool(_TASK_BEHIND.search(grid.header_of("subprocessor")))
    for row in grid.rows:
        if contents and len(row.cells.get("task", ())) == len(tasks):  # a name of the task, and what it is
            row.cells["task"] = [row.cells["task"][contents]]
        found.extend(o for o in _outsourcings(row, grid.how, behind, headers) if o.subprocessor or not chain)
    return found


def listed_lines(section: Section) -> list[Outsourcing]:
    """Lines "task : processor (period)" or "processor : task" of a section that names processors in lines only.

    A line that names none for sure is read as those beside it, where all of these agree.
    """
    found: list[Outsourcing] = []
    marked = (n for n in section.walk() if n.mark is not None and not n.is_note)
    lines = [(n, m, _side(m)) for n in marked if (m := _LINE.match(n.words.text))]
    sides = {side for *_, side in lines} - {None}
    usual = sides.pop() if len(sides) == 1 else None
    for node, m, told in lines:
        side = usual if told is None and columns().field(m["left"]) is None else told
        if side is None:
            continue
        left, right = (
            node.words[m.start("left") : m.end("left")].strip(),
            node.words[m.start("right") : m.end("right")].strip(),
        )
        row = Row(span=node.words.hull)
        row.cells = {side: [left], "task" if side == "processor" else "processor": [right]}
        if when := "period" if m["period"] else "behind" if m["behind"] else None:
            row.cells["period"] = [node.words[m.start(when) : m.end(when)]]
        found.extend(_outsourcings(row, How.LIST))
    return found


def _side(line: re.Match[str]) -> str | None:
    """What stands before the colon of a line, told by which side is a body."""
    return "task" if is_body(line["right"].strip()) else "processor" if is_body(line["left"].strip()) else None


def is_body(text: str) -> bool:
    """True for a short text that reads like the name of a company or an organisation."""
    words = cell_words()
    bare = re.sub(r"\([^()]*\)\s*$", "", text).strip()
    marked = any(mark in text for mark in words.company_marks)
    return len(bare) <= 30 and (marked or bare.endswith(tuple(e for e in words.organisation_endings if len(e) > 1)))


def outsourcings_of_pairs(pairs: Sequence[Pair], entry: Span) -> list[Outsourcing]:
    """The outsourcings of one list entry."""
    row = Row(span=entry)
    # What a heading says counts only where no label says it.
    for pair in sorted(pairs, key=lambda p: p.label is p.value):
        if pair.field in _KEYS:
            row.cells.setdefault(pair.field, []).append(pair.value)
    return _outsourcings(row, How.LIST)


def announced(section: Section) -> list[Outsourcing]:
    """One outsourcing without processor when the section announces a list that the document does not hold."""
    nodes = [n for n in section.walk() if not n.is_note]
    for i, node in enumerate(nodes):
        m = _ANNOUNCES.search(node.words.text)
        if not m or any(_names_company(n.words.text) for n in nodes[i + 1 :]):
            continue
        after = nodes[i + 1] if i + 1 < len(nodes) else None
        title = after.words if after is not None and after.mark is None and _TITLE.search(after.words.text) else None
        spans = [node.words[m.start() :].hull]
        if title is not None and len(title) < 60:
            spans = [Span(spans[0].begin, title.end)]
            return [Outsourcing(processor=None, entries=tuple(spans), annexes=(title,))]
        return [Outsourcing(processor=None, entries=tuple(spans))]
    return []


def _names_company(line: str) -> bool:
    """True for a short line with a company: a list is there, though not understood."""
    return len(line) <= 40 and any(mark in line for mark in cell_words().company_marks)


def said(section: Section) -> list[Outsourcing]:
    """Processors that a sentence names with their task, in any order: "전산 운영 업무를 ㈜가나에 위탁하고 있습니다"."""
    found: list[Outsourcing] = []
    own: str | None = None
    for node in section.walk():
        own = own or _short_name(node.words.text)
        all_said = _passed_on(node.words.text)
        for n, m in enumerate(all_said):
            by = _SUBJECT.search(node.words.text[: m.start("who" if m.start("who") < m.start("task") else "task")])
            if not is_body(m["who"]) or _NOBODY.search(m["who"]) or (by and _is_other(by["who"], own)):
                continue
            who, task = (node.words[m.start(g) : m.end(g)].strip() for g in ("who", "task"))
            after = node.words[m.end() : all_said[n + 1].start() if n + 1 < len(all_said) else None]
            period = _SAID_PERIOD.search(after.text)
            start, end = date_range(after[period.start("period") : period.end("period")]) if period else (None, None)
            spans = [node.words[m.start("task") : m.end()].hull]
            if period is not None:
                spans.append(after[period.start() : period.end()].hull)
            found.append(
                Outsourcing(
                    processor=Stated(joined(who.text), who, How.PROSE),
                    task=Stated(joined(task.text), task, How.PROSE),
                    start=Stated(start.value, start.words, How.PROSE) if start else None,
                    end=Stated(end.value, end.words, How.PROSE) if end else None,
                    entries=tuple(spans),
                )
            )
    return found


def _short_name(line: str) -> str | None:
    """The short name of a body that opens a line: "구는", "공단은"; it ends the full name."""
    m = _SHORT_NAME.match(line)
    own = m["own"] if m else ""
    return own if (is_body(own) or own in _GOVERNMENT) and not own.endswith(_NO_END_OF_NAME) else None


def _is_other(subject: str, own: str | None) -> bool:
    """True for another body than the one that calls itself ``own``: "가나특별시", where the policy's is "구"."""
    named = is_body(subject) or subject.endswith(_GOVERNMENT)
    return own is not None and len(subject) > _SHORT_SUBJECT and named and not subject.endswith(own)


def _passed_on(text: str) -> list[re.Match[str]]:
    """Where a sentence passes something on, in order: the task named before the processor, else behind it."""
    first = list(_SAID.finditer(text))
    sure = [m for m in first if is_body(m["who"])]
    other = [m for m in _SAID_WHO_FIRST.finditer(text) if is_body(m["who"]) and not _meets(m, sure)]
    return sorted([*(m for m in first if not _meets(m, other)), *other], key=lambda m: m.start())


def _meets(match: re.Match[str], others: Sequence[re.Match[str]]) -> bool:
    return any(match.start() < m.end() and m.start() < match.end() for m in others)


def _outsourcings(
    row: Row, how: How, tasks_behind: bool = False, headers: Mapping[str, str] = _NO_HEADERS
) -> list[Outsourcing]:
    found: list[Outsourcing] = []
    task = row.get("task", "purpose", "name", "details")
    period = row.get("period", "retention", "date")
    start, end = date_range(period) if period is not None else (None, None)
    if end is None and headers.get("period", "").rstrip().endswith("기한"):
        start, end = None, start  # a term is where it ends
    again_in = row.get("subperiod")
    for edge in ("start", "end"):
        cell = row.get(edge)
        if cell is not None and (dates := find_dates(cell)):
            start, end = (dates[0], end) if edge == "start" else (start, dates[0])
    remarks = (
        [period[m.start("note") : m.end("note")].strip()]
        if period is not None and (m := _NOTE.search(period.text))
        else []
    )
    phones = tuple(p for w in row.all("phone", "contact") for p in phones_in(w, how))
    audit = row.get("audit")
    items = row_items(row, how)
    for name, sub in (("processor", False), ("subprocessor", True), ("organisation", False), ("name", False)):
        if name in ("organisation", "name") and (found or task is row.get(name)):
            break
        words = row.get(name)
        if words is None:
            continue
        if (beside := _beside(row.all(name))) is not None:  # "재수탁 | ㈜가나" under one header
            sub, words = sub or bool(_AGAIN_CELL.match(words.text)), beside
        own_row = row.get("subtask") if sub else None
        own = own_row or task
        own_period = date_range(again_in) if sub and again_in is not None else None
        parties = read_parties(_named(words) if sub else words, how, headers.get(name, ""))
        inside = tuple(p for p in phones_in(words, how))
        for party in parties.names:
            party, again = _without_label(party, how)
            party, own_task = _with_task(party, how, tasks_behind)
            timed = not (sub and (own_task or own_row))  # the period is that of the other task
            since, until = own_period or ((start, end) if timed else (None, None))
            found.append(
                Outsourcing(
                    processor=party,
                    task=own_task or (purpose_of(own, how) if own is not None else None),
                    start=Stated(since.value, since.words, how) if since else None,
                    end=Stated(until.value, until.words, how) if until else None,
                    subprocessor=sub or again,
                    phones=phones or inside,
                    audit=Stated(joined(audit.text), audit, how) if audit is not None else None,
                    items=items.items,
                    remarks=(*parties.remarks, *remarks),
                    entries=(row.span,),
                )
            )
    return found


def _beside(cells: Sequence[Words]) -> Words | None:
    """The only one of the cells of a party that is a body, where the first one is none: that says which party."""
    bodies = [c for c in cells if is_body(c.text)]
    return bodies[0] if len(bodies) == 1 and bodies[0] is not cells[0] else None


def _named(words: Words) -> Words:
    """ "재위탁 (㈜가나)" → the body in the brackets, where what stands before them is none."""
    m = _YES_AND_WHO.match(words.text)
    return words[m.start("who") : m.end("who")] if m and is_body(m["who"]) else words


def _without_label(party: Stated[str], how: How) -> tuple[Stated[str], bool]:
    """ "↳ 재수탁: ㈜가나" → the name, and that it is a re-consignee."""
    m = _AGAIN.match(party.words.text)
    behind = _AGAIN_BEHIND.search(party.words.text)
    if not m and not behind:
        return party, False
    name = party.words[m.end() if m else 0 : behind.start() if behind else None].strip()
    return Stated(joined(name.text), name, how), True


def _with_task(party: Stated[str], how: How, sure: bool = False) -> tuple[Stated[str], Stated[str] | None]:
    """ "주식회사 가나 (보안관제)" → the name, and the task printed behind it; ``sure``: the header says that one is."""
    m = _BEHIND.match(party.words.text)
    if not m or not (sure or m["task"].endswith(cell_words().purpose_endings)):
        return party, None
    name = party.words[: m.end("name")].strip()
    task = party.words[m.start("task") : m.end("task")].strip()
    return Stated(joined(name.text), name, how), Stated(joined(task.text), task, how)
