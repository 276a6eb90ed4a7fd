"""The document, the policy that it describes, and what hangs on the policy itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from pigraph.graph import corrections, law
from pigraph.graph.contacts import officer
from pigraph.graph.evidence import read, sources
from pigraph.graph.fragments import Clause
from pigraph.graph.iris import slug
from pigraph.graph.rows import Document, annex, organisation
from pigraph.graph.statements import Fact
from pigraph.graph.terms import ADMS, DCT, DOCO, DPV, FOAF, PI, PROV, RDF, RDFS, SCHEMA, date, korean
from pigraph.records.model import MeasureKind, Record, Version
from pigraph.text import joined

_MEASURES = {
    MeasureKind.ORGANISATIONAL: (DPV["hasOrganisationalMeasure"], DPV["OrganisationalMeasure"]),
    MeasureKind.TECHNICAL: (DPV["hasTechnicalMeasure"], DPV["TechnicalMeasure"]),
    MeasureKind.PHYSICAL: (DPV["hasPhysicalMeasure"], DPV["PhysicalMeasure"]),
    MeasureKind.DELETION: (DPV["hasStorageCondition"], DPV["StorageDeletion"]),
}


def policy(doc: Document, record: Record) -> Iterator[Fact]:
    """Document, source, policy with its controller, dates, topics and rights; then the parts that it has."""
    node = doc.policy
    yield from _provenance(doc, record)
    yield Fact(node, RDF["type"], DPV["PrivacyNotice"])
    yield Fact(node, DCT["language"], Literal("ko"))
    yield Fact(node, DCT["isVersionOf"], doc.iris.policy)
    if record.title:
        yield Fact(node, DCT["title"], korean(record.title.value), record.title.asserted)
    if record.effective_date:
        start = record.effective_date
        yield Fact(node, SCHEMA["startDate"], date(start.value), start.asserted)
    if record.controller:
        yield from organisation(node, DPV["hasDataController"], record.controller, doc.iris)
    if record.service:
        service = doc.iris.service(record.service.value)
        yield Fact(node, DPV["hasService"], service, record.service.asserted)
        yield Fact(service, RDF["type"], DPV["Service"], record.service.asserted)
        yield Fact(service, RDFS["label"], korean(record.service.value), record.service.asserted)
    yield from law.citations(node, DCT["references"], record.preamble_citations, doc.iris)
    for kind in dict.fromkeys(k for s in record.sections for k in s.kinds):
        yield from _about(doc, node, kind)
    for right in record.rights:
        yield Fact(node, DPV["hasRight"], doc.iris.concept("right", slug(right.value)), right.asserted)
    values = read(
        record.title,
        record.effective_date,
        record.controller,
        record.service,
        *record.preamble_citations,
        *record.rights,
    )
    yield from sources(node, doc.text, doc.iris, values)
    yield from _parts(doc, record)


def _parts(doc: Document, record: Record) -> Iterator[Fact]:
    for name, clause in doc.fragments.clauses.items():
        yield from _clause(doc, doc.iris.part(name), clause)
    for name, measure in doc.fragments.measures.items():
        part = doc.iris.part(name)
        predicate, kind = _MEASURES[measure.kind]
        yield Fact(doc.policy, predicate, part, measure.text.asserted)
        yield Fact(part, RDF["type"], kind, measure.text.asserted)
        yield Fact(part, DCT["description"], korean(measure.text.value), measure.text.asserted)
        yield from sources(part, doc.text, doc.iris, read(measure.text))
    for name, who in doc.fragments.officers.items():
        contact = doc.iris.part(name)
        yield from officer(doc.policy, contact, who, doc.text, doc.iris)
        yield from corrections.facts(contact, who.corrections, doc.fragments.corrections, doc.text, doc.iris)
    yield from corrections.facts(doc.policy, record.corrections, doc.fragments.corrections, doc.text, doc.iris)
    for words in record.annexes:
        yield from annex(doc, doc.policy, words)
    yield from _versions(doc, record)


def file_gap(doc: Document, record: Record, facts: list[Fact]) -> Iterator[Fact]:
    """A policy that describes processing but names no personal information file is silent on files."""
    if record.holdings and not any(f.predicate == PI["file"] and f.asserted for f in facts):
        yield Fact(doc.policy, PI["silentOn"], PI["file"])


def _provenance(doc: Document, record: Record) -> Iterator[Fact]:
    """pigraph made the document from the source; the body wrote the policy."""
    document, source = doc.iris.document, doc.iris.source
    yield Fact(document, RDF["type"], PROV["Entity"])
    yield Fact(document, FOAF["primaryTopic"], doc.policy)
    yield Fact(document, PROV["wasDerivedFrom"], source)
    yield Fact(source, RDF["type"], FOAF["Document"])
    yield Fact(source, SCHEMA["sha256"], Literal(record.sha256))


def _about(doc: Document, node: NamedNode, kind: str) -> Iterator[Fact]:
    topic = doc.lexicon.topic(kind)
    if topic:
        yield Fact(node, DCT["subject"], doc.iris.concept("topic", topic))


def _clause(doc: Document, node: NamedNode, clause: Clause) -> Iterator[Fact]:
    """A section: a citation in it is not a basis of anything, but it can be checked against its topic."""
    yield Fact(doc.policy, DCT["hasPart"], node)
    yield Fact(node, RDF["type"], DOCO["Section"])
    if clause.heading and clause.heading.text.strip():
        yield Fact(node, DCT["title"], korean(clause.heading.text))
    for kind in clause.kinds:
        yield from _about(doc, node, kind)
    for topic in clause.topics:
        for subject in (doc.policy, node):
            yield Fact(subject, DCT["subject"], doc.iris.concept("topic", topic))
    yield from law.citations(node, DCT["references"], clause.citations, doc.iris)
    if clause.denied:
        yield Fact(node, DPV["hasApplicability"], DPV["NotApplicable"])
    yield from sources(node, doc.text, doc.iris, read(clause.heading, clause.denied, *clause.citations))


def _versions(doc: Document, record: Record) -> Iterator[Fact]:
    """Versions that the policy mentions, as stubs, newest revising the next older.

    A row of a change history (a date with notes) says when the text was modified; other entries say when a
    version was in force. The entry with the policy's own effective date is about the policy itself.
    """
    own = record.effective_date.value if record.effective_date else None
    nodes = {own: doc.policy} if own else {}
    for version in record.versions:
        name = version.start or (f"until-{version.end}" if version.end else None)
        if name is None:
            continue
        node = nodes.setdefault(name, doc.iris.other_version(name))
        yield from _stub(doc, node, version)
    # ISO dates of one precision sort as text; until-… names no beginning and stays out of the chain.
    dated = sorted((name for name in nodes if name[:1].isdigit() and (own is None or name <= own)), reverse=True)
    chain = [nodes[name] for name in dated]
    if own is None:
        chain.insert(0, doc.policy)
    for newer, older in pairwise(chain):
        yield Fact(newer, PROV["wasRevisionOf"], older)


def _stub(doc: Document, node: NamedNode, version: Version) -> Iterator[Fact]:
    if node != doc.policy:
        yield Fact(node, RDF["type"], DPV["PrivacyNotice"])
        yield Fact(node, DCT["isVersionOf"], doc.iris.policy)
        if version.start:
            modified = bool(version.notes) and version.end is None
            yield Fact(node, DCT["modified"] if modified else SCHEMA["startDate"], date(version.start))
        if version.end:
            yield Fact(node, SCHEMA["endDate"], date(version.end))
    if version.notes:
        yield Fact(node, ADMS["versionNotes"], korean("; ".join(joined(n.text) for n in version.notes)))
    yield from sources(node, doc.text, doc.iris, read(version.words, *version.notes))
