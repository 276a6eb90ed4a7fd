"""What the endpoint says of itself: SPARQL 1.1 Service Description and VoID, counted from the graph that is served."""

from __future__ import annotations

import asyncio

from msgspec import Struct

from pigraph.service.facts import Facts
from pigraph.service.http import weak_tag
from pigraph.service.live import Generation, Live
from pigraph.service.negotiation import GRAPHS, RESULTS, Representation
from pigraph.service.problems import Problem
from pigraph.store import PREFIXES, GraphFormat, rewritten

_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "trig": "TriG",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
}
_COUNTS = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
WHERE { ?s ?p ?o }"""
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) WHERE { ?s a ?class } GROUP BY ?class ORDER BY ?class"


class _Counted(Struct, frozen=True):
    generation: Generation
    triples: int = 0
    subjects: int = 0
    properties: int = 0
    classes: tuple[tuple[str, int], ...] = ()


class Description:
    """The description of the endpoint; counts are made once for each published graph."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._counted: _Counted | None = None
        self._counting = asyncio.Lock()

    async def written(self, form: Representation, address: str) -> tuple[bytes, str]:
        """The description as ``form`` and its entity tag; ``address`` is the endpoint's own."""
        counted = self._counted
        if counted is None or counted.generation.pool is not self._live.now.pool:
            counted = await self._count()
        turtle = _turtle(counted, address).encode()
        graph = next(f for f in GraphFormat if f.label == form.name)
        body = rewritten(turtle, graph)
        return body, weak_tag(body)

    async def _count(self) -> _Counted:
        """The counts; a graph that is too large to count within the time limit is described without."""
        async with self._counting:
            with self._live.held() as now:
                if self._counted is None or self._counted.generation.pool is not now.pool:
                    try:
                        self._counted = await _count(now)
                    except Problem:
                        return _Counted(now)
                return self._counted


async def _count(generation: Generation) -> _Counted:
    facts = Facts(generation)
    (totals,) = await facts.rows(_COUNTS)
    classes = await facts.rows(_CLASSES)
    return _Counted(
        generation,
        int(totals["triples"].value),
        int(totals["subjects"].value),
        int(totals["properties"].value),
        tuple((row["class"].value, int(row["entities"].value)) for row in classes),
    )


def _turtle(counted: _Counted, address: str) -> str:
    formats = " , ".join(f"<{_FORMATS}{_NAMES[r.name]}>" for r in (*RESULTS, *GRAPHS))
    declared = " ,\n    ".join(
        f'[ sh:prefix "{name}" ; sh:namespace "{iri}"^^xsd:anyURI ]' for name, iri in sorted(PREFIXES.items())
    )
    classes = "".join(
        f" ;\n      void:classPartition [ void:class <{c}> ; void:entities {n} ]" for c, n in counted.classes
    )
    counts = f""" ;
      void:triples {counted.triples} ;
      void:distinctSubjects {counted.subjects} ;
      void:properties {counted.properties} ;
      void:classes {len(counted.classes)}{classes}"""
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{address}> a sd:Service ;
  sd:endpoint <{address}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat {formats} ;
  sh:declare {declared} ;
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph , void:Dataset ;
      void:sparqlEndpoint <{address}>{counts if counted.triples else ""} ] ] .
"""
