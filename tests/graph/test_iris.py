"""Names: the slug rule, and the IRIs of a document."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.pages import Page
from pigraph.graph.iris import DEFAULT_BASE, Iris, law_slug, org_slug, slug
from pigraph.records.model import Record, Stated
from pigraph.text import Span

SHA = "4c7bc25eb198baedc90c7891d1ca427b0cc15cabc84c13d4998e5ad27aeec010"
PAGE = Page("바다시 도서관 회원시스템 2024년 5월 1일")


def iris(controller: str = "바다시", service: str = "", date: str = "2024-05-01", **options: bool) -> Iris:
    def said(value: str) -> Stated[str] | None:
        return Stated(value, PAGE.words("바다시")) if value else None

    record = Record("a.txt", SHA, PAGE.text, None, said(controller), said(service), said(date))
    return Iris.of(record, **options)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("만능키 시스템\n회원정보", "만능키시스템회원정보"),
        ("수형/선고 유무", "수형-선고유무"),
        ("a\u200bb\u00a0c", "abc"),
        ("<가>[나]#다?%", "-가--나--다--"),
        ("연락처(주택)", "연락처(주택)"),
        ("㈜", "㈜"),
        (unicodedata.normalize("NFD", "성명"), "성명"),
        ("가ㆍ나", "가ㆍ나"),
        ("..", "--"),
        ("\ue000가", "-가"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("name", ["㈜가온", "(주) 가온", "주식회사 가온", "가온 주식회사", "가온( 주 )", "（주）가온"])
def test_company_forms_do_not_part_one_company(name: str) -> None:
    assert org_slug(name) == "가온"


def test_a_name_that_is_only_a_company_form_stays() -> None:
    assert org_slug("주식회사") == "주식회사"


@pytest.mark.parametrize("dot", "·․⋅ㆍ・")
def test_laws_have_one_middle_dot(dot: str) -> None:
    assert law_slug(f"저출산{dot}고령사회 기본법") == "저출산ㆍ고령사회기본법"


@given(st.text(min_size=1))
def test_every_slug_is_an_iri_segment_that_turtle_brings_back(name: str) -> None:
    node = NamedNode(f"{DEFAULT_BASE}item/{slug(name)}")
    triple = Triple(node, NamedNode("https://example.org/p"), Literal("x"))
    text = serialize([triple], format=RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    assert text is not None
    assert next(iter(parse(text, RdfFormat.TURTLE))).subject == node


def test_documents() -> None:
    base = f"{DEFAULT_BASE}policy/바다시"
    assert iris().document.value == f"{base}/개인정보처리방침/2024-05-01"
    assert iris(service="회원 시스템").document.value == f"{base}/회원시스템/2024-05-01"
    assert iris(date="").document.value == f"{base}/개인정보처리방침/sha-4c7bc25e"
    assert iris(collides=True).document.value == f"{base}/개인정보처리방침/2024-05-01~4c7bc25e"
    assert iris(controller="").document.value == f"{DEFAULT_BASE}policy/sha-4c7bc25e/개인정보처리방침/2024-05-01"
    assert iris().policy.value == f"{base}/개인정보처리방침"


def test_evidence_is_a_range_of_the_source() -> None:
    assert iris().evidence(Span(3, 9)).value == f"{DEFAULT_BASE}source/4c7bc25eb198#char=3,9"


def test_another_base() -> None:
    record = Record("a.txt", SHA, PAGE.text)
    assert Iris.of(record, "https://data.example/").document.value.startswith("https://data.example/policy/")
    assert replace(iris(), base="https://data.example/").org("가온").value == "https://data.example/org/가온"
