"""Retention: one node per distinct storage condition, as ``dpv:StorageDuration`` of the fitting kind.

==============================  =========================================================================
"5년"                           ``TemporalDuration ; rdf:value "P5Y" ; time:months 60``
"탈퇴 후 10년"                  ``UntilEventDuration ; rdf:value "P10Y" ; time:months 120 ; pi:trigger …``
"수사 종료시까지"               ``UntilEventDuration ; pi:trigger …``
"2025.12.31.까지"               ``UntilTimeDuration ; rdf:value "2025-12-31"``
"영구"                          ``EndlessDuration``
"최소 3년~최대 영구"            ``EndlessDuration ; schema:minValue "P3Y"``
"이용 목적 달성에 필요한 기간"  ``StorageDuration`` with its label
"다만, …"                       as one of these, and ``pi:exceptionTo`` the conditions before it
==============================  =========================================================================

``time:months`` is there because xsd:duration has no order in SPARQL 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from pigraph.graph import concepts
from pigraph.graph.evidence import Read, sources
from pigraph.graph.iris import Iris
from pigraph.graph.statements import Fact
from pigraph.graph.terms import DPV, PI, RDF, RDFS, SCHEMA, TIME, date, duration, korean, parts_of_duration
from pigraph.records.model import Condition, Retention
from pigraph.text import Words, joined


@dataclass(frozen=True, slots=True)
class Term:
    """A storage condition as a node: equal ones (same words, same reading) of a document are one node."""

    label: str
    duration: str | None = None
    months: int | None = None
    trigger: str | None = None
    new_trigger: str | None = None
    until: str | None = None
    endless: bool = False
    minimum: str | None = None
    exception_to: tuple[Term, ...] = ()
    words: tuple[Words, ...] = field(default=(), compare=False, repr=False)


def terms(retention: Retention) -> tuple[Term, ...]:
    """The conditions of a retention text, then its exceptions.

    The only condition of a text is labelled with the whole text; a text that states no readable condition
    is still one term.
    """
    whole = retention.text
    if not retention.conditions:
        main: tuple[Term, ...] = (Term(joined(whole.value), words=(whole.words,)),)
    elif len(retention.conditions) == 1 and not retention.exceptions:
        main = (_term(retention.conditions[0], whole.value, whole.words),)
    else:
        main = tuple(_term(c, c.words.text, c.words) for c in retention.conditions)
    return main + tuple(_term(c, c.words.text, c.words, main) for c in retention.exceptions)


def _term(condition: Condition, label: str, words: Words, exception_to: tuple[Term, ...] = ()) -> Term:
    new = condition.trigger_words if condition.trigger is None else None
    return Term(
        joined(label),
        condition.duration,
        condition.months,
        condition.trigger,
        joined(new.text) if new else None,
        condition.until,
        condition.endless,
        condition.minimum,
        exception_to,
        (words, condition.words, *((new,) if new else ())),
    )


def facts(
    node: NamedNode, retention: Retention | None, names: Mapping[Term, str], text: str, iris: Iris
) -> Iterator[Fact]:
    """``dpv:hasStorageCondition`` of a row, what its conditions are, and the words that state each."""
    if retention is None:
        return
    sure = retention.text.asserted
    for term in terms(retention):
        condition = iris.part(names[term])
        yield Fact(node, DPV["hasStorageCondition"], condition, sure)
        yield from _condition(condition, term, names, iris, sure)
        yield from sources(condition, text, iris, (Read(w, retention.text.how) for w in term.words))


def _condition(node: NamedNode, term: Term, names: Mapping[Term, str], iris: Iris, sure: bool) -> Iterator[Fact]:
    yield Fact(node, RDF["type"], DPV["StorageDuration"], sure)
    yield Fact(node, RDFS["label"], korean(term.label), sure)
    kind = _kind(term)
    if kind:
        yield Fact(node, RDF["type"], DPV[kind], sure)
    if term.duration is not None:
        yield Fact(node, RDF["value"], duration(term.duration), sure)
    elif term.until is not None:
        yield Fact(node, RDF["value"], date(term.until), sure)
    months = _months(term)
    if months is not None:
        yield Fact(node, TIME["months"], Literal(months), sure)
    if term.minimum is not None:
        yield Fact(node, SCHEMA["minValue"], duration(term.minimum), sure)
    if term.trigger:
        yield Fact(node, PI["trigger"], iris.concept("event", term.trigger), sure)
    elif term.new_trigger:
        event = concepts.minted("event", term.new_trigger, iris, sure)
        yield Fact(node, PI["trigger"], event.node, sure)
        yield from event.definition
    for rule in term.exception_to:
        yield Fact(node, PI["exceptionTo"], iris.part(names[rule]), sure)


def _kind(term: Term) -> str | None:
    if term.endless:
        return "EndlessDuration"
    if term.trigger or term.new_trigger:
        return "UntilEventDuration"
    if term.until:
        return "UntilTimeDuration"
    return "TemporalDuration" if term.duration is not None else None


def _months(term: Term) -> int | None:
    """The length in whole months, if it is one."""
    if term.months is not None or term.duration is None:
        return term.months
    months, days = parts_of_duration(term.duration)
    return None if days else months
