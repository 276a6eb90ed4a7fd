"""A store behind an endpoint: what it sends, what it makes of answers, and how it says that there is none."""

from __future__ import annotations

import io
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest

from pigraph.errors import QueryError, StoreError
from pigraph.store import Blank, Dataset, GraphFormat, Iri, ResultFormat, Rows, Text, Triples
from pigraph.store.remote import RemoteStore

JSON = "application/sparql-results+json"
ROWS = json.dumps(
    {
        "head": {"vars": ["a", "b"]},
        "results": {
            "bindings": [
                {"a": {"type": "uri", "value": "https://w3id.org/pigraph/id/org/가나시"}},
                {
                    "a": {"type": "literal", "value": "가나시", "xml:lang": "ko"},
                    "b": {
                        "type": "typed-literal",
                        "value": "3",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    },
                },
            ]
        },
    }
).encode()
TRIPLE = '<http://a/1> <http://a/2> "다"@ko .\n'.encode()


@dataclass
class Fake:
    """An endpoint that answers what it is told and keeps what it was asked."""

    status: int = 200
    kind: str = JSON
    body: bytes = ROWS
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    asked: list[tuple[str, dict[str, str], list[tuple[str, str]]]] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    def store(self, **more: float) -> RemoteStore:
        return RemoteStore(self.address, **more)  # type: ignore[arg-type]

    @property
    def query(self) -> str:
        return dict(self.asked[-1][2])["query"]


@pytest.fixture
def fake() -> Iterator[Fake]:
    told = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
            told.asked.append((self.path, dict(self.headers), parse_qsl(form, keep_blank_values=True)))
            self.send_response(told.status)
            headers = {"Content-Type": told.kind, "Content-Length": str(len(told.body)), **told.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for n in range(0, len(told.body), 1 if told.drip else 1 << 20):
                    self.wfile.write(told.body[n : n + (1 if told.drip else 1 << 20)])
                    time.sleep(told.drip)
            except OSError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def test_rows_become_terms(fake: Fake) -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    lang = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    assert fake.store().query("SELECT * {}") == Rows(
        ("a", "b"),
        (
            (Iri("https://w3id.org/pigraph/id/org/가나시"), None),
            (Text("가나시", "ko", lang), Text("3", "", integer)),
        ),
    )


def test_every_format_is_written_here(fake: Fake) -> None:
    store = fake.store()
    table = store.serialize("SELECT * {}", ResultFormat.CSV).decode()
    assert table == "a,b\r\nhttps://w3id.org/pigraph/id/org/가나시,\r\n가나시,3\r\n"
    assert b"<sparql" in store.serialize("SELECT * {}", ResultFormat.XML)
    assert store.serialize("SELECT * {}", ResultFormat.TSV).startswith(b"?a\t?b\n")
    assert [accept for _, headers, _ in fake.asked if (accept := headers["Accept"]) != JSON] == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/n-triples", TRIPLE),
        ("text/plain; charset=UTF-8", TRIPLE),
        ("text/turtle", '@prefix a: <http://a/> . a:1 a:2 "다"@ko .'.encode()),
    ],
)
def test_triples_are_read_in_what_engines_write(fake: Fake, kind: str, body: bytes) -> None:
    fake.kind, fake.body = kind, body
    store, query = fake.store(), "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    answer = store.query(query)
    assert isinstance(answer, Triples)
    ((subject, _, value),) = answer.triples
    assert (subject, value.value) == (Iri("http://a/1"), "다")
    output = io.BytesIO()
    store.write(query, GraphFormat.NTRIPLES, output)
    assert output.getvalue() == TRIPLE == store.graph("http://a/g")
    assert "VALUES ?g { <http://a/g> }" in fake.query
    with pytest.raises(QueryError, match="Triples cannot be written as csv"):
        store.write(query, ResultFormat.CSV, output)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"head":{},"boolean":true}', True),
        (b'{"head":{},"boolean":false}', False),
        # As some engines answer.
        (b'{"head":{"vars":["r"]},"results":{"bindings":[{"r":{"type":"literal","value":"1"}}]}}', True),
        (b'{"head":{"vars":["r"]},"results":{"bindings":[{"r":{"type":"literal","value":"0"}}]}}', False),
        (b'{"head":{"vars":["r"]},"results":{"bindings":[]}}', False),
    ],
)
def test_ask(fake: Fake, body: bytes, expected: bool) -> None:
    fake.body = body
    assert fake.store().query("ASK { ?s ?p ?o }") is expected


