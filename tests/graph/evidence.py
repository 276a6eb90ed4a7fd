"""Does the evidence of every statement hold the words of its values? Usable on any record and its graph."""

from __future__ import annotations

import html
from collections.abc import Iterator

from pyoxigraph import NamedNode

from pigraph.graph.fragments import Fragments
from pigraph.graph.iris import Iris
from pigraph.graph.retention import terms
from pigraph.graph.statements import Statements
from pigraph.graph.terms import DCT, DPV, RDF
from pigraph.records.model import Holding, How, Item, LegalBasis, Record, Stated
from pigraph.text import Span, Words


def problems(record: Record, statements: Statements) -> list[str]:
    """One line for each value whose words the text cut from its node's spans does not contain (white space squeezed).

    Values that are only inferred, or given beside the document, need no evidence in it.
    """
    spans = spans_of(statements)
    iris = Iris.of(record, statements.base)
    if not statements.document.value.endswith(iris.version):
        iris = Iris.of(record, statements.base, collides=True)
    found: list[str] = []
    for name, words in _values(record):
        cut = "".join(squeezed(s.cut(record.text)) for s in spans.get(iris.part(name).value, ()))
        texts = (cut, squeezed(html.unescape(cut)))
        lost = [run for run in runs(words) if not any(squeezed(run) in t for t in texts)]
        found.extend(f"#{name}: {run!r} is not in {cut[:80]!r}" for run in lost)
    found.extend(_group_problems(record, statements, iris, spans))
    for triple in statements.stated:
        evidenced = triple.predicate == DPV["hasProcess"] or triple.predicate == DPV["hasImpactAssessment"]
        if evidenced and triple.object.value not in spans:
            found.append(f"{triple.object}: no evidence")
    return found


def spans_of(statements: Statements) -> dict[str, list[Span]]:
    """Node → the source ranges that the stated graph gives as its evidence."""
    spans: dict[str, list[Span]] = {}
    for t in statements.stated:
        if t.predicate == DCT["source"]:
            begin, end = t.object.value.rsplit("#char=", 1)[1].split(",")
            spans.setdefault(t.subject.value, []).append(Span(int(begin), int(end)))
    return spans


def squeezed(text: str) -> str:
    return "".join(text.split())


def runs(words: Words) -> Iterator[str]:
    """The parts of some words that stand together in the source."""
    start = 0
    for i in range(1, len(words.text) + 1):
        if i == len(words.text) or words.at[i] != words.at[i - 1] + 1:
            if words.at[start] >= 0:
                yield words.text[start:i]
            start = i


def _stated(*values: object) -> Iterator[Words]:
    for v in values:
        if isinstance(v, Words):
            yield v
        elif isinstance(v, Stated | LegalBasis) and v.how not in (How.MATCHED, How.CARRIED, How.GIVEN):
            yield v.words


def _values(record: Record) -> Iterator[tuple[str, Words]]:
    """Fragment id and words of every stated value."""
    parts = Fragments.of(record)
    yield from (("policy", w) for w in _stated(record.title, record.controller, record.service, record.effective_date))
    for rows in (parts.holdings, parts.provisions, parts.outsourcings, parts.assessments, parts.officers):
        for name, row in rows.items():
            fields = [getattr(row, f) for f in row.__struct_fields__ if f not in ("items", "entries", "retention")]
            flat = [v for f in fields for v in (f if isinstance(f, tuple) else (f,))]
            labels = [i.label for i in getattr(row, "items", ())]
            kept = getattr(row, "retention", None)
            yield from ((name, w) for w in _stated(*flat, *labels, kept.text if kept else None))
    kept = [r.retention for r in (*record.holdings, *record.provisions) if r.retention and r.retention.text.asserted]
    stated = {parts.conditions[term] for r in kept for term in terms(r)}
    yield from ((name, w) for term, name in parts.conditions.items() if name in stated for w in term.words)
    for name, clause in parts.clauses.items():
        yield from ((name, w) for w in _stated(clause.heading, clause.denied, *clause.citations) if w.text)
    for name, measure in parts.measures.items():
        yield from ((name, w) for w in _stated(measure.text))


def _group_problems(record: Record, statements: Statements, iris: Iris, spans: dict[str, list[Span]]) -> Iterator[str]:
    """Every stated item of a row with groups stands in the evidence of one of them."""
    parts = Fragments.of(record)
    grouped: dict[str, list[NamedNode]] = {}
    kinds = {
        t.subject for t in statements.stated if t.predicate == RDF["type"] and t.object == DPV["PersonalDataProcess"]
    }
    for t in statements.stated:
        if t.predicate == DPV["hasProcess"] and t.object in kinds:
            grouped.setdefault(t.subject.value, []).append(t.object)
    rows: dict[str, Holding] = {**parts.holdings, **parts.provisions, **parts.outsourcings, **parts.assessments}
    for name, row in rows.items():
        groups = grouped.get(iris.part(name).value, [])
        items: tuple[Item, ...] = row.items
        for item in items if groups else ():
            if not item.label.asserted:
                continue
            inside = [s for g in groups for s in spans.get(g.value, ())]
            if not all(any(i.covers(s) for i in inside) for s in item.label.words.spans):
                yield f"#{name}: no group's evidence holds {item.label.value!r}"
