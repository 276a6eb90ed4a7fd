"""The one place where what a user types, or an address holds, becomes part of a SPARQL query.

A query is a template with ``$name`` where a value belongs. Values are terms, written as the engine writes them, so that
no text can end its own literal or IRI. Variables of the query are written ``?x``, never ``$x``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from pigraph.errors import PigraphError
from pigraph.store import Iri, Text, is_iri, literal

Bound: TypeAlias = Iri | Text | int | Iterable[Iri] | Iterable[tuple[Iri, ...]]
"""A value of a template: a term, a number, or the rows of a VALUES block (terms, or tuples of them)."""

_PLACE = re.compile(r"\$([a-z]+)")


class BadValue(PigraphError):
    """An address or a form has a value that nothing can be asked with.

    ``reason`` is a key of the words in which an app says so to people, ``value`` what was given.
    """

    def __init__(self, reason: str, value: str = "", message: str = "") -> None:
        super().__init__(message or f"{value!r} cannot be used here ({reason}).")
        self.reason, self.value = reason, value

    def __reduce__(self) -> tuple[type[BadValue], tuple[object, ...]]:
        return type(self), (self.reason, self.value, self.message)


def bound(template: str, **values: Bound) -> str:
    """``template`` with every ``$name`` replaced. Raises KeyError for a name without value, `BadValue` for no IRI."""
    return _PLACE.sub(lambda found: _written(values[found[1]]), template)


def _written(value: Bound) -> str:
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, Iri):
        return iri(value.value)
    if isinstance(value, Text):
        return text(value.value)
    return " ".join(_row(v) for v in value)


def _row(value: Iri | tuple[Iri, ...]) -> str:
    return iri(value.value) if isinstance(value, Iri) else f"({' '.join(iri(v.value) for v in value)})"


def iri(value: str) -> str:
    """An absolute IRI between ``<`` and ``>``. Raises `BadValue`."""
    if not is_iri(value):
        raise BadValue("thing", value)
    return f"<{value}>"


def text(value: str) -> str:
    """Any text as a literal. Raises `BadValue` for what is no Unicode text."""
    try:
        return literal(value)
    except ValueError as error:
        raise BadValue("text") from error
