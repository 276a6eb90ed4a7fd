"""Answers of saved questions and of any SELECT, as cells that people can read: labels, links, quoted words."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pigraph.answers import Sources
from pigraph.answers.table import short
from pigraph.store import Iri, Rows, Term, Text
from pigraph.views.evidence import address, passages
from pigraph.views.library import Library
from pigraph.views.things import page_of


class Cell(Struct, frozen=True):
    """``text`` to read, ``iri`` and ``page`` of a thing it names, ``source`` and ``mark`` of its proof (``where``)."""

    text: str
    iri: str = ""
    page: str = ""
    where: tuple[str, str] = ("", "")


class Saved(Struct, frozen=True):
    """A table: headings and rows of cells."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def saved(library: Library, answer: Rows, columns: Mapping[str, str]) -> Saved:
    """An answer as a table; ``columns``: headings by variable."""
    heads = tuple(columns.get(name, name) for name in answer.variables)
    return Saved(heads, tuple(tuple(cell(library, term) for term in row) for row in answer.rows))


def cell(library: Library, term: Term | None) -> Cell:
    """One value of an answer."""
    if term is None:
        return Cell("")
    if evidence := Sources.evidence(term.value):
        words = [" ".join(p.words.split()) for p in passages(library, evidence)]
        return Cell(" / ".join(words) or term.value, where=address(evidence) if words else ("", ""))
    if isinstance(term, Iri):
        return Cell(short(term.value), term.value, page_of(term.value))
    return Cell(term.value)


class Bar(Struct, frozen=True):
    """A bar of a chart: its name, number, and length from 0 to 1."""

    name: str
    number: float
    length: float


def bars(answer: Rows, most: int = 40) -> tuple[Bar, ...]:
    """A chart of an answer: the first column that is all positive numbers, named by the first that is not.

    Empty where there is no such pair, or nothing to compare.
    """
    columns = list(zip(*answer.rows[:most], strict=True)) if answer.rows else []
    numbers = [[_number(term) for term in column] for column in columns]
    counted = next((n for n in numbers if all(one is not None for one in n)), None)
    named = next((c for c, n in zip(columns, numbers, strict=True) if all(one is None for one in n)), None)
    if counted is None or named is None or len(named) < 2:
        return ()
    values = [one or 0.0 for one in counted]
    longest = max(values) or 1.0
    names = (short(t.value) if isinstance(t, Iri) else t.value if t else "" for t in named)
    return tuple(Bar(name, value, value / longest) for name, value in zip(names, values, strict=True))


def _number(term: Term | None) -> float | None:
    if not isinstance(term, Text) or "XMLSchema#" not in term.datatype or term.datatype.endswith("#string"):
        return None
    try:
        number = float(term.value)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
