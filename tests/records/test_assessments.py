"""Impact assessments: one per file and year."""

from __future__ import annotations

import pytest

from records.texts import record

HEAD = "1. 개인정보 영향평가 수행 결과\n"


def assessments(text: str) -> list[tuple[str, str | None]]:
    return [(a.file.value, a.year.value if a.year else None) for a in record(HEAD + text).assessments]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "개인정보파일명\t수행연도\n1. 회원정보\t2021년\n주차정보\t2023\n",
            [("회원정보", "2021"), ("주차정보", "2023")],
        ),
        ("영향평가 실시연도\t대상 파일명\n2022\t회원정보\n\t주차정보\n", [("회원정보", "2022"), ("주차정보", "2022")]),
        ("개인정보파일명\t수행연도\n회원정보\t2021년, 2023년\n", [("회원정보", "2021"), ("회원정보", "2023")]),
        ("개인정보파일명\t항목\n회원정보\t성명, 주소\n", [("회원정보", None)]),
        (
            "개인정보파일명\n영향평가 수행연도\n회원정보\n2021\n주차정보\n2023\n",
            [("회원정보", "2021"), ("주차정보", "2023")],
        ),
    ],
)
def test_files_and_years(table: str, expected: list[tuple[str, str | None]]) -> None:
    assert assessments(table) == expected


def test_items() -> None:
    (one,) = record(f"{HEAD}개인정보파일명\t항목\t수행연도\n회원정보\t성명, 주소 등\t2021\n").assessments
    assert ([i.label.value for i in one.items], one.open_ended) == (["성명", "주소"], True)
    assert one.entries


@pytest.mark.parametrize("cell", ["2021, 2023", "2021/2023"])
def test_two_bare_years(cell: str) -> None:
    assert assessments(f"개인정보파일명\t수행연도\n회원정보\t{cell}\n") == [("회원정보", "2021"), ("회원정보", "2023")]


def test_no_assessment_of_what_is_not_listed() -> None:
    assert assessments("기관은 2023년에 영향평가를 수행하였습니다.\n") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("가나시는 2023년에 예약 시스템에 대한 개인정보 영향평가를 실시하였습니다.", [("예약 시스템", "2023")]),
        ("가나시는 예약 시스템에 대하여 개인정보 영향평가를 2023년에 수행했습니다.", [("예약 시스템", "2023")]),
        (
            "가나시는 보호법 제33조에 따라 예약 시스템의 ‘예약자 명부’ 파일에 대하여 2023년에 영향평가를 수행하였습니다.",
            [("예약자 명부", "2023")],
        ),
        (
            "가나시는 예약 시스템의 ‘예약자 명부’, ‘회원’ 개인정보파일에 대하여 2023년에 영향평가를 실시했습니다.",
            [("예약자 명부", "2023"), ("회원", "2023")],
        ),
        ("가나시는 2027년에 예약 시스템에 대한 개인정보 영향평가를 실시할 예정입니다.", []),
        ("가나시는 예약 시스템에 대한 개인정보 영향평가를 실시하였습니다.", []),
        ("가나시는 2023년에 다음 파일에 대한 개인정보 영향평가를 실시하였습니다.", []),
    ],
)
def test_a_sentence_about_one(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert assessments(sentence + "\n") == expected


def test_files_over_columns() -> None:
    table = "| 파일명 | 회원정보 | 주차정보 |\n|---|---|---|\n| 평가연도 | 2021년 | 2023년 |\n| 결과 | 적정 | 적정 |\n"
    assert assessments(table) == [("회원정보", "2021"), ("주차정보", "2023")]


def test_files_that_were_assessed_by_somebody() -> None:
    assert assessments("대상 파일\t평가기관\t수행연도\n회원정보\t㈜가나\t2022년\n주차정보\t㈜가나\t2023년\n") == [
        ("회원정보", "2022"),
        ("주차정보", "2023"),
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("- 2022년: 회원정보\n- 2024년: 주차정보\n", [("회원정보", "2022"), ("주차정보", "2024")]),
        (
            "- 2022년도 수행 : 회원정보, 주차정보(차량, 연락처)\n",
            [("회원정보", "2022"), ("주차정보(차량, 연락처)", "2022")],
        ),
        (
            "가. 2022년\n - 회원정보\n - 주차정보\n나. 2024년\n - 상담기록\n",
            [("회원정보", "2022"), ("주차정보", "2022"), ("상담기록", "2024")],
        ),
        ("- 2022년: 영향평가를 수행하였습니다\n", []),
        ("- 2022년: 해당 없음\n", []),
        (
            "가. 2022년\n - 공공기관 회원정보\n - 주차관리시스템\n",
            [("공공기관 회원정보", "2022"), ("주차관리시스템", "2022")],
        ),
        ("가. 2022년\n - 평가 대상 : 민원시스템\n - 평가 결과 : 적정\n", []),
        ("가. 2022년\n - 주차관리시스템\n - 수행기관 가나보안\n", []),
        ("가. 2022년\n - 주차관리시스템\n - ㈜가나보안\n", []),
        ("가. 2022년\n - 주차관리시스템\n - 개선사항 3건 조치\n", []),
        ("- 2022년: 회원정보, 개인정보 100만명 이상\n", []),
        ("- 2022년: 도서관, 회관 등 3개 시스템\n", []),
        ("- 2022년: 개선과제, 이행 완료\n", []),
        ("- 2022년 평가: 상·하반기\n", []),
        ("- 평가 연도: 2022년\n- 회원정보: 2023년\n", [("회원정보", "2023")]),
        ("- 2022년\n", []),
    ],
)
def test_files_behind_their_year_or_below_it(entries: str, expected: list[tuple[str, str | None]]) -> None:
    assert assessments(entries) == expected
