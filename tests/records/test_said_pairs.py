"""Labels and their values in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pigraph.records.model import Holding
from pigraph.records.said_pairs import said_pairs
from pigraph.text import Words
from records.texts import record

HEAD = "1. 개인정보의 처리 목적, 항목 및 보유기간\n가나재단은 다음의 개인정보를 처리합니다.\n"


def pairs(text: str) -> list[tuple[str, str]]:
    return [(p.field, p.value.text) for p in said_pairs(Words.of(text))]


def holdings(text: str) -> dict[str, Holding]:
    return {h.name.value: h for h in record(HEAD + text).holdings}


def items(h: Holding) -> list[tuple[str, str]]:
    return [(i.label.value, i.requirement.value.value if i.requirement else "") for i in h.items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("처리 목적은 예매 확인, 환불입니다.", [("purpose", "예매 확인, 환불")]),
        ("처리 목적은 예매를 확인하기 위함입니다.", [("purpose", "예매를 확인")]),
        ("보유기간은 회원 탈퇴 시까지로 합니다.", [("retention", "회원 탈퇴 시까지")]),
        ("보유기간은 3년이며, 기간이 지나면 파기합니다.", [("retention", "3년")]),
        ("보유기간은 3년이고 처리 근거는 정보주체의 동의입니다.", [("retention", "3년"), ("basis", "정보주체의 동의")]),
        (
            "반드시 입력해야 하는 항목은 이름, 연락처이며, 선택하여 입력하는 항목은 없습니다.",
            [("items_required", "이름, 연락처")],
        ),
        ("필수 항목은 없으며, 선택 항목은 이메일입니다.", [("items_optional", "이메일")]),
        (
            "필수 항목은 휴대전화번호며 선택 항목은 주소 등이 있습니다.",
            [("items_required", "휴대전화번호"), ("items_optional", "주소 등")],
        ),
        ("처리 목적은 상담입니다. 보유기간은 1년입니다.", [("purpose", "상담"), ("retention", "1년")]),
        (
            "처리 목적은 회원 관리, 항목은 이름, 연락처, 보유기간은 3년입니다.",
            [("purpose", "회원 관리"), ("items", "이름, 연락처"), ("retention", "3년")],
        ),
        ("처리하는 개인정보의 보유기간은 계약이 끝나는 날부터 5년입니다.", [("retention", "계약이 끝나는 날부터 5년")]),
        ("보유기간은 3년이며, 우리 구의 보유기간은 5년입니다.", [("retention", "3년")]),
        ("보유기간은 3년이며, 기간이 지나면 5일 이내에 파기합니다.", [("retention", "3년")]),
    ],
)
def test_values_that_sentences_say(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "처리 목적은 다음과 같습니다.",
        "처리 목적은 아래 표의 목적입니다.",
        "보유기간은 서비스에 따라 다릅니다.",
        "보유기간은 법령에서 정한 기간입니다.",
        "처리하는 항목은 최소한의 정보입니다.",
        "수집 항목은 필수 항목과 선택 항목입니다.",
        "수집 항목은 회원 가입에 필요한 정보입니다.",
        "수집 항목은 제3조에서 정한 항목입니다.",
        "처리 목적은 제3조의 목적입니다.",
        "법령에 따라 보존하는 경우 보유기간은 5년입니다.",
        "합격자의 보유기간은 준영구이고, 불합격자의 보유기간은 채용 종료 후 180일입니다.",
        "결제 정보의 보유기간은 5년입니다.",
        "그 밖의 개인정보의 보유기간은 1년입니다.",
        "만 14세 미만 아동의 보유기간은 1년입니다.",
        "법정대리인의 필수 항목은 이름, 연락처입니다.",
        "동의 철회 시 보유기간은 1년입니다.",
        "이 중 필수 항목은 이름입니다.",
        "수집 항목은 이름, 수집 경로는 홈페이지입니다.",
        "보유기간은 정회원은 5년이고 준회원은 1년입니다.",
        "보유기간은 신청 취소 시 즉시 파기이고, 그 외는 1년입니다.",
        "보유기간은 2023년까지는 3년이고 2024년부터는 5년입니다.",
        "보유기간은 3년으로 하되 미성년자는 성년이 될 때까지로 합니다.",
        "보유기간은 3년이 아닌 5년입니다.",
        "필수 항목은 주소를 제외한 모든 항목입니다.",
        "수집 항목은 이름, 연락처 중 하나입니다.",
        "필수 항목은 이름뿐입니다.",
        "처리 항목은 이름 대신 별명입니다.",
        "선택 항목은 마케팅 수신에 동의한 회원의 이메일, 주소입니다.",
        "선택 항목은 없습니다.",
        "개인정보는 안전하게 보관합니다.",
        "은 는 입니다.",
        "",
    ],
)
def test_sentences_that_say_no_value(text: str) -> None:
    assert pairs(text) == []


@given(
    st.lists(
        st.sampled_from(
            ["처리 목적은 ", "보유기간은 ", "항목은 ", "이름", ", ", "이며, ", "없으며, ", "3년", "입니다.", " "]
        )
    )
)
def test_any_sentence_ends(parts: list[str]) -> None:
    text = "".join(parts)
    assert all(value and value in text for _, value in pairs(text))


def test_a_task_whose_lines_are_sentences() -> None:
    found = holdings(
        "가. 회원 정보\n  1) 처리 목적은 예매 확인과 환불입니다.\n  2) 필수 항목은 이름, 아이디이며, 선택 항목은 주소와 직업입니다.\n"
        "  3) 보유기간은 회원 탈퇴 시까지입니다.\n  4) 처리 근거는 「지방자치법」 제7조입니다.\n"
        "나. 상담 정보\n  처리 목적은 상담입니다. 보유기간은 1년입니다.\n"
    )
    assert list(found) == ["회원 정보", "상담 정보"]
    one, other = found.values()
    assert [p.value for p in one.purposes] == ["예매 확인과 환불"]
    assert items(one) == [("이름", "required"), ("아이디", "required"), ("주소", "optional"), ("직업", "optional")]
    assert one.retention is not None
    assert one.retention.text.value == "회원 탈퇴 시까지"
    assert [(b.law, b.article) for b in one.bases] == [("지방자치법", "7")]
    assert [p.value for p in other.purposes] == ["상담"]
    assert other.retention is not None
    assert other.retention.text.value == "1년"


def test_sentences_under_bare_names() -> None:
    found = holdings(
        "회원 정보\n처리 목적은 회원 관리입니다.\n보유기간은 3년입니다.\n상담 정보\n처리 목적은 상담입니다.\n보유기간은 1년입니다.\n"
    )
    assert {name: [p.value for p in h.purposes] for name, h in found.items()} == {
        "회원 정보": ["회원 관리"],
        "상담 정보": ["상담"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "가. 회원 정보\n- 처리 목적 : 관리\n- 처리 항목 : 이름\n나. 상담 정보\n- 처리 목적 : 상담\n- 처리 항목 : 이름\n보유기간은 3년입니다.\n",
        "가. 회원 정보\n1) 처리 목적은 관리입니다.\n나. 상담 정보\n1) 처리 목적은 상담입니다.\n보유기간은 3년입니다.\n",
        "가. 회원 정보\n나. 상담 정보\n보유기간은 3년입니다.\n",
        "개인정보파일명 : 회원\n처리목적 : 관리\n처리항목 : 이름\n보유기간은 3년입니다.\n",
    ],
)
def test_a_sentence_behind_a_list_is_not_about_its_last_entry(text: str) -> None:
    assert [h.retention for h in holdings(text).values() if h.retention is not None] == []
