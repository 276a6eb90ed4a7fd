"""The JSON API: its tables, filters, pages and CSV; and that its description is true."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pigraph.answers import question, questions
from pigraph.service import api, facts
from pigraph.service.problems import Problem
from pigraph.service.tables import of_table
from pigraph.store import EmbeddedStore, Rows

from .conftest import Service

TABLES = ["agencies", "files", "findings", "items", "laws", "processors", "recipients"]


def test_all_tables_and_questions_are_listed(service: Service) -> None:
    listed = service.get("/api").json()
    assert [t["name"] for t in listed] == TABLES + [q.name for q in questions()]
    assert service.get("/api/questions").json() == listed[len(TABLES) :]
    for table in listed:
        assert service.get(table["address"]).json()["columns"] == table["columns"]


@pytest.mark.parametrize("name", [*TABLES, *(f"questions/{q.name}" for q in questions())])
def test_pages_and_csv_have_the_same_rows(service: Service, name: str) -> None:
    whole = service.get(f"/api/{name}?per_page=1000").json()
    assert whole["total"] == len(whole["rows"]) > 0
    paged = []
    for page in range(1, -(-whole["total"] // 7) + 1):
        paged += service.get(f"/api/{name}?per_page=7&page={page}").json()["rows"]
    assert paged == whole["rows"]
    answer = service.get(f"/api/{name}?format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    written = [{k: v or None for k, v in row.items()} for row in csv.DictReader(io.StringIO(answer.text, newline=""))]
    assert written == whole["rows"]
    assert service.get(f"/api/{name}?page=100000").json()["rows"] == []


def test_a_saved_question_answers_as_on_the_command_line(service: Service) -> None:
    rows = service.get("/api/questions/rrn-recipients?per_page=1000").json()["rows"]
    asked = service.rows(question("rrn-recipients").sparql)
    assert sorted(map(str, rows)) == sorted(str({c: row.get(c) for c in rows[0]}) for row in asked)


def test_filters_all_hold(service: Service) -> None:
    every = service.get("/api/recipients?per_page=1000").json()["rows"]
    wanted = [r for r in every if "김포" in r["agency"] and "5년" in (r["retention"] or "")]
    given = urlencode([("agency", "김포"), ("agency", "시"), ("retention", "5년")])
    assert service.get(f"/api/recipients?{given}").json()["rows"] == wanted != []
    wrong = service.get("/api/recipients?nobody=1")
    assert wrong.status_code == 422
    assert "agency" in wrong.json()["detail"]


@pytest.mark.parametrize(
    ("column", "words"), [("agency", "김포"), ("severity", "위반"), ("message", "않았습니다"), ("evidence", "char")]
)
def test_findings_are_filtered_alike_by_keys_and_by_the_rest(service: Service, column: str, words: str) -> None:
    every = service.get("/api/findings?per_page=1000").json()
    wanted = [r for r in every["rows"] if words in (r[column] or "")]
    found = service.get(f"/api/findings?per_page=1000&{urlencode({column: words})}").json()
    assert found["rows"] == wanted and found["total"] == len(wanted)
    assert 0 < len(wanted) < every["total"]


def test_only_the_findings_of_one_page_are_looked_up_whole() -> None:
    """What is of one finding only is asked of a page; the rows are counted without it."""
    table = next(q for q in questions(api.resources.path("data", "api")) if q.name == "findings")
    asked = of_table(table, [("rule", "L-RRN")])
    assert "?source" not in asked.count and "L-RRN" in asked.count
    assert "?source" not in asked.page(7, 14) and asked.page(7, 14).endswith("LIMIT 7 OFFSET 14")
    whole = asked.whole([{"agency": {"type": "literal", "value": 'a"b'}, "result": {"type": "uri", "value": "urn:r"}}])
    assert '("a\\"b" UNDEF UNDEF' in whole and "<urn:r>" in whole and "dct:source ?source" in whole
    other = of_table(table, [("message", "않")])
    assert "?source" in other.count and other.page(7, 14).endswith("LIMIT 7 OFFSET 14")


@pytest.mark.parametrize(("table", "column"), [("files", "purpose"), ("recipients", "items"), ("processors", "task")])
def test_rows_are_filtered_alike_by_keys_and_by_the_rest(service: Service, table: str, column: str) -> None:
    every = service.get(f"/api/{table}?per_page=1000").json()
    for name in ("agency", column):
        words = next(r[name] for r in every["rows"][-1:] + every["rows"] if r[name])[:4]
        found = service.get(f"/api/{table}?per_page=1000&{urlencode({name: words})}").json()
        assert found["rows"] == [r for r in every["rows"] if words.lower() in (r[name] or "").lower()]
        assert found["total"] == len(found["rows"]) > 0


@pytest.mark.parametrize("wrong", ["page=0", "page=x", "per_page=1001", "format=xml"])
def test_mistakes_are_named(service: Service, wrong: str) -> None:
    answer = service.get(f"/api/items?{wrong}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert wrong.partition("=")[0] in answer.json()["title"]


def test_an_unknown_question_names_the_nearest(service: Service) -> None:
    answer = service.get("/api/questions/rrn-holder")
    assert answer.status_code == 404
    assert "rrn-holders" in answer.json()["detail"]


def test_tables_are_not_sent_again(service: Service) -> None:
    first = service.get("/api/items")
    assert service.get("/api/items", If_None_Match=first.headers["etag"]).status_code == 304
    assert service.get("/api/items?page=2", If_None_Match=first.headers["etag"]).status_code == 200
    assert service.client.head(f"{service.address}/api/items").headers["etag"] == first.headers["etag"]


HOSTILE = [
    '" } UNION { ?s ?p ?o',
    "')) }",
    "\\",
    '\\"',
    "\n",
    "\\u0022",
    '"""',
    "# ",
    "<x>",
    "%",
    "한글",
    "\x00",
    "\ud800",
    "?agency",
    "}",
]
EMPTY = EmbeddedStore.in_memory(io.BytesIO(b'<urn:s> <urn:p> "x" .\n'))


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=5), min_size=1, max_size=5).map("".join))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_a_user_types_reaches_sparql_unescaped(words: str) -> None:
    """Typed words are one literal: the query stays the same but for it, and finds just what holds them."""
    table = next(q for q in questions(api.resources.path("data", "api")) if q.name == "agencies")
    try:
        pattern = of_table(table, [("agency", words)]).table
    except Problem:
        assert not words.isprintable()
        return
    plain = of_table(table, [("agency", "x")]).table
    typed = pattern.removeprefix(plain.partition('"x"')[0]) if plain.count('"x"') == 1 else pattern
    literal = typed.removesuffix(plain.rpartition('"x"')[2])
    answer = EMPTY.query(f"SELECT ?v {{ VALUES ?v {{ {literal} }} }}")
    assert isinstance(answer, Rows)
    ((value,),) = answer.rows
    assert value is not None and value.value == words
    assert isinstance(EMPTY.query(f"SELECT * {{ {pattern} }}"), Rows)


