"""Another engine gives the same answers: Debian's Virtuoso, through the store, the questions and the service."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pigraph import resources
from pigraph.answers import questions
from pigraph.errors import QueryError
from pigraph.store import EmbeddedStore, GraphFormat, current
from pigraph.store.remote import RemoteStore
from reference import reference_queries
from rows import cell, plain
from virtuoso import missing, virtuoso

from .conftest import SETTINGS, Service, running

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")

KEPT = [(q.name, q.sparql) for q in (*questions(), *questions(resources.path("data", "api")))]
REFERENCE = list(reference_queries().items())
SAID_OTHERWISE = {
    # docs/engines.md: constants with Hangul need a language in CONCAT, and EXISTS beside || loses rows behind a BIND.
    "Q3": [('"[파일 전체] "', '"[파일 전체] "@ko'), ('"[항목 묶음] "', '"[항목 묶음] "@ko')],
    "Q6": [
        ('"제공→"', '"제공→"@ko'),
        (
            "OPTIONAL { ?r time:months ?m }\n  FILTER((BOUND(?m) && ?m > 60) || EXISTS { ?r a dpv:EndlessDuration })",
            "{ ?r time:months ?m . FILTER(?m > 60) } UNION { ?r a dpv:EndlessDuration }",
        ),
    ],
}


@pytest.fixture(scope="module")
def here(graph: Path) -> EmbeddedStore:
    return EmbeddedStore(current(graph) / "store")


@pytest.fixture(scope="module")
def address(here: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = tmp_path_factory.mktemp("virtuoso")
    for name, form in (("current.nt", GraphFormat.NTRIPLES), ("history.nq", GraphFormat.NQUADS)):
        with (directory / name).open("wb") as file:
            here.dump(form, file)
    with virtuoso(directory) as it:
        yield it


@pytest.fixture(scope="module")
def there(address: str) -> RemoteStore:
    return RemoteStore(address)


@pytest.fixture(scope="module")
def passing(address: str, graph: Path) -> Iterator[Service]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIGRAPH_STORE", address)
        with running(graph, SETTINGS) as it:
            yield it


@pytest.mark.parametrize("query", [q for _, q in KEPT], ids=[n for n, _ in KEPT])
def test_every_kept_query_gives_the_same_rows(here: EmbeddedStore, there: RemoteStore, query: str) -> None:
    expected = plain(here.query(query))
    assert expected
    assert plain(there.query(query)) == expected


@pytest.mark.parametrize(("name", "query"), REFERENCE, ids=[n for n, _ in REFERENCE])
def test_every_query_of_the_reference_gives_the_same_rows(
    here: EmbeddedStore, there: RemoteStore, name: str, query: str
) -> None:
    expected = plain(here.query(query))
    for old, new in SAID_OTHERWISE.get(name, ()):
        assert old in query
        query = query.replace(old, new)
    assert plain(here.query(query)) == expected, "said otherwise, it asks the same"
    assert plain(there.query(query)) == expected


def same(graph: bytes) -> list[str]:
    """N-Triples in order, without what Virtuoso rewrites: ``true`` as 1, and durations as months (docs/engines.md)."""
    text = re.sub(r'"[^"]*"(?=\^\^<http://www.w3.org/2001/XMLSchema#(boolean|duration)>)', '""', graph.decode())
    return sorted(text.splitlines())


def test_dumps_are_the_same(here: EmbeddedStore, there: RemoteStore) -> None:
    near, far = io.BytesIO(), io.BytesIO()
    here.dump(GraphFormat.NTRIPLES, near)
    there.dump(GraphFormat.NTRIPLES, far)
    assert same(far.getvalue()) == same(near.getvalue())


def test_single_graphs_are_the_same(here: EmbeddedStore, there: RemoteStore) -> None:
    rows = plain(here.query("SELECT DISTINCT ?g { GRAPH ?g { ?s a dpv:PrivacyNotice } }"))
    assert rows
    for (name,) in rows:
        assert same(there.graph(name)) == same(here.graph(name))
    assert there.graph("http://example.org/none") == b""


@pytest.mark.parametrize("known", [True, False])
def test_asking_gives_a_boolean(here: EmbeddedStore, there: RemoteStore, known: bool) -> None:
    query = f"ASK {{ ?s a dpv:{'PrivacyNotice' if known else 'Nothing'} }}"
    assert here.query(query) is there.query(query) is known


def test_a_bad_query_is_the_users(there: RemoteStore) -> None:
    with pytest.raises(QueryError, match="syntax error"):
        there.query("SELECT ?s { ?s ?p }")


@pytest.mark.parametrize(
    "path",
    [
        *(f"/api/{q.name}?per_page=1000" for q in questions(resources.path("data", "api"))),
        "/api/files?agency=김포&per_page=1000",
        '/api/files?iri=%25%22"&per_page=5',
        "/api/questions/rrn-holders?per_page=1000",
    ],
)
def test_the_api_gives_the_same_rows(service: Service, passing: Service, path: str) -> None:
    far, near = passing.get(path), service.get(path)
    assert far.status_code == near.status_code == 200, far.text

    assert far.json()["total"] == near.json()["total"]
    assert said(far.json()["rows"]) == said(near.json()["rows"])


def said(rows: list[dict[str, str | None]]) -> list[tuple[str, ...]]:
    return sorted(tuple(cell(value or "") for value in row.values()) for row in rows)


@pytest.mark.parametrize(
    "path", ["/page/id/org/김포시", "/page/id/item/resident-registration-number", "/page/ns", "/page/id/none"]
)
def test_pages_are_the_same(service: Service, passing: Service, path: str) -> None:
    far, near = passing.get(path), service.get(path)
    assert far.status_code == near.status_code
    assert far.text == near.text
