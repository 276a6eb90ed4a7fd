"""Footnotes under a table that limit a value to one of its rows.

Accepts, by example::

    ※ 제공목적 중 “통계 작성”, 제공항목 중 “소득”은 … “가나청”에 한하여 적용됩니다.
    ※ 소득정보는 가나청에만 제공합니다.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pigraph.patterns import seldom
from pigraph.records.holdings import same_name
from pigraph.records.model import Provision, Stated
from pigraph.sections.model import Node
from pigraph.text import Words, fold, joined

_ONLY = seldom(r"에\s?(?:한하여|한해서?|한정|한함|한합니다|만|게만|한해)")
_QUOTED = seldom(r"[“\"‘'「『](?P<q>[^”\"’'」』]{1,60})[”\"’'」』]")
_NOT_TO = seldom(r"에게?는\s(?=.*제공(?:하지|되지)\s?(?:않|아니))")
_TOPIC = seldom(r"^(?P<what>[^:：]{2,60}?)(?:은|는)\s")


def apply_notes(provisions: Sequence[Provision], notes: Sequence[Node]) -> list[Provision]:
    """The provisions of one table with the limits that its notes set."""
    result = list(provisions)
    for note in notes:
        limit = _limit(note.words, result)
        if limit is None:
            continue
        name, values, only = limit
        result = [_limited(p, note, name, values, only) for p in result]
    return result


def _limit(words: Words, provisions: Sequence[Provision]) -> tuple[str, list[str], bool] | None:
    """The recipient that a note is about, the (folded) values, and whether only it (True) or all but it get them."""
    m = _ONLY.search(words.text)
    if not m:
        return _withheld(words, provisions)
    before = words.text[: m.start()]
    names = [p.recipient.value for p in provisions if p.recipient]
    only = next((n for n in sorted(names, key=len, reverse=True) if _ends_with(before, n)), None)
    if only is None:
        return None
    values = [fold(q["q"]) for q in _QUOTED.finditer(before) if fold(q["q"]) != fold(only)]
    if not values and (t := _TOPIC.match(before)):
        values = [fold(v) for v in re.split(r"\s?(?:,|및|과|와)\s", t["what"])]
    return (only, values, True) if values else None


def _withheld(words: Words, provisions: Sequence[Provision]) -> tuple[str, list[str], bool] | None:
    """ "가나원에는 ‘지원내역’을 제공하지 않습니다": the recipient that values are kept from, and the values."""
    m = _NOT_TO.search(words.text)
    if not m:
        return None
    names = [p.recipient.value for p in provisions if p.recipient]
    name = next((n for n in sorted(names, key=len, reverse=True) if _ends_with(words.text[: m.start()], n)), None)
    values = [fold(q["q"]) for q in _QUOTED.finditer(words.text, m.end())]
    return (name, values, False) if name and values else None


def _ends_with(text: str, name: str) -> bool:
    return fold(text).endswith(fold(name))


def _limited(provision: Provision, note: Node, name: str, values: Sequence[str], only: bool) -> Provision:
    """A provision without the values that the note takes from it."""
    if provision.recipient is None:
        return provision
    keep = same_name(provision.recipient.value, name) is only
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
