import re

import pytest

from pigraph.checks.nesting import nested, without_repetition
from pigraph.checks.selects import _TOKEN, Token


def tokens(text: str) -> list[Token]:
    return [Token(m.lastgroup or "", " " if m.lastgroup == "blank" else m[0]) for m in _TOKEN.finditer(text)]


def rewritten(text: str) -> str:
    return plain("".join(t.text for t in nested(tokens(text))))


def plain(text: str) -> str:
    """One blank between words and braces, no full stop before a brace."""
    return " ".join(re.sub(r"([{}])", r" \1 ", text).split()).replace(" . }", " }")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FILTER EXISTS { ?a <p> ?b }", "FILTER EXISTS { ?a <p> ?b }"),
        (
            "NOT EXISTS { ?a <p> ?b . ?b <q>* ?c FILTER(?c != 1) }",
            "NOT EXISTS { ?a <p> ?b . FILTER EXISTS { ?b <q>* ?c . FILTER(?c != 1) } }",
        ),
        ("EXISTS { ?a <p> ?b ; <q> ?c , ?d }", "EXISTS { ?a <p> ?b . FILTER EXISTS { ?a <q> ?c , ?d . } }"),
        (
            "EXISTS { ?a (<p>|^<q>)? ?b ; a <T> . FILTER NOT EXISTS { ?b <r> 1 . ?b <s> 2 } }",
            "EXISTS { ?a (<p>|^<q>)? ?b . FILTER EXISTS { ?a a <T> . "
            "FILTER NOT EXISTS { ?b <r> 1 . FILTER EXISTS { ?b <s> 2 . } } } }",
        ),
        (
            "?v <r> 1 FILTER NOT EXISTS { ?a <p> ?b . ?b (<q>)? ?v }",
            "?v <r> 1 FILTER NOT EXISTS { ?b (<q>)? ?v . FILTER EXISTS { ?a <p> ?b . } }",
        ),
        ("EXISTS { ?a <p> ?b OPTIONAL { ?b <q> ?c } }", "EXISTS { ?a <p> ?b OPTIONAL { ?b <q> ?c } }"),
        ("EXISTS { { ?a <p> ?b } UNION { ?a <q> ?b } }", "EXISTS { { ?a <p> ?b } UNION { ?a <q> ?b } }"),
        ("EXISTS { ?a <p> [ <q> 1 ] . ?a <r> 2 }", "EXISTS { ?a <p> [ <q> 1 ] . ?a <r> 2 }"),
        ("?a <p> ?b . ?b <q> ?c", "?a <p> ?b . ?b <q> ?c"),
    ],
)
def test_groups_are_nested_where_they_hold_triples_and_filters_only(text: str, expected: str) -> None:
    assert rewritten(text) == plain(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SELECT ?this { ?this <p> ?x ; <q> ?y . ?x <r> ?z FILTER(?y > 1) }",
            "SELECT ?this { ?this <p> ?x . ?this <q> ?y . FILTER EXISTS { ?x <r> ?z } FILTER(?y > 1) }",
        ),
        ("SELECT ?this { ?this <p> ?x . ?x <q> 1 }", "SELECT ?this { ?this <p> ?x . ?x <q> 1 }"),
        ("SELECT ?this ?value { ?this <p> ?value }", "SELECT ?this ?value { ?this <p> ?value }"),
        ("SELECT ?this { ?other <p> ?x }", "SELECT ?this { ?other <p> ?x }"),
        ("SELECT ?this { ?this <p> ?x OPTIONAL { } }", "SELECT ?this { ?this <p> ?x OPTIONAL { } }"),
        (
            "SELECT ?this { ?this <p> ?x } GROUP BY ?this HAVING(COUNT(*) > 1)",
            "SELECT ?this { ?this <p> ?x } GROUP BY ?this HAVING(COUNT(*) > 1)",
        ),
    ],
)
def test_patterns_that_only_ask_for_some_value_do_not_multiply_solutions(text: str, expected: str) -> None:
    query = tokens(text)
    begin = next(n for n, t in enumerate(query) if t.text == "{")
    end = max(n for n, t in enumerate(query) if t.text == "}")
    written = "".join(t.text for t in nested(without_repetition(query, range(begin, end))))
    assert plain(written) == plain(expected)