@given(
    st.lists(
        st.sampled_from([h for h in HOSTILE if h != "\ud800"])
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        max_size=4,
    ).map("".join)
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_typed_words_never_break_an_answer(service: Service, words: str) -> None:
    for address in (
        f"/api/agencies?agency={quote(words)}",
        f"/?q={quote(words)}",
        f"/page/id/{quote(words)}",
        f"/data/{quote(words)}",
    ):
        answer = service.get(address)
        assert answer.status_code in (200, 303, 307, 404), (address, answer.text)


def examples(document: dict[str, Any]) -> list[Any]:
    found = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parameters = operation.get("parameters", [])
            shown = {
                p["name"]: p.get("example", (p.get("examples") or p["schema"].get("examples") or [None])[0])
                for p in parameters
            }
            inside = {p["name"]: shown[p["name"]] for p in parameters if p["in"] == "path"}
            url = path.format(**inside)
            asked = {
                p["name"]: shown[p["name"]] for p in parameters if p["in"] == "query" and shown[p["name"]] is not None
            }
            for name in [None, *asked] if method == "get" and len(asked) > 1 else [None]:
                given = asked if name is None and path == "/sparql" else {name: asked[name]} if name else {}
                bodies = operation.get("requestBody", {}).get("content", {None: {}})
                found += [(method, url, given, kind, body.get("example")) for kind, body in bodies.items()]
            if method == "get" and len(asked) == 1:
                found.append((method, url, asked, None, None))
    return found


def test_the_examples_of_the_description_run(service: Service) -> None:
    document = service.get("/openapi.json").json()
    assert {"/sparql", "/id/{name}", "/api/agencies", "/api/questions/{name}", "/ready"} <= set(document["paths"])
    run = examples(document)
    assert len(run) > 40
    for method, url, query, kind, body in run:
        content = urlencode(body).encode() if isinstance(body, dict) else (body or "").encode()
        headers = {"Content-Type": kind} if kind else {}
        answer = service.client.request(method, service.address + url, params=query, headers=headers, content=content)
        assert answer.status_code in (200, 303), (method, url, query, answer.text)
        path = next(p for p in document["paths"] if p == url or ("{" in p and url.startswith(p.partition("{")[0])))
        described = document["paths"][path][method]["responses"][str(answer.status_code)]
        if answer.content and "content" in described:
            assert answer.headers["content-type"].partition(";")[0] in described["content"]


def test_what_the_description_allows_never_breaks_the_service(service: Service) -> None:
    import schemathesis

    schema = schemathesis.openapi.from_url(f"{service.address}/openapi.json")
    broken: list[str] = []
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        strategy = operation.as_strategy()

        @given(case=strategy)
        @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            answer = case.call(base_url=service.address)
            if answer.status_code >= 500:
                broken.append(f"{answer.status_code} {case.as_curl_command()}")

        ask()
    assert asked > 100
    assert broken == []


def test_patterns_hold_literals_only() -> None:
    assert facts.own('https://w3id.org/pigraph/a"b').endswith('"https://w3id.org/pigraph/a\\"b#"))')
