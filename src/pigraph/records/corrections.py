"""Corrections applied to a record: what a person wrote beside the source stands instead of what was read.

A corrected value is read by the same readers as the source (a period gets its conditions, a list its items), is marked
`How.CORRECTED`, and has the quoted words as its evidence, or none. Nothing is corrected silently: a correction that
does not fit what is read, or that says what is read anyway, is an error with its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NoReturn

from msgspec.structs import replace

from pigraph.document import Correction
from pigraph.errors import CorrectionError
from pigraph.issues import IssueKind
from pigraph.laws.citations import survey
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.records.bases import read_bases
from pigraph.records.fields import (
    KINDS,
    NEEDED,
    POLICY,
    Entry,
    Kind,
    applied,
    labels_of,
    names_of,
    printed,
    shown,
    shown_name,
)
from pigraph.records.items import read_items
from pigraph.records.model import Condition, Corrected, How, LegalBasis, Record, Retention, Stated
from pigraph.records.retention import retention_of
from pigraph.text import INSERTED, Span, Words, fold, joined, merge

_DATE = seldom(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def correct(record: Record, corrections: Sequence[Correction]) -> Record:
    """The record with ``corrections`` applied, in their order.

    Raises `CorrectionError` for an entry or field that is not there, an entry or quotation of which there are several,
    a ``was`` that is not what is read, and a value that is read anyway or cannot be read.
    """
    for correction in corrections:
        record = _entry(record, correction) if correction.entry else _policy(record, correction)
    quoted = [s for c in applied(record) if c.words for s in c.words.spans]
    if not quoted:
        return record
    open_ = (i for i in record.issues if i.kind is not IssueKind.UNREAD or not any(s.meets(i.span) for s in quoted))
    return replace(record, claimed=merge([*record.claimed, *quoted], record.text), issues=tuple(open_))


def _policy(record: Record, c: Correction) -> Record:
    attribute, value, corrected = _value(record, record, POLICY, c, "the policy")
    return replace(record, corrections=(*record.corrections, corrected), **{attribute: value})


def _entry(record: Record, c: Correction) -> Record:
    kind = KINDS[c.entry or ""]
    entries: tuple[Entry, ...] = getattr(record, kind.entries)
    named = [n for n, e in enumerate(entries) if fold(c.name) in names_of(e, kind)]
    if c.add:
        if named:
            _refuse(c, f"adds {_called(c)}, which is read already", "Correct its fields.")
        entry = _added(record, kind, c)
        return _with(record, kind, (*entries, entry))
    at = _one(named, entries, kind, c)
    entry = entries[at]
    if c.field is None:
        gone = Corrected(_place(c), c.entry or "", joined(c.name), "", None, shown_name(entry, kind), c.reason,
                         _quoted(record, c, ()), c.who, c.date)  # fmt: skip
        rest = entries[:at] + entries[at + 1 :]
        return _with(replace(record, corrections=(*record.corrections, gone)), kind, rest)
    attribute, value, corrected = _value(record, entry, kind.fields, c, _called(c))
    changes: dict[str, Any] = {attribute: value, "corrections": (*entry.corrections, corrected)}
    if attribute in getattr(entry, "unclear", ()):
        changes["unclear"] = getattr(entry, "unclear") - {attribute}  # noqa: B009 # officers have none
    if attribute == "recipient":
        changes["is_kind"] = vocabulary().recipient_kind(value.value)
    return _with(record, kind, (*entries[:at], replace(entry, **changes), *entries[at + 1 :]))


def _with(record: Record, kind: Kind, entries: tuple[Entry, ...]) -> Record:
    changes: dict[str, Any] = {kind.entries: entries}
    return replace(record, **changes)


def _called(c: Correction) -> str:
    return f"{c.entry} {c.name!r}"


def _one(named: list[int], entries: tuple[Entry, ...], kind: Kind, c: Correction) -> int:
    if not named:
        known = list(dict.fromkeys(shown_name(e, kind) for e in entries if names_of(e, kind)))[:8]
        _refuse(c, f"names no {c.entry} that is read: {c.name!r}", f"Read are: {', '.join(known) or 'none'}.")
    if c.nth is not None and c.nth > len(named):
        _refuse(c, f"names {_called(c)} number {c.nth}, but only {len(named)} are read", "Lower nth.")
    if c.nth is None and len(named) > 1:
        _refuse(c, f"may mean {len(named)} entries: {_called(c)}", f"Add nth = 1 … {len(named)}.")
    return named[(c.nth or 1) - 1]


def _added(record: Record, kind: Kind, c: Correction) -> Entry:
    words = _quoted(record, c, ())
    name = Stated(joined(c.name), words or _inserted(joined(c.name)), How.CORRECTED)
    done = Corrected(
        _place(c), c.entry or "", name.value, kind.names[0], name.value, None, c.reason, words, c.who, c.date
    )
    changes: dict[str, Any] = {"entries": words.spans if words else (), "corrections": (done,)}
    return replace(kind.new(name), **changes)


def _value(
    record: Record, holder: Entry | Record, fields: dict[str, tuple[str, str]], c: Correction, of: str
) -> tuple[str, Any, Corrected]:
    """The attribute that is corrected, its new value, and the correction as it was applied."""
    if c.field not in fields:
        _refuse(c, f"names a field that {of} does not have: {c.field!r}", f"Its fields are {', '.join(fields)}.")
    attribute, form = fields[c.field]
    before = getattr(holder, attribute)
    words = _quoted(record, c, getattr(holder, "entries", ()))
    parsed = None if c.remove else _parsed(record, form, c, words)
    if form in ("items", "bases", "texts"):
        value: Any
        value, was = _members(before, parsed or (), c, form, record, of)
    else:
        was = shown(before, form)
        if c.was is not None and fold(c.was) != fold(was or ""):
            _stale(c, of, was)
        if c.remove and (was is None or attribute in NEEDED):
            _refuse(c, f"takes away {c.field} of {of}, which {'it needs' if was else 'is not read'}", "Remove it.")
        value = _empty(form) if c.remove else parsed
        if not c.remove and was is not None and fold(shown(value, form) or "") == fold(was):
            _refuse(c, f"says of {of} what is read anyway: {c.field} is {was!r}", "Remove it.")
    given = None if c.remove else ("true" if c.value is True else "false" if c.value is False else c.value)
    name = c.name and joined(c.name)
    done = Corrected(_place(c), c.entry or "policy", name, attribute, given, was, c.reason, words, c.who, c.date)
    return attribute, value, done


def _members(
    before: tuple[Any, ...], parsed: tuple[Any, ...], c: Correction, form: str, record: Record, of: str
) -> tuple[tuple[Any, ...], str | None]:
    """A list with a member added, replaced or taken away; and the member that was there."""
    labels = [labels_of(m, form) for m in before]
    if c.was is None:
        if c.remove:
            _refuse(c, f"does not say which of {c.field} of {of} to take away", 'Add it as was = "…".')
        known = {label for several in labels for label in several}
        new = tuple(m for m in parsed if not known & set(labels_of(m, form)))
        if not new:
            _refuse(c, f"adds to {c.field} of {of} what is read anyway", "Remove it.")
        return (*before, *new), None
    wanted = fold(c.was)
    if form == "bases":
        wanted = next((labels_of(b, form)[0] for b in _bases(record, c.was)), wanted)
    at = [n for n, several in enumerate(labels) if wanted in several]
    if not at:
        _stale(c, of, ", ".join(printed(m, form) for m in before) or None)
    if len(at) > 1:
        _refuse(c, f"may mean {len(at)} of {c.field} of {of}: {c.was!r}", 'Say whose: was = "신청자의 성명".')
    kept = [m for n, m in enumerate(before) if n not in at]
    return (*kept[: at[0]], *parsed, *kept[at[0] :]), printed(before[at[0]], form)


def _parsed(record: Record, form: str, c: Correction, words: Words | None) -> Any:
    """The value of a correction, as a reader reads it, with the quoted words as evidence."""
    if form in ("flag", "stated flag"):
        if not isinstance(c.value, bool):
            _refuse(c, f"needs true or false for {c.field}", f"Write value = true, not {c.value!r}.")
        return c.value if form == "flag" else Stated(c.value, words or _inserted(""), How.CORRECTED)
    if not isinstance(c.value, str):
        _refuse(c, f"needs a text for {c.field}", 'Write it in quotes: value = "…".')
    text = joined(c.value)
    if form == "date" and not _DATE.fullmatch(text):
        _refuse(c, f"gives {c.field} that is no date: {text!r}", "Write it as 2026-01-01, 2026-01 or 2026.")
    at = words.text.find(text) if words else -1
    evidence = words[at : at + len(text)] if words and at >= 0 else words or _inserted(text)
    if form == "items":
        found: tuple[Any, ...] = read_items(Words.of(text), How.CORRECTED).items
    elif form == "bases":
        found = _bases(record, text)
    elif form == "retention":
        return _moved(retention_of(Words.of(text), How.CORRECTED), evidence)
    else:
        stated = Stated(text, evidence, How.CORRECTED)
        return stated if form in ("text", "date") else (stated,)
    if not found:
        _refuse(c, f"gives {c.field} in which none can be read: {text!r}", "Write them as a policy prints them.")
    return _moved(found, evidence)


def _bases(record: Record, text: str) -> tuple[LegalBasis, ...]:
    place = record.controller.value if record.controller else None
    return read_bases(Words.of(text), survey(Words.of(text), place), How.CORRECTED)


def _moved(value: Any, evidence: Words) -> Any:
    """A value read from the text of a correction, with its evidence in the source instead."""
    if isinstance(value, tuple):
        return tuple(_moved(v, evidence) for v in value)
    if isinstance(value, Condition):
        trigger = value.trigger_words and _inserted(value.trigger_words.text)
        return replace(value, words=_inserted(value.words.text), trigger_words=trigger)
    if isinstance(value, Retention):
        text = replace(value.text, words=evidence)
        return Retention(text, _moved(value.conditions, evidence), _moved(value.exceptions, evidence))
    if isinstance(value, Stated | LegalBasis):
        return replace(value, words=evidence)
    if value is None:
        return None
    parts = {name: _moved(getattr(value, name), evidence) for name in ("label", "requirement", "subject", "consent")}
    return replace(value, **parts)


def _quoted(record: Record, c: Correction, entries: tuple[Span, ...]) -> Words | None:
    """The words that a correction quotes, in its entry if they stand there once, else once in the whole source."""
    if c.words is None:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, c.words.split())))
    found = [Span(m.start(), m.end()) for m in pattern.finditer(record.text)]
    within = [s for s in found if any(e.covers(s) for e in entries)]
    if not found:
        _refuse(c, f"quotes words that the source does not have: {c.words!r}", "Quote it as printed.")
    if len(found) > 1 and len(within) != 1:
        _refuse(c, f"quotes words that the source has {len(found)} times: {c.words!r}", "Quote more of it.")
    span = within[0] if len(within) == 1 else found[0]
    return Words.of(record.text, span.begin, span.end)


def _place(c: Correction) -> str:
    """Where a correction stands, wherever the folder of its file may be."""
    return c.place.rpartition("/")[2]


def _inserted(text: str) -> Words:
    """Words that stand nowhere in the source."""
    return Words(text, (INSERTED,) * len(text))


def _empty(form: str) -> Any:
    return {"flag": False, "purpose": ()}.get(form)


def _stale(c: Correction, of: str, read: str | None) -> NoReturn:
    what = f"is {read!r}" if read else "is not read"
    _refuse(c, f"is stale: {c.field} of {of} was {c.was!r} and now {what}", "Check it against the source again.")


def _refuse(c: Correction, what: str, remedy: str) -> NoReturn:
    raise CorrectionError(f"{c.place}: the correction {what}.", remedy)
