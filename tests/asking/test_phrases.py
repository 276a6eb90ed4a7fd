"""Kinds of bodies, people, sub-processors, data subjects, clauses and purposes, and words that name nothing."""

from __future__ import annotations

import pytest

from asking.graph import Graph
from pigraph.asking import Field, Scene, Status
from pigraph.asking.generic import is_generic, only_says


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("공단 가운데 정보를 받는 곳은 어디인가요?", {"국민건강보험공단"}),
        ("어느 위원회가 정보를 받나요?", {"신용회복위원회"}),
        ("위원회 중에서 개인정보를 받는 곳은?", {"신용회복위원회"}),
        ("경찰서 중에서 개인정보를 제공받는 곳은?", {"경찰서"}),
        ("은행 중에 개인정보를 제공받는 곳이 있나요?", set()),
    ],
)
def test_bodies_of_a_kind_are_told_by_their_names(graph: Graph, question: str, labels: set[str]) -> None:
    assert set(graph.ask(question).labels) == labels


@pytest.mark.parametrize(
    "question",
    [
        "한승원의 전화번호는?",
        "What is the phone number of Han Seungwon?",
        "What is the phone number of Seung-won Han?",
        "개인정보 보호책임자 한승원 연락처 알려줘",
        "What is the phone number of 한승원, responsible for privacy?",
    ],
)
def test_people_are_named_in_either_script(graph: Graph, question: str) -> None:
    assert graph.ask(question).labels == ("02-6360-5480",)


def test_somebody_unknown_is_not_stated(graph: Graph) -> None:
    assert graph.ask("홍길동의 전화번호는?").status is Status.NOT_STATED


@pytest.mark.parametrize(
    "question", ["재수탁자는 어디인가요?", "재위탁받은 업체가 있나요?", "Which sub-processors are there?"]
)
def test_sub_processors_alone(graph: Graph, question: str) -> None:
    assert graph.ask(question).status is Status.NOT_STATED


def test_sub_processors_of_a_service(larger: Graph) -> None:
    alone = graph_labels(larger, "1365자원봉사포털의 재수탁자는?")
    assert len(alone) == 2
    assert alone < graph_labels(larger, "재수탁자까지 포함해서 1365자원봉사포털의 수탁자를 알려줘")


def graph_labels(graph: Graph, question: str) -> set[str]:
    return set(graph.ask(question).labels)


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("서울시가 제공하는 대상아동 정보는 무엇입니까?", {"이름", "생년월일", "성별"}),
        ("만능키가 민간돌봄 서비스업체에 주는 대상아동 정보는 어떤게 있나요?", {"이름", "생년월일", "성별"}),
        ("만능키가 넘기는 신청자 정보는?", {"생년월일", "이름", "성별", "아이디", "주소", "휴대폰번호"}),
        ("몽땅정보 만능키가 선택 정보로 받는 건?", {"가구현황", "이메일", "휴대폰번호"}),
        ("몽땅정보 만능키가 선택 항목으로 수집하는 건 뭐가 있나요?", {"가구현황", "이메일", "휴대폰번호"}),
    ],
)
def test_items_of_people_and_items_of_choice(graph: Graph, question: str, labels: set[str]) -> None:
    assert graph_labels(graph, question) == labels


@pytest.mark.parametrize(
    "question",
    [
        "GS리테일은 개인정보를 어디에 쓰려고 받나요?",
        "세무서는 주민등록번호를 뭐에 쓰려고 가져가나요?",
        "병무청은 정보를 무엇에 쓰려고 제공받나요?",
        "법원은 정보를 뭘 하려고 받아 가나요?",
        "계좌번호는 어디에 쓰나요?",
    ],
)
def test_what_for_asks_for_the_purpose(graph: Graph, question: str) -> None:
    answer = graph.ask(question)
    assert answer.meaning
    assert answer.meaning.targets == (Field.PURPOSE,)
    assert len(answer.labels) == 1


