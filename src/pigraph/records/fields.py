"""The values of a record that can be corrected: the fields of each kind of entry, and how their values are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from msgspec import Struct

from pigraph.lexicon.vocabulary import vocabulary
from pigraph.records.model import (
    Assessment,
    Corrected,
    Holding,
    HoldingKind,
    Officer,
    Outsourcing,
    Provision,
    Record,
    Retention,
    Stated,
)
from pigraph.text import fold, joined

Entry: TypeAlias = Holding | Provision | Outsourcing | Assessment | Officer


class Kind(Struct, frozen=True):
    """A kind of entry: where a record has it, what it is called by, how a new one begins, and its fields:
    {name in a correction: (attribute, form)}."""

    entries: str
    names: tuple[str, ...]
    new: Callable[[Stated[str]], Entry]
    fields: dict[str, tuple[str, str]]


_ROW = {
    "purpose": ("purposes", "purpose"),
    "legal_bases": ("bases", "bases"),
    "items": ("items", "items"),
    "open_ended": ("open_ended", "flag"),
    "retention": ("retention", "retention"),
}
KINDS = {
    "holding": Kind(
        "holdings", ("name",), lambda name: Holding(HoldingKind.TASK, name), {"name": ("name", "text"), **_ROW}
    ),
    "provision": Kind(
        "provisions",
        ("recipient",),
        lambda name: Provision(name, is_kind=vocabulary().recipient_kind(name.value)),
        {"recipient": ("recipient", "text"), **_ROW},
    ),
    "outsourcing": Kind(
        "outsourcings",
        ("processor",),
        Outsourcing,
        {
            "name": ("processor", "text"),
            "task": ("task", "text"),
            "from": ("start", "date"),
            "to": ("end", "date"),
            "phones": ("phones", "texts"),
        },
    ),
    "assessment": Kind(
        "assessments",
        ("file",),
        Assessment,
        {
            "file": ("file", "text"),
            "year": ("year", "date"),
            "items": ("items", "items"),
            "open_ended": ("open_ended", "flag"),
        },
    ),
    "officer": Kind(
        "officers",
        ("role", "name"),
        Officer,
        {
            **{name: (name, "text") for name in ("role", "name", "department", "organisation", "title", "email")},
            "phones": ("phones", "texts"),
            "faxes": ("faxes", "texts"),
        },
    ),
}
POLICY = {
    **{name: (name, "text") for name in ("title", "controller", "service")},
    "effective_date": ("effective_date", "date"),
    "cookies": ("cookies", "stated flag"),
}
NEEDED = {"name", "recipient", "processor", "file", "role"}
"""Attributes without which an entry is none: it is taken away as a whole."""


def applied(record: Record) -> Iterator[Corrected]:
    """Every correction of a record, those of the policy itself first."""
    yield from record.corrections
    for kind in KINDS.values():
        for entry in getattr(record, kind.entries):
            yield from entry.corrections


def field_of(corrected: Corrected) -> str | None:
    """What a correction calls its field; None for a whole entry."""
    fields = POLICY if corrected.kind == "policy" else KINDS[corrected.kind].fields
    return next((name for name, (attribute, _) in fields.items() if attribute == corrected.attribute), None)


def names_of(entry: Entry, kind: Kind) -> list[str]:
    return [fold(v.value) for v in (getattr(entry, name) for name in kind.names) if v is not None]


def shown_name(entry: Entry, kind: Kind) -> str:
    return next(str(v.value) for v in (getattr(entry, name) for name in kind.names) if v is not None)


def shown(value: Any, form: str) -> str | None:
    """A value as `pigraph extract` prints it; None where there is none."""
    if value is None or value == ():
        return None
    if isinstance(value, Retention):
        return value.text.value
    if form == "purpose":
        return ", ".join(v.value for v in value)
    plain = value.value if isinstance(value, Stated) else value
    return ("true" if plain else "false") if isinstance(plain, bool) else str(plain)


def labels_of(member: Any, form: str) -> tuple[str, ...]:
    """What a member of a list may be called: a place of a law, a text, an item with or without whose it is."""
    if form == "bases":
        return (repr((member.law, member.article, member.paragraph, member.item, member.point)),)
    label = fold(printed(member, form))
    subject = getattr(member, "subject", None)
    return (label,) if subject is None else (fold(f"{subject.value}의") + label, label)


def printed(member: Any, form: str) -> str:
    return joined(member.words.text) if form == "bases" else str(getattr(member, "label", member).value)
