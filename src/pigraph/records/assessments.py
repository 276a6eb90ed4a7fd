"""Tables and lists of privacy impact assessments → assessments (영향평가, PIPA 33).

Accepts, by example: 개인정보파일명 · 항목 · 수행연도, the year once for several rows, two years in one cell;
list entries "- 회원정보 : 2023년", "- 2023년 : 회원정보, 주차정보", "2023년" over the files of that year;
a sentence "2023년에 회원관리시스템에 대한 개인정보 영향평가를 실시하였습니다".
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from pigraph.lexicon.cells import cell_words
from pigraph.patterns import seldom
from pigraph.records.dates import find_years
from pigraph.records.grid import Grid
from pigraph.records.holdings import clean_name, row_items
from pigraph.records.model import Assessment, How, Stated
from pigraph.sections.model import Node, Section
from pigraph.text import Words, joined

_LINE = seldom(
    r"^(?P<file>[^:：]{2,40}?)\s*(?:[:：]\s*|[(（])(?P<year>(?:19|20)\d\d)\s?년?(?:도)?\s*(?:수행|실시|완료)?\s*[)）]?\.?$"
)
_YEAR_FIRST = seldom(
    r"^(?P<year>(?:19|20)\d\d)\s?년?(?:도|에)?\s*(?:수행|실시|완료|평가)?\s*(?:[:：]\s*(?P<files>[^:：]{2,200}?)\.?)?$"
)
_LONGEST_NAME = 60
_BETWEEN_FILES = seldom(r"[,，、;]\s*(?![^()]*\))")
_NO_FILE = seldom(r"(?:다|음|함|됨|예정)\.?$|^(?:없음|해당\s?없음|-)$")
_FACT = seldom(  # what is told of an assessment beside its file: a word that is a label or an outcome, a count
    r"[:：]|(?:^|[\s,，(\[])(?:(?:영향\s?)?평가|수행|점검|실시)?\s?(?:기관|업체|결과|대상|등급|점수|연도|기간|기한|일자|시기)"
    r"(?=[\s,，)\]]|$)"
    r"|(?:반기|분기|적정|적합|양호|미흡|예정|완료|조치|수행|실시|평가|점검"
    r"|개선(?:\s?(?:사항|과제|계획))?|이행(?:\s?(?:결과|현황|계획))?)(?=[\s,，)\]]|$)"
    r"|\d\s?[십백천만억여]*\s?(?:건|개|명|차|회(?!원))"
)
_YEAR = r"(?P<year{}>(?:19|20)\d\d)\s?년(?:도)?에?,?\s"
_SAID = seldom(
    rf"(?:{_YEAR.format(1)})?(?:\S+[은는]\s)?(?:\S[^.,]{{0,30}}에\s?(?:따라|의거하여|근거하여)\s)?"
    rf"(?P<file>(?:(?!\d\s?년)[^.:：]){{2,60}}?)(?:에\s?대(?:한|하여|해)|[을를]\s?대상으로)\s(?:{_YEAR.format(2)})?"
    rf"(?:개인정보\s?)?영향\s?평가를?\s?(?:{_YEAR.format(3)})?(?:(?:실시|수행|완료)(?:하였|했|함|완료)|받았)"
)
_QUOTED = seldom(r"[‘'“\"「](?P<file>[^‘'“\"「」”’]{2,30})[’'”\"」]\s?(?=,|(?:개인정보\s?)?파일|$)")


def said_assessments(section: Section) -> list[Assessment]:
    """Assessments that sentences of a section on them tell of, with their year: those done, not those to come."""
    found: list[Assessment] = []
    for node in section.walk():
        for m in _SAID.finditer(node.words.text):
            printed = next((g for g in ("year1", "year2", "year3") if m[g]), None)
            if printed is None or re.match(r"(?:다음|아래|위)", m["file"]):
                continue
            names, year = (node.words[m.start(g) : m.end(g)].strip() for g in ("file", printed))
            quoted = [names[q.start("file") : q.end("file")] for q in _QUOTED.finditer(names.text)]
            for name in quoted or [part.strip() for part in names.split(r",")]:
                file = Stated(joined(name.text), name, How.PROSE)
                said = Stated(year.text, year, How.PROSE)
                found.append(Assessment(file=file, year=said, entries=(node.words[m.start() : m.end()].hull,)))
    return found


def listed_assessments(section: Section) -> list[Assessment]:
    """Entries "file : year", or "year : files", of a section on assessments."""
    found: list[Assessment] = []
    for node in section.walk():
        if node.mark is None or node.is_note:
            continue
        if m := _LINE.match(node.words.text):
            name, year = (node.words[m.start(g) : m.end(g)].strip() for g in ("file", "year"))
            if not _is_no_file(clean_name(name)):
                found.append(_listed(name, year, node.words))
        else:
            found.extend(_of_year(node))
    return found


def _of_year(node: Node) -> list[Assessment]:
    """The files of a year, behind it or enumerated below it; none where one of them is no name."""
    m = _YEAR_FIRST.match(node.words.text)
    if m is None:
        return []
    year = node.words[m.start("year") : m.end("year")]
    below = [n.words for n in node.nodes if not n.is_note]
    names = node.words[m.start("files") : m.end("files")].split(_BETWEEN_FILES) if m["files"] else below
    names = [clean_name(name) for name in names]
    if any(_is_no_file(name) for name in names):
        return []
    return [_listed(name, year, node.words if m["files"] else name) for name in names]


def _is_no_file(name: Words) -> bool:
    """True for what cannot be the name of a file: "평가기관 ㈜가나" or "3건 조치"."""
    text = name.text
    if not text or len(name) > _LONGEST_NAME or _NO_FILE.search(text) or _FACT.search(text):
        return True
    return any(mark in text for mark in cell_words().company_marks)


def _listed(name: Words, year: Words, entry: Words) -> Assessment:
    file, said = Stated(joined(name.text), name, How.LIST), Stated(year.text, year, How.LIST)
    return Assessment(file=file, year=said, entries=(entry.hull,))


def read_assessments(grid: Grid) -> list[Assessment]:
    """The assessments of a table, one per file and year."""
    found: list[Assessment] = []
    for row in grid.rows:
        words = row.get("name", "task", "url")
        if words is None:
            continue
        name = clean_name(words)
        items = row_items(row, grid.how)
        cells = row.all("year") or row.all("date", "period")
        years = [y for cell in cells for y in find_years(cell)]
        file = Stated(joined(name.text), name, grid.how)
        common = Assessment(file=file, items=items.items, open_ended=items.open_ended, entries=(row.span,))
        dated = [replace(common, year=Stated(y.value, y.words, grid.how)) for y in years]
        found.extend(dated or [common])
    return found
