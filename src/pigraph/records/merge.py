"""Brings together what a policy says about one holding in several places.

The same name (white space, quotes and middots aside) is the same holding: that is stated. A task and a file
that correspond without having the same name are matched only if each is the other's one best match; what
the task adds is then marked as matched, not as stated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace
from rapidfuzz.distance import Indel

from pigraph.patterns import seldom
from pigraph.records.bases import distinct
from pigraph.records.model import Holding, HoldingKind, How, Item, Retention, Stated
from pigraph.text import fold

_GENERIC = seldom(r"(?:정보|자료|파일|관리|처리|현황|명부|대장|업무)$")
_VIDEO = seldom(
    r"(?:개인|고정형|이동형)?(?:영상정보(?:처리기기)?|cctv)(?:의?(?:설치|운영|관리|처리|및|·)*)?$", re.IGNORECASE
)
_JOINED = seldom(r"\s*[·ㆍ‧・,、/]\s*|\s+(?:및|와|과)\s+")
_SIMILAR = 0.72


def merge_holdings(holdings: Sequence[Holding], context: str = "") -> list[Holding]:
    """Holdings of one document, each once. ``context``: a name that many entries repeat (the service)."""
    merged: dict[str, Holding] = {}
    for h in holdings:
        key = fold(h.name.value)
        while key in merged and _differs(merged[key], h):
            key += "+"
        merged[key] = _join(merged[key], h) if key in merged else h
    apart = _repeated(list(merged.values()))
    return _halves(_match(apart, fold(context)))


def _repeated(holdings: list[Holding]) -> list[Holding]:
    """Without entries that give several holdings, named together, the period that these have: "가 명부·나 대장 : 3년".

    Such an entry stays evidence of the holdings that it names. Parts of its name that are no holding are no reason to
    keep it: policies shorten the names that they join.
    """
    named = {fold(h.name.value): h for h in holdings}
    again: dict[str, list[Holding]] = {}
    gone: set[int] = set()
    for h in holdings:
        if h.kind is not HoldingKind.TASK or h.retention is None or h.purposes or h.items or h.bases:
            continue
        parts = [fold(p) for p in _JOINED.split(h.name.value)]
        meant = [p for p in parts if p in named and named[p] is not h] if len(parts) > 1 else []
        period = fold(h.retention.text.value)
        if meant and all((r := named[p].retention) is not None and fold(r.text.value) == period for p in meant):
            gone.add(id(h))
            for p in meant:
                again.setdefault(p, []).append(h)
    return [
        replace(h, entries=(*h.entries, *(e for one in again.get(fold(h.name.value), ()) for e in one.entries)))
        for h in holdings
        if id(h) not in gone
    ]


def _halves(holdings: list[Holding]) -> list[Holding]:
    """Brings together two listed tasks, one with only a purpose and one with only a period, where one name is the
    end (or the beginning) of the other and of no third one."""
    bare = [h for h in holdings if h.kind is HoldingKind.TASK and not h.items and not h.bases]
    purposes = [h for h in bare if h.purposes and h.retention is None]
    periods = [h for h in bare if h.retention is not None and not h.purposes]
    pairs = [(a, b) for a in purposes for b in periods if _within(fold(a.name.value), fold(b.name.value))]
    into = {id(a): b for a, b in pairs if sum(x is a for x, _ in pairs) == 1 and sum(y is b for _, y in pairs) == 1}
    gone = {id(b) for b in into.values()}
    return [
        replace(_adopt(h, task), name=h.name) if (task := into.get(id(h))) is not None else h
        for h in holdings
        if id(h) not in gone
    ]


def merge_video(holdings: Sequence[Holding], devices: Sequence[Holding]) -> list[Holding]:
    """The holdings and the video devices; a listed task that only says "영상정보" is about the devices."""
    if not devices:
        return list(holdings)
    first, *rest = devices
    kept = []
    for h in holdings:
        if h.kind is HoldingKind.TASK and not h.items and _VIDEO.match(fold(h.name.value)):
            purposes, retention = first.purposes or h.purposes, first.retention or h.retention
            first = replace(first, purposes=purposes, retention=retention, entries=(*first.entries, *h.entries))
        else:
            kept.append(h)
    return [*kept, first, *rest]


def _differs(a: Holding, b: Holding) -> bool:
    """Two entries of one name with purposes of their own stay two."""
    return bool(a.purposes and b.purposes) and fold(a.purposes[0].value) != fold(b.purposes[0].value)


def _join(a: Holding, b: Holding) -> Holding:
    items: list[Item] = list(a.items)
    seen = {_item_key(i) for i in items}
    for item in b.items:
        if _item_key(item) not in seen:
            seen.add(_item_key(item))
            items.append(item)
    return replace(
        a,
        kind=HoldingKind.FILE if HoldingKind.FILE in (a.kind, b.kind) else a.kind,
        purposes=a.purposes or b.purposes,
        bases=distinct([*a.bases, *b.bases]),
        items=tuple(items),
        open_ended=a.open_ended or b.open_ended,
        subject=a.subject or b.subject,
        retention=a.retention or b.retention,
        entries=tuple(dict.fromkeys([*a.entries, *b.entries])),
        unclear=a.unclear | b.unclear,
        annexes=a.annexes + b.annexes,
    )


def _item_key(item: Item) -> tuple[object, ...]:
    return (
        fold(item.label.value),
        item.requirement and item.requirement.value,
        item.subject and item.subject.value,
        item.consent and item.consent.value,
    )


def _match(holdings: list[Holding], context: str) -> list[Holding]:
    """Brings together a task that only has a purpose (or period) with the entry that lacks just that."""
    tasks = [h for h in holdings if h.kind is HoldingKind.TASK and not h.items and not h.bases]
    others = [h for h in holdings if h not in tasks and h.kind in (HoldingKind.FILE, HoldingKind.TASK)]
    pairs = _best_pairs(others, tasks, context)
    matched = {id(task) for _, task in pairs}
    into = {id(other): task for other, task in pairs}
    result: list[Holding] = []
    for h in holdings:
        if id(h) in matched:
            continue
        task = into.get(id(h))
        result.append(_adopt(h, task) if task is not None else h)
    return result


def _best_pairs(others: Sequence[Holding], tasks: Sequence[Holding], context: str) -> list[tuple[Holding, Holding]]:
    """Pairs in which one lacks what the task has, and each is the other's clear best match."""
    scores = {
        (i, j): _similarity(o.name.value, t.name.value, context)
        for i, o in enumerate(others)
        for j, t in enumerate(tasks)
        if (t.purposes and not o.purposes) or (t.retention and not o.retention)
        if not (t.purposes and o.purposes) and not (t.retention and o.retention)
    }
    found: list[tuple[Holding, Holding]] = []
    for (i, j), s in scores.items():
        rivals = [v for (a, b), v in scores.items() if (a == i) != (b == j)]
        if s >= _SIMILAR and all(s - r > 0.08 for r in rivals):
            found.append((others[i], tasks[j]))
    return found


