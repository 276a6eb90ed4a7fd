"""Two policies side by side: what they have in common in numbers, and what differs, statement by statement in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from pigraph.errors import StoreError
from pigraph.exchange.changes import quotes
from pigraph.exchange.diff import Change, Side, What, compare
from pigraph.exchange.statements import Entry, Published
from pigraph.exchange.words import word
from pigraph.languages import Language
from pigraph.quotes import Quote
from pigraph.views.evidence import address
from pigraph.views.library import Library
from pigraph.views.policies import Policy

_KINDS = ("holding", "provision", "outsourcing", "assessment", "officer")
_MOST = 3
"""Quotations of one side."""


class Said(Struct, frozen=True):
    """One side of a difference: its words, its quotations, ``source`` and ``mark`` of the address that shows them."""

    text: str
    quotes: tuple[Quote, ...]
    where: tuple[str, str]


class Difference(Struct, frozen=True):
    """One value that differs: the field in words ("" = the whole entry), before and after."""

    what: What
    field: str
    before: Said | None
    after: Said | None


class Compared(Struct, frozen=True):
    """``counts``: entries of each kind in both; ``items``: names of data items in both, only in one, only in the other;
    ``entries``: kind and name of each entry that differs, with what differs in it."""

    counts: tuple[tuple[str, int, int], ...]
    items: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    entries: tuple[tuple[str, str, tuple[Difference, ...]], ...]
    changes: tuple[Change, ...]


def compared(library: Library, generation: Path, one: Policy, other: Policy) -> Compared:
    """Two versions of policies of one graph compared. Raises `StoreError`."""
    stated = Published(generation, library.language, library.store)
    before, after = stated.entries(one.document), stated.entries(other.document)
    changes = compare(before, after)
    language = library.language
    entries = []
    for (kind, name), group in groupby(changes, key=lambda c: (c.kind, c.name)):
        differences = tuple(_difference(c, stated, language) for c in group)
        entries.append((word("kinds", kind, language), name, differences))
    counts = tuple((word("kinds", k, language), _count(before, k), _count(after, k)) for k in _KINDS)
    mine, theirs = _items(before), _items(after)
    items = tuple(tuple(sorted(part)) for part in (mine & theirs, mine - theirs, theirs - mine))
    return Compared(counts, (items[0], items[1], items[2]), tuple(entries), tuple(changes))


def _difference(change: Change, stated: Published, language: Language) -> Difference:
    field = word("fields", change.field, language) if change.field else ""
    # The words of an entry are those of its values, which follow.
    sides = (_said(side, stated) if side and change.field else None for side in (change.before, change.after))
    return Difference(change.what, field, *sides)


def _said(side: Side, stated: Published) -> Said:
    try:
        found = quotes(side, stated.quote)
    except StoreError:
        found = []
    shown = found[:_MOST]
    return Said(side.text, tuple(q for _, q in shown), address([iri for iri, _ in shown]))


def _count(entries: Sequence[Entry], kind: str) -> int:
    return sum(entry.kind == kind for entry in entries)


def _items(entries: Iterable[Entry]) -> set[str]:
    values = (v for entry in entries for v in entry.values.get("item", ()))
    return {v.text.partition(" (")[0] if v.details else v.text for v in values}
