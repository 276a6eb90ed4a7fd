"""Things with a page of their own: what they are called, which page is theirs, and which rows speak of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pigraph.store import Iri
from pigraph.views.binding import BadValue, bound
from pigraph.views.library import BASE, Library

PER_PAGE = 20
"""Rows on one page."""


@dataclass(frozen=True, slots=True)
class Thing:
    """``page``: the name of its page ("" = none); ``iri``: "" for words of a policy."""

    iri: str
    label: str
    page: str

    @property
    def id(self) -> str:
        """The IRI as addresses of pages have it, without its base."""
        return self.iri.removeprefix(BASE)


_PAGES = {
    "org": "party",
    "org-type": "party",
    "item": "item",
    "law": "law",
    "ordinance": "law",
    "file": "file",
    "policy": "policy",
}
_KINDS = {
    "agency": ("org",),
    "party": ("org", "org-type"),
    "item": ("item",),
    "law": ("law", "ordinance"),
    "file": ("file",),
    "policy": ("policy",),
}
"""Page → the kinds of IRI that it can show."""
_ABOUT = {
    "agency": "?policy dpv:hasDataController $thing ; dpv:hasProcess|dpv:hasImpactAssessment ?row .",
    "file": "?row pi:file $thing . ?policy dpv:hasProcess|dpv:hasImpactAssessment ?row .",
    "item": "?row dpv:hasPersonalData $thing . ?policy dpv:hasProcess|dpv:hasImpactAssessment ?row .",
    "law": "?law eli:is_part_of* $thing . { ?row dpv:hasLegalBasis ?law } UNION "
    "{ ?group dpv:hasLegalBasis ?law . ?row dpv:hasProcess ?group } ?policy dpv:hasProcess ?row .",
    "party": "?row dpv:hasRecipient|dpv:hasDataProcessor $thing . ?policy dpv:hasProcess ?row .",
    "policy": "$thing foaf:primaryTopic ?policy . ?policy dpv:hasProcess|dpv:hasImpactAssessment ?row .",
}
"""Which rows of current policies a page is about."""
_CLASSED = "?row a ?class . VALUES ?class { $classes }"
_COUNT = "SELECT (COUNT(DISTINCT ?row) AS ?n) WHERE { %s %s }"
_ROWS = """
SELECT ?row (MIN(STR(?label)) AS ?name) WHERE { %s %s
  OPTIONAL { ?policy dpv:hasDataController/rdfs:label ?label } }
GROUP BY ?row ORDER BY ?name STRBEFORE(STR(?row), "#") STRLEN(STR(?row)) ?row LIMIT $limit OFFSET $offset"""
_EXISTS = """
ASK { { $thing ?p ?o } UNION { ?s ?p $thing } UNION { GRAPH $thing { ?s ?p ?o } } }"""
_CLASS_IRIS = {
    "holding": "https://w3id.org/pigraph/ns#Holding",
    "provision": "https://w3id.org/pigraph/ns#Provision",
    "outsourcing": "https://w3id.org/pigraph/ns#Outsourcing",
    "assessment": "https://w3id.org/dpv#PIA",
}


def things(library: Library, iris: Iterable[str]) -> dict[str, Thing]:
    """Things by IRI, named in the language of the library."""
    labels = library.labels(sorted(iris))
    return {iri: Thing(iri, label, page_of(iri)) for iri, label in labels.items()}


def page_of(iri: str) -> str:
    """The page for a thing by its IRI, "" for what has none."""
    kind, _, name = iri.removeprefix(BASE).partition("/")
    return _PAGES.get(kind, "") if iri.startswith(BASE) and name and "#" not in iri else ""


def thing(library: Library, page: str, name: str) -> Thing:
    """The thing called ``name`` in the address of a page. Raises `BadValue` if the page or the graph has none."""
    kind, _, rest = name.partition("/")
    iri = BASE + name
    if kind not in _KINDS[page] or not rest or "#" in name:
        raise BadValue("thing", name)
    if not library.store.query(bound(_EXISTS, thing=Iri(iri))):
        raise BadValue("unknown", name)
    return Thing(iri, library.labels([iri])[iri], page)


def count(library: Library, page: str, about: str, kinds: Iterable[str]) -> int:
    """How many rows of some kinds the page ``page`` has for the IRI ``about``."""
    return library.number(_COUNT % (_ABOUT[page], _CLASSED), thing=Iri(about), classes=_classes(kinds))


def nodes(
    library: Library, page: str, about: str, kinds: Iterable[str], offset: int = 0, limit: int = PER_PAGE
) -> list[str]:
    """Those rows, by the name of the body and then in the order of the policy, as IRIs."""
    found = library.select(
        _ROWS % (_ABOUT[page], _CLASSED), thing=Iri(about), classes=_classes(kinds), limit=limit, offset=offset
    )
    return [row["row"].value for row in found]


def _classes(kinds: Iterable[str]) -> list[Iri]:
    return [Iri(_CLASS_IRIS[kind]) for kind in kinds]