def test_known_prefixes_are_declared_and_own_ones_kept(fake: Fake) -> None:
    fake.store().query("PREFIX pi: <http://own/> SELECT * { ?s a pi:A ; dpv:b skos:c }")
    assert fake.query.startswith("PREFIX dpv: <https://w3id.org/dpv#> PREFIX skos: <")
    assert fake.query.count("pi: <") == 1
    assert "\n" not in fake.query


def test_the_dataset_of_a_query_goes_before_that_of_the_address(fake: Fake) -> None:
    store = RemoteStore(f"{fake.address}?default-graph-uri=http%3A%2F%2Fa%2Fg&key=1")
    store.query("SELECT * {}")
    assert fake.asked[-1][0] == "/sparql?key=1"
    assert fake.asked[-1][2][1:] == [("default-graph-uri", "http://a/g")]
    store.write("SELECT * {}", ResultFormat.CSV, io.BytesIO(), Dataset.of(["http://b/1", "http://b/2"], ["http://b/3"]))
    assert fake.asked[-1][2][1:] == [
        ("default-graph-uri", "http://b/1"),
        ("default-graph-uri", "http://b/2"),
        ("named-graph-uri", "http://b/3"),
    ]


def test_credentials_are_sent_and_never_shown(fake: Fake) -> None:
    store = RemoteStore(f"http://na:p%40ss@127.0.0.1:{fake.port}/sparql?key=secret")
    store.query("SELECT * {}")
    assert fake.asked[-1][1]["Authorization"] == "Basic bmE6cEBzcw=="
    fake.status = 401
    with pytest.raises(StoreError) as refused:
        store.query("SELECT * {}")
    for shown in (str(refused.value), store.address, repr(store)):
        assert not {"na:", "p%40ss", "p@ss", "secret"} & {w for w in ("na:", "p%40ss", "p@ss", "secret") if w in shown}
    with pytest.raises(StoreError) as none:
        RemoteStore("ftp://na:word@host/")
    assert "word" not in str(none.value)


@pytest.mark.parametrize("address", ["", "sparql", "file:///etc/passwd", "http://", "http://h:x/", "http://[::1/"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(StoreError, match=r"The address of the SPARQL endpoint is none\. It reads like http://"):
        RemoteStore(address)


def test_an_endpoint_that_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with pytest.raises(
        StoreError, match=rf"The endpoint http://127.0.0.1:{port}/x cannot be asked: Connection refused"
    ):
        RemoteStore(f"http://127.0.0.1:{port}/x").query("ASK {}")


@pytest.mark.parametrize(
    ("kind", "body", "query"),
    [
        ("text/html", b"<html>Welcome</html>", "SELECT * {}"),
        (JSON, b"<html>Welcome</html>", "SELECT * {}"),
        (JSON, ROWS[:-20], "SELECT * {}"),
        (JSON, b"", "ASK {}"),
        ("text/html", b"<html>Welcome</html>", "DESCRIBE <http://a/>"),
        ("application/n-triples", TRIPLE[:-8], "DESCRIBE <http://a/>"),
    ],
)
def test_nonsense_is_no_answer(fake: Fake, kind: str, body: bytes, query: str) -> None:
    fake.kind, fake.body = kind, body
    for ask in (fake.store().query, lambda q: fake.store().serialize(q, ResultFormat.JSON)):
        with pytest.raises(StoreError, match=r"is no whole answer of SPARQL: .*\. Give the address"):
            ask(query)


def test_an_answer_that_breaks_off_is_no_answer(fake: Fake) -> None:
    fake.headers = {"Content-Length": str(len(ROWS) + 5)}
    with pytest.raises(StoreError, match="ends too early"):
        fake.store().query("SELECT * {}")


@pytest.mark.parametrize("header", ["X-SPARQL-MaxRows", "X-SQL-State"])
def test_an_answer_that_the_engine_cut_is_no_answer(fake: Fake, header: str) -> None:
    fake.headers = {header: "2"}
    with pytest.raises(StoreError, match=rf"cut its answer short \({header}: 2\)"):
        fake.store().query("SELECT * {}")


def test_a_bad_query_keeps_the_place_that_an_engine_names(fake: Fake) -> None:
    fake.status, fake.kind, fake.body = 400, "text/plain", b"Error SP030: syntax error at 'x'\nThe query was:\n..."
    with pytest.raises(QueryError, match=r"cannot run the query: Error SP030: syntax error at 'x'\. Correct it\."):
        fake.store().query("SELECT x")
    document = {"title": "It cannot be parsed.", "status": 400, "detail": "Mend it.", "line": 1, "column": 8}
    fake.kind, fake.body = "application/problem+json", json.dumps(document).encode()
    with pytest.raises(QueryError, match=r"It cannot be parsed\. Mend it\.") as bad:
        fake.store().query("SELECT x")
    assert bad.value.place == (1, 8)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (302, "sends elsewhere"),
        (403, "refuses the query"),
        (404, "fails with HTTP 404"),
        (503, "fails with HTTP 503: The service is busy"),
    ],
)
def test_other_failures_are_the_endpoints(fake: Fake, status: int, said: str) -> None:
    fake.status, fake.kind, fake.body = status, "text/plain", b"The service is busy."
    fake.headers = {"Location": "http://127.0.0.1:1/"}
    with pytest.raises(StoreError, match=said):
        fake.store().query("SELECT * {}")


