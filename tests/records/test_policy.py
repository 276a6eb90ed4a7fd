"""Whose policy it is, of which service, and from when."""

from __future__ import annotations

import pytest

from records.texts import record

VOWS = "정보주체의 개인정보를 보호하고 이와 관련한 고충을 신속하게 처리하기 위하여 다음과 같이 처리방침을 둡니다."
BODY = "제1조(개인정보의 처리 목적)\n회원 관리\n제2조(개인정보 처리방침의 변경)\n{}\n"
APPLIES = "이 개인정보 처리방침은 2024. 1. 1.부터 적용됩니다."


def identity(preamble: str, changes: str = APPLIES) -> tuple[str | None, ...]:
    found = record(f"{preamble}\n{BODY.format(changes)}")
    return tuple(s.value if s else None for s in (found.title, found.controller, found.service, found.effective_date))


@pytest.mark.parametrize(
    ("title", "sentence", "controller", "service"),
    [
        ("가나시 개인정보 처리방침", "가나시는 개인정보보호법 제30조에 따라", "가나시", None),
        ("다라공단 마바포털 개인정보 처리방침", "다라공단(이하 ‘공단’)은", "다라공단", "마바포털"),
        (
            "마바시스템 개인정보 처리방침",
            "마바시스템은 개인정보를 보호합니다.\n(기관명) 다라공단\n안내 :",
            "다라공단",
            "마바시스템",
        ),
        ("개인정보 처리방침", "한국가나진흥원(이하 '진흥원'이라 한다)은", "한국가나진흥원", None),
        ("가나도 다라구 개인정보 처리방침", "다라구는", "가나도 다라구", None),
        ("가나도소방학교 개인정보 처리방침", "소방학교는", "가나도소방학교", None),
        ("가나구보건소 개인정보 처리방침", "보건소는", "가나구보건소", None),
        ("가나대학교 도서관 누리집 개인정보 처리방침", "가나대학교는", "가나대학교", "도서관 누리집"),
        ("개인정보 처리방침", "「가나문화재단」은", "가나문화재단", None),
        ("가나병원 개인정보 처리방침", "본 병원은", "가나병원", None),
        ("가나시의회 개인정보처리방침", "가나시의회에서는", "가나시의회", None),
        ("개인정보 처리방침", "㈜가나는", "㈜가나", None),
        ("가나공사 개인정보 처리방침", "지방공기업인 가나공사(이하 ‘공사’)는", "가나공사", None),
        ("개인정보 처리방침", "가나 장애인 복지센터는", "가나 장애인 복지센터", None),
        ("개인정보 처리방침", "외국인 고용센터는", "외국인 고용센터", None),
        (
            "가나정보원 홈페이지 개인정보 처리방침",
            "가나정보원 홈페이지(이하 “홈페이지”)(http://a.kr)는",
            "가나정보원",
            "가나정보원 홈페이지",
        ),
        ("마바포털 개인정보 처리방침", "마바포털은 개인정보를 보호합니다. 다라부(‘마바포털’)는", "다라부", "마바포털"),
        ("예약포털 개인정보 처리방침", "가나관광공사가 운영하는 예약포털은", "가나관광공사", "예약포털"),
    ],
)
def test_controller_and_service(title: str, sentence: str, controller: str, service: str | None) -> None:
    assert identity(f"{title}\n{sentence} {VOWS}") == (title, controller, service, "2024-01-01")


def test_a_labelled_service() -> None:
    assert identity(f"개인정보 처리방침\n서비스명 : 가나 예약\n다라공사는 {VOWS}")[1:3] == ("다라공사", "가나 예약")


def test_a_labelled_controller() -> None:
    assert identity(f"개인정보 처리방침\n**운영자**: 가나름 · 교사\n운영자는 {VOWS}")[1] == "가나름"


