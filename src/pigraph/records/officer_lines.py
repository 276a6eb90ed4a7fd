"""Privacy officers, staff and desks from labelled lines.

Accepts, by example::

    ▶ 개인정보 보호 담당부서 ⏎ 부서명 : 총무과 ⏎ 담당자 : 홍길동 주무관 ⏎ 연락처 : 02-123-4567, a@b.kr
    성명 : 홍길동 / 직위 : 국장 / 연락처 : Tel) 02-123-4567, Fax) 02-123-4568
    ▶ 개인정보 보호책임자 : 총무팀장 홍길동
    개인정보 보호책임자 ⏎ 총무팀장 홍길동 ⏎ 02-123-4567
    개인정보 보호책임자는 총무팀장 홍길동(전화 02-123-4567)입니다.
    (on access) 열람청구는 민원과(☎ 02-123-4567)에서 받습니다.
    (anywhere) 열람청구는 민원과(담당자 홍길동, 전화 02-123-4567)에서 받습니다.
    (in a section on rights or remedies) ▶ 청구 접수·처리 부서 ⏎ 부서명 : 총무과 ⏎ 연락처 : 02-123-4567
"""

from __future__ import annotations

import re

from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import columns
from pigraph.patterns import seldom
from pigraph.records.model import Officer
from pigraph.records.officer_entries import (
    CONTACTS,
    FIELDS,
    SENTENCE,
    Entry,
    has_contact,
    is_desk,
    is_name,
    is_role,
    names_chief,
    officer,
    read_position,
    role_line,
)
from pigraph.records.pairs import read_pairs
from pigraph.sections.model import Section
from pigraph.text import Span, Words

_HOLDER = 4
"""Words of a position and a name."""
_FULL_NAME = 3
_NUMBER = r"[^()]*\d{3,4}-\d{4}[^()]*"
_SAID = re.compile(
    r"(?P<role>(?:[가-힣]+(?:\s[가-힣]+){0,2}\s?)?(?:책임자|책임관|담당자|담당관))(?:은|는)\s(?P<holder>[^()은는]{2,30}?)\s?[(（]"
    + _NUMBER
    + r"[)）]"
)
_TAKES = re.compile(
    r"(?P<who>(?:[가-힣·]+(?<![은는을를])\s)?[가-힣·]+(?:과|팀|실|센터|담당관|부서|국|처))\s?[(（](?P<contact>"
    + _NUMBER
    + r")[)）]\s?(?:에서|에|으로|로)\s"
)


_DESK_LINE = re.compile(
    r"^(?P<who>[가-힣·]+(?:\s[가-힣·]+){0,2}(?:과|팀|실|센터|담당관|부서|부|국|처))\s?[(（](?P<contact>"
    + _NUMBER
    + r")[)）]$"
)
_ASKED = seldom(r"열람\S{0,6}\s?(?:청구|요구)\S{0,4}(?:은|는|을|를)\s$")
_IN_CHARGE = seldom(r"담당자?\s?[:：]?\s?(?P<name>[가-힣]{2,4})(?=\s?[,)/]|\s)")


