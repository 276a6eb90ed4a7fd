"""A law or an article of one: where its text can be read, its parts that policies name, and who cites it."""

from __future__ import annotations

from msgspec import Struct

from pigraph.store import Iri
from pigraph.views.library import Library
from pigraph.views.things import Thing

_PARTS = """
SELECT ?part (COUNT(DISTINCT ?row) AS ?n) WHERE { { VALUES ?part { $parts } ?row dpv:hasLegalBasis ?part } UNION
  { VALUES ?part { $parts } ?row dct:references ?part } } GROUP BY ?part
ORDER BY DESC(?n) ?part LIMIT 60"""
_CITING = """
SELECT DISTINCT ?document ?agency ?title WHERE { VALUES ?part { $parts }
  ?section dct:references ?part ; dct:title ?title .
  ?policy dct:hasPart ?section ; dpv:hasDataController/rdfs:label ?agency . ?document foaf:primaryTopic ?policy }
ORDER BY ?agency ?title LIMIT 60"""
_BELOW = "SELECT DISTINCT ?part WHERE { ?part eli:is_part_of+ $law }"
_READ = "SELECT ?link WHERE { $law rdfs:seeAlso ?link } ORDER BY ?link LIMIT 1"
_WHOLE = "SELECT ?whole WHERE { $law eli:is_part_of+ ?whole } ORDER BY STRLEN(STR(?whole)) LIMIT 1"
_IN_LAW = "https://www.law.go.kr/"


class Law(Struct, frozen=True):
    """``link``: its text at the law portal ("" = unknown); ``parts`` with how many rows and sections name each;
    ``citing``: policy, body and title of sections that cite it."""

    link: str
    whole: Thing | None
    parts: tuple[tuple[Thing, int], ...]
    citing: tuple[tuple[Thing, str, str], ...]


def cited(library: Library, law: str) -> Law:
    """A law by its IRI."""
    parts = [Iri(row["part"].value) for row in library.select(_BELOW, law=Iri(law))]
    found = library.select(_PARTS, parts=parts) if parts else []
    whole = next((r["whole"].value for r in library.select(_WHOLE, law=Iri(law))), "")
    labels = library.labels([*(r["part"].value for r in found), *([whole] if whole else [])])
    link = next((r["link"].value for r in library.select(_READ, law=Iri(law))), "")
    return Law(
        link if link.startswith(_IN_LAW) else "",
        Thing(whole, labels[whole], "law") if whole else None,
        tuple((Thing(r["part"].value, labels[r["part"].value], "law"), int(r["n"].value)) for r in found),
        tuple(
            (Thing(r["document"].value, r["title"].value, "policy"), r["agency"].value, r["title"].value)
            for r in library.select(_CITING, parts=[Iri(law), *parts])
        ),
    )
