"""Which of some, the first of all, what several have in common, how many, and yes or no."""

from __future__ import annotations

import pytest

from asking.graph import Graph
from pigraph.asking import Field, Scene, Shape, Status


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("국세청과 병무청 중 어디가 정보를 더 오래 보관하나요?", "병무청"),
        ("GS리테일이랑 국세청 중 누가 개인정보를 더 적게 제공받아?", "GS리테일"),
        ("국세청과 GS리테일 가운데 더 많은 항목을 받는 쪽은?", "국세청"),
        ("김포시와 서울시 중에 개인정보를 더 많은 곳에 제공하는 곳은?", "김포시"),
        ("김포시와 서울시 중 방침을 먼저 시행한 곳은?", "김포시"),
        ("Which of the National Tax Service and GS Retail keeps the data longer?", "국세청"),
        ("Which receives more items, GS Retail or the National Tax Service?", "국세청"),
        ("Who receives fewer items, GS Retail or 국세청?", "GS리테일"),
        ("Which of Gimpo and Seoul has more processors?", "서울특별시"),
        ("Which is older, the policy of Gimpo or that of Seoul?", "김포시"),
    ],
)
def test_which_of_the_named(graph: Graph, question: str, first: str) -> None:
    answer = graph.ask(question)
    assert answer.meaning
    assert answer.meaning.shape is Shape.TOP
    assert answer.labels == (first,)


def test_one_with_a_period_is_not_longer_than_one_that_states_none(graph: Graph) -> None:
    answer = graph.ask("경찰서와 병무청 중 어디가 더 오래 보유하나요?")
    assert answer.status is Status.NOT_STATED
    assert "순위" in answer.sentence


@pytest.mark.parametrize("question", ["병무청보다 더 오래 보유하는 곳은?", "국세청보다 더 많은 항목을 받는 곳은?"])
def test_beyond_one_is_not_asked_as_a_ranking(graph: Graph, question: str) -> None:
    assert graph.ask(question).status is Status.OUT_OF_SCOPE


def test_lengths_of_time_are_limits_not_rankings(graph: Graph) -> None:
    answer = graph.ask("5년보다 더 오래 보유하는 파일은?")
    assert answer.meaning
    assert [x.field for x in answer.meaning.limits] == [Field.MONTHS]
    assert answer.meaning.shape is Shape.LIST


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("가장 오래된 방침은?", {"김포시"}),
        ("제일 최근에 시행된 방침은 어느 기관 것인가요?", {"한국사회보장정보원"}),
        ("Whose policy came into force first?", {"김포시"}),
        ("What is the newest privacy policy?", {"한국사회보장정보원"}),
        ("When did the oldest policy take effect?", {"2012-03-30"}),
        ("가장 최근 방침의 시행일은 언제인가요?", {"2026-06-12"}),
        ("위탁이 가장 먼저 끝나는 업체는?", {"㈜파란샘"}),
        ("Which outsourcing contract ends latest?", {"네오플로 주식회사"}),
        ("수탁자가 가장 많은 기관은?", {"한국사회보장정보원"}),
        ("Which body has the most recipients?", {"김포시"}),
        ("Which agency shares data with the most organisations?", {"김포시"}),
        ("Which recipient receives the most items?", {"서민금융진흥원"}),
        ("보유기간이 제일 짧은 건 뭐예요?", {"민원사무 처리"}),
        ("김포시 최신 방침은 언제 시행됐나요?", {"2012-03-30"}),
    ],
)
def test_the_first_of_all(graph: Graph, question: str, labels: set[str]) -> None:
    assert set(graph.ask(question).labels) == labels


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("국세청과 국민건강보험공단에 공통으로 제공되는 항목은?", {"과세내역", "납세자성명", "주민등록번호"}),
        ("경찰서와 세무서가 둘 다 받는 개인정보는 뭐예요?", {"성명", "주민등록번호"}),
        ("GS리테일과 오아시스마켓이 공통으로 받는 항목은?", {"이름", "휴대폰번호"}),
        ("국세청과 GS리테일이 공통으로 제공받는 항목은?", {"이름"}),
        ("Which data go to both GS Retail and BGF Retail?", {"이름", "휴대폰번호"}),
    ],
)
def test_what_two_recipients_both_get(graph: Graph, question: str, labels: set[str]) -> None:
    answer = graph.ask(question)
    assert answer.meaning
    assert answer.meaning.shape is Shape.COMMON
    assert set(answer.labels) == labels


def test_nothing_in_common_is_not_said_to_be_nothing_stated(graph: Graph) -> None:
    answer = graph.ask("네오플로와 휴엔시스가 공통으로 맡은 업무는?")
    assert answer.status is Status.NOT_STATED
    assert "공통된" in answer.sentence
    assert not answer.instead


