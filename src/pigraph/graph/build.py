"""A record as triples: the whole graph of one document, stated and inferred."""

from __future__ import annotations

from collections.abc import Iterator

from pigraph.graph import law, policy, rows
from pigraph.graph.concepts import Lexicon, items
from pigraph.graph.files import same_file
from pigraph.graph.fragments import Fragments
from pigraph.graph.iris import DEFAULT_BASE, Iris
from pigraph.graph.rows import Document
from pigraph.graph.statements import Fact, MintedItem, Statements, separate
from pigraph.graph.terms import DPV
from pigraph.graph.writing import in_reading_order
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.records.model import HoldingKind, Item, LegalBasis, Record
from pigraph.text import joined


def triples(
    record: Record, base: str = DEFAULT_BASE, *, collides: bool = False, lexicon: Lexicon | None = None
) -> Statements:
    """The statements of one document. Equal records give equal lists.

    ``base`` ends in ``/``. ``collides``: another document of the same policy has the same effective date (the
    caller knows), so this one's IRI gets ``~{sha8}``. ``lexicon``: the vocabulary, pigraph's own by default.
    Raises `ValueError` when a name in a record's ``unclear`` is no field.
    """
    iris = Iris.of(record, base, collides=collides)
    doc = Document(record.text, iris, Fragments.of(record), lexicon or vocabulary())
    facts = list(_facts(doc, record))
    stated, inferred = separate(facts)
    return Statements(
        iris.document,
        base,
        [fact.triple for fact in in_reading_order(stated, iris.document)],
        [fact.triple for fact in in_reading_order(inferred, iris.document)],
        list(_minted(doc)),
    )


def _facts(doc: Document, record: Record) -> Iterator[Fact]:
    yield from policy.policy(doc, record)
    found: list[Fact] = []
    parts = doc.fragments
    for name, holding in parts.holdings.items():
        found.extend(rows.holding(doc, name, holding))
    for name, provision in parts.provisions.items():
        found.extend(rows.provision(doc, name, provision))
    for name, outsourcing in parts.outsourcings.items():
        found.extend(rows.outsourcing(doc, name, outsourcing))
    for name, assessment in parts.assessments.items():
        found.extend(rows.assessment(doc, name, assessment))
    yield from found
    yield from policy.file_gap(doc, record, found)
    yield from _files(doc, record)
    day = record.effective_date.value if record.effective_date else ""
    if len(day) == len("2024-01-01"):
        yield from law.standings(doc.policy, _cited(record), day, doc.iris)


def _cited(record: Record) -> Iterator[LegalBasis]:
    """Every place in a law that a record cites."""
    yield from record.preamble_citations
    for holding in record.holdings:
        yield from holding.bases
    for provision in record.provisions:
        yield from provision.bases
    for section in record.sections:
        yield from section.citations


def _files(doc: Document, record: Record) -> Iterator[Fact]:
    """Whose files they are, and which of them are one file under two names."""
    parts = doc.fragments
    kept = [h.name.value for h in parts.holdings.values() if h.kind is HoldingKind.FILE]
    assessed = [a.file.value for a in parts.assessments.values()]
    held = {doc.iris.file(name): name for name in reversed(kept)}
    checked = {doc.iris.file(name): name for name in reversed(assessed)}
    if record.controller:
        for file in {**held, **checked}:
            yield Fact(file, DPV["hasDataController"], doc.iris.org(record.controller.value))
    yield from same_file(checked, held)


def _minted(doc: Document) -> Iterator[MintedItem]:
    parts = doc.fragments
    found: dict[str, MintedItem] = {}
    listed: list[Item] = [
        item
        for rows_ in (parts.holdings, parts.provisions, parts.outsourcings, parts.assessments)
        for row in rows_.values()
        for item in row.items
    ]
    for item in listed:
        for concept in items(item.label.value, doc.iris, doc.lexicon):
            if concept.definition:
                minted = MintedItem(joined(item.label.value), concept.node, item.label.words)
                found.setdefault(concept.node.value, minted)
    yield from found.values()
