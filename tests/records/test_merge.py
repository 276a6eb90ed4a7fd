"""What a policy says about one holding in several places."""

from __future__ import annotations

import pytest

from pigraph.records.merge import merge_holdings
from pigraph.records.model import Holding, HoldingKind, How, Item, Retention, Stated
from pigraph.text import Span, Words


def said(text: str, how: How = How.TABLE) -> Stated[str]:
    return Stated(text, Words.of(text), how)


def file(name: str, *items: str, purpose: str = "", kept: str = "", at: int = 0) -> Holding:
    return Holding(
        kind=HoldingKind.FILE,
        name=said(name),
        items=tuple(Item(said(i)) for i in items),
        purposes=(said(purpose),) if purpose else (),
        retention=Retention(said(kept)) if kept else None,
        entries=(Span(at, at + 1),),
    )


def task(name: str, purpose: str = "", kept: str = "", at: int = 5) -> Holding:
    made = file(name, purpose=purpose, kept=kept, at=at)
    return Holding(HoldingKind.TASK, made.name, made.purposes, retention=made.retention, entries=made.entries)


def shown(holdings: list[Holding]) -> list[tuple[str, str | None, str | None, list[str]]]:
    return [
        (
            h.name.value,
            h.purposes[0].value if h.purposes else None,
            h.retention.text.value if h.retention else None,
            [i.label.value for i in h.items],
        )
        for h in holdings
    ]


def test_the_same_name_is_the_same_holding() -> None:
    (one,) = merge_holdings(
        [
            task("회원 관리", purpose="가입"),
            file("‘회원관리’", "성명", "주소", kept="5년"),
            file("회원 관리", "주소", "나이"),
        ]
    )
    assert shown([one]) == [("회원 관리", "가입", "5년", ["성명", "주소", "나이"])]
    assert one.kind is HoldingKind.FILE
    assert one.entries == (Span(5, 6), Span(0, 1))


def test_one_name_with_two_purposes_is_two() -> None:
    found = merge_holdings(
        [file("회원", purpose="가입"), file("회원", purpose="상담"), file("회원", "성명", purpose="가 입")]
    )
    assert shown(found) == [("회원", "가입", None, ["성명"]), ("회원", "상담", None, [])]


def test_a_task_of_another_name_is_matched_and_says_so() -> None:
    found = merge_holdings(
        [
            file("시설 견학 신청자 정보", "성명"),
            file("채용 지원자", "이력"),
            task("시설 견학 신청자 관리", "견학 안내", "1년"),
        ]
    )
    assert shown(found) == [
        ("시설 견학 신청자 정보", "견학 안내", "1년", ["성명"]),
        ("채용 지원자", None, None, ["이력"]),
    ]
    assert found[0].purposes[0].how is How.MATCHED
    assert found[0].retention is not None
    assert not found[0].retention.text.asserted


@pytest.mark.parametrize(
    "others",
    [
        [task("주차장 운영", "주차")],
        [task("시설 견학 신청자 관리", "안내"), task("시설 견학 신청자 처리", "접수")],
    ],
)
def test_without_one_clear_best_match_nothing_is_matched(others: list[Holding]) -> None:
    alone = [file("시설 견학 신청자 정보", "성명"), *others]
    assert shown(merge_holdings(alone)) == shown(alone)


def test_what_both_share_with_the_service_says_nothing() -> None:
    alone = [file("다라포털 예약자 정보", "성명"), task("다라포털 회원 관리", "가입")]
    assert shown(merge_holdings(alone, "다라포털")) == shown(alone)


def test_nothing() -> None:
    assert merge_holdings([]) == []


def test_files_named_together_with_the_period_they_have_are_no_holding_more() -> None:
    listed = task("수강생 명부·출석부", kept="3년", at=20)
    found = merge_holdings([file("수강생 명부", "성명", kept="3 년"), file("출석부", "성명", kept="3년"), listed])
    assert [h.name.value for h in found] == ["수강생 명부", "출석부"]
    assert [h.entries[-1] for h in found] == [Span(20, 21), Span(20, 21)]


@pytest.mark.parametrize(
    "listed",
    [
        task("수강생 명부·출석부", kept="5년"),  # another period: somebody has to look
        task("강사 명부·출석부", kept="3년"),  # names nothing that is known
        task("수강생 명부·출석부", purpose="강좌 운영", kept="3년"),
    ],
)
def test_what_says_more_stays(listed: Holding) -> None:
    assert len(merge_holdings([file("수강생 명부", "성명", kept="3년"), listed])) == 2


def test_a_purpose_and_a_period_of_names_of_which_one_ends_in_the_other() -> None:
    (one,) = merge_holdings([task("시설 예약 관리", "예약 접수"), task("누리집 시설 예약 관리", kept="1년")])
    assert shown([one]) == [("시설 예약 관리", "예약 접수", "1년", [])]
    assert one.retention is not None
    assert one.retention.text.how is How.MATCHED
    two = [
        task("시설 예약 관리", "예약 접수"),
        task("누리집 시설 예약 관리", kept="1년"),
        task("가 시설 예약 관리", kept="2년"),
    ]
    assert len(merge_holdings(two)) == 3
