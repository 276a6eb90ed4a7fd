"""Lists of personal data items."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pigraph.records.items import ItemList, read_items
from pigraph.records.model import How, Requirement, Stated
from pigraph.text import Words


def items(text: str) -> ItemList:
    return read_items(Words.of(text), How.TABLE)


def labels(text: str) -> list[str]:
    return [i.label.value for i in items(text).items]


def marked(text: str) -> list[tuple[str, str]]:
    return [(i.label.value, i.requirement.value.value if i.requirement else "") for i in items(text).items]


def owned(text: str) -> list[tuple[str, str]]:
    return [(i.label.value, i.subject.value if i.subject else "") for i in items(text).items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("성명", ["성명"]),
        ("성명, 연락처(주택, 핸드폰), 과세내역 등", ["성명", "연락처(주택, 핸드폰)", "과세내역"]),
        ("성명,생년월일，주소、이메일;닉네임", ["성명", "생년월일", "주소", "이메일", "닉네임"]),
        ("성명 / 연락처 / 주소", ["성명", "연락처", "주소"]),
        ("성명 및 연락처, 주소", ["성명 및 연락처", "주소"]),
        ("차량번호,차종,\n연락처", ["차량번호", "차종", "연락처"]),
        ("- 성명\n- 연락처", ["성명", "연락처"]),
        ("○ 성명 ○ 연락처", ["성명", "연락처"]),
        ("성명, 주민(외국인)등록번호", ["성명", "주민(외국인)등록번호"]),
        ("이용자 ID,\n접속 IP\n정보", ["이용자 ID", "접속 IP 정보"]),
        ("주소(건물 소유자만 해당)", ["주소(건물 소유자만 해당)"]),
        ("소득금액(1,000원 이상)", ["소득금액(1,000원 이상)"]),
        ("성명, 성명, 주소", ["성명", "주소"]),
        ("성명, , 주소,", ["성명", "주소"]),
        ("", []),
    ],
)
def test_labels(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[필수] 아이디, 이름 [선택] 이메일", [("아이디", "required"), ("이름", "required"), ("이메일", "optional")]),
        ("• (필수) 성명, ID • (선택) 전화", [("성명", "required"), ("ID", "required"), ("전화", "optional")]),
        ("필수항목 : 성명, 이메일 / 선택항목 : 없음", [("성명", "required"), ("이메일", "required")]),
        ("필수 — 이름, 선택 — 직업", [("이름", "required"), ("직업", "optional")]),
        ("자동 생성 — 접속 IP, 쿠키", [("접속 IP", "automatic"), ("쿠키", "automatic")]),
        ("필수항목 이름, 주소", [("이름", "required"), ("주소", "required")]),
        ("필수: 이름\n선택: 취미, 직업", [("이름", "required"), ("취미", "optional"), ("직업", "optional")]),
        ("<필수>성명 <선택>이메일", [("성명", "required"), ("이메일", "optional")]),
        ("○ 필수 : 성명 ○ 선택 : 이메일", [("성명", "required"), ("이메일", "optional")]),
        (
            "필수 - 이름, 사는\n곳\n선택 - 취미, 직업",
            [("이름", "required"), ("사는 곳", "required"), ("취미", "optional"), ("직업", "optional")],
        ),
        ("[자동수집] 접속 IP, 쿠키", [("접속 IP", "automatic"), ("쿠키", "automatic")]),
        ("필수정보 : 성명 선택정보 : 학력", [("성명", "required"), ("학력", "optional")]),
        ("필수항목 이름, 선택항목 주소", [("이름", "required"), ("주소", "optional")]),
        ("성명, 선택항목 동의 여부, 주소", [("성명", ""), ("선택항목 동의 여부", ""), ("주소", "")]),
        ("성명, 선택항목 주소, 직업", [("성명", ""), ("선택항목 주소", ""), ("직업", "")]),
        ("자동 생성 항목 거부 여부, 주소", [("자동 생성 항목 거부 여부", ""), ("주소", "")]),
        ("성명, 선택과목, 필수교육 이수내역", [("성명", ""), ("선택과목", ""), ("필수교육 이수내역", "")]),
    ],
)
def test_marks_hold_until_the_next(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("신청자(아이디, 이름), 대상아동정보", [("아이디", "신청자"), ("이름", "신청자"), ("대상아동정보", "")]),
        ("(관리자)소속(회사명), 직급", [("소속(회사명)", "관리자"), ("직급", "관리자")]),
        ("대리인 정보(성명, 관계)", [("성명", "대리인"), ("관계", "대리인")]),
        ("신청인: 성명, 주소", [("성명", "신청인"), ("주소", "신청인")]),
        ("본인: 성명, 가족: 성명", [("성명", "본인"), ("성명", "가족")]),
        ("학생정보(이름), 학부모정보(이름)", [("이름", "학생"), ("이름", "학부모")]),
        ("연락처(주택, 핸드폰)", [("연락처(주택, 핸드폰)", "")]),
        ("보호자(성명 등)", [("성명", "보호자")]),
        ("[신청자] 성명\n[보호자] 성명", [("성명", "신청자"), ("성명", "보호자")]),
    ],
)
def test_groups_of_people_are_subjects(text: str, expected: list[tuple[str, str]]) -> None:
    assert owned(text) == expected


@pytest.mark.parametrize(
    ("text", "open_ended"),
    [
        ("성명, 주소 등", True),
        ("성명, 주소 등.", True),
        ("보호자(성명, 연락처 등)", True),
        ("성명, 주민등록등본", False),
        ("성명, 차량 등록번호", False),
    ],
)
def test_lists_that_end_in_etc(text: str, open_ended: bool) -> None:
    assert items(text).open_ended is open_ended
    assert not any(label.endswith("등") for label in labels(text))


@pytest.mark.parametrize("text", ["없음", "해당 없음", "[선택] 없음", "수집하지 않음", "선택항목 : 해당사항 없음"])
def test_none_is_stated(text: str) -> None:
    assert items(text) == ItemList(none=True)


def test_what_is_given_holds_where_there_is_no_mark() -> None:
    words = Words.of("성명, [선택] 취미")
    mark = Stated(Requirement.REQUIRED, words[:2], How.TABLE)
    consent = Stated(True, words[:2], How.LIST)
    first, second = read_items(words, How.TABLE, mark, consent).items
    assert (first.requirement, first.consent) == (mark, consent)
    assert second.requirement is not None
    assert second.requirement.value is Requirement.OPTIONAL
    assert second.consent == consent


def test_a_mark_carried_to_a_group_without_one_is_not_stated() -> None:
    first, second = items("[필수] (보호자) 성명\n(자녀) 이름").items
    assert first.requirement is not None
    assert second.requirement is not None
    assert (first.requirement.how, second.requirement.how) == (How.TABLE, How.CARRIED)
    assert not second.requirement.asserted


def test_a_slash_between_marks_is_no_part_of_an_item() -> None:
    found = read_items(Words.of("[필수] 성명, 이메일 / [선택] 주소"), How.TABLE)
    assert [i.label.value for i in found.items] == ["성명", "이메일", "주소"]
    found = read_items(Words.of("필수 – 성명, 이메일 / 선택 – 주소"), How.TABLE)
    assert [(i.label.value, i.requirement and i.requirement.value.value) for i in found.items] == [
        ("성명", "required"),
        ("이메일", "required"),
        ("주소", "optional"),
    ]


def test_lists_add_up() -> None:
    total = items("성명") + items("주소 등") + items("없음")
    assert ([i.label.value for i in total.items], total.open_ended, total.none) == (["성명", "주소"], True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("학생 : 성명, 학번 / 보호자 : 연락처", [("성명", "학생"), ("학번", "학생"), ("연락처", "보호자")]),
        ("[신청자] 성명, 주소 [보호자] 성명", [("성명", "신청자"), ("주소", "신청자"), ("성명", "보호자")]),
    ],
)
def test_groups_on_one_line(text: str, expected: list[tuple[str, str]]) -> None:
    assert owned(text) == expected


@pytest.mark.parametrize("text", ["(필수)성명,주소(선택)이메일", "필수항목(성명, 주소), 선택항목(이메일)"])
def test_marks_set_tightly(text: str) -> None:
    assert marked(text) == [("성명", "required"), ("주소", "required"), ("이메일", "optional")]


def test_etc_before_the_word_for_personal_data() -> None:
    assert labels("이름, 전화번호, 이메일 주소 등 개인정보") == ["이름", "전화번호", "이메일 주소"]


def test_one_item_a_line() -> None:
    assert labels("성명\n연락처\n주소") == ["성명", "연락처", "주소"]


PIECES = (
    "성명 연락처 ( ) [필수] (선택) , · / \n 등 없음 보호자 : 필수항목 - • 신청자( 이메일) 1,000 ~ 😀 〔 } ， < 자동 및"
)
pieces = st.sampled_from(PIECES.split(" "))


@given(st.lists(pieces, max_size=14).map(" ".join))
@settings(max_examples=120)
def test_labels_are_words_of_the_source(text: str) -> None:
    for item in items(text).items:
        words = item.label.words
        assert item.label.value
        assert item.label.value == " ".join(words.text.split())
        assert words.hull.cut(text) == words.text
        for stated in (item.requirement, item.subject):
            assert stated is None or stated.words.hull.cut(text) == stated.words.text


def test_a_label_on_the_next_line_ends_an_item() -> None:
    text = "필수 : 이름,주소\n선택 : 이메일\n제3자 제공동의 : 회원번호"
    assert marked(text)[:3] == [("이름", "required"), ("주소", "required"), ("이메일", "optional")]
    assert labels(text)[-1] == "회원번호"


@pytest.mark.parametrize("dot", "·∙‧․・ㆍ")
def test_dots_in_front_of_lines_are_bullets(dot: str) -> None:
    text = f"{dot} 필수항목\n: 성명, 생년월일\n{dot} 선택항목\n: 집전화"
    assert marked(text) == [("성명", "required"), ("생년월일", "required"), ("집전화", "optional")]


@pytest.mark.parametrize(
    ("text", "labels"),
    [("학과/전공, 성명", ["학과", "전공", "성명"]), ("수형/선고 유무", ["수형/선고 유무"]), ("휴/복학", ["휴/복학"])],
)
def test_two_items_in_one(text: str, labels: list[str]) -> None:
    assert [i.label.value for i in read_items(Words.of(text), How.TABLE).items] == labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("필수 이름, 주소\n선택 직업", [("이름", "required"), ("주소", "required"), ("직업", "optional")]),
        (
            "- 필수항목 이름\n- 선택항목 직업\n- 자동 접속 IP",
            [("이름", "required"), ("직업", "optional"), ("접속 IP", "automatic")],
        ),
        ("필수\n이름, 주소\n선택\n직업", [("이름", "required"), ("주소", "required"), ("직업", "optional")]),
        ("선택 진료 내역, 이름", [("선택 진료 내역", ""), ("이름", "")]),
        ("필수 서명확인,\n선택 서명확인", [("필수 서명확인", ""), ("선택 서명확인", "")]),
        ("필수 수강학점,\n선택 주소", [("필수 수강학점", ""), ("선택 주소", "")]),
        ("필수 보호자 이름\n선택 보호자 주소", [("보호자 이름", "required"), ("보호자 주소", "optional")]),
        ("필수 과목 성적,\n선택 과목 성적", [("필수 과목 성적", ""), ("선택 과목 성적", "")]),
    ],
)
def test_marks_of_two_kinds_that_open_lines(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected
