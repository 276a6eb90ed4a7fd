import pyoxigraph as ox
import pytest

from checks.cases import PREFIXES
from checks.test_engines import shapes
from pigraph.checks.compile import compiled
from pigraph.checks.shapes import SH, ShapesGraph
from pigraph.errors import DataError

BROKEN = {
    "no support for sh:rule": (":S a sh:NodeShape ; sh:targetClass :T ; sh:rule [] .", "rule"),
    "a list that is torn": (":S a sh:NodeShape ; sh:targetClass :T ; sh:in [ rdf:first 1 ] .", "list"),
    "a shape in itself": (":S a sh:NodeShape ; sh:targetClass :T ; sh:node :S .", "itself"),
    "a count without a path": (":S a sh:NodeShape ; sh:targetClass :T ; sh:minCount 1 .", "needs a sh:path"),
    "a count of words": (':S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path :p ; sh:minCount "x" ] .', "whole number"),
    "two severities": (":S a sh:NodeShape ; sh:targetClass :T ; sh:severity sh:Info , sh:Warning .", "more than one"),
    "no node kind": (":S a sh:NodeShape ; sh:targetClass :T ; sh:nodeKind :x .", "sh:nodeKind"),
    "a type that the engine forgets": (":S a sh:NodeShape ; sh:targetClass :T ; sh:datatype xsd:byte .", "xsd:integer"),
    "a path of nothing": (":S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path [] ; sh:minCount 1 ] .", "path"),
    "a pattern with a look-ahead": (':S a sh:NodeShape ; sh:targetClass :T ; sh:pattern "(?=a)" .', "regular expression"),
    "an undeclared prefix": (':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select "SELECT $this { $this no:p 1 }" ] .', "no:"),
    "no $this": (':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select "SELECT ?x { ?x ?y 1 }" ] .', "$this"),
    "VALUES": (':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select "SELECT $this { VALUES $this { 1 } }" ] .', "VALUES"),
    "MINUS": (':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select "SELECT $this { $this ?p 1 MINUS { $this ?p 2 } }" ] .', "MINUS"),
    "a LIMIT": (':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select "SELECT $this { $this ?p 1 } LIMIT 1" ] .', "LIMIT"),
    "an open brace": (':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select "SELECT $this { $this ?p 1" ] .', "braces"),
    "no SPARQL": (':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select "SELECT $this { $this $this }" ] .', "parsed"),
    "$shapesGraph": (':S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select "SELECT $this { $this ?p $shapesGraph }" ] .', "shapesGraph"),
    "groups below sh:not": (':S a sh:NodeShape ; sh:targetClass :T ; sh:not [ sh:sparql [ sh:select "SELECT $this { $this ?p ?o } GROUP BY $this" ] ] .', "groups"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_checked_is_an_error_that_names_the_shape(name: str) -> None:
    text, words = BROKEN[name]
    with pytest.raises(DataError) as raised:
        compiled(shapes(text))
    assert words in raised.value.message and raised.value.remedy


def test_unnamed_shapes_have_the_same_names_in_every_run() -> None:
    text = ":S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    assert shapes(text).ntriples == shapes(text).ntriples
    (root,) = shapes(text).roots
    inner = root.constraints[0].terms[0]
    assert isinstance(inner, ox.NamedNode) and shapes(text).nearest_named(inner) == root.node


def test_paths_stay_blank_for_other_engines() -> None:
    graph = shapes(":S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path ( :p [ sh:inversePath :q ] ) ] .")
    (path,) = [t.object for t in graph.triples if t.predicate == SH["path"]]
    assert isinstance(path, ox.BlankNode)


def test_a_file_that_is_no_turtle_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.ttl").write_text(PREFIXES + ":S a", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.ttl"):
        ShapesGraph.load([tmp_path / "a.ttl"])
