"""A task that one sentence tells whole."""

from __future__ import annotations

import pytest

from pigraph.records.model import Holding
from records.texts import record

HEAD = "1. 개인정보의 처리 목적 및 항목\n가. 대관 신청\n"


def holding(sentence: str) -> Holding:
    (found,) = record(f"{HEAD}{sentence}\n").holdings
    return found


def test_all_of_it() -> None:
    found = holding(
        "가나관은 「가나시 도서관 운영 조례」 제18조에 따라 대관 접수를 목적으로 이름, 연락처를 필수로 받으며, 대관일부터 3년 동안 보관합니다."
    )
    assert found.name.value == "대관 신청"
    assert [p.value for p in found.purposes] == ["대관 접수"]
    assert [(b.law, b.article) for b in found.bases] == [("가나시 도서관 운영 조례", "18")]
    assert [(i.label.value, i.requirement and i.requirement.value.value) for i in found.items] == [
        ("이름", "required"),
        ("연락처", "required"),
    ]
    assert found.retention is not None
    assert found.retention.text.value == "대관일부터 3년"


@pytest.mark.parametrize(
    ("sentence", "items", "period"),
    [
        ("상담 접수를 위하여 이름, 주소를 수집하고 1년간 보관합니다.", ["이름", "주소"], "1년"),
        ("상담 접수를 위해 이름, 주소를 수집합니다.", ["이름", "주소"], None),
        ("상담 접수를 위하여 이름, 주소를 수집하며 탈퇴 시까지 보관합니다.", ["이름", "주소"], "탈퇴 시까지"),
        ("상담 접수를 위하여 개인정보를 처리합니다.", [], None),
        ("상담 접수를 위하여 교육, 홍보를 수집 기관과 처리합니다.", [], None),
    ],
)
def test_parts_of_it(sentence: str, items: list[str], period: str | None) -> None:
    found = holding(sentence)
    assert [p.value for p in found.purposes][:1] == ["상담 접수"]
    assert [i.label.value for i in found.items] == items
    assert (found.retention.text.value if found.retention else None) == period
