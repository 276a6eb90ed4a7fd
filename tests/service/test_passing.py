"""A service over an endpoint elsewhere: here another service of pigraph, which is asked as any endpoint is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from msgspec.structs import replace

from pigraph import resources
from pigraph.answers import Question, questions
from pigraph.errors import StoreError
from pigraph.store import EmbeddedStore, current
from pigraph.store.remote import RemoteStore
from rows import plain

from .conftest import SETTINGS, Service, running, until

EVERY = [*questions(), *questions(resources.path("data", "api"))]
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def passing(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service without a graph of its own, in front of `service`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIGRAPH_STORE", f"{service.address}/sparql")
        with running(tmp_path_factory.mktemp("nothing"), SETTINGS) as it:
            yield it


@pytest.mark.parametrize("asked", EVERY, ids=lambda q: q.name)
def test_the_store_behind_an_endpoint_answers_as_the_embedded_one(
    service: Service, graph: Path, asked: Question
) -> None:
    here = EmbeddedStore(current(graph) / "store").query(asked.sparql)
    assert plain(RemoteStore(f"{service.address}/sparql").query(asked.sparql)) == plain(here)


@pytest.mark.parametrize(
    "path",
    [
        "/api/files?per_page=3&agency=시",
        "/api/questions/long-retention?per_page=3",
        "/data/id/org/김포시?format=ntriples",
        "/page/ns",
    ],
)
def test_it_serves_the_same(service: Service, passing: Service, path: str) -> None:
    far, near = passing.get(path), service.get(path)
    assert far.status_code == near.status_code == 200
    assert (far.text, far.headers["content-type"]) == (near.text, near.headers["content-type"])


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "turtle", "ntriples", "trig", "rdfxml", "jsonld"])
def test_it_passes_every_format_on(service: Service, passing: Service, form: str) -> None:
    query = "SELECT ?s ?n { ?s a pi:PersonalInfoFile ; rdfs:label ?n } ORDER BY ?s"
    if form in ("turtle", "ntriples", "trig", "rdfxml", "jsonld"):
        query = "DESCRIBE <https://w3id.org/pigraph/id/org/김포시>"
    far, near = passing.ask(query, "*/*", format=form), service.ask(query, "*/*", format=form)
    assert far.status_code == 200
    assert far.headers["content-type"] == near.headers["content-type"]
    assert sorted(far.text.splitlines()) == sorted(near.text.splitlines())


def test_entity_tags_follow_those_of_the_endpoint(passing: Service) -> None:
    tag = passing.ask(COUNT).headers["etag"]
    again = passing.client.get(f"{passing.address}/sparql", params={"query": COUNT}, headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_what_is_wrong_with_a_query_comes_back_with_its_place(passing: Service) -> None:
    answer = passing.ask("SELECT *\nWHERE { ?s ?p }")
    assert answer.status_code == 400
    assert (answer.json()["line"], answer.json()["column"]) == (2, 16)
    assert passing.ask("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }").status_code == 403


def test_limits_hold(service: Service) -> None:
    settings = replace(SETTINGS, seconds=0.8, limits=replace(SETTINGS.limits, rows=100))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIGRAPH_STORE", f"{service.address}/sparql")
        with running(Path("/nonexistent"), settings) as it:
            assert it.ask("SELECT ?s { ?s ?p ?o } LIMIT 101").json()["limit"] == {"rows": 100}
            slow = it.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
            assert (slow.status_code, slow.json()["limit"]) == (503, {"seconds": 0.8})
            # The query behind ends as well: its client has gone.
            until(lambda: service.live.now.pool.turns.load == (0, 0))
            assert it.ask(COUNT).status_code == 200


@pytest.fixture
def weak() -> Iterator[list[object]]:
    """An endpoint without entity tags: [its address, what it answers, seconds it takes]."""
    yes = b'{"head":{},"boolean":true}'
    told: list[object] = ["", yes, 0.0]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(float(str(told[2])))
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            assert isinstance(told[1], bytes)
            self.wfile.write(told[1])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told[0] = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def test_without_tags_of_the_endpoint_nothing_is_called_known(
    weak: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIGRAPH_STORE", str(weak[0]))
    with running(Path("/nonexistent"), SETTINGS) as it:
        first = it.ask("ASK {}")
        assert first.json()["boolean"] is True
        assert it.ask("ASK {}").headers["etag"] != first.headers["etag"]


def test_an_endpoint_that_answers_nonsense_is_a_bad_gateway(
    weak: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIGRAPH_STORE", str(weak[0]))
    with running(Path("/nonexistent"), SETTINGS) as it:
        weak[1] = b"<html>"
        answer = it.ask("ASK {}")
        assert answer.status_code == 502
        assert "no whole answer of SPARQL" in answer.json()["title"]


def test_clients_that_leave_leave_nothing_behind(weak: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIGRAPH_STORE", str(weak[0]))
    with running(Path("/nonexistent"), replace(SETTINGS, waiting=4, seconds=1.5)) as it:
        weak[2] = 0.5
        with ThreadPoolExecutor(12) as pool:
            asked = list(pool.map(lambda _: it.ask("ASK {}").status_code, range(12)))
        assert set(asked) <= {200, 503}
        assert 503 in asked, "no more may wait than four"
        until(lambda: it.live.now.pool.turns.load == (0, 0))


def test_an_endpoint_that_is_away_is_said_before_anything_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIGRAPH_STORE", "http://u:word@127.0.0.1:9/sparql")
    with pytest.raises(StoreError, match=r"The endpoint http://127\.0\.0\.1:9/sparql cannot be asked") as away:
        RemoteStore("http://u:word@127.0.0.1:9/sparql").digest()
    assert "word" not in str(away.value)