def _similarity(file: str, task: str, context: str) -> float:
    """0–1. What both names share with the service's name says nothing: the rest decides, then the whole."""
    a, b = fold(file), fold(task)
    if _within(a, b):
        return 1.0
    whole = float(Indel.normalized_similarity(a, b))
    if whole < _SIMILAR:
        return whole
    rest_a, rest_b = _rest(a, context), _rest(b, context)
    if not rest_a or not rest_b:
        return whole
    common = any(rest_a[k : k + 2] in rest_b for k in range(len(rest_a) - 1))
    return (whole + float(Indel.normalized_similarity(rest_a, rest_b))) / 2 + 0.25 if common else 0.0


def _within(a: str, b: str) -> bool:
    """One name begins or ends with the other: 회관 대관 · 회관 대관 운영."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 4 and len(long) <= 2.5 * len(short) and (long.startswith(short) or long.endswith(short))


def _rest(name: str, context: str) -> str:
    if context and name.startswith(context):
        name = name[len(context) :]
    return _GENERIC.sub("", name)


def _adopt(file: Holding, task: Holding) -> Holding:
    """The entry with what only the task states, marked as matched; of two names of a task the fuller one."""
    purposes = file.purposes or tuple(_matched(p) for p in task.purposes)
    retention = file.retention
    if retention is None and task.retention is not None:
        retention = Retention(_matched(task.retention.text), task.retention.conditions, task.retention.exceptions)
    fuller = file.kind is not HoldingKind.FILE and len(task.name.value) > len(file.name.value)
    return replace(file, name=task.name if fuller else file.name, purposes=purposes, retention=retention)


def _matched(value: Stated[str]) -> Stated[str]:
    return replace(value, how=How.MATCHED)
