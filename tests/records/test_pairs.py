"""Labels and their values."""

from __future__ import annotations

import pytest

from pigraph.records.pairs import read_pairs
from pigraph.text import Words


def pairs(text: str, *only: str) -> list[tuple[str, str]]:
    return [(p.field, p.value.text) for p in read_pairs(Words.of(text), only)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- 제공받는 자 : 가나청 - 이용목적 : 통계 작성 - 제 공 항 목 : 성명, 주소",
            [("recipient", "가나청"), ("purpose", "통계 작성"), ("items", "성명, 주소")],
        ),
        (
            "부서명 : 총무과 / 담당자 : 홍길동 / 연락처 : Tel) 02-123-4567, E-mail)a@b.kr",
            [("department", "총무과"), ("person", "홍길동"), ("contact", "Tel) 02-123-4567, E-mail)a@b.kr")],
        ),
        ("보유기간 : 5년", [("retention", "5년")]),
        ("보유기간： 3년 (탈퇴 시 파기)", [("retention", "3년 (탈퇴 시 파기)")]),
        ("○ 위탁받는 자(수탁자): ㈜가나\n○ 위탁하는 업무의 내용: 발송", [("processor", "㈜가나"), ("task", "발송")]),
        ("전화 02-123-4567", []),
        ("가나다 : 라마바", []),
        ("", []),
        ("다음과 같이 제공합니다.", []),
        ("홈페이지 : https://www.ganada.kr/a", [("url", "https://www.ganada.kr/a")]),
        ("담당부서 : 복지과, 전화번호 : 02-123-4567", [("department", "복지과"), ("phone", "02-123-4567")]),
        ("수집항목 : (필수) 성명 / 보유기간 : 1년 |", [("items", "(필수) 성명"), ("retention", "1년")]),
        ("보유기간 :", [("retention", "")]),
        ("수집항목 : 성명, 기타(전화번호: 경품 발송 시)", [("items", "성명, 기타(전화번호: 경품 발송 시)")]),
        ("담당부서(전화번호: 02-123-4567)", [("phone", "02-123-4567")]),
        ("(이용목적) 통계 작성", [("purpose", "통계 작성")]),
        ("- [수집항목] 성명, 주소", [("items", "성명, 주소")]),
        ("【이용목적】 통계 작성 【보유기간】 5년", [("purpose", "통계 작성"), ("retention", "5년")]),
        ("(수집항목) 성명, 주소 보유기간 : 5년", [("items", "성명, 주소"), ("retention", "5년")]),
        ("(필수) 성명, 주소", []),
        ("통계 작성 (이용목적) 등", []),
        ("(가나다) 라마바", []),
        ("(담당자) 성명, 연락처", []),
    ],
)
def test_pairs(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_words_before_the_first_label_are_no_pair() -> None:
    assert pairs("국세청 제공 현황 - 이용목적 : 과세") == [("purpose", "과세")]


def test_only_some_fields() -> None:
    assert pairs("성명 : 김영희 / 보유기간 : 5년", "person") == [("person", "김영희 / 보유기간 : 5년")]


def test_a_time_is_no_label() -> None:
    assert pairs("상담시간 09:00~18:00") == []


def test_places() -> None:
    source = "안내\n- 이용목적 : 통계 작성"
    (pair,) = read_pairs(Words.of(source))
    assert (pair.label.hull.cut(source), pair.value.hull.cut(source)) == ("이용목적", "통계 작성")


@pytest.mark.parametrize("form", ["{}", "{}.", "{})", "({})"])
def test_the_number_of_the_next_label_is_no_part_of_the_value(form: str) -> None:
    first, second = (form.format(n) for n in ("①②" if form == "{}" else "12"))
    text = f"{first} 제공받는 자 : 국세청 {second} 이용목적 : 과세"
    assert pairs(text) == [("recipient", "국세청"), ("purpose", "과세")]
