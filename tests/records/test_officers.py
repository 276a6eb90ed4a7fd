"""Officers, staff and desks."""

from __future__ import annotations

import pytest

from pigraph.blocks.html import read
from pigraph.records.model import Officer
from pigraph.records.officers import read_loose_officers
from pigraph.sections.tree import sections
from records.texts import record

HEAD = "제1조(개인정보 보호책임자)\n"
DESK = "제2조(개인정보 열람청구)\n"


def officers(text: str) -> tuple[Officer, ...]:
    return record(text).officers


def shown(o: Officer) -> tuple[object, ...]:
    plain = [s.value if s else None for s in (o.role, o.name, o.department, o.email)]
    return (*plain[:3], [p.value for p in o.phones], plain[3])


def test_a_table() -> None:
    found = officers(
        f"{HEAD}구분\t부서명\t성명\t직급\t연락처\n개인정보 보호책임자\t기획조정실\t이순신\t실장\t02-123-4567\n"
        "분야별 책임자\t전산과\t강감찬\t과장\t02-123-4568\n개인정보 보호담당자\t\t유관순\t주무관\t02-123-4569, yu@ganada.go.kr\n"
    )
    assert [shown(o) for o in found] == [
        ("개인정보 보호책임자", "이순신", "기획조정실", ["02-123-4567"], None),
        ("분야별 책임자", "강감찬", "전산과", ["02-123-4568"], None),
        ("개인정보 보호담당자", "유관순", "전산과", ["02-123-4569"], "yu@ganada.go.kr"),
    ]
    assert [(o.chief, o.access_desk) for o in found] == [(True, False), (False, False), (False, False)]
    assert [o.title.value if o.title else None for o in found] == ["실장", "과장", "주무관"]


@pytest.mark.parametrize(
    "columns",
    [("성명", "연락처", "부서", "구분"), ("직위", "이름", "담당부서", "역할", "전화번호", "팩스번호", "이메일")],
)
def test_columns_in_any_order(columns: tuple[str, ...]) -> None:
    cells = {"성명": "이순신", "이름": "이순신", "연락처": "02-123-4567", "부서": "총무과", "담당부서": "총무과", "구분": "보호책임자", "역할": "보호책임자", "직위": "과장", "전화번호": "02-123-4567", "팩스번호": "02-123-4568", "이메일": "a@b.kr"}  # fmt: skip
    (one,) = officers(HEAD + "\t".join(columns) + "\n" + "\t".join(cells[c] for c in columns) + "\n")
    assert shown(one)[:4] == ("보호책임자", "이순신", "총무과", ["02-123-4567"])
    assert [f.value for f in one.faxes] == (["02-123-4568"] if "팩스번호" in columns else [])


def test_a_contact_cell_for_several_people() -> None:
    found = officers(
        f"{HEAD}구분\t부서명\t성명\t연락처\n보호책임자\t총무과\t이순신\t02-123-4567\n보호담당자\t\t유관순\t\n"
    )
    assert [[p.value for p in o.phones] for o in found] == [["02-123-4567"], ["02-123-4567"]]


LINES = f"""{HEAD}▶ 개인정보 보호책임자
성명 : 홍길동
직위 : 경영본부장
연락처 : 042-123-4567, privacy@ganada.or.kr
▶ 개인정보 보호 담당부서
부서명 : 정보화팀
담당자 : 김영희 대리
연락처 : Tel) 042-123-4568, Fax) 042-123-4569
{DESK}▶ 개인정보 열람청구 접수·처리 부서
부서명 : 민원봉사실 / 담당자 : 박민수 / 연락처 : 042-123-4570
"""


