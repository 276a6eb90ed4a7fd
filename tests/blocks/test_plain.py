"""Plain text → paragraphs and tables: what a page width had broken is joined, what an author broke is not."""

from __future__ import annotations

from pigraph.blocks.model import Block, Paragraph, Table
from pigraph.blocks.plain import read


def shown(blocks: list[Block]) -> list[str | list[list[str]]]:
    return [b.words.text if isinstance(b, Paragraph) else [[c.text for c in r] for r in b.rows] for b in blocks]


LONG = "가나재단은 정보주체의 자유와 권리 보호를 위해 「개인정보 보호법」 및 관계 법령이 정한 바를"


def test_a_broken_line_goes_on() -> None:
    source = (
        f"{LONG}\n준수하여 적법하게 개인정보를 처리하고 안전하게 관리하고 있습니다.\n이에 따라 방침을 공개합니다.\n"
    )
    assert shown(read(source)) == [
        f"{LONG} 준수하여 적법하게 개인정보를 처리하고 안전하게 관리하고 있습니다.",
        "이에 따라 방침을 공개합니다.",
    ]


def test_a_paragraph_keeps_its_lines_and_places() -> None:
    source = f"{LONG}\n  준수합니다.\n"
    (block,) = read(source)
    assert isinstance(block, Paragraph)
    assert [line.text for line in block.lines] == [LONG, "준수합니다."]
    assert block.span.cut(source) == source.strip()


def test_short_lines_are_lines_of_their_own() -> None:
    source = f"{LONG}\n준수합니다.\n\n담당부서\n총무과\n"
    assert shown(read(source))[1:] == ["담당부서", "총무과"]


def test_a_line_that_ends_in_a_comma_goes_on() -> None:
    assert shown(read(f"{LONG} 준수합니다.\n성명,\n연락처\n")) == [f"{LONG} 준수합니다.", "성명, 연락처"]


def test_marks_labels_and_numbered_headings_open_paragraphs() -> None:
    source = "\n".join(
        [
            f"① {LONG}",
            "② " + LONG,
            LONG,
            "- 보유기간 : 5년",
            LONG,
            "담당부서 : 총무과",
            LONG,
            "2 개인정보의 제3자 제공",
        ]
    )
    assert shown(read(source)) == [
        f"① {LONG}",
        f"② {LONG} {LONG}",
        "- 보유기간 : 5년",
        LONG,
        "담당부서 : 총무과",
        LONG,
        "2 개인정보의 제3자 제공",
    ]


def test_markdown_headings_quotes_and_emphasis() -> None:
    source = "## 1. 처리 목적\n**가나구**는 개인정보를 처리합니다.\n> 안내\n"
    blocks = read(source)
    assert shown(blocks) == ["1. 처리 목적", "가나구는 개인정보를 처리합니다.", "안내"]
    assert [b.level for b in blocks if isinstance(b, Paragraph)] == [2, 0, 0]


def test_page_numbers_are_dropped() -> None:
    assert shown(read("가나 다라\n\n- 3 -\n\n마바 사아\n\n2/14\n\n끝\n")) == ["가나 다라", "마바 사아", "끝"]


def test_titles_that_run_with_page_numbers_are_dropped() -> None:
    title = "가나구 개인정보 처리방침"
    text = f"{title}\n\n가나\n\n- 1 -\n\n{title}\n다라\n\n- 2 -\n{title}\n마바\n{title}\n사아\n3쪽\n"
    assert shown(read(text)) == [title, "가나", "다라", "마바", title, "사아"]
    assert shown(read(f"{title}\n가나\n- 1 -\n{title}\n다라\n")) == [title, "가나", title, "다라"]


def test_nothing_goes_on_with_a_line_of_brackets_with_dates() -> None:
    start = "[시행 2026. 1. 1.] [2025. 12. 1. 제9차 개정] [가나공단 훈령 제12호, 2025. 12. 1., 일부개정]"
    assert shown(read(f"가나공단 개인정보 처리방침\n{start}\n{LONG}\n준수합니다.\n")) == [
        "가나공단 개인정보 처리방침",
        start,
        f"{LONG} 준수합니다.",
    ]


def test_tables_stand_between_paragraphs() -> None:
    source = "수탁자는 다음과 같습니다.\n수탁자\t위탁업무\n㈜가나\t유지보수\n※ 변경 시 알립니다.\n| 파일명 | 항목 |\n|---|---|\n| 회원 | 성명 |\n끝\n"
    assert shown(read(source)) == [
        "수탁자는 다음과 같습니다.",
        [["수탁자", "위탁업무"], ["㈜가나", "유지보수"]],
        "※ 변경 시 알립니다.",
        [["파일명", "항목"], ["회원", "성명"]],
        "끝",
    ]


