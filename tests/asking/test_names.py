"""Names that a graph does not print: English, spoken, and such as it lacks."""

from __future__ import annotations

import pytest

from asking.graph import Graph
from pigraph.asking import Field, Status
from pigraph.asking.english import koreanised, names
from pigraph.asking.link import link
from pigraph.asking.names import is_ordinary, ordinary_names
from pigraph.asking.words import question_words


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("credit card numbers", "카드번호"),
        ("Credit-Card Number", "카드번호"),
        ("driver's licence numbers", "운전면허번호"),
        ("drivers' license number", "운전면허번호"),
        ("counselling records", "상담내역"),
        ("the National Tax Service's", "the  국세청"),
    ],
)
def test_english_names_whatever_their_form(english: str, korean: str) -> None:
    assert koreanised(english).strip() == korean


def test_every_english_name_is_found() -> None:
    assert [n for n, korean in names().items() if koreanised(n).strip() not in korean] == []


def test_words_of_questions_go_before_names() -> None:
    assert koreanised("service providers, children under 14, foreign servers").isascii()


def test_a_latin_word_begins_and_ends_at_its_borders() -> None:
    assert koreanised("IP주소를 수집하는 기관") == "IP주소를 수집하는 기관"


def test_the_first_word_that_the_graph_knows_stands_for_a_name() -> None:
    assert koreanised("donors", lambda word: word == "후원자").strip() == "후원자"
    assert koreanised("donors", lambda word: False).strip() == "기탁자"


@pytest.mark.parametrize("verb", ["notified", "shredded", "logged", "storing", "dealswith", "reoutsourced"])
def test_english_verbs_are_inflected(verb: str) -> None:
    assert verb in question_words()


def test_a_word_inside_a_name_is_none() -> None:
    assert "평생교육" in ordinary_names()
    assert "회원관리" not in ordinary_names()
    assert is_ordinary("도서관주차권")
    assert not is_ordinary("도서관무엇")


@pytest.mark.parametrize(
    ("spoken", "printed"), [("폰번호를", "휴대전화번호를"), ("이멜을", "전자우편주소를"), ("통장 사본을", "계좌번호를")]
)
def test_spoken_names_stand_for_printed_ones(graph: Graph, spoken: str, printed: str) -> None:
    asked = graph.ask(f"{spoken} 모으는 데가 어디야?")
    assert asked.labels == graph.ask(f"{printed} 수집하는 기관은?").labels
    assert asked.labels


@pytest.mark.parametrize(
    "question",
    [
        "주차권 신청자 명단은 언제까지 보관해?",
        "How long are parking passes kept?",
        "Which agencies collect shoe laces?",
    ],
)
def test_what_this_graph_lacks_is_not_stated(graph: Graph, question: str) -> None:
    answer = graph.ask(question)
    assert answer.status is Status.NOT_STATED
    assert answer.meaning
    assert any(x.field is Field.ITEM and not x.values[0].iri for x in answer.meaning.limits)


@pytest.mark.parametrize(
    "question",
    [
        "주차권은 어떻게 신청해?",
        "How do I apply for a parking pass?",
        "수영장 이용료가 얼마예요?",
        "Who wrote the policy?",
    ],
)
def test_how_to_do_a_thing_stays_out_of_scope(graph: Graph, question: str) -> None:
    assert graph.ask(question).status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize(
    "please", ["알려 주시면 감사하겠습니다", "말씀해 주실 수 있을까요", "가르쳐줄래", "찾아봐 줘요"]
)
def test_polite_requests_say_nothing(graph: Graph, please: str) -> None:
    assert (
        graph.ask(f"주민등록번호를 처리하는 기관을 {please}").labels
        == graph.ask("주민등록번호를 처리하는 기관은?").labels
    )


def test_an_english_name_of_a_company_without_its_legal_form(graph: Graph) -> None:
    tokens = link("Which tasks are entrusted to Paransaem?", graph.terms).tokens
    assert any(t.sense("org") and t.senses[0].iri for t in tokens)
