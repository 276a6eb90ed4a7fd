import pyoxigraph as ox
import pytest

from checks.test_engines import shapes
from pigraph.checks.selects import needed, tokens_of


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("$this ex:p ?x ; a ex:T . FILTER(?x != ex:no)", {"p", "T"}),
        ("$this ex:p/ex:q ?x", {"p", "q"}),
        ("$this ex:p* ?x . ?x ex:q ?y", {"q"}),
        ("$this ex:p|ex:q ?x", set()),
        ("$this (ex:p|ex:q) ?x . ?x ex:r ?y", {"r"}),
        ("OPTIONAL { $this ex:p ?x } $this ex:q ?y", {"q"}),
        ("{ $this ex:p ?x } UNION { $this ex:q ?x }", set()),
        (
            "FILTER EXISTS { $this ex:p ?x . FILTER NOT EXISTS { ?x ex:q ?y } } FILTER NOT EXISTS { $this ex:r 1 }",
            {"p"},
        ),
        ("FILTER (EXISTS { $this ex:p ?x } || EXISTS { $this ex:q ?x })", set()),
        ('$this ex:p "1"^^ex:type', {"p"}),
    ],
)
def test_what_a_query_needs_is_never_more_than_what_it_takes_to_match(where: str, expected: set[str]) -> None:
    text = f':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:prefixes : ; sh:select """SELECT $this {{ {where} }}""" ] .'
    graph = shapes(text)
    (root,) = graph.roots
    tokens = tokens_of(graph, root, root.constraints[0])
    assert needed(graph, root, tokens) == {ox.NamedNode(f"http://example.org/{n}") for n in expected}
