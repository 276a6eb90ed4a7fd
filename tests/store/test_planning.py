"""Queries written otherwise: which, how, and that the answers are the same."""

from collections import Counter
from typing import cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pigraph.store.planning import planned

WHERE = "SELECT * { ?x a ?t FILTER %s }"


@pytest.mark.parametrize(
    ("group", "nested"),
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
def test_a_group_of_several_patterns_becomes_one_in_another(group: str, nested: str) -> None:
    assert planned(WHERE % group) == WHERE % nested


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
    assert planned(WHERE % group) == WHERE % group


def test_a_long_query_takes_no_long_time() -> None:
    assert planned(text := "ASK { ?x p:a ?y FILTER EXISTS { ?x p:a/p:b ?y } " + "1" * 19_000) != text
    many = "ASK { ?x p:a ?y " + "FILTER EXISTS { ?x p:a/p:b ?y } " * 500 + "}"
    assert planned(many).count("EXISTS") == 1000
    assert planned(many + many) == many + many  # no person wrote this


def test_several_groups_and_comments() -> None:
    query = (
        "ASK { ?x p:a ?e0 # EXISTS { ?x p:a/p:b ?z }\nFILTER EXISTS { ?x p:a/p:b ?z } FILTER EXISTS { ?x p:a/p:c ?z } }"
    )
    said = planned(query)
    assert said.startswith(query[: query.index("\n")]) and said.count("FILTER EXISTS") == 4
    assert "?e0 p:b" not in said  # it means something else in this query


_NODES = [ox.NamedNode(f"p:{n}") for n in "xyz"]
_STEPS = [ox.NamedNode(f"p:{n}") for n in "abc"]
_GRAPHS = [ox.DefaultGraph(), ox.NamedNode("g:1"), ox.NamedNode("g:2")]
_node, _name, _of = st.sampled_from([*_NODES, ox.BlankNode("b")]), st.sampled_from(_STEPS), st.sampled_from(_GRAPHS)
_graphs = st.lists(st.builds(ox.Quad, _node, _name, _node, _of), max_size=20)
_ends = st.sampled_from(["?x", "$y", "?z", "?w", "<p:x>", "<p:y>"])
_step = st.sampled_from(["<p:a>", "<p:b>", "^<p:c>", "<p:a>*", "<p:b>?", "(<p:a>|<p:c>)", "!<p:b>", "(<p:a>/<p:b>)+"])
_path = st.one_of(st.lists(_step, min_size=1, max_size=3).map("/".join), st.sampled_from(["?p", "<p:a>|<p:b>/<p:c>"]))
_pattern = st.tuples(_ends, _path, _ends).map(" ".join)
_body = st.lists(_pattern, min_size=1, max_size=4).map(" . ".join)
_query = st.sampled_from(
    [
        "SELECT * { ROW FILTER TEST }",
        "SELECT * { GRAPH ?g { ROW FILTER TEST } }",
        "SELECT * { ROW OPTIONAL { ?x <p:c> ?w } FILTER(?x = ?z || TEST) }",
        "SELECT ?x ?b { ROW BIND(TEST AS ?b) }",
        "SELECT * { ROW FILTER TEST { SELECT ?w { ?w <p:b> ?x FILTER TEST } } }",
        "SELECT ?x (COUNT(*) AS ?n) { ROW } GROUP BY ?x HAVING(TEST)",
    ]
)


@given(_graphs, _query, st.sampled_from(["?x <p:a> ?y", "?x ?p ?z"]), st.sampled_from(["", "NOT "]), _body)
def test_the_answers_are_the_same(quads: list[ox.Quad], form: str, row: str, no: str, body: str) -> None:
    query = form.replace("ROW", row).replace("TEST", f"{no}EXISTS {{ {body} }}")
    store = ox.Store()
    store.extend(quads)
    assert _rows(store, planned(query)) == _rows(store, query)


def _rows(store: ox.Store, query: str) -> Counter[str]:
    return Counter(map(str, cast(ox.QuerySolutions, store.query(query))))
