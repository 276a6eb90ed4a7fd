"""Footnotes under a table that limit a value to one of its rows.

Accepts, by example::

    ※ 제공목적 중 “통계 작성”, 제공항목 중 “소득”은 … “가나청”에 한하여 적용됩니다.
    ※ 소득정보는 가나청에만 제공합니다.
    1) ‘통계 작성’ 목적과 ‘소득’ 항목은 가나청에 제공하는 경우에만 해당합니다.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from msgspec.structs import replace

from pigraph.patterns import seldom
from pigraph.records.holdings import same_name
from pigraph.records.model import Provision, Stated
from pigraph.sections.model import Node
from pigraph.text import Words, fold, joined

_ONLY = seldom(
    r"(?:에게?\s?제공(?:하|되)는\s(?:경우|때)|에\s?대하여|에\s?대해서?|의\s경우)?(?:에\s?(?:한하여|한해서?|한정|한함|한합니다|만|게만|한해)|에게만|만\s(?:해당|적용))"
)
_JOINTS = ("과", "와", "및", ",", "·")
_QUOTED = seldom(r"[“\"‘'「『](?P<q>[^”\"’'」』]{1,60})[”\"’'」』]")
_NOT_TO = seldom(r"에게?는\s(?=.*제공(?:하지|되지)\s?(?:않|아니))")
_TOPIC = seldom(r"^(?P<what>[^:：]{2,60}?)(?:은|는)\s")
_Limit: TypeAlias = tuple[Sequence[str], Sequence[str], bool]
"""Recipients, (folded) values, and whether only these recipients (True) or all but these get them."""


def apply_notes(provisions: Sequence[Provision], notes: Sequence[Node]) -> list[Provision]:
    """The provisions of one table with the limits that its notes set."""
    result = list(provisions)
    for note in notes:
        limit = _limit(note.words, result)
        if limit is None:
            continue
        names, values, only = limit
        result = [_limited(p, note, names, values, only) for p in result]
    return result


def _limit(words: Words, provisions: Sequence[Provision]) -> _Limit | None:
    """The limit that a note sets, if any."""
    names = sorted({p.recipient.value for p in provisions if p.recipient}, key=len, reverse=True)
    limits = [m.start() for m in _ONLY.finditer(words.text)]
    if not limits:
        return _withheld(words, provisions)
    for at in limits:
        before = words.text[:at]
        only = _last_names(before, names)
        if not only:
            continue
        values = [fold(q["q"]) for q in _QUOTED.finditer(before) if fold(q["q"]) not in map(fold, only)]
        if not values and (t := _TOPIC.match(before)):
            values = [fold(v) for v in re.split(r"\s?(?:,|및|과|와)\s", t["what"])]
        return (only, values, True) if values else None
    return None


def _last_names(text: str, names: Sequence[str]) -> list[str]:
    """The recipients that a text ends with, joined with each other: "… 가나청과 ‘다라원’"."""
    found: list[str] = []
    rest = fold(text)
    while name := next((n for n in names if rest.endswith(fold(n))), None):
        found.append(name)
        rest = rest[: len(rest) - len(fold(name))]
        joint = next((j for j in _JOINTS if rest.endswith(j)), None)
        if joint is None:
            break
        rest = rest[: len(rest) - len(joint)]
    return found


def _withheld(words: Words, provisions: Sequence[Provision]) -> _Limit | None:
    """ "가나원에는 ‘지원내역’을 제공하지 않습니다": the recipient that values are kept from, and the values."""
    m = _NOT_TO.search(words.text)
    if not m:
        return None
    names = sorted({p.recipient.value for p in provisions if p.recipient}, key=len, reverse=True)
    without = _last_names(words.text[: m.start()], names)
    values = [fold(q["q"]) for q in _QUOTED.finditer(words.text, m.end())]
    return (without, values, False) if without and values else None


def _limited(provision: Provision, note: Node, names: Sequence[str], values: Sequence[str], only: bool) -> Provision:
    """A provision without the values that the note takes from it."""
    if provision.recipient is None:
        return provision
    named = provision.recipient.value
    keep = any(same_name(named, name) for name in names) is only
    parts = _parts(provision.purposes, values)
    items = provision.items
    if not any(fold(p.value) in values for p in parts) and not any(fold(i.label.value) in values for i in items):
        return provision
    if not keep:
        parts = tuple(p for p in parts if fold(p.value) not in values)
        items = tuple(i for i in items if fold(i.label.value) not in values)
    mark = note.words.begin
    if note.mark is not None:
        mark = min(mark, note.words.begin - 2)
    return replace(
        provision,
        purposes=parts,
        items=items,
        entries=(*provision.entries, replace(note.words.hull, begin=max(0, mark))),
    )


def _parts(purposes: Sequence[Stated[str]], values: Sequence[str]) -> tuple[Stated[str], ...]:
    """A purpose text split at its commas if one of its parts is limited."""
    split: list[Stated[str]] = []
    for purpose in purposes:
        pieces = [p.strip() for p in purpose.words.split(r",")]
        if len(pieces) > 1 and any(fold(p.text) in values for p in pieces):
            split.extend(Stated(joined(p.text), p, purpose.how) for p in pieces if p.text)
        else:
            split.append(purpose)
    return tuple(split)
