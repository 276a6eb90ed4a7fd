"""Nothing that a user types can end its own literal or IRI, or be anything but one term."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pigraph.store import EmbeddedStore, Iri, Rows, Text
from pigraph.views.binding import BadValue, bound, iri, text
from pigraph.views.library import Library

TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(TYPED)
@example('" } DELETE WHERE { ?s ?p ?o } #')
@example("\\")
@example("'''\n\r\t\\u0022")
@example("$thing ?x $1")
def test_a_text_comes_back_as_it_was_typed(typed: str) -> None:
    store = EmbeddedStore.in_memory(io.BytesIO())
    answer = store.query(bound("SELECT (STR($words) AS ?back) ($n AS ?number) {}", words=Text(typed), n=7))
    assert isinstance(answer, Rows)
    ((back, number),) = answer.rows
    assert back is not None and number is not None
    assert (back.value, number.value) == (typed, "7")


@given(TYPED)
@example("https://w3id.org/pigraph/id/item/a> <b")
@example("https://w3id.org/pigraph/id/item/x\\u003e")
@example("javascript:alert(1)")
def test_an_iri_is_one_or_is_refused(typed: str) -> None:
    try:
        written = iri(typed)
    except BadValue:
        return
    assert written == f"<{typed}>"
    assert not set(typed) & set(' <>"{}|^`\\\n')


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(BadValue):
        text("\ud800")


def test_values_are_not_searched_for_places() -> None:
    assert bound("$a $b", a=Text("$b"), b=Text("x")) == '"$b" "x"'


def test_rows_of_values_are_terms_or_tuples() -> None:
    one, other = Iri("https://a.example/1"), Iri("https://a.example/2")
    assert bound("{ $x }", x=[one, other]) == "{ <https://a.example/1> <https://a.example/2> }"
    assert bound("{ $x }", x=[(one, other)]) == "{ (<https://a.example/1> <https://a.example/2>) }"


@given(TYPED)
@example('") } #')
@example("주민 등록")
def test_any_search_is_answered(library: Library, typed: str) -> None:
    from pigraph.views.policies import every_policy

    assert len(every_policy(library, typed)) <= 5
