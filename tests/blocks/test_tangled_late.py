"""Tables taken out of a page line by line of which cells came out after the rows below them."""

from __future__ import annotations

from pigraph.blocks.model import Paragraph, Table
from pigraph.blocks.plain import read
from pigraph.blocks.tangled_header import spread_header
from pigraph.text import Words, lines_of

ROWS = (
    "제공받는 자\n\n제공목적\n\n제공항목\n\n보유기간\n\n"
    "해솔군청\n\n참가 자격의 확인\n\n성명, 생년월일\n\n3년\n\n"
    "솔빛연구원\n\n이용자 만족도 조사 및\n성명, 휴대전화번호,\n결과 통보\n이메일\n\n"
    "바다은행\n\n환불금의 지급 및\n성명, 은행명,\n5년\n확인서 발급\n계좌번호\n\n"
)


def fields_of(text: str) -> tuple[str, ...] | None:
    lines = [x for x in lines_of(Words.of(text)) if x.text.strip()]
    head = spread_header(lines, 0, len(lines))
    return head and head.fields


def rows_of(text: str) -> list[list[str]]:
    return [[c.text for c in row] for b in read(text) if isinstance(b, Table) for row in b.rows]


def test_parts_of_a_header_are_found_among_the_cells() -> None:
    assert fields_of("제공받는\n\n이용 목적\n\n범죄의 수사\n\n자\n\n하가경찰서\n") == ("recipient", "purpose")
    assert fields_of("파일명\n처리 목적\n\n이용자 명부\n\n보유\n기간\n\n5년\n") == ("name", "purpose", "retention")


def test_a_header_over_others_is_no_column() -> None:
    text = "파일명\n\n개인정보 항목\n\n보유기간\n\n필수\n\n선택\n\n이용자 명부\n"
    assert fields_of(text) == ("name", "items_required", "items_optional", "retention")


def test_a_mark_opens_a_cell_and_no_header() -> None:
    assert fields_of("파일명\n\n개인정보 항목\n\n- 필수항목\n: 성명\n") == ("name", "items")


def test_a_late_cell_goes_to_the_row_that_lacks_it() -> None:
    assert rows_of(ROWS + "1년\n\f") == [
        ["해솔군청", "참가 자격의 확인", "성명, 생년월일", "3년"],
        ["솔빛연구원", "이용자 만족도 조사 및 결과 통보", "성명, 휴대전화번호, 이메일", "1년"],
        ["바다은행", "환불금의 지급 및 확인서 발급", "성명, 은행명, 계좌번호", "5년"],
    ]


def test_where_a_late_cell_belongs_is_not_guessed() -> None:
    text = ROWS + "1년\n\n7년\n\f"
    assert all(row[3:] in (["3년"], ["5년"], [""]) for row in rows_of(text))
    left = [b.words.text for b in read(text) if isinstance(b, Paragraph)]
    assert {"1년", "7년"} <= set(left)


def test_numbers_tell_the_rows_of_cells_in_bands() -> None:
    text = (
        "순번\n\n파일명\n\n운영근거\n\n개인정보 항목\n\n보유기간\n\n"
        "1\n\n회원 명부\n\n평생교육법 제4조\n\n성명, 이메일\n\n3년\n\n"
        "성명, 연락처,\n2\n\n강사 명부\n\n소득세법 제164조\n주민등록번호,\n\n은행명, 계좌번호\n\n5년\n\f"
    )
    assert rows_of(text) == [
        ["회원 명부", "평생교육법 제4조", "성명, 이메일", "3년"],
        ["강사 명부", "소득세법 제164조", "성명, 연락처, 주민등록번호, 은행명, 계좌번호", "5년"],
    ]
