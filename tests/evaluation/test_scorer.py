"""The scorer counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.scorer import Count, compare, key, similar

GOLD = Path(__file__).parent / "gold"
EMPTY: dict[str, Any] = {"policy": {}, "processing": [], "provisions": [], "processors": [], "impact_assessments": [], "officers": [], "cookies": None, "sections": []}  # fmt: skip


def counts(kind: str, reference: dict[str, Any], reading: dict[str, Any]) -> tuple[int, int, int]:
    count = compare(EMPTY | reference, EMPTY | reading).kinds.get(kind, Count())
    return count.found, count.extra, count.missed


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda p: p.stem)
def test_a_record_agrees_with_itself(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    score = compare(record, record)
    assert (score.overall.precision, score.overall.recall, score.overall.f1, score.lines) == (1, 1, 1, [])
    nothing = compare(record, {})
    assert (nothing.overall.found, nothing.overall.extra) == (0, 0)
    # Attributes of items count only for items that were found.
    assert nothing.overall.missed == sum(c.found for k, c in score.kinds.items() if not k.endswith(".attr"))
    assert compare(EMPTY, record).overall.missed == 0


def test_precision_recall_f1() -> None:
    count = Count(6, 2, 4)
    assert (count.precision, count.recall, count.f1) == (0.75, 0.6, 2 / 3)
    assert (Count().precision, Count().recall, Count().f1) == (1, 1, 1)
    assert Count(1, 2, 3) + Count(1, 0, 1) == Count(2, 2, 4)


def test_layout_does_not_count() -> None:
    assert key("「개인정보 보호법」 제15조ㆍ제17조") == key("개인정보보호법 제15조·제17조")
    assert similar("정신건강 사례관리 퇴록일로부터 10년", "정신건강 사례관리 퇴록일부터 10년")
    assert not similar("5년", "3년")
    assert not similar("준영구", "영구")


def test_texts() -> None:
    gold = {"processing": [{"name": "회원 관리", "purpose": "회원 가입", "retention": "5년"}]}
    read = {"processing": [{"name": "회원관리", "purpose": None, "retention": "3년"}]}
    assert counts("processing.name", gold, read) == (1, 0, 0)
    assert counts("processing.purpose", gold, read) == (0, 0, 1)
    assert counts("processing.retention", gold, read) == (0, 1, 1)


def test_entries_are_paired_by_name_or_by_items() -> None:
    items = [{"label": w} for w in ("성명", "연락처", "주소")]
    gold = {"provisions": [{"recipient": "국세청", "retention": "5년"}, {"recipient": "병무청", "items": items}]}
    read = {"provisions": [{"recipient": "병무지청 담당", "items": items}, {"recipient": "국세청", "retention": "5년"}]}
    assert counts("provision.recipient", gold, read) == (1, 1, 1)
    assert counts("provision.item", gold, read) == (3, 0, 0)
    assert counts("provision.retention", gold, read) == (1, 0, 0)
    assert counts("provision.recipient", gold, {"provisions": read["provisions"] * 2}) == (1, 3, 1)


def test_items_and_their_attributes() -> None:
    gold = {"processing": [{"name": "회원", "items": [
        {"label": "성명", "requirement": "required", "subject": None, "consent": True},
        {"label": "성명", "requirement": None, "subject": "보호자"},
        {"label": "주소", "requirement": "optional"},
    ]}]}  # fmt: skip
    read = {"processing": [{"name": "회원", "items": [
        {"label": "성명", "requirement": None, "subject": "보호자"},
        {"label": "성명", "requirement": "required", "subject": None, "consent": False},
        {"label": "나이", "requirement": "required"},
    ]}]}  # fmt: skip
    assert counts("processing.item", gold, read) == (2, 1, 1)
    assert counts("processing.item.attr", gold, read) == (2, 0, 1)


def test_legal_bases() -> None:
    def bases(*some: dict[str, str]) -> dict[str, Any]:
        return {"processing": [{"name": "회원", "legal_bases": list(some)}]}

    kind = "processing.legal_basis"
    place = {"law": "개인정보 보호법", "article": "15", "paragraph": "1", "item": "2"}
    assert counts(kind, bases(place), bases(place | {"law": "개인정보보호법"})) == (1, 0, 0)
    assert counts(kind, bases(place), bases(place | {"item": "3"})) == (0, 1, 1)
    assert counts(kind, bases(place), bases(place | {"law": "개인정보 보호법 시행령"})) == (0, 1, 1)
    assert counts(kind, bases(place), bases({"basis": "consent"})) == (0, 1, 1)
    assert counts(kind, bases({"basis": "consent"}), bases({"basis": "consent"}, place)) == (1, 1, 0)


def test_officers() -> None:
    desk = {"role": "열람청구 접수", "name": None, "department": "총무과", "phones": ["02-123-4567"], "email": None}
    camera = desk | {"role": "영상정보 관리책임자"}
    assert counts("officer.phone", {"officers": [desk, desk]}, {"officers": [desk, camera]}) == (1, 0, 0)
    assert counts("officer.department", {"officers": [desk]}, {"officers": []}) == (0, 0, 1)


def test_assessments_of_one_file_by_year() -> None:
    files = [{"file": "회원정보", "year": "2022"}, {"file": "회원정보", "year": "2024"}]
    assert counts("impact_assessment", {"impact_assessments": files}, {"impact_assessments": files[1:]}) == (2, 0, 2)


def test_cookies_and_sections() -> None:
    assert counts("cookies", {"cookies": False}, {"cookies": True}) == (0, 0, 1)
    assert counts("cookies", {"cookies": None}, {"cookies": True}) == (0, 0, 0)
    assert counts("section", {"sections": ["purpose", "items"]}, {"sections": ["items", "cctv"]}) == (1, 1, 1)
