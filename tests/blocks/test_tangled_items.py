"""Tables taken out of a page line by line with rows too tall to be put together: names and data items."""

from __future__ import annotations

from pigraph.blocks.tangled_header import spread_header
from pigraph.blocks.tangled_items import items_at
from pigraph.blocks.torn_words import WholeWords
from pigraph.text import Words, lines_of

HEADER = "연\n파일명\n번\n\n처리목적\n\n처리항목\n\n수집방법 운영근거\n\n보유\n기간\n\n"
FIRST = (
    "[필수]\n성명, 연락처, 생년월\n\n1\n\n회원\n명부\n\n회원의\n관리\n\n"
    "온라인\n일, 주소\n수집\n\n평생교육법\n[선택]\n제4조\n이메일, 직업\n\n회원\n탈퇴 시\n까지\n\n"
)
SECOND = "[필수]\n성명, 계좌번\n\n2\n\n강사 명부\n\n강사료의 지급\n\n서면\n호, 은행명\n\n소득세법\n제164조\n\n5년\n"


def rows_of(text: str) -> list[list[str]]:
    lines = [x for x in lines_of(Words.of(text)) if x.text.strip()]
    head = spread_header(lines, 0, len(lines))
    assert head
    found = items_at(lines, head, len(lines), WholeWords(lines))
    return [[c.text for c in row] for row in found[0].rows] if found else []


def test_items_are_told_from_what_stands_between_them() -> None:
    assert rows_of(HEADER + FIRST + SECOND) == [
        ["회원 명부", "회원의 관리", "[필수] 성명, 연락처, 생년월일, 주소\n[선택] 이메일, 직업"],
        ["강사 명부", "강사료의 지급", "[필수] 성명, 계좌번호, 은행명"],
    ]


def test_a_row_with_half_an_item_is_not_read() -> None:
    for other in ("수집", "은행명, 호"):
        text = HEADER + FIRST + SECOND.replace("호, 은행명", other)
        assert [row[0] for row in rows_of(text)] == ["회원 명부"]


def test_without_a_number_for_each_list_nothing_is_read() -> None:
    assert rows_of(HEADER + FIRST + SECOND.replace("2\n\n", "")) == []


def test_a_number_among_other_cells_says_nothing_of_those_after_it() -> None:
    text = HEADER + FIRST + SECOND.replace("2\n\n강사", "2\n강사")
    assert [row[0] for row in rows_of(text)] == ["회원 명부"]
