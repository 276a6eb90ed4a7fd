"""What Article 30 wants, in three values: stated, not stated, not applicable or unknown.

The rows are those of ``data/checks/matrix.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pyoxigraph import NamedNode, Quad

from pigraph import resources
from pigraph.errors import DataError
from pigraph.graph.terms import DCT, DEFAULT_BASE, DOCO, DPV, PI, RDF

_FIELDS = {"id", "ko", "en", "properties", "topics", "signs", "conditional", "example"}
_MENTIONS = PI["mentions"]
_SECTIONS = frozenset({DOCO["Section"], DPV["PrivacyNotice"]})
"""What addresses a matter by being about it. A row of a table may be about one in passing."""


class State(StrEnum):
    """What a policy says of one requirement."""

    STATED = "stated"
    NOT_STATED = "not stated"
    NOT_APPLICABLE = "not applicable"
    """The policy says that it does not concern it."""
    UNKNOWN = "unknown"
    """Silence where the duty may not apply, or words that pigraph could not read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, as `matrix.toml` explains it."""

    id: str
    ko: str
    en: str
    properties: frozenset[NamedNode]
    topics: frozenset[NamedNode]
    signs: frozenset[NamedNode]
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


def states(quads: Iterable[Quad]) -> dict[str, State]:
    """The state of every row, by its id, in a policy's graph with its observations."""
    predicates: set[object] = set()
    about: dict[object, set[object]] = {}
    sections: set[object] = set()
    denied: set[object] = set()
    mentioned: set[object] = set()
    unclear: set[object] = set()
    for q in quads:
        predicates.add(q.predicate)
        if q.predicate == DCT["subject"]:
            about.setdefault(q.object, set()).add(q.subject)
        elif q.predicate == RDF["type"] and q.object in _SECTIONS:
            sections.add(q.subject)
        elif q.predicate == DPV["hasApplicability"] and q.object == DPV["NotApplicable"]:
            denied.add(q.subject)
        elif q.predicate == _MENTIONS:
            mentioned.add(q.object)
        elif q.predicate == PI["unclearOn"]:
            unclear.add(q.object)

    def state(row: Row) -> State:
        if row.properties & predicates:
            return State.STATED
        found = sections & set().union(*(about.get(t, set()) for t in row.topics))
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

    def named(field: str, base: str = "") -> frozenset[NamedNode]:
        listed = entry.get(field, [])
        if not isinstance(listed, list):
            raise TypeError(f"{field} of {entry['id']} is no list")
        return frozenset(NamedNode(base + name) for name in listed)

    return Row(
        str(entry["id"]),
        str(entry["ko"]),
        str(entry["en"]),
        named("properties"),
        named("topics", f"{DEFAULT_BASE}topic/"),
        named("signs", f"{DEFAULT_BASE}sign/"),
        bool(entry.get("conditional")),
    )
