"""Headers of tables that lost their borders."""

from __future__ import annotations

import pytest

from pigraph.blocks.headers import Header, header_at
from pigraph.text import Words, lines_of


def header(source: str, start: int = 0) -> Header | None:
    return header_at(list(lines_of(Words.of(source))), start)


@pytest.mark.parametrize(
    ("source", "fields", "taken"),
    [
        ("수탁업체명 위탁 업무 위탁기간\n㈜가나", ["processor", "task", "period"], 1),
        (
            "순번\n개인정보파일의 \n명칭\n운영근거 / 처리목적\n보유기간\n1",
            ["index", "name", "basis_purpose", "retention"],
            5,
        ),
        (
            "연번\n제공받는 자\n제공목적\n제공항목\n보유 및\n이용기간\n1",
            ["index", "recipient", "purpose", "items", "retention"],
            6,
        ),
        ("제공받는 기관 제공 근거\n제공 목적 제공 항목\n가나청", ["recipient", "basis", "purpose", "items"], 2),
        ("제공 사유\n거래처의 보존 기한\n제공받는 곳\n가나청", ["basis_purpose", "retention", "recipient"], 3),
        ("받는 기관\n받는 목적\n받는 항목\n보유기간\n가나청", ["recipient", "purpose", "items", "retention"], 4),
        (
            "파일명\n항목(필수)\n항목(선택)\n보유\n기간\n가나",
            ["name", "items", "items", "retention"],
            5,
        ),
        ("구분\n부서명\n성명\n직급\n연락처\n보호책임자", ["role", "department", "person", "title", "contact"], 5),
        ("처리목적 보유기간 개인정보파일명 처리근거\n통계", ["purpose", "retention", "name", "basis"], 1),
        ("개인정보파일명\n영향평가 수행연도\n회원", ["name", "year"], 2),
        ("성명 부서 전화번호\n홍길동", ["person", "department", "phone"], 1),
    ],
)
def test_headers(source: str, fields: list[str], taken: int) -> None:
    found = header(source)
    assert found is not None
    assert (list(found.fields), found.lines) == (fields, taken)
    assert all(w.hull.cut(source).split() == w.text.split() for w in found.words)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "개인정보의 처리 목적",
        "항목",
        "1. 처리 목적 및 보유기간\n가. 성명",
        "① 수탁업체명 위탁 업무",
        "성명, 연락처, 이메일",
        "가나구청은 개인정보를 처리합니다.\n수탁자",
        "보유기간 : 5년",
        "가나시 다라구 마바동",
    ],
)
def test_what_is_no_header(source: str) -> None:
    assert header(source) is None


def test_one_column_may_be_unknown() -> None:
    found = header("순번 수탁자 위탁업무 위탁기간 색인지\n1 ㈜가나")
    assert found is not None
    assert found.fields == ("index", "processor", "task", "period", None)


def test_the_header_ends_where_cells_begin() -> None:
    found = header("개인정보파일명 처리목적 보유기간\n회원명부 회원 관리 5년\n")
    assert found is not None
    assert found.lines == 1


def test_from_a_line_within() -> None:
    found = header("안내\n수탁자 위탁업무\n㈜가나 발송", 1)
    assert found is not None
    assert found.fields == ("processor", "task")


def test_values_are_no_headers() -> None:
    found = header("수탁업체명\n위탁 업무\n위탁기간\n㈜가나소프트\n홈페이지 유지보수\n2024.1.1. ~ 2024.12.31.")
    assert found is not None
    assert found.fields == ("processor", "task", "period")