def read_listed_officers(section: Section) -> list[Officer]:
    """The officers that labelled lines of a section name (tables are left out).

    Sections on rights and remedies list other bodies too: there only what names a department is the policy's own.
    """
    mixed = not section.is_about("officer", "access_request")
    entries: list[Entry] = []
    current: Entry | None = None
    desk = section.is_about("access_request")
    role: Words | None = None
    under_role = False
    shared: list[Entry] = []
    for node in section.walk():
        words = node.words
        if said := _said(words, section, desk):
            entries.extend(said)
            current = None
            continue
        if node.is_note:
            continue
        heading, pairs = role_line(words), read_pairs(words, FIELDS)
        if heading is not None and (not pairs or heading[1] is not None):
            role, rest = heading
            current, under_role = None, rest is None
            if rest is not None and not SENTENCE.search(rest.text):
                for holder in _holders(rest):
                    current = Entry(role, desk or is_desk(role))
                    read_position(holder, current)
                    current.spans.append(words.hull)
                    entries.append(current)
            continue
        if under_role and not pairs and _is_holder(words):
            current, under_role = Entry(role, desk or is_desk(role)), False
            read_position(words, current)
            current.spans.append(words.hull)
            entries.append(current)
            continue
        under_role = False
        if not pairs:
            if node.nodes and columns().exact(words.text) in CONTACTS:
                current = None  # "3. 연락처" over lines of its own: those of all before it
                continue
            if current is not None and not SENTENCE.search(words.text) and has_contact(words) and len(words) < 120:
                current.cells.setdefault("contact", []).append(words)
                current.spans.append(words.hull)
            elif mixed:
                role, current = (None if SENTENCE.search(words.text) else words), None
            continue
        if SENTENCE.search(words.text) and len(words) > 80:
            continue
        lead = words[: max(0, pairs[0].label.begin - words.begin)].strip(" :·-▶○/")
        if lead.text and (named := role_line(lead)) is not None:
            role, current = named[0], None
        for pair in pairs:
            if pair.field == "role" and is_name(pair.value.text.split(",")[0].strip()):
                pair = pair._replace(field="person")
            if pair.field == "role":
                role, current = pair.value, None
                continue
            if pair.field == "person" and is_role(pair.label.text):
                beside = role is not None and columns().exact(role.text) == "person"  # "책임자 : …", then "담당자 : …"
                if beside or names_chief(pair.label.text):
                    role, current = pair.label, None
            if not pair.value.text.strip() or pair.field in ("place", "url"):
                continue
            if pair.field in ("person", "department") and SENTENCE.search(pair.value.text):
                continue
            again = current is not None and pair.field in current.cells and pair.field in ("person", "department")
            if current is None or again:
                current = Entry(role or section.heading, desk or is_desk(role))
                entries.append(current)
            current.cells.setdefault(pair.field, []).append(pair.value)
            current.spans.append(Span(pair.label.begin, pair.value.end))
        if current is not None and set(current.cells) <= CONTACTS and len(entries) > 1:
            shared.append(current)
    if mixed:
        entries = [e for e in entries if "department" in e.cells]
    return [o for e in _share(entries, shared) if (o := officer(e))]


def _is_holder(words: Words) -> bool:
    """True for a position and a name, "총무팀장 홍길동", and nothing else."""
    parts = words.text.split()
    cells = cell_words()
    if not 1 < len(parts) <= _HOLDER or not is_name(parts[-1]) or parts[-1][0] not in cells.surnames:
        return False
    *before, name = parts
    rank = before[-1] in cells.ranks or before[-1].endswith(cells.rank_endings)
    return rank or (len(name) == _FULL_NAME and before[-1].endswith(cells.department_endings))


def _said(words: Words, section: Section, desk: bool) -> list[Entry]:
    """The officers that a sentence names with a contact in brackets."""
    found: list[Entry] = []
    named = "책임" in words.text or "담당" in words.text  # told faster than by the pattern
    for m in _SAID.finditer(words.text) if named else ():
        role = words[m.start("role") : m.end("role")].strip()
        entry = Entry(role, desk or is_desk(role))
        read_position(words[m.start("holder") : m.end()], entry)
        entry.spans.append(words[m.start() : m.end()].hull)
        found.append(entry)
    alone = _DESK_LINE.match(words.text) if desk else None
    for m in (alone,) if alone else _TAKES.finditer(words.text):
        asked = bool(_ASKED.search(words.text[: m.start()]))
        if not (asked or (desk and not found)):
            continue
        entry = Entry(section.heading, True, {"department": [words[m.start("who") : m.end("who")]]})
        contact = words[m.start("contact") : m.end("contact")]
        entry.cells["contact"] = [contact]
        if (one := _IN_CHARGE.search(contact.text)) and is_name(one["name"]):
            entry.cells["person"] = [contact[one.start("name") : one.end("name")]]
        entry.spans.append(words[m.start() : m.end()].hull)
        found.append(entry)
    return found


def _share(entries: list[Entry], shared: list[Entry]) -> list[Entry]:
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


def _holders(words: Words) -> list[Words]:
    """ "초등교육과장, 중등교육과장" → two holders; with contacts printed there is one."""
    parts = [p.strip() for p in words.split(r"\s*[,，]\s*")]
    ranks = cell_words().rank_endings
    if len(parts) > 1 and not has_contact(words) and all(p.text.endswith(ranks) for p in parts):
        return parts
    return [words]
