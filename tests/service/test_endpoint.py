"""SPARQL 1.1 Protocol, clause by clause, as a client sees it."""

from __future__ import annotations

import warnings
from urllib.parse import quote, urlencode

import httpx
import pytest
from rdflib import Dataset, Graph

from .conftest import Service

ASK = "ASK { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def post(service: Service, content: str | bytes, kind: str, url: str = "", **headers: str) -> httpx.Response:
    data = content.encode() if isinstance(content, str) else content
    sent = {"Content-Type": kind, **headers} if kind else headers
    return service.client.post(f"{service.address}/sparql{url}", content=data, headers=sent)


# §2.1.1–2.1.3: the three ways to send a query
def test_query_by_get(service: Service) -> None:
    assert service.ask(ASK).json()["boolean"] is True


def test_query_by_post_of_a_form(service: Service) -> None:
    assert post(service, urlencode({"query": ASK}), FORM).json()["boolean"] is True
    assert post(service, urlencode({"query": ASK}), f"{FORM}; charset=UTF-8").json()["boolean"] is True


def test_query_by_post_of_the_query_itself(service: Service) -> None:
    assert post(service, ASK, QUERY).json()["boolean"] is True
    assert post(service, f"# 한글\n{ASK}", f"{QUERY}; charset=utf-8").json()["boolean"] is True


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(service: Service, method: str) -> None:
    answer = service.client.request(method, f"{service.address}/sparql")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_body_of_another_kind_is_refused(service: Service) -> None:
    for kind in ("text/plain", "application/json", ""):
        assert post(service, ASK, kind).status_code == 415


# §2.1: exactly one query
def test_a_request_has_exactly_one_query(service: Service) -> None:
    for query in ("?query=ASK{}&query=ASK{}", "?format=json", "?default-graph-uri=urn:x"):
        answer = service.get(f"/sparql{query}")
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
    assert post(service, "", FORM).status_code == 400
    assert post(service, ASK, QUERY, f"?query={quote(ASK)}").status_code == 400


# §2.1.4: the dataset
def test_the_dataset_of_a_request(service: Service) -> None:
    documents = [r["d"] for r in service.rows("SELECT ?d { ?d foaf:primaryTopic ?p } ORDER BY ?d")]
    whole = int(service.rows(COUNT)[0]["n"])

    def count(query: str = COUNT, **given: list[str] | str) -> int:
        url = f"{service.address}/sparql?{urlencode({'query': query, **given}, doseq=True)}"
        asked = service.client.get(url, headers={"Accept": "application/json"}).json()
        return int(asked["results"]["bindings"][0]["n"]["value"])

    first, second = (count(**{"default-graph-uri": d}) for d in documents[:2])
    assert 0 < first < whole
    # Several default graphs are their merge (SPARQL 1.1 Query §13.2.1): what both say counts once.
    both = count(**{"default-graph-uri": documents[:2]})
    assert max(first, second) < both <= first + second
    assert count(**{"default-graph-uri": [documents[0]] * 2}) == first
    assert count(**{"named-graph-uri": documents[0]}) == 0
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert count(named, **{"named-graph-uri": documents[:2]}) == 2
    assert count(named, **{"default-graph-uri": documents[0]}) == 0
    assert count(named) > 3
    # What the request says goes before FROM.
    within = f"SELECT (COUNT(*) AS ?n) FROM <{documents[1]}> WHERE {{ ?s ?p ?o }}"
    assert count(within) == second
    assert count(within, **{"default-graph-uri": documents[0]}) == first
    assert count(**{"default-graph-uri": "urn:unknown"}) == 0


def test_the_dataset_of_a_post(service: Service) -> None:
    (first,) = service.rows("SELECT ?d { ?d foaf:primaryTopic ?p } ORDER BY ?d LIMIT 1")
    by_get = service.ask(COUNT, **{"default-graph-uri": first["d"]}).text
    given = urlencode({"default-graph-uri": first["d"]})
    assert post(service, COUNT, QUERY, f"?{given}", Accept="application/json").text == by_get
    assert post(service, f"{given}&{urlencode({'query': COUNT})}", FORM, Accept="application/json").text == by_get


def test_a_graph_that_is_no_iri_is_a_mistake_of_the_request(service: Service) -> None:
    for wrong in ("", "a b", "relative"):
        assert service.ask(COUNT, **{"default-graph-uri": wrong}).status_code == 400


# §2.1.5–2.1.6: formats
RESULTS = {
    "application/sparql-results+json": '{"head"',
    "application/sparql-results+xml": "<?xml",
    "text/csv": "n\r\n",
    "text/tab-separated-values": "?n\n",
}
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/trig": "trig",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}


