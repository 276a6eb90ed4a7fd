"""Tables whose cells the text marks: pipes, tabs, HTML inside cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pigraph.blocks.bordered import clean, is_pipe_row, is_rule, open_rows, pipe_cells, pipe_table, tab_table
from pigraph.blocks.model import Table
from pigraph.text import Words, lines_of


def texts(table: Table) -> list[list[str]]:
    return [[c.text for c in row] for row in table.rows]


def lines(source: str) -> list[Words]:
    return list(lines_of(Words.of(source)))


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("성명<br>연락처", "성명\n연락처"),
        ("<ul><li>성명</li><li>연락처</li></ul>", "성명\n연락처"),
        ("<span style='color:red'>5년</span>", "5년"),
        ("**필수** 항목", "필수 항목"),
        ("**필수** 성명<br>- **선택** 직업", "필수: 성명\n- 선택: 직업"),
        ("~~2025.3.1.~2025.11.30.~~", ""),
        ("__필수__", "필수"),
        ("성명, ~~주민등록번호~~ 연락처", "성명,  연락처"),
        ("성명<del>, 나이</del>", "성명"),
        ("성명&nbsp;", "성명"),
        ("A&B 시스템", "A&B 시스템"),
        ("<예약정보>", "<예약정보>"),
        ("  5년 ", "5년"),
        ("<p></p>", ""),
    ],
)
def test_layout_marks_are_dropped(printed: str, read: str) -> None:
    words = clean(Words.of(printed))
    assert words.text == read
    assert all(o < 0 or printed[o] == c for c, o in zip(words.text, words.at, strict=True))


def test_pipe_rows() -> None:
    assert is_pipe_row(Words.of("| 가 | 나 |"))
    assert is_pipe_row(Words.of("|||"))
    assert not is_pipe_row(Words.of("가 | 나"))
    assert not is_pipe_row(Words.of("| 가"))
    assert is_rule(Words.of("|---|:--:|"))
    assert is_rule(Words.of("| - |"))
    assert not is_rule(Words.of("| | |"))
    assert not is_rule(Words.of("| 가 | - |"))
    assert [c.text for c in pipe_cells(Words.of("| 가 || 나 "))] == ["가", "", "나"]
    assert [c.text for c in pipe_cells(Words.of(r"| 가\|나 | 다 |"))] == [r"가\|나", "다"]


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("처리목적 | 보유기간\n대출 | 1년\n예약 | \n다음 글", 3),
        ("처리목적 | 보유기간\n--- | ---\n대출 | 1년", 3),
        ("처리목적 | 보유기간 |\n대출 | 1년 |\n예약 | 2년", 2),
        ("처리목적 | 보유기간\n다음 글", 0),
        ("처리목적 | 보유기간\n--- | ---", 0),
        ("처리목적 | 보유기간 | 가 | 나 | 다\n1 | 2 | 3 | 4 | 5", 0),
        ("홈 | 로그인 | 회원가입\n누리집 | 지도 | 찾아오시는 길", 0),  # a menu
        ("처리목적, 보유기간\n대출 | 1년", 0),
    ],
)
def test_rows_without_pipes_around_them_are_a_table_under_known_headers(source: str, rows: int) -> None:
    assert open_rows(lines(source), 0) == rows


def test_a_pipe_table() -> None:
    source = "| 수탁자 | 위탁업무 | 기간 |\n|---|---|---|\n| ㈜가나 | 유지보수 | |\n| ㈜다라 |"
    table = pipe_table([lines(source)])
    assert texts(table) == [["수탁자", "위탁업무", "기간"], ["㈜가나", "유지보수", ""], ["㈜다라", "", ""]]
    assert table.span.cut(source) == source
    assert (table.joins, table.fields) == ((), ())


def test_a_torn_pipe_table_is_one() -> None:
    source = "| 항목 | 기간 |\n|---|---|\n| 성명, | 5년 |\n\n| | |\n|---|---|\n| 주소 | |"
    rows = [line for line in lines(source) if line.text]
    table = pipe_table([rows[:3], rows[3:]])
    assert texts(table) == [["항목", "기간"], ["성명,", "5년"], ["주소", ""]]
    assert table.joins == (2,)


def test_a_tab_table() -> None:
    source = "연번\t제공받는 자\t제공목적\n1\t가나다청\t통계 작성\n2\t라마바공단\t"
    table = tab_table(lines(source))
    assert texts(table) == [
        ["연번", "제공받는 자", "제공목적"],
        ["1", "가나다청", "통계 작성"],
        ["2", "라마바공단", ""],
    ]
    assert table.span.cut(source) == source


def test_a_line_without_a_tab_goes_on_with_the_cell() -> None:
    source = "파일명\t항목\t기간\n회원\t성명,\n연락처\t5년\n예약\t이름\t1년"
    assert texts(tab_table(lines(source))) == [
        ["파일명", "항목", "기간"],
        ["회원", "성명,\n연락처", "5년"],
        ["예약", "이름", "1년"],
    ]


cells = st.text(alphabet="가나다라마바 ABab12,.·()", max_size=12).map(str.strip)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(tables)
@settings(max_examples=60)
def test_cells_printed_between_pipes_are_read_back(rows: list[list[str]]) -> None:
    head = [f"열{n}" for n in range(len(rows[0]))]
    printed = "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])
    table = pipe_table([lines(printed)])
    assert texts(table) == [head, *rows]
    assert all(c.hull.cut(printed) == c.text for row in table.rows for c in row if c)


@given(tables)
@settings(max_examples=60)
def test_cells_printed_between_tabs_are_read_back(rows: list[list[str]]) -> None:
    head = [f"열{n}" for n in range(len(rows[0]))]
    printed = "\n".join("\t".join(row) for row in [head, *rows])
    table = tab_table(lines(printed))
    assert texts(table) == [head, *rows]
    assert all(c.hull.cut(printed) == c.text for row in table.rows for c in row if c)
