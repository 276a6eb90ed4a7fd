"""The namespaces of the graph and the literals in canonical form.

Canonical: plain integers (``60``), durations whose months are below twelve (``P5Y``, never ``P60M``),
dates only where they are real calendar dates. RDF tools rewrite other forms on reading, after which equal
graphs compare as different.
"""

from __future__ import annotations

import re
from datetime import date as calendar_date
from functools import lru_cache

from msgspec import Struct
from pyoxigraph import Literal, NamedNode

from pigraph.text import joined

DEFAULT_BASE = "https://w3id.org/pigraph/id/"
"""Below it everything is named, unless the caller of `pigraph.graph.build.triples` asks for another base."""


class Namespace(Struct, frozen=True):
    """A vocabulary: ``DPV["hasPurpose"]`` is the term, ``prefix`` its customary short name."""

    prefix: str
    iri: str

    def __getitem__(self, name: str) -> NamedNode:
        return _term(self.iri, name)


@lru_cache(maxsize=1024)
def _term(iri: str, name: str) -> NamedNode:
    return NamedNode(iri + name)


PI = Namespace("pi", "https://w3id.org/pigraph/ns#")
ADMS = Namespace("adms", "http://www.w3.org/ns/adms#")
DCAT = Namespace("dcat", "http://www.w3.org/ns/dcat#")
DCT = Namespace("dct", "http://purl.org/dc/terms/")
DOCO = Namespace("doco", "http://purl.org/spar/doco/")
DPV = Namespace("dpv", "https://w3id.org/dpv#")
ELI = Namespace("eli", "http://data.europa.eu/eli/ontology#")
FOAF = Namespace("foaf", "http://xmlns.com/foaf/0.1/")
OA = Namespace("oa", "http://www.w3.org/ns/oa#")
ORG = Namespace("org", "http://www.w3.org/ns/org#")
PROV = Namespace("prov", "http://www.w3.org/ns/prov#")
RDF = Namespace("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("schema", "https://schema.org/")
SKOS = Namespace("skos", "http://www.w3.org/2004/02/skos/core#")
TIME = Namespace("time", "http://www.w3.org/2006/time#")
VCARD = Namespace("vcard", "http://www.w3.org/2006/vcard/ns#")
XSD = Namespace("xsd", "http://www.w3.org/2001/XMLSchema#")

VOCABULARIES = (
    PI, ADMS, DCAT, DCT, DOCO, DPV, ELI, FOAF, OA, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, TIME, VCARD, XSD,
)  # fmt: skip

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_DATE_TYPES = {1: "gYear", 2: "gYearMonth", 3: "date"}


def korean(text: str) -> Literal:
    """Policy text, white space joined, tagged ``@ko``."""
    return Literal(joined(text), language="ko")


def date(value: str) -> Literal:
    """An ISO date of any precision ("2024", "2024-01", "2024-01-31") with its XSD type.

    What is no calendar date (a policy may print 2023-02-30) stays a plain string: it is what is stated,
    but not a date.
    """
    parts = value.split("-")
    try:
        year, month, day = [*map(int, parts), 1, 1][:3]
        calendar_date(year, month, day)
        if [len(p) for p in parts] != [4, 2, 2][: len(parts)]:
            raise ValueError(value)
    except ValueError:
        return Literal(value)
    return Literal(value, datatype=XSD[_DATE_TYPES[len(parts)]])


def parts_of_duration(iso: str) -> tuple[int, int]:
    """Whole months and days of an ISO 8601 duration in years, months, weeks and days.

    Raises `ValueError` for anything else.
    """
    m = _DURATION.fullmatch(iso)
    if m is None or not any(m.groups()):
        raise ValueError(f"not a duration in years, months, weeks and days: {iso!r}")
    years, months, weeks, days = (int(g or 0) for g in m.groups())
    return 12 * years + months, 7 * weeks + days


def duration(iso: str) -> Literal:
    """An ISO 8601 duration in canonical XSD form: "P60M" is P5Y, "P2W" is P14D, nothing is P0D.

    Raises `ValueError` as `parts_of_duration` does.
    """
    months, days = parts_of_duration(iso)
    sizes = [(months // 12, "Y"), (months % 12, "M"), (days, "D")]
    text = "".join(f"{n}{unit}" for n, unit in sizes if n) or "0D"
    return Literal(f"P{text}", datatype=XSD["duration"])
