"""Headings → kinds of section."""

from __future__ import annotations

import pytest

from pigraph.lexicon.headings import Kind, kinds, kinds_of, words_of_kind
from pigraph.text import fold


@pytest.mark.parametrize("kind", kinds(), ids=lambda k: k.id)
def test_the_example_of_a_kind_has_it_and_no_other(kind: Kind) -> None:
    assert kind.id in kinds_of(kind.example)
    both = {"purpose", "retention", "items"}  # "처리 및 보유기간" and the like name two topics of one clause
    assert set(kinds_of(kind.example)) - {kind.id} <= (both if kind.id in both else set())


def test_no_wording_gives_two_kinds() -> None:
    owners: dict[str, set[str]] = {}
    for kind in kinds():
        assert kind.words
        assert len(set(kind.words)) == len(kind.words), kind.id
        for word in kind.words:
            owners.setdefault(word, set()).add(kind.id)
    assert {w: k for w, k in owners.items() if len(k) > 1} == {}
    assert len({k.id for k in kinds()}) == len(kinds())


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("제1조(개인정보의 처리목적)", ("purpose",)),
        ("개인정보의 처리 목적 및 보유기간", ("purpose", "retention")),
        ("개인정보의 수집 · 이용 목적과 수집 항목", ("purpose", "items")),
        ("개인정보를 제3자에게 제공하는 경우", ("provision",)),
        ("개인정보 처리의 위탁", ("outsourcing",)),
        ("개인정보의 국외 이전", ("overseas_transfer",)),
        ("만 14세 미만 아동의 개인정보 처리", ("children",)),
        ("개인정보 자동수집장치(쿠키 등)의 설치·운영 및 그 거부", ("automatic_collection",)),
        ("개인정보 보호책임자 및 담당부서", ("officer",)),
        ("개인정보 열람청구를 접수·처리하는 부서", ("access_request",)),
        ("권익침해 구제방법", ("remedies",)),
        ("고정형 영상정보처리기기의 설치·운영", ("cctv",)),
        ("영상정보처리기기 관리책임자의 안전성 확보", ("cctv",)),
        ("목적 변경에 관한 사항", ()),
        ("가명정보 처리에 관한 사항", ("pseudonymisation",)),
        ("추가적인 이용·제공의 판단 기준", ("additional_use",)),
        ("개인정보 처리방침의 변경", ("changes",)),
        ("개인정보 처리를 맡긴 곳이 있나요?", ("outsourcing",)),
        ("개인정보를 누구에게 제공하나요?", ("provision",)),
        ("이용자는 어떤 권리가 있나요?", ("rights",)),
        ("청소년과 법정대리인의 권리", ("rights",)),
        ("도움을 받을 수 있는 곳", ("remedies",)),
        ("개인정보는 어떻게 없애나요?", ("destruction",)),
        ("처리 목적과 항목, 보유기간", ("purpose", "retention", "items")),
        ("개인정보의 운용 목적과 기재 항목", ("purpose", "items")),
        ("영상정보처리기기의 운용 목적", ("cctv",)),
        ("개인정보의 보존 기한", ("retention",)),
        ("개인정보의 목적과 보관기간", ("purpose", "retention")),
        ("개인정보를 지우는 방법", ("destruction",)),
        ("어린이의 개인정보", ("children",)),
        ("학생과 보호자의 권리", ("rights",)),
        ("수집·이용하는 개인정보", ("items",)),
        ("왜 개인정보를 처리하나요?", ("purpose",)),
        ("왜 개인정보를 보호하나요?", ()),
        ("처리하는 까닭과 항목, 보관 기한", ("purpose", "retention", "items")),
        ("어떤 정보를 얼마 동안 갖고 있나요?", ("retention", "items")),
        ("어떤 정보를 다른 곳에 주나요?", ()),
        ("자동으로 만들어지는 정보", ("automatic_collection",)),
        ("처리 업무를 맡긴 업체", ("outsourcing",)),
        ("다른 기관에 제공", ("provision",)),
        ("책임자와 담당자", ("officer",)),
        ("방침이 바뀔 때", ("changes",)),
        ("인사말", ()),
        ("", ()),
    ],
)
def test_headings_that_policies_print(heading: str, expected: tuple[str, ...]) -> None:
    assert kinds_of(heading) == expected


def test_white_space_and_quotes_do_not_count() -> None:
    assert kinds_of("「개 인 정 보 의  처 리  목 적」") == ("purpose",)


@pytest.mark.parametrize("kind", kinds(), ids=lambda k: k.id)
def test_the_words_that_give_a_kind_are_in_the_heading(kind: Kind) -> None:
    words = words_of_kind(kind.example, kind.id)
    assert words and set(words) <= set(kind.words) and all(w in fold(kind.example) for w in words)
    assert words_of_kind("아무 말", kind.id) == ()
