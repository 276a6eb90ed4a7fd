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


def test_sentences_that_say_a_part_each() -> None:
    found = holding(
        "가나관은 대관 신청자를 확인하기 위하여 「가나시 도서관 운영 조례」 제18조 및 「지방자치법」 제7조에 따라 개인정보를 처리합니다. "
        "처리하는 개인정보는 이름, 연락처이며, 대관 종료 후 1년간 보관합니다."
    )
    assert [p.value for p in found.purposes] == ["대관 신청자를 확인하기"]
    assert [(b.law, b.article) for b in found.bases] == [("가나시 도서관 운영 조례", "18"), ("지방자치법", "7")]
    assert [i.label.value for i in found.items] == ["이름", "연락처"]
    assert found.retention is not None
    assert found.retention.text.value == "대관 종료 후 1년"


def test_clauses_with_consent_and_what_who_wishes_may_add() -> None:
    found = holding(
        "소식을 보내기 위하여 구독자의 동의를 받아 이름과 주소를 수집하고, 원하는 경우 이메일을 추가로 받습니다. "
        "수집한 정보는 구독을 해지할 때까지 보관합니다."
    )
    assert [b.consent for b in found.bases] == [True]
    assert [(i.label.value, i.requirement and i.requirement.value.value) for i in found.items] == [
        ("이름", None),
        ("주소", None),
        ("이메일", "optional"),
    ]
    assert found.retention is not None
    assert found.retention.text.value == "구독을 해지할 때까지"


def test_whose_items_are_taken_and_the_period_in_a_sentence_of_its_own() -> None:
    found = holding(
        "대관 접수를 위하여 「지방자치법」 제7조에 따라 신청인의 성명, 주소를 처리합니다. 보유기간은 10년입니다."
    )
    assert next((i.label.value, i.subject and i.subject.value) for i in found.items) == ("성명", "신청인")
    assert found.retention is not None
    assert found.retention.text.value == "10년"


@pytest.mark.parametrize(
    "sentence",
    [
        "대관 접수를 위하여 개인정보를 처리합니다. 주민등록번호를 수집하지 않습니다.",
        "대관 접수를 위하여 개인정보를 처리합니다. 처리하는 개인정보는 별표와 같습니다.",
        "대관 접수를 위하여 개인정보를 처리합니다. 수탁자를 보유하고 있습니다.",
    ],
)
def test_sentences_that_list_no_items(sentence: str) -> None:
    assert holding(sentence).items == ()


@pytest.mark.parametrize(
    ("sentence", "name", "items", "period"),
    [
        (
            "상담 접수를 위하여 「지방자치법」 제7조에 따라 성명, 연락처를 수집하며 1년간 보관합니다.",
            "상담 접수",
            ["성명", "연락처"],
            "1년",
        ),
        (
            "이용자 명부는 「지방자치법」 제7조에 근거하여 성명, 연락처를 30년간 보관합니다.",
            "이용자 명부",
            ["성명", "연락처"],
            "30년",
        ),
    ],
)
def test_an_enumerated_sentence_that_says_all(sentence: str, name: str, items: list[str], period: str) -> None:
    (found,) = record(f"1. 개인정보의 처리 목적 및 항목\n가. {sentence}\n").holdings
    assert found.name.value == name
    assert [(b.law, b.article) for b in found.bases] == [("지방자치법", "7")]
    assert [i.label.value for i in found.items] == items
    assert found.retention is not None
    assert found.retention.text.value == period


def test_an_enumerated_sentence_without_items_is_no_task() -> None:
    text = "1. 개인정보의 처리 목적 및 항목\n가. 상담 접수를 위하여 자료를 수집하며 1년간 보관합니다.\n나. 정보주체는 권리를 보유합니다.\n"
    assert record(text).holdings == ()
