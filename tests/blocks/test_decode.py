"""Cells of tables that lost their borders."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pigraph.blocks.decode import decode
from pigraph.blocks.headers import Header
from pigraph.blocks.model import Table
from pigraph.blocks.page import Page
from pigraph.blocks.plain import read
from pigraph.text import Words, lines_of

PAGE = Page(80, blanks=False)


def table(source: str) -> list[list[str]]:
    (found,) = read(source)
    assert isinstance(found, Table)
    return [[" ".join(c.text.split()) for c in row] for row in found.rows]


CASES = {
    "index, composite ground and purpose": (
        "순번\n개인정보파일명\n운영근거 / 처리목적\n보유기간",
        [
            ["1", "수영장 회원명부", "체육시설법 제18조 / 강습 접수 및 회원 관리", "탈퇴 시까지"],
            ["2", "수강생 명단", "평생교육법 제5조, 정보주체 동의 / 평생교육 강좌 운영", "수료 후 3년"],
        ],
    ),
    "recipient first": (
        "제공받는 자\n제공목적\n제공항목\n보유기간",
        [
            ["국세청", "연말정산 간소화 자료 제출", "성명, 주민등록번호, 납입금액", "5년"],
            ["한국교통안전공단", "자동차 검사 안내", "차량번호, 소유자 성명", "목적 달성 시까지"],
        ],
    ),
    "items with marks": (
        "개인정보파일명\n처리목적\n수집항목\n보유기간",
        [
            ["주차장 정기권 신청자", "정기 주차 배정", "[필수] 성명, 차량번호, 연락처 [선택] 이메일", "3년"],
            ["체육관 회원", "시설 이용 관리", "성명, 생년월일", "1년"],
        ],
    ),
    "people": (
        "구분\n부서명\n성명\n직급\n연락처",
        [
            ["개인정보 보호책임자", "행정지원국", "홍길동", "국장", "054-123-4567"],
            ["개인정보 보호담당자", "정보통신과", "김영희", "주무관", "054-123-4568"],
        ],
    ),
    "years": (
        "개인정보파일명\n영향평가 수행연도",
        [["주차 회원정보", "2022"], ["체육시설 이용자정보", "2023"]],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_cell_a_line(name: str) -> None:
    header, rows = CASES[name]
    assert table("\n".join([header, *(cell for row in rows for cell in row)]) + "\n") == rows


def test_a_line_of_a_table_with_a_line_for_each_header_is_seldom_two_cells() -> None:
    head = "제공받는 자\n제공목적\n제공근거\n제공항목\n보유기간\n"
    first = ["가나공단", "비용 정산", "국민건강보험법 제47조", "성명, 주민등록번호", "5년"]
    second = ["다라청", "감염병 신고", "국민건강보험법 제96조", "성명, 처방내역", "관계 법령에 따름"]
    third = ["마바원", "통계 작성", "국민건강보험법 제63조", "성명, 주소", "준영구"]
    assert table(head + "\n".join([*first, *second, *third]) + "\n") == [first, second, third]


def test_rows_on_one_line() -> None:
    source = "수탁업체 위탁업무 위탁기간\n㈜가나소프트 누리집 유지보수 2024.1.1.~2024.12.31.\n(주)다라통신 문자메시지 발송 2024.3.1.~2025.2.28.\n"
    assert table(source) == [
        ["㈜가나소프트", "누리집 유지보수", "2024.1.1.~2024.12.31."],
        ["(주)다라통신", "문자메시지 발송", "2024.3.1.~2025.2.28."],
    ]


def test_cells_broken_over_lines() -> None:
    source = (
        "연번\n제공받는 자\n제공목적\n제공항목\n보유기간\n1\n건강보험심사\n평가원\n요양급여 비용의 적정성\n심사\n"
        "성명, 진료기록, \n처방내역\n5년\n2\n병무청\n병역판정 검사\n성명, 생년월일\n3년\n"
    )
    assert table(source) == [
        ["1", "건강보험심사 평가원", "요양급여 비용의 적정성 심사", "성명, 진료기록, 처방내역", "5년"],
        ["2", "병무청", "병역판정 검사", "성명, 생년월일", "3년"],
    ]


def test_items_of_two_columns_beside_a_department() -> None:
    source = (
        "개인정보파일명\n보유부서\n운영목적\n필수항목\n선택항목\n보유기간\n출입증\n발급 대장\n보안팀\n출입 관리\n"
        "성명, 생년월일,\n사진, 소속\n차량번호\n발급일부터\n1년\n견학 신청 명단\n홍보팀\n견학 안내\n성명\n없음\n6개월\n"
    )
    assert [row[3:] for row in table(source)] == [
        ["성명, 생년월일, 사진, 소속", "차량번호", "발급일부터 1년"],
        ["성명", "없음", "6개월"],
    ]


def test_a_contact_beside_a_name_where_the_header_says_so() -> None:
    source = (
        "수탁업체\n(연락처)\n위탁업무\n계약기간\n한나정보㈜\n(051-700-1234)\n출입관리시스템\n유지보수\n"
        "2026.1.1.~2026.12.31.\n다라경비㈜\n(051-700-5678)\n부두 경비\n2025.4.1.~2028.3.31.\n"
    )
    assert table(source) == [
        ["한나정보㈜ (051-700-1234)", "출입관리시스템 유지보수", "2026.1.1.~2026.12.31."],
        ["다라경비㈜ (051-700-5678)", "부두 경비", "2025.4.1.~2028.3.31."],
    ]


def test_a_cell_merged_over_rows_is_blank_in_one_of_them() -> None:
    source = "연번\n개인정보파일명\n영향평가 수행연도\n1\n주차 회원정보\n2\n체육시설 이용자정보\n2022\n3\n수강생 명단\n2023\n"
    rows = table(source)
    assert [r[:2] for r in rows] == [["1", "주차 회원정보"], ["2", "체육시설 이용자정보"], ["3", "수강생 명단"]]
    assert [r[2] for r in rows if r[2]] == ["2022", "2023"]


def test_no_cell_begins_inside_a_parenthesis() -> None:
    source = (
        "개인정보파일명\n처리목적\n수집항목\n보유기간\n회원명부\n회원 관리\n성명, 소득(국세청\n5년\n자료), 주소\n3년\n"
    )
    assert table(source) == [["회원명부", "회원 관리", "성명, 소득(국세청 5년 자료), 주소", "3년"]]


FIELDS = ["index", "name", "basis_purpose", "purpose", "items", "retention", "recipient", "processor", "period", None]
words = st.sampled_from(
    [
        "1",
        "성명,",
        "연락처",
        "주민등록번호",
        "[필수]",
        "(선택)",
        "5년",
        "탈퇴",
        "시까지",
        "㈜가나",
        "(주)",
        "국세청",
        "및",
        "~",
        "2024.1.1.",
        "도서관법",
        "제8조",
        "동의",
        "관리",
        "처리",
        "홍길동",
        "02-123-4567",
        "a@b.kr개인정보",
        "(",
        ")",
        "없음",
        "😀",
        "※",
        "·",
        "등",
    ]
)
bodies = st.lists(st.lists(words, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=12)


@given(st.lists(st.sampled_from(FIELDS), min_size=2, max_size=6), bodies)
@settings(max_examples=60, deadline=None)
def test_every_word_gets_one_cell_in_reading_order(fields: list[str | None], body: list[str]) -> None:
    head = " ".join("머리" for _ in fields)
    source = head + "\n" + "\n".join(body)
    lines = list(lines_of(Words.of(source)))
    columns = tuple(lines[0][3 * n : 3 * n + 2] for n in range(len(fields)))
    found = decode(Header(tuple(fields), columns, 1), lines[1:], PAGE)
    assert found is not None
    assert found.fields == tuple(fields)
    assert all(len(row) == len(fields) for row in found.rows)
    assert all(any(row) for row in found.rows)
    places = [o for row in found.rows for cell in row for o in cell.at if o >= 0]
    assert places == [o for o in range(len(head), len(source)) if not source[o].isspace()]
    assert found.span.cut(source) == source.strip()


def test_no_lines_no_table() -> None:
    head = Words.of("수탁자")
    assert decode(Header(("processor",), (head,), 1), [Words.of("  ")], PAGE) is None