def test_labelled_lines() -> None:
    chief, staff, desk = officers(LINES)
    assert shown(chief) == ("개인정보 보호책임자", "홍길동", "경영본부장", ["042-123-4567"], "privacy@ganada.or.kr")
    assert shown(staff) == ("개인정보 보호 담당부서", "김영희", "정보화팀", ["042-123-4568"], None)
    assert shown(desk) == ("개인정보 열람청구 접수·처리 부서", "박민수", "민원봉사실", ["042-123-4570"], None)
    assert ([f.value for f in staff.faxes], staff.title and staff.title.value) == (["042-123-4569"], "대리")
    assert [o.chief for o in (chief, staff, desk)] == [True, False, False]
    assert [o.access_desk for o in (chief, staff, desk)] == [False, False, True]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("▶ 개인정보 보호책임자 : 경영지원팀장 홍길동", ("개인정보 보호책임자", "홍길동", "경영지원팀장", [], None)),
        ("- 개인정보 보호책임자 : 경영지원팀장 홍길동 (02-123-4567)", ("개인정보 보호책임자", "홍길동", "경영지원팀장", ["02-123-4567"], None)),
        ("- 개인정보 보호담당자 : 정보화팀 김영희 (☎ 02-123-4568, a@b.kr)", ("개인정보 보호담당자", "김영희", "정보화팀", ["02-123-4568"], "a@b.kr")),
        ("성명 : 홍길동 / 직위 : 국장 / 연락처 : Tel) 02-123-4567, Fax) 02-123-4568", ("개인정보 보호책임자", "홍길동", "국장", ["02-123-4567"], None)),
    ],
)  # fmt: skip
def test_one_line(line: str, expected: tuple[object, ...]) -> None:
    (one,) = officers(f"{HEAD}{line}\n")
    assert shown(one) == expected


def test_the_same_desk_printed_twice_counts_once() -> None:
    row = "보호담당자\t총무과\t유관순\t02-123-4567\n"
    assert len(officers(f"{HEAD}구분\t부서명\t성명\t연락처\n{row}{row}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "기관은 개인정보 보호책임자를 지정하고 있습니다.\n",
        "정보주체는 개인정보 보호책임자에게 문의할 수 있습니다.\n",
        "구분\t내용\n책임자\t정보주체의 문의를 처리\n",
    ],
)
def test_what_is_no_officer(text: str) -> None:
    assert officers(HEAD + text) == ()


def test_a_sentence_is_no_department() -> None:
    line = "▶ 개인정보 열람청구 접수·처리 부서 : 제8조의 ‘담당부서’에서 열람청구 업무를 담당합니다."
    assert officers(f"{DESK}{line}\n") == ()


def test_a_person_in_each_of_several_columns() -> None:
    found = officers(
        f"{HEAD}연번\t담당부서\t파일명\t분야별 책임자\t분야별 담당자\n"
        "1\t총무과\t회원 명부\t총무과장 02-123-4567\t유관순 02-123-4568\n"
    )
    assert [shown(o) for o in found] == [
        ("분야별 책임자", None, "총무과장", ["02-123-4567"], None),
        ("분야별 담당자", "유관순", "총무과", ["02-123-4568"], None),
    ]


def test_departments_and_where_they_sit_count_under_a_heading_on_access() -> None:
    rows = "파일명\t주무부서\t위치\n회원 명부\t총무과\t본관 1층\n"
    assert [shown(o)[2] for o in officers(f"제1조(열람 장소 및 정정 청구)\n{rows}")] == ["총무과"]
    assert officers(f"제1조(개인정보 보호책임자)\n{rows}") == ()


def test_desks_in_a_section_that_lists_other_bodies() -> None:
    found = officers(
        "제1조(권익침해 구제방법)\n1. 우리 구 개인정보 담당부서 : 총무과 정보팀\n(전화) 02-123-4567, (이메일) a@b.kr\n"
        "2. 개인정보 침해신고센터\n가. 소관업무 : 침해 신고\n나. 전화 : 02-999-9999\n다. 이메일 : other@kisa.kr\n"
    )
    assert [shown(o) for o in found] == [
        ("우리 구 개인정보 담당부서", None, "총무과 정보팀", ["02-123-4567"], "a@b.kr")
    ]


