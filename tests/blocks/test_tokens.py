"""Tokens of tables without borders, and what each looks like."""

from __future__ import annotations

import pytest

from pigraph.blocks.page import Page
from pigraph.blocks.tokens import Token, tokenise
from pigraph.text import Words, lines_of


def tokens(source: str) -> list[Token]:
    return tokenise(list(lines_of(Words.of(source))), Page(80, blanks=False))


def cues(text: str) -> frozenset[str]:
    (token,) = tokens(text)
    return token.cues


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("7", "number"),
        ("[필수]", "mark"),
        ("(선택)", "mark"),
        ("필수항목:", "mark"),
        ("(보호자)", "group"),
        ("help@ganada.go.kr", "email"),
        ("02-123-4567", "phone"),
        ("1588-1234", "phone"),
        ("www.ganada.kr", "url"),
        ("2024년", "year"),
        ("2024.1.1.", "date"),
        ("’24.1.1.", "date"),
        ("~", "range"),
        ("2024.1.1.~2024.12.31.", "range"),
        ("10년간", "length"),
        ("준영구", "length"),
        ("탈퇴시까지", "period-link"),
        ("탈퇴시까지", "period-event"),
        ("㈜가나", "company"),
        ("주식회사", "company-mark"),
        ("회원명부", "file-name"),
        ("신청자", "people"),
        ("유지보수", "purpose-end"),
        ("가나공단", "organisation"),
        ("주민등록번호", "item"),
        ("해당없음", "none"),
        ("주무관", "rank"),
        ("복지정책과", "department"),
        ("책임자", "role"),
        ("홍길동", "person"),
        ("전화", "contact-label"),
        ("동의", "consent"),
        ("성명,", "comma"),
        ("및", "connector"),
        ("및", "joins"),
    ],
)
def test_cues(text: str, cue: str) -> None:
    assert cue in cues(text)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("1234", "number"),
        ("성명", "person"),
        ("전자", "people"),
        ("help@ganada.kr", "url"),
        ("운영지원", "organisation"),
    ],
)
def test_what_is_no_cue(text: str, cue: str) -> None:
    assert cue not in cues(text)


def test_places_in_lines() -> None:
    a, b, c, d = tokens("성명 (가족 \n포함)\n5년")
    assert [(t.text, t.line, t.first, t.last) for t in (a, b, c, d)] == [
        ("성명", 0, True, False),
        ("(가족", 0, False, True),
        ("포함)", 1, True, True),
        ("5년", 2, True, True),
    ]
    assert [t.depth for t in (a, b, c, d)] == [0, 0, 1, 0]
    assert [t.runs_on for t in (a, b, c, d)] == [True, True, False, False]


def test_an_address_glued_to_the_next_cell_is_cut() -> None:
    assert [t.text for t in tokens("help@ganada.go.kr개인정보 담당자")] == ["help@ganada.go.kr", "개인정보", "담당자"]


def test_cited_words_are_marked() -> None:
    assert ["cite" in t.cues for t in tokens("지방세기본법 제86조에 따라 부과")][:2] == [True, True]
    assert "cite" not in tokens("지방세기본법 제86조에 따라 부과")[-1].cues


def test_letters_spread_over_a_cell() -> None:
    assert all("spaced" in t.cues for t in tokens("가 나 상 사"))
    assert not any("spaced" in t.cues for t in tokens("가나 상사"))


def test_a_company_mark_belongs_to_the_name_beside_it() -> None:
    before, after = tokens("주식회사 마바")
    assert "company-mark" in before.cues
    assert "company-end" in after.cues
    name, mark = tokens("마바 주식회사")
    assert "company-end" not in name.cues
    assert "company-end" in mark.cues


def test_an_item_of_several_words() -> None:
    assert all("item" in t.cues for t in tokens("법정대리인 연락처"))


def test_nothing() -> None:
    assert tokens("\n  \n") == []