def test_without_consent_leaves_out_the_groups_with_consent(graph: Graph) -> None:
    question = "정신건강사례관리시스템 사용자 정보를 {} 처리하는 항목은?"
    without, agreed = (graph_labels(graph, question.format(x)) for x in ("동의 없이", "동의를 받아"))
    assert without
    assert agreed
    assert not without & agreed


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("14세 미만 아동에 관한 조항이 있는 방침은?", {"한국사회보장정보원"}),
        ("제25조를 언급한 위탁 조항이 있는 방침은?", {"김포시", "서울특별시"}),
        ("위탁 조항에 개인정보 보호법 제25조가 적혀 있는 방침은 어느 기관 거예요?", {"김포시", "서울특별시"}),
        ("Which policies have a clause on outsourcing?", {"김포시", "서울특별시", "한국사회보장정보원"}),
        ("Which policies cite Article 25 in the clause on outsourcing?", {"김포시", "서울특별시"}),
    ],
)
def test_policies_by_their_clauses(graph: Graph, question: str, labels: set[str]) -> None:
    answer = graph.ask(question)
    assert answer.meaning
    assert answer.meaning.scene is Scene.CLAUSE
    assert set(answer.labels) == labels


@pytest.mark.parametrize("words", ["개인정보처리", "정보수집", "개인정보관리"])
def test_data_and_what_is_done_with_it_is_no_name(words: str) -> None:
    assert only_says(words)


@pytest.mark.parametrize("words", ["사용자정보", "대상자정보", "장학정보", "처리"])
def test_other_words_may_be_names(words: str) -> None:
    assert not only_says(words)


@pytest.mark.parametrize(
    ("words", "generic"), [("회원", True), ("홈페이지이용", True), ("장학금", False), ("환자", False)]
)
def test_generic_words(words: str, generic: bool) -> None:
    assert is_generic(words) is generic


def test_generic_words_do_not_hide_recipients(larger: Graph) -> None:
    question = "{}비밀번호를 제공받는 곳은?"
    assert graph_labels(larger, question.format("회원 ")) == graph_labels(larger, question.format("")) != set()


@pytest.mark.parametrize(
    "question",
    ["환자 정보는 얼마나 보관하나요?", "장학금 비밀번호를 제공받는 곳은?", "홈페이지 유지관리를 맡은 김포시 업체는?"],
)
def test_words_that_name_something_still_limit(graph: Graph, question: str) -> None:
    assert graph.ask(question).status is not Status.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "1365에서 정보를 받아가는 은행은?",
        "개인정보를 받는 은행들은 어디 어디예요?",
        "은행 중에서 개인정보를 제공받는 데는 어디인가요",
        "Which banks receive data from 1365?",
        "어느 은행에 개인정보를 제공하나요?",
    ],
)
def test_banks_in_other_words(larger: Graph, question: str) -> None:
    assert graph_labels(larger, question) == {"기업은행", "신한은행", "우리은행", "하나은행"}


def test_a_kind_of_body_limits_what_is_asked(larger: Graph) -> None:
    assert graph_labels(larger, "행정안전부는 은행에 개인정보를 제공하나요?") == {"예"}
    assert not graph_labels(larger, "종로구시설관리공단은 은행에 개인정보를 제공하나요?")
    assert graph_labels(larger, "How many banks receive personal data?") == {"4"}


def test_places_are_counted_not_items(larger: Graph) -> None:
    assert graph_labels(larger, "1365는 몇 군데에 개인정보를 제공합니까") == {"11"}
    assert graph_labels(larger, "인천 인재개발원은 개인정보 처리를 업체 몇 곳에 맡기고 있나요?") == {"2"}


def test_what_is_collected_by_itself_in_the_words_of_a_policy(graph: Graph) -> None:
    answer = graph.ask("서비스 이용 과정에서 자동으로 수집되는 정보를 알려줘")
    assert answer.meaning
    assert Field.TOPIC in {x.field for x in answer.meaning.limits}
    assert "방문일시" in answer.labels