def test_a_contact_block_of_its_own_holds_for_all_before_it() -> None:
    found = officers(
        f"{HEAD}1. 개인정보 보호책임자\n가. 성명 : 홍길동\n나. 직위 : 국장\n2. 개인정보 보호 담당부서\n"
        "가. 부서명 : 총무과\n3. 연락처\n가. 전화 : 02-123-4567\n나. 이메일 : a@b.kr\n"
    )
    assert [shown(o)[1:] for o in found] == [
        ("홍길동", "국장", ["02-123-4567"], "a@b.kr"),
        (None, "총무과", ["02-123-4567"], "a@b.kr"),
    ]


def test_a_title_that_repeats_the_role_is_not_the_position() -> None:
    (one,) = officers(f"{HEAD}성명 : 홍길동\n직책 : 개인정보 보호책임자\n직급 : 본부장\n연락처 : 02-123-4567\n")
    assert one.department is not None and one.department.value == "본부장"


def test_people_of_one_row_share_its_telephone() -> None:
    found = officers(f"{HEAD}분야\t책임자\t담당자\t전화번호\n입학\t입학처장\t유관순\t02-123-4567\n")
    assert [[p.value for p in o.phones] for o in found] == [["02-123-4567"], ["02-123-4567"]]


def test_a_desk_in_a_sentence_or_a_note_on_access() -> None:
    for line in (
        "열람청구는 민원과(전화 02-123-4567)에서 받습니다.",
        "※ 열람청구는 민원과(☎ 02-123-4567)로 하실 수 있습니다.",
    ):
        (one,) = officers(f"{DESK}{line}\n")
        assert (shown(one)[2], shown(one)[3], one.access_desk) == ("민원과", ["02-123-4567"], True)


def test_people_in_a_sentence() -> None:
    found = officers(
        f"{HEAD}개인정보 보호책임자는 총무과장 홍길동(전화 02-123-4567, a@b.kr)이며, 개인정보 보호담당자는 정보팀 유관순(전화 02-123-4568)입니다.\n"
    )
    assert [shown(o)[:4] for o in found] == [
        ("개인정보 보호책임자", "홍길동", "총무과장", ["02-123-4567"]),
        ("개인정보 보호담당자", "유관순", "정보팀", ["02-123-4568"]),
    ]


def test_a_table_of_desks_among_rights() -> None:
    rows = "부서\t담당자\t연락처\n민원과\t유관순\t02-123-4567\n"
    (one,) = officers(f"제1조(정보주체의 권리·의무와 행사방법)\n▶ 개인정보 열람청구 접수·처리 부서\n{rows}")
    assert (shown(one)[1:4], one.access_desk) == (("유관순", "민원과", ["02-123-4567"]), True)
    assert officers(f"제1조(정보주체의 권리·의무와 행사방법)\n① 다음과 같습니다.\n{rows}") == ()


@pytest.mark.parametrize("header", ["구분\t내용\n", "개인정보 보호책임자 안내\t\n"])
def test_a_contact_in_a_row_of_its_own_under_the_person(header: str) -> None:
    rows = "개인정보 보호책임자\t성명: 이순신 / 직책: 관장\n연락처 (이메일)\tlee@ganada.go.kr\n"
    (one,) = officers(HEAD + header + rows)
    assert (one.name and one.name.value, one.email and one.email.value) == ("이순신", "lee@ganada.go.kr")


def test_cards_side_by_side_under_their_roles() -> None:
    page = (
        "<h2>개인정보 처리방침</h2><h3>제1조(개인정보 보호책임자)</h3><table><tr><th colspan=2>개인정보 보호책임자</th>"
        "<th colspan=2>보호담당자</th></tr><tr><th>직위</th><td>관장</td><th>부서</th><td>총무팀</td></tr><tr><th>성명</th>"
        "<td>이순신</td><th>성명</th><td>강감찬</td></tr><tr><th>연락처</th><td>02-123-4567</td><th>연락처</th>"
        "<td>02-123-4568</td></tr></table>"
    )
    tables = [t for s in sections(read(page.encode(), "a.html").blocks) for t in s.tables()]
    section = next(s for s in sections(read(page.encode(), "a.html").blocks) if s.is_about("officer"))
    assert [shown(o)[:4] for t in tables for o in read_loose_officers(t.table, section)] == [
        ("개인정보 보호책임자", "이순신", "관장", ["02-123-4567"]),
        ("보호담당자", "강감찬", "총무팀", ["02-123-4568"]),
    ]


