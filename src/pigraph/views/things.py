"""Things with a page of their own: what they are called, which page is theirs, and which rows speak of them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from pigraph.store import Iri
from pigraph.views.binding import BadValue, bound
from pigraph.views.library import BASE, Library

PER_PAGE = 20
"""Rows on one page."""


class Thing(Struct, frozen=True):
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
    "agency": "?policy dpv:hasDataController $thing ; dpv:hasProcess|dpv:hasImpactAssessment ?row . CLASSED",
    "file": "?row pi:file $thing . ?policy dpv:hasProcess|dpv:hasImpactAssessment ?row . CLASSED",
    "item": "?row dpv:hasPersonalData $thing . ?policy dpv:hasProcess|dpv:hasImpactAssessment ?row . CLASSED",
    # Each branch by itself: joined with patterns outside of it, the engine walks it once for every row there is.
    "law": "{ VALUES ?law { $laws } ?row dpv:hasLegalBasis ?law . ?policy dpv:hasProcess ?row . CLASSED } UNION "
    "{ VALUES ?law { $laws } ?group dpv:hasLegalBasis ?law . ?row dpv:hasProcess ?group . "
    "?policy dpv:hasProcess ?row . CLASSED }",
    "party": "?row dpv:hasRecipient|dpv:hasDataProcessor $thing . ?policy dpv:hasProcess ?row . CLASSED",
    "policy": "$thing foaf:primaryTopic ?policy . ?policy dpv:hasProcess|dpv:hasImpactAssessment ?row . CLASSED",
}
"""Which rows of current policies a page is about."""
_LAWS = "SELECT DISTINCT ?law WHERE { ?law eli:is_part_of+ $thing }"
_COUNT = "SELECT (COUNT(DISTINCT ?row) AS ?n) WHERE { %s }"
_ROWS = """
SELECT ?row (MIN(STR(?label)) AS ?name) WHERE { %s
  OPTIONAL { ?policy dpv:hasDataController/rdfs:label ?label } }
GROUP BY ?row ORDER BY ?name STRBEFORE(STR(?row), "#") STRLEN(STR(?row)) ?row LIMIT $limit OFFSET $offset"""
_EXISTS = """
ASK { { $thing ?p ?o } UNION { ?s ?p $thing } UNION { GRAPH $thing { ?s ?p ?o } } }"""
_CLASSES = {
    "holding": "pi:Holding",
    "provision": "pi:Provision",
    "outsourcing": "pi:Outsourcing",
    "assessment": "dpv:PIA",
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
    asked = _COUNT % _pattern(page, kinds)
    return library.number(asked, thing=Iri(about), laws=_laws(library, page, about))


def nodes(
    library: Library, page: str, about: str, kinds: Iterable[str], offset: int = 0, limit: int = PER_PAGE
) -> list[str]:
    """Those rows, by the name of the body and then in the order of the policy, as IRIs."""
    asked = _ROWS % _pattern(page, kinds)
    found = library.select(asked, thing=Iri(about), laws=_laws(library, page, about), limit=limit, offset=offset)
    return [row["row"].value for row in found]


def _pattern(page: str, kinds: Iterable[str]) -> str:
    # A filter, not VALUES: the engine would look up the rows of all policies first.
    classed = f"?row a ?class . FILTER(?class IN ({', '.join(_CLASSES[kind] for kind in kinds)}))"
    return _ABOUT[page].replace("CLASSED", classed)


def _laws(library: Library, page: str, about: str) -> list[Iri]:
    """A law with all its places, as one query: a path within a larger one is walked for every row."""
    if page != "law":
        return []
    return [Iri(about), *(Iri(row["law"].value) for row in library.select(_LAWS, thing=Iri(about)))]
