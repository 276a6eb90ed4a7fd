"""The rows of a policy: holdings, provisions to third parties, outsourcings, impact assessments.

Each is a node ``dpv:hasProcess`` (an assessment: ``dpv:hasImpactAssessment``) of the policy, with its values,
its silences and its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from pyoxigraph import Literal, NamedNode

from pigraph.graph import concepts, corrections, items, law, retention
from pigraph.graph.concepts import Lexicon
from pigraph.graph.contacts import phones
from pigraph.graph.evidence import Read, read, sources
from pigraph.graph.fragments import Fragments
from pigraph.graph.gaps import gaps
from pigraph.graph.iris import Iris
from pigraph.graph.statements import Fact
from pigraph.graph.terms import DCT, DPV, FOAF, ORG, PI, RDF, RDFS, SCHEMA, SKOS, date, korean
from pigraph.graph.wordings import wordings
from pigraph.records.model import (
    Assessment,
    Holding,
    HoldingKind,
    Item,
    LegalBasis,
    Outsourcing,
    Provision,
    Retention,
    Stated,
)
from pigraph.text import Words, fold, joined

_TOPICS = {
    HoldingKind.AUTOMATIC: "auto-collection",
    HoldingKind.COOKIES: "auto-collection",
    HoldingKind.CHILDREN: "child",
    HoldingKind.CCTV: "cctv",
}


class Document(Struct, frozen=True):
    """What every row needs to know: the source text, the names in use, and the vocabulary."""

    text: str
    iris: Iris
    fragments: Fragments
    lexicon: Lexicon

    @property
    def policy(self) -> NamedNode:
        return self.iris.part("policy")


def holding(doc: Document, name: str, row: Holding) -> Iterator[Fact]:
    """A file or task that the body itself processes, ``name`` being its fragment id."""
    node = doc.iris.part(name)
    facts = [
        Fact(doc.policy, DPV["hasProcess"], node),
        Fact(node, RDF["type"], PI["Holding"]),
        *_name(doc, node, row),
        *_topic(doc, node, _TOPICS.get(row.kind)),
        *_purposes(doc, node, row.purposes),
        *law.grounds(node, row.bases, doc.iris),
        *_subject(doc, node, row.subject),
        *_items(doc, node, row.items, row.open_ended),
        *retention.facts(node, row.retention, doc.fragments.conditions, doc.text, doc.iris),
        *_annexes(doc, node, row.annexes, _TOPICS.get(row.kind)),
    ]
    yield from facts
    yield from gaps(PI["Holding"], node, facts, row.unclear)
    yield from corrections.facts(node, row.corrections, doc.fragments.corrections, doc.text, doc.iris)
    values = _values(row.purposes, row.bases, row.items, row.retention, row.subject, row.name)
    yield from sources(node, doc.text, doc.iris, [*values, *read(*row.annexes)], row.entries)


def provision(doc: Document, name: str, row: Provision) -> Iterator[Fact]:
    """What one third party receives."""
    node = doc.iris.part(name)
    facts = [
        Fact(doc.policy, DPV["hasProcess"], node),
        Fact(node, RDF["type"], PI["Provision"]),
        *_recipient(doc, node, row),
        *_purposes(doc, node, row.purposes),
        *law.grounds(node, row.bases, doc.iris),
        *_subject(doc, node, row.subject),
        *_items(doc, node, row.items, row.open_ended),
        *retention.facts(node, row.retention, doc.fragments.conditions, doc.text, doc.iris),
        *_remarks(node, row.remarks),
        *_annexes(doc, node, row.annexes, "provision"),
    ]
    yield from facts
    yield from gaps(PI["Provision"], node, facts, row.unclear)
    yield from corrections.facts(node, row.corrections, doc.fragments.corrections, doc.text, doc.iris)
    values = _values(row.purposes, row.bases, row.items, row.retention, row.subject, row.recipient)
    yield from sources(node, doc.text, doc.iris, [*values, *read(*row.remarks, *row.annexes)], row.entries)


def outsourcing(doc: Document, name: str, row: Outsourcing) -> Iterator[Fact]:
    """One task of one processor. A re-consignee is ``dct:type dpv:DataSubProcessor`` here, in this row only."""
    node = doc.iris.part(name)
    facts = [
        Fact(doc.policy, DPV["hasProcess"], node),
        Fact(node, RDF["type"], PI["Outsourcing"]),
        *(organisation(node, DPV["hasDataProcessor"], row.processor, doc.iris) if row.processor else ()),
        *_purposes(doc, node, (row.task,) if row.task else ()),
        *_dates(node, row),
        *_items(doc, node, row.items, open_ended=False),
        *phones(node, row.phones),
        *([_audit(node, row.audit)] if row.audit else ()),
        *_remarks(node, row.remarks),
        *_annexes(doc, node, row.annexes, "outsourcing"),
    ]
    if row.subprocessor:
        facts.append(Fact(node, DCT["type"], DPV["DataSubProcessor"]))
    yield from facts
    yield from gaps(PI["Outsourcing"], node, facts, row.unclear)
    yield from corrections.facts(node, row.corrections, doc.fragments.corrections, doc.text, doc.iris)
    printed = read(row.processor, row.task, row.start, row.end, row.audit, *row.phones, *row.remarks, *row.annexes)
    values = [*printed, *_values((), (), row.items, None)]
    yield from sources(node, doc.text, doc.iris, values, row.entries)


def assessment(doc: Document, name: str, row: Assessment) -> Iterator[Fact]:
    """A privacy impact assessment of a file, with its own items (they may differ from the holding's)."""
    node = doc.iris.part(name)
    facts = [
        Fact(doc.policy, DPV["hasImpactAssessment"], node),
        Fact(node, RDF["type"], DPV["PIA"]),
        *_file(doc, node, row.file),
        *_items(doc, node, row.items, row.open_ended),
    ]
    if row.year:
        facts.append(Fact(node, DCT["date"], date(row.year.value), row.year.asserted))
    yield from facts
    yield from gaps(DPV["PIA"], node, facts, row.unclear)
    yield from corrections.facts(node, row.corrections, doc.fragments.corrections, doc.text, doc.iris)
    values = [*read(row.file, row.year), *_values((), (), row.items, None)]
    yield from sources(node, doc.text, doc.iris, values, row.entries)


def organisation(node: NamedNode, predicate: NamedNode, name: Stated[str], iris: Iris) -> Iterator[Fact]:
    """A named body in a role. The role is the property's; the body's type never says it."""
    body = iris.org(name.value)
    yield Fact(node, predicate, body, name.asserted)
    yield Fact(body, RDF["type"], ORG["FormalOrganization"], name.asserted)
    yield Fact(body, RDFS["label"], korean(name.value), name.asserted)


def _recipient(doc: Document, node: NamedNode, row: Provision) -> Iterator[Fact]:
    if row.recipient is None:
        return
    if not row.is_kind:
        yield from organisation(node, DPV["hasRecipient"], row.recipient, doc.iris)
        return
    kind = doc.iris.kind_of_org(row.recipient.value)
    sure = row.recipient.asserted
    yield Fact(node, DPV["hasRecipient"], kind, sure)
    yield Fact(kind, RDF["type"], SKOS["Concept"], sure)
    yield Fact(kind, SKOS["prefLabel"], korean(row.recipient.value), sure)


def _name(doc: Document, node: NamedNode, row: Holding) -> Iterator[Fact]:
    if row.kind is HoldingKind.FILE:
        yield from _file(doc, node, row.name)
    else:
        yield Fact(node, RDFS["label"], korean(row.name.value), row.name.asserted)


def _file(doc: Document, node: NamedNode, name: Stated[str]) -> Iterator[Fact]:
    file = doc.iris.file(name.value)
    yield Fact(node, PI["file"], file, name.asserted)
    yield Fact(file, RDF["type"], PI["PersonalInfoFile"], name.asserted)
    yield Fact(file, RDFS["label"], korean(name.value), name.asserted)


def _topic(doc: Document, node: NamedNode, topic: str | None) -> Iterator[Fact]:
    if topic:
        yield Fact(node, DCT["subject"], doc.iris.concept("topic", topic))


def _purposes(doc: Document, node: NamedNode, purposes: tuple[Stated[str], ...]) -> Iterator[Fact]:
    for purpose in purposes:
        text = joined(purpose.value)
        part = doc.iris.part(doc.fragments.purposes[text])
        yield Fact(node, DPV["hasPurpose"], part, purpose.asserted)
        yield Fact(part, RDF["type"], DPV["Purpose"], purpose.asserted)
        yield Fact(part, RDFS["label"], korean(text), purpose.asserted)


def _subject(doc: Document, node: NamedNode, subject: Stated[str] | None) -> Iterator[Fact]:
    if subject:
        people = concepts.subject(subject.value, doc.iris, doc.lexicon, subject.asserted)
        yield Fact(node, DPV["hasDataSubject"], people.node, subject.asserted)
        yield from people.definition


def _items(doc: Document, node: NamedNode, listed: tuple[Item, ...], open_ended: bool) -> Iterator[Fact]:
    yield from items.facts(node, listed, doc.text, doc.iris, doc.lexicon)
    if open_ended:
        sure = not listed or any(i.label.asserted for i in listed)
        yield Fact(node, PI["openEnded"], Literal(True), sure)


def _dates(node: NamedNode, row: Outsourcing) -> Iterator[Fact]:
    for predicate, value in ((SCHEMA["startDate"], row.start), (SCHEMA["endDate"], row.end)):
        if value:
            yield Fact(node, predicate, date(value.value), value.asserted)


def _audit(node: NamedNode, result: Stated[str]) -> Fact:
    """A known result as a term of DPV; another one as a remark, as printed."""
    status = wordings().audit.get(fold(result.value))
    if status is None:
        return Fact(node, RDFS["comment"], korean(result.value), result.asserted)
    return Fact(node, DPV["hasAuditStatus"], DPV[status], result.asserted)


def _remarks(node: NamedNode, remarks: tuple[Words, ...]) -> Iterator[Fact]:
    for remark in remarks:
        yield Fact(node, RDFS["comment"], korean(remark.text))


def _annexes(doc: Document, node: NamedNode, annexes: tuple[Words, ...], topic: str | None) -> Iterator[Fact]:
    for words in annexes:
        yield from annex(doc, node, words, topic)


def annex(doc: Document, node: NamedNode, words: Words, topic: str | None = None) -> Iterator[Fact]:
    """A document that the policy points at, related to ``node`` and to the policy."""
    title = joined(words.text)
    part = doc.iris.part(doc.fragments.annexes[title])
    for user in dict.fromkeys((doc.policy, node)):
        yield Fact(user, DCT["relation"], part)
    yield Fact(part, RDF["type"], FOAF["Document"])
    yield Fact(part, DCT["title"], korean(title))
    yield from _topic(doc, part, topic)
    yield from sources(part, doc.text, doc.iris, read(words))


def _values(
    purposes: tuple[Stated[str], ...],
    bases: tuple[LegalBasis, ...],
    listed: tuple[Item, ...],
    kept: Retention | None,
    *others: Stated[str] | None,
) -> Iterator[Read]:
    """The words of a row's values. Marks of an item group are evidence of the group."""
    yield from read(*others, *purposes, *bases, *(i.label for i in listed))
    if kept:
        yield from read(kept.text)
        for condition in (*kept.conditions, *kept.exceptions):
            yield Read(condition.words, kept.text.how)