def test_another_body_s_site_does_not_limit(larger: Graph) -> None:
    answer = larger.ask("당진시 홈페이지는 쿠키를 사용하나요?")
    assert answer.meaning
    assert Field.SERVICE not in {x.field for x in answer.meaning.limits}


def test_an_item_that_must_not_be_there(graph: Graph) -> None:
    both = graph_labels(graph, "성별과 주소를 수집하는 파일은?")
    sex = graph_labels(graph, "성별을 수집하는 파일은?")
    assert both
    assert graph_labels(graph, "성별을 수집하지만 주소는 수집하지 않는 파일은?") == sex - both


@pytest.mark.parametrize("question", ["주소를 수집하지 않는 기관은?", "여권번호를 제공하지 않는 기관은?"])
def test_silence_on_an_item_is_no_denial(graph: Graph, question: str) -> None:
    assert graph.ask(question).status is not Status.ANSWERED


def test_a_task_that_nobody_is_entrusted_with_is_not_all_tasks(larger: Graph) -> None:
    answer = larger.ask("인천 인재개발원은 시스템 유지관리를 누구에게 맡겼나요?")
    assert answer.status is Status.NOT_STATED


@pytest.mark.parametrize(("question", "body"), [("Why does Hana Bank get personal data?", "하나은행")])
def test_the_kind_behind_a_name_is_part_of_it(larger: Graph, question: str, body: str) -> None:
    answer = larger.ask(question)
    assert answer.meaning
    assert [v.label for x in answer.meaning.limits for v in x.values] == [body]


def test_who_signs_a_policy_is_a_body_first(larger: Graph) -> None:
    answer = larger.ask("박아람 방침은 언제부터 적용되나요?")
    assert answer.labels == ("2027-03-01",)


@pytest.mark.parametrize("question", ["2010년대에 시행된 방침은?", "Which policies took effect in the 2010s?"])
def test_decades(graph: Graph, question: str) -> None:
    assert graph_labels(graph, question) == {"김포시"}


def test_files_are_not_asked_of_contacts(graph: Graph) -> None:
    answer = graph.ask("Which files contain both account numbers and names?")
    assert answer.meaning
    assert answer.meaning.scene is Scene.HOLDING
    assert answer.labels


@pytest.mark.parametrize(
    "question",
    [
        "한국은행은 어떤 정보를 받나요?",
        "국민은행이 받는 정보는?",
        "Does Kookmin Bank receive data?",
        "What does Industrial Bank of Korea receive?",
        "국민은행과 신한은행이 공통으로 받는 항목은?",
        "국민은행과 신한은행 중 어디가 더 많은 항목을 받나요?",
    ],
)
def test_a_bank_that_no_policy_names_is_not_all_banks(larger: Graph, question: str) -> None:
    assert larger.ask(question).status is Status.NOT_STATED


@pytest.mark.parametrize("question", ["What does Shinhan Bank receive?", "신한은행은 무엇을 받나요?"])
def test_a_name_with_its_kind_in_english(larger: Graph, question: str) -> None:
    answer = larger.ask(question)
    assert answer.meaning
    assert [v.label for x in answer.meaning.limits for v in x.values] == ["신한은행"]


def test_a_kind_among_those_whose_policies_these_are(larger: Graph) -> None:
    assert graph_labels(larger, "대학교 중에서 학번을 수집하는 곳은?") == {"성균관대학교"}
    assert graph_labels(larger, "Which university collects student numbers?") == {"성균관대학교"}


def test_what_something_is_is_not_asked_of_policies(graph: Graph) -> None:
    assert graph.ask("개인정보란 무엇인가요?").status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Who receives criminal sentence information (수형/선고 유무)?", {"신원조회 규정이 있는 법인 또는 공공기관"}),
    ],
)
def test_a_name_in_brackets_says_what_is_before_it(graph: Graph, question: str, labels: set[str]) -> None:
    assert graph_labels(graph, question) == labels