@pytest.mark.parametrize(
    ("changes", "date"),
    [
        (APPLIES, "2024-01-01"),
        ("시행일 : 2023-07-01", "2023-07-01"),
        ("이 방침은 누리집에 공개합니다. ○ 시행일 : 2023. 7. 1.", "2023-07-01"),
        ("① 이 방침은 2025년 3월 2일부터 시행합니다.\n② 이전 방침은 2023. 1. 1. ~ 2025. 3. 1. 적용", "2025-03-02"),
        ("공고일자 : 2024. 2. 1.\n시행일자 : 2024. 2. 8.", "2024-02-08"),
        ("이전의 방침은 2020. 1. 1.부터 적용되었습니다.\n이 방침은 2024. 5. 1.부터 적용됩니다.", "2024-05-01"),
        ("- 2020. 1. 1. ~ 2023. 12. 31. 적용\n- 이 방침은 2024. 5. 1.부터 적용됩니다.", "2024-05-01"),
        ("- 이 방침은 2023. 1. 변경되어 즉시 적용됩니다.\n- 이 방침은 2024. 9. 변경되어 즉시 적용됩니다.", "2024-09"),
        ("시행 2024. 6. 1.", "2024-06-01"),
        ("[시행 2024. 6. 1.] [2024. 5. 2. 제9차 개정]", "2024-06-01"),
        ("(2024년 6월 1일 시행)", "2024-06-01"),
        ("[시행 2023. 9. 15.] [대통령령 제33723호, 2023. 9. 12., 일부개정]", None),
        ("(2019. 1. 1. 제정)\n(2021. 7. 1. 시행)\n(2024. 3. 1. 개정)", None),
        ("이전 방침은 아래에서 볼 수 있습니다.\n2020. 3. 1. 시행", None),
        ("2026년 4월 1일 시행(현행)\n2025년 2월 10일 시행", None),
        ("2025년 2월 10일 시행\n이 방침은 2026. 4. 1.부터 적용합니다.", "2026-04-01"),
        ("시행 2020. 1. 1. ~ 2023. 12. 31.", None),
        ("방침을 변경하는 경우 시행 7일 전에 알립니다.", None),
    ],
)
def test_the_date_from_which_it_applies(changes: str, date: str | None) -> None:
    assert identity(f"가나시 개인정보 처리방침\n가나시는 {VOWS}", changes)[3] == date


def test_what_nobody_says_stays_open() -> None:
    found = record("안내문\n개인정보를 처리합니다.\n")
    assert (found.title, found.controller, found.service, found.effective_date) == (None, None, None, None)


def test_identity_has_its_words() -> None:
    found = record(f"다라공단 마바포털 개인정보 처리방침\n다라공단(이하 ‘공단’)은 {VOWS}\n{BODY.format(APPLIES)}")
    for stated in (found.title, found.controller, found.service):
        assert stated is not None
        assert stated.words.hull.cut(found.text) == stated.value
    assert found.effective_date is not None
    assert found.effective_date.words.hull.cut(found.text) == "2024. 1. 1."


@pytest.mark.parametrize(
    ("sentence", "controller"),
    [
        ("(재)가나문화재단은", "(재)가나문화재단"),
        ("가나공사(https://www.gana.kr, 이하 '공사')는", "가나공사"),
        ("예약포털은 가나관광공사가 운영하는 서비스로서", "가나관광공사"),
    ],
)  # fmt: skip
def test_bodies_in_other_shapes(sentence: str, controller: str) -> None:
    assert identity(f"개인정보 처리방침\n{sentence} {VOWS}")[1] == controller


@pytest.mark.parametrize(
    ("introduced", "controller"),
    [("다라시시설공단(이하 “공단”)은 고객의 개인정보를 소중히 다룹니다.", "다라시시설공단"), ("", "가나체육공단")],
)
def test_a_short_name_stands_for_the_whole_one(introduced: str, controller: str) -> None:
    spoken = "공단은 회원을 관리합니다.\n공단은 다음의 개인정보를 처리합니다."
    text = f"가나체육공단 개인정보 처리방침\n제1조(개인정보의 처리 목적)\n{introduced}\n{spoken}\n제2조(개인정보의 파기)\n지웁니다.\n"
    found = record(text).controller
    assert found is not None and found.value == controller
