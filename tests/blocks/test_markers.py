"""Enumeration marks at the start of a line."""

from __future__ import annotations

import pytest

from pigraph.blocks.markers import MarkKind, bare_number, mark_of
from pigraph.text import Words


def seen(line: str) -> tuple[str, int, str] | None:
    mark = mark_of(Words.of(line))
    return (mark.kind.value, mark.number, mark.rest.text) if mark else None


@pytest.mark.parametrize(
    ("line", "kind", "number", "rest"),
    [
        ("제1조(목적)", "article", 1, "(목적)"),
        ("제 15 조의2 목적", "article", 15, "목적"),
        ("제3조. 개인정보의 제3자 제공", "article", 3, "개인정보의 제3자 제공"),
        ("Ⅰ. 목적", "roman", 1, "목적"),
        ("Ⅻ 부칙", "roman", 12, "부칙"),
        ("ⅩⅢ. 목적", "roman", 13, "목적"),
        ("IV. 목적", "roman", 4, "목적"),
        ("XIX. 목적", "roman", 19, "목적"),
        ("1. 목적", "number", 1, "목적"),
        ("12 . 목적", "number", 12, "목적"),
        ("가. 목적", "syllable", 1, "목적"),
        ("하. 목적", "syllable", 14, "목적"),
        ("① 목적", "circled", 1, "목적"),
        ("⑳목적", "circled", 20, "목적"),
        ("1) 목적", "number-paren", 1, "목적"),
        ("나) 목적", "syllable-paren", 2, "목적"),
        ("(3) 목적", "parens", 3, "목적"),
        ("(다) 목적", "syllable-parens", 3, "목적"),
        ("▶ 목적", "arrow", 0, "목적"),
        ("□목적", "box", 0, "목적"),
        ("ㅁ 목적", "box", 0, "목적"),
        ("○ 목적", "circle", 0, "목적"),
        ("o 목적", "circle", 0, "목적"),
        ("- 목적", "dash", 0, "목적"),
        ("−목적", "dash", 0, "목적"),
        ("• 목적", "dot", 0, "목적"),
        ("ㆍ목적", "dot", 0, "목적"),
        ("* 목적", "star", 0, "목적"),
        ("※ 목적", "note", 0, "목적"),
        ("☞목적", "note", 0, "목적"),
    ],
)
def test_marks(line: str, kind: str, number: int, rest: str) -> None:
    assert seen(line) == (kind, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "목적",
        "제6조",
        "제15조제1항제2호에 따라",
        "제15조 및 제17조에 따라",
        "제17조에 따라 제공합니다",
        "2024.1.1.부터 시행",
        "1.5배",
        "-1",
        "**굵게**",
        "office",
        "ㅇㅇ시",
        "가나다. 목적",
        "123. 목적",
    ],
)
def test_what_is_no_mark(line: str) -> None:
    assert seen(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- ① 목적", ("circled", 1, "목적")),
        ("* 가. 목적", ("syllable", 1, "목적")),
        ("- ※ 목적", ("note", 0, "목적")),
        ("- - 목적", ("dash", 0, "- 목적")),
        ("○ 1) 목적", ("circle", 0, "1) 목적")),
    ],
)
def test_a_bullet_before_a_stronger_mark_is_layout(line: str, expected: tuple[str, int, str]) -> None:
    assert seen(line) == expected


def test_the_rest_knows_where_it_stands() -> None:
    source = "앞말\n  2) 성명, 연락처 "
    mark = mark_of(Words.of(source, 5))
    assert mark is not None
    assert mark.rest.hull.cut(source) == mark.rest.text == "성명, 연락처"


def test_a_bare_number() -> None:
    mark = bare_number(Words.of("2  개인정보의 제3자 제공"))
    assert mark is not None
    assert (mark.kind, mark.number, mark.rest.text) == (MarkKind.NUMBER, 2, "개인정보의 제3자 제공")
    assert bare_number(Words.of("2024 개인정보")) is None
    assert bare_number(Words.of("5년")) is None
    assert bare_number(Words.of("3 (주)가나")) is None
