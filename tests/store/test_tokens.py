"""What a query is, told from its words; and that SERVICE passes in no disguise."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pigraph.errors import QueryError
from pigraph.store import EmbeddedStore, ResultFormat, tokens
from pigraph.store.tokens import Form, names_graphs


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", Form.SELECT),
        ("# ASK\nPREFIX select: <urn:ask#> BASE <urn:x> construct {} where {}", Form.CONSTRUCT),
        ("describe <urn:x>", Form.DESCRIBE),
        ("ASK{}", Form.ASK),
        ("INSERT DATA {}", None),
        ("", None),
    ],
)
def test_forms(query: str, form: Form | None) -> None:
    assert tokens.form(query) is form


def test_updates() -> None:
    assert tokens.is_update("PREFIX a: <a:> insert data {}")
    assert not tokens.is_update("SELECT (1 AS ?insert) {}")


CALL = "SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}"
CALLS = [
    "ASK {{ " + CALL + " }}",
    "ASK {{ service silent <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    "ASK {{ BIND(true AS ?x)" + CALL + " }}",
    "PREFIX SERVICE: <http://127.0.0.1:{port}/> ASK {{ SERVICE SERVICE: {{ ?s ?p ?o }} }}",
    "PREFIX x: <http://127.0.0.1:{port}/> ASK {{ SERVICEx: {{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE#\nSILENT#\n<http://127.0.0.1:{port}/>#\n{{ ?s ?p ?o }} }}",
    "ASK {{ VALUES ?u {{ <http://127.0.0.1:{port}/> }} SERVICE ?u {{ ?s ?p ?o }} }}",
    # Only the engine knows that the first < compares, and so what is a text.
    "ASK {{ FILTER(1<'x>') " + CALL + " FILTER('a'='a') }}",
    "ASK {{ FILTER(1<2#>'''\n) " + CALL + " #'''\n}}",
    'ASK {{ FILTER(1<2#>"""\n) ' + CALL + ' #"""\n}}',
    "SELECT (1<'x>' AS ?y) {{ " + CALL + " FILTER('a'='a') }}",
]


@pytest.mark.parametrize("call", CALLS)
def test_service_is_seen(call: str) -> None:
    assert tokens.service(call.format(port=9)) is not None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a dpv:Service # SERVICE <x> { }\n}",
        "ASK { ?s rdfs:label \"SERVICE 'x'\", '''self\nSERVICE''', 'it is a service'@en }",
        "ASK { ?s <http://a.example/service#x> ?o ; a ex:service . FILTER(?o < 5 && ?o > 3) }",
    ],
)
def test_other_uses_of_the_word_pass(query: str) -> None:
    assert tokens.service(query) is None


def test_the_place_is_named() -> None:
    found = tokens.service("ASK {\n  SERVICE <urn:x> {} }")
    assert found and (found.line, found.column) == (2, 3)


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A server that notes who calls."""
    called: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    called.append(connection.recv(100))

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1], called
        server.shutdown(socket.SHUT_RDWR)


PIECES = ["SERVICE", "service", " ", "\n", "#", "'", '"', "'''", '"""', "<", ">", "<http://127.0.0.1:{port}/>", "?u", "{", "}",
          "{ ?s ?p ?o }", "FILTER(", ")", "1", "\\", "x:", "SILENT", "&&", "<'x>'", "@ko", "."]  # fmt: skip


def reaches(query: str, called: list[bytes]) -> bool:
    """Whether the engine, left to itself, calls out for a query."""
    before = len(called)
    with suppress(QueryError):
        EMPTY.write(query, ResultFormat.JSON, io.BytesIO())
    return len(called) > before


EMPTY = EmbeddedStore.in_memory(io.BytesIO(b""))


@pytest.mark.parametrize("call", [c for c in CALLS if "VALUES" not in c])
def test_these_would_call_out(call: str, listener: tuple[int, list[bytes]]) -> None:
    """The disguises are real: the engine itself would send a request."""
    port, called = listener
    assert reaches(call.format(port=port), called)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.lists(st.sampled_from(PIECES), max_size=8))
def test_no_disguise_passes(listener: tuple[int, list[bytes]], before: list[str], after: list[str]) -> None:
    port, called = listener
    middle = CALL.replace("{{", "{").replace("}}", "}").replace("{port}", str(port))
    query = f"ASK {{ {''.join(before).replace('{port}', str(port))} {middle} {''.join(after)} }}"
    if tokens.service(query) is None:
        assert not reaches(query, called)


def test_a_query_falls_into_tokens() -> None:
    query = 'SELECT ?x { ?x a p:b.c. ?x p:d "e f"@ko } # g\n'
    found = list(tokens.tokens(query))
    assert [t.text for t in found] == ["SELECT", "?x", "{", "?x", "a", "p:b.c", ".", "?x", "p:d", '"e f"', "@ko", "}"]
    assert [t.kind for t in found[:6]] == ["word", "variable", "sign", "variable", "word", "name"]
    assert all(query[t.begin : t.end] == t.text for t in found)
    assert "unsure" in {t.kind for t in tokens.tokens("ASK { FILTER(1<'x>') }")}


@pytest.mark.parametrize(
    "hidden",
    [
        r"FILTER(?s != <x:\u0061'>) SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } FILTER(?o != '')",
        "FILTER(?s != p:e\u0301\\') SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } FILTER(?o != '')",
        r"S\u0045RVICE <http://127.0.0.1:1/> { ?a ?b ?c }",
        r"\U00000053ERVICE <http://127.0.0.1:1/> { ?a ?b ?c }",
    ],
)
def test_escapes_hide_no_service(hidden: str) -> None:
    assert tokens.service(f"SELECT * {{ ?s ?p ?o {hidden} }}")


@pytest.mark.parametrize(
    "text", ["1" * 200_000, "1.a-" * 50_000, "PREFIX a: <b:> " * 20_000, "\\" * 100_000, "<" * 100_000]
)
def test_a_text_of_any_kind_is_looked_through_once(text: str) -> None:
    begin = time.process_time()
    assert tokens.form(text) is None and not tokens.is_update(text) and tokens.service(f"{text} SERVICES") is not None
    assert time.process_time() - begin < 10  # twice through a run of digits of this length takes an hour


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * { ?s <https://w3id.org/pigraph/graph#from> ?o }", False),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT * { ?s <p:a> 1graph?g { ?s ?p ?o } }", True),
        ("SELECT (?a<?b AS ?c)FROM<g:1>{ ?s ?p ?o }", True),
        ("SELECT * { FILTER(?a <?b) GRAPH <g:1> { ?s ?p ?o } }", True),
        ("SELECT * { FILTER(?a<?b)GRAPH<g:1>{?s?p?o} }", True),
        (r"SELECT * { \u0047RAPH ?g { ?s ?p ?o } }", True),
        ("SELECT ?paragraph { ?s ?p ?paragraph }", True),  # cannot be wrong, only slower
        ("SELECT * { ?s pi:silentOn ?o FILTER(?o < 3 && ?o > 1) }", False),
    ],
)
def test_what_may_ask_for_graphs_by_name(query: str, named: bool) -> None:
    assert names_graphs(query) is named
