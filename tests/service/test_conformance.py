"""SPARQL 1.1 Protocol §2, clause by clause, over a bare connection: no client library smooths anything over."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest

from .conftest import Service

JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
ONE = 'SELECT ?n { VALUES ?n { "하나" } }'
ORG = "https://w3id.org/pigraph/id/org/김포시"
REFERENCE = "https://w3id.org/pigraph/id/reference"
NOWHERE = "http://example.org/nowhere"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def request(
    service: Service, method: str, parameters: str = "", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", service.port, timeout=30)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, f"/sparql{parameters}", body, given)
    answer = connection.getresponse()
    read = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    connection.close()
    return read


def value(answer: tuple[int, dict[str, str], bytes]) -> str:
    status, headers, body = answer
    assert status == 200, body
    assert headers["content-type"] == JSON
    (row,) = json.loads(body)["results"]["bindings"]
    return str(row["n"]["value"])


def document(service: Service) -> str:
    return service.rows("SELECT ?d { ?d foaf:primaryTopic ?p } ORDER BY ?d LIMIT 1")[0]["d"]


# ── 2.1 query operation ──


def test_2_1_a_query_comes_by_get_or_post(service: Service) -> None:
    assert value(request(service, "GET", f"?query={quote(ONE)}")) == "하나"
    assert value(request(service, "POST", "", urlencode({"query": ONE}).encode(), Content_Type=FORM)) == "하나"
    for method in ("PUT", "DELETE", "PATCH"):
        status, headers, _ = request(service, method, f"?query={quote(ONE)}")
        assert status == 405
        assert {"GET", "POST"} <= set(headers["allow"].replace(" ", "").split(","))


def test_2_1_exactly_one_query(service: Service) -> None:
    for parameters in (f"?query={quote(ONE)}&query={quote(ONE)}", "?default-graph-uri=http%3A%2F%2Fa%2F"):
        assert request(service, "GET", parameters)[0] == 400
    assert request(service, "POST", "", b"default-graph-uri=http%3A%2F%2Fa%2F", Content_Type=FORM)[0] == 400


def test_2_1_parameters_come_in_any_order_and_number(service: Service) -> None:
    graphs = [("named-graph-uri", document(service)), ("default-graph-uri", REFERENCE), ("default-graph-uri", NOWHERE)]
    both = urlencode([*graphs, ("query", COUNT)]), urlencode([("query", COUNT), *reversed(graphs)])
    first, second = (value(request(service, "GET", f"?{p}")) for p in both)
    assert first == second != "0"


def test_2_1_1_by_get_all_is_percent_encoded_in_the_address(service: Service) -> None:
    query = f"ASK {{ <{ORG}> rdfs:label '김포시'@ko . FILTER('a+b&c=d%' = \"a+b&c=d%\") }}"
    status, _, body = request(service, "GET", f"?query={quote(query, safe='')}")
    assert (status, json.loads(body)["boolean"]) == (200, True)
    assert value(request(service, "GET", f"?query={ONE.replace(' ', '+')}".replace("하나", quote("하나")))) == "하나"


def test_2_1_2_by_post_of_a_form_all_is_in_the_body(service: Service) -> None:
    body = urlencode([("query", COUNT), ("default-graph-uri", NOWHERE)]).encode()
    assert value(request(service, "POST", "", body, Content_Type=FORM)) == "0"
    assert value(request(service, "POST", "", body, Content_Type=f"{FORM}; charset=utf-8")) == "0"


def test_2_1_3_by_post_directly_the_body_is_the_query_in_utf8(service: Service) -> None:
    assert value(request(service, "POST", "", ONE.encode(), Content_Type=QUERY)) == "하나"
    in_address = f"?{urlencode({'default-graph-uri': NOWHERE})}"
    assert value(request(service, "POST", in_address, COUNT.encode(), Content_Type=QUERY)) == "0"
    assert request(service, "POST", "", ONE.encode("utf-16"), Content_Type=QUERY)[0] == 400
    assert request(service, "POST", "", ONE.encode(), Content_Type="text/plain")[0] == 415


def test_2_1_4_the_dataset_of_the_request_goes_before_that_of_the_query(service: Service) -> None:
    queried = f"SELECT (COUNT(*) AS ?n) FROM <{REFERENCE}> {{ ?s ?p ?o }}"
    own = value(request(service, "GET", f"?{urlencode({'query': queried})}"))
    assert int(own) > 1000
    asked = urlencode([("query", queried), ("default-graph-uri", document(service))])
    assert value(request(service, "GET", f"?{asked}")) not in (own, "0")


def test_2_1_4_several_default_graphs_are_merged_and_named_ones_stand_apart(service: Service) -> None:
    one = document(service)

    def count(query: str, *graphs: tuple[str, str]) -> int:
        return int(value(request(service, "GET", f"?{urlencode([('query', query), *graphs])}")))

    single = count(COUNT, ("default-graph-uri", one))
    assert count(COUNT, ("default-graph-uri", one), ("default-graph-uri", one)) == single
    assert count(COUNT, ("named-graph-uri", one)) == 0
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(inside, ("named-graph-uri", one)) == single
    assert count(inside, ("default-graph-uri", one)) == 0


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.2, text/tab-separated-values;q=0.8", "text/tab-separated-values; charset=utf-8"),
        ("text/html, text/*;q=0.1", "text/csv; charset=utf-8"),
    ],
)
def test_2_1_5_the_format_is_negotiated(service: Service, accept: str, expected: str) -> None:
    status, headers, _ = request(service, "GET", f"?query={quote(ONE)}", Accept=accept)
    assert (status, headers["content-type"]) == (200, expected)
    assert "accept" in headers["vary"].lower()


def test_2_1_5_what_cannot_be_given_is_406(service: Service) -> None:
    status, _, body = request(service, "GET", f"?query={quote(ONE)}", Accept="image/png")
    assert status == 406
    assert JSON in json.loads(body)["available"]


@pytest.mark.parametrize(
    ("query", "accept", "root"),
    [
        (ONE, "application/sparql-results+xml", "sparql"),
        ("ASK {}", "application/sparql-results+xml", "sparql"),
        (f"DESCRIBE <{ORG}>", "application/rdf+xml", "RDF"),
        ("CONSTRUCT WHERE { ?s skos:closeMatch ?o }", "application/rdf+xml", "RDF"),
    ],
)
def test_2_1_6_success_is_2xx_with_what_the_form_gives(service: Service, query: str, accept: str, root: str) -> None:
    status, headers, body = request(service, "GET", f"?query={quote(query)}", Accept=accept)
    assert (status, headers["content-type"]) == (200, accept)
    assert ElementTree.fromstring(body).tag.endswith(f"}}{root}")


def test_2_1_7_a_query_that_is_none_is_400_and_says_why(service: Service) -> None:
    for query in ("", "SELECT", "SELECT * { ?s ?p }", "FETCH ?x"):
        status, headers, body = request(service, "GET", f"?query={quote(query)}")
        assert status == 400, query
        assert headers["content-type"] == "application/problem+json"
        assert json.loads(body)["title"]


def test_2_1_7_a_query_that_is_refused_is_no_success(service: Service) -> None:
    status, _, body = request(service, "GET", f"?query={quote('SELECT * { SERVICE <http://a/> { ?s ?p ?o } }')}")
    assert status == 403
    assert json.loads(body)["detail"]


# ── 2.2 update operation: this service has none, and says so ──


def test_2_2_updates_are_refused_in_every_way_of_sending(service: Service) -> None:
    update = "INSERT DATA { <http://a/1> <http://a/2> <http://a/3> }"
    before = value(request(service, "GET", f"?query={quote(COUNT)}"))
    using = "?using-graph-uri=http%3A%2F%2Fa%2Fg&using-named-graph-uri=http%3A%2F%2Fa%2Fh"
    for answer in (
        request(service, "POST", "", urlencode({"update": update}).encode(), Content_Type=FORM),
        request(service, "POST", "", update.encode(), Content_Type="application/sparql-update"),
        request(service, "POST", using, update.encode(), Content_Type="application/sparql-update"),
        request(service, "GET", f"?update={quote(update)}"),
        request(service, "GET", f"?query={quote(update)}"),
    ):
        assert answer[0] == 403, answer
    assert value(request(service, "GET", f"?query={quote(COUNT)}")) == before


def test_the_base_of_a_query_resolves_its_relative_iris(service: Service) -> None:
    query = "BASE <https://w3id.org/pigraph/id/> ASK { <org/김포시> rdfs:label ?l }"
    status, _, body = request(service, "GET", f"?query={quote(query)}")
    assert (status, json.loads(body)["boolean"]) == (200, True)
