"""Real clients: SPARQLWrapper, rdflib's SPARQLStore and curl run the saved questions and those of the reference."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import subprocess
import warnings
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from pigraph.answers import questions
from reference import reference_queries

from .conftest import Service

CHECKOUT = Path(__file__).resolve().parents[2]
SPARQL_RESULTS = "{http://www.w3.org/2005/sparql-results#}"


def queries() -> list[object]:
    """Saved questions, and the queries of the reference: each begins with a line ``#### NAME  …``."""
    # Without comments: SPARQLWrapper takes the CLEAR of "unclear" in one for an update.
    found: list[object] = [pytest.param(re.sub("(?m)^#.*\n", "", q.sparql), id=q.name) for q in questions()]
    if not reference_queries():
        missing = pytest.mark.skip(reason="needs the queries of the shared folder beside the checkout")
        return [*found, pytest.param("", id="reference", marks=missing)]
    return [*found, *(pytest.param(query, id=name) for name, query in reference_queries().items())]


def wrapped(service: Service, query: str, form: str, method: str = "GET") -> object:
    wrapper = SPARQLWrapper(f"{service.address}/sparql")
    wrapper.setMethod(method)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    return wrapper.query().convert()


@pytest.mark.parametrize("query", queries())
def test_every_client_reads_the_same_rows_in_every_format(service: Service, query: str) -> None:
    answer = wrapped(service, query, JSON)
    names = answer["head"]["vars"]  # type: ignore[index]
    bindings = answer["results"]["bindings"]  # type: ignore[index]
    rows = sorted(tuple(row[n]["value"] if n in row else "" for n in names) for row in bindings)
    assert wrapped(service, query, JSON, POST) == answer

    xml = ElementTree.fromstring(wrapped(service, query, XML).toxml())  # type: ignore[attr-defined]
    assert [v.get("name") for v in xml.iter(f"{SPARQL_RESULTS}variable")] == names
    read = []
    for result in xml.iter(f"{SPARQL_RESULTS}result"):
        bound = {b.get("name"): b[0].text or "" for b in result.iter(f"{SPARQL_RESULTS}binding")}
        read.append(tuple(bound.get(n, "") for n in names))
    assert sorted(read) == rows

    header, *lines = csv.reader(wrapped(service, query, CSV).decode().splitlines())  # type: ignore[attr-defined]
    assert header == names
    assert sorted(tuple(line) if line else ("",) for line in lines) == rows

    header, *lines = [line.split("\t") for line in wrapped(service, query, TSV).decode().splitlines()]  # type: ignore[attr-defined]
    assert header == [f"?{n}" for n in names]
    assert len(lines) == len(rows)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib uses what it deprecates
        store = SPARQLStore(f"{service.address}/sparql")
        stored = store.query(query)
        assert sorted(tuple("" if v is None else str(v) for v in row) for row in stored) == rows


@pytest.mark.parametrize("query", queries())
def test_curl_reads_the_same_rows(service: Service, query: str, tmp_path: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("needs curl")
    (tmp_path / "query.rq").write_text(query, encoding="utf-8")
    fetch = [
        "curl",
        "-sS",
        "--fail",
        "--compressed",
        "-H",
        "Accept: application/sparql-results+json",
        f"{service.address}/sparql",
    ]
    by_form = subprocess.run(
        [*fetch, "--data-urlencode", f"query@{tmp_path / 'query.rq'}"], check=True, capture_output=True
    )
    direct = subprocess.run(
        [*fetch, "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{tmp_path / 'query.rq'}"],
        check=True,
        capture_output=True,
    )
    assert json.loads(by_form.stdout) == json.loads(direct.stdout) == service.ask(query).json()


FORMATS = ["application/sparql-results+xml", "text/csv", "text/tab-separated-values"]


@pytest.mark.parametrize("query", queries())
def test_curl_reads_every_format(service: Service, query: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("needs curl")
    rows = len(service.rows(query))
    # One process for all formats: most of a curl is its start.
    command: list[str] = ["curl", "-sS", "--fail"]
    for n, form in enumerate(FORMATS):
        given = ["-H", f"Accept: {form}", "--data-urlencode", f"query={query}", f"{service.address}/sparql"]
        command += [*(["--next", "-sS", "--fail"] if n else []), *given, "-w", "\n%{content_type}\v"]
    written = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    for form, answer in zip(FORMATS, written.split("\v"), strict=False):
        body, _, kind = answer.rpartition("\n")
        assert kind.startswith(form)
        if form.endswith("xml"):
            assert len(list(ElementTree.fromstring(body).iter(f"{SPARQL_RESULTS}result"))) == rows
        else:
            assert len(list(csv.reader(body.splitlines()))) == rows + 1


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("text/turtle", "@prefix"),
        ("application/n-triples", "<"),
        ("application/trig", "@prefix"),
        ("application/rdf+xml", "<?xml"),
        ("application/ld+json", "["),
    ],
)
def test_curl_reads_graphs(service: Service, form: str, begins: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("needs curl")
    query = "query=CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a pi:PersonalInfoFile ; rdfs:label ?o }"
    command = ["curl", "-sS", "--fail", "-H", f"Accept: {form}", "--data-urlencode", query, f"{service.address}/sparql"]
    body = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    assert body.lstrip().startswith(begins)
    assert "몽땅정보" in body


@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
def test_sparqlwrapper_reads_graphs(service: Service, form: str) -> None:
    query = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a pi:PersonalInfoFile ; rdfs:label ?o }"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        got = wrapped(service, query, form)
    assert "몽땅정보".encode() in got if isinstance(got, bytes) else len(got) > 5  # type: ignore[arg-type]


SHOWN = re.findall(r"^curl .*$", (CHECKOUT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", SHOWN)
def test_what_readme_shows_answers(service: Service, command: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("needs curl")
    words = [word.replace("http://127.0.0.1:8000", service.address) for word in shlex.split(command)]
    answer = subprocess.run([*words, "--fail"], check=True, capture_output=True).stdout.decode()
    assert len(answer.splitlines()) > 1 or json.loads(answer)["rows"]
    assert len(SHOWN) == 5
