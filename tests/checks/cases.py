"""Small graphs for every constraint component: who violates it, with which value (SHACL 4 and 5).

Each case: its name, shapes and data in Turtle, and the results as lines ``focus component [path] [value]``. Names of
``:`` are ours, components are written without ``ConstraintComponent``.
"""

from typing import NamedTuple

PREFIXES = """
@prefix : <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
"""


class Case(NamedTuple):
    """One case; ``deviates``: why pySHACL gives other results (it is then not compared)."""

    name: str
    shapes: str
    data: str
    results: str
    deviates: str = ""


def on(body: str) -> str:
    """A node shape for instances of ``:T``."""
    return f":S a sh:NodeShape ; sh:targetClass :T ; {body} ."


def on_p(body: str) -> str:
    """The same with a property shape ``:P`` for the path ``:p``."""
    return f":S a sh:NodeShape ; sh:targetClass :T ; sh:property :P . :P sh:path :p ; {body} ."


CASES = [
    Case("class", on_p("sh:class :C"), ":a a :T ; :p :x , :y , :z , 1 . :x a :C . :y a :D .", "a Class :p :y\na Class :p :z\na Class :p 1"),
    Case("class-of-subclass", on_p("sh:class :C"), ":a a :T ; :p :x . :x a :E . :E rdfs:subClassOf :D . :D rdfs:subClassOf :C .", ""),
    Case("target-subclass", on_p("sh:minCount 1"), ":a a :U . :U rdfs:subClassOf :T .", "a MinCount :p"),
    Case("datatype", on_p("sh:datatype xsd:date"), ':a a :T ; :p "2024-01-01"^^xsd:date , "2024-01-01" , :x .', 'a Datatype :p "2024-01-01"\na Datatype :p :x'),
    Case("datatype-ill-formed", on_p("sh:datatype xsd:date"), ':a a :T ; :p "2024-02-30"^^xsd:date , "soon"^^xsd:date .', 'a Datatype :p "2024-02-30"^^xsd:date\na Datatype :p "soon"^^xsd:date'),
    Case("datatype-lang", on_p("sh:datatype rdf:langString"), ':a a :T ; :p "가"@ko , "가" .', 'a Datatype :p "가"'),
    Case("node-kind-iri", on_p("sh:nodeKind sh:IRI"), ':a a :T ; :p :x , "x" , [] .', 'a NodeKind :p "x"\na NodeKind :p _:'),
    Case("node-kind-literal", on_p("sh:nodeKind sh:Literal"), ':a a :T ; :p :x , "x" .', "a NodeKind :p :x"),
    Case("node-kind-blank-or-iri", on_p("sh:nodeKind sh:BlankNodeOrIRI"), ':a a :T ; :p :x , "x" , [] .', 'a NodeKind :p "x"'),
    Case("node-kind-blank-or-literal", on_p("sh:nodeKind sh:BlankNodeOrLiteral"), ':a a :T ; :p :x , "x" , [] .', "a NodeKind :p :x"),
    Case("node-kind-iri-or-literal", on_p("sh:nodeKind sh:IRIOrLiteral"), ':a a :T ; :p :x , "x" , [] .', "a NodeKind :p _:"),
    Case("node-kind-blank", on("sh:nodeKind sh:BlankNode"), ":a a :T . [] a :T .", "a NodeKind - :a"),
    Case("min-count", on_p("sh:minCount 2"), ":a a :T ; :p 1 . :b a :T ; :p 1 , 2 . :c a :T .", "a MinCount :p\nc MinCount :p"),
    Case("min-count-0", on_p("sh:minCount 0"), ":a a :T .", ""),
    Case("min-count-6", on_p("sh:minCount 6"), ":a a :T ; :p 1 , 2 , 3 , 4 , 5 . :b a :T ; :p 1 , 2 , 3 , 4 , 5 , 6 . :c a :T .", "a MinCount :p\nc MinCount :p"),
    Case("max-count", on_p("sh:maxCount 1"), ":a a :T ; :p 1 . :b a :T ; :p 1 , 2 . :c a :T .", "b MaxCount :p"),
    Case("max-count-0", on_p("sh:maxCount 0"), ":a a :T ; :p 1 . :c a :T .", "a MaxCount :p"),
    Case("max-count-5", on_p("sh:maxCount 5"), ":a a :T ; :p 1 , 2 , 3 , 4 , 5 . :b a :T ; :p 1 , 2 , 3 , 4 , 5 , 6 .", "b MaxCount :p"),
    Case("min-inclusive", on_p("sh:minInclusive 5"), ':a a :T ; :p 5 , 4 , 5.5 , "x" , :y .', 'a MinInclusive :p 4\na MinInclusive :p "x"\na MinInclusive :p :y'),
    Case("min-exclusive", on_p("sh:minExclusive 5"), ":a a :T ; :p 5 , 6 .", "a MinExclusive :p 5"),
    Case("max-inclusive", on_p('sh:maxInclusive "2024-01-01"^^xsd:date'), ':a a :T ; :p "2024-01-01"^^xsd:date , "2024-01-02"^^xsd:date , "nie"^^xsd:date .', 'a MaxInclusive :p "2024-01-02"^^xsd:date\na MaxInclusive :p "nie"^^xsd:date'),
    Case("max-exclusive", on_p("sh:maxExclusive 5"), ":a a :T ; :p 5 , 4 .", "a MaxExclusive :p 5"),
    Case("min-length", on_p("sh:minLength 2"), ':a a :T ; :p "가나" , "가" , [] , 10 .', 'a MinLength :p "가"\na MinLength :p _:'),
    Case("max-length", on_p("sh:maxLength 2"), ':a a :T ; :p "가나" , "가나다" , [] .', 'a MaxLength :p "가나다"\na MaxLength :p _:'),
    Case("pattern", on_p('sh:pattern "^제[0-9]+조$"'), ':a a :T ; :p "제3조" , "3조" , "제3조"@ko , [] .', 'a Pattern :p "3조"\na Pattern :p _:'),
    Case("pattern-flags", on_p('sh:pattern "^ab" ; sh:flags "i"'), ':a a :T ; :p "ABC" , "xab" , :x .', 'a Pattern :p "xab"\na Pattern :p :x'),
    Case("language-in", on_p('sh:languageIn ( "ko" "en" )'), ':a a :T ; :p "가"@ko , "a"@en-GB , "a"@fr , "a" , :x .', 'a LanguageIn :p "a"@fr\na LanguageIn :p "a"\na LanguageIn :p :x'),
    Case("unique-lang", on_p("sh:uniqueLang true"), ':a a :T ; :p "가"@ko , "나"@ko , "다"@ko , "a"@en , "x" , "y" . :b a :T ; :p "가"@ko .', "a UniqueLang :p"),
    Case("unique-lang-false", on_p("sh:uniqueLang false"), ':a a :T ; :p "가"@ko , "나"@ko .', ""),
    Case("equals", on_p("sh:equals :q"), ":a a :T ; :p 1 , 2 ; :q 2 , 3 . :b a :T ; :p 1 ; :q 1 .", "a Equals :p 1\na Equals :p 3"),
    Case("equals-node", on("sh:equals :q"), ":a a :T ; :q :a . :b a :T ; :q :c . :c a :T .", "b Equals - :b\nb Equals - :c\nc Equals - :c"),
    Case("disjoint", on_p("sh:disjoint :q"), ":a a :T ; :p 1 , 2 ; :q 2 , 3 .", "a Disjoint :p 2"),
    Case("disjoint-node", on("sh:disjoint :q"), ":a a :T ; :q :a . :b a :T ; :q :a .", "a Disjoint - :a"),
    Case("less-than", on_p("sh:lessThan :q"), ":a a :T ; :p 1 , 3 ; :q 3 . :b a :T ; :p 4 ; :q 2 .", "a LessThan :p 3\nb LessThan :p 4"),
    Case("less-than-bad-value", on_p("sh:lessThan :q"), ':a a :T ; :p "2024-01-01"^^xsd:date ; :q "soon" , [] . :b a :T ; :p 1 ; :q 0 .', 'a LessThan :p "2024-01-01"^^xsd:date\nb LessThan :p 1', "it stops at a blank node"),
    Case("less-than-or-equals", on_p("sh:lessThanOrEquals :q"), ":a a :T ; :p 3 , 4 ; :q 3 .", "a LessThanOrEquals :p 4"),
    Case("has-value", on_p("sh:hasValue :x"), ":a a :T ; :p :x , :y . :b a :T ; :p :y . :c a :T .", "b HasValue :p\nc HasValue :p"),
    Case("has-value-node", on("sh:hasValue :a"), ":a a :T . :b a :T .", "b HasValue -"),
    Case("in", on_p('sh:in ( :x "1" 2 )'), ':a a :T ; :p :x , "1" , 1 , 2 , "2" .', 'a In :p 1\na In :p "2"'),
    Case("in-nothing", on_p("sh:in ()"), ":a a :T ; :p 1 .", "a In :p 1"),
    Case("closed", on("sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path :p ]"), ":a a :T ; :p 1 ; :q 2 .", "a Closed :q 2"),
    Case("not", on_p("sh:not [ sh:class :C ]"), ":a a :T ; :p :x , :y . :x a :C .", "a Not :p :x"),
    Case("and", on("sh:and ( [ sh:property [ sh:path :p ; sh:minCount 1 ] ] [ sh:property [ sh:path :q ; sh:minCount 1 ] ] )"), ":a a :T ; :p 1 . :b a :T ; :p 1 ; :q 1 .", "a And - :a"),
    Case("or", on("sh:or ( [ sh:property [ sh:path :p ; sh:minCount 1 ] ] [ sh:property [ sh:path :q ; sh:minCount 1 ] ] )"), ":a a :T ; :p 1 . :b a :T .", "b Or - :b"),
    Case("or-of-values", on_p("sh:or ( [ sh:datatype xsd:integer ] [ sh:nodeKind sh:IRI ] )"), ':a a :T ; :p 1 , :x , "x" .', 'a Or :p "x"'),
    Case("xone", on("sh:xone ( [ sh:property [ sh:path :p ; sh:minCount 1 ] ] [ sh:property [ sh:path :q ; sh:minCount 1 ] ] )"), ":a a :T ; :p 1 . :b a :T . :c a :T ; :p 1 ; :q 1 .", "b Xone - :b\nc Xone - :c"),
    Case("node", on_p("sh:node :N") + " :N a sh:NodeShape ; sh:property [ sh:path :q ; sh:minCount 1 ; sh:maxCount 2 ] .", ":a a :T ; :p :x , :y , :z . :x :q 1 . :z :q 1 , 2 , 3 .", "a Node :p :y\na Node :p :z"),
    Case("node-deep", on("sh:node :N") + " :N a sh:NodeShape ; sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:hasValue 1 ; sh:not [ sh:hasValue 2 ] ] ] .", ":a a :T ; :p :x . :x :q 1 . :b a :T ; :p :y . :y :q 2 . :c a :T .", "b Node - :b"),
    Case("property-in-property", on_p("sh:property [ sh:path :q ; sh:minCount 1 ]"), ":a a :T ; :p :x , :y . :b a :T ; :p :y . :x :q 1 .", "y MinCount :q"),
    Case("qualified-min", on_p("sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1"), ":a a :T ; :p :x . :x a :C . :b a :T ; :p :y .", "b QualifiedMinCount :p"),
    Case("qualified-max", on_p("sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMaxCount 1"), ":a a :T ; :p :x , :z , :y . :x a :C . :z a :C . :b a :T ; :p :y , :x .", "a QualifiedMaxCount :p"),
    Case("qualified-disjoint", on("sh:property :P , :Q") + " :P sh:path :p ; sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 1 . :Q sh:path :p ; sh:qualifiedValueShape [ sh:class :D ] ; sh:qualifiedMaxCount 9 .", ":a a :T ; :p :x . :x a :C , :D . :b a :T ; :p :y . :y a :C .", "a QualifiedMinCount :p"),
    Case("path-inverse", on("sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ]"), ":a a :T . :b a :T . :x :p :a .", "b MinCount *"),
    Case("path-sequence", on("sh:property [ sh:path ( :p :q ) ; sh:maxCount 1 ]"), ":a a :T ; :p :x , :y . :x :q 1 . :y :q 2 . :b a :T ; :p :x , :z . :z :q 1 .", "a MaxCount *"),
    Case("path-alternative", on("sh:property [ sh:path [ sh:alternativePath ( :p :q ) ] ; sh:minCount 2 ]"), ":a a :T ; :p 1 ; :q 2 . :b a :T ; :p 1 ; :q 1 .", "b MinCount *"),
    Case("path-zero-or-more", on("sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:class :T ]"), ":a a :T ; :p :x . :x :p :y . :y a :T .", "a Class * :x"),
    Case("path-one-or-more", on("sh:property [ sh:path [ sh:oneOrMorePath :p ] ; sh:hasValue :y ]"), ":a a :T ; :p :x . :x :p :y . :b a :T ; :p :z .", "b HasValue *"),
    Case("path-zero-or-one", on("sh:property [ sh:path [ sh:zeroOrOnePath :p ] ; sh:maxCount 1 ]"), ":a a :T ; :p :x . :b a :T ; :p :b .", "a MaxCount *"),
    Case("path-nested", on("sh:property [ sh:path ( [ sh:inversePath :r ] [ sh:zeroOrMorePath [ sh:alternativePath ( :p :q ) ] ] ) ; sh:nodeKind sh:IRI ]"), ":a a :T . :x :r :a ; :p :y . :y :q 1 .", "a NodeKind * 1"),
    Case("target-node", ":S a sh:NodeShape ; sh:targetNode :a , :b ; sh:property [ sh:path :p ; sh:minCount 1 ] .", ":a :p 1 .", "b MinCount :p"),
    Case("target-literal", ':S a sh:NodeShape ; sh:targetNode "x" , 5 ; sh:datatype xsd:integer .', ":a :p 1 .", '"x" Datatype - "x"'),
    Case("target-subjects", ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:class :T .", ":a :p :b . :b a :T .", "a Class - :a"),
    Case("target-objects", ":S a sh:NodeShape ; sh:targetObjectsOf :p ; sh:nodeKind sh:IRI .", ":a :p :b , 1 .", "1 NodeKind - 1"),
    Case("target-implicit", ":S a sh:NodeShape , rdfs:Class ; sh:property [ sh:path :p ; sh:minCount 1 ] .", ":a a :S .", "a MinCount :p"),
    Case("property-shape-target", ":P a sh:PropertyShape ; sh:targetClass :T ; sh:path :p ; sh:minCount 1 .", ":a a :T .", "a MinCount :p"),
    Case("deactivated", on_p("sh:minCount 1 ; sh:deactivated true"), ":a a :T .", ""),
    Case("sparql-node", on('sh:sparql [ sh:prefixes : ; sh:select "SELECT $this ?value { $this ex:p ?value . FILTER(?value > 3) }" ]'), ":a a :T ; :p 1 , 5 , 7 . :b :p 9 .", "a SPARQL - 5\na SPARQL - 7"),
    Case("sparql-this-is-value", on('sh:sparql [ sh:prefixes : ; sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:p ?x } }" ]'), ":a a :T . :b a :T ; :p 1 .", "a SPARQL - :a"),
    Case("sparql-path", on_p('sh:sparql [ sh:prefixes : ; sh:select "SELECT DISTINCT $this ?value WHERE { $this $PATH ?value . ?value ex:q ?value }" ]'), ":a a :T ; :p :x , :y . :x :q :x .", "a SPARQL :p :x"),
    Case("sparql-union", on('sh:sparql [ sh:prefixes : ; sh:select """SELECT $this ?value WHERE { { BIND($this AS ?value) FILTER NOT EXISTS { $this ex:p ?any } } UNION { $this ex:q ?value } OPTIONAL { $this ex:r ?r } }""" ]'), ":a a :T . :b a :T ; :p 1 ; :q 2 . :c :q 3 .", "a SPARQL - :a\nb SPARQL - 2"),
    Case("sparql-subquery", on('sh:sparql [ sh:prefixes : ; sh:select """SELECT $this ?value WHERE { { SELECT $this (COUNT(?x) AS ?n) WHERE { $this ex:p ?x } GROUP BY $this } FILTER(?n > 1) $this ex:p ?value }""" ]'), ":a a :T ; :p 1 . :b a :T ; :p 1 , 2 . :c :p 3 , 4 .", "b SPARQL - 1\nb SPARQL - 2"),
    Case("sparql-text", on('sh:sparql [ sh:prefixes : ; sh:select """SELECT $this ?value WHERE { $this ex:p ?value # a $comment {\n FILTER(CONTAINS(?value, "{ $this } ex:q")) }""" ]'), ':a a :T ; :p "x" , "{ $this } ex:q" .', 'a SPARQL - "{ $this } ex:q"'),
    Case("sparql-needs-nothing-optional", on('sh:sparql [ sh:prefixes : ; sh:select """SELECT $this WHERE { $this ex:p/ex:q* ?x ; (ex:p|ex:r) ?y . OPTIONAL { $this ex:nowhere ?z } FILTER(?x != ex:none && !bound(?z)) }""" ]'), ":a a :T ; :p 1 .", "a SPARQL - :a"),
    Case("sparql-exists", on('sh:sparql [ sh:prefixes : ; sh:select """SELECT $this WHERE { FILTER EXISTS { $this ex:p ?x . ?x ex:q* ?y . ?y ex:r $this FILTER(?y != ex:no) } FILTER NOT EXISTS { $this ex:never ?z . ?z ex:ever $this } }""" ]'), ":a a :T ; :p :x . :x :q :y . :y :r :a . :b a :T ; :p :no . :no :r :b . :c a :T ; :p :x .", "a SPARQL - :a"),
    Case("sparql-below-not", on("sh:not [ sh:sparql [ sh:prefixes : ; sh:select \"SELECT $this ?value WHERE { $this ex:p ?value FILTER(?value > 3) }\" ] ]"), ":a a :T ; :p 1 . :b a :T ; :p 5 .", "a Not - :a"),
    Case("several-at-once", on_p("sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 3"), ':a a :T ; :p 1 , "x" . :b a :T .', 'a MaxCount :p\na Datatype :p "x"\na MinInclusive :p 1\na MinInclusive :p "x"\nb MinCount :p'),
    Case("shared-by-two", ":S a sh:NodeShape ; sh:targetClass :T ; sh:property :P . :R a sh:NodeShape ; sh:targetClass :U ; sh:property :P . :P sh:path :p ; sh:minCount 1 .", ":a a :T . :b a :U .", "a MinCount :p\nb MinCount :p"),
    Case("blank-focus", on_p("sh:minCount 1"), "[] a :T .", "_: MinCount :p"),
]  # fmt: skip
