"""Retention texts: durations, events, ends and exceptions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pigraph.records.model import Condition, How
from pigraph.records.periods import exception, looks_like_period, read_retention
from pigraph.text import INSERTED, Words


def brief(c: Condition) -> str:
    """A condition in one line: duration, months, @event, ?words of an event, <date, endless, >=minimum."""
    return " ".join(
        part
        for part, there in (
            (str(c.duration), c.duration),
            (f"{c.months}m", c.months is not None),
            (f"@{c.trigger}", c.trigger),
            (f"?{c.trigger_words}", c.trigger_words),
            (f"<{c.until}", c.until),
            ("endless", c.endless),
            (f">={c.minimum}", c.minimum),
        )
        if there
    )


def read(text: str) -> str:
    r = read_retention(Words.of(text), How.TABLE)
    return " | ".join([*map(brief, r.conditions), *(f"but {brief(c)}".strip() for c in r.exceptions)])


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("5년", "P5Y 60m"),
        ("10 년간", "P10Y 120m"),
        ("1년 6개월", "P1Y6M 18m"),
        ("60개월", "P5Y 60m"),
        ("3개월", "P3M 3m"),
        ("30일", "P30D"),
        ("2주", "P14D"),
        ("24시간", "P1D"),
        ("십년", "P10Y 120m"),
        ("한 달", "P1M 1m"),
        ("５년", "P5Y 60m"),
        ("준영구", "endless"),
        ("영구", "endless"),
        ("최소 3년", ">=P3Y"),
        ("3년 이상", ">=P3Y"),
        ("최소 3년~최대 영구", "endless >=P3Y"),
        ("3년 ~ 5년", "P5Y 60m >=P3Y"),
        ("최대 5년", "P5Y 60m"),
        ("3년 이내", "P3Y 36m"),
        ("5년 보관 후 즉시 파기", "P5Y 60m"),
        ("관련 법령에 따라 5년", "P5Y 60m"),
        ("계약 또는 청약철회 등에 관한 기록: 5년", "P5Y 60m"),
    ],
)
def test_lengths(text: str, conditions: str) -> None:
    assert read(text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("탈퇴 후 10년", "P10Y 120m @membership-withdrawal"),
        ("탈퇴후10년", "P10Y 120m @membership-withdrawal"),
        ("정신건강 사례관리 퇴록일로부터 10년", "P10Y 120m @case-closure"),
        ("민원처리 종료 후 3년", "P3Y 36m @petition-closed"),
        ("의견 처리 후 3개월", "P3M 3m @handling-completed"),
        ("촬영 시부터 30일", "P30D @recording"),
        ("촬영시부터 30일 이내", "P30D @recording"),
        ("5년(서비스 해지일로부터)", "P5Y 60m @service-cancellation"),
        ("탈퇴 후 최소 3년", "@membership-withdrawal >=P3Y"),
        ("입찰 마감일로부터 2년", "P2Y 24m ?입찰 마감"),
        ("공공기관 홈페이지 탈퇴시까지", "@membership-withdrawal"),
        ("회원 탈퇴 시 까지", "@membership-withdrawal"),
        ("수사 종료시까지", "@investigation-end"),
        ("업무 종료시까지", "@task-end"),
        ("소송 종료시까지", "@litigation-end"),
        ("신원조회 확인시까지", "@identity-check"),
        ("협약 종료까지", "@agreement-end"),
        ("목적 달성 시까지", "@purpose-achieved"),
        ("수집 목적을 달성할 때까지", "@purpose-achieved"),
        ("보유목적이 종료되는 시점", "@purpose-achieved"),
        ("서비스 가입 해지 시", "@service-cancellation"),
        ("기타(구독 해지 시 까지)", "@service-cancellation"),
        ("해당 학년도 종료 시까지", "@school-year-end"),
        ("확인 완료 후 지체 없이 파기", "@confirmation"),
        ("회원탈퇴", "@membership-withdrawal"),
        ("별도 요청 시까지", "?별도 요청"),
        ("인증 후 보유하지 않음", "P0D 0m @authentication"),
        ("회원 탈퇴 즉시 파기", "P0D 0m @membership-withdrawal"),
        ("2025.12.31.까지", "<2025-12-31"),
        ("2024. 1. 1. ~ 2025. 12. 31.", "<2025-12-31"),
    ],
)
def test_events_and_ends(text: str, conditions: str) -> None:
    assert read(text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("회원 탈퇴 시, 서비스 지원신청 후 5년", "@membership-withdrawal | P5Y 60m @service-application"),
        ("동의일로부터 2년 또는 회원 탈퇴 시까지", "P2Y 24m @consent-given | @membership-withdrawal"),
        ("계약 종료 또는 해지 후 5년", "P5Y 60m @contract-end"),
        ("공급완료 및 요금결제·정산 완료시까지", "@supply-and-settlement"),
        ("회원정보 5년 접속기록 3개월", "P5Y 60m | P3M 3m"),
        ("1. 회원정보: 탈퇴 시까지 2. 접속로그: 3개월", "@membership-withdrawal | P3M 3m"),
        ("5년(단, 탈퇴 시 즉시 파기)", "P5Y 60m | but P0D 0m @membership-withdrawal"),
        ("1년(다만, 법령에 따른 경우 5년)", "P1Y 12m | but P5Y 60m"),
        (
            "탈퇴 시까지. 다만, 수사·조사 등이 진행 중인 경우에는 해당 수사·조사 종료 시까지, "
            "채권·채무관계 잔존 시에는 해당 채권, 채무관계 정산 시까지",
            "@membership-withdrawal | but @investigation-end | but @claim-settlement",
        ),
        ("다만, 다음의 사유에 해당하는 경우에는 해당 사유 종료 시까지", "but @reason-end"),
        ("3년. 다만 필요한 때에는 그러하지 아니하다", "P3Y 36m | but"),
    ],
)
def test_several_conditions_and_exceptions(text: str, conditions: str) -> None:
    assert read(text) == conditions


@pytest.mark.parametrize(
    "text",
    [
        "운영·보안 확인에 필요한 기간",
        "이용 목적 달성에 필요한 기간 동안",
        "법령에서 정한 기간까지",
        "2년마다",
        "3년도",
        "전자적 파일은 영구삭제",
        "제5조",
        "상시",
        "",
    ],
)
def test_texts_that_state_no_period(text: str) -> None:
    assert read(text) == ""


def test_the_text_is_printed_with_white_space_joined_and_remembers_its_place() -> None:
    source = "보유기간\n탈퇴 후\n  10년 "
    retention = read_retention(Words.of(source, 5), How.LIST)
    assert retention.text.value == "탈퇴 후 10년"
    assert retention.text.how is How.LIST
    assert retention.text.words.hull.cut(source) == "탈퇴 후\n  10년"


def test_an_exception_on_a_line_of_its_own() -> None:
    text = "관계 법령 위반에 따른 수사 · 조사 등이 진행중인 경우에는 해당 수사 · 조사 종료시까지"
    found = exception(Words.of(text))
    assert (found.trigger, found.words.text) == ("investigation-end", text)
    assert exception(Words.of("그 밖의 경우")) == Condition(Words.of("그 밖의 경우"))


@pytest.mark.parametrize(
    "text",
    [
        "5년",
        "준영구",
        "1년 6개월",
        "탈퇴 후 10년",
        "회원 탈퇴 시까지",
        "최소 3년~최대 영구",
        "인증 후 보유하지 않음",
        "서비스 가입 해지 시",
    ],
)
def test_looks_like_a_period(text: str) -> None:
    assert looks_like_period(text) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "성명",
        "홍보",
        "국세청",
        "민원 처리",
        "만 14세",
        "제5조",
        "2024.1.1. ~ 2024.12.31.",
        "2년마다",
        "개인정보 보호법 제15조제1항",
        "",
    ],
)
def test_does_not_look_like_a_period(text: str) -> None:
    assert looks_like_period(text) == 0.0


@given(st.integers(0, 99), st.integers(0, 11), st.sampled_from(["{y}년 {m}개월", "{y} 년 {m} 개월간", "{y}년{m}개월"]))
def test_years_and_months(years: int, months: int, form: str) -> None:
    (found,) = read_retention(Words.of(form.format(y=years, m=months)), How.TABLE).conditions
    assert found.months == years * 12 + months
    expected = "P" + (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    assert found.duration == (expected if years or months else "P0D")


@given(
    st.text(st.sampled_from("0123456789년개월일주 시간후까지탈퇴영구최소이상다만단,.:()~ \n종료즉시파기"), max_size=50)
    | st.text(max_size=50)
)
def test_any_text_is_survived_and_words_are_of_the_source(text: str) -> None:
    source = "\n" + text
    words = Words.of(source)
    retention = read_retention(words, How.PROSE)
    assert retention.text.value == " ".join(text.split())
    for c in (*retention.conditions, *retention.exceptions, exception(words)):
        for part in (c.words, c.trigger_words):
            for letter, offset in zip(part.text, part.at, strict=True) if part else ():
                assert offset == INSERTED or source[offset] == letter or (letter + source[offset]).isspace()
    assert 0.0 <= looks_like_period(text) <= 1.0
