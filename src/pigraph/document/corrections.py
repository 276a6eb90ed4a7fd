"""Corrections beside a source document: ``policy.txt`` is corrected by ``policy.corrections.toml``.

Each one says of one value what is right instead of what is read, and why::

    [[correction]]
    holding = "회원관리"           # the entry, by kind and name; without one, the policy itself
    field = "retention"            # a key of the entry, as `pigraph extract` prints it
    value = "2년"
    was = "1년"                    # what is read; once something else is read, the correction is stale
    words = "보유기간 2년"          # where the source says so; without, the correction itself is the evidence
    reason = "The table lost a row at the page break."
    who = "가나시 총무과"           # optional, like date
    date = 2026-01-01

Entries: holding, provision, outsourcing, assessment, officer; ``nth = 2`` is the second of several of one name.
``remove = true`` instead of ``value`` takes a value away, and without ``field`` the whole entry; ``add = true``
without ``field`` makes a new entry (a holding is then a task). In a list (items, legal_bases, phones) ``value`` alone
adds a member, ``was`` with ``value`` or ``remove`` is about that member.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from msgspec import Struct

from pigraph.errors import CorrectionError
from pigraph.patterns import seldom

ENTRIES = ("holding", "provision", "outsourcing", "assessment", "officer")
_TEXTS = ("field", "was", "words", "reason", "who", *ENTRIES)
_FLAGS = ("remove", "add")
_KNOWN = (*_TEXTS, *_FLAGS, "value", "nth", "date")
_HEADER = seldom(r"^[ \t]*\[\[[ \t]*correction[ \t]*\]\]", re.MULTILINE)


class Correction(Struct, frozen=True):
    """One correction as written. ``place`` is file and line; ``entry`` one of `ENTRIES` with its ``name``, or None for
    the policy; ``nth`` from 1; dates are ISO strings. Of ``value``, ``remove`` and ``add`` exactly one is given."""

    place: str
    reason: str
    entry: str | None = None
    name: str = ""
    nth: int | None = None
    field: str | None = None
    value: str | bool | None = None
    was: str | None = None
    words: str | None = None
    remove: bool = False
    add: bool = False
    who: str | None = None
    date: str | None = None


def corrections_path(path: Path) -> Path:
    """Where the corrections of the source file ``path`` stand, if there are any."""
    return path.with_suffix(".corrections.toml")


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections beside the source file ``path``, in the order written.

    Raises `CorrectionError`, naming the file and the line, for what is no TOML or no correction.
    """
    file = corrections_path(path)
    if not file.is_file():
        return ()
    try:
        text = file.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(f"{file} is not TOML: {error}.", "Correct it there.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{file} cannot be read: {error}.", "Make it a readable UTF-8 file.") from error
    written = table.get("correction")
    if set(table) != {"correction"} or not isinstance(written, list) or not all(type(c) is dict for c in written):
        raise CorrectionError(f"{file} holds something else than corrections.", "Begin each one with [[correction]].")
    lines = [text.count("\n", 0, m.start()) + 1 for m in _HEADER.finditer(text)]
    # tomllib tells no lines; tables in another notation are counted instead.
    places = [f"{file}:{n}" for n in lines] if len(lines) == len(written) else []
    return tuple(
        _correction(places[n] if places else f"{file}, correction {n + 1}", one) for n, one in enumerate(written)
    )


def _correction(place: str, given: dict[str, Any]) -> Correction:
    _check_types(place, given)
    entries = [kind for kind in ENTRIES if kind in given]
    if len(entries) > 1:
        _refuse(place, f"names both a {entries[0]} and a {entries[1]}", "Keep one of them.")
    if "reason" not in given:
        _refuse(place, "gives no reason", 'Add one: reason = "…".')
    if sum(("value" in given, bool(given.get("remove")), bool(given.get("add")))) != 1:
        _refuse(place, "must say one thing", "Give a value, or remove = true, or add = true.")
    if given.get("add") and (not entries or "field" in given):
        _refuse(place, "can add whole entries only", 'Name it, such as holding = "…", without a field.')
    if "field" not in given and not given.get("add") and not (entries and given.get("remove")):
        _refuse(place, "names no field", 'Add one, such as field = "retention".')
    entry = entries[0] if entries else None
    rest = {key: value for key, value in given.items() if key not in ENTRIES}
    return Correction(place=place, entry=entry, name=given[entry] if entry else "", **rest)


def _check_types(place: str, given: dict[str, Any]) -> None:
    for key, value in given.items():
        if key not in _KNOWN:
            _refuse(place, f"has an unknown key {key!r}", f"Known keys are {', '.join(_KNOWN)}.")
        if type(value) is date:
            given[key] = value.isoformat()
        elif key == "date":
            _refuse(place, "has a date that is none", "Write it bare, such as date = 2026-01-01.")
        if key in _TEXTS and (not isinstance(value, str) or not value.strip()):
            _refuse(place, f"has no text in {key}", f'Write it in quotes, such as {key} = "…".')
        if key in _FLAGS and not isinstance(value, bool):
            _refuse(place, f"has {key} that is neither true nor false", f"Write {key} = true.")
        if key == "value" and not isinstance(given[key], bool) and (not isinstance(given[key], str) or not given[key]):
            _refuse(place, "has a value that is no text, date, true or false", 'Write it in quotes: value = "…".')
        if key == "nth" and (type(value) is not int or value < 1):
            _refuse(place, "has an nth that is no number from 1", "Write nth = 1 for the first of that name.")


def _refuse(place: str, what: str, remedy: str) -> NoReturn:
    raise CorrectionError(f"{place}: the correction {what}.", remedy)
