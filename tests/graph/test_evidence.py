"""Spans of evidence: what is joined, and what entries cover."""

from __future__ import annotations

import pytest

from graph.pages import Page
from pigraph.graph.evidence import Read, sources, together
from pigraph.graph.iris import Iris
from pigraph.records.model import How, Record
from pigraph.text import Span

TEXT = "성명, 나이 그리고 <li>주소</li>\n<li>이메일</li> &nbsp; 팩스"
PAGE = Page(TEXT)
IRIS = Iris.of(Record("a.txt", "0" * 64, TEXT))


def cut(*phrases: str) -> list[str]:
    return [s.cut(TEXT) for s in together([PAGE.span(p) for p in phrases], TEXT)]


@pytest.mark.parametrize(
    ("phrases", "joined"),
    [
        (["나이", "성명"], ["성명, 나이"]),
        (["나이", "주소"], ["나이", "주소"]),
        (["주소", "이메일"], ["주소</li>\n<li>이메일"]),
        (["이메일", "팩스"], ["이메일</li> &nbsp; 팩스"]),
        (["성명", "성명, 나이"], ["성명, 나이"]),
    ],
)
def test_only_separators_and_markup_are_bridged(phrases: list[str], joined: list[str]) -> None:
    assert cut(*phrases) == joined


def spans(*values: tuple[str, How], entry: str = "") -> list[tuple[str, bool]]:
    reads = [Read(PAGE.words(phrase), how) for phrase, how in values]
    entries = (PAGE.span(entry),) if entry else ()
    found = []
    for fact in sources(IRIS.part("h1"), TEXT, IRIS, reads, entries):
        begin, end = fact.object.value.rsplit("=", 1)[1].split(",")
        found.append((Span(int(begin), int(end)).cut(TEXT), fact.asserted))
    return found


def test_values_outside_the_entries_are_added() -> None:
    assert spans(("성명", How.TABLE), ("이메일", How.LIST), entry="성명, 나이") == [
        ("성명, 나이", True),
        ("이메일", True),
    ]


def test_words_of_inferred_values_are_evidence_in_the_inferred_graph() -> None:
    assert spans(("성명", How.TABLE), ("주소", How.MATCHED)) == [("성명", True), ("주소", False)]
    assert spans(("성명", How.TABLE), ("성명", How.CARRIED)) == [("성명", True)]


def test_what_was_given_beside_the_document_has_no_place_in_it() -> None:
    assert spans(("성명", How.GIVEN)) == []
