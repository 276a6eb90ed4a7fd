"""Tables → rows of fields."""

from __future__ import annotations

import pytest

from pigraph.blocks.model import Table
from pigraph.blocks.plain import read
from pigraph.records.grid import Grid, Row, read_grid
from pigraph.records.model import How
from pigraph.text import Span, Words


def table(text: str) -> Table:
    return next(b for b in read(text) if isinstance(b, Table))


def grid(text: str) -> Grid:
    found = read_grid(table(text))
    assert found is not None
    return found


def cells(row: Row) -> dict[str, list[str]]:
    return {k: [w.text for w in v] for k, v in row.cells.items()}


def test_fields_headers_and_rows() -> None:
    text = "연번\t파일명\t항목\t보유기간\n1\t회원\t성명\t5년\n"
    found = grid(text)
    assert found.fields == ("index", "name", "items", "retention")
    assert (found.header_of("retention"), found.header_of("purpose")) == ("보유기간", "")
    assert found.how is How.TABLE
    (row,) = found.rows
    assert cells(row) == {"index": ["1"], "name": ["회원"], "items": ["성명"], "retention": ["5년"]}
    assert row.span.cut(text) == "1\t회원\t성명\t5년"
    assert found.has("name")
    assert not found.has("purpose", "basis")


def test_blank_and_ditto_cells_repeat_the_one_above() -> None:
    found = grid("파일명\t항목\t보유기간\t비고\n회원\t성명\t5년\t상시\n예약\t주소\t\t\n상담\t연락처\t〃\t\n")
    assert [cells(r)["retention"] for r in found.rows] == [["5년"]] * 3
    assert [r.merged for r in found.rows] == [set(), {"retention"}, {"retention"}]
    assert ["remark" in r.cells for r in found.rows] == [True, False, False]
    assert len({r.span for r in found.rows}) == 1, "rows under one merged cell share its place"


def test_a_repeated_header_is_no_row() -> None:
    assert len(grid("| 파일명 | 항목 |\n|---|---|\n| 회원 | 성명 |\n| 파일명 | 항목 |\n| 예약 | 주소 |\n").rows) == 2


def test_a_title_row_over_the_header() -> None:
    found = grid("개인정보 처리 현황\t\t\n파일명\t항목\t보유기간\n회원\t성명\t5년\n")
    assert found.fields == ("name", "items", "retention")
    assert len(found.rows) == 1


def test_two_columns_of_one_field() -> None:
    (row,) = grid("수탁자\t위탁업무\t전화\t전화번호\n㈜가나\t발송\t02-123-4567\t02-123-4568\n").rows
    assert cells(row)["phone"] == ["02-123-4567", "02-123-4568"]


@pytest.mark.parametrize(
    "text",
    [
        "가\t나\n다\t라\n",
        "접근권한 관리\t비밀번호 변경\n방화벽\t백신\n",
        "1\t2\n3\t4\n",
    ],
)
def test_tables_that_nobody_understands(text: str) -> None:
    assert read_grid(table(text)) is None


def test_labels_in_the_first_column() -> None:
    (row,) = grid("성명\t홍길동\n부서\t총무과\n연락처\t02-123-4567\n").rows
    assert cells(row) == {"person": ["홍길동"], "department": ["총무과"], "contact": ["02-123-4567"]}


def test_another_row_begins_where_the_first_label_stands_again() -> None:
    found = grid("파일명\t회원\n항목\t성명, 성별\n보유기간\t5년\n파일명\t예약\n항목\t주소, 성별\n보유기간\t1년\n")
    assert [cells(r) for r in found.rows] == [
        {"name": ["회원"], "items": ["성명, 성별"], "retention": ["5년"]},
        {"name": ["예약"], "items": ["주소, 성별"], "retention": ["1년"]},
    ]


def test_a_table_on_its_side() -> None:
    found = grid("파일명\t회원\t예약\n목적\t관리\t안내\n항목\t성명\t연락처\n보유기간\t5년\t1년\n")
    assert found.fields == ("name", "purpose", "items", "retention")
    assert [cells(r)["name"] for r in found.rows] == [["회원"], ["예약"]]


