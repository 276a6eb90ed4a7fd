"""What sections say as clauses: topics, citations, denials, rights, measures, earlier versions.

Accepts, by example::

    제3자에게 제공하고 있지 않습니다 · 위탁하지 않습니다 · ‘쿠키(cookie)’를 사용하지 않습니다      denials
    1. 관리적 조치 : 내부관리계획 수립·시행                                                  measures
    2019. 1. 1. ~ 2020. 6. 30. 적용                                                        earlier versions
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pigraph.blocks.model import Table
from pigraph.laws.citations import Named, find
from pigraph.patterns import seldom
from pigraph.records.bases import basis_of, distinct
from pigraph.records.dates import date_range, find_dates
from pigraph.records.grid import read_grid
from pigraph.records.model import How, LegalBasis, Measure, MeasureKind, Officer, SectionRecord, Stated, Version
from pigraph.sections.model import Node, Section
from pigraph.text import Words, joined

_NOT_TOPICS = frozenset({"file_register", "label_summary", "contents", "sensitive"})
_DENIALS = {
    "provision": seldom(
        r"제공\s?(?:하고\s?있지|하지|되지|한\s?(?:사실|내역)이?|하는\s?(?:개인정보|정보|사항|경우|내역)[은는이가]?)\s?(?:않|아니|없)|제공하는\s?(?:개인정보|정보)가?는?\s?없|제공\s?(?:내역|사항|현황)[이은]?\s?없"
    ),
    "outsourcing": seldom(
        r"위탁\s?(?:하고\s?있지|하지|하는\s?(?:사항|경우|업무|내역)[은는이가]?|처리하고\s?있지|(?:중인\s?)?(?:업무|내역|사항|현황)[은는이]?)\s?(?:않|아니|없)"
    ),
    "automatic_collection": seldom(
        r"(?:쿠키|쿠기|cookie|자동\s?수집\s?장치|수집(?:하는)?\s?장치)[^.]{0,30}?(?:사용|운용|운영|설치|이용|저장|쓰|활용)[^.]{0,6}?(?:지\s?(?:않|아니)|없)"
    ),
    "children": seldom(
        r"아동[^.]{0,40}?(?:수집|처리|받|대상으로)[^.]{0,12}?(?:지\s?(?:않|아니)|없)|해당\s?(?:사항)?\s?없"
    ),
    "cctv": seldom(r"(?:설치|운영)[^.]{0,8}?(?:지\s?(?:않|아니)|없)"),
    "pseudonymisation": seldom(r"(?:처리|이용)[^.]{0,8}?(?:지\s?(?:않|아니)|없)"),
    "overseas_transfer": seldom(r"(?:이전|제공)[^.]{0,8}?(?:지\s?(?:않|아니)|없)"),
    "additional_use": seldom(r"(?:이용|제공)하지\s?(?:않|아니)|하고\s?있지\s?않"),
    "automated_decision": seldom(r"(?:하고\s?있지|하지|사용하지)\s?(?:않|아니)|없습니다"),
}
_NO_ADDITION = seldom(r"추가(?:적으로|적인|로)?\s[^.]{0,20}(?:이용|제공)[^.]{0,12}지\s?(?:않|아니)")
_NOT_AT_ALL = seldom(
    r"\W{0,4}(?:현재\s?)?해당\s?(?:되는\s?)?(?:사항|내용|업무)?[이은]?\s?(?:없(?:음|습니다|다)|(?:되|하)지\s?않(?:음|습니다))\W{0,3}"
)
"""The one sentence of a section whose matter does not apply."""
_SHORT = 40
"""A section that says nothing else has fewer letters."""
_CONDITIONAL = seldom(
    r"원칙적으로|동의\s?없이|사전\s?동의|외에는|목적\s?외|범위를\s?(?:초과|벗어)|이외의|무단|별도의\s?동의|경우를\s?제외하고|제외하고는|때까지|까지\s"
)
_COOKIE = seldom(r"쿠키|쿠기|cookie", re.IGNORECASE)
_COOKIE_USED = seldom(
    r"(?:쿠키|쿠기|cookie)[^.]{0,30}?(?:(?:사용|운용|운영|이용|저장|설치|활용)(?:합니다|하고|하며|하는|됩니다|할\s?수)|쓰고\s?있|쓰며|[을를]\s?(?:씁니다|쓴다))",
    re.IGNORECASE,
)
_GOES_ON_DENIED = seldom(r"[^.,]{0,20}?(?:지\s?(?:않|아니)|없|못)")
_RIGHTS = {
    "access": re.compile(r"열람"),
    "correction": re.compile(r"정정"),
    "deletion": re.compile(r"삭제"),
    "suspension": re.compile(r"처리\s?정지"),
}
_MEASURES = (
    (MeasureKind.ORGANISATIONAL, re.compile(r"관리적")),
    (MeasureKind.TECHNICAL, re.compile(r"기술적")),
    (MeasureKind.PHYSICAL, re.compile(r"물리적")),
)
_DELETION = re.compile(r"파기\s?방법|파쇄|소각|영구\s?삭제|재생할\s?수\s?없|복원이?\s?불가능|복구할\s?수\s?없")


def section_records(sections: Sequence[Section], named: Named, officers: Sequence[Officer] = ()) -> list[SectionRecord]:
    """One record per top-level section, with its topics, the laws it cites, and what it denies.

    A section on rights or on officers that names a desk for requests (one of ``officers``) is about that too.
    """
    desks = [span for o in officers if o.access_desk for span in o.entries]
    records: list[SectionRecord] = []
    for section in sections[1:]:
        kinds = tuple(k for k in section.kinds if k not in _NOT_TOPICS)
        if section.is_about("rights", "officer") and any(section.span.covers(desk) for desk in desks):
            kinds = (*kinds, *(k for k in ("access_request",) if k not in kinds))
        cited: list[LegalBasis] = []
        for node in section.walk():
            cited.extend(basis_of(c, How.PROSE) for c in find(node.words, named))
        records.append(SectionRecord(kinds, section.heading, section.span, distinct(cited), denial(section)))
    return records


def preamble_citations(sections: Sequence[Section], named: Named) -> tuple[LegalBasis, ...]:
    """The laws cited before the first section, and those of purpose and retention clauses."""
    return distinct([basis_of(c, How.PROSE) for n in sections[0].walk() for c in find(n.words, named)])


def denial(section: Section) -> Words | None:
    """The sentence by which a section says that its matter does not apply, else None."""
    patterns = [(k, _DENIALS[k]) for k in section.kinds if k in _DENIALS]
    if not patterns:
        return None
    nodes = list(section.walk())
    short = sum(len(node.words) for node in nodes) < _SHORT and not list(section.tables())
    for node in nodes:
        for sentence in node.words.split(r"(?<=다\.)\s*|\n"):
            for kind, pattern in patterns:
                if not pattern.search(sentence.text):
                    continue
                if kind in ("provision", "outsourcing", "additional_use") and _CONDITIONAL.search(sentence.text):
                    continue
                return sentence.strip()
            if "additional_use" in section.kinds and _NO_ADDITION.search(sentence.text):
                return sentence.strip()
            if short and _NOT_AT_ALL.fullmatch(sentence.text):
                return sentence.strip(" -·○()")
    return None


def cookies(sections: Sequence[Section]) -> Stated[bool] | None:
    """Whether cookies are used: True, False, or None where the policy does not say."""
    denied = _DENIALS["automatic_collection"]
    nodes = [n for s in sections if s.is_about("automatic_collection") for n in s.walk()]
    nodes = nodes or [n for s in sections for n in s.walk() if _COOKIE.search(n.words.text)]
    for node in nodes:
        for sentence in node.words.split(r"(?<=다\.)\s*|\n"):
            if denied.search(sentence.text):
                return Stated(False, sentence.strip(), How.PROSE)
            if (m := _COOKIE_USED.search(sentence.text)) and not _GOES_ON_DENIED.match(sentence.text, m.end()):
                return Stated(True, sentence.strip(), How.PROSE)
    return None


def rights(sections: Sequence[Section]) -> list[Stated[str]]:
    """The rights that the section on rights names."""
    found: dict[str, Stated[str]] = {}
    for section in sections:
        if not section.is_about("rights"):
            continue
        for node in section.walk():
            for right, pattern in _RIGHTS.items():
                if right not in found and (m := pattern.search(node.words.text)):
                    found[right] = Stated(right, node.words[m.start() : m.end()], How.PROSE)
    return list(found.values())


def measures(sections: Sequence[Section]) -> list[Measure]:
    """Safeguards by their kind and destruction methods, verbatim."""
    found: list[Measure] = []
    for section in sections:
        if section.is_about("safeguards"):
            found.extend(_safeguards(section))
        if section.is_about("destruction"):
            lines = [n for n in section.walk() if _DELETION.search(n.words.text) and len(n.words) > 12]
            found.extend(Measure(MeasureKind.DELETION, Stated(joined(n.words.text), n.words, How.LIST)) for n in lines)
    return found


def _safeguards(section: Section) -> list[Measure]:
    found: list[Measure] = []
    for node in section.walk():
        head = node.words.text[:24]
        kinds = [k for k, pattern in _MEASURES if pattern.search(head)]
        if node.mark is None or len(kinds) != 1:
            continue
        m = re.search(r"[:：]\s*", node.words.text[:40])
        own = [node.words[m.end() :].strip()] if m and len(node.words) > m.end() else []
        texts = own + [n.words for n in node.walk() if n is not node]
        if texts:
            words = Words.join(texts, "\n")
            found.append(Measure(kinds[0], Stated(joined(words.text), words, How.LIST)))
    return found


def versions(sections: Sequence[Section]) -> list[Version]:
    """Earlier versions that the section on changes lists, in lines or in a table of changes."""
    found: dict[tuple[str | None, str | None], Version] = {}
    for section in sections:
        if not section.is_about("changes"):
            continue
        for placed in section.tables():
            for version in _change_rows(placed.table):
                found.setdefault((version.start, version.end), version)
        for node in section.walk():
            for version in _lines(node):
                found.setdefault((version.start, version.end), version)
    return list(found.values())


def _lines(node: Node) -> list[Version]:
    found: list[Version] = []
    for line in node.words.split(r"\n|(?<=적용)\s"):
        start, end = date_range(line)
        if start is not None and end is not None and len(line) < 120:
            found.append(Version(words=line.strip(), start=start.value, end=end.value))
    return found


def _change_rows(table: Table) -> list[Version]:
    grid = read_grid(table)
    if grid is None or not (grid.has("change") or (grid.has("date") and grid.has("details"))):
        return []
    found: list[Version] = []
    for row in grid.rows:
        cell = row.get("date", "role", "index", "period")
        change = row.get("change", "details")
        dates = find_dates(cell) if cell is not None else []
        if dates and change is not None:
            found.append(
                Version(words=cell if cell is not None else change, start=dates[0].value, notes=(change.strip(),))
            )
    return found
