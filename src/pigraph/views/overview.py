"""The start page: what is covered, as of when; and the four doors, each a list that can be searched."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pigraph.store import Text
from pigraph.text import fold
from pigraph.views.library import Library
from pigraph.views.things import Thing

PER_PAGE = 50
_NAMES = 12


class Covered(Struct, frozen=True):
    """Counts of current policies, their bodies and rows, and of all versions; the oldest and newest date (ISO)."""

    policies: int
    agencies: int
    versions: int
    rows: int
    oldest: str
    newest: str
    names: tuple[Thing, ...]
    """The first bodies by name."""


class Listed(Struct, frozen=True):
    """One entry of a door: a thing, and how many bodies speak of it."""

    thing: Thing
    agencies: int


class Door(Struct, frozen=True):
    """One page of a list: entries, and how many there are in all."""

    entries: tuple[Listed, ...]
    total: int


_COUNTS = {
    "policies": "SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d foaf:primaryTopic ?p }",
    "agencies": "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?d foaf:primaryTopic/dpv:hasDataController ?a }",
    "versions": "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?g foaf:primaryTopic ?p } }",
    "rows": "SELECT (COUNT(DISTINCT ?r) AS ?n) WHERE { VALUES ?c { pi:Holding pi:Provision pi:Outsourcing } ?r a ?c }",
}
_DATES = """
SELECT (MIN(STR(?s)) AS ?oldest) (MAX(STR(?s)) AS ?newest) WHERE { ?d foaf:primaryTopic/schema:startDate ?s }"""
_DOORS = {
    "agencies": ("agency", "?policy dpv:hasDataController ?thing ."),
    "items": ("item", "?policy dpv:hasProcess ?row . ?row dpv:hasPersonalData ?thing ."),
    "laws": (
        "law",
        # The law of a place is the first part of its IRI: a path over eli:is_part_of is far slower.
        "?policy dpv:hasProcess ?row . { ?row dpv:hasLegalBasis ?basis } UNION { ?row dpv:hasProcess/dpv:hasLegalBasis "
        '?basis } BIND(IRI(REPLACE(STR(?basis), "(/(law|ordinance)/[^/]+)/.*", "$1")) AS ?thing) '
        "?thing a eli:LegalResource .",
    ),
    "parties": (
        "party",
        "?policy dpv:hasProcess ?row . ?row dpv:hasRecipient|dpv:hasDataProcessor ?thing .",
    ),
}
DOORS = tuple(_DOORS)
_ENTRIES = """
SELECT ?thing ?label ?n WHERE {
  { SELECT ?thing (COUNT(DISTINCT ?agency) AS ?n) WHERE { %s OPTIONAL { ?policy dpv:hasDataController ?agency } }
    GROUP BY ?thing }
  ?thing rdfs:label|skos:prefLabel ?label FILTER(LANG(?label) IN ($language, "")) } ORDER BY DESC(?n) ?label ?thing"""


def covered(library: Library) -> Covered:
    """What the published graph covers."""
    counts = {name: library.number(query) for name, query in _COUNTS.items()}
    (dates,) = library.select(_DATES)
    names = tuple(entry.thing for entry in listed(library, "agencies")[:_NAMES])
    oldest, newest = (dates[n].value if n in dates else "" for n in ("oldest", "newest"))
    return Covered(**counts, oldest=oldest, newest=newest, names=names)


def listed(library: Library, name: str) -> list[Listed]:
    """All things behind the door ``name`` (of `DOORS`), those that most bodies speak of first."""
    shown, pattern = _DOORS[name]
    # Labels of items come in two languages, those of bodies and laws in Korean only.
    language = library.language.value if name == "items" else "ko"
    found: dict[str, Listed] = {}
    for row in library.select(_ENTRIES % pattern, language=Text(language)):
        iri = row["thing"].value
        found.setdefault(iri, Listed(Thing(iri, row["label"].value, shown), int(row["n"].value)))
    return list(found.values())


def door(every: Sequence[Listed], words: str = "", page: int = 1) -> Door:
    """One page of a list: what is called like ``words``, whatever its blanks and dots."""
    wanted = fold(words)
    fits = [entry for entry in every if wanted in fold(entry.thing.label)]
    return Door(tuple(fits[(page - 1) * PER_PAGE : page * PER_PAGE]), len(fits))
