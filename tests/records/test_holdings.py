"""Files and tasks from tables."""

from __future__ import annotations

import pytest

from pigraph.records.grid import Row
from pigraph.records.holdings import clean_name, consent_of, is_holding_table, row_items, same_name
from pigraph.records.model import Holding, HoldingKind, How
from pigraph.text import Words
from records.texts import grid, record, tree

HEAD = "1. 처리하는 개인정보의 항목\n"


def holdings(text: str) -> list[Holding]:
    return list(record(HEAD + text).holdings)


def labels(h: Holding) -> list[tuple[str, str, str]]:
    return [
        (i.label.value, i.requirement.value.value if i.requirement else "", i.subject.value if i.subject else "")
        for i in h.items
    ]


def shown(h: Holding) -> tuple[str, str | None, list[str], str | None]:
    return (
        h.name.value,
        h.purposes[0].value if h.purposes else None,
        ["동의" if b.consent else f"{b.law} {b.article}" for b in h.bases],
        h.retention.text.value if h.retention else None,
    )


CARD = {
    "연번": "1",
    "개인정보파일명": "주차 정기권 신청자 명단",
    "운영근거/처리목적": "주차장법 제8조 / 정기권 발급",
    "운영근거": "주차장법 제8조",
    "처리목적": "정기권 발급",
    "개인정보 항목": "[필수] 성명, 차량번호 [선택] 이메일",
    "필수항목": "성명, 차량번호",
    "선택항목": "이메일",
    "보유기간": "3년",
}


@pytest.mark.parametrize(
    "columns",
    [
        ("연번", "개인정보파일명", "운영근거/처리목적", "개인정보 항목", "보유기간"),
        ("개인정보파일명", "운영근거", "처리목적", "보유기간", "개인정보 항목"),
        ("보유기간", "필수항목", "선택항목", "개인정보파일명", "운영근거/처리목적"),
        ("처리목적", "개인정보파일명", "필수항목", "선택항목", "보유기간", "운영근거"),
    ],
)
def test_columns_in_any_order(columns: tuple[str, ...]) -> None:
    (one,) = holdings("\t".join(columns) + "\n" + "\t".join(CARD[c] for c in columns) + "\n")
    assert one.kind is HoldingKind.FILE
    assert shown(one) == ("주차 정기권 신청자 명단", "정기권 발급", ["주차장법 8"], "3년")
    assert labels(one) == [("성명", "required", ""), ("차량번호", "required", ""), ("이메일", "optional", "")]


def test_a_table_on_its_side() -> None:
    rows = [("개인정보파일명", "운영근거", "처리목적", "필수항목", "보유기간")]
    text = "".join(
        f"{c}\t{CARD[c]}\t{other}\n"
        for c, other in zip(rows[0], ("수강생", "동의", "강좌 운영", "성명", "1년"), strict=True)
    )
    first, second = holdings(text)
    assert shown(first) == ("주차 정기권 신청자 명단", "정기권 발급", ["주차장법 8"], "3년")
    assert shown(second) == ("수강생", "강좌 운영", ["동의"], "1년")


def test_tasks_are_no_files() -> None:
    (one,) = holdings("업무명\t수집항목\t보유기간\n상담 예약\t학생(성명), 보호자(연락처)\t상담 종료 후 1년\n")
    assert one.kind is HoldingKind.TASK
    assert labels(one) == [("성명", "", "학생"), ("연락처", "", "보호자")]


def test_consent_by_the_heading_over_the_table() -> None:
    first, second = holdings(
        "① 정보주체의 동의 없이 처리하는 개인정보 항목\n업무명\t근거\t항목\n민원 처리\t주차장법 제8조\t성명\n"
        "② 정보주체의 동의를 받아 처리하는 개인정보 항목\n업무명\t목적\t항목\n소식지\t안내\t이메일 등\n"
    )
    assert [i.consent.value for i in first.items if i.consent] == [False]
    assert [i.consent.value for i in second.items if i.consent] == [True]
    assert (first.open_ended, second.open_ended) == (False, True)


@pytest.mark.parametrize(
    ("heading", "consent"),
    [
        ("정보주체의 동의를 받지 않고 처리하는 개인정보 항목", False),
        ("정보주체의 동의를 받아 수집하는 개인정보", True),
        ("동의에 따라 처리하는 개인정보", True),
        ("가나시는 법률에 따라 동의 없이 다음과 같이 개인정보를 처리합니다.", False),
        ("가나시는 동의를 받아 아래와 같이 처리합니다.", True),
        ("처리하는 개인정보 항목", None),
        ("정보주체는 동의를 받아 제공할 수 있습니다", None),
    ],
)
def test_headings_about_consent(heading: str, consent: bool | None) -> None:
    node = tree(f"1. 처리하는 개인정보의 항목\n① {heading}\n")[1].nodes[0]
    found = consent_of([node])
    assert (found.value if found else None) == consent


