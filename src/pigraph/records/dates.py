"""Dates, date ranges and years as Korean policies print them, as ISO 8601 with their words.

Shapes accepted, by example:

==================================================  ==================
"2012. 3. 30.", "2024.1.1", "2023. 09. 01.부터"     a full date
"2026년 6월 12일", "2022년 11월04일", "24년 1월 1일" a full date
"2026-06-12", "2026/06/12"                          a full date
"’24.1.1.", "'24. 1. 1"                             a full date of 20xx
"20230901"                                          … alone or in a range
"2022. 09.", "2022-09", "2022년 9월"                "2022-09"
"2024.1.1. ~ 12.31.", "A부터 B까지", "A ~ 계속"     a range
"25.1.1. ~ 25.12.31."                               a range of 20xx
"2023년", "2023년도", "2019"                        a year
==================================================  ==================

A date that the calendar does not have (2월 30일) is no date, of no precision. Nothing is completed: an end
without a year has that of its beginning, but never the next one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from calendar import monthrange
from typing import NamedTuple

from pigraph.patterns import seldom
from pigraph.text import Words, iso_date


class DateFound(NamedTuple):
    """An ISO 8601 date (2024-01-31), month (2024-01) or year (2024), and the words that print it."""

    value: str
    words: Words


_QUOTE = "['’‘`´′]"
_CENTURY = r"(?:19|20)\d{2}"
_BEFORE = r"(?<![\d.\-/제])(?<!제 )"
_AFTER = r"(?!\d)"
_S = r"[ \t]*"
_YEAR = rf"(?:(?P<y>{_CENTURY})|{_QUOTE}(?P<yy>\d{{2}}))"
# 년, or a point after four digits: "2024. 1월 1일", but "12. 1월 1일" is the first of January in point 12.
_KOREAN_YEAR = rf"(?:(?P<ky>{_CENTURY}){_S}(?:년도?|\.)|{_QUOTE}(?P<kyy>\d{{2}}){_S}(?:년|\.)|(?P<bare>\d{{2}}){_S}년)"

_FULL = re.compile(
    rf"{_BEFORE}(?:"
    rf"{_YEAR}{_S}(?P<sep>[.\-/]){_S}(?P<m>\d{{1,2}}){_S}(?P=sep){_S}(?P<d>\d{{1,2}})(?:\.|{_AFTER})"
    rf"|{_KOREAN_YEAR}\s*(?P<km>\d{{1,2}}){_S}월\s*(?P<kd>\d{{1,2}}){_S}일"
    rf"){_AFTER}"
)
_MONTH = re.compile(
    rf"{_BEFORE}(?:"
    rf"{_YEAR}{_S}\.{_S}(?P<m>\d{{1,2}})(?![\d%])(?:{_S}[.월])?(?!{_S}\d)"
    rf"|(?P<hy>{_CENTURY})[-/](?P<hm>\d{{2}})(?![\d\-/])"
    rf"|(?:(?P<ky>{_CENTURY})|{_QUOTE}(?P<kyy>\d{{2}})){_S}년도?\s*(?P<km>\d{{1,2}}){_S}월(?!{_S}\d)"
    rf")"
)
_COMPACT = re.compile(r"(?<![\w.\-/])(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?![\d.\-/A-Za-z])")
_RANGE_MARK = r"[~∼〜～–—−→]"
_COMPACT_AFTER = seldom(rf"\s*(?:$|{_RANGE_MARK}|-\s|부터|까지|시행|개정|제정|기준|\))")
_COMPACT_BEFORE = seldom(rf"(?:^|{_RANGE_MARK}|\s-|부터|\()\s*$")
_NEAR = 40
"""Characters before a date in which what introduces it stands."""
_YEAR_ALONE = seldom(
    rf"(?<![\d.\-제])(?<!\d,)(?<![^\d]\d/)(?<![^\d]\d\d/)(?<!^\d/)(?:(?P<y>{_CENTURY})(?!\d|,\d{{3}})(?!\s*(?:[만천백]|여?\s*[명건원호개회점대]))(?!-\d{{3}})"
    rf"|{_QUOTE}(?P<yy>\d{{2}})\s*년)"
)

_WEEKDAY = r"(?:\s*\([월화수목금토일](?:요일)?\))?\s*\)?"
_LINK = re.compile(rf"{_WEEKDAY}\s*(?:부터\s*{_RANGE_MARK}?|에서|{_RANGE_MARK}+|-+(?=\s*\D*\d))\s*")
_OPEN_START = seldom(rf"{_RANGE_MARK}\s*$")
_END_MARK = seldom(rf"{_WEEKDAY}\s*(?:까지|이전|만료|종료)")
_SHORT_RANGE = seldom(
    rf"(?<![\d.])(?P<y1>\d{{2}}){_S}\.{_S}(?P<m1>\d{{1,2}}){_S}\.{_S}(?P<d1>\d{{1,2}})\.?"
    rf"\s*{_RANGE_MARK}\s*(?P<y2>\d{{2}}){_S}\.{_S}(?P<m2>\d{{1,2}}){_S}\.{_S}(?P<d2>\d{{1,2}})(?![\d.]*\d)"
)
_SHORT_DAY = re.compile(
    rf"(?:(?P<m>\d{{1,2}}){_S}(?P<sep>[.\-/]){_S}(?P<d>\d{{1,2}})(?:{_S}\.)?"
    rf"|(?P<km>\d{{1,2}}){_S}월\s*(?P<kd>\d{{1,2}}){_S}일|(?P<dd>\d{{1,2}}){_S}일)(?!{_S}[\d.\-/])"
)
_SHORT_MONTH = seldom(rf"(?P<m>\d{{1,2}}){_S}(?:\.|월)(?!{_S}\d)")


def plain(text: str) -> str:
    """``text`` in NFKC, character by character, so that offsets stay (２０２４ → 2024)."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    plain = []
    for c in text:
        n = unicodedata.normalize("NFKC", c)
        plain.append(n if len(n) == 1 else c)
    return "".join(plain)


