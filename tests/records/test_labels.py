"""Labels of a list and what they label."""

from __future__ import annotations

from pigraph.records.labels import cards
from pigraph.records.model import Holding, HoldingKind
from records.texts import record, tree


def holdings(text: str) -> dict[str, Holding]:
    return {h.name.value: h for h in record(text).holdings}


def items(h: Holding) -> list[tuple[str, str]]:
    return [(i.label.value, i.requirement.value.value if i.requirement else "") for i in h.items]


def test_items_two_lines_below_their_label() -> None:
    found = holdings(
        "Ⅰ. 개인정보의 처리 목적 및 항목\n가. 진료\n1) 처리 목적 : 진단과 치료\n2) 수집 항목\n○ 필수\n- 성명, 주소\n"
        "○ 선택\n- 종교\n3) 보유 기간 : 10년\n"
    )
    assert list(found) == ["진료"]
    assert items(found["진료"]) == [("성명", "required"), ("주소", "required"), ("종교", "optional")]


def test_a_line_with_another_mark_goes_on_with_the_items_before_it() -> None:
    found = holdings(
        "1. 개인정보의 처리 목적 및 항목\n가. 진료\n처리 목적 : 진단과 치료\n수집 항목 : 필수 — 성명, 주소\n선택 — 종교\n보유 기간 : 10년\n"
        "나. 상담\n처리 목적 : 상담\n수집 항목 : [필수] 성명\n[선택] 주소\n보유 기간 : 1년\n"
    )
    assert items(found["진료"]) == [("성명", "required"), ("주소", "required"), ("종교", "optional")]
    assert items(found["상담"]) == [("성명", "required"), ("주소", "optional")]


CARDS = """제1조(개인정보의 처리 목적)
① 법령에 따라 동의 없이 처리하는 개인정보
개인정보파일명 : 수당 신청자
처리목적 : 수당 지급
처리항목 : [필수] 성명
[선택] 이메일
보유기간 : 5년
개인정보파일명 : 상담 신청자
처리목적 : 상담
보유기간 : 1년
"""


def test_cards_of_labelled_lines() -> None:
    found = holdings(CARDS)
    assert {n: h.kind for n, h in found.items()} == {"수당 신청자": HoldingKind.FILE, "상담 신청자": HoldingKind.FILE}
    assert items(found["수당 신청자"]) == [("성명", "required"), ("이메일", "optional")]
    assert [i.consent.value for i in found["수당 신청자"].items if i.consent] == [False, False]
    assert found["상담 신청자"].retention is not None


def test_a_name_with_one_label_is_no_card() -> None:
    (section,) = [s for s in tree("제1조(개인정보의 처리 목적)\n파일명 : 회원\n보유기간 : 1년\n") if s.number]
    assert cards(section) == []


def test_cards_under_lines_that_are_only_a_name() -> None:
    found = holdings(
        "제1조(개인정보의 처리 목적)\n1. 동의를 받아 처리하는 개인정보\n진료 예약\n처리목적 : 예약 접수\n"
        "처리항목 : 성명, 주소\n보유기간 : 1년\n칭찬하기\n- 처리목적 : 답변\n- 보유기간 : 3년\n"
    )
    assert list(found) == ["진료 예약", "칭찬하기"]
    assert [h.kind for h in found.values()] == [HoldingKind.TASK] * 2
    assert [h.purposes[0].value for h in found.values()] == ["예약 접수", "답변"]
    assert all(i.consent and i.consent.value for i in found["진료 예약"].items)


def test_one_title_over_labelled_lines_is_not_a_name() -> None:
    section = tree("제1조(개인정보의 처리 목적)\n처리 현황\n처리목적 : 통계\n보유기간 : 1년\n")[1]
    assert cards(section) == []


def test_cards_below_the_last_line_of_a_list() -> None:
    found = holdings(
        "제1조(개인정보의 처리 목적)\n- 강좌\n• 처리목적 : 접수\n• 보유기간 : 2년\n"
        "진료 예약\n처리목적 : 예약 접수\n보유기간 : 1년\n칭찬하기\n처리목적 : 답변\n보유기간 : 3년\n"
    )
    assert sorted((name, h.purposes[0].value) for name, h in found.items()) == [
        ("강좌", "접수"),
        ("진료 예약", "예약 접수"),
        ("칭찬하기", "답변"),
    ]
