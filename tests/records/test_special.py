"""Holdings outside of the file tables: children, cookies, video devices."""

from __future__ import annotations

import pytest

from pigraph.records.model import Holding, HoldingKind
from records.texts import VOWS, record


def holdings(text: str) -> list[Holding]:
    return list(record(VOWS * 3 + text).holdings)


def labels(h: Holding) -> list[str]:
    return [i.label.value for i in h.items]


def test_legal_representatives_of_children() -> None:
    (one,) = holdings(
        "1. 만 14세 미만 아동의 개인정보 처리\n재단은 아동의 개인정보를 처리하기 위하여 법정대리인의 동의를 받아야 하며, "
        "법정대리인의 성명, 연락처와 같이 최소한의 정보를 요구할 수 있습니다.\n"
    )
    assert one.kind is HoldingKind.CHILDREN
    assert labels(one) == ["법정대리인의 성명", "연락처"]
    assert one.open_ended
    assert one.subject is not None
    assert one.subject.value == "법정대리인"


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("동의를 받기 위하여 아동으로부터 법정대리인의 성명, 연락처, 직업을 수집합니다.", ["법정대리인의 성명", "연락처", "직업"]),
        ("동의를 받기 위하여 아동에게 보호자의 성명, 연락처를 요구할 수 있습니다.", ["보호자의 성명", "연락처"]),
        ("법정대리인은 동의서에 법정대리인의 성명, 생년월일을 적습니다.", []),
    ],
)  # fmt: skip
def test_what_a_child_is_asked_about_its_representative(sentence: str, items: list[str]) -> None:
    found = holdings(f"1. 만 14세 미만 아동의 개인정보 처리\n{sentence}\n")
    assert [label for one in found for label in labels(one)] == items
    assert not any(one.open_ended for one in found)


def test_children_whose_representatives_give_nothing() -> None:
    assert holdings("1. 만 14세 미만 아동의 개인정보 처리\n법정대리인의 동의를 받습니다.\n") == []


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        (
            "① 이용자에게 맞춤서비스를 제공하기 위해 ‘쿠키(cookie)’를 사용합니다.\n- 쿠키의 사용 목적 : 서비스 개선\n",
            "서비스 개선",
        ),
        ("① 맞춤서비스를 제공하기 위해 쿠키를 사용합니다.\n", "맞춤서비스를 제공하기 위해"),
        ("① 본 누리집은 쿠키를 사용합니다.\n", None),
    ],
)
def test_cookies(text: str, purpose: str | None) -> None:
    (one,) = holdings("1. 개인정보 자동 수집 장치의 설치·운영 및 거부\n" + text)
    assert (one.kind, labels(one)) == (HoldingKind.COOKIES, ["쿠키"])
    assert [p.value for p in one.purposes] == ([purpose] if purpose else [])


def test_no_cookies_no_holding() -> None:
    assert holdings("1. 개인정보 자동 수집 장치의 설치·운영 및 거부\n쿠키를 사용하지 않습니다.\n") == []


def test_video_devices() -> None:
    (one,) = holdings(
        "1. 고정형 영상정보처리기기 설치·운영\n「개인정보 보호법」 제25조제1항에 따라 영상정보처리기기를 설치·운영하며 개인영상정보를 "
        "보호합니다.\n- 설치 근거 및 목적 : 시설 안전과 범죄 예방\n"
    )
    assert (one.kind, labels(one)) == (HoldingKind.CCTV, ["개인영상정보"])
    assert [(b.law, b.article, b.paragraph) for b in one.bases] == [("개인정보 보호법", "25", "1")]
    assert [p.value for p in one.purposes] == ["시설 안전과 범죄 예방"]


def test_no_video_devices() -> None:
    text = "1. 고정형 영상정보처리기기 설치·운영\n재단은 영상정보처리기기를 설치·운영하지 않으며 개인영상정보를 처리하지 않습니다.\n"
    assert holdings(text) == []


def test_a_task_that_only_says_video_is_about_the_devices() -> None:
    found = holdings(
        f"{VOWS}\n제1조(개인정보의 처리 목적)\n1. 회원 관리 : 회원제 서비스 제공을 목적으로 처리합니다.\n"
        "2. 영상정보 : 화재 예방을 목적으로 처리합니다.\n제2조(영상정보처리기기 설치·운영)\n공단은 영상정보처리기기를 설치·운영하며 개인영상정보를 보호합니다.\n"
    )
    assert [(h.kind, [p.value for p in h.purposes]) for h in found] == [
        (HoldingKind.TASK, ["회원제 서비스 제공"]),
        (HoldingKind.CCTV, ["화재 예방"]),
    ]
