"""Names of recipients and processors in one cell."""

from __future__ import annotations

import pytest

from pigraph.records.model import How
from pigraph.records.parties import letter_spaced, read_parties
from pigraph.text import Words


def parties(text: str) -> list[str]:
    return [n.value for n in read_parties(Words.of(text), How.TABLE).names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("가나청", ["가나청"]),
        ("A B 마 루 상 사\n다 라 유 통", ["AB마루상사", "다라유통"]),
        ("마바지역\n운송업체", ["마바지역 운송업체"]),
        ("가나은행, 다라카드", ["가나은행", "다라카드"]),
        ("가나은행、다라카드；", ["가나은행", "다라카드；"]),
        ("- 국세청\n- 병무청", ["국세청", "병무청"]),
        ("① 국세청\n② 한국산업인력공단", ["국세청", "한국산업인력공단"]),
        ("1. 국세청\n2. 관세청", ["국세청", "관세청"]),
        ("국민건강보험공단\n국민연금공단", ["국민건강보험공단", "국민연금공단"]),
        ("㈜가나소프트\n㈜다라시스템", ["㈜가나소프트", "㈜다라시스템"]),
        ("Ganada Cloud, Inc.", ["Ganada Cloud, Inc"]),
        ("은행(가나은행, 다라은행)", ["은행(가나은행, 다라은행)"]),
        ("㈜가나데이터 (☎ 02-123-4567)", ["㈜가나데이터"]),
        ("Ganada LLC (미국)", ["Ganada LLC"]),
        ("가나은행(서울)", ["가나은행(서울)"]),
        ("없음", []),
        ("", []),
        ("-", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert parties(text) == names


def test_a_remark_is_not_part_of_the_name() -> None:
    found = read_parties(Words.of("자격 조회 규정이 있는 법인 (※ 본인 청구 불가)"), How.TABLE)
    assert [n.value for n in found.names] == ["자격 조회 규정이 있는 법인"]
    assert [r.text for r in found.remarks] == ["※ 본인 청구 불가"]
    found = read_parties(Words.of("경찰서 ※ 수사 목적에 한함"), How.TABLE)
    assert ([n.value for n in found.names], [r.text for r in found.remarks]) == (["경찰서"], ["※ 수사 목적에 한함"])


def test_links_are_layout() -> None:
    assert parties("㈜가나 외 3개 업체 [바로가기]") == ["㈜가나 외 3개 업체"]


def test_a_name_has_its_words() -> None:
    source = "제공받는 자: 가나은행, 다라카드"
    bank, card = read_parties(Words.of(source, 8), How.LIST).names
    assert (bank.words.hull.cut(source), card.words.hull.cut(source)) == ("가나은행", "다라카드")
    assert bank.how is How.LIST


@pytest.mark.parametrize(
    ("text", "spread"), [("가 나 상 사", True), ("A B 마 루 상 사", True), ("가나 다 라", False), ("가 나", False)]
)
def test_letters_spread_over_a_cell(text: str, spread: bool) -> None:
    assert letter_spaced(text) is spread
