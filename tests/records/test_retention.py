"""Retention values as they are printed, with what "다만, …" takes out of them."""

from __future__ import annotations

import pytest

from pigraph.records.model import How
from pigraph.records.retention import retention_of
from pigraph.text import Words, lines_of


@pytest.mark.parametrize(
    ("text", "value", "main", "exceptions"),
    [
        ("5년", "5년", ["P5Y"], []),
        ("활동 종료 후 2년 (단, 지급 기록은 5년)", "활동 종료 후 2년", ["P2Y"], ["P5Y"]),
        ("3년(다만 수사 중이면 수사 종료 시까지)", "3년", ["P3Y"], ["investigation-end"]),
        ("공공기관 홈페이지 탈퇴시까지 다만, 다음의 사유에 해당하는 경우 그 때까지", "공공기관 홈페이지 탈퇴시까지", ["membership-withdrawal"], []),
        ("회원 탈퇴 시까지. 다만, 거래 기록은 5년", "회원 탈퇴 시까지.", ["membership-withdrawal"], ["P5Y"]),
        ("이용단가 정산 후 1년", "이용단가 정산 후 1년", ["P1Y"], []),
        ("준영구", "준영구", [None], []),
    ],
)  # fmt: skip
def test_periods_and_exceptions(text: str, value: str, main: list[str | None], exceptions: list[str]) -> None:
    found = retention_of(Words.of(text), How.TABLE)
    assert found.text.value == value
    assert [c.duration or c.trigger for c in found.conditions] == main
    assert [c.duration or c.trigger for c in found.exceptions] == exceptions


def test_exceptions_in_the_lines_below() -> None:
    source = (
        "회원 탈퇴 시까지 다만, 다음의 경우에는 그 때까지\n수사가 진행 중인 경우에는 수사 종료 시까지\n"
        "<예외 사유>를 위하여 <보존기간>까지\n그 밖의 안내\n채권이 남은 경우에는 채권 정산 시까지"
    )
    first, *below = lines_of(Words.of(source))
    found = retention_of(first, How.LIST, below)
    assert found.text.value == "회원 탈퇴 시까지"
    assert [c.words.text for c in found.exceptions] == [
        "수사가 진행 중인 경우에는 수사 종료 시까지",
        "채권이 남은 경우에는 채권 정산 시까지",
    ]


def test_words_of_the_value() -> None:
    source = "기간: 3년 (단, 탈퇴 시 즉시 파기)"
    found = retention_of(Words.of(source, 4), How.LIST)
    assert found.text.words.hull.cut(source) == "3년"
    assert found.text.how is How.LIST
    assert [c.words.hull.cut(source) for c in found.exceptions] == ["탈퇴 시 즉시 파기"]
