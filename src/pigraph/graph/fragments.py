"""The fragment ids of a document: ``#h1``, ``#p1``, ``#o1``, ``#a1``, ``#k1``, ``#c1``, ``#r1``, ``#u1``, ``#e1`` …

Numbers follow the document: rows in the order of their first words (rows that share an entry, such as the
recipients of one merged cell, in the order of their names), then purposes, conditions and annexes in the
order in which rows first use them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from pigraph.graph.retention import Term, terms
from pigraph.records.fields import applied
from pigraph.records.model import (
    Assessment,
    Corrected,
    Holding,
    How,
    LegalBasis,
    Measure,
    MeasureKind,
    Officer,
    Outsourcing,
    Provision,
    Record,
    Stated,
)
from pigraph.text import Span, Words, joined

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Clause(Struct, frozen=True):
    """A section with something to say beyond its topics: laws that it cites, or a denial.

    ``kinds`` are kinds of section; ``topics`` are slugs of topics that hold besides.
    """

    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    heading: Words | None
    citations: tuple[LegalBasis, ...]
    denied: Words | None


class Fragments(Struct, frozen=True):
    """Everything of a record that becomes a fragment, by id."""

    holdings: Mapping[str, Holding]
    provisions: Mapping[str, Provision]
    outsourcings: Mapping[str, Outsourcing]
    assessments: Mapping[str, Assessment]
    officers: Mapping[str, Officer]
    clauses: Mapping[str, Clause]
    measures: Mapping[str, Measure]
    purposes: Mapping[str, str]
    """Purpose text → id."""
    conditions: Mapping[Term, str]
    annexes: Mapping[str, str]
    """Title of an annex → id."""
    corrections: Mapping[Corrected, str]

    @classmethod
    def of(cls, record: Record) -> Fragments:
        """The fragments of ``record``, numbered."""
        holdings = _rows("h", record.holdings, lambda h: (h.entries, h.name))
        provisions = _rows("p", record.provisions, lambda p: (p.entries, p.recipient))
        outsourcings = _rows("o", record.outsourcings, lambda o: (o.entries, o.processor))
        rows: list[Holding | Provision] = [*holdings.values(), *provisions.values()]
        tasks = [o.task for o in outsourcings.values() if o.task]
        purposes = [*(p for r in rows for p in r.purposes), *tasks]
        conditions = [t for r in rows if r.retention for t in terms(r.retention)]
        annexes = [*(a for r in rows for a in r.annexes), *(a for o in outsourcings.values() for a in o.annexes)]
        safeguards = [m for m in record.measures if m.kind is not MeasureKind.DELETION]
        deletions = [m for m in record.measures if m.kind is MeasureKind.DELETION]
        return cls(
            holdings,
            provisions,
            outsourcings,
            _rows("a", record.assessments, lambda a: (a.entries, a.file)),
            _rows("k", record.officers, lambda k: (k.entries, k.role)),
            {f"c{n}": c for n, c in enumerate(_clauses(record), 1)},
            {
                **_rows("m", safeguards, lambda m: ((), m.text)),
                **_rows("d", deletions, lambda m: ((), m.text)),
            },
            _numbered("u", (joined(p.value) for p in purposes)),
            _numbered("r", conditions),
            _numbered("x", (joined(a.text) for a in (*annexes, *record.annexes))),
            _numbered("e", applied(record)),
        )


def _numbered(letter: str, keys: Iterable[K]) -> dict[K, str]:
    return {key: f"{letter}{n}" for n, key in enumerate(dict.fromkeys(keys), 1)}


def _rows(
    letter: str, rows: Iterable[T], place: Callable[[T], tuple[tuple[Span, ...], Stated[str] | None]]
) -> dict[str, T]:
    """Rows by id, in the order in which the document has them; ``place`` gives a row's entries and name."""

    def first(row: T) -> tuple[int, int]:
        entries, name = place(row)
        begin = name.words.begin if name and name.how is not How.GIVEN and name.words.spans else sys.maxsize
        return min((e.begin for e in entries), default=begin), begin

    return {f"{letter}{n}": row for n, row in enumerate(sorted(rows, key=first), 1)}


def _clauses(record: Record) -> list[Clause]:
    """Sections that cite or deny, in order; and the sentence that says "no cookies", if none of them holds it."""
    found = [
        (s.body.begin, Clause(s.kinds, (), s.heading, s.citations, s.denied))
        for s in record.sections
        if s.citations or s.denied
    ]
    cookies = record.cookies
    if cookies and not cookies.value and cookies.words.spans:
        within = [s for s in record.sections if s.denied and s.body.covers(cookies.words.hull)]
        if not within:
            found.append((cookies.words.begin, Clause((), ("auto-collection",), None, (), cookies.words)))
    return [clause for _, clause in sorted(found, key=lambda pair: pair[0])]
