"""What Article 30 wants, in three values: stated, not stated, not applicable or unknown.

The rows are those of ``data/checks/matrix.toml``.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache

from msgspec import Struct

from pigraph import resources
from pigraph.checks.statements import Statements
from pigraph.errors import DataError
from pigraph.graph.terms import DCT, DEFAULT_BASE, DOCO, DPV, PI, RDF

_FIELDS = {"id", "ko", "en", "properties", "topics", "signs", "conditional", "example"}
_TYPE, _ABOUT, _MENTIONS, _UNCLEAR = str(RDF["type"]), str(DCT["subject"]), str(PI["mentions"]), str(PI["unclearOn"])
_APPLICABILITY, _NOT_APPLICABLE = str(DPV["hasApplicability"]), str(DPV["NotApplicable"])
_SECTIONS = (str(DOCO["Section"]), str(DPV["PrivacyNotice"]))
"""What addresses a matter by being about it. A row of a table may be about one in passing."""


class State(StrEnum):
    """What a policy says of one requirement."""

    STATED = "stated"
    NOT_STATED = "not stated"
    NOT_APPLICABLE = "not applicable"
    """The policy says that it does not concern it."""
    UNKNOWN = "unknown"
    """Silence where the duty may not apply, or words that pigraph could not read."""


class Row(Struct, frozen=True):
    """One row of the table, as `matrix.toml` explains it; IRIs written ``<…>``."""

    id: str
    ko: str
    en: str
    properties: frozenset[str]
    topics: frozenset[str]
    signs: frozenset[str]
    conditional: bool


@cache
def rows() -> tuple[Row, ...]:
    """The rows in their order. Raises `DataError`."""
    path = resources.path("data", "checks", "matrix.toml")
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["row"]
        return tuple(_row(e) for e in entries)
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path} is broken: {error}.", "Correct it there.") from error


def states(statements: Statements) -> dict[str, State]:
    """The state of every row, by its id, in a policy's graph with its observations."""
    predicates = statements.by.keys()
    about = statements.back(_ABOUT)
    sections = {s for kind in _SECTIONS for s in statements.subjects(_TYPE, kind)}
    denied = set(statements.subjects(_APPLICABILITY, _NOT_APPLICABLE))
    mentioned = statements.back(_MENTIONS).keys()
    unclear = statements.back(_UNCLEAR).keys()

    def state(row: Row) -> State:
        if row.properties & predicates:
            return State.STATED
        found = sections.intersection(s for t in row.topics for s in about.get(t, ()))
        if found & denied:
            return State.NOT_APPLICABLE
        if found:
            return State.STATED
        if row.conditional or row.signs & mentioned or row.properties & unclear:
            return State.UNKNOWN
        return State.NOT_STATED

    return {row.id: state(row) for row in rows()}


def _row(entry: dict[str, object]) -> Row:
    if unknown := set(entry) - _FIELDS:
        raise ValueError(f"unknown field {', '.join(sorted(unknown))}")

    def named(field: str, base: str = "") -> frozenset[str]:
        listed = entry.get(field, [])
        if not isinstance(listed, list):
            raise TypeError(f"{field} of {entry['id']} is no list")
        return frozenset(f"<{base}{name}>" for name in listed)

    return Row(
        str(entry["id"]),
        str(entry["ko"]),
        str(entry["en"]),
        named("properties"),
        named("topics", f"{DEFAULT_BASE}topic/"),
        named("signs", f"{DEFAULT_BASE}sign/"),
        bool(entry.get("conditional")),
    )