def _group(m: re.Match[str], *names: str) -> int | None:
    """The first of these groups that matched, as a number."""
    have = m.re.groupindex
    return next((int(m[n]) for n in names if n in have and m[n] is not None), None)


def _year_of(m: re.Match[str]) -> int:
    full = _group(m, "y", "ky", "hy")
    if full is not None:
        return full
    return 2000 + (_group(m, "yy", "kyy", "bare") or 0)


def _iso(year: int, month: int, day: int | None) -> str | None:
    """The ISO date, or None where the calendar has no such day or month."""
    if not 1 <= month <= 12:
        return None
    if day is None:
        return iso_date(year, month)
    return iso_date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


class DateAt(NamedTuple):
    """A date in plain text, at its offsets there."""

    begin: int
    end: int
    value: str


def dates_in(text: str) -> list[DateAt]:
    """The dates of ``text``, which is as `plain` gives it, in reading order."""
    taken: list[tuple[int, int, str | None]] = [
        (*m.span(), _iso(_year_of(m), _group(m, "m", "km") or 0, _group(m, "d", "kd"))) for m in _FULL.finditer(text)
    ]
    ends = [e for _, e, _ in taken]
    full = [*taken, (len(text), len(text), None)]
    taken += [
        (*m.span(), _iso(_year_of(m), _group(m, "m", "hm", "km") or 0, None))
        for m in _MONTH.finditer(text)
        # What looks like a full date but is impossible is no month either.
        if m.end() <= full[bisect_right(ends, m.start())][0]
    ]
    taken += [
        (*m.span(), _iso(int(m["y"]), int(m["m"]), int(m["d"])))
        for m in _COMPACT.finditer(text)
        if _COMPACT_AFTER.match(text, m.end()) and _COMPACT_BEFORE.search(text, max(0, m.start() - _NEAR), m.start())
    ]
    return [DateAt(b, e, value) for b, e, value in sorted(taken) if value]


def find_dates(words: Words) -> list[DateFound]:
    """The dates printed in ``words``, in reading order; reduced precision only where no day is printed."""
    return [DateFound(d.value, words[d.begin : d.end]) for d in dates_in(plain(words.text))]


def date_range(words: Words) -> tuple[DateFound | None, DateFound | None]:
    """Beginning and end of the first range in ``words``; None for a side that is not printed.

    A lone date is an end when the text says so (까지) or a range mark stands before it, else a beginning.
    """
    text = plain(words.text)
    dates = dates_in(text)
    if not dates:
        return _short_years(words, text)
    first = dates[0]
    start = DateFound(first.value, words[first.begin : first.end])
    if m := _LINK.match(text, first.end):
        if len(dates) > 1 and dates[1].begin == m.end():
            second = dates[1]
            return start, DateFound(second.value, words[second.begin : second.end])
        return start, _short_end(words, text, m.end(), start.value)
    if _END_MARK.match(text, first.end) or (_OPEN_START.search(text[: first.begin]) and len(dates) == 1):
        return None, start
    return start, None


def _short_years(words: Words, text: str) -> tuple[DateFound | None, DateFound | None]:
    """ "25.1.1. ~ 25.12.31.": years of two digits without a mark are read in a whole range only."""
    m = _SHORT_RANGE.search(text)
    if not m:
        return None, None
    ends = []
    for n in ("1", "2"):
        value = _iso(2000 + int(m["y" + n]), int(m["m" + n]), int(m["d" + n]))
        ends.append(DateFound(value, words[m.start("y" + n) : m.end("d" + n)]) if value else None)
    start, end = ends
    return (start, end) if start and end and start.value <= end.value else (None, None)


def _short_end(words: Words, text: str, at: int, start: str) -> DateFound | None:
    """An end that leaves out what it shares with its beginning: "2024.1.1. ~ 12.31."."""
    year, month = int(start[:4]), int(start[5:7])
    reduced = len(start) == 7
    m = (_SHORT_MONTH if reduced else _SHORT_DAY).match(text, at)
    if not m:
        return None
    value = _iso(year, _group(m, "m", "km") or month, None if reduced else _group(m, "d", "kd", "dd"))
    # An end before its beginning is of a year that the text does not print.
    return DateFound(value, words[m.start() : m.end()]) if value and value >= start else None


def find_years(words: Words) -> list[DateFound]:
    """The years printed in ``words`` ("2023년", "2019", also that of a date); not amounts (2,000명) or numbers."""
    found = []
    for m in _YEAR_ALONE.finditer(plain(words.text)):
        year = m["y"] or f"20{m['yy']}"
        found.append(DateFound(year, words[m.start() : m.end()]))
    return found
