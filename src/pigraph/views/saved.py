"""Answers of saved questions and of any SELECT, as cells that people can read: labels, links, quoted words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pigraph.answers import Sources
from pigraph.answers.table import short
from pigraph.store import Iri, Rows, Term
from pigraph.views.evidence import address, passages
from pigraph.views.library import Library
from pigraph.views.things import page_of


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` to read; ``iri`` and ``page`` where it names a thing; ``where``: ``source`` and ``mark`` of its proof."""

    text: str
    iri: str = ""
    page: str = ""
    where: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Saved:
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
