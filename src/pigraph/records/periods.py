"""Retention periods: what a printed text says about how long data are kept.

==============================================  =======================================================
"5년", "10년간", "1년 6개월", "3개월"           a duration: P5Y, P10Y, P1Y6M, P3M
"탈퇴 후 10년", "촬영 시부터 30일"              a duration from an event
"수사 종료시까지", "서비스 가입 해지 시"        until an event
"인증 후 보유하지 않음", "탈퇴 시 즉시 파기"    P0D from an event
"영구", "준영구", "최소 3년~최대 영구"          endless, with a minimum
"최소 3년", "3년 이상"                          a minimum
"2025.12.31.까지"                               until a date
"회원 탈퇴 시, 지원신청 후 5년"                 two conditions
"5년(단, 탈퇴 시 즉시 파기)"                    a condition and an exception
"이용 목적 달성에 필요한 기간"                  no condition: the text alone
==============================================  =======================================================

An event that the vocabulary does not have stays as its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pigraph.lexicon.periods import looks_like_period, period_words
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.records.dates import DateAt, dates_in, plain
from pigraph.records.model import Condition, How, Retention, Stated
from pigraph.text import Words, fold

__all__ = ["exception", "looks_like_period", "read_retention"]

_ENUMERATOR = re.compile(r"(?:(?<=\s)|^)(?:\d{1,2}[.)]|[①-⑳]|[가-하][.)]|[-○●▪•*※ㅇ])\s+")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_BETWEEN = seldom(r"\s*(?:[~∼〜～\-–]|에서|부터)\s*(?:최대\s*)?$")
_MOST = re.compile(r"최대\s*$")
_UNTIL = seldom(r"\s*(?:\([^)]*\)\s*)?까지")
_RANGE_MARK = seldom(r"[~∼〜～]\s*$")
_FIRST_WORDS = seldom(r"^.*[:(\[]\s*")
_STRAY = " \t\n.,:;·-※"

Range = tuple[int, int]


class _Text(Struct, frozen=True):
    """Some words with their plain text, in which dates are blotted out so that they are not read as lengths."""

    words: Words
    text: str
    dates: tuple[DateAt, ...]

    @classmethod
    def of(cls, words: Words) -> _Text:
        text = plain(words.text)
        dates = tuple(dates_in(text))
        for d in dates:
            text = text[: d.begin] + "\0" * (d.end - d.begin) + text[d.end :]
        return cls(words, text, dates)

    def cut(self, begin: int, end: int) -> Words:
        return self.words[begin:end].strip(_STRAY)


Reader = Callable[[_Text, int, int], Condition | None]


def read_retention(words: Words, how: How) -> Retention:
    """The retention period that ``words`` print: the text with white space joined, conditions and exceptions."""
    whole = words.squeeze()
    main, excepted = _parts(whole)
    return Retention(
        Stated(whole.text, whole, how),
        tuple(_conditions(_Text.of(main), _condition)),
        tuple(c for part in excepted for c in _exceptions(part)),
    )


def exception(words: Words) -> Condition:
    """The condition of a separate line of exceptions ("… 경우에는 해당 수사 종료시까지").

    Without a readable period the condition has its words only.
    """
    whole = words.squeeze()
    if m := period_words().opener.match(whole.text):
        whole = whole[m.end() :]
    text = _Text.of(whole)
    return _excepted(text, 0, len(whole)) or Condition(whole)


def _parts(words: Words) -> tuple[Words, list[Words]]:
    """The text without its exceptions, and the exceptions ("다만, …", "(단, …)")."""
    kept: list[Words] = []
    excepted: list[Words] = []
    while m := period_words().opener.search(words.text):
        before, after = words[: m.start()].strip(), words[m.end() :]
        inside = before.text.endswith("(")
        stop = _closing(after.text) if inside else len(after)
        kept.append(before[:-1] if inside else before)
        excepted.append(after[:stop].strip())
        words = after[stop + 1 :]
    kept.append(words)
    return Words.join([k.strip() for k in kept]), [e for e in excepted if e]


def _closing(text: str) -> int:
    """Where the parenthesis that is open at the beginning of ``text`` closes; its end if nowhere."""
    depth = 1
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0:
            return i
    return len(text)


def _exceptions(words: Words) -> list[Condition]:
    return _conditions(_Text.of(words), _excepted) or [Condition(words)]


def _excepted(text: _Text, begin: int, end: int) -> Condition | None:
    """The condition of an exception: what stands after "…인 경우에는", with the words of the whole."""
    last = max((m.end() for m in period_words().case.finditer(text.text, begin, end)), default=begin)
    found = _condition(text, last, end) or _condition(text, begin, end)
    return found and replace(found, words=text.cut(begin, end))


def _conditions(text: _Text, read: Reader) -> list[Condition]:
    """Alternatives that each read as a condition; what does not read by itself belongs to the next one."""
    found: list[Condition] = []
    pending: int | None = None
    for begin, end in _pieces(text):
        if read(text, begin, end):
            start = begin if pending is None else pending
            found.extend(c for part in _by_length(text, start, end) if (c := read(text, *part)))
            pending = None
        elif pending is None:
            pending = begin
    if not found and (whole := read(text, 0, len(text.text))):
        found.append(whole)
    return found


def _pieces(text: _Text) -> Iterator[Range]:
    """The text between separators that stand outside of parentheses."""
    separator, plain_text = period_words().alternative, text.text
    depth = start = i = 0
    while i < len(plain_text):
        depth += (plain_text[i] == "(") - (plain_text[i] == ")")
        m = (_ENUMERATOR.match(plain_text, i) or separator.match(plain_text, i)) if depth <= 0 else None
        if m and m.end() > i:
            if plain_text[start:i].strip():
                yield start, i
            start = i = m.end()
        else:
            i += 1
    if plain_text[start:].strip():
        yield start, len(plain_text)


def _by_length(text: _Text, begin: int, end: int) -> Iterator[Range]:
    """One piece, or its parts up to each length when it lists several ("탈퇴 후 1년 접속기록 3개월")."""
    lengths = [m for m in period_words().length.finditer(text.text, begin, end) if m.group().strip()]
    listed = len(lengths) > 1 and not any(
        _BETWEEN.search(text.text[a.end() : b.start()]) or _MOST.search(text.text[: b.start()])
        for a, b in pairwise(lengths)
    )
    if not listed or "(" in text.text[begin:end]:
        yield begin, end
        return
    for m in lengths[:-1]:
        yield begin, m.end()
        begin = m.end()
    yield begin, end


def _condition(text: _Text, begin: int, end: int) -> Condition | None:
    """The storage condition of one piece, None when it states none."""
    words, here = text.cut(begin, end), text.text[begin:end]
    if not words:
        return None
    for date in text.dates:
        full = begin <= date.begin and date.end <= end and len(date.value) == len("2024-01-31")
        if full and (_UNTIL.match(text.text, date.end) or _RANGE_MARK.search(text.text[begin : date.begin])):
            return Condition(words, until=date.value)
    rules = period_words()
    lengths = list(rules.length.finditer(here))
    if rules.endless.search(here):
        return Condition(words, endless=True, minimum=_size(lengths[0])[0] if lengths else None)
    if lengths:
        return _with_length(text, begin, here, words, lengths)
    if m := rules.none.search(here):
        slug = vocabulary().event(here[: m.start()])
        unknown = None if slug else _unknown(text, begin, here[: m.start()])
        return Condition(words, "P0D", 0, slug, unknown)
    return _until_event(text, begin, here, words, alone=end - begin >= len(text.text.strip()))


def _with_length(text: _Text, begin: int, here: str, words: Words, lengths: list[re.Match[str]]) -> Condition:
    rules, first, last = period_words(), lengths[0], lengths[-1]
    least: str | None = None
    duration, months = _size(first)
    between = here[first.end() : last.start()]
    if last is not first and (_BETWEEN.search(between) or _MOST.search(between)):
        least = duration
        duration, months = _size(last)
    before = here[: first.start()]
    if m := rules.minimum_before.search(before):
        before = before[: m.start()]
    before = _MOST.sub("", before)
    slug, unknown = _since(text, begin, before)
    if slug is None and unknown is None and (aside := _PARENTHESIS.search(here, last.end())):
        slug, unknown = _since(text, begin + aside.start(1), aside[1])
    if least is None and (m or rules.minimum_after.match(here, first.end())):
        return Condition(words, trigger=slug, trigger_words=unknown, minimum=duration)
    return Condition(words, duration, months, slug, unknown, minimum=least)


def _since(text: _Text, begin: int, before: str) -> tuple[str | None, Words | None]:
    """The event that a length runs from, when ``before`` ends like one: its slug, else its words."""
    if not period_words().since_known.search(before):
        return None, None
    slug = vocabulary().event(before)
    return slug, None if slug else _unknown(text, begin, before)


def _unknown(text: _Text, begin: int, before: str) -> Words | None:
    """The words of an event that the vocabulary does not have."""
    m = period_words().since.search(before)
    return _event_words(text, begin, before[: m.start()]) if m else None


def _event_words(text: _Text, begin: int, before: str) -> Words | None:
    lead = _FIRST_WORDS.match(before)
    start = lead.end() if lead else 0
    words = text.cut(begin + start, begin + len(before))
    named = len(fold(words.text)) > 1 and "\0" not in before[start:]
    return words if named and not words.text.endswith(period_words().not_event) else None


def _until_event(text: _Text, begin: int, here: str, words: Words, alone: bool) -> Condition | None:
    """Until an event: with 까지, at a moment (시, 후, 때) with which the piece ends, or an event ``alone``."""
    rules = period_words()
    untils = list(rules.until.finditer(here))
    if untils:
        before = here[: untils[-1].start()]
        if slug := vocabulary().event(before):
            return Condition(words, trigger=slug)
        unknown = _event_words(text, begin, before)
        return Condition(words, trigger_words=unknown) if unknown else None
    moments = list(rules.moment.finditer(here))
    at_end = moments and rules.closing.fullmatch(here, moments[-1].end())
    if at_end or (alone and rules.look_event.search(fold(here).rstrip(").]"))):
        slug = vocabulary().event(here[: moments[-1].end()] if at_end else here)
        return Condition(words, trigger=slug) if slug else None
    return None


def _size(m: re.Match[str]) -> tuple[str, int | None]:
    """ISO 8601 duration in canonical form (P60M is P5Y, two weeks P14D) and its months, None if not whole ones."""
    number = period_words().number

    def sum_of(*groups: str) -> int:
        return sum(number(m[g]) for g in groups if m[g])

    months = 12 * sum_of("y") + sum_of("m", "m2", "m3")
    hours = sum_of("h")
    days = sum_of("d", "d2", "d3") + 7 * sum_of("w") + hours // 24
    years, rest = divmod(months, 12)
    date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (rest, "M"), (days, "D")) if n)
    time = f"T{hours % 24}H" if hours % 24 else ""
    if not date and not time:
        return "P0D", 0
    return f"P{date}{time}", months if months and not (days or time) else None
