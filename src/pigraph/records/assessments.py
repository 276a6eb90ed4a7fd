"""Tables and lists of privacy impact assessments → assessments (영향평가, PIPA 33).

Accepts, by example: 개인정보파일명 · 항목 · 수행연도, the year once for several rows, two years in one cell;
list entries "- 회원정보 : 2023년"; a sentence "2023년에 회원관리시스템에 대한 개인정보 영향평가를 실시하였습니다".
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from pigraph.patterns import seldom
from pigraph.records.dates import find_years
from pigraph.records.grid import Grid
from pigraph.records.holdings import clean_name, row_items
from pigraph.records.model import Assessment, How, Stated
from pigraph.sections.model import Section
from pigraph.text import joined

_LINE = seldom(
    r"^(?P<file>[^:：]{2,40}?)\s*(?:[:：]\s*|[(（])(?P<year>(?:19|20)\d\d)\s?년?(?:도)?\s*(?:수행|실시|완료)?\s*[)）]?\.?$"
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
    """Entries "file : year" of a section on assessments."""
    found: list[Assessment] = []
    for node in section.walk():
        m = _LINE.match(node.words.text)
        if node.mark is None or node.is_note or not m:
            continue
        name, year = (node.words[m.start(g) : m.end(g)].strip() for g in ("file", "year"))
        found.append(
            Assessment(
                file=Stated(joined(name.text), name, How.LIST),
                year=Stated(year.text, year, How.LIST),
                entries=(node.words.hull,),
            )
        )
    return found


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
