"""Policies: what they are called, their versions through time, and what the checks find missing in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from pigraph.checks.check import checker
from pigraph.checks.findings import Article, Finding
from pigraph.checks.matrix import State, rows
from pigraph.errors import StoreError
from pigraph.languages import Language
from pigraph.quotes import Quote
from pigraph.store import Iri, Text, shortened
from pigraph.text import fold
from pigraph.views.binding import BadValue
from pigraph.views.evidence import address
from pigraph.views.library import BASE, Library, first


class Policy(Struct, frozen=True):
    """One version of a policy. Dates are ISO, "" where the policy does not state them; ``source``: the first digits of
    the SHA-256 of its file, "" for a version that others only mention; ``notes``: what it says it changed."""

    document: str
    title: str
    agency: str
    agency_iri: str
    start: str
    end: str
    source: str
    current: bool
    notes: str = ""

    @property
    def id(self) -> str:
        return self.document.removeprefix(BASE)


class Missing(Struct, frozen=True):
    """What a check found: how grave, what, how to put it right, after which articles, and the words that show it."""

    severity: str
    rule: str
    message: str
    remedy: str
    articles: tuple[Article, ...]
    quotes: tuple[Quote, ...]
    evidence: tuple[str, str]
    """``source`` and ``mark`` of an address that shows the words."""


class Checked(Struct, frozen=True):
    """What is missing in a policy on a day; ``gaps``: what pigraph did not read; ``required``: Article 30 in words,
    each with its state."""

    on: date
    missing: tuple[Missing, ...]
    gaps: tuple[Missing, ...]
    required: tuple[tuple[str, State], ...]


_POLICIES = """
SELECT ?document ?policy ?current WHERE {
  { $where } BIND(EXISTS { ?document foaf:primaryTopic ?any } AS ?current) } ORDER BY ?document"""
_OF_AGENCY = "?policy dpv:hasDataController $thing . ?document foaf:primaryTopic ?policy"
_VERSIONS = "GRAPH ?document { ?policy dct:isVersionOf $thing . ?document foaf:primaryTopic ?policy }"
_ONE = "GRAPH $thing { $thing foaf:primaryTopic ?policy } BIND($thing AS ?document)"
_CHAIN = "SELECT DISTINCT ?before WHERE { GRAPH $graph { ?policy prov:wasRevisionOf+ ?before } }"
_SOURCE = "SELECT ?source WHERE { GRAPH $graph { $graph prov:wasDerivedFrom ?source } }"
_EVERY = """
SELECT DISTINCT ?document ?title ?agency ?start WHERE { GRAPH ?document { ?document foaf:primaryTopic ?policy .
  OPTIONAL { ?policy dct:title ?title } OPTIONAL { ?policy dpv:hasDataController/rdfs:label ?agency }
  OPTIONAL { ?policy schema:startDate ?start } }
  FILTER(CONTAINS(LCASE(REPLACE(CONCAT(COALESCE(STR(?agency), ""), COALESCE(STR(?title), "")), "\\\\s", "")), $words)) }
ORDER BY ?agency ?start ?document LIMIT $limit"""
_ROWS_IN = """
SELECT ?row WHERE { GRAPH $graph { ?policy dpv:hasProcess|dpv:hasImpactAssessment ?row . ?row a ?class .
  VALUES ?class { pi:Holding pi:Provision pi:Outsourcing dpv:PIA } $graph foaf:primaryTopic ?policy } }
