"""Tables taken out of a page of which every cell is a block of its own."""

from __future__ import annotations

from pigraph.blocks.tangled_blocks import blocks_at
from pigraph.blocks.tangled_header import spread_header
from pigraph.blocks.torn_words import WholeWords
from pigraph.text import Words, lines_of

HEADER = "순\n번\n\n파일명\n\n수집 근거\n\n수집항목\n\n보유기\n간\n\n"
FIRST = ("탈퇴 후\n1년", "1", "대출회원 명\n부", "도서관법 제8조", "(필수) 성명, 휴대전\n화번호\n(선택) 이메일")
SECOND = ("2", "강사 명단", "정보주체의 동의", "(필수) 성명", "2년")


def rows_of(*blocks: str) -> list[list[str]]:
    text = HEADER + "\n\n".join(blocks) + "\n"
    lines = [x for x in lines_of(Words.of(text)) if x.text.strip()]
    head = spread_header(lines, 0, len(lines))
    assert head
    found = blocks_at(lines, head, len(lines), WholeWords(lines))
    return [[c.text for c in row] for row in found[0].rows] if found else []


def test_a_block_is_a_cell_wherever_it_came_out_in_its_row() -> None:
    assert rows_of(*FIRST, *SECOND) == [
        ["대출회원 명부", "도서관법 제8조", "(필수) 성명, 휴대전화번호\n(선택) 이메일", "탈퇴 후 1년"],
        ["강사 명단", "정보주체의 동의", "(필수) 성명", "2년"],
    ]


def test_nothing_is_read_when_a_cell_is_missing() -> None:
    assert rows_of(*FIRST, *SECOND[:-1]) == []


def test_nothing_is_read_when_a_number_does_not_stand_beside_its_row() -> None:
    assert rows_of("2", *FIRST, *SECOND[1:]) == []
    assert rows_of(FIRST[1], SECOND[0], FIRST[0], *FIRST[2:], *SECOND[1:]) == []


def test_cells_that_may_as_likely_stand_in_other_columns_are_not_read() -> None:
    assert rows_of(*FIRST, "2", "강사 명단", "이용 안내", "모임 일정", "공간 배정") == []
