"""Wordings of retention periods (``data/lexicon/periods.toml``): lengths, exceptions, from and until.

``length`` matches one length of time, by example "10년", "1 년 6 개월", "3개월간", "2주", "30일", "한 달", "24시간".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pigraph import resources
from pigraph.patterns import seldom
from pigraph.text import fold


def _loose(wordings: Iterable[str]) -> str:
    """An alternation of wordings whose characters white space may part, longest first."""
    some = sorted(wordings, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(r"\s*".join(re.escape(c) for c in w) for w in some) + ")"


class PeriodWords(NamedTuple):
    """Compiled patterns for text in which blanks still stand; those named ``look_`` take folded text."""

    length: re.Pattern[str]
    """Groups y; m, m2, m3; w; d, d2, d3; h: how many years, months, weeks, days or hours (`number`)."""
    numerals: dict[str, int]
    minimum_before: re.Pattern[str]
    minimum_after: re.Pattern[str]
    endless: re.Pattern[str]
    none: re.Pattern[str]
    opener: re.Pattern[str]
    case: re.Pattern[str]
    alternative: re.Pattern[str]
    since: re.Pattern[str]
    """At the end of what stands before a length: from any event."""
    since_known: re.Pattern[str]
    """… from an event, if the vocabulary has it."""
    until: re.Pattern[str]
    moment: re.Pattern[str]
    """What makes an event a moment: 시, 후, 때, 까지 …"""
    closing: re.Pattern[str]
    not_event: tuple[str, ...]
    look_length: re.Pattern[str]
    look_kept: re.Pattern[str]
    look_event: re.Pattern[str]
    look_endless: re.Pattern[str]

    def number(self, printed: str) -> int:
        """A number in digits or words (십오)."""
        if printed.isdecimal():
            return int(printed)
        tens, ten, ones = printed.rpartition("십")
        if ten:
            return 10 * (self.numerals[tens] if tens else 1) + (self.numerals[ones] if ones else 0)
        return self.numerals[printed]


@lru_cache(maxsize=1)
def period_words() -> PeriodWords:
    """The wordings, read once."""
    with resources.path("data", "lexicon", "periods.toml").open("rb") as file:
        table = tomllib.load(file)
    size, clause, look = table["length"], table["clause"], table["look"]
    unit = {name: _loose(size[name]) for name in ("year", "month", "moon", "week", "day", "hour")}
    one = "".join(w for w in table["sino"] if w != "십")
    digits = r"\d{1,3}"
    sino = rf"{digits}|(?<![가-힣])(?:[{one}]?십[{one}]?|[{one}])"
    native = rf"{digits}|(?<![가-힣])(?:{'|'.join(table['native'])})"

    def months(group: str) -> str:
        return rf"(?P<{group}>{sino})\s*{unit['month']}"

    def days(group: str) -> str:
        return rf"(?P<{group}>{digits})\s*{unit['day']}"

    stop = rf"(?!(?:{'|'.join(size['not_after'])})(?!\s*까\s*지))(?!\s*반(?![가-힣]))"
    moments = _loose([*clause["from"], *clause["from_known"]])
    after_moment = r"(?:(?![가-힣])|(?=\s*(?:까\s*지|에|부터|로부터|즉시|지체|바로|파기|삭제|보관|보존|점)))"
    tail = r"(?:\s*(?:에|부터|로\s*부터|까지))?\s*[,:]?\s*$"
    units = "|".join(w for name in ("year", "month", "moon", "week", "day") for w in size[name])
    return PeriodWords(
        length=re.compile(
            rf"(?<![\d.제])(?:"
            rf"(?P<y>{sino})\s*{unit['year']}(?:\s*{months('m')})?(?:\s*{days('d')})?"
            rf"|{months('m2')}(?:\s*{days('d2')})?"
            rf"|(?P<m3>{native})\s*{unit['moon']}"
            rf"|(?P<h>{digits})\s*{unit['hour']}"
            rf"|(?P<w>{native})\s*{unit['week']}"
            rf"|{days('d3')}"
            rf"){stop}(?:\s*간(?![가-힣]))?"
        ),
        numerals={**table["sino"], **table["native"]},
        minimum_before=re.compile(rf"{_loose(size['minimum_before'])}\s*$"),
        minimum_after=re.compile(rf"\s*{_loose(size['minimum_after'])}"),
        endless=re.compile(rf"(?!{_loose(size['not_endless'])}){_loose(size['endless'])}"),
        none=re.compile(_loose(size["none"])),
        opener=re.compile(
            rf"(?:^|(?<=[\s(\[.,;※]))"
            rf"(?:{_loose(clause['opener'])}\s*[,:]?|{_loose(clause['opener_with_comma'])}\s*[,:])\s*"
        ),
        case=re.compile(_loose(clause["case"])),
        alternative=re.compile(rf"\s*[,;/]\s*|\s+{_loose(clause['alternative'])}\s+"),
        since=re.compile(rf"\s*일?\s*{_loose(clause['from'])}{tail}"),
        since_known=re.compile(rf"\s*일?\s*{moments}{tail}"),
        until=re.compile(rf"\s*(?:(?:시|때|날|일|시점)\s*)?{_loose(clause['until'])}"),
        moment=re.compile(rf"{_loose(clause['until'])}|{moments}{after_moment}|지체\s*없이"),
        closing=re.compile(rf"(?:{'|'.join(clause['closing'])}|[^가-힣])*"),
        not_event=tuple(clause["not_event"]),
        look_length=re.compile(
            rf"(?<![\d.제])(?:\d{{1,3}}|(?<![가-힣])(?:[{one}십]|{'|'.join(table['native'])}))(?:{units}){stop}(?:간)?"
        ),
        look_kept=re.compile("|".join(look["kept"])),
        look_event=re.compile(
            rf"(?:{'|'.join(look['events'])})(?:일|하는|되는|될|한|된)?(?:시점?|때|후|즉시|이후)?(?:에)?$"
        ),
        look_endless=re.compile(rf"(?:{'|'.join(size['endless'])})(?:보존|보관|보유)?$"),
    )


_DATE = seldom(r"(?:19|20)\d{2}[.\-년/]")
_CLOSING = ".)]"


def looks_like_period(text: str) -> float:
    """How much a short text looks like a retention period: 0 (not at all) to 1 ("5년", "준영구").

    Decides columns of tables that lost their borders; reads nothing.
    """
    key = fold(text).rstrip(_CLOSING)
    if not key or len(key) > 80:
        return 0.0
    words = period_words()
    if words.look_endless.fullmatch(key):
        return 1.0
    if key.endswith("까지"):
        return 0.6 if _DATE.search(key) else 0.95
    if words.none.search(key) and len(key) <= 40:
        return 0.9
    if found := words.look_length.search(key):
        rest = words.look_length.sub("", key)
        if not words.look_kept.sub("", words.look_endless.sub("", rest)).strip("()~,-최소대"):
            return 1.0
        if rest.endswith(("후", "부터")) or words.look_kept.match(key, found.end()) or len(rest) <= 6:
            return 0.9 if len(key) <= 30 else 0.5
        return 0.4 if len(key) <= 30 else 0.2
    if words.look_event.search(key):
        return 0.8 if key.endswith(("시", "시점", "때", "후", "즉시", "시에")) else 0.5
    if words.look_event.search(key.removesuffix("파기").removesuffix("지체없이")):
        return 0.8
    return 0.3 if key.endswith(("기간", "기간동안")) else 0.0
