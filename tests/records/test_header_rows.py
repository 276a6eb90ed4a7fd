"""Headers that take more than one row, and tables whose headers are not a row at all."""

from __future__ import annotations

from pigraph.records.header_rows import card, grouped, spanned, turned, two_rows, upright
from pigraph.text import Words


def cells(*rows: str) -> list[tuple[Words, ...]]:
    """Rows of cells; ``←`` and ``↑`` stand for the part of a cell that spans further."""
    found: list[tuple[Words, ...]] = []
    at = 0
    for row in rows:
        line: list[Words] = []
        for j, text in enumerate(row.split(" | ")):
            if text == "←":
                line.append(line[j - 1])
            elif text == "↑":
                line.append(found[-1][j])
            else:
                line.append(Words(text.strip(), range(at, at + len(text.strip()))))
                at += 100
        found.append(tuple(line))
    return found


def test_the_lower_header_says_what_a_column_holds() -> None:
    found = two_rows(
        cells("위탁업무 | 수탁자 | ← | 위탁기간", "↑ | 업체명 | 재수탁자 | ↑", "청소 | ㈜가나 | ㈜다라 | 1년")
    )
    assert found is not None
    fields, heads, body = found
    assert fields == ("task", "processor", "subprocessor", "period")
    assert [h.text for h in heads] == ["위탁업무", "업체명", "재수탁자", "위탁기간"]
    assert len(body) == 1


def test_marks_below_items() -> None:
    found = two_rows(cells("파일명 | 항목 | ← | 보유기간", "↑ | 필수 | 선택 | ↑", "회원 | 성명 | 주소 | 1년"))
    assert found is not None
    assert found[0] == ("name", "items_required", "items_optional", "retention")


def test_an_unknown_header_below_a_known_one_is_as_that() -> None:
    rows = ("파일명 | 항목 | ← | 보유기간", "↑ | 기본 | 그 밖 | ↑", "회원 | 성명 | 주소 | 1년")
    found = two_rows(cells(*rows))
    assert found is not None
    fields, _, body = found
    assert fields == ("name", "items", "items", "retention")
    assert len(body) == 1
    values = ("파일명 | 항목 | ← | 보유기간", "회원 | 성명 | 주소 | 1년", "예약 | 성명 | 주소 | 2년")
    assert two_rows(cells(*values)) is None


def test_a_name_below_a_recipient_is_the_recipient() -> None:
    found = two_rows(
        cells("제공받는 자 | ← | 제공목적 | 제공항목", "명칭 | 연락처 | ↑ | ↑", "가나청 | 02-123-4567 | 통계 | 성명")
    )
    assert found is not None
    assert found[0][0] == "recipient"


def test_a_row_for_each_group_of_columns_under_a_role() -> None:
    found = two_rows(
        cells("보호책임자 | ← | 보호담당자 | ←", "성명 | 전화 | 성명 | 부서", "홍길동 | 02-1 | 유관순 | 총무과")
    )
    assert found is not None
    fields, _, body = found
    assert fields == ("role", "person", "phone", "department")
    assert [[c.text for c in row] for row in body] == [
        ["보호책임자", "홍길동", "02-1", ""],
        ["보호담당자", "유관순", "", "총무과"],
    ]


def test_a_header_over_rows_of_values_is_one_row() -> None:
    assert two_rows(cells("파일명 | 항목 | 보유기간", "회원 | 성명 | 1년", "예약 | 주소 | 2년")) is None
    assert two_rows(cells("구분 | 성명 | 연락처", "보호책임자 | ← | ←", "담당자 | 유관순 | 02-1")) is None


def test_a_card_of_pairs_side_by_side() -> None:
    found = card(
        cells("파일명 | 회원 | 보유기간 | 3년", "운영근거 | 주민등록법 제7조 | ← | ←", "기록항목 | 성명 | ← | ←")
    )
    assert found is not None
    assert [(f, v.text) for f, _, v in found] == [
        ("name", "회원"),
        ("retention", "3년"),
        ("basis", "주민등록법 제7조"),
        ("items", "성명"),
    ]