ORDER BY STRLEN(STR(?row)) ?row"""


def of_agency(library: Library, agency: str) -> list[Policy]:
    """The current policies of a body."""
    return _policies(library, _OF_AGENCY, agency)


def every_policy(library: Library, words: str = "", most: int = 400) -> list[Policy]:
    """The versions of policies that were read, by body and date; at most so many. ``words``: in the name of the body
    or in the title."""
    rows = library.select(_EVERY, words=Text(fold(words)), limit=most)
    found: dict[str, Policy] = {}
    for row in rows:
        said = {name: term.value for name, term in row.items()}
        document = said["document"]
        found[document] = Policy(
            document, said.get("title", ""), said.get("agency", ""), "", said.get("start", ""), "", "", True
        )
    return list(found.values())


def policy(library: Library, name: str) -> Policy:
    """The version whose address is ``name`` (``policy/…``). Raises `BadValue`."""
    found = _policies(library, _ONE, BASE + name) if name.startswith("policy/") else []
    if not found:
        raise BadValue("unknown", name)
    return found[0]


def versions(library: Library, of: Policy) -> list[Policy]:
    """All versions of a policy, newest first: those that were read, and those that a text only mentions."""
    known = {p.document: p for p in _policies(library, _VERSIONS, of.document.rpartition("/")[0])}
    for row in library.select(_CHAIN, graph=Iri(of.document)):
        document = row["before"].value.partition("#")[0]
        if document not in known:
            known[document] = _mentioned(library, of, row["before"].value)
    return sorted(known.values(), key=lambda p: p.start or p.document.rpartition("/")[2], reverse=True)


def rows_in(library: Library, document: str) -> list[str]:
    """The rows of one version, current or not, in the order of the policy."""
    found = library.select(_ROWS_IN, graph=Iri(document))
    return [row["row"].value for row in found]


def grouped(missing: Iterable[Missing]) -> list[tuple[Missing, list[Missing]]]:
    """Findings that say the same together, each first one with all of them, in their order."""
    found: dict[str, list[Missing]] = {}
    for one in missing:
        found.setdefault(one.message, []).append(one)
    return [(every[0], every) for every in found.values()]


def checked(library: Library, of: Policy, on: date) -> Checked | None:
    """What is missing on a day; None where the text of the source is not at hand."""
    if library.sources is None or not of.source:
        return None
    try:
        text = library.sources.text(of.source)
    except StoreError:
        return None
    report = checker().check(of.document, library.store.graph(of.document), text, library.sources.name(of.source), on)
    english = library.language is Language.EN
    required = tuple((r.en if english else r.ko, report.states[r.id]) for r in rows() if r.id in report.states)
    return Checked(
        on, _missing(report.findings, library, of.source), _missing(report.gaps, library, of.source), required
    )


def _missing(findings: Iterable[Finding], library: Library, source: str) -> tuple[Missing, ...]:
    def text(texts: Mapping[str, str]) -> str:
        return texts.get(library.language.value) or texts.get("") or next(iter(texts.values()), "")

    return tuple(
        Missing(
            f.severity,
            f.rule,
            text(f.message),
            text(f.remedy),
            f.articles,
            f.quotes,
            address([f"{BASE}source/{source}#char={q.begin},{q.end}" for q in f.quotes]),
        )
        for f in findings
    )


def _policies(library: Library, where: str, thing: str) -> list[Policy]:
    rows = library.select(_POLICIES.replace("$where", where), thing=Iri(thing))
    said = library.statements(row["policy"].value for row in rows)
    names = library.labels(first(s, "dpv:hasDataController") for s in said.values() if "dpv:hasDataController" in s)
    found: dict[str, Policy] = {}
    for row in rows:
        document, own = row["document"].value, said.get(row["policy"].value, {})
        agency = first(own, "dpv:hasDataController")
        source = next((t.value for r in library.select(_SOURCE, graph=Iri(document)) for t in r.values()), "")
        found[document] = Policy(
            document,
            first(own, "dct:title"),
            names.get(agency, ""),
            agency,
            first(own, "schema:startDate"),
            first(own, "schema:endDate"),
            source.rpartition("/")[2],
            row["current"].value == "true",
            first(own, "adms:versionNotes"),
        )
    return list(found.values())


def _mentioned(library: Library, of: Policy, node: str) -> Policy:
    """A version that the text of another names: its node stands in the graph of that other one."""
    template = "SELECT ?p ?o WHERE { GRAPH $graph { $node ?p ?o } }"
    found = library.select(template, graph=Iri(of.document), node=Iri(node))
    said = {shortened(row["p"].value): row["o"].value for row in found}
    start = said.get("schema:startDate") or said.get("dct:modified", "")
    return Policy(
        node.partition("#")[0], said.get("dct:title", ""), of.agency, of.agency_iri, start,
        said.get("schema:endDate", ""), "", False, said.get("adms:versionNotes", ""),
    )  # fmt: skip
