"""Patterns in the order of what matches them: which are moved, which stay, and what is counted for it."""

import pytest

from pigraph.store.ordering import Counts, ordered

NUMBERS = {"p:few": 3, "p:some": 50, "p:many": 900, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": 400}
BEFORE = "PREFIX p: <p:> "


def written(query: str, counted: int = 7) -> str:
    """The query, ordered by `NUMBERS`; patterns with a known end match ``counted`` times."""
    return ordered(BEFORE + query, Counts(lambda asked: counted, NUMBERS)).removeprefix(BEFORE)


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("SELECT * { ?x p:many ?y ; p:few ?z }", "SELECT * { ?x p:few ?z . ?x p:many ?y . }"),
        ("ASK WHERE { ?x p:many ?y . ?y p:some ?z . }", "ASK WHERE { ?y p:some ?z . ?x p:many ?y . }"),
        ("SELECT * { ?x p:many/p:few ?y }", "SELECT * { _:o0 p:few ?y . ?x p:many _:o0 . }"),
        ("SELECT * { ?x p:some ?y , p:v }", "SELECT * { ?x p:some p:v . ?x p:some ?y . }"),
        ("SELECT * { ?x a ?t . ?x <p:few> ?y }", "SELECT * { ?x <p:few> ?y . ?x a ?t . }"),
        ("SELECT * { ?x ?p ?y . ?x p:many 'v'@ko }", "SELECT * { ?x p:many 'v'@ko . ?x ?p ?y . }"),
        ("SELECT * { ?x p:few*/p:many ?y }", "SELECT * { _:o0 p:many ?y . ?x p:few* _:o0 . }"),
        ("SELECT * { ?x p:many ?x ; p:some ?y }", "SELECT * { ?x p:many ?x ; p:some ?y }"),  # to itself: counted
        (
            "SELECT * { ?x p:many ?y.?y p:few ?z.FILTER(?z>1)?x p:some ?w }",
            "SELECT * { ?y p:few ?z . ?x p:many ?y .FILTER(?z>1)?x p:some ?w }",
        ),
        (
            "SELECT ?n { { SELECT (MAX(?z) AS ?n) { ?x p:many ?y ; p:few ?z } GROUP BY ?x HAVING(?n > 1) } ?n p:some ?m }",
            "SELECT ?n { { SELECT (MAX(?z) AS ?n) { ?x p:few ?z . ?x p:many ?y . } GROUP BY ?x HAVING(?n > 1) }"
            " ?n p:some ?m }",
        ),
        (
            "SELECT (EXISTS { ?a p:many ?b ; p:few ?c } AS ?e) { VALUES (?x) { (p:v) } ?x p:many ?y ; p:few ?z "
            "BIND(1 AS ?w) OPTIONAL { ?z p:some ?v } } ORDER BY ?x LIMIT 3",
            "SELECT (EXISTS { ?a p:many ?b ; p:few ?c } AS ?e) { VALUES (?x) { (p:v) } ?x p:few ?z . ?x p:many ?y . "
            "BIND(1 AS ?w) OPTIONAL { ?z p:some ?v } } ORDER BY ?x LIMIT 3",
        ),
    ],
)
def test_the_fewest_come_first(query: str, better: str) -> None:
    assert written(query) == better


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?x p:few ?y ; p:many ?z }",  # as it should be
        "SELECT * { ?x p:few/p:many ?z }",
        "SELECT * { ?x p:many ?y }",
        "SELECT * { ?x p:unknown ?y }",
        "SELECT * { ?x p:many ?y FILTER EXISTS { ?y p:many ?z ; p:few ?w } }",
        "SELECT * { ?x p:many ?y FILTER(?y = 1 || NOT EXISTS { ?y p:many ?z ; p:few ?w }) }",
        "SELECT * { ?x p:few ?y OPTIONAL { ?y p:many ?z ; p:few ?w } }",
        "SELECT * { ?x p:few ?y MINUS { ?y p:many ?z ; p:few ?w } }",
        "SELECT * { ?x p:few ?y { ?y p:many ?z ; p:few ?w } UNION { ?y p:some ?w } }",
        "SELECT * { GRAPH ?g { ?x p:many ?y ; p:few ?z } }",
        "SELECT * FROM <p:g> { ?x p:many ?y ; p:few ?z }",
        "BASE <p:> SELECT * { ?x <many> ?y ; p:few ?z }",
        "CONSTRUCT { ?x p:many ?y ; p:few ?z } WHERE { ?x p:many ?y ; p:few ?z }",
        "DESCRIBE ?x { ?x p:many ?y ; p:few ?z }",
        "SELECT * { ?x p:many _:b . _:b p:few ?z }",
        "SELECT * { ?x p:many [ p:few ?z ] }",
        "SELECT * { ?x p:many ?y {| p:few ?z |} . ?x p:few ?w }",
        "SELECT * { ?x p:many ?y ; p:few ?z WHATEVER }",
        "SELECT * { ?x p:many ?y ; p:few ?z",
        "SELECT * { ?x p:many ?y ; p:few ?z ) }",
        "SELECT * { ?x q:many ?y ; p:few ?z }",  # as the engine says
        "SELECT * { ?x p:many ?y " + "; p:few ?z " * 32 + "}",  # nobody wrote this
        "SELECT * { ?x p:many ?y ?x p:few ?z }",
        "INSERT DATA { p:x p:many p:y ; p:few p:z }",
    ],
)
def test_the_rest_stays(query: str) -> None:
    assert written(query) == query


def test_a_pattern_is_counted_once_whatever_its_variables_are_called_and_not_to_the_end() -> None:
    asked: list[str] = []

    def counted(question: str) -> int:
        asked.append(question)
        return 5

    counts = Counts(counted, {})
    for x in ("?a", "?b", "$c"):
        ordered(f"PREFIX p: <p:> SELECT * {{ {x} p:many ?y ; p:few p:v }}", counts)
    assert [q.partition("{ ")[2] for q in asked] == [
        "SELECT * { ?v0 p:many ?v1 } LIMIT 4096 }",
        "SELECT * { ?v0 p:few p:v } LIMIT 4096 }",
    ]
    assert all(q.startswith("PREFIX p: <p:> SELECT (COUNT(*) AS ?n)") for q in asked)


def test_names_between_the_steps_stand_nowhere_in_the_query() -> None:
    assert "_:o1" in written("SELECT ?o0 { ?o0 p:many/p:few ?y }")


def test_a_query_that_cannot_be_counted_stays() -> None:
    def refused(asked: str) -> int:
        raise SyntaxError(asked)

    query = "SELECT * { ?x <p:many> ?y . ?x <p:few> <p:\\u0020> }"
    assert ordered(query, Counts(refused, {})) == query