@pytest.mark.parametrize("media", RESULTS)
def test_solutions_in_every_format(service: Service, media: str) -> None:
    answer = service.ask(COUNT, media)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    assert answer.text.startswith(RESULTS[media])
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("media", GRAPHS)
def test_triples_in_every_format(service: Service, media: str) -> None:
    query = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a pi:PersonalInfoFile ; rdfs:label ?o }"
    answer = service.ask(query, media)
    assert answer.headers["content-type"].partition(";")[0] == media
    expected = Graph().parse(data=service.ask(query, "application/n-triples").text, format="nt")
    assert len(expected) > 5
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib uses what it deprecates
        read = Dataset().parse(data=answer.text, format=GRAPHS[media])
    assert {(s, p, o) for s, p, o, _ in read.quads()} == set(expected)


def test_describe(service: Service) -> None:
    answer = service.ask("DESCRIBE item:resident-registration-number", "text/turtle")
    assert "주민등록번호" in answer.text


def test_formats_by_name(service: Service) -> None:
    assert service.ask(COUNT, "text/html", format="csv").text.startswith("n\r\n")
    assert service.ask(COUNT, format="application/sparql-results+xml").text.startswith("<?xml")
    assert service.ask(COUNT, format="turtle").status_code == 406


def test_what_cannot_be_given_is_named(service: Service) -> None:
    answer = service.ask(COUNT, "image/png")
    assert answer.status_code == 406
    assert answer.json()["available"] == list(RESULTS)
    assert service.ask(ASK, "text/csv").status_code == 406
    assert service.ask("DESCRIBE <urn:x>", "text/csv").json()["available"] == list(GRAPHS)


# §2.1.7: status codes
def test_a_syntax_error_has_its_place(service: Service) -> None:
    answer = service.ask("SELECT ?s\nWHERE { ?s ?p }")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    # The engine names the place behind what it did not expect.
    assert (answer.json()["line"], answer.json()["column"]) == (2, 16)
    unknown = service.ask("SELECT ?s { ?s nobody:knows ?p }")
    assert unknown.status_code == 400
    assert "dpv" in unknown.json()["detail"]


@pytest.mark.parametrize(
    "update", ["INSERT DATA { <a:a> <a:b> <a:c> }", "DROP ALL", "PREFIX a: <a:> DELETE WHERE { a:a ?p ?o }"]
)
def test_updates_are_refused(service: Service, update: str) -> None:
    assert post(service, urlencode({"update": update}), FORM).status_code == 403
    assert post(service, update, "application/sparql-update").status_code == 403
    assert service.ask(update).status_code == 403
    assert service.get(f"/sparql?{urlencode({'update': update})}").status_code == 403


def test_head_says_what_get_would(service: Service) -> None:
    url = f"{service.address}/sparql?{urlencode({'query': COUNT})}"
    head, got = service.client.head(url), service.client.get(url)
    assert head.content == b""
    kept = ("content-type", "content-length", "etag")
    assert {k: head.headers[k] for k in kept} == {k: got.headers[k] for k in kept}


def test_what_is_known_is_not_sent_again(service: Service) -> None:
    first = service.ask(COUNT)
    url = str(first.request.url)
    known = {"Accept": "application/sparql-results+json", "If-None-Match": f'"x", {first.headers["etag"]}'}
    again = service.client.get(url, headers=known)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert service.client.get(url, headers={**known, "Accept": "text/csv"}).status_code == 200
    assert service.client.get(url + "%20", headers=known).status_code == 200


def test_long_answers_are_packed_where_that_is_accepted(service: Service) -> None:
    every = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 500"
    url = f"{service.address}/sparql?{urlencode({'query': every, 'format': 'json'})}"
    packed = service.client.get(url, headers={"Accept-Encoding": "gzip"})
    plain = service.client.get(url, headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 3


def test_any_origin_may_read(service: Service) -> None:
    assert service.ask(ASK).headers["access-control-allow-origin"] == "*"
    asked = service.client.options(
        f"{service.address}/sparql", headers={"Origin": "http://a.example", "Access-Control-Request-Method": "POST"}
    )
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]


def test_requests_have_a_size(service: Service) -> None:
    answer = post(service, b"#" * 1_100_000, QUERY)
    assert answer.status_code == 413


def test_parameters_must_be_utf8(service: Service) -> None:
    assert post(service, b"query=%FF", FORM).status_code == 400
    assert post(service, b"\xff", QUERY).status_code == 400


def test_people_get_a_form_to_ask_with(service: Service) -> None:
    page = service.get("/sparql", Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<textarea id="query" name="query"' in page.text
    assert "https://w3id.org/dpv#" in page.text
