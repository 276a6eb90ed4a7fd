"""Tasks that stand in lists, spread over several articles."""

from __future__ import annotations

import pytest

from pigraph.records.model import Holding, HoldingKind, How
from records.texts import record


def holdings(text: str) -> dict[str, Holding]:
    return {h.name.value: h for h in record(text).holdings}


def labels(h: Holding) -> list[tuple[str, str]]:
    return [(i.label.value, i.requirement.value.value if i.requirement else "") for i in h.items]


SPREAD = """1. 개인정보의 처리 목적
① 공사는 다음의 목적을 위하여 개인정보를 처리합니다.
가. 홈페이지 회원 가입 및 관리
회원 가입의사 확인, 본인 식별 등을 목적으로 개인정보를 처리합니다.
나. 시설 예약 : 예약 접수와 이용 안내
2. 개인정보의 처리 및 보유 기간
가. 홈페이지 회원 가입 및 관리 : 탈퇴 시까지
다만, 다음의 경우에는 해당 사유 종료 시까지
1) 수사가 진행 중인 경우에는 수사 종료 시까지
나. 시설 예약 : 이용 후 1년
3. 처리하는 개인정보의 항목
가. 홈페이지 회원 가입 및 관리
- 필수항목 : 아이디, 이름
- 선택항목 : 이메일
나. 시설 예약
- 수집항목 : 성명, 연락처
"""


def test_one_task_in_three_articles() -> None:
    found = holdings(SPREAD)
    assert list(found) == ["홈페이지 회원 가입 및 관리", "시설 예약"]
    member, booking = found.values()
    assert [p.value for p in member.purposes] == ["회원 가입의사 확인, 본인 식별 등"]
    assert [p.value for p in booking.purposes] == ["예약 접수와 이용 안내"]
    assert member.retention is not None
    assert booking.retention is not None
    assert (member.retention.text.value, booking.retention.text.value) == ("탈퇴 시까지", "이용 후 1년")
    assert labels(member) == [("아이디", "required"), ("이름", "required"), ("이메일", "optional")]
    assert labels(booking) == [("성명", ""), ("연락처", "")]
    assert {member.kind, booking.kind} == {HoldingKind.TASK}


def test_labelled_lines_below_a_name() -> None:
    found = holdings(
        "1. 개인정보의 처리 목적 및 수집 항목, 보유기간\n1) 유실물 관리\n - 처리 목적 : 유실물 접수 및 반환\n"
        " - 처리 근거 : 유실물법 제1조\n - 수집 항목 : (필수) 습득자 성명, 연락처\n - 보유 기간 : 1년\n"
        "2) 견학 신청\n - 처리 목적 : 견학 안내\n - 수집 항목 : 성명\n - 보유 기간 : 견학 종료 후 즉시 파기\n"
    )
    lost, visit = found["유실물 관리"], found["견학 신청"]
    assert [p.value for p in lost.purposes] == ["유실물 접수 및 반환"]
    assert [(b.law, b.article) for b in lost.bases] == [("유실물법", "1")]
    assert labels(lost) == [("습득자 성명", "required"), ("연락처", "required")]
    assert visit.retention is not None
    assert visit.retention.text.value == "견학 종료 후 즉시 파기"
    assert visit.bases == ()


@pytest.mark.parametrize(
    ("line", "retention"),
    [
        ("민원사무 처리 : 민원처리 종료 후 3년", "민원처리 종료 후 3년"),
        ("민원사무 처리: 3년", "3년"),
        ("민원사무 처리 : 준영구", "준영구"),
    ],
)
def test_name_and_value_in_one_line(line: str, retention: str) -> None:
    found = holdings(f"1. 개인정보의 처리 및 보유 기간\n① {line}\n")["민원사무 처리"]
    assert found.retention is not None
    assert found.retention.text.value == retention
    assert found.retention.text.how is How.LIST


def test_a_name_known_from_elsewhere_parts_a_line() -> None:
    found = holdings(
        "1. 개인정보의 처리 목적\n가. 민원사무 처리 민원인의 신원 확인, 사실조사를 위한 연락 등을 목적으로 개인정보를 처리합니다.\n"
        "2. 개인정보의 처리 및 보유 기간\n가. 민원사무 처리 : 3년\n"
    )
    assert list(found) == ["민원사무 처리"]
    assert [p.value for p in found["민원사무 처리"].purposes] == ["민원인의 신원 확인, 사실조사를 위한 연락 등"]


@pytest.mark.parametrize(
    "text",
    [
        "가. 인터넷 서비스 이용과정에서 아래 개인정보 항목이 자동으로 생성되어 수집될 수 있습니다.\n- 접속 IP, 방문일시\n",
        "가. 서비스 이용 과정에서 다음의 정보가 자동으로 수집됩니다 : 접속 IP, 방문일시\n",
        "가. 인터넷 서비스 이용과정에서 접속 IP, 방문일시가 자동으로 생성되어 수집될 수 있습니다.\n",
    ],
)
def test_automatic_items(text: str) -> None:
    (one,) = record("1. 처리하는 개인정보의 항목\n" + text).holdings
    assert one.kind is HoldingKind.AUTOMATIC
    assert labels(one) == [("접속 IP", "automatic"), ("방문일시", "automatic")]