@pytest.mark.parametrize(
    ("question", "number", "scene"),
    [
        ("서울시는 개인정보 처리를 몇 군데 업체에 맡기고 있나요?", "2", Scene.OUTSOURCING),
        ("정신건강사례관리시스템은 개인정보 처리를 몇 개 업체에 위탁합니까?", "3", Scene.OUTSOURCING),
        ("개인정보 처리를 맡은 업체가 모두 몇 곳인가요?", "5", Scene.OUTSOURCING),
        ("김포시가 정보를 넘기는 데가 몇 군데죠?", "7", Scene.PROVISION),
        ("국세청이 제공받는 항목은 몇 가지인가요?", "4", Scene.PROVISION),
        ("How many companies does Seoul outsource to?", "2", Scene.OUTSOURCING),
        ("How many recipients does Gimpo have?", "7", Scene.PROVISION),
    ],
)
def test_how_many(graph: Graph, question: str, number: str, scene: Scene) -> None:
    answer = graph.ask(question)
    assert answer.meaning
    assert (answer.meaning.scene, answer.labels) == (scene, (number,))


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("서울시 누리집은 쿠키를 쓰나요?", ("예",)),
        ("서울시는 업체에 개인정보 처리를 맡기나요?", ("예",)),
        ("김포시는 다른 기관에 정보를 넘기나요?", ("예",)),
        ("Does Gimpo provide personal data to third parties?", ("yes",)),
        ("Is personal data of Gimpo shared with the tax office?", ("yes",)),
        ("Do the police receive resident registration numbers?", ("yes",)),
        ("김포시는 업체에 개인정보 처리를 맡기나요?", ()),
        ("GS리테일은 주소를 제공받나요?", ()),
        ("김포시 홈페이지는 쿠키를 쓰나요?", ()),
        ("Does the mental health system use cookies?", ()),
    ],
)
def test_yes_or_not_stated(graph: Graph, question: str, labels: tuple[str, ...]) -> None:
    answer = graph.ask(question)
    assert answer.meaning
    assert (answer.meaning.shape, answer.labels) == (Shape.EXISTS, labels)


@pytest.mark.parametrize(
    "question",
    ["국세청과 GS리테일을 비교해줘", "What is the difference between GS Retail and the National Tax Service?"],
)
def test_a_comparison_without_a_dimension_shows_both(graph: Graph, question: str) -> None:
    answer = graph.ask(question)
    assert answer.meaning
    assert answer.meaning.shape is Shape.COMPARE
    assert {v.label for r in answer.rows for v in r.cells["recipient"]} >= {"국세청", "GS리테일"}


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("국세청과 병무청 가운데 보유기간이 짧은 쪽은?", "국세청"),
        ("국세청이랑 병무청 중에서 오래 보관하는 데는 어디죠?", "병무청"),
        ("국세청과 GS리테일 중 항목을 많이 받는 곳은?", "국세청"),
    ],
)
def test_a_plain_adjective_ranks_those_that_are_named(graph: Graph, question: str, first: str) -> None:
    assert graph.ask(question).labels == (first,)


@pytest.mark.parametrize("question", ["오래 보관하는 파일은?", "많은 항목을 받는 곳은?"])
def test_a_plain_adjective_alone_says_too_little(graph: Graph, question: str) -> None:
    assert graph.ask(question).status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize(
    "question",
    ["김포시와 부산시 중 항목을 더 많이 수집하는 곳은?", "Does Busan share data with more companies than Seoul?"],
)
def test_nobody_is_first_beside_one_that_has_no_policy(graph: Graph, question: str) -> None:
    assert graph.ask(question).status is Status.NOT_STATED


@pytest.mark.parametrize("question", ["직원이 가장 많은 기관은?", "Which agency has the most employees?"])
def test_what_policies_do_not_count_is_not_ranked(graph: Graph, question: str) -> None:
    assert graph.ask(question).status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("서울시와 김포시 중 위탁업체가 있는 곳은?", {"서울특별시"}),
        ("김포시와 서울시 중 쿠키를 쓰는 곳은 어디인가요?", {"서울특별시"}),
        ("국세청과 병무청 중 주민등록번호를 받는 곳은?", {"국세청"}),
        ("Which of Gimpo and Seoul uses cookies?", {"서울특별시"}),
        ("Which of the police and the tax office receives addresses?", {"경찰서"}),
        ("GS리테일과 국세청 중 누가 주소를 받나요?", set()),
    ],
)
def test_which_of_the_named_does_something(graph: Graph, question: str, labels: set[str]) -> None:
    answer = graph.ask(question)
    assert answer.meaning
    assert answer.meaning.shape is Shape.LIST
    assert set(answer.labels) == labels


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("가장 항목이 많은 파일은?", "정신건강사례관리시스템 사용자 정보"),
        ("What is the earliest effective date?", "2012-03-30"),
    ],
)
def test_the_word_of_ranking_may_stand_apart(graph: Graph, question: str, label: str) -> None:
    assert graph.ask(question).labels == (label,)


@pytest.mark.parametrize("question", ["가장 자주 위탁받는 업체는?", "Which of the policies mentions sub-processors?"])
def test_a_question_that_is_half_understood_is_not_answered_with_everything(graph: Graph, question: str) -> None:
    assert graph.ask(question).status is Status.OUT_OF_SCOPE
