"""Every IRI that pigraph mints opens: as a page for people, as RDF for programs."""

from __future__ import annotations

import socket
import unicodedata
from urllib.parse import quote

import pytest
from lxml import html
from rdflib import Graph, URIRef

from pigraph.service.pages import SAFE

from .conftest import Service

BASE = "https://w3id.org/pigraph/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ITEM = "id/item/resident-registration-number"


def minted(service: Service) -> list[str]:
    """Every IRI of pigraph in the graph, with the names of graphs."""
    query = f"""SELECT DISTINCT ?x {{ {{ ?x ?p ?o }} UNION {{ ?s ?x ?o }} UNION {{ ?s ?p ?x }} UNION {{ GRAPH ?x {{ }} }}
      UNION {{ GRAPH ?g {{ ?x ?p ?o }} }} FILTER(ISIRI(?x) && STRSTARTS(STR(?x), "{BASE}")) }}"""
    return sorted({row["x"].partition("#")[0] for row in service.rows(query)})


def test_whatever_any_graph_speaks_of_is_known(service: Service) -> None:
    """Superseded versions, findings and shapes stand in named graphs only."""
    query = f"""SELECT DISTINCT ?x {{ GRAPH ?g {{ {{ ?x ?p ?o }} UNION {{ ?s ?p ?x }} }}
      FILTER(ISIRI(?x) && STRSTARTS(STR(?x), "{BASE}")) FILTER NOT EXISTS {{ {{ ?x ?q ?r }} UNION {{ ?t ?q ?x }} }} }}"""
    only = sorted({row["x"].partition("#")[0] for row in service.rows(query)} - {f"{BASE}shapes"})
    assert len(only) > 10
    for iri in [*only[:: max(1, len(only) // 25)], *(i for i in only if i.endswith("/findings"))]:
        assert service.get("/page" + path(iri)).status_code == 200, iri


def test_shapes_and_findings_are_linked_data(service: Service) -> None:
    shapes = service.get("/data/shapes", Accept="application/n-triples").text
    assert "<https://w3id.org/pigraph/shapes#PurposeStated> <http://www.w3.org/ns/shacl#path>" in shapes
    page = html.fromstring(service.get("/page/shapes").text)
    assert page.get_element_by_id("PurposeStated") is not None
    (document,) = service.rows('SELECT ?d { ?d foaf:primaryTopic/dpv:hasDataController/rdfs:label "김포시"@ko }')
    page = html.fromstring(service.get("/page" + path(document["d"] + "/findings")).text)
    assert page.get_element_by_id("1") is not None
    assert page.xpath("//a[contains(@href, '/page/shapes#')]")


def path(iri: str) -> str:
    return "/" + quote(iri.removeprefix(BASE), safe=SAFE)


def test_every_iri_opens(service: Service) -> None:
    every = minted(service)
    assert len(every) > 300
    kinds: dict[str, list[str]] = {}
    for iri in every:
        led = service.get(path(iri), Accept=BROWSER)
        assert (led.status_code, led.headers.get("location")) == (303, "/page" + path(iri)), iri
        kinds.setdefault("/".join(iri.removeprefix(BASE).split("/")[:2]), []).append(iri)
    # Of each kind some are read: all of them would take a minute.
    for iri in [iri for some in kinds.values() for iri in some[:: max(1, len(some) // 4)]]:
        page = service.get("/page" + path(iri))
        assert page.status_code == 200, iri
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        if "/id/source/" not in iri:
            data = service.get("/data" + path(iri), Accept="application/n-triples")
            assert data.status_code == 200, iri
            assert len(Graph().parse(data=data.text, format="nt")) > 0


def test_rdf_by_accept(service: Service) -> None:
    for media, form in (("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("application/n-triples", "nt")):
        led = service.get(f"/{ITEM}", Accept=media)
        assert (led.status_code, led.headers.get("location")) == (303, f"/data/{ITEM}")
        data = service.get(led.headers["location"], Accept=media)
        assert data.headers["content-type"].partition(";")[0] == media
        graph = Graph().parse(data=data.text, format=form)
        assert (URIRef(BASE + ITEM), None, None) in graph
        assert (None, None, URIRef(BASE + ITEM)) in graph
    assert service.get(f"/{ITEM}", Accept="image/png").status_code == 406
    assert service.get(f"/data/{ITEM}?format=jsonld").headers["content-type"] == "application/ld+json"


def test_hangul_encoded_raw_and_taken_apart(service: Service) -> None:
    (body,) = [i for i in minted(service) if i.endswith("/org/김포시")]
    name = body.removeprefix(BASE)
    expected = service.get("/page/" + quote(name)).content
    assert "김포시" in expected.decode()
    assert service.get("/page/" + quote(unicodedata.normalize("NFD", name))).content == expected
    for raw in (f"/page/{name}", f"/api/agencies?agency={name.rpartition('/')[2]}"):
        with socket.create_connection(("127.0.0.1", service.port)) as connection:
            connection.sendall(f"GET {raw} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda c=connection: c.recv(65536), b""))  # type: ignore[misc]
        assert answer.startswith(b"HTTP/1.1 200")
        assert "김포시".encode() in answer


@pytest.mark.parametrize(
    "name",
    ["id/item/none", "id/", "page/id/x%22y", "page/id/x%3E%20y", "data/id/a%5Cu0020", "page/id/%25zz"],
)
def test_what_is_unknown_is_404(service: Service, name: str) -> None:
    for accept in (BROWSER, "text/turtle"):
        answer = service.get(f"/{name}", Accept=accept)
        if answer.status_code == 303:
            answer = service.get(answer.headers["location"], Accept=accept)
        assert answer.status_code == 404
        assert ("html" in answer.headers["content-type"]) is (accept == BROWSER and not name.startswith("data"))


def test_a_page_can_be_read_by_everybody(service: Service) -> None:
    documents = [r["d"] for r in service.rows("SELECT ?d { ?d foaf:primaryTopic ?p } ORDER BY ?d LIMIT 1")]
    for address in (
        "/",
        "/sparql",
        "/page/ns",
        f"/page/{ITEM}",
        *("/page" + path(d) for d in documents),
        "/page/id/none",
    ):
        page = html.fromstring(service.get(address, Accept=BROWSER).content)
        assert page.get("lang") == "ko"
        assert page.findtext(".//title")
        assert len(page.findall(".//h1")) == len(page.findall(".//main")) == 1
        assert page.xpath("//a[@class='skip']/@href") == ["#main"]
        assert page.xpath("//meta[@name='viewport']")
        labelled = set(page.xpath("//label/@for"))
        assert all(field.get("id") in labelled for field in page.xpath("//input|//textarea|//select"))
        identifiers = page.xpath("//@id")
        assert len(identifiers) == len(set(identifiers))
        assert all(a.text_content().strip() for a in page.iter("a"))
        assert not page.xpath("//script|//@style|//@onclick")


def test_a_document_shows_each_statement_with_its_words(service: Service) -> None:
    (row, *_) = service.rows("SELECT ?p ?e { ?p a pi:Provision ; dct:source ?e } ORDER BY ?p")
    document, _, fragment = row["p"].partition("#")
    page = html.fromstring(service.get("/page" + path(document)).content)
    (section,) = page.xpath(f"//section[@id='{fragment}']")
    (link,) = [a for a in section.iter("a") if "/id/source/" in a.get("href", "") and a.getprevious().tag == "q"][:1]
    source = html.fromstring(service.get(link.get("href").partition("#")[0]).content)
    (marked,) = source.xpath("//mark[@id='marked']")
    quoted = "".join(link.getprevious().text_content().replace("…", "").split())
    assert quoted[:15] in "".join(marked.text_content().split())


def test_who_points_at_a_thing_is_counted_and_paged(service: Service) -> None:
    iri = "https://w3id.org/dpv#Consent"
    (most,) = service.rows(
        f'SELECT ?x (COUNT(*) AS ?n) {{ ?s ?p ?x FILTER(STRSTARTS(STR(?x), "{BASE}id/")) }} GROUP BY ?x ORDER BY DESC(?n) LIMIT 1'
    )
    iri, total = most["x"], int(most["n"])
    assert total > 50
    listed: list[str] = []
    for number in range(1, total // 50 + 2):
        page = html.fromstring(service.get(f"/page{path(iri)}?page={number}").content)
        assert f"{total}건" in page.xpath("string(//section[last()]/h2)")
        listed += [li.text_content() for li in page.xpath("//section[last()]//li")]
    assert len(listed) == total
    assert service.get(f"/page{path(iri)}?page={number + 1}").status_code == 404
    assert service.get(f"/page{path(iri)}?page=0").status_code == 400


def test_the_ontology_shows_its_terms(service: Service) -> None:
    page = html.fromstring(service.get("/page/ns").content)
    assert page.xpath("//section[@id='silentOn']//h2")
    data = service.get("/data/ns", Accept="application/n-triples").text
    assert len(set(Graph().parse(data=data, format="nt").subjects())) >= 16


def test_the_first_page_finds_policies(service: Service) -> None:
    def found(words: str) -> list[str]:
        page = html.fromstring(service.get(f"/?q={quote(words)}").content)
        return [row.text_content() for row in page.xpath("//tbody/tr")]

    assert len(found("")) == 3
    assert len(found("김포")) == 1
    assert found('")) } DROP ALL #') == []
    assert service.get("/?page=2").status_code == 404


def test_pages_are_not_sent_again(service: Service) -> None:
    first = service.get(f"/page/{ITEM}")
    assert service.get(f"/page/{ITEM}", If_None_Match=first.headers["etag"]).status_code == 304
    assert service.client.post(service.address + f"/page/{ITEM}").status_code == 405
