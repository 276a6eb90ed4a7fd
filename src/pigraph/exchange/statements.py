"""What one version of a policy states, as entries with named values: the ground of comparisons and tables.

Entries and values are known by names that do not change when a row moves: a file by its label, a provision by its
recipient, a value by its concept or by its words without blanks. Fragment numbers (``#h1``) name nothing here.
Only stated triples count; what pigraph inferred is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from pigraph.answers import Quote, Sources
from pigraph.exchange.versions import REFERENCE
from pigraph.exchange.words import keys, word
from pigraph.languages import Language
from pigraph.store import EmbeddedStore, Iri, Store, Term, Text, selected, shortened
from pigraph.text import fold, joined

Graph: TypeAlias = dict[str, dict[str, list[Term]]]
"""Subject → predicate → objects in order."""

_KINDS = {
    "pi:Holding": "holding",
    "pi:Provision": "provision",
    "pi:Outsourcing": "outsourcing",
    "dpv:PIA": "assessment",
    "vcard:Individual": "officer",
    "doco:Section": "section",
    "dpv:PrivacyNotice": "version",
}
_FIELDS = {
    "dct:title": "title",
    "dpv:hasDataController": "controller",
    "dpv:hasService": "service",
    "schema:startDate": "start",
    "schema:endDate": "end",
    "dct:modified": "modified",
    "adms:versionNotes": "notes",
    "dpv:hasRecipient": "recipient",
    "dpv:hasDataProcessor": "processor",
    "dct:type": "subprocessor",
    "dpv:hasPurpose": "purpose",
    "dpv:hasLegalBasis": "legal_basis",
    "dpv:hasDataSubject": "subject",
    "pi:openEnded": "open_ended",
    "dpv:hasStorageCondition": "retention",
    "dct:date": "year",
    "vcard:role": "role",
    "vcard:fn": "name",
    "vcard:title": "job",
    "vcard:organization-unit": "department",
    "vcard:organization-name": "organisation",
    "vcard:hasTelephone": "phone",
    "schema:telephone": "phone",
    "schema:faxNumber": "fax",
    "vcard:hasEmail": "email",
    "schema:email": "email",
    "dpv:hasAuditStatus": "audit",
    "dct:references": "citation",
    "dpv:hasApplicability": "denied",
    "dpv:hasRight": "right",
    "dpv:hasOrganisationalMeasure": "measure",
    "dpv:hasTechnicalMeasure": "measure",
    "dpv:hasPhysicalMeasure": "measure",
    "dct:subject": "topic",
    "dct:relation": "annex",
    "rdfs:comment": "remark",
}
_NAMED_BY = {
    "holding": ("pi:file", "rdfs:label"),
    "provision": ("dpv:hasRecipient", "dpv:hasPurpose"),
    "outsourcing": ("dpv:hasDataProcessor", "dpv:hasPurpose"),
    "assessment": ("pi:file",),
    "officer": ("vcard:role", "vcard:title", "vcard:organization-unit", "vcard:organization-name"),
    "section": ("dct:title", "dct:subject"),
    "version": ("schema:startDate", "dct:modified", "schema:endDate"),
}
"""The first of these that an entry has is its name."""
_LABELS = ("rdfs:label", "skos:prefLabel", "dct:title", "dct:description")
_DIMENSIONS = ("dpv:hasNecessity", "dpv:hasDataSubject", "dpv:hasLegalBasis")


class Value(Struct, frozen=True):
    """A stated value: ``key`` is its identity, ``text`` its words, ``iri`` its concept ("" = none); ``details`` what
    is stated of this value only, by field (an item: subject, requirement, legal_basis). ``evidence``: IRIs."""

    key: str
    text: str
    iri: str = ""
    details: tuple[tuple[str, str], ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """What two values of one field share when one replaces the other: their concept, if it has details."""
        return self.key.partition(" ")[0] if self.iri else ""


class Entry(Struct, frozen=True):
    """A row, person or section of a policy, or (kind "policy") the policy itself; values by field, in their order.

    ``silent``, ``unclear``: the fields that a row was read for and does not state, or states unreadably."""

    kind: str
    name: str
    values: Mapping[str, tuple[Value, ...]]
    evidence: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


class Published:
    """The versions of one published graph, read one at a time."""

    def __init__(self, directory: Path, language: Language = Language.KO, store: Store | None = None) -> None:
        """``directory``: the generation. ``store``: one that is open already, or elsewhere."""
        self._store = store or EmbeddedStore(directory / "store")
        self._sources = Sources(directory / "sources")
        self._language = language

    def quote(self, evidence: str) -> Quote:
        """The words of an evidence IRI. Raises `StoreError`."""
        return self._sources.quote(evidence)

    def entries(self, document: str) -> list[Entry]:
        """What the version ``document`` states, in the order of kinds and then of places in the source."""
        return list(_Reader(document, self._graph(document), self._labels, self._language).entries())

    def _graph(self, name: str) -> Graph:
        graph: Graph = {}
        query = f"SELECT ?s ?p ?o {{ GRAPH <{name}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o"
        for subject, predicate, value in selected(self._store, query).rows:
            if isinstance(subject, Iri) and predicate and value:
                graph.setdefault(subject.value, {}).setdefault(shortened(predicate.value), []).append(value)
        return graph

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Labels of the vocabularies in the language asked for, else in the other one."""
        found: dict[str, str] = {}
        for subject, properties in self._graph(REFERENCE).items():
            labels = [t for p in _LABELS[:2] for t in properties.get(p, ()) if isinstance(t, Text)]
            if labels:
                found[subject] = min(labels, key=lambda t: (t.language != self._language, t.language, t.value)).value
        return found


