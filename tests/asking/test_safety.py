"""Nothing that a user types reaches SPARQL unescaped, and no answer shows what the graph does not hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from asking.graph import Graph
from pigraph.asking import Field, Limit, Meaning, Scene, Status, answer_meaning
from pigraph.asking.model import Value
from pigraph.asking.query import iri, sparql, text
from pigraph.asking.vet import vetted
from pigraph.errors import DataError

EVIL = st.sampled_from(
    [
        '" } ; DROP ALL #',
        "> } SERVICE <http://x.example/> { ?s ?p ?o",
        "'; INSERT DATA { <a:a> <b:b> <c:c> }",
        "<script>alert(1)</script>",
        "\\u0022 } UNION { ?s ?p ?o }",
        "}\n} # ",
        "?row",
        "김포시> . ?a ?b ?c . <",
    ]
)
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')
WORDS = st.one_of(st.text(max_size=40), EVIL)
FRAMES = st.sampled_from(
    [
        "{}는 주민등록번호를 제공받나요?",
        "{}에 개인정보를 제공하는 법적 근거는?",
        "김포시는 {}번호를 수집하나요?",
        "{}법 제3조에 근거한 파일은?",
        "Who receives {} from Gimpo?",
        "{}",
        "영향평가를 {}년에 받은 파일은?",
    ]
)


@settings(max_examples=150)
@given(frame=FRAMES, words=WORDS)
def test_what_is_typed_stands_in_no_query_but_as_a_literal(graph: Graph, frame: str, words: str) -> None:
    answer = graph.ask(frame.format(words))
    assert answer.status in Status
    bare = LITERAL.sub('""', answer.sparql)
    vetted(answer.sparql)
    for piece in ("DROP", "SERVICE", "INSERT", "script", "x.example"):
        assert piece not in bare
    if answer.status is not Status.ANSWERED:
        assert not answer.rows and not answer.labels


@given(words=WORDS)
def test_a_value_of_a_meaning_is_a_literal_or_an_iri_or_an_error(graph: Graph, words: str) -> None:
    """A meaning may come from an address that somebody wrote by hand."""
    meaning = Meaning(Scene.PROVISION, (Field.RECIPIENT,), (Limit(Field.START, (Value(words),)),))
    try:
        query = sparql(meaning)
    except ValueError:
        return
    assert words == "" or LITERAL.sub('""', query).count("FILTER") >= 1
    answer_meaning(meaning, graph.store, graph.terms)
    with_iri = replace(meaning, limits=(Limit(Field.RECIPIENT, (Value("x", words),)),))
    if words:
        try:
            vetted(sparql(with_iri))
        except (ValueError, DataError):
            return
        answer_meaning(with_iri, graph.store, graph.terms)


@pytest.mark.parametrize("wrong", ["", "no iri", "http://a b", "http://x/>", "http://x/\n"])
def test_no_text_passes_for_an_iri(wrong: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        iri(wrong)


def test_texts_are_escaped() -> None:
    assert text('a"b\\c\nd') == '"a\\"b\\\\c\\nd"'


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a WHERE { ?a pi:unknown ?b }",
        "SELECT ?a WHERE { ?a <http://x.example/p> ?b }",
        "SELECT ?a WHERE { SERVICE ?x { ?a pi:file ?b } }",
        "DELETE WHERE { ?a pi:file ?b }",
        "SELECT ?a WHERE { ?a nowhere:file ?b }",
    ],
)
def test_a_query_with_unpublished_terms_or_words_is_refused(query: str) -> None:
    with pytest.raises(DataError):
        vetted(query)
