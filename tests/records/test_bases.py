"""Legal bases: laws and consent, and what a combined cell says beside them."""

from __future__ import annotations

import pytest

from pigraph.laws.citations import survey
from pigraph.records.bases import CONSENT, distinct, read_bases, split_basis_purpose
from pigraph.records.model import How, LegalBasis
from pigraph.text import Words


def shown(basis: LegalBasis) -> str:
    if basis.consent:
        return basis.words.text
    return " ".join(filter(None, (basis.law, basis.article, basis.paragraph, basis.item)))


def bases(text: str, consent: bool = True) -> list[str]:
    words = Words.of(text)
    return [shown(b) for b in read_bases(words, survey(words), How.TABLE, consent)]


def split(text: str) -> tuple[list[str], str | None]:
    words = Words.of(text)
    found, purpose = split_basis_purpose(words, survey(words), How.TABLE)
    return [shown(b) for b in found], purpose.text if purpose is not None else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("개인정보 보호법 제15조제1항제1호, 정보주체의 동의", ["개인정보 보호법 15 1 1", "정보주체의 동의"]),
        ("도로교통법 제83조 및 같은 법 시행령 제60조", ["도로교통법 83", "도로교통법 시행령 60"]),
        ("이용자 동의, 주차장법 제8조", ["이용자 동의", "주차장법 8"]),
        ("정보주체로부터 별도의 동의를 받은 경우", ["정보주체로부터 별도의 동의"]),
        ("동의", ["동의"]),
        ("주차장법 제8조, 주차장법 제8조", ["주차장법 8"]),
        ("가나시 주차장 조례 제5조", ["가나시 주차장 조례 5"]),
        ("없음", []),
        ("", []),
    ],
)
def test_bases(text: str, expected: list[str]) -> None:
    assert bases(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "동의 없이 처리",
        "동의를 거부할 권리",
        "동의 여부 확인",
        "동의하지 않는 경우",
        "동의 철회",
        "동의를 받지 않고",
        "봉사활동의 활성화",
    ],
)
def test_what_is_no_consent(text: str) -> None:
    assert not CONSENT.search(text)


def test_consent_only_where_it_may_be_meant() -> None:
    assert bases("정보주체 동의, 주차장법 제8조", consent=False) == ["주차장법 8"]


def test_bases_keep_their_order_and_words() -> None:
    source = "고객 동의 / 주차장법 제8조"
    words = Words.of(source)
    first, second = read_bases(words, survey(words), How.LIST)
    assert (first.words.hull.cut(source), second.words.hull.cut(source)) == ("고객 동의", "주차장법 제8조")
    assert {first.how, second.how} == {How.LIST}
    assert distinct([second, first, second]) == (second, first)


@pytest.mark.parametrize(
    ("text", "expected", "purpose"),
    [
        ("도서관법 제8조 / 도서 대출 및 회원 관리", ["도서관법 8"], "도서 대출 및 회원 관리"),
        ("주차장법 제8조에 따른 정기권 발급", ["주차장법 8"], "정기권 발급"),
        ("지방세기본법 제86조에 의거 지방세 부과·징수", ["지방세기본법 86"], "지방세 부과·징수"),
        ("정보주체 동의 / 행사 안내", ["정보주체 동의"], "행사 안내"),
        ("도서관법 제8조, 가나 자료 보존 기준 / 도서 대출", ["도서관법 8"], "도서 대출"),
        (
            "평생교육법 제5조, 정보주체 동의\n평생교육 강좌 운영",
            ["평생교육법 5", "정보주체 동의"],
            "평생교육 강좌 운영",
        ),
        ("• 청소년복지 지원법 제4조\n• 청소년증 발급", ["청소년복지 지원법 4"], "청소년증 발급"),
        ("도로교통법 제83조", ["도로교통법 83"], None),
        ("민원 처리", [], "민원 처리"),
    ],
)
def test_combined_cells(text: str, expected: list[str], purpose: str | None) -> None:
    assert split(text) == (expected, purpose)


def test_a_parenthesis_behind_a_citation_stays_whole() -> None:
    _, purpose = split("「개인정보 보호법」 제15조제1항제4호(계약 이행) 회원 관리")
    assert purpose is not None
    assert purpose.count("(") == purpose.count(")")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가나도 씨앗 나눔 규정", ["가나도 씨앗 나눔 규정"]),
        ("종자법 제3조\n가나도 씨앗 나눔 규정", ["종자법 3", "가나도 씨앗 나눔 규정"]),
        ("내부 관리 규정", []),
        ("가나도 규정", []),
        ("탈퇴시 개인정보 파기 기준", []),
        ("가나도 씨앗 나눔 규정에서 정한 경우", []),
    ],
)
def test_internal_rules_that_fill_a_line_of_grounds(text: str, expected: list[str]) -> None:
    words = Words.of(text)
    assert [shown(b) for b in read_bases(words, survey(words), How.TABLE, grounds=True)] == expected
    assert "가나도 씨앗 나눔 규정" not in bases(text)  # elsewhere it may be a heading
