"""Dates, years, lengths of time and places in laws that a question names, taken out before its words are read."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from pigraph.asking.forms import either, forms, valued

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
_DECADE = re.compile(r"(?<![\d.\-])(?P<y>(?:19|20)\d)0(?:\s*년대|s\b)")
_YEAR = re.compile(
    r"(?<![\d.\-])(?P<y>(?:19|20)\d{2})\s*(?:년도|연도|년|year)?(?!\s*(?:년간|\d|개|명|건))", re.IGNORECASE
)
_LENGTH = re.compile(
    r"(?<!\d)(?P<n>\d{1,3})\s*(?P<unit>년|개년|개월|달|주|일|years?|months?|weeks?|days?)(?:\s*(?:간|동안))?(?![가-힣]{0,1}생)",
    re.IGNORECASE,
)


class Taken(Struct, frozen=True):
    """What a question names in numbers: places in laws, dates and years (ISO), months; and the ``rest`` of it."""

    rest: str
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    bounds: frozenset[tuple[str, str]] = frozenset()
    """Dates and years with a particle behind them that says "from_date" or "until_date"."""


def take(question: str) -> Taken:
    """The numbers of ``question``. What was taken leaves a blank; its particle goes with it."""
    places: list[str] = []
    dates: list[str] = []
    years: list[str] = []
    months: list[int] = []
    bounds: set[tuple[str, str]] = set()

    def kept(day: str, printed: str) -> str:
        bounds.update((day, bound) for bound in ("from_date", "until_date") if printed.endswith(forms(bound)))
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
        n = int(m["n"]) if "n" in m.re.groupindex else valued("numbers")[m["w"].lower()]
        months.append(_in_months(n, unit))
        return " "

    def sino(m: re.Match[str]) -> str:
        months.append(12 * valued("sino_numbers")[m["w"]])
        return " "

    rest = question
    steps = (
        (_ENGLISH_ARTICLE, place),
        (_ARTICLE, place),
        (_DECADE, year),
        (_DATE, day),
        (_MONTH, month),
        (_YEAR, year),
    )
    worded, spelled = _in_words()
    for pattern, taker in (*steps, (spelled, sino), (worded, length), (_LENGTH, length)):
        rest = re.sub(f"{pattern.pattern}(?:{either('after_numbers')}(?=\\s|$))?", taker, rest, flags=pattern.flags)
    return Taken(rest, tuple(places), tuple(dates), tuple(years), tuple(months), frozenset(bounds))


@cache
def _in_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Lengths of time in English words, and in Sino-Korean ones (only years: 일월 is a month of the year)."""
    english = rf"\b(?P<w>{either('numbers')})[\s-]+(?P<unit>years?|months?)\b"
    korean = rf"(?<![가-힣])(?P<w>{either('sino_numbers')})\s*년(?=\s|을|이|간|동|보|넘|초|미)"
    return re.compile(english, re.IGNORECASE), re.compile(korean)


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
    days = 7 * n if unit.startswith(("주", "week")) else n
    return 0 if unit.startswith(("일", "day")) and n < 15 else max(1, round(days / 30))
