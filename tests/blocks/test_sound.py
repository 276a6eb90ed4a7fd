"""Rows that were put back together, and whether their cells look like their columns."""

from __future__ import annotations

import pytest

from pigraph.blocks.sound import sound_rows
from pigraph.text import Words

FIELDS = ("name", "items", "retention")
GOOD = ("회원 명부", "성명, 주소, 전화번호", "5년")


def rows(*texts: tuple[str, ...]) -> list[list[Words]]:
    return [[Words.of(x) for x in row] for row in texts]


def test_a_row_that_looks_like_its_columns_is_sound() -> None:
    assert sound_rows(FIELDS, rows(GOOD)) == [True]


@pytest.mark.parametrize(
    "row",
    [
        ("회원 명부", "5년", "성명, 주소"),
        ("회원 명부", "성명, 주소, 이용 5년", "5년"),
        ("보유기간", "성명, 주소", "5년"),
        ("회원 명부", "성명, 주소(도로명", "5년"),
        ("회원 명부", "성명, 주소,", "5년"),
        ("", "성명, 주소", "5년"),
        ("회", "성명, 주소", "5년"),
        ("동호회 회원 동호회 회원 명부", "성명, 주소", "5년"),
    ],
)
def test_a_row_with_words_of_another_column_or_with_a_part_of_a_cell_is_not(row: tuple[str, ...]) -> None:
    assert sound_rows(FIELDS, rows(row)) == [False]


def test_what_stands_beside_a_torn_row_is_torn_too() -> None:
    torn = ("회원 명부", "성명, 주소,", "5년")
    assert sound_rows(FIELDS, rows(torn, GOOD, GOOD)) == [False, False, True]
    assert sound_rows(FIELDS, rows(torn, GOOD), beside=False) == [False, True]


def test_a_cell_may_say_that_there_is_nothing() -> None:
    assert sound_rows(FIELDS, rows(("회원 명부", "없음", "5년"), ("회원 명부", "해당 없음", "5년"))) == [True, True]


def test_a_person_is_in_the_column_of_persons() -> None:
    fields = ("role", "person")
    assert sound_rows(fields, rows(("개인정보 보호책임자", "김하나"), ("개인정보 보호담당자", "02-000-1234"))) == [
        True,
        False,
    ]
