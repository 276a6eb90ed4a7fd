"""Queries written otherwise: which, and how."""

import pytest

from pigraph.store.nesting import nested

WHERE = "SELECT * { ?x a ?t FILTER %s }"


@pytest.mark.parametrize(
    ("group", "written"),
    [
        ("EXISTS { ?x p:a/p:b ?z }", "EXISTS { ?x p:a ?e0 FILTER EXISTS { ?e0 p:b ?z } }"),
        ("not exists { ?x p:a ?y . ?y p:b ?z . }", "not exists { ?x p:a ?y FILTER EXISTS { ?y p:b ?z } }"),
        ("EXISTS { ?y a p:C . ?x p:a ?y }", "EXISTS { ?x p:a ?y FILTER EXISTS { ?y a p:C } }"),
        ("EXISTS { ?x p:a ?y ; p:b 'v'@ko }", "EXISTS { ?x p:b 'v'@ko FILTER EXISTS { ?x p:a ?y } }"),
        ("EXISTS { ?x p:a ?y , ?z }", "EXISTS { ?x p:a ?y FILTER EXISTS { ?x p:a ?z } }"),
        ("EXISTS { ?x p:a ?y ; ; p:b 'v'^^p:t ; }", "EXISTS { ?x p:b 'v'^^p:t FILTER EXISTS { ?x p:a ?y } }"),
        ("EXISTS { ?x ^p:a*/(p:b|p:c) ?z }", "EXISTS { ?x ^ p:a * ?e0 FILTER EXISTS { ?e0 ( p:b | p:c ) ?z } }"),
        ("EXISTS { ?x !p:a/p:b ?z }", "EXISTS { ?x ! p:a ?e0 FILTER EXISTS { ?e0 p:b ?z } }"),
        ("EXISTS { ?x a p:C. ?x p:a.b ?y. }", "EXISTS { ?x a p:C FILTER EXISTS { ?x p:a.b ?y } }"),
        ("EXISTS { ?x ?p ?y . ?y p:b true }", "EXISTS { ?x ?p ?y FILTER EXISTS { ?y p:b true } }"),
    ],
)
def test_a_group_of_several_patterns_becomes_one_in_another(group: str, written: str) -> None:
    assert nested(WHERE % group) == WHERE % written


@pytest.mark.parametrize(
    "group",
    [
        "EXISTS { ?x p:a ?y }",
        "EXISTS { ?x p:a|p:b/p:c ?y }",
        "EXISTS { ?y p:a/p:b ?z }",  # nothing joins it to the row
        "EXISTS { ?x p:a _:b . _:b p:b ?z }",
        "EXISTS { ?x p:a [ p:b ?z ] }",
        "EXISTS { ?x p:a ( ?y ) ; p:b ?z }",
        "EXISTS { ?x p:a ?y OPTIONAL { ?y p:b ?z } }",
        "EXISTS { ?x p:a ?y . ?y p:b ?z FILTER(?z > 1) }",
        "EXISTS { GRAPH ?g { ?x p:a/p:b ?z } }",
        "EXISTS { SELECT ?x { ?x p:a/p:b ?z } }",
        "EXISTS { ?x p:a 'EXISTS { ?x p:a/p:b ?z }' }",
        "EXISTS { << ?x p:a ?y >> p:b ?z . ?x p:c ?y }",
        "EXISTS { ?x p:a ?y ?y p:b ?z }",  # wrong, as the engine says
        "EXISTS { ?x p:a/ ?y . ?y p:b ?z",
        "(1<'x>' && EXISTS { ?x p:a/p:b ?z })",  # only the engine knows where the string begins
        r"(?t != <p:\u0061'> && ?t != 'EXISTS { ?x p:a/p:b ?z }')",
        "(?t != p:e\u0301 && ?t != 'EXISTS { ?x p:a/p:b ?z }')",  # a name may hold a combining mark
        r"(?t != p:a\' && ?t != 'EXISTS { ?x p:a/p:b ?z }')",
        "EXISTS { ?x p:a/p:b\u3000?z }",  # no blank of SPARQL
        "EXISTS { ?x p:a/p:b 'v'^ ^p:t }",
        "EXISTS { ?x " + "/".join(["p:a"] * 25) + " ?z }",  # as many levels as patterns
    ],
)
def test_what_is_not_plainly_of_this_kind_stays(group: str) -> None:
    assert nested(WHERE % group) == WHERE % group


def test_a_long_query_takes_no_long_time() -> None:
    assert nested(text := "ASK { ?x p:a ?y FILTER EXISTS { ?x p:a/p:b ?y } " + "1" * 19_000) != text
    many = "ASK { ?x p:a ?y " + "FILTER EXISTS { ?x p:a/p:b ?y } " * 500 + "}"
    assert nested(many).count("EXISTS") == 1000


def test_several_groups_and_comments() -> None:
    query = (
        "ASK { ?x p:a ?e0 # EXISTS { ?x p:a/p:b ?z }\nFILTER EXISTS { ?x p:a/p:b ?z } FILTER EXISTS { ?x p:a/p:c ?z } }"
    )
    said = nested(query)
    assert said.startswith(query[: query.index("\n")]) and said.count("FILTER EXISTS") == 4
    assert "?e0 p:b" not in said  # it means something else in this query
