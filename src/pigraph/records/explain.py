"""Why a record holds what it holds: each value with its words, their place, how they were read, and by what rule.

The rule is the reader that claimed the words, the header or label that led to them, and the entry of the lexicon, the
vocabulary or the registry of laws that gave them their meaning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import asdict, replace
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from pigraph.lexicon.columns import columns
from pigraph.lexicon.headings import words_of_kind
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.records.fields import Entry, applied, field_of
from pigraph.records.model import (
    Assessment,
    Condition,
    Corrected,
    Holding,
    HoldingKind,
    How,
    Item,
    LegalBasis,
    Officer,
    Outsourcing,
    Provision,
    Record,
    Retention,
    Stated,
)
from pigraph.records.places import Place, Places
from pigraph.sections.model import Section
from pigraph.text import Span, Words, fold, joined

Value: TypeAlias = Stated[Any] | LegalBasis

_LONGEST = 80

_IN_TABLE = {
    "holding": "records.holdings",
    "provision": "records.provisions",
    "outsourcing": "records.outsourcings",
    "assessment": "records.assessments",
    "officer": "records.officers",
}
_LISTED = {**_IN_TABLE, "holding": "records.tasks"}
_BY_KIND = {
    HoldingKind.AUTOMATIC: "records.automatic",
    HoldingKind.COOKIES: "records.special",
    HoldingKind.CHILDREN: "records.special",
    HoldingKind.CCTV: "records.special",
}
# Attribute → what `pigraph extract` calls it. First what entries are called by.
_FIELDS = {
    "role": "role", "name": "name", "file": "file", "recipient": "recipient", "processor": "name",
    "purposes": "purpose", "bases": "legal_bases", "items": "items", "subject": "subject", "retention": "retention",
    "task": "task", "start": "from", "end": "to", "phones": "phones", "faxes": "faxes", "audit": "audit",
    "year": "year", "department": "department", "organisation": "organisation", "title": "title", "email": "email",
    "remarks": "remarks", "annexes": "annexes",
}  # fmt: skip


class Explained(Struct, frozen=True):
    """One value of a record.

    ``entry`` and ``name`` say of what, ``field`` which; ``words`` are quoted from the source, at ``line`` and
    ``column`` (from 1) and in ``spans`` (code points), all empty (None) for what has no place in it. ``reader`` is a
    module of pigraph, ``label`` the printed header or label, ``rule`` a sentence that says how one led to the other.
    """

    entry: str
    name: str
    field: str
    value: str
    words: str
    line: int | None
    column: int | None
    spans: tuple[Span, ...]
    how: How
    reader: str
    label: str | None = None
    concepts: tuple[str, ...] = ()
    rule: str = ""


class _Of(Struct, frozen=True):
    """What a value is of: an entry or the policy, its usual reader (None: by the place), and its corrections."""

    kind: str
    name: str = ""
    reader: str | None = None
    corrections: tuple[Corrected, ...] = ()


def explain(record: Record, sections: Sequence[Section]) -> list[Explained]:
    """Every value of ``record``, which was read from ``sections``, in the order of the record."""
    return list(_Explainer(record, sections).all())


class _Explainer:
    def __init__(self, record: Record, sections: Sequence[Section]) -> None:
        self._record = record
        self._places = Places(sections)
        self._lines = [0, *(n + 1 for n, c in enumerate(record.text) if c == "\n")]

    def all(self) -> Iterator[Explained]:
        r = self._record
        policy = _Of("policy", "", "records.policy", r.corrections)
        for name in ("title", "controller", "service", "effective_date"):
            if (value := getattr(r, name)) is not None:
                yield self._one(policy, name, value)
        rows: tuple[tuple[str, tuple[Entry, ...]], ...] = (
            ("holding", r.holdings),
            ("provision", r.provisions),
            ("outsourcing", r.outsourcings),
            ("assessment", r.assessments),
            ("officer", r.officers),
        )
        for kind, entries in rows:
            for entry in entries:
                yield from self._entry(kind, entry)
        yield from self._clauses(replace(policy, reader="records.clauses"))
        for gone in applied(r):
            if gone.value is None:
                yield self._gone(gone)

    def _clauses(self, policy: _Of) -> Iterator[Explained]:
        r = self._record
        if r.cookies is not None:
            yield self._one(policy, "cookies", r.cookies)
        for basis in r.preamble_citations:
            yield self._one(policy, "references", basis)
        for section in r.sections:
            of = _Of("section", joined(section.heading.text), "records.clauses")
            yield self._topic(of, section.heading, section.kinds)
            for basis in section.citations:
                yield self._one(of, "references", basis)
            if section.denied:
                yield self._one(of, "denied", Stated(True, section.denied, How.PROSE))
        for words in r.annexes:
            yield self._one(policy, "annexes", Stated(joined(words.text), words, How.PROSE))
        for right in r.rights:
            yield self._one(policy, "rights", right)
        for measure in r.measures:
            yield self._one(policy, "measures", measure.text)
        for version in r.versions:
            dates = Stated(f"{version.start or ''} ~ {version.end or ''}", version.words, How.PROSE)
            yield self._one(policy, "versions", dates)

    def _entry(self, kind: str, entry: Entry) -> Iterator[Explained]:
        usual = _BY_KIND.get(entry.kind) if isinstance(entry, Holding) else None
        of = _Of(kind, name_of(entry), usual, entry.corrections)
        for attribute in _FIELDS:
            value = getattr(entry, attribute, None)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Item):
                    yield from self._item(of, one)
                elif isinstance(one, Retention):
                    yield self._one(of, attribute, one.text, conditions=(*one.conditions, *one.exceptions))
                elif isinstance(one, Words):
                    place = self._places.of(one.hull)
                    yield self._one(of, attribute, Stated(joined(one.text), one, place.how if place else How.PROSE))
                elif one is not None and _shown(one):  # a person under no heading has a blank role
                    yield self._one(of, attribute, one)

    def _item(self, of: _Of, item: Item) -> Iterator[Explained]:
        whose = f"{item.subject.value}의 {item.label.value}" if item.subject else item.label.value
        yield self._one(of, "items", item.label)
        for part in ("requirement", "subject", "consent"):
            if (value := getattr(item, part)) is not None:
                yield self._one(of, "items", value, f"{part} of {whose}")

    def _one(
        self, of: _Of, attribute: str, value: Value, called: str = "", conditions: Sequence[Condition] = ()
    ) -> Explained:
        spans = value.words.spans
        place = self._places.of(spans[0]) if spans else None
        reader = of.reader or (_IN_TABLE if place and place.table else _LISTED)[of.kind]
        concepts, meaning = _meaning(called.partition(" ")[0] or attribute, value, conditions)
        rule = "; ".join(filter(None, (_leads(place), meaning)))
        if value.how is How.MATCHED:
            reader, rule = "records.merge", f"stated under another name, matched to this entry: {rule}"
        elif value.how is How.CARRIED:
            rule = f"carried over from the group before: {rule}"
        elif value.how is How.GIVEN:
            reader, rule = "document.describe", "from the description beside the source, not from its text"
        elif value.how is How.CORRECTED:
            reader, place, rule = "records.corrections", None, _why(of.corrections, attribute, meaning)
        label = joined(place.label.text) if place and place.label else None
        field = called or _FIELDS.get(attribute, attribute)
        return self._explained(of, field, _shown(value), value.words, value.how, reader, label, concepts, rule)

    def _topic(self, of: _Of, heading: Words, kinds: tuple[str, ...]) -> Explained:
        known = [f"「{word}」 → {kind}" for kind in kinds for word in words_of_kind(heading.text, kind)]
        rule = f"heading: {', '.join(known)}" if known else "no wording of the lexicon fits the heading"
        value = ", ".join(kinds) or "unknown"
        return self._explained(of, "topic", value, heading, How.PROSE, "sections.tree", None, (), rule)

    def _gone(self, gone: Corrected) -> Explained:
        of = _Of(gone.kind, gone.name)
        rule = f"taken away ({gone.place}): {gone.reason}"
        words = gone.words or Words("", ())
        was = f"{gone.was} (taken away)"
        return self._explained(
            of, field_of(gone) or "entry", was, words, How.CORRECTED, "records.corrections", None, (), rule
        )

    def _explained(
        self, of: _Of, field: str, value: str, words: Words, how: How, reader: str, label: str | None,
        concepts: tuple[str, ...], rule: str,
    ) -> Explained:  # fmt: skip
        spans = words.spans
        line = column = None
        if spans:
            line = bisect_right(self._lines, spans[0].begin)
            column = spans[0].begin - self._lines[line - 1] + 1
        quoted = " … ".join(joined(s.cut(self._record.text)) for s in spans)
        return Explained(
            of.kind, of.name, field, value, quoted, line, column, spans, how, reader, label, concepts, rule
        )


def name_of(entry: Entry) -> str:
    """What an entry is called by."""
    match entry:
        case Holding():
            return entry.name.value
        case Provision():
            return entry.recipient.value if entry.recipient else ""
        case Outsourcing():
            return entry.processor.value if entry.processor else ""
        case Assessment():
            return entry.file.value
        case Officer():
            return entry.role.value


def _shown(value: Value) -> str:
    if isinstance(value, LegalBasis):
        parts = (value.law, value.article, value.paragraph, value.item, value.point)
        return " ".join(filter(None, parts)) if not value.consent else "consent"
    shown = value.value
    return str(shown).lower() if isinstance(shown, bool) else str(shown)


def _leads(place: Place | None) -> str:
    """What led to a value: the header or label with the field that it means, else the section."""
    if place is None:
        return ""
    if place.label is None:
        return f"in section 「{joined(place.section.text)}」" if place.section.text else "in the preamble"
    label = joined(place.label.text)
    if place.field is None:
        return f"under 「{label}」"
    entry = columns().entry(place.label.text)
    by = f" (lexicon: {entry})" if entry and fold(entry) != fold(label) else ""
    return f"{'header' if place.header else 'label'} 「{label}」 → {place.field}{by}"


def _meaning(of: str, value: Value, conditions: Sequence[Condition]) -> tuple[tuple[str, ...], str]:
    """The concepts that a value was understood as, and a phrase about them."""
    if isinstance(value, LegalBasis):
        if value.consent or value.path is None:
            return (), "a word for consent" if value.consent else "no place in a law"
        return (value.path,), f"{'registry' if value.known else 'not in the registry, cited as printed'}: {value.path}"
    if of == "items":
        found = tuple(f"item/{slug}" for slug in vocabulary().items(str(value.value)))
        return found, f"vocabulary: {', '.join(found)}" if found else "not in the vocabulary"
    if of == "requirement":
        return (), f"mark 「{joined(value.words.text)}」"
    if of == "rights":
        return (f"right/{value.value}",), f"vocabulary: right/{value.value}"
    if of == "subject":
        slug = vocabulary().subject(str(value.value))
        return ((f"subject/{slug}",), f"vocabulary: subject/{slug}") if slug else ((), "")
    if conditions:
        events = tuple(dict.fromkeys(f"event/{c.trigger}" for c in conditions if c.trigger))
        return events, "; ".join(map(_condition, conditions))
    return (), ""


def _condition(condition: Condition) -> str:
    said = [
        "endless" if condition.endless else None,
        f"at least {condition.minimum}" if condition.minimum else None,
        condition.duration,
        f"until {condition.until}" if condition.until else None,
        f"event/{condition.trigger}" if condition.trigger else None,
        f"unknown event 「{joined(condition.trigger_words.text)}」" if condition.trigger_words else None,
    ]
    return f"「{joined(condition.words.text)}」 = {' '.join(filter(None, said)) or 'text only'}"


def _why(corrections: Sequence[Corrected], attribute: str, meaning: str) -> str:
    """The correction that gave a value: the last one of that attribute."""
    one = next(c for c in reversed(corrections) if c.attribute == attribute and c.value is not None)
    was = f"read was {one.was!r}" if one.was is not None else "nothing was read"
    return "; ".join(filter(None, (f"corrected ({one.place}): {one.reason}", was, meaning)))


def to_json(values: Iterable[Explained]) -> list[dict[str, Any]]:
    """The values as plain data; ``spans`` as lists of begin and end."""
    return [asdict(v) | {"spans": [[s.begin, s.end] for s in v.spans]} for v in values]


def to_table(values: Iterable[Explained]) -> RenderableType:
    """The values for people: one table per entry, under its name. Words are quoted where they are not the value."""
    parts: list[RenderableType] = []
    for (kind, name), group in groupby(values, key=lambda v: (v.entry, v.name)):
        parts.append(Styled(f"{kind} {name}".strip(), style="bold"))
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
        for heading, ratio in (("field", 4), ("value 「words」", 9), ("place", 2), ("how", 2), ("rule", 14)):
            table.add_column(heading, ratio=ratio, min_width=9, overflow="fold")
        for v in group:
            place = f"{v.line}:{v.column}" if v.line else "–"
            value = _short(v.value) + (f" 「{_short(v.words)}」" if v.words not in ("", v.value) else "")
            said = [_short(v.field), value, place, v.how.value, f"{v.reader}: {v.rule}"]
            table.add_row(*map(Styled, said))
        parts += [table, Styled("")]
    return Group(*parts)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
