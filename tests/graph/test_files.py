"""Two names of one file, and names of two files."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from pigraph.graph.files import same_file
from pigraph.graph.wordings import wordings


def matches(assessed: str, *held: str) -> list[str]:
    names = {NamedNode(f"https://example.org/{n}"): name for n, name in enumerate(held)}
    found = same_file({NamedNode("https://example.org/a"): assessed}, names)
    return [names[f.object] for f in found if isinstance(f.object, NamedNode) and not f.asserted]


@pytest.mark.parametrize(
    ("assessed", "held"),
    [
        ("사례관리 대상자 정보", ["사례관리시스템 대상자 정보", "사례관리시스템 사용자 정보"]),
        ("도서관 회원 정보 파일", ["도서관회원정보"]),
        ("종합복지관 이용자 상담 관리 기록부", ["종합복지관 이용자 상담관리 기록 부", "회원 정보"]),
        ("시립종합복지관 이용자 상담 및 관리 정보", ["시립종합복지관 이용자 상담 관리 정보"]),
    ],
)
def test_one_file(assessed: str, held: list[str]) -> None:
    assert matches(assessed, *held) == held[:1]


@pytest.mark.parametrize(
    ("assessed", "held"),
    [
        ("사례관리 대상자 정보", ["사례관리 사용자 정보"]),
        ("시립종합복지관 이용자 상담 관리 기록 정보", ["시립종합복지관 비이용자 상담 관리 기록 정보"]),
        ("도서관 회원 관리 통합 정보 2021년 이용 기록", ["도서관 회원 관리 통합 정보 2022년 이용 기록"]),
        ("회원 정보", ["회원시스템 정보", "회원 정보 파일"]),
        ("회원 정보", []),
    ],
)
def test_two_files_or_unclear(assessed: str, held: list[str]) -> None:
    assert matches(assessed, *held) == []


def test_a_file_of_the_same_name_needs_no_match() -> None:
    node = NamedNode("https://example.org/a")
    assert not list(same_file({node: "회원 정보"}, {node: "회원 정보"}))


def test_results_of_inspections() -> None:
    assert wordings().audit["적정"] == "AuditApproved"
    assert wordings().audit["부적정"] == "AuditRejected"