@pytest.mark.parametrize(
    "text",
    [
        "1. 개인정보의 처리 목적\n① 다음의 목적을 위하여 개인정보를 처리합니다.\n",
        "1. 개인정보의 처리 및 보유 기간\n① 법령에 따른 보유 기간 내에서 개인정보를 처리·보유합니다.\n",
        "1. 개인정보의 파기\n가. 파기절차 : 승인 후 파기\n",
    ],
)
def test_what_is_no_task(text: str) -> None:
    assert holdings(text) == {}


def test_labelled_lines_below_a_bare_mark_are_no_task_without_a_name() -> None:
    text = "제1조(개인정보의 처리 목적)\n·\n- 이용목적 : 연말정산 - 제공항목 : 성명, 주민등록번호\n"
    assert all(holdings(text))


def test_entries_hold_the_values() -> None:
    found = record(SPREAD)
    for h in found.holdings:
        places = {o for s in h.entries for o in range(s.begin, s.end)}
        assert set(h.name.words.at) <= places | {o for x in found.holdings for o in x.name.words.at}
        for item in h.items:
            assert set(item.label.words.at) <= places


def test_a_sentence_names_what_the_items_below_are_for() -> None:
    text = """제3조(처리하는 개인정보 항목)
① 가나군은 행정업무와 각종 민원처리를 위하여 아래의 개인정보 항목을 처리하고 있습니다.
1. 이름, 주민등록번호, 주소 등
2. 상세 항목은 파일 목록에서 확인할 수 있습니다.
제4조(개인정보의 파기)
"""
    assert {n: labels(h) for n, h in holdings(text).items()} == {
        "행정업무와 각종 민원처리": [("이름", ""), ("주민등록번호", ""), ("주소", "")]
    }


def test_a_heading_of_required_items_marks_the_tasks_under_it() -> None:
    text = """2. 개인정보의 수집 및 보유 기간
□ 필수 수집항목
가. 의견 접수 및 처리
- 개인정보 항목 : 성명, 이메일
- 보유기간 : 처리 후 3개월
3. 개인정보의 파기
"""
    assert {n: labels(h) for n, h in holdings(text).items()} == {
        "의견 접수 및 처리": [("성명", "required"), ("이메일", "required")]
    }


def test_a_law_in_a_heading_is_the_ground_of_what_is_kept_under_it() -> None:
    found = holdings(
        "제1조(개인정보의 처리 및 보유 기간)\n1. 민원사무 처리 : 3년\n2. 「전자상거래법」 제6조에 따른 보존\n"
        "1) 대금결제에 관한 기록 : 5년\n2) 분쟁처리에 관한 기록 : 3년\n"
    )
    assert {n: [b.article for b in h.bases] for n, h in found.items()} == {
        "민원사무 처리": [],
        "대금결제에 관한 기록": ["6"],
        "분쟁처리에 관한 기록": ["6"],
    }


def test_a_ground_under_a_closing_sentence_is_of_the_list_and_not_of_its_last_entry() -> None:
    lines = "- 대여 신청서: 1년\n- 회원 명부: 탈퇴 시까지\n"
    close = "\n보유기간이 지나면 지체 없이 파기합니다.\n\n{}근거: 개인정보 보호법 제21조\n"
    for sign in ("", "*"):
        found = holdings("제1조(개인정보의 보유 기간)\n" + lines + close.format(sign))
        assert [(h.bases, bool(h.retention)) for h in found.values()] == [((), True), ((), True)]


def test_what_automatic_items_are_for_stands_in_the_sentence_after_them() -> None:
    text = (
        "1. 처리하는 개인정보의 항목\n가. 서비스 이용 과정에서 다음의 정보가 자동으로 수집됩니다.\n- 접속 IP\n- 방문일시\n"
        "위와 같이 자동 수집되는 정보는 접속 통계 작성 등에 활용됩니다.\n"
    )
    (one,) = record(text).holdings
    assert [p.value for p in one.purposes] == ["접속 통계 작성 등"]
    assert labels(one) == [("접속 IP", "automatic"), ("방문일시", "automatic")]


def test_the_title_of_a_table_is_no_purpose_of_the_task_over_it() -> None:
    found = record(
        "# 개인정보의 처리 목적\n## 회원 가입\n정기권 명부\n\n| 파일명 | 처리목적 |\n|---|---|\n| 정기권 명부 | 발급 |\n"
    ).holdings
    assert [(h.name.value, h.purposes[0].value) for h in found] == [("정기권 명부", "발급")]


def test_a_plain_sentence_over_a_line_is_no_task() -> None:
    found = holdings(
        "1. 개인정보의 처리 목적\n가. 회원 관리\n  - 본인 확인을 목적으로 개인정보를 처리한다.\n"
        "나. 재단이 보유한 파일의 목록은 아래에서 볼 수 있다.\n  - 파일 목록 보기\n"
    )
    assert list(found) == ["회원 관리"]