def test_half_a_bracket_is_no_part_of_a_department() -> None:
    (one,) = officers(f"{HEAD}구분\t담당부서\t성명\t연락처\n보호책임자\t총무과)\t이순신\t02-123-4567\n")
    assert shown(one)[:3] == ("보호책임자", "이순신", "총무과")
    (two,) = officers(f"{HEAD}구분\t담당부서\t성명\t연락처\n보호책임자\t총무과(본관)\t이순신\t02-123-4567\n")
    assert shown(two)[2] == "총무과(본관)"


def test_contacts_behind_a_department_are_no_part_of_it() -> None:
    (one,) = officers(f"{HEAD}- 담당 부서: 정보전산원, 전화 042-123-4567, 전자우편 a@b.kr\n")
    assert shown(one)[2:] == ("정보전산원", ["042-123-4567"], "a@b.kr")


def test_duties_over_columns_with_an_empty_corner() -> None:
    found = officers(
        f"{HEAD}|  | 개인정보 보호책임자 | 열람청구 접수부서 |\n|---|---|---|\n| 소속 | 기획실 | 민원과 |\n"
        "| 성명 | 이순신 | 유관순 |\n| 전화 | 02-123-4567 | 02-123-4568 |\n"
    )
    assert [shown(o)[:3] for o in found] == [
        ("개인정보 보호책임자", "이순신", "기획실"),
        ("열람청구 접수부서", "유관순", "민원과"),
    ]
    assert [o.access_desk for o in found] == [False, True]


def test_a_desk_and_a_holder_without_a_long_role_in_one_paragraph() -> None:
    found = officers(
        f"{HEAD}개인정보 보호책임자는 총무과장 홍길동(전화 02-123-4567)이며, 담당자는 정보팀 유관순(전화 02-123-4568)입니다. "
        "개인정보의 열람 청구는 민원팀(전화 02-123-4569)에서 접수합니다.\n"
    )
    assert [shown(o)[1:4] for o in found] == [
        ("홍길동", "총무과장", ["02-123-4567"]),
        ("유관순", "정보팀", ["02-123-4568"]),
        (None, "민원팀", ["02-123-4569"]),
    ]
    assert [o.access_desk for o in found] == [False, False, True]


@pytest.mark.parametrize(
    ("line", "department", "name"),
    [
        ("가나군은 개인정보의 열람청구를 민원팀(02-123-4567)에서 접수·처리합니다.", "민원팀", None),
        ("가나군 민원과 (담당자 유관순, 전화 02-123-4567, 팩스 02-123-4568)", "가나군 민원과", "유관순"),
    ],
)
def test_a_desk_in_a_sentence_or_a_line_of_its_own(line: str, department: str, name: str | None) -> None:
    (one,) = officers(f"{DESK}{line}\n")
    assert shown(one)[1:4] == (name, department, ["02-123-4567"])
    assert one.access_desk


def test_a_telephone_without_brackets_behind_a_name_and_a_desk_of_one_word() -> None:
    found = officers(
        f"{HEAD}○ 개인정보 보호책임자 : 관장 홍길동 ☎ 02-123-4567\n○ 개인정보 보호담당자 : 운영팀 유관순 전화 02-123-4568\n"
        "○ 열람청구 접수부서 : 홍보계 (전화: 02-123-4569)\n"
    )
    assert [shown(o)[1:4] for o in found] == [
        ("홍길동", "관장", ["02-123-4567"]),
        ("유관순", "운영팀", ["02-123-4568"]),
        (None, "홍보계", ["02-123-4569"]),
    ]


