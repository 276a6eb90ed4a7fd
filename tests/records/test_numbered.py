"""Tables that name their files by the numbers of an earlier table."""

from __future__ import annotations

import pytest

from records.texts import record

FILES = "1. 개인정보의 처리 목적\n번호\t개인정보파일명\t처리 목적\n가\t회원 명부\t회원 관리\n나\t주차 명부\t주차 관리\n다\t상담 기록\t상담\n"
HEAD = "2. 처리하는 개인정보의 항목과 보유 기간\n"


def read(text: str) -> list[tuple[str, list[str], str | None]]:
    found = record(FILES + HEAD + text).holdings
    return [(h.name.value, [i.label.value for i in h.items], h.retention and h.retention.text.value) for h in found]


NOTHING: list[tuple[str, list[str], str | None]] = [
    ("회원 명부", [], None),
    ("주차 명부", [], None),
    ("상담 기록", [], None),
]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "번호는 앞 표의 번호와 같습니다.\n번호\t항목\t보유 기간\n가\t성명, 주소\t3년\n나\t차량번호\t1년\n다\t연락처\t2년\n",
            [
                ("회원 명부", ["성명", "주소"], "3년"),
                ("주차 명부", ["차량번호"], "1년"),
                ("상담 기록", ["연락처"], "2년"),
            ],
        ),
        (
            "파일 번호\t항목\n가.\t성명\n다.\t연락처\n",
            [("회원 명부", ["성명"], None), ("주차 명부", [], None), ("상담 기록", ["연락처"], None)],
        ),
        (
            "번호는 위 1의 번호와 같습니다.\n번호\t항목\n가\t성명\n나\t차량번호\n",
            [("회원 명부", ["성명"], None), ("주차 명부", ["차량번호"], None), ("상담 기록", [], None)],
        ),
        (
            "번호\t항목\n가\t성명\n가\t주소\n나\t차량번호\n다\t연락처\n",
            [("회원 명부", ["성명", "주소"], None), ("주차 명부", ["차량번호"], None), ("상담 기록", ["연락처"], None)],
        ),
    ],
)
def test_rows_with_the_number_of_a_file_are_about_it(table: str, expected: object) -> None:
    assert read(table) == expected


@pytest.mark.parametrize(
    "table",
    [
        "번호\t항목\n가\t성명\n나\t차량번호\n",  # these may be numbers of its own
        "번호\t항목\n가\t성명\n나\t차량번호\n다\t연락처\n",
        "번호에 따라 화면 위에 나타납니다.\n번호\t항목\n가\t성명\n나\t차량번호\n다\t연락처\n",
        "순번은 보호법 제30조를 따릅니다.\n번호\t항목\n가\t성명\n나\t차량번호\n다\t연락처\n",
        "번호\t항목\n가\t성명\n다\t연락처\n",  # too few to prove anything
        "번호는 위 1의 번호와 같습니다.\n번호\t항목\t보유 기간\n가\t계약에 관한 기록\t5년\n다\t대금결제 기록\t5년\n",
        "번호\t항목\n나\t성명\n마\t차량번호\n",  # no file has this number
        "번호\t항목\t가나다라\n가\t성명\t하\n다\t차량번호\t호\n",  # a column that may name them
        "번호\t항목\n\t성명\n다\t차량번호\n",
    ],
)
def test_other_numbers_name_nothing(table: str) -> None:
    assert read(table) == NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "2. 개인정보 자동 수집 장치\n번호\t항목\n가\t쿠키\n나\t접속 IP\n다\t방문일시\n",
        "2. 제3자 제공\n번호\t항목\t보유 기간\n가\t성명\t1년\n나\t주소\t1년\n다\t연락처\t1년\n",
    ],
)
def test_lists_of_other_sections_have_numbers_of_their_own(text: str) -> None:
    files = [h for h in record(FILES + text).holdings if h.name.value in ("회원 명부", "주차 명부", "상담 기록")]
    assert len(files) == 3
    assert not any(h.items for h in files)


def test_what_the_first_table_says_itself_is_not_said_again_by_number() -> None:
    files = "1. 처리하는 개인정보\n번호\t파일명\t항목\n가\t회원 명부\t성명\n나\t주차 명부\t차량번호\n다\t상담 기록\t연락처\n"
    table = "번호\t항목\t보유 기간\n나\t주소\t1년\n다\t직업\t1년\n가\t나이\t1년\n"
    found = record(f"{files}{table}").holdings
    assert [i.label.value for h in found[:3] for i in h.items] == ["성명", "차량번호", "연락처"]


def test_a_number_of_two_files_names_neither() -> None:
    text = FILES.replace("나\t", "가\t") + HEAD + "번호\t항목\n다\t성명\n"
    assert not any(h.items for h in record(text).holdings)


def test_they_stand_under_the_heading_over_their_own_table() -> None:
    text = FILES + HEAD + "가. 동의를 받아 처리하는 항목\n파일 번호\t항목\n가\t**선택** 직업\n다\t성명\n"
    one, _, two = record(text).holdings
    (job,), (name,) = one.items, two.items
    assert job.consent is not None and job.consent.value
    assert name.consent is not None and name.consent.value
    assert two.items[0].label.value == "성명"