def test_rows_of_one_name_are_one_holding() -> None:
    (one,) = holdings(
        "개인정보파일명\t구분\t수집항목\t보유기간\n온라인 회원\t필수\t아이디, 비밀번호\t2년\n\t선택\t이메일\t\n"
    )
    assert labels(one) == [("아이디", "required", ""), ("비밀번호", "required", ""), ("이메일", "optional", "")]


def test_rows_that_say_nothing_are_none() -> None:
    assert holdings("개인정보파일명\t항목\t보유기간\n예비\t\t\n") == []


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("개인정보파일명\t항목\t보유기간\n가\t나\t다\n", True),
        ("업무\t목적\n가\t나\n", True),
        ("제공받는 자\t항목\n가\t나\n", False),
        ("수탁자\t위탁업무\n가\t나\n", False),
        ("개인정보파일명\t수행연도\n가\t2024\n", False),
        ("설치 대수\t촬영시간\n가\t나\n", False),
    ],
)
def test_which_tables_hold_files(table: str, expected: bool) -> None:
    assert is_holding_table(grid(HEAD + table)) is expected


def test_names() -> None:
    assert [clean_name(Words.of(t)).text for t in ("1. 회원", "② 회원", "• 회원", "- 회원", "2024 회원", "회원 ")] == [
        "회원", "회원", "회원", "회원", "2024 회원", "회원",
    ]  # fmt: skip
    assert same_name("주차 정기권 ‘신청자’", "주차정기권신청자")
    assert not same_name("주차", "주차장")


def test_signs_of_footnotes_are_no_part_of_a_name() -> None:
    printed = ("회원 명부 *", "회원 명부**", "회원 명부 주1)", "회원 명부※", "회원 명부 주)")
    assert {clean_name(Words.of(name)).text for name in printed} == {"회원 명부"}
    names = ("회원 명부(1)", "*", "예약(제주)", "임대주택(전세 입주)", "주주 명부(건물 주)")
    assert tuple(clean_name(Words.of(name)).text for name in names) == names


def test_files_are_named_where_tasks_have_a_column_too() -> None:
    found = holdings(
        "업무\t개인정보파일\t처리목적\t보유기간\n출입\t출입증 발급자\t신원 확인\t1년\n\t차량 등록자\t출입 통제\t2년\n"
    )
    assert [(h.name.value, h.kind) for h in found] == [
        ("출입증 발급자", HoldingKind.FILE),
        ("차량 등록자", HoldingKind.FILE),
    ]


def test_a_cell_over_the_columns_of_two_marks_has_neither() -> None:
    items = Words("성명, 주소", range(10, 16))
    row = Row({"items_required": [items], "items_optional": [items]})
    assert [(i.label.value, i.requirement) for i in row_items(row, How.TABLE).items] == [("성명", None), ("주소", None)]


def test_the_line_right_over_a_table_of_one_names_it() -> None:
    card = "처리목적\t{}\n수집항목\t성명, 주소\n보유기간\t1년\n"
    found = holdings(f"가. 회원\n{card.format('예약')}나. 상담\n{card.format('답변')}")
    assert [shown(h)[:2] for h in found] == [("회원", "예약"), ("상담", "답변")]
    assert [shown(h)[0] for h in holdings(f"가. 동의를 받아 처리하는 개인정보\n{card.format('예약')}")] == ["예약"]


def test_required_and_optional_in_a_column_of_their_own() -> None:
    rows = "회원\t필수\t성명, 주소\t3년\n\t선택\t이메일\t\n"
    found = holdings(f"개인정보파일명\t필수/선택\t개인정보 항목\t보유기간\n{rows}")
    assert [labels(h) for h in found] == [
        [("성명", "required", ""), ("주소", "required", ""), ("이메일", "optional", "")]
    ]


@pytest.mark.parametrize(
    ("printed", "name"),
    [("<회원>", "회원"), ("[회원] 예약", "[회원] 예약"), ("1. 【회원】", "회원"), ("회원<구>", "회원<구>")],
)
def test_brackets_around_all_of_a_name(printed: str, name: str) -> None:
    assert clean_name(Words.of(printed)).text == name