class _Reader(Struct, frozen=True):
    document: str
    graph: Graph
    labels: Mapping[str, str]
    language: Language

    def entries(self) -> Iterator[Entry]:
        order = keys("kinds")
        found = []
        for subject, properties in self.graph.items():
            kind = next((_KINDS[t] for t in map(_short_of, properties.get("rdf:type", ())) if t in _KINDS), None)
            if subject == f"{self.document}#policy":
                kind = "policy"
            if kind:
                found.append(self._entry(kind, properties))
        yield from sorted(found, key=lambda e: (order.index(e.kind), _first(e.evidence), e.name))

    def _entry(self, kind: str, properties: Mapping[str, list[Term]]) -> Entry:
        evidence = _evidence(properties)
        values: dict[str, list[Value]] = {}
        for predicate, terms in properties.items():
            if field := _FIELDS.get(predicate):
                values.setdefault(field, []).extend(self._value(t, evidence) for t in terms)
        if destruction := [v for v in values.get("retention", ()) if kind == "policy"]:
            values["destruction"] = destruction
            del values["retention"]
        values["item"] = list(self._items(properties, evidence))
        ordered = {f: tuple(sorted(values[f], key=_place)) for f in keys("fields") if values.get(f)}
        named = (t for p in _NAMED_BY.get(kind, ()) for t in properties.get(p, ())[:1])
        name = next((self._text(t) for t in named), "")
        gaps = [tuple(filter(None, map(_field, properties.get(p, ())))) for p in ("pi:silentOn", "pi:unclearOn")]
        return Entry(kind, name, ordered, evidence, *gaps)

    def _value(self, term: Term, evidence: tuple[str, ...]) -> Value:
        text = self._text(term)
        if not isinstance(term, Iri):
            return Value(fold(text), text, evidence=evidence)
        if term.value.startswith(f"{self.document}#"):
            own = _evidence(self.graph.get(term.value, {}))
            # A condition that several rows share has the places of all of them.
            here = tuple(iri for iri in own if any(_covers(row, iri) for row in evidence))
            return Value(fold(text), text, evidence=here or own or evidence)
        return Value(term.value, text, term.value, evidence=evidence)

    def _items(self, properties: Mapping[str, list[Term]], evidence: tuple[str, ...]) -> Iterator[Value]:
        """The items of a row: of its groups with what they distinguish, and those that are in no group."""
        grouped = set()
        for part in properties.get("dpv:hasProcess", ()):
            group = self.graph.get(part.value, {})
            if "dpv:PersonalDataProcess" not in map(_short_of, group.get("rdf:type", ())):
                continue
            stated = [(p, t) for p in _DIMENSIONS for t in group.get(p, ())]
            details = tuple((_detail(p), self._text(t)) for p, t in stated)
            for term in group.get("dpv:hasPersonalData", ()):
                grouped.add(term.value)
                key = " ".join([term.value, *sorted(t.value for _, t in stated)])
                shown = ", ".join(words for _, words in details)
                text = self._text(term) + (f" ({shown})" if shown else "")
                yield Value(key, text, term.value, details, _evidence(group) or evidence)
        for term in properties.get("dpv:hasPersonalData", ()):
            if term.value not in grouped:
                yield Value(term.value, self._text(term), term.value, (), evidence)

    def _text(self, term: Term) -> str:
        if not isinstance(term, Iri):
            return word("values", term.value, self.language) if term.value == "true" else joined(term.value)
        known = self.graph.get(term.value, {})
        own = [t for p in _LABELS for t in known.get(p, ())]
        if term.value in self.labels and (not own or self.language is not Language.KO):
            return self.labels[term.value]
        if own:
            return joined(own[0].value)
        scheme, _, rest = term.value.partition(":")
        if scheme in ("tel", "mailto"):
            return rest
        return word("values", term.value, self.language) if rest else term.value


def _short_of(term: Term) -> str:
    return shortened(term.value)


def _field(term: Term) -> str:
    short = _short_of(term)
    return "item" if short == "dpv:hasPersonalData" else _FIELDS.get(short, "")


def _detail(predicate: str) -> str:
    return "requirement" if predicate == "dpv:hasNecessity" else _FIELDS[predicate]


def _evidence(properties: Mapping[str, list[Term]]) -> tuple[str, ...]:
    found = [iri for t in properties.get("dct:source", ()) for iri in Sources.evidence(t.value)]
    return tuple(Sources.evidence(" ".join(found)))


def _covers(row: str, iri: str) -> bool:
    (begin, end), (inner, outer) = _range(row), _range(iri)
    return begin <= inner and outer <= end


def _range(iri: str) -> tuple[int, int]:
    begin, _, end = iri.rpartition("=")[2].partition(",")
    return int(begin), int(end)


def _first(evidence: tuple[str, ...]) -> tuple[bool, int]:
    return (False, _range(evidence[0])[0]) if evidence else (True, 0)


def _place(value: Value) -> tuple[tuple[bool, int], str, str]:
    return _first(value.evidence), value.text, value.key
