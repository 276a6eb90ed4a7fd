"""Items that come into being by themselves, under a sentence that announces them."""

from __future__ import annotations

from pigraph.records.model import Holding, HoldingKind
from records.texts import record


def automatic(text: str) -> list[Holding]:
    return [h for h in record(text).holdings if h.kind is HoldingKind.AUTOMATIC]


def labels(h: Holding) -> list[tuple[str, str]]:
    return [(i.label.value, i.requirement.value.value if i.requirement else "") for i in h.items]


WHICH = """제1조(개인정보 자동 수집 장치의 설치·운영 및 거부)
① 가나군은 쿠키를 사용합니다.
가나군이 운영 중인 전자민원 이용과정에서 아래의 개인정보 항목이 필요에 따라 또는 자동으로 생성되어 수집될 수 있습니다.
(필요에 따라 수집하는 항목) 이름, 전화번호 등
(자동으로 수집되는 항목) 접속 IP, 방문일시
제2조(개인정보의 파기)
"""


def test_lists_say_which_is_which() -> None:
    (found,) = automatic(WHICH)
    assert found.name.value == "전자민원 이용과정에서 자동으로 생성"
    assert labels(found) == [("이름", ""), ("전화번호", ""), ("접속 IP", "automatic"), ("방문일시", "automatic")]
    assert found.open_ended


HEADING = """1. 자동으로 수집·저장되는 정보
누리집을 이용하면 다음의 정보는 자동적으로 수집·저장됩니다.
- 이용자의 IP주소
- 방문일시 등
위와 같이 저장되는 정보는 더 나은 서비스를 위하여 이용될 것입니다.
2. 개인정보의 파기
가. 지체 없이 파기합니다.
"""


def test_the_heading_is_the_name_and_sentences_are_no_items() -> None:
    (found,) = automatic(HEADING)
    assert found.name.value == "자동으로 수집·저장되는 정보"
    assert labels(found) == [("이용자의 IP주소", "automatic"), ("방문일시", "automatic")]


def test_cookies_alone_list_nothing() -> None:
    assert automatic(WHICH.replace("아래의 개인정보 항목이 필요에 따라 또는", "쿠키가")) == []


def test_what_they_are_used_for() -> None:
    (found,) = automatic(HEADING)
    assert [p.value for p in found.purposes] == ["더 나은 서비스"]


def test_items_that_are_made_by_themselves_and_collected() -> None:
    (found,) = automatic(
        "1. 자동으로 수집되는 정보\n누리집을 이용하는 동안 다음 정보가 자동으로 만들어져 수집됩니다.\n- 접속 IP\n- 방문일시\n"
        "2. 개인정보의 파기\n가. 지체 없이 파기합니다.\n"
    )
    assert [label for label, _ in labels(found)] == ["접속 IP", "방문일시"]


def test_a_sentence_that_is_the_list() -> None:
    (found,) = automatic(
        "1. 처리하는 개인정보의 항목\n누리집 이용 과정에서 자동으로 생성되는 정보는 접속 IP, 방문일시입니다.\n"
    )
    assert found.name.value == "누리집 이용 과정에서 자동으로 생성되는 정보"
    assert labels(found) == [("접속 IP", "automatic"), ("방문일시", "automatic")]
    assert automatic("1. 처리하는 개인정보의 항목\n자동으로 생성되는 정보는 통계 목적의 자료입니다.\n") == []


def test_the_place_where_they_are_made_is_the_name_without_what_joins_the_sentence() -> None:
    (found,) = automatic(
        "1. 자동 수집 장치\n다만, 누리집 이용 과정에서 다음 정보가 자동으로 생성되어 수집될 수 있다.\n- 접속 IP, 방문일시\n"
        "2. 개인정보의 파기\n가. 지체 없이 파기한다.\n"
    )
    assert found.name.value == "누리집 이용 과정에서 자동으로 생성"


def test_a_list_in_a_sentence_between_others() -> None:
    text = "제1조(개인정보 자동 수집 장치의 설치·운영 및 거부)\n가나군은 쿠키를 씁니다. {}\n제2조(개인정보의 파기)\n"
    (found,) = automatic(text.format("누리집을 이용하는 동안 접속 IP, 방문일시가 자동으로 생성됩니다."))
    assert found.name.value == "누리집을 이용하는 동안 자동으로 생성"
    assert labels(found) == [("접속 IP", "automatic"), ("방문일시", "automatic")]
    (other,) = automatic(text.format("누리집에 접속하면 접속 IP와 방문일시가 자동으로 저장됩니다."))
    assert labels(other) == [("접속 IP", "automatic"), ("방문일시", "automatic")]
    assert automatic(text.format("누리집을 이용하는 동안 쿠키가 자동으로 저장됩니다.")) == []


UNDER_TASKS = """제1조(처리하는 개인정보의 항목)
가. 회원 관리를 위하여 성명, 연락처를 처리합니다.
나. 강좌 운영을 위하여 성명, 생년월일을 처리합니다.
{}
제2조(개인정보의 파기)
가. 지체 없이 파기합니다.
"""


def test_a_list_under_a_sentence_among_the_items_of_tasks() -> None:
    sentence = "이와 별도로, 누리집 이용 과정에서 아래 정보가 자동으로 생성되어 수집될 수 있습니다."
    (found,) = automatic(UNDER_TASKS.format(f"{sentence}\n- 접속 IP\n- 방문일시"))
    assert found.name.value == "누리집 이용 과정에서 자동으로 생성"
    assert labels(found) == [("접속 IP", "automatic"), ("방문일시", "automatic")]
    (line,) = automatic(UNDER_TASKS.format(f"{sentence}\n접속 IP, 방문일시"))
    assert labels(line) == labels(found)


def test_what_stands_under_such_a_sentence_and_lists_no_items_is_none() -> None:
    sentence = "누리집 이용 과정에서 아래 정보가 자동으로 생성되어 수집될 수 있습니다."
    assert automatic(UNDER_TASKS.format(f"{sentence}\n자세한 내용은 누리집에서 볼 수 있습니다.")) == []
    assert automatic(UNDER_TASKS.format(f"{sentence}\n- 통계 작성\n- 보안 점검")) == []
    assert automatic(UNDER_TASKS.format(sentence)) == []


def test_a_task_below_which_a_sentence_goes_on_is_not_made_by_itself() -> None:
    text = UNDER_TASKS.replace("를 위하여 성명, 연락처를 처리합니다.", ": 성명, 연락처").replace(
        "을 위하여 성명, 생년월일을 처리합니다.", ": 성명, 생년월일"
    )
    found = record(text.format("누리집 이용 과정에서 아래 정보가 자동으로 생성되어 수집될 수 있습니다.")).holdings
    assert [(h.kind, h.name.value) for h in found] == [(HoldingKind.TASK, "회원 관리"), (HoldingKind.TASK, "강좌 운영")]
    assert not any("수집" in i.label.value for h in found for i in h.items)