def test_a_card_of_pairs_in_which_a_label_has_parts() -> None:
    found = card(
        cells(
            "파일명 | 회원 | ← | ←",
            "처리항목 | 필수 | 성명 | ←",
            "↑ | 선택 | 이메일 | ←",
            "보유기간 | 3년 | 담당부서 | 총무과",
        )
    )
    assert found is not None
    assert [(f, v.text) for f, _, v in found] == [
        ("name", "회원"),
        ("items_required", "성명"),
        ("items_optional", "이메일"),
        ("retention", "3년"),
        ("department", "총무과"),
    ]


def test_tables_of_four_columns_are_no_cards() -> None:
    assert card(cells("파일명 | 항목 | 목적 | 보유기간", "회원 | 성명 | 관리 | 1년")) is None
    assert card(cells("성명 | 홍길동 | 전화 | 02-1", "성명 | 유관순 | 전화 | 02-2")) is None


def test_entries_in_columns() -> None:
    found = turned(cells("구분 | ㈜가나 | ㈜다라", "위탁업무 | 청소 | 경비", "위탁기간 | 1년 | 2년"), 1)
    assert found is not None
    assert found[0] == ("name", "task", "period")
    assert [[c.text for c in row] for row in found[2]] == [["㈜가나", "청소", "1년"], ["㈜다라", "경비", "2년"]]


def test_labels_in_the_first_of_two_columns() -> None:
    found = upright(cells("파일명 | 회원", "항목 | 성명"))
    assert found is not None
    assert [f for f, _, _ in found] == ["name", "items"]


def test_an_item_that_is_also_worded_like_a_label() -> None:
    found = turned(
        cells("구분 | 내용", "처리목적 | 안내", "필수항목 | 성명", "선택항목 | 전자우편주소", "보유기간 | 3년"), 2
    )
    assert found is not None
    assert found[0] == ("purpose", "items_required", "items_optional", "retention")


def test_labels_that_span_two_columns_and_a_label_with_parts() -> None:
    found = spanned(
        cells(
            "파일명 | ← | 회원",
            "처리항목 | 필수 | 성명",
            "↑ | 선택 | 이메일",
            "↑ | 자동생성 | 접속 IP",
            "보유기간 | ← | 3년",
        )
    )
    assert found is not None
    assert [(f, v.text) for f, _, v in found] == [
        ("name", "회원"),
        ("items_required", "성명"),
        ("items_optional", "이메일"),
        ("items_automatic", "접속 IP"),
        ("retention", "3년"),
    ]


def test_a_header_that_spans_columns_has_no_labels_beside_values() -> None:
    assert spanned(cells("수탁자 | ← | 위탁업무", "명칭 | 연락처 | ↑", "㈜가나 | 02-1 | 청소")) is None
    assert spanned(cells("파일명 | 항목 | 보유기간", "회원 | 성명 | 1년")) is None


def test_labels_in_the_rows_of_a_merged_cell() -> None:
    found = grouped(
        cells(
            "국세청 | 제공목적 | 연말정산",
            "↑ | 제공항목 | 성명, 주소",
            "병무청 | 제공항목 | 성별",
            "↑ | 보유기간 | 1년",
        )
    )
    assert found is not None
    assert found[0] == ("name", "purpose", "items", "retention")
    assert [[c.text for c in row] for row in found[2]] == [
        ["국세청", "연말정산", "성명, 주소", ""],
        ["병무청", "", "성별", "1년"],
    ]
    people = grouped(cells("보호책임자 | 성명 | 홍길동", "↑ | 전화 | 02-1"))
    assert people is not None
    assert people[0] == ("role", "person", "phone")


def test_items_line_by_line_are_no_labels() -> None:
    assert grouped(cells("파일명 | 항목 | 보유기간", "회원 | 성명 | 1년", "↑ | 주소 | 2년")) is None
    assert grouped(cells("회원 | 성명 | 필수", "↑ | 성명 | 선택", "예약 | 주소 | 필수", "↑ | 전화 | 선택")) is None


def test_a_lower_header_that_says_nothing_without_the_upper_one() -> None:
    found = two_rows(
        cells("위탁업무 | 수탁자 | 계약기간 | ←", "↑ | ↑ | 시작 | 종료", "청소 | ㈜가나 | 2024.1.1. | 2024.6.30.")
    )
    assert found is not None
    assert found[0] == ("task", "processor", "start", "end")
    assert two_rows(cells("위탁업무 | 수탁자 | 여건 | ←", "↑ | ↑ | 시작 | 종료", "청소 | ㈜가나 | 1 | 2")) is None
