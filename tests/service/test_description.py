"""What the endpoint says of itself."""

from __future__ import annotations

from rdflib import RDF, Graph, Literal, Namespace, URIRef

from pigraph.store import PREFIXES

from .conftest import Service

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
SH = Namespace("http://www.w3.org/ns/shacl#")
FORMATS = "http://www.w3.org/ns/formats/"


def described(service: Service, **headers: str) -> Graph:
    answer = service.get("/sparql", **{"Accept": "text/turtle", **headers})
    assert answer.status_code == 200
    return Graph().parse(data=answer.text, format="turtle")


def test_it_names_the_endpoint_its_language_and_formats(service: Service) -> None:
    graph = described(service)
    endpoint = URIRef(f"{service.address}/sparql")
    assert (endpoint, RDF.type, SD.Service) in graph
    assert (endpoint, SD.endpoint, endpoint) in graph
    assert (endpoint, SD.supportedLanguage, SD.SPARQL11Query) in graph
    formats = {str(f).removeprefix(FORMATS) for f in graph.objects(endpoint, SD.resultFormat)}
    assert formats == {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
                       "Turtle", "N-Triples", "TriG", "RDF_XML", "JSON-LD"}  # fmt: skip


def test_it_lists_the_known_prefixes(service: Service) -> None:
    graph = described(service)
    assert {str(p) for p in graph.objects(None, SH.prefix)} == set(PREFIXES)


def test_it_counts_the_graph(service: Service) -> None:
    graph = described(service)
    (row,) = service.rows("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?p) AS ?m) { ?s ?p ?o }")
    (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
    assert graph.value(dataset, VOID.triples) == Literal(int(row["n"]))
    assert graph.value(dataset, VOID.properties) == Literal(int(row["m"]))
    (row,) = service.rows("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a pi:Provision }")
    (part,) = graph.subjects(VOID["class"], URIRef(PREFIXES["pi"] + "Provision"))
    assert graph.value(part, VOID.entities) == Literal(int(row["n"]))


def test_it_is_not_sent_again_and_comes_in_every_format(service: Service) -> None:
    for media in (
        "text/turtle",
        "application/rdf+xml",
        "application/ld+json",
        "application/n-triples",
        "application/trig",
    ):
        answer = service.get("/sparql", Accept=media)
        assert answer.headers["content-type"].partition(";")[0] == media
        assert service.get("/sparql", Accept=media, If_None_Match=answer.headers["etag"]).status_code == 304
    assert service.get("/sparql", Accept="image/png").status_code == 406


def test_the_host_that_a_client_names_cannot_add_statements(service: Service) -> None:
    graph = described(service, Host="x> a <urn:evil> . <urn:x")
    assert not list(graph.subjects(RDF.type, URIRef("urn:evil")))
    assert (URIRef("http://other.example/sparql"), RDF.type, SD.Service) in described(service, Host="other.example")
