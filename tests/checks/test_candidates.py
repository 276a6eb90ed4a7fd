import pyoxigraph as ox
import pytest

from checks.test_engines import lines, quads, shapes
from pigraph.checks.compile import compiled
from pigraph.checks.engine import validate
from pigraph.checks.selects import outermost

DATA = ":a a :T ; :p 1 . :b a :T ; :p :x ; :q 2 . :c a :T , :U ; :p :x ."


def query(where: str) -> str:
    return f':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:prefixes : ; sh:select """SELECT $this {{ {where} }}""" ] .'


@pytest.mark.parametrize(
    ("where", "having", "lacking"),
    [
        ("$this ex:p ?x ; a ex:T", {("p", None), ("type", "T")}, set()),
        ("$this ex:p 1 . ?x ex:q $this", {("p", None)}, set()),
        ("$this ex:p/ex:q ?x . $this ex:r* ?y ; ex:p ?z , ?w . $this ?any ?x", set(), set()),
        ("$this a ex:T . FILTER EXISTS { $this ex:p ?x . ?x ex:q ?y }", {("type", "T"), ("p", None)}, set()),
        ("FILTER NOT EXISTS { $this ex:p ?x }", set(), {("p", None)}),
        ("FILTER NOT EXISTS { $this ex:p ex:x }", set(), {("p", "x")}),
        ("?x ex:r $this . FILTER NOT EXISTS { $this ex:p ?x }", set(), set()),
        ("FILTER NOT EXISTS { $this ex:p $this }", set(), set()),
        ("FILTER NOT EXISTS { $this ex:p 1 }", set(), set()),
        ("FILTER NOT EXISTS { $this ex:p ?x . ?x ex:q ?y }", set(), set()),
        ("FILTER NOT EXISTS { $this ex:p ?x . FILTER (?x > 1) }", set(), set()),
        ("FILTER (EXISTS { $this ex:p ?x } || EXISTS { $this ex:q ?x })", set(), set()),
        ("{ $this ex:p ?x } UNION { $this ex:q ?x }", set(), set()),
        ("OPTIONAL { $this ex:p ?x }", set(), set()),
    ],
)
def test_a_focus_node_is_excluded_only_by_triples_that_stand_for_themselves(
    where: str, having: set[object], lacking: set[object]
) -> None:
    graph = shapes(query(where))
    (root,) = graph.roots
    test = outermost(graph, root, root.constraints[0])

    def short(asked: object) -> set[object]:
        return {tuple(t and t.value.replace("#", "/").rpartition("/")[2] for t in pair) for pair in asked}  # type: ignore[attr-defined]

    assert (
        (short(test.having), short(test.lacking)) == (having, lacking) if test else (set(), set()) == (having, lacking)
    )


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("$this ex:p ex:x", "bc"),
        ("$this ex:p ?x . FILTER NOT EXISTS { $this ex:q ?any }", "ac"),
        ("$this ex:p ?x . FILTER NOT EXISTS { $this a ex:U }", "ab"),
        ("FILTER EXISTS { $this ex:q ?x }", "b"),
        ("$this ex:nowhere ?x", ""),
        ("$this ex:p 01", "a"),
    ],
)
def test_the_results_are_those_of_the_query(where: str, found: str) -> None:
    assert lines(validate(compiled(shapes(query(where))), quads(DATA))) == {f"{n} SPARQL - :{n}" for n in found}


def test_a_query_is_asked_only_of_the_nodes_that_are_left() -> None:
    (asked,) = compiled(shapes(query("$this ex:p ?x"))).queries
    assert asked.candidates and asked.asked != asked.audience
    assert asked.candidates.predicates == {ox.NamedNode("http://example.org/p")}