def test_a_tabbed_cell_broken_over_lines() -> None:
    source = "파일명\t항목\t기간\n회원\t성명,\n연락처\t5년\n예약\t이름\t1년\n"
    assert shown(read(source)) == [
        [["파일명", "항목", "기간"], ["회원", "성명,\n연락처", "5년"], ["예약", "이름", "1년"]]
    ]


def test_blank_leading_cells_of_a_tab_row_stay_blank() -> None:
    source = "제공받는 자\t목적\t항목\n가나청\t통계\t성명\n\t\t주소\n다라청\t\t이름\n"
    assert shown(read(source)) == [
        [["제공받는 자", "목적", "항목"], ["가나청", "통계", "성명"], ["", "", "주소"], ["다라청", "", "이름"]]
    ]


def test_rows_without_pipes_around_them() -> None:
    table, after = read("제공받는 자 | 제공 목적\n국세청 | 과세\n\n경찰서 | 수사\n위와 같이 제공합니다.")
    assert isinstance(table, Table) and isinstance(after, Paragraph)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["제공받는 자", "제공 목적"],
        ["국세청", "과세"],
        ["경찰서", "수사"],
    ]


def test_a_pipe_table_torn_by_a_page_is_one_and_another_is_another() -> None:
    source = (
        "| 수탁자 | 업무 |\n|---|---|\n| ㈜가나 | 발송 |\n\n| | |\n|---|---|\n| ㈜다라 | 상담 |\n\n"
        "| 파일명 | 항목 |\n|---|---|\n| 회원 | 성명 |\n"
    )
    tables = [b for b in read(source) if isinstance(b, Table)]
    assert [len(t.rows) for t in tables] == [3, 2]
    assert tables[0].joins == (2,)


def test_a_table_without_borders_is_decoded_under_its_header() -> None:
    source = "수탁업체명\n위탁 업무\n위탁기간\n㈜가나소프트\n문자 발송 대행\n2024.1.1. ~ 2024.12.31.\n② 그 밖의 사항은 없습니다.\n"
    table, after = read(source)
    assert isinstance(table, Table)
    assert table.fields == ("processor", "task", "period")
    assert [[c.text for c in row] for row in table.rows] == [
        ["㈜가나소프트", "문자 발송 대행", "2024.1.1. ~ 2024.12.31."]
    ]
    assert isinstance(after, Paragraph)


def test_a_bullet_before_a_header_is_no_half_of_a_label() -> None:
    source = (
        "○ 안내\n제1조 (목적과 항목)\n① 파일은 다음과 같습니다.\n순번\n업무명\n처리근거\n처리목적\n수집항목\n보유기간\n"
        "1\n회원 관리\n주차장법 제8조\n정기권 발급\n성명, 주소\n5년\n"
    )
    *_, table = read(source)
    assert isinstance(table, Table)
    assert table.fields == ("index", "name", "basis", "purpose", "items", "retention")
    assert [c.text for c in table.rows[0]] == ["1", "회원 관리", "주차장법 제8조", "정기권 발급", "성명, 주소", "5년"]


def test_nothing() -> None:
    assert read("") == read(" \n\t\n\u3000\n") == []


def test_a_long_heading_on_a_narrow_page_is_a_line_of_its_own() -> None:
    heading = "10. 개인정보 자동 수집 장치의 설치·운영 및 거부에 관한 사항"
    narrow = "재단은 정보주체의 개인정보를 보호하고 이와 관련한 고충을 신속하게\n처리하기 위하여 다음과 같이 방침을 두고 이를 누리집에 공개하고\n있습니다.\n"
    sentence = "재단은 ‘쿠키(cookie)’를 사용하지 않습니다."
    assert shown(read(f"{narrow}{heading}\n{sentence}\n"))[1:] == [heading, sentence]


def test_a_bold_label_opens_a_paragraph() -> None:
    long = "가나다라 " * 15
    found = read(f"**서비스**: {long}\n\n**운영자**: 홍길동\n")
    assert [b.words.text.partition(":")[0] for b in found if isinstance(b, Paragraph)] == ["서비스", "운영자"]


def test_what_follows_a_quote_is_no_part_of_it() -> None:
    assert shown(read("> 현행 2026. 3. 1. 시행 | 이전 방침 보기\n\n가나대학교는 방침을 공개합니다.\n")) == [
        "현행 2026. 3. 1. 시행 | 이전 방침 보기",
        "가나대학교는 방침을 공개합니다.",
    ]