def test_an_item_that_is_also_a_label_does_not_make_a_header() -> None:
    (row,) = grid("처리 목적\t소식 발송\n처리 항목\t이메일\n보유기간\t1년\n").rows
    assert cells(row) == {"purpose": ["소식 발송"], "items": ["이메일"], "retention": ["1년"]}
    found = grid("항목\t보유기간\n이름\t3년\n이메일\t1년\n")
    assert [cells(r) for r in found.rows] == [
        {"items": ["이름"], "retention": ["3년"]},
        {"items": ["이메일"], "retention": ["1년"]},
    ]


def test_composite_cells_and_a_torn_row() -> None:
    found = grid(
        "| 제공자료 | 내용 |\n|---|---|\n| 주차 | - 제공받는 자 : 경찰서 - 이용목적 : 수사 |\n"
        "|  | - 제공항목 : 차량번호 - 보유기간 : 1년 |\n| 체납 | - 제공받는 자 : 국세청 - 이용목적 : 징수 |\n"
    )
    first, second = found.rows
    assert cells(first) == {
        "data_source": ["주차"],
        "recipient": ["경찰서"],
        "purpose": ["수사"],
        "items": ["차량번호"],
        "retention": ["1년"],
    }
    assert cells(second)["recipient"] == ["국세청"]


def test_the_first_filled_cell() -> None:
    row = Row({"task": [Words.of("-"), Words.of("발송")], "name": [Words.of("〃")]})
    assert str(row.get("name", "task")) == "발송"
    assert row.get("name") is None
    assert [w.text for w in row.all("task", "name")] == ["발송"]


def test_tables_that_were_decoded_say_so() -> None:
    found = grid("수탁업체명\n위탁 업무\n위탁기간\n㈜가나소프트\n문자 발송\n2024.1.1. ~ 2024.12.31.\n")
    assert found.how is How.DECODED
    assert found.headers[0].text == "수탁업체명"


def test_a_cell_over_the_whole_width_is_no_row() -> None:
    head = Words("총무과", range(100, 103))
    cells = [tuple(Words(t, range(k, k + len(t))) for k, t in ((i * 20, a), (i * 20 + 6, b), (i * 20 + 12, c))) for i, (a, b, c) in enumerate([("파일명", "항목", "보유기간"), ("회원", "성명", "1년")])]  # fmt: skip
    table = Table((cells[0], (head, head, head), cells[1]), Span(0, 200), complete=True)
    found = read_grid(table)
    assert found is not None
    assert [r.cells["name"][0].text for r in found.rows] == ["회원"]


def test_a_row_that_says_all_but_its_items_has_none_of_the_row_above() -> None:
    found = grid(
        "파일명\t운영근거\t처리목적\t항목\t보유기간\n회원\t주차장법 제8조\t정기권 발급\t성명\t5년\n"
        "예약\t도서관법 제8조\t도서 대출\t\t1년\n상담\t\t\t\t1년\n"
    )
    assert ["items" in r.cells for r in found.rows] == [True, False, True]


def test_a_law_and_its_articles_under_one_header() -> None:
    def row(*texts: str) -> tuple[Words, ...]:
        return tuple(Words(t, range(100 * n, 100 * n + len(t))) for n, t in enumerate(texts))

    head, body, over = (
        row("업무명", "법적근거", "보유기간"),
        row("회원", "가나법", "제8조", "3년"),
        row("예약", "동의", "1년"),
    )
    header, last = (head[0], head[1], head[1], head[2]), (over[0], over[1], over[1], over[2])
    found = read_grid(Table((header, body, last), Span(0, 400)))
    assert found is not None
    assert [[w.text for w in r.all("basis")] for r in found.rows] == [["가나법 제8조"], ["동의"]]


def test_a_power_inside_brackets_is_no_sign_of_a_footnote() -> None:
    (row,) = grid("파일명\t항목\t보유기간\n건축물¹⁾\t성명²), 연면적(m²)\t5년\n").rows
    assert cells(row)["name"] == ["건축물"]
    assert cells(row)["items"] == ["성명, 연면적(m²)"]
