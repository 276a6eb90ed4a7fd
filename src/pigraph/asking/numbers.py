"""Dates, years, lengths of time and places in laws that a question names, taken out before its words are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARTICLE = re.compile(
    r"제?\s*(?P<article>\d{1,4})\s*조(?:\s*의\s*(?P<sub>\d{1,2}))?(?:\s*제?\s*(?P<paragraph>\d{1,2})\s*항)?"
    r"(?:\s*제?\s*(?P<item>\d{1,2})\s*호(?:\s*의\s*(?P<item_sub>\d{1,2}))?)?(?!\w*원)"
)
_ENGLISH_ARTICLE = re.compile(
    r"\b(?:article|art\.?|section)\s+(?P<article>\d{1,4})(?:[-\s]of[-\s]|-)?(?P<sub>\d{1,2})?"
    r"(?:\s*\(?\s*(?:paragraph\s*)?(?P<paragraph>\d{1,2})\)?)?(?:\s*\(\s*(?P<item>\d{1,2})\s*\))?(?P<item_sub>)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*(?:[.\-/]|년)\s*(?P<m>\d{1,2})\s*(?:[.\-/]|월)\s*(?P<d>\d{1,2})\s*(?:일|\.)?(?!\d)"
)
_MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})\s*(?:[.\-/]|년)\s*(?P<m>\d{1,2})\s*월?(?!\d|\s*개월)")
_YEAR = re.compile(
    r"(?<![\d.\-])(?P<y>(?:19|20)\d{2})\s*(?:년도|연도|년|year)?(?!\s*(?:년간|\d|개|명|건))", re.IGNORECASE
)
_LENGTH = re.compile(
    r"(?<!\d)(?P<n>\d{1,3})\s*(?P<unit>년|개년|개월|달|주|일|years?|months?|weeks?|days?)(?:\s*(?:간|동안))?(?![가-힣]{0,1}생)",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"\b(?P<w>one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|a|an)[\s-]+(?P<unit>years?|months?)\b",
    re.IGNORECASE,
)
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "twenty": 20,
    "thirty": 30,
    "a": 1,
    "an": 1,
}
_SINO = re.compile(r"(?<![가-힣])(?P<w>일|이|삼|사|오|육|칠|팔|구|십|이십|삼십)\s*년(?=\s|을|이|간|동|보|넘|초|미)")
_TAIL = r"(?:(?:에서|에는|에|을|를|의|로|은|는|이나|이|가|와|과|부터|까지)(?=\s|$))?"
_SINO_WORDS = dict(zip("일이삼사오육칠팔구십", range(1, 11), strict=True)) | {"이십": 20, "삼십": 30}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a question names in numbers: places in laws, dates and years (ISO), months; and the ``rest`` of it."""

    rest: str
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    bounds: frozenset[tuple[str, str]] = frozenset()
    """Dates and years with 부터 or 까지 behind them."""


def take(question: str) -> Taken:
    """The numbers of ``question``. What was taken leaves a blank; its particle goes with it."""
    places: list[str] = []
    dates: list[str] = []
    years: list[str] = []
    months: list[int] = []
    bounds: set[tuple[str, str]] = set()

    def kept(day: str, printed: str) -> str:
        bounds.update((day, bound) for bound in ("부터", "까지") if printed.endswith(bound))
        return day

    def place(m: re.Match[str]) -> str:
        places.append(_place(m))
        return " "

    def day(m: re.Match[str]) -> str:
        dates.append(kept(f"{m['y']}-{int(m['m']):02}-{int(m['d']):02}", m[0]))
        return " "

    def month(m: re.Match[str]) -> str:
        dates.append(kept(f"{m['y']}-{int(m['m']):02}", m[0]))
        return " "

    def year(m: re.Match[str]) -> str:
        years.append(kept(m["y"], m[0]))
        return " "

    def length(m: re.Match[str]) -> str:
        unit = m["unit"].lower()
        n = int(m["n"]) if "n" in m.re.groupindex else _WORDS[m["w"].lower()]
        months.append(_in_months(n, unit))
        return " "

    def sino(m: re.Match[str]) -> str:
        months.append(12 * _SINO_WORDS[m["w"]])
        return " "

    rest = question
    steps = ((_ENGLISH_ARTICLE, place), (_ARTICLE, place), (_DATE, day), (_MONTH, month), (_YEAR, year))
    for pattern, taker in (*steps, (_SINO, sino), (_WORDED, length), (_LENGTH, length)):
        rest = re.sub(pattern.pattern + _TAIL, taker, rest, flags=pattern.flags)
    return Taken(rest, tuple(places), tuple(dates), tuple(years), tuple(months), frozenset(bounds))


def _place(m: re.Match[str]) -> str:
    path = f"제{m['article']}조" + (f"의{m['sub']}" if m["sub"] else "")
    if m["paragraph"]:
        path += f"제{m['paragraph']}항"
    if m["item"]:
        path += f"제{m['item']}호" + (f"의{m['item_sub']}" if m["item_sub"] else "")
    return path


def _in_months(n: int, unit: str) -> int:
    if unit.startswith(("년", "개년", "year")):
        return 12 * n
    if unit.startswith(("개월", "달", "month")):
        return n
    return (
        0
        if unit.startswith(("일", "day")) and n < 15
        else max(1, round(n * (7 if unit.startswith(("주", "week")) else 1) / 30))
    )
