"""Queries written otherwise: the answers are the same, and nothing long is remembered."""

from collections import Counter
from functools import partial
from typing import cast

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from pigraph.store.planning import Planner


def planner(store: ox.Store) -> Planner:
    """A planner for a store, with real counts but for one predicate, which it counts itself."""
    solutions = cast(ox.QuerySolutions, store.query("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"))
    known = {row["p"].value: int(row["n"].value) for row in solutions}
    known.pop("p:a", None)
    return Planner(partial(_number, store), known)


def _number(store: ox.Store, query: str) -> int:
    ((number,),) = cast(ox.QuerySolutions, store.query(query))
    return int(number.value)


_NODES = [ox.NamedNode(f"p:{n}") for n in "xyz"]
_STEPS = [ox.NamedNode(f"p:{n}") for n in "abc"]
_GRAPHS = [ox.DefaultGraph(), ox.DefaultGraph(), ox.NamedNode("g:1"), ox.NamedNode("g:2")]
_node, _name, _of = st.sampled_from([*_NODES, ox.BlankNode("b")]), st.sampled_from(_STEPS), st.sampled_from(_GRAPHS)
_graphs = st.lists(st.builds(ox.Quad, _node, _name, _node, _of), max_size=20)
_ends = st.sampled_from(["?x", "$y", "?z", "?w", "<p:x>", "<p:y>"])
_step = st.sampled_from(["<p:a>", "<p:b>", "^<p:c>", "<p:a>*", "<p:b>?", "(<p:a>|<p:c>)", "!<p:b>", "(<p:a>/<p:b>)+"])
_path = st.one_of(st.lists(_step, min_size=1, max_size=3).map("/".join), st.sampled_from(["?p", "<p:a>|<p:b>/<p:c>"]))
_pattern = st.tuples(_ends, _path, _ends).map(" ".join)
_body = st.lists(_pattern, min_size=1, max_size=4).map(" . ".join)
_rows = st.one_of(st.sampled_from(["?x <p:a> ?y", "?x ?p ?z"]), _body)
_query = st.sampled_from(
    [
        "SELECT * { ROW FILTER TEST }",
        "SELECT * { ROW }",
        "SELECT DISTINCT * { ROW OPTIONAL { BODY } }",
        "SELECT (COUNT(*) AS ?n) { ROW . BODY }",
        "SELECT (COUNT(DISTINCT *) AS ?n) { ROW . BODY }",
        "SELECT * { ROW FILTER(BOUND(?x)) BODY MINUS { ?x <p:a> ?y } }",
        "SELECT * { { ROW } UNION { BODY } VALUES ?z { <p:x> UNDEF } BODY }",
        "SELECT * { GRAPH ?g { ROW FILTER TEST } }",
        "SELECT * { ROW OPTIONAL { ?x <p:c> ?w } FILTER(?x = ?z || TEST) }",
        "SELECT ?x ?b { ROW BIND(TEST AS ?b) }",
        "SELECT * { ROW FILTER TEST { SELECT ?w { ?w <p:b> ?x FILTER TEST } } }",
        "SELECT * { { SELECT ?x (COUNT(*) AS ?n) { BODY } GROUP BY ?x HAVING(COUNT(*) > 1) } ROW }",
        "SELECT ?x (COUNT(*) AS ?n) { ROW } GROUP BY ?x HAVING(TEST)",
        "ASK { ROW . BODY }",
    ]
)


@given(_graphs, _query, _rows, st.sampled_from(["", "NOT "]), _body)
def test_the_answers_are_the_same(quads: list[ox.Quad], form: str, row: str, no: str, body: str) -> None:
    query = form.replace("ROW", row).replace("TEST", f"{no}EXISTS {{ {body} }}").replace("BODY", body)
    store = ox.Store()
    store.extend(quads)
    assert _answer(store, planner(store).planned(query).text) == _answer(store, query)


def _answer(store: ox.Store, query: str) -> Counter[str] | bool:
    found = store.query(query)
    return bool(found) if isinstance(found, ox.QueryBoolean) else Counter(map(str, cast(ox.QuerySolutions, found)))


def test_a_query_is_written_for_the_graph_that_it_is_asked_of() -> None:
    writes = Planner(lambda asked: 0, {"p:many": 9, "p:few": 1})
    query = "SELECT * { ?x <p:many> ?y ; <p:few> ?z FILTER EXISTS { ?z <p:many>/<p:few> ?w } }"
    here, elsewhere = writes.planned(query).text, writes.planned(query, here=False).text
    assert here.index("few") < here.index("many") and here.count("EXISTS") == 2
    assert elsewhere.index("many") < elsewhere.index("few") and elsewhere.count("EXISTS") == 2


def test_no_person_wrote_a_query_of_so_many_letters() -> None:
    writes = Planner(lambda asked: 0, {})
    long = "ASK { ?x <p:a> ?y " + "FILTER EXISTS { ?x <p:a>/<p:b> ?y } " * 600 + "}"
    assert writes.planned(long).text == long


def test_only_prefixes_that_are_used_and_not_declared_are_given() -> None:
    query = "prefix pi: <urn:x#>\nPREFIX  dct:<urn:y#> SELECT * { ?x pi:a ?y ; dct:b ?z ; dpv:c ?w }"
    assert list(Planner(lambda asked: 0, {}).planned(query).prefixes) == ["dpv"]