def test_holders_with_a_contact_behind_a_slash() -> None:
    found = officers(
        f"{HEAD}보호책임자: 총무국장 홍길동 / 전화 02-123-4567\n담당자: 총무팀 유관순 / 전화 02-123-4568\n"
        "열람청구 접수: 총무팀 / 전화 02-123-4568\n"
    )
    assert [shown(o)[:3] for o in found] == [
        ("보호책임자", "홍길동", "총무국장"),
        ("담당자", "유관순", "총무팀"),
        ("열람청구 접수", None, "총무팀"),
    ]


def test_a_desk_that_a_sentence_on_rights_names() -> None:
    (found,) = officers(
        "제1조(정보주체의 권리)\n열람청구는 가나관 민원과(담당자 유관순, 전화 02-123-4567)에서 받습니다.\n"
        "상담은 총무과(전화 02-123-4568)에서 받습니다.\n"
    )
    assert shown(found)[1:4] == ("유관순", "가나관 민원과", ["02-123-4567"])
    assert found.access_desk


def test_labels_of_people_beside_each_other_are_their_duties() -> None:
    found = officers(f"{HEAD}- 책임자 : 총무팀장 이순신 (02-123-4567)\n- 담당자 : 전산팀 유관순 (02-123-4568)\n")
    assert [(*shown(o)[:2], o.chief) for o in found] == [("책임자", "이순신", True), ("담당자", "유관순", False)]


def test_a_duty_in_the_column_of_titles() -> None:
    found = officers(
        f"{HEAD}직책\t성명\t전화\n보호책임자(원장)\t이순신\t02-123-4567\n보호담당자\t유관순\t02-123-4568\n"
    )
    assert [(*shown(o)[:2], o.title and o.title.value, o.chief) for o in found] == [
        ("보호책임자", "이순신", "원장", True),
        ("보호담당자", "유관순", None, False),
    ]


def test_a_desk_beside_the_officers() -> None:
    found = officers(f"{HEAD}○ 보호책임자 : 국장 이순신 (02-123-4567)\n○ 열람청구 : 민원팀 유관순 (02-123-4568)\n")
    assert [(*shown(o)[:2], shown(o)[3], o.access_desk) for o in found] == [
        ("보호책임자", "이순신", ["02-123-4567"], False),
        ("열람청구", "유관순", ["02-123-4568"], True),
    ]


def test_people_of_each_field_with_their_position_in_one_cell() -> None:
    found = record(
        "1. 개인정보 보호책임자\n분야\t분야별 책임자\t분야별 담당자\n"
        "회원\t총무과장 홍길동 02-123-4567\t총무과 유관순 02-123-4568\n"
        "예약\t시설과장 강감찬 02-123-4569\t시설과 이순신 02-123-4560\n"
    ).officers
    assert [
        (o.name and o.name.value, o.department and o.department.value, o.title and o.title.value) for o in found
    ] == [
        ("홍길동", "총무과장", "총무과장"),
        ("유관순", "총무과", None),
        ("강감찬", "시설과장", "시설과장"),
        ("이순신", "시설과", None),
    ]


def test_a_holder_on_the_line_under_a_bare_role() -> None:
    found = officers(
        f"{HEAD}개인정보 보호책임자\n경영본부장 이순신\n02-123-4567\n개인정보 보호담당자\n정보팀 차장 유관순\n"
        "02-123-4568, a@b.kr\n"
    )
    assert [shown(o) for o in found] == [
        ("개인정보 보호책임자", "이순신", "경영본부장", ["02-123-4567"], None),
        ("개인정보 보호담당자", "유관순", "정보팀 차장", ["02-123-4568"], "a@b.kr"),
    ]
    assert officers(f"{HEAD}개인정보 보호책임자\n업무 안내\n02-123-4567\n") == ()
