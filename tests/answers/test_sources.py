from pathlib import Path

import pytest

from pigraph.answers import Sources
from pigraph.errors import StoreError

BASE = "https://w3id.org/pigraph/id/source/"
PLAIN = "머리말\n\n제1조(목적) 「성명」, 주민등록번호\r를\n 5년 보유\n"
HTML = "<p>보유 기간</p>\n<td class='a'>5년&nbsp;<br>보유</td>"


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    Sources.write(tmp_path / "sources", [("a" * 64, "plain.txt", PLAIN), ("b" * 64, "page.html", HTML)])
    return Sources(tmp_path / "sources")


def iri(letter: str, begin: int, end: int) -> str:
    return f"{BASE}{letter * 12}#char={begin},{end}"


def test_a_quote_has_the_words_and_their_place(sources: Sources) -> None:
    begin = PLAIN.index("주민등록번호")
    quote = sources.quote(iri("a", begin, PLAIN.index(" 보유")))
    assert quote.words == "주민등록번호 를 5년"
    assert (quote.place, quote.begin) == ("plain.txt:3", begin)


def test_the_ends_of_a_source_can_be_quoted(sources: Sources) -> None:
    assert sources.quote(iri("a", 0, 3)).place == "plain.txt:1"
    assert sources.quote(iri("a", len(PLAIN) - 3, len(PLAIN))).words == "보유"


def test_markup_is_not_quoted(sources: Sources) -> None:
    begin = HTML.index("class")
    quote = sources.quote(iri("b", begin, len(HTML) - 2))
    assert (quote.words, quote.place) == ("5년 보유", "page.html:2")


def test_borders_of_a_table_are_one_stroke(tmp_path: Path) -> None:
    text = "| 이름 | 주소 |\n|------|:--:|\n| - 가나 | |\n| 다라 -- 마 |"
    Sources.write(tmp_path / "new", [("a" * 64, "t.md", text)])
    quote = Sources(tmp_path / "new").quote(iri("a", 0, len(text)))
    assert quote.words == "이름 | 주소 | - 가나 | 다라 -- 마"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (iri("a", 0, 999), "lies outside its source, which has"),
        (iri("a", 5, 3), "lies outside its source"),
        (iri("c", 0, 3), "no source cccccccccccc"),
        ("https://w3id.org/pigraph/id/org/가나시", "is not evidence"),
        (f"{BASE}../../etc/passwd#char=0,3", "is not evidence"),
    ],
)
def test_what_cannot_be_quoted_says_why(sources: Sources, value: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        sources.quote(value)


def test_evidence_is_recognised_and_ordered_by_place() -> None:
    later, first, other = iri("a", 20, 30), iri("a", 3, 9), iri("b", 1, 2)
    assert Sources.evidence(f"{other} {later}\n{first}") == [first, later, other]
    assert Sources.evidence(f"{first} and more") == []
    assert Sources.evidence("") == []


def test_a_graph_without_sources(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no source"):
        Sources(tmp_path).quote(iri("a", 0, 1))
