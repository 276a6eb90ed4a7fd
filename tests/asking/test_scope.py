"""Which rows answer: what limits them is never dropped, and what is only general does not count."""

from __future__ import annotations

from asking.graph import Graph
from pigraph.asking import Field, Status
from pigraph.asking.terms import Terms


def test_words_with_something_between_find_a_name() -> None:
    terms = Terms(labels={"x/id/file/a": "나눔관리시스템 대상자 정보", "x/id/file/b": "나눔관리 봉사자 정보"})
    assert terms.threads("나눔관리대상자") == ("x/id/file/a",)
    assert terms.threads("대상자나눔관리") == ()


def test_the_last_words_of_a_file_s_name_limit_a_question(graph: Graph) -> None:
    answer = graph.ask("대상자 정보는 얼마나 보관됩니까?")
    assert answer.meaning
    assert [x.field for x in answer.meaning.limits] == [Field.WORDS]
    assert len(answer.labels) == 1


def test_a_body_with_only_a_general_clause_does_not_outsource(graph: Graph) -> None:
    assert "김포시" not in graph.ask("개인정보 처리를 위탁하는 기관은?").labels
    assert graph.ask("김포시는 어느 업체에 위탁하나요?").status is Status.NOT_STATED


def test_files_are_counted_without_what_else_a_policy_says(graph: Graph) -> None:
    assert graph.ask("한국사회보장정보원의 개인정보파일은 몇 개인가요?").labels == ("2",)


def test_which_article_asks_for_the_places_in_that_law_alone(graph: Graph) -> None:
    labels = graph.ask("서울시 신청정보의 법적 근거에 아동복지법 몇 조가 있나요?").labels
    assert labels
    assert all(label.startswith("아동복지법 제") for label in labels)


def test_matters_that_no_policy_states_are_understood(graph: Graph) -> None:
    for question in ("국외로 개인정보를 이전하는 기관이 있나요?", "Which bodies process pseudonymised data?"):
        answer = graph.ask(question)
        assert answer.status is Status.NOT_STATED
        assert answer.meaning
        assert [x.field for x in answer.meaning.limits] == [Field.TOPIC]


def test_a_matter_is_told_with_the_words_of_its_section(graph: Graph) -> None:
    answer = graph.ask("CCTV를 운영하는 기관은?")
    assert answer.labels == ("김포시",)
    assert any("영상정보처리기기" in quote.words for row in answer.rows for quote in row.quotes)


def test_a_yes_keeps_whose_it_is(graph: Graph) -> None:
    assert graph.ask("김포시는 CCTV를 운영하나요?").labels == ("예",)
    assert graph.ask("서울시는 CCTV를 운영하나요?").status is Status.NOT_STATED


def test_whose_data_are_asked_for_is_not_dropped(graph: Graph) -> None:
    answer = graph.ask("환자 정보는 얼마나 보관하나요?")
    assert answer.status is Status.NOT_STATED
    assert answer.meaning
    assert [x.field for x in answer.meaning.limits] == [Field.SUBJECT]


def test_a_matter_limits_contacts_too(graph: Graph) -> None:
    assert graph.ask("CCTV 책임자 전화번호는?").status is Status.NOT_STATED
