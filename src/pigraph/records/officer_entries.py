"""One officer being read: what the cells and lines of an entry say of a person, a department and how to reach them.

Accepts, by example::

    총무팀장 홍길동 (02-123-4567)      a title, a name and a contact in one
    홍길동 주무관 · 홍 길 동           a name with a title; letters set apart
    업무과 주무관                       a department with a rank behind it
    개인정보 보호책임자 : 총무팀장 홍길동   a role and its holder on one line
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import columns
from pigraph.patterns import seldom
from pigraph.records.contacts import emails_in, faxes_in, phones_in
from pigraph.records.model import How, Officer, Stated
from pigraph.records.pairs import read_pairs
from pigraph.text import Span, Words, joined, lines_of

_CHIEF = re.compile(r"책임자|책임관|CPO")
_NOT_CHIEF = re.compile(r"분야별|담당자|취급자|부서|열람|고충|접수|실무|영상")
_ROLE = re.compile(
    r"(?:열람\s?(?:청구|요구)(?:\s?접수)?(?:\s?[·및]\s?처리)?|책임자|책임관|담당자|담당부서|취급자|부서|담당관|관리자|창구|보호담당|실무자|CPO\)?)\s*$"
)
_DESK = re.compile(r"열람")
SENTENCE = re.compile(r"(?:니다|습니다|하며|있음|됩니다|바랍니다)\.?\s*$")
_NAME = re.compile(r"^[가-힣]{2,4}$")
_UNITS = ("과", "팀", "센터")
_LATIN_NAME = re.compile(r"^[A-Z][a-z]+(?:\s[A-Z][a-z]+)+$")
FIELDS = ("person", "department", "title", "contact", "phone", "fax", "email", "organisation", "place", "url", "role")
"""Fields of ``columns.toml`` that labelled lines about officers may have."""
CONTACTS = frozenset({"contact", "phone", "fax", "email"})
"""Those of them that reach somebody."""
_CONTACT_BEHIND = re.compile(r"\s*(?:[(<☎]|[,/]\s*(?:전화|연락처|☎|Tel|TEL)\S{0,3}\s)[^()]*\d{3,4}-\d{4}.*$", re.DOTALL)
_BEHIND = re.compile(r"[(<,/☎☏]|\s(?:전화|Tel|T\.|연락처|이메일|E-?mail)(?=[\s:：.)]|\d)", re.IGNORECASE)
_NO_COLON = seldom(r"[<(\[]\s*(?:전화번호?|이메일|팩스번호?|Tel\.?|E-?mail|Fax)\b", re.IGNORECASE)


class Entry(Struct):
    """One officer being read: cells by field and the lines they stand in."""

    role: Words | None
    desk: bool
    cells: dict[str, list[Words]] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    how: How = How.LIST


def officer(entry: Entry) -> Officer | None:
    how = entry.how
    person, title = _person(entry.cells.get("person", []), how)
    if title is None:
        # "직책 : 총괄책임자, 직급 : 이사장": the first repeats the role.
        titles = sorted((w for w in entry.cells.get("title", []) if _filled(w)), key=lambda w: is_role(w.text))
        title = _stated(titles[0], how) if titles else None
    department = next((_stated(w, how) for w in entry.cells.get("department", []) if _filled(w)), None)
    if department is not None and (m := _CONTACT_BEHIND.search(department.words.text)):
        entry.cells.setdefault("contact", []).append(department.words[m.start() :])
        department = _stated(department.words[: m.start()], how)
    if department is None and title is not None and person is not None and title.value.endswith(_UNITS):
        department, title = title, None  # "총무과 홍길동"
    organisation = None
    composite_cell = entry.cells.get("composite")
    if composite_cell:
        halves = composite_cell[0].split("/")
        if len(halves) == 2 and department is not None:
            organisation, title = _stated(halves[0].strip(), how), _stated(halves[1].strip(), how)
    if department is not None and title is None and person is not None and not composite_cell:
        department, title = _without_rank(department)
    if title is not None and (department is None or (person is None and title.value.startswith(department.value))):
        department = title  # "총무과" with "총무과장", who is not named
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
    if any(s is not None and columns().exact(s.value) in FIELDS for s in (person, department)):
        return None  # a label that stands where a value should
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
        access_desk=entry.desk or is_desk(role),
        entries=tuple(entry.spans),
    )


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
        names = [p for p in parts if is_name(p.text)]
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


def _without_rank(department: Stated[str]) -> tuple[Stated[str], Stated[str] | None]:
    """ "업무과 주무관" → the department and the title behind it."""
    parts = list(re.finditer(r"\S+", department.words.text))
    if len(parts) < 2 or parts[-1].group() not in cell_words().ranks:
        return department, None
    cut = parts[-1].start()
    return _stated(department.words[:cut], department.how), _stated(department.words[cut:], department.how)


def _is_position(entry: Entry) -> bool:
    """The only cell is a position ("초등교육과장"), so the line does name somebody."""
    return any(w.text.strip().endswith(cell_words().rank_endings) for w in entry.cells.get("department", []))


def read_position(words: Words, entry: Entry) -> None:
    """ "총무팀장 홍길동 (02-123-4567)" → title, person, contact."""
    bare = words
    if m := _BEHIND.search(words.text):
        bare = words[: m.start()].strip()
        rest = words[m.start() :]
        entry.cells.setdefault("contact", []).append(rest)
        for pair in read_pairs(rest, ("person", "title", "phone", "email", "fax")):
            entry.cells.setdefault(pair.field, []).append(pair.value)
    parts = [bare[m.start() : m.end()] for m in re.finditer(r"\S+", bare.text)]
    if len(parts) == 1 and entry.role is not None and entry.role.text.endswith("부서"):
        entry.cells["department"] = [bare]
    elif len(parts) >= 2 and is_name(parts[-1].text):
        entry.cells["person"] = [parts[-1]]
        entry.cells["title"] = [Words.join(parts[:-1])]
    elif len(parts) >= 2 and is_name(parts[0].text):
        entry.cells["person"] = [parts[0]]
        entry.cells["title"] = [Words.join(parts[1:])]
    elif (
        len(parts) == 1 and is_name(parts[0].text) and parts[0].text[0] in cell_words().surnames and len(parts[0]) == 3
    ):
        entry.cells["person"] = parts
    else:
        entry.cells["department"] = [bare]


def is_role(text: str) -> bool:
    """True for words that name a role: 보호책임자, 열람청구 접수 부서."""
    return bool(_ROLE.search(text))


def names_chief(text: str) -> bool:
    """True for a role of the one who is responsible: 책임자, 책임관, CPO."""
    return bool(_CHIEF.search(text))


def is_desk(role: Words | None) -> bool:
    """True for a role that takes requests for access."""
    return role is not None and bool(_DESK.search(role.text))


def role_line(words: Words) -> tuple[Words, Words | None] | None:
    """A line that is a role ("개인정보 보호책임자"), perhaps with a holder ("… : 총무팀장 홍길동")."""
    text = words.text.strip(" :·-<>[]【】◆")
    if len(text) > 120 or SENTENCE.search(text):
        return None
    if m := re.match(r"^(?P<role>[^:：]{2,30}?)\s*[:：]\s*(?P<rest>\S.*)$", words.text):
        role = words[m.start("role") : m.end("role")]
        rest = words[m.start("rest") :].strip()
        plain = columns().exact(role.text) is None or _is_holder(rest)
        if _ROLE.search(role.text) and plain and not _starts_with_contact(rest):
            return role, rest
    if _ROLE.search(text) and len(text) <= 40 and ":" not in text:
        return words.strip(" :·-<>[]【】◆"), None
    return None


def _is_holder(words: Words) -> bool:
    """ "정보팀 홍길동 / 전화 …": a department or title and a name, with a contact behind them."""
    m = _BEHIND.search(words.text)
    parts = words.text[: m.start()].split() if m else []
    return len(parts) > 1 and is_name(parts[-1]) and has_contact(words)


def _starts_with_contact(words: Words) -> bool:
    pairs = read_pairs(words)
    return bool(pairs and pairs[0].label.begin - words.begin < 3) or bool(re.match(r"[\d(☎]", words.text))


def has_contact(words: Words) -> bool:
    return bool(phones_in(words, How.LIST) or emails_in(words, How.LIST)) or bool(_NO_COLON.search(words.text))


def is_name(text: str) -> bool:
    """True for two to four syllables that are neither a rank nor a unit (정보팀): a Korean name."""
    ranks = cell_words()
    return bool(_NAME.match(text)) and text not in ranks.ranks and not text.endswith((*ranks.rank_endings, *_UNITS))


def _any_number(words: Words, how: How) -> list[Stated[str]]:
    return phones_in(words, how) + faxes_in(words, how)


def _filled(words: Words) -> bool:
    return bool(words.text.strip(" -–·"))


def _stated(words: Words, how: How) -> Stated[str]:
    words = _without_half_brackets(words.strip(" \n,/"))
    return Stated(joined(words.text), words, how)


def _without_half_brackets(words: Words) -> Words:
    """ "총무과)" → "총무과": a bracket at an end whose other half stands elsewhere in the line."""
    while words.text.endswith(")") and words.text.count(")") > words.text.count("("):
        words = words[:-1].strip()
    while words.text.startswith("(") and words.text.count("(") > words.text.count(")"):
        words = words[1:].strip()
    return words


def _once(values: Sequence[Stated[str]]) -> tuple[Stated[str], ...]:
    return tuple({v.value: v for v in reversed(values)}.values())[::-1]
