"""Tables that lost their borders, the lines of which are their cells."""

from __future__ import annotations

from itertools import chain

import pytest

from pigraph.blocks.headers import header_at
from pigraph.blocks.lined import lined_table
from pigraph.blocks.model import Table
from pigraph.blocks.page import Page
from pigraph.blocks.plain import read
from pigraph.text import Words, lines_of

HEAD = ["위탁업무", "수탁자", "위탁기간"]
ROWS = [
    ["상담센터 운영", "가나협동조합", "2025. 7. 1. ~ 2027. 6. 30."],
    ["청사 시설관리", "다라시설관리", "계약일로부터 2년"],
]


def seen(lines: str) -> tuple[list[list[str]], int] | None:
    found = [x for x in lines_of(Words.of("\n".join(HEAD) + f"\n{lines}")) if x.text.strip()]
    header = header_at(found, 0)
    assert header is not None
    table = lined_table(header, found[header.lines :], Page.of(found))
    return ([[c.text for c in row] for row in table[0].rows], table[1]) if table else None


def test_a_line_for_each_cell() -> None:
    assert seen("\n".join(chain.from_iterable(ROWS))) == (ROWS, 6)


def test_blank_lines_behind_rows_and_a_line_that_is_no_row() -> None:
    text = "\n\n".join("\n".join(row) for row in ROWS)
    assert seen(text) == (ROWS, 6)
    assert seen(f"{text}\n\n가나구 개인정보 처리방침\n") == (ROWS, 6)


def test_blank_lines_between_cells_of_several_lines() -> None:
    text = "\n\n".join(chain.from_iterable([["상담센터\n운영", *ROWS[0][1:]], ROWS[1]]))
    assert seen(text) == (ROWS, 7)


@pytest.mark.parametrize(
    "lines",
    [
        "상담센터\n운영\n가나협동조합\n1년\n",
        "상담센터\n가나협동조합\n운영\n1년\n다라상사\n2년\n",
        "상담센터 운영 및\n가나협동조합\n1년\n",
    ],
)
def test_cells_of_several_lines_are_not_told_apart_by_lines(lines: str) -> None:
    assert seen(lines) is None


def test_no_cell_goes_on_behind_a_blank_line() -> None:
    head = "보유기간\n개인정보파일명\n파일에 기록되는 항목\n처리목적\n\n"
    first = "준영구\n\n교육생 학생부\n\n[필수] 성명, 소속,\n계급\n\n이력 관리 및\n증명서 발급\n\n"
    second = "2년\n\n강사 관리카드\n\n[필수] 성명,\n연락처\n\n강사 위촉\n"
    (table,) = read(f"{head}{first}{second}")
    assert isinstance(table, Table)
    assert [r[1].text for r in table.rows] == ["교육생 학생부", "강사 관리카드"]


def test_blank_lines_behind_all_lines_of_a_page_say_nothing() -> None:
    broken = "\n\n".join(
        ["가나공단은 정보주체의 자유와 권리 보호를 위해 관계 법령이 정한", "바를 준수하여 적법하게 처리합니다."]
    )
    page = Page.of([x for x in lines_of(Words.of(f"{broken}\n바로 다음 줄\n")) if x.text.strip()])
    assert not page.parted
    whole = Page.of([x for x in lines_of(Words.of(broken.replace("\n\n", "\n"))) if x.text.strip()])
    assert whole.parted
