"""Notes under a table that tell which items of one of its files come into being by themselves → the file with them.

Accepts, by example::

    * 회원 명부 파일에는 위 항목 말고도 접속 IP 주소, 접속 일시가 자동으로 기록됩니다.
    ※ ‘회원 명부’의 경우 접속 로그, 쿠키가 자동으로 수집됩니다.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pigraph.patterns import seldom
from pigraph.records.automatic import conjoined
from pigraph.records.items import known_among, read_items
from pigraph.records.model import Holding, How, Item, Requirement, Stated
from pigraph.sections.model import Node
from pigraph.text import SENTENCES, Span, Words, fold

_BEHIND = seldom(
    r"[’'”\"」』>》]?\s?(?:개인정보\s?)?(?:파일)?(?:에서?는|에도?|의\s?경우(?:에는?)?|은|는)\s+"
    r"(?:[^.,]{0,40}?(?:말고도?|외에도?|더하여|더해|추가로|추가적으로|함께)\s+)?"
    r"(?P<list>[^.:：]{2,200}?)(?:\s?등)?(?:이|가|을|를|도|의\s정보가)\s(?:[^.,]{1,20}(?:중에?|때|시|과정에서)\s)?"
    r"(?P<mark>자동(?:으로|적으로)\s?(?:함께\s)?(?:생성|수집|저장|기록))"
    r"(?:(?:되어\s|\s?(?:[·ㆍ,/]|및)\s?)(?:생성|수집|저장|기록))*"
    r"(?:[되하](?:며|고)|[됩합]니다|[된한]다|[됨함]|될\s?수\s?있(?:습니다|으며|음))(?=[\s.,;)]|$)"
)
_BEFORE = r"^[^가-힣A-Za-z0-9]*(?:(?:다만|단|또한|한편|아울러|참고로)[\s,]\s*)?[‘'“\"「『<《]?\s?"
"""A file is named first: "단체 예약은" and "비회원은" are of no file "예약" or "회원"."""
_DENIED = seldom(r"지\s?(?:않|아니)")
_WHEN = seldom(r"(?:에서|[하으]면|(?<!일)시|때)\s+\S")
_LONGEST = 30


def with_noted_items(holdings: Sequence[Holding], notes: Sequence[Node]) -> list[Holding]:
    """The holdings of one table with the items that its notes add to them."""
    result = list(holdings)
    for note in notes:
        for sentence in note.words.split(SENTENCES):
            at = _meant(sentence, result)
            if at is not None and (items := _items(sentence, result[at])):
                result[at] = _with(result[at], items, sentence.hull)
    return result


def _meant(sentence: Words, holdings: Sequence[Holding]) -> int | None:
    """Which of the holdings a sentence names; None if it names none, or several."""
    text = fold(sentence.text)
    named = [n for n, h in enumerate(holdings) if fold(h.name.value) in text]
    longest = max(named, key=lambda n: len(fold(holdings[n].name.value)), default=None)
    if longest is None:
        return None
    rest = text.replace(fold(holdings[longest].name.value), "")
    return None if any(fold(holdings[n].name.value) in rest for n in named) else longest


def _items(sentence: Words, holding: Holding) -> list[Item]:
    """The items of a sentence that the holding does not have; [] where what is listed are no items."""
    name = _first(holding.name.value).match(sentence.text)
    m = _BEHIND.match(sentence.text, name.end()) if name else None
    if m is None or _DENIED.search(sentence.text):
        return []
    mark = Stated(Requirement.AUTOMATIC, sentence[m.start("mark") : m.end("mark")], How.PROSE)
    found = read_items(sentence[m.start("list") : m.end("list")], How.PROSE, mark).items
    items = list(conjoined(found))
    labels = [item.label.value for item in items]
    if not known_among(items) or any(len(label) > _LONGEST or _WHEN.search(label) for label in labels):
        return []
    has = {fold(item.label.value) for item in holding.items}
    return [item for item in items if fold(item.label.value) not in has]


def _first(name: str) -> re.Pattern[str]:
    """A name that begins a sentence, wherever its blanks stand."""
    return re.compile(_BEFORE + r"\s*".join(map(re.escape, "".join(name.split()))))


def _with(holding: Holding, items: Sequence[Item], entry: Span) -> Holding:
    return replace(holding, items=(*holding.items, *items), entries=(*holding.entries, entry))
