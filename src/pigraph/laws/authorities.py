"""Names of central authorities and when they existed: 행정자치부 2014-11-19 – 2017-07-26.

The data are ``data/laws/authorities.csv``. A name may have existed more than once.
"""

from __future__ import annotations

import csv
import re
from functools import cache

from msgspec import Struct

from pigraph import resources
from pigraph.laws.titles import titles
from pigraph.patterns import seldom

_OFFICE = seldom(r"(?:장관|차관|위원장|령|고시|훈령|예규|지침)[가-힣]*")
_HANGUL = seldom(r"[가-힣]*")
_FORMER = seldom(r"(?:구\s?|舊\s?|\(구\)\s?|前\s?|(?:지침|규정|훈령|고시|예규|법률|기준)\s?\()$")
_RULE = seldom(r"[가-힣]?\s?(?:고시|훈령|예규|령\s?제|부령)")


class Period(Struct, frozen=True):
    """ISO dates, ``end`` exclusive; None = not recorded (``end``: still so)."""

    start: str | None
    end: str | None

    def holds(self, date: str) -> bool:
        return (self.start is None or self.start <= date) and (self.end is None or date < self.end)


class Authority(Struct, frozen=True):
    """An authority named at ``text[begin:end]``, with the periods in which one of this name existed.

    ``then``: it is named as what it was at some time ("(구) ○○부"), or as the maker of a rule (○○부고시).
    """

    name: str
    begin: int
    end: int
    periods: tuple[Period, ...]
    then: bool = False

    def existed(self, date: str) -> bool:
        """False if no authority had this name on an ISO date."""
        return any(p.holds(date) for p in self.periods)

    def begun(self, date: str) -> bool:
        """False if the first one got this name after an ISO date."""
        return any(p.start is None or p.start <= date for p in self.periods)


def named(text: str) -> tuple[Authority, ...]:
    """The authorities that a text names, in order; none inside a longer word (환경부 in 기후에너지환경부)."""
    found = []
    for match in _pattern().finditer(text):
        begin, end = match.span()
        if begin and "가" <= text[begin - 1] <= "힣":
            continue
        after = _HANGUL.match(text, end)
        tail = after[0] if after else ""
        if not tail or titles().tail.fullmatch(tail) or _OFFICE.fullmatch(tail):
            name, periods = _periods()["".join(match[0].split())]
            then = _FORMER.search(text[max(0, begin - 4) : begin]) or _RULE.match(text, end)
            found.append(Authority(name, begin, end, periods, bool(then)))
    return tuple(found)


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The periods of ``data/laws/authorities.csv``, one of one name a row, as printed there."""
    with resources.path("data", "laws", "authorities.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@cache
def _periods() -> dict[str, tuple[str, tuple[Period, ...]]]:
    found: dict[str, tuple[str, tuple[Period, ...]]] = {}
    for row in rows():
        key = "".join(row["name"].split())
        _, before = found.get(key, (row["name"], ()))
        found[key] = row["name"], (*before, Period(row["from"] or None, row["to"] or None))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({name for name, _ in _periods().values()}, key=len, reverse=True)
    # Letters first, so that the scan skips to them; what stands before a name is looked at afterwards.
    return re.compile("|".join(r"[ ]*".join(n.split()) for n in names))
