"""Words that name groups of people."""

import pytest

from pigraph.lexicon.people import names_people


@pytest.mark.parametrize(
    "word",
    [
        "신청자",
        "법정대리인",
        "대상 아동",
        "만 14세 미만 아동",
        "수강생 학부모",
        "회원",
        "예약자",
        "임차인",
        "개인사업자",
        "입주민",
    ],
)
def test_groups(word: str) -> None:
    assert names_people(word)


@pytest.mark.parametrize(
    "word",
    [
        "가입일자",
        "연락처",
        "전자",
        "문자",
        "자",
        "",
        "성명",
        "사업자등록번호",
        "보유기간",
        "신청자의 연락처와 주소 및 소속",
        "회원번호",
    ],
)
def test_what_is_no_group(word: str) -> None:
    assert not names_people(word)
