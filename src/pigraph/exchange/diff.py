"""Two versions of a policy compared, statement by statement.

Entries are matched by kind and name; of several with one name (two provisions to one recipient) those that share the
most values go together. Within matched entries values are compared by identity. Rows that moved, were renumbered or
were printed with other blanks do not differ. Comparing the other way round gives the same changes, turned around.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from pigraph.exchange.statements import Entry, Value
from pigraph.exchange.words import keys
from pigraph.text import fold


class What(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Side(Struct, frozen=True):
    """A statement in one of the versions: its words, and the evidence for them (IRIs)."""

    text: str
    evidence: tuple[str, ...] = ()


class Change(Struct, frozen=True):
    """One difference. ``kind`` and ``name`` of the entry; ``field`` of the value, "" when the entry itself was added
    or removed (its values follow as changes of their own). ``before``, ``after``: None where there is nothing."""

    kind: str
    name: str
    field: str
    before: Side | None
    after: Side | None

    @property
    def what(self) -> What:
        if self.before is None:
            return What.ADDED
        return What.REMOVED if self.after is None else What.CHANGED

    def turned(self) -> Change:
        """The same change, seen from the other version."""
        return Change(self.kind, self.name, self.field, self.after, self.before)


def compare(before: Iterable[Entry], after: Iterable[Entry]) -> list[Change]:
    """What differs, by kind, name and field; nothing if both state the same."""
    groups: dict[tuple[str, str], tuple[list[Entry], list[Entry]]] = {}
    for side, entries in enumerate((before, after)):
        for entry in entries:
            groups.setdefault((entry.kind, fold(entry.name)), ([], []))[side].append(entry)
    order = keys("kinds")
    found: list[Change] = []
    for old, new in groups.values():
        for one, other in _matched(old, new):
            found.extend(_entry(one, other))
    fields = ["", *keys("fields")]
    # A sort keeps the order of the rows of one name, so that an entry stands before its values.
    return sorted(found, key=lambda c: (order.index(c.kind), fold(c.name), bool(c.field) and fields.index(c.field)))


def _matched(old: list[Entry], new: list[Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Entries of one name in pairs, the likest first; what is left over has no partner."""
    keyed = ([(_content(e), e) for e in old], [(_content(e), e) for e in new])
    likeness = [
        (-_shared(a, b), min(ka, kb), max(ka, kb), i, j)
        for i, (ka, a) in enumerate(keyed[0])
        for j, (kb, b) in enumerate(keyed[1])
    ]
    left, right = set(range(len(old))), set(range(len(new)))
    for *_, i, j in sorted(likeness):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield old[i], new[j]
    yield from ((old[i], None) for i in sorted(left))
    yield from ((None, new[j]) for j in sorted(right))


def _content(entry: Entry) -> tuple[str, ...]:
    stated = [f"{field} {v.key}" for field, values in entry.values.items() for v in values]
    return tuple(sorted([*stated, *(f"unclear {field}" for field in entry.unclear)]))


def _shared(one: Entry, other: Entry) -> int:
    return (Counter(_content(one)) & Counter(_content(other))).total()


def _entry(one: Entry | None, other: Entry | None) -> Iterator[Change]:
    known = one or other
    assert known
    name = known.name
    if one is None or other is None:
        sides = [Side(e.name, e.evidence) if e else None for e in (one, other)]
        yield Change(known.kind, name, "", *sides)
    fields = [f for f in keys("fields") if any(e and f in e.values for e in (one, other))]
    for field in fields:
        yield from _field(known.kind, name, field, _values(one, field), _values(other, field))
    unclear = [set(e.unclear) if e else set() for e in (one, other)]
    for field in sorted(unclear[0] ^ unclear[1]):
        sides = [Side(field, e.evidence) if e and field in e.unclear else None for e in (one, other)]
        yield Change(known.kind, name, "unclear", *sides)


def _values(entry: Entry | None, field: str) -> dict[str, Value]:
    return {v.key: v for v in entry.values.get(field, ())} if entry else {}


def _field(kind: str, name: str, field: str, old: dict[str, Value], new: dict[str, Value]) -> Iterator[Change]:
    gone = [v for key, v in old.items() if key not in new]
    come = [v for key, v in new.items() if key not in old]
    pairs = _replaced(gone, come)
    paired = {v.key for pair in pairs for v in pair}
    alone = [
        *((v, None) for v in gone if v.key not in paired),
        *((None, v) for v in come if v.key not in paired),
    ]
    for one, other in [*pairs, *alone]:
        yield Change(kind, name, field, _side(one), _side(other))


def _side(value: Value | None) -> Side | None:
    return Side(value.text, value.evidence) if value else None


def _replaced(gone: list[Value], come: list[Value]) -> list[tuple[Value, Value]]:
    """Values of which one took the place of the other: of one concept, or the only ones that went and came."""
    pairs: list[tuple[Value, Value]] = []
    for concept in dict.fromkeys(v.about for v in gone if v.about):
        old = [v for v in gone if v.about == concept]
        new = [v for v in come if v.about == concept]
        if len(old) == len(new) == 1:
            pairs.append((old[0], new[0]))
    if not pairs and len(gone) == len(come) == 1:
        pairs.append((gone[0], come[0]))
    return pairs