def test_updates_are_not_even_sent(fake: Fake) -> None:
    with pytest.raises(QueryError, match="cannot be changed"):
        fake.store().query("DELETE WHERE { ?s ?p ?o }")
    assert not fake.asked


def test_the_time_limit_holds_for_the_whole_answer(fake: Fake) -> None:
    fake.drip = 0.05
    with pytest.raises(StoreError, match=r"has not answered within 0\.3 s"):
        fake.store(seconds=0.3).query("SELECT * {}")


def test_the_size_limit_holds(fake: Fake) -> None:
    with pytest.raises(StoreError, match="more than 10 bytes"):
        fake.store(size=10).query("SELECT * {}")


def test_another_thread_can_end_it(fake: Fake) -> None:
    fake.drip = 0.5
    store = fake.store()
    threading.Timer(0.2, store.abort).start()
    with pytest.raises(StoreError):
        store.query("SELECT * {}")
    with pytest.raises(StoreError, match="given up"):
        store.query("SELECT * {}")


def test_the_whole_graph_is_written_in_order(fake: Fake) -> None:
    def term(name: str) -> dict[str, str]:
        return {"type": "bnode" if name == "b" else "uri", "value": name}

    rows = [{"g": term("http://g/2"), "s": term("http://a/2"), "p": term("http://a/p"), "o": term("b")}]
    rows += [{"g": term("http://g/1"), "s": term("http://a/1"), "p": term("http://a/p"), "o": term("http://a/o")}]
    fake.body = json.dumps({"head": {"vars": ["g", "s", "p", "o"]}, "results": {"bindings": rows}}).encode()
    output = io.BytesIO()
    fake.store().dump(GraphFormat.NQUADS, output)
    first, second = output.getvalue().decode().splitlines()
    assert first == "<http://a/1> <http://a/p> <http://a/o> <http://g/1> ."
    assert second == "<http://a/2> <http://a/p> _:c14n0 <http://g/2> ."
    rows = [{k: v for k, v in row.items() if k != "g"} for row in rows]
    fake.body = json.dumps({"head": {"vars": ["g", "s", "p", "o"]}, "results": {"bindings": rows}}).encode()
    output = io.BytesIO()
    fake.store().dump(GraphFormat.NTRIPLES, output)
    assert len(output.getvalue().splitlines()) == 2


def test_the_digest_is_the_entity_tag(fake: Fake) -> None:
    assert fake.store().digest() == ""
    fake.headers = {"ETag": 'W/"abc"'}
    assert fake.store().digest() == "abc"


def test_blank_nodes_have_names_within_an_answer(fake: Fake) -> None:
    bindings = [{"a": {"type": "bnode", "value": "x"}}, {"a": {"type": "bnode", "value": "x"}}]
    fake.body = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": bindings}}).encode()
    answer = fake.store().query("SELECT * {}")
    assert isinstance(answer, Rows)
    (first,), (second,) = answer.rows
    assert isinstance(first, Blank)
    assert first == second
