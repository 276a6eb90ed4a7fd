"""How well a record agrees with what a careful reader says that the document states.

Both are the plain data that `pigraph.records.render.to_json` makes. A record is taken apart into entries
(processing, provisions, processors, assessments, officers); each entry of the reference is paired with at most one
entry of the reading; facts are counted by kind as found, made up (only the reading has it) or missed (only the
reference has it). Texts agree when they are equal but for white space, quotes, dots and dashes; names, purposes and
periods also when at most one character in ten differs. An attribute of an item (requirement, subject, consent)
counts only where the reference states it. The staff of video devices and repeated desks are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rapidfuzz.distance import Indel

from pigraph.text import unify_middots

Facts = Mapping[str, Any]
Same = Callable[[Any, Any], bool]
T = TypeVar("T")

_LAYOUT = re.compile(r"[\s\[\]<>「」『』“”‘’\"',.;:·–—-]+")
_DECREES = ("시행령", "시행규칙")


@dataclass(slots=True)
class Count:
    """Facts of one kind: in both, only in the reading, only in the reference."""

    found: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.found + other.found, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.extra) if self.found + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.found + self.extra + self.missed
        return 2 * self.found / total if total else 1.0


@dataclass(slots=True)
class Score:
    """Counts by kind of fact, and a line for each fact that is not in both ("-" missed, "+" made up)."""

    kinds: dict[str, Count] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def count(self, kind: str, found: int = 0, extra: Iterable[object] = (), missed: Iterable[object] = ()) -> None:
        plus, minus = list(extra), list(missed)
        self.kinds[kind] = self.kinds.get(kind, Count()) + Count(found, len(plus), len(minus))
        self.lines += [f"+ {kind}: {w}" for w in plus] + [f"- {kind}: {w}" for w in minus]

    def __add__(self, other: Score) -> Score:
        kinds = {k: self.kinds.get(k, Count()) + other.kinds.get(k, Count()) for k in {**self.kinds, **other.kinds}}
        return Score(kinds, self.lines + other.lines)

    @property
    def overall(self) -> Count:
        return sum(self.kinds.values(), Count())


def compare(reference: Facts, reading: Facts) -> Score:
    """The score of one record."""
    score = Score()
    _policy(score, reference["policy"], reading.get("policy") or {})
    for kind, key, name in (
        ("processing", "processing", "name"),
        ("provision", "provisions", "recipient"),
        ("processor", "processors", "name"),
    ):
        for a, b in _matched(reference.get(key), reading.get(key), lambda a, b, n=name: _kinship(a, b, n)):
            _value(score, f"{kind}.{name}", a, b, name, similar)
            if kind == "processor":
                _value(score, "processor.task", a, b, "task", similar)
                _value(score, "processor.period", a, b, "from", same)
                _value(score, "processor.period", a, b, "to", same)
            else:
                _value(score, f"{kind}.purpose", a, b, "purpose", similar)
                _value(score, f"{kind}.retention", a, b, "retention", similar)
                _members(score, f"{kind}.legal_basis", a.get("legal_bases"), b.get("legal_bases"), _same_basis)
                _items(score, f"{kind}.item", a.get("items"), b.get("items"))
    _assessments(score, reference, reading)
    _officers(score, reference, reading)
    if reference.get("cookies") is not None:
        right = reference["cookies"] == reading.get("cookies")
        score.count("cookies", int(right), missed=() if right else [reference["cookies"]])
    _members(score, "section", reference.get("sections"), reading.get("sections"), same)
    return score


# Texts


def key(text: object) -> str:
    """A text without what layout changes: white space, quotes, brackets, dots, dashes, case, kinds of middots."""
    plain = unify_middots(unicodedata.normalize("NFKC", unify_middots(str(text or "")))).lower()
    return _LAYOUT.sub("", plain)


def same(a: object, b: object) -> bool:
    return key(a) == key(b)


def _near(a: object, b: object, least: float) -> bool:
    left, right = key(a), key(b)
    return left == right or (min(len(left), len(right)) > 3 and Indel.normalized_similarity(left, right) >= least)


def similar(a: object, b: object) -> bool:
    return _near(a, b, 0.9)


def _same_basis(a: Facts, b: Facts) -> bool:
    if a.get("basis") or b.get("basis"):
        return a.get("basis") == b.get("basis")
    laws = key(a.get("law")), key(b.get("law"))
    ranks = [next((d for d in _DECREES if law.endswith(d)), "") for law in laws]
    places = [[key(x.get(part)) for part in ("article", "paragraph", "item")] for x in (a, b)]
    return places[0] == places[1] and ranks[0] == ranks[1] and Indel.normalized_similarity(*laws) >= 0.85


# Pairs


def _matched(
    reference: Sequence[T] | None, reading: Sequence[T] | None, kinship: Callable[[T, T], float]
) -> list[tuple[Any, Any]]:
    """Entries in pairs, the closest first, each once; what has no partner stands beside an empty entry."""
    left, right = list(reference or ()), list(reading or ())
    close = [(-kinship(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)]
    taken: dict[int, int] = {}
    for distance, i, j in sorted(close):
        if distance < 0 and i not in taken and j not in taken.values():
            taken[i] = j
    alone = [({}, b) for j, b in enumerate(right) if j not in taken.values()]
    return [(a, right[taken[i]] if i in taken else {}) for i, a in enumerate(left)] + alone


def _kinship(a: Facts, b: Facts, name: str) -> float:
    """How surely two entries are the same: by name, by their items, then by what else they say."""
    named = 2 * Indel.normalized_similarity(key(a.get(name)), key(b.get(name)))
    ours, theirs = ({key(i["label"]) for i in x.get("items") or ()} for x in (a, b))
    shared = len(ours & theirs) / max(1, len(ours | theirs))
    total = named if named >= 1.3 else 0.0
    if total or shared >= 0.6:
        total += shared
    if not total:
        return 0.0
    return total + sum(0.2 for f in ("purpose", "task", "from", "retention") if a.get(f) and similar(a[f], b.get(f)))


# Kinds of facts


def _value(score: Score, kind: str, a: Facts, b: Facts, name: str, agree: Same) -> None:
    left, right = a.get(name) or None, b.get(name) or None
    if left is not None and right is not None and agree(left, right):
        score.count(kind, 1)
    else:
        score.count(kind, 0, [right] if right is not None else [], [left] if left is not None else [])


def _members(score: Score, kind: str, a: Sequence[Any] | None, b: Sequence[Any] | None, agree: Same) -> None:
    left, rest = [], list(b or ())
    for one in a or ():
        twin = next((n for n, other in enumerate(rest) if agree(one, other)), None)
        if twin is None:
            left.append(one)
        else:
            del rest[twin]
    score.count(kind, len(a or ()) - len(left), rest, left)


def _policy(score: Score, a: Facts, b: Facts) -> None:
    for name, agree in (("controller", same), ("service", similar), ("effective_date", same)):
        _value(score, "policy", a, b, name, agree)


def _items(score: Score, kind: str, a: Sequence[Facts] | None, b: Sequence[Facts] | None) -> None:
    def kinship(x: Facts, y: Facts) -> float:
        if not same(x["label"], y["label"]):
            return 0.0
        return 1.0 + same(x.get("subject"), y.get("subject")) + 0.5 * (x.get("requirement") == y.get("requirement"))

    for x, y in _matched(a, b, kinship):
        score.count(kind, int(bool(x and y)), [y["label"]] if not x else [], [x["label"]] if not y else [])
        for name in ("requirement", "subject", "consent") if x and y else ():
            if x.get(name) is None:
                continue
            right = y.get(name) is not None and same(str(x[name]), str(y[name]))
            score.count(f"{kind}.attr", int(right), missed=() if right else [f"{x['label']}: {name} {x[name]}"])


def _assessments(score: Score, reference: Facts, reading: Facts) -> None:
    def kinship(x: Facts, y: Facts) -> float:
        return float(_near(x["file"], y["file"], 0.85)) * (1 + 0.5 * same(x.get("year"), y.get("year")))

    pairs = _matched(reference.get("impact_assessments"), reading.get("impact_assessments"), kinship)
    for x, y in pairs:
        _value(score, "impact_assessment", x, y, "file", lambda a, b: True)
        _value(score, "impact_assessment", x, y, "year", same)


def _officers(score: Score, reference: Facts, reading: Facts) -> None:
    def kinship(x: Facts, y: Facts) -> float:
        named = bool(x.get("name")) and same(x.get("name"), y.get("name"))
        placed = bool(x.get("department")) and similar(x.get("department"), y.get("department"))
        return 2.0 * named + placed + 0.5 * _near(x.get("role"), y.get("role"), 0.8) if named or placed else 0.0

    for x, y in _matched(_once(reference.get("officers")), _once(reading.get("officers")), kinship):
        _value(score, "officer.name", x, y, "name", same)
        _value(score, "officer.department", x, y, "department", lambda a, b: _near(a, b, 0.8))
        _members(score, "officer.phone", x.get("phones"), y.get("phones"), same)
        _value(score, "officer.email", x, y, "email", same)


def _once(officers: Sequence[Facts] | None) -> list[Facts]:
    """Officers without those of video devices; a desk that is printed again counts once."""
    kept: dict[tuple[object, ...], Facts] = {}
    for o in officers or ():
        if not re.search("영상|CCTV", o.get("role") or ""):
            desk = (key(o.get("name")), key(o.get("department")), tuple(sorted(o.get("phones") or ())), o.get("email"))
            kept.setdefault(desk, o)
    return list(kept.values())
