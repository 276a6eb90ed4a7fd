"""Queries that people write: answered, refused or ended in time."""

from pathlib import Path

import pytest

from pigraph.errors import QueryError
from pigraph.store import Iri, Rows, Text, term_of
from pigraph.views.library import BASE, Library
from pigraph.views.limited import asked
from pigraph.views.saved import bars, saved

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NUMBER = "http://www.w3.org/2001/XMLSchema#integer"


def test_rows_yes_and_triples(home: Path) -> None:
    rows = asked(
        home, "SELECT ?who { ?p a dpv:PrivacyNotice ; dpv:hasDataController/rdfs:label ?who } ORDER BY ?who"
    ).rows
    assert rows and [r[0] and r[0].value for r in rows.rows][:2] == ["가나시", "김포시"]
    assert asked(home, "ASK { ?s a pi:Provision }").yes is True
    turtle = asked(home, "DESCRIBE item:religion").turtle
    assert turtle and "종교" in turtle


def test_a_query_that_never_ends_is_ended(home: Path) -> None:
    with pytest.raises(QueryError, match="longer than"):
        asked(home, ENDLESS, seconds=1.5)


@pytest.mark.parametrize(
    "query, said",
    [
        ("DELETE WHERE { ?s ?p ?o }", "changed"),
        ("INSERT DATA { <a:b> <c:d> 1 }", "changed"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * WHERE {", "parsed"),
        ("hello", "parsed"),
    ],
)
def test_a_query_that_may_not_run_says_why(home: Path, query: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        asked(home, query)


def test_the_place_of_a_mistake_comes_along(home: Path) -> None:
    with pytest.raises(QueryError) as error:
        asked(home, "SELECT ?x WHERE {\n ?x nowhere:y ?z }")
    assert error.value.place and error.value.place[0] == 2


def test_cells_are_names_links_and_quotations(library: Library) -> None:
    proof = f"{BASE}source/4c7bc25eb198#char=1483,1593"
    answer = Rows(("a", "b", "c"), ((Iri(f"{BASE}item/religion"), Text(proof), None),))
    ((item, words, nothing),) = saved(library, answer, {"a": "항목"}).rows
    assert (item.text, item.page) == ("item:religion", "item")
    assert words.text.startswith("- 개인정보 제공받는 자") and words.where == ("4c7bc25eb198", "1483-1593")
    assert nothing.text == ""


def test_a_chart_needs_names_and_numbers() -> None:
    rows = tuple((Text(name), Text(number, "", NUMBER)) for name, number in (("가", "4"), ("나", "1")))
    assert [(b.name, b.number, b.length) for b in bars(Rows(("x", "n"), rows))] == [("가", 4.0, 1.0), ("나", 1.0, 0.25)]
    assert bars(Rows(("x", "n"), rows[:1])) == ()
    said = [{"type": "literal", "value": year} for year in ("2020", "2021")]  # names that look like numbers are names
    years = tuple((term_of(one), Text("5", "", NUMBER)) for one in said)
    assert [b.name for b in bars(Rows(("x", "n"), years))] == ["2020", "2021"]
    assert bars(Rows(("x",), ((Text("가"),), (Text("나"),)))) == ()
    assert bars(Rows(("x", "n"), ((Text("가"), Text("-4", "", NUMBER)),) * 2)) == ()
