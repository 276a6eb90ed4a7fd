"""Walks against the engine: the same query on the same graph, one by one."""

import pytest
from msgspec.structs import replace

from checks.test_engines import lines, quads, shapes
from pigraph.checks.compile import Compiled, compiled
from pigraph.checks.engine import results, validate
from pigraph.checks.statements import Statements

DATA = """
:a a :T ; :p 1 ; :label "가 등" ; :d "2024-01-01"^^xsd:date .
:b a :T ; :p :x ; :q 2 , :y ; :label "나"@ko ; :d "2024-13-01"^^xsd:date .
:c a :T , :U ; :p :x , :a ; :label "c" ; :d "2023-05-05"^^xsd:date .
:x :r :y . :y :r :z . :z :r :x ; :open true . xsd:date :r :z .
"""


def query(where: str, names: str = "$this") -> Compiled:
    return compiled(
        shapes(
            f""":S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:prefixes : ;
                sh:select '''SELECT {names} WHERE {{ {where} }}''' ] ."""
        )
    )


def engine_only(ready: Compiled) -> Compiled:
    return replace(ready, queries=tuple(replace(q, walk=None) for q in ready.queries))


WALKED = [
    ("$this ex:p ex:x", "bc"),
    ("$this ex:p ?x . FILTER NOT EXISTS { $this ex:q ?any }", "ac"),
    ("$this ex:p ?x . FILTER NOT EXISTS { $this a ex:U }", "ab"),
    ("FILTER EXISTS { $this ex:q ?x }", "b"),
    ("$this ex:nowhere ?x", ""),
    ("?x ex:p $this", "a"),
    ("?s ex:r ?o . $this ex:p ?s", "bc"),
    ("$this ex:p/ex:r ex:y", "bc"),
    ("$this ex:p/ex:r* ex:x", "bc"),
    ("$this (ex:p|ex:q) ex:y", "b"),
    ("$this ex:p/ex:r+ ex:x", "bc"),
    ("$this ex:p? $this", "abc"),
    ("ex:y ^ex:r/^ex:p $this", "bc"),
    ("ex:z (ex:r/^ex:p)? $this", "bc"),
    ("$this ex:p ?x . ?x ex:r ?y . FILTER EXISTS { ?y ex:r ?z . ?z ex:open true }", "bc"),
    ("$this ex:p ?x . FILTER (?x IN (ex:x, ex:y) && ?x != ex:y)", "bc"),
    ("$this ex:p ?x . FILTER (?x NOT IN (ex:x))", "ac"),
    ('$this ex:label ?x . FILTER (REGEX(STR(?x), " 등$"))', "a"),
    ('$this ex:label ?x . FILTER (LANG(?x) = "ko")', "b"),
    ('$this ex:label ?x . FILTER (!CONTAINS(REPLACE(STR(?x), " ", ""), "가등"))', "bc"),
    ('$this ex:label ?x . FILTER (SUBSTR(STR(?x), 1, 1) > "a")', "abc"),
    ('$this ex:d ?x . FILTER (DATATYPE(?x) = <http://www.w3.org/2001/XMLSchema#date> && STR(?x) < "2024")', "c"),
    ("$this ex:p ?x . FILTER (NOT EXISTS { $this a ex:U } || EXISTS { $this ex:p ex:a })", "abc"),
    ("FILTER NOT EXISTS { $this ex:p ?x . FILTER NOT EXISTS { ?x ex:r ?any } }", "b"),
    # A variable of the group that stands in a filter written before it.
    ("FILTER NOT EXISTS { ?x ex:r ?gone . ?gone a ex:T } $this ex:p ?x", "abc"),
    ("FILTER EXISTS { ?x ex:open true } $this ex:p ?y . ?y ex:r/ex:r ?x", "bc"),
    # Several conditions in one filter; a large group that depends on the focus node.
    ('$this ex:p ?x ; ex:label ?y . FILTER (REGEX(STR(?y), "c") && EXISTS { ?x ex:r ?z } && ?x != ex:y)', "c"),
    ("FILTER EXISTS { $this ex:p ?x . ?x ex:r ?y . ?y ex:r ?z . ?z ex:open true }", "bc"),
]


@pytest.mark.parametrize(("where", "found"), WALKED)
def test_a_walk_finds_what_the_engine_finds(where: str, found: str) -> None:
    ready = query(where)
    assert ready.queries[0].walk
    assert lines(validate(engine_only(ready), quads(DATA))) == {f"{n} SPARQL - :{n}" for n in found}
    assert validate(ready, quads(DATA)) == validate(engine_only(ready), quads(DATA))


def test_values_that_a_query_asks_for_are_in_its_results() -> None:
    ready = query("$this ex:p ?value . ?value ex:r ?next", "$this ?value")
    assert ready.queries[0].walk
    assert lines(validate(ready, quads(DATA))) == {"b SPARQL - :x", "c SPARQL - :x"}


@pytest.mark.parametrize(
    "where",
    [
        "{ $this ex:p ?x } UNION { $this ex:q ?x }",
        "$this a ex:T OPTIONAL { $this ex:q ?x }",
        "$this ?any ex:x",
        "$this ex:p 01",
        "?x ex:r* ?y . $this ex:p ?x . ?z ex:p|ex:q ?w",
        "$this ex:p ?x . FILTER (?unknown = ex:x)",
        '$this ex:label ?x . FILTER (REGEX(STR(?x), "^.$"))',
        '$this ex:label ?x . FILTER (REGEX(STR(?x), "A", "i"))',
        "$this a ex:T BIND (1 AS ?x)",
        "$this ex:p ?x . FILTER (?x > 0)",
    ],
)
def test_what_cannot_be_walked_is_asked_of_the_engine(where: str) -> None:
    ready = query(where)
    assert ready.queries[0].walk is None
    assert validate(ready, quads(DATA)).failures == ()


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("$this ex:d ?x , ?y . FILTER (?x < ?y)", ""),
        ("$this ex:d ?x . FILTER (?x < '2024-01-01'^^<http://www.w3.org/2001/XMLSchema#date>)", "c"),
        ('$this ex:d ?x . FILTER (?x <= "2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>)', "ac"),
        ("$this ex:q ?x , ?y . FILTER (?x = ?y)", "b"),
    ],
)
def test_what_cannot_be_decided_is_asked_of_the_engine(where: str, found: str) -> None:
    assert lines(validate(query(where), quads(DATA))) == {f"{n} SPARQL - :{n}" for n in found}


def test_other_spellings_of_a_value_are_left_to_the_engine() -> None:
    data = ':a a :T ; :open "1"^^xsd:boolean . :b a :T ; :open false .'
    ready = query("$this ex:open true")
    assert ready.queries[0].walk
    assert validate(ready, quads(data)) == validate(engine_only(ready), quads(data))


def test_what_is_remembered_of_a_graph_ends_when_it_grows() -> None:
    ready = query("FILTER NOT EXISTS { $this ex:p ?x . ?x ex:r/ex:r* ?y . ?y ex:open true }")
    own = [(str(q.subject), str(q.predicate), str(q.object)) for q in quads(DATA)]
    (opened,) = [t for t in own if t[1].endswith("open>")]
    data = Statements(t for t in own if t != opened)
    assert len(results(ready, data).results) == 3
    assert data.said and data.reached
    data.add([opened])
    assert len(results(ready, data).results) == 1
