"""PDF files: printed ones as a person reads them, and hostile ones in bounded time."""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import pytest

from pigraph.blocks.model import Paragraph, Table
from pigraph.blocks.pdf import read
from pigraph.errors import BinaryFile, DocumentError, EmptyFile

from .pdf_maker import box, pages, pdf, rule, ruled, stream, text

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents" / "pdf"
LINE = 12.0


def printed(data: bytes) -> list[str | list[list[str]]]:
    """Paragraphs as strings, tables as rows of strings."""
    found: list[str | list[list[str]]] = []
    for block in read(data, "a.pdf").blocks:
        if isinstance(block, Paragraph):
            found.append(block.words.text)
        else:
            found.append([[c.text for c in row] for row in block.rows])
    return found


def column(lines: list[str], top: float, left: float = 50, size: float = 10) -> bytes:
    return b"".join(text(x, left, top + LINE * n, size) for n, x in enumerate(lines))


def cells(rows: list[list[str]], xs: list[float], ys: list[float]) -> bytes:
    """Words in the cells of a grid; "|" parts the lines of a cell."""
    return b"".join(
        column(words.split("|"), y + 12, x + 4)
        for y, row in zip(ys, rows, strict=False)
        for x, words in zip(xs, row, strict=False)
    )


def test_a_table_with_merged_cells_goes_on_over_a_page_break() -> None:
    reading = read((DOCUMENTS / "merged-cells-over-pages.pdf").read_bytes(), "merged.pdf")
    tables = [b for b in reading.blocks if isinstance(b, Table)]
    assert [[c.text for c in row] for table in tables for row in table.rows] == [
        ["개인정보파일명", "개인정보의 항목", "개인정보의 항목", "보유기간"],
        ["개인정보파일명", "필수", "선택", "보유기간"],
        ["민원처리부", "성명, 주소, 전화번호, 생년월일", "이메일", "5년"],
        ["상담기록부", "성명, 전화번호", "", "5년"],
        ["도서대출자명부", "회원번호, 성명, 생년월일, 휴대전화번호, 주소", "직업", "회원 탈퇴 시까지"],
        ["강좌수강생명부", "성명, 성별, 생년월일, 휴대전화번호, 주소", "이메일", "회원 탈퇴 시까지"],
        ["체육시설회원명부", "성명, 차량번호", "", "회원 탈퇴 시까지"],
    ]
    assert all(t.complete for t in tables)
    for table in tables:
        for words in (c for row in table.rows for c in row if c.text):
            assert reading.text[words.begin : words.end] == words.text


def test_paragraphs_are_joined_and_furniture_bullets_and_struck_words_are_seen_as_on_the_page() -> None:
    found = [x for x in printed((DOCUMENTS / "merged-cells-over-pages.pdf").read_bytes()) if isinstance(x, str)]
    assert found == [
        "개인정보 처리방침",
        "가나시는 「개인정보 보호법」 제30조에 따라 정보주체의 개인정보를 보호하고 이와 관련한 고충을 신속하고 원활하게 "
        "처리할 수 있도록 하기 위하여 다음과 같이 개인정보 처리방침을 수립·공개합니다.",
        "제1조(개인정보의 처리목적)",
        "① 가나시는 다음의 목적을 위하여 개인정보를 처리합니다. 처리하고 있는 개인정보는 다음의 목적 이외의 용도로는 "
        "이용되지 않습니다.",
        "• 민원사무 처리: 민원인의 신원 확인, 사실조사를 위한 연락·통지, 처리결과통보",
        "• 회원 관리: 본인 확인",
        "제2조(개인정보파일의 현황)",
        "※ 보유기간이 지난 개인정보는 지체 없이 파기합니다.",
        "제3조(개인정보 보호책임자)",
        "개인정보 보호책임자 : 기획실장 홍길동",
    ]


def test_a_row_torn_by_the_page_is_put_together_and_lines_between_rows_alone_make_a_table() -> None:
    assert printed((DOCUMENTS / "torn-row.pdf").read_bytes()) == [
        "다라공단 개인정보 처리방침",
        "1. 다라공단은 정보주체의 동의를 받거나 법령에 근거하여 개인정보를 처리하며, 처리 목적이 달성되면 복구할 수 없는 "
        "방법으로 지체 없이 파기합니다. 처리 목적이 바뀌면 별도의 동의를 받습니다.",
        "2. 개인정보 처리업무의 위탁",
        [
            ["수탁자", "위탁업무", "위탁기간"],
            ["가나전산", "누리집 운영과 유지보수, 예약 시스템의 관리", "2024. 1. 1. ~ 2025. 12. 31."],
            [
                "마바우편",
                "고지서의 인쇄와 봉입, 발송 업무, 반송된 우편물의 보관과 파기, 주소 변경 신청의 접수, 이용자 문의에 대한 전화 "
                "응대와 상담 기록의 작성, 그 밖에 공단이 맡기는 우편 업무와 이에 딸린 업무의 처리, 통계의 작성과 보고, "
                "작업장의 출입 통제와 보안 점검, 폐기 기록의 보존",
                "2025년",
            ],
            ["사아상담", "전화 상담", "2025년"],
        ],
        "3. 개인정보의 제3자 제공",
        [
            ["제공받는 자", "제공 목적", "제공 항목"],
            ["자차경찰서", "수사", "성명, 차량번호"],
            ["카타세무서", "과세자료 확인", "성명, 주소"],
        ],
    ]


def test_the_same_bytes_give_the_same_text() -> None:
    data = (DOCUMENTS / "torn-row.pdf").read_bytes()
    assert read(data, "a.pdf") == read(data, "b.pdf")


def test_cells_may_be_filled_instead_of_ruled_and_open_at_the_sides() -> None:
    filled = b"".join(
        box(50 + 150 * c, 100 + 20 * r, 200 + 150 * c, 120 + 20 * r, 0.8 + 0.1 * (r % 2))
        for r in range(3)
        for c in range(2)
    )
    words = [["file", "items"], ["A", "name"], ["B", ""]]
    xs, ys = [50.0, 200.0, 350.0], [100.0, 120.0, 140.0, 160.0]
    assert printed(pages([filled + cells(words, xs, ys)])) == [words]
    open_sides = b"".join(rule(50, y, 350, y) for y in ys) + rule(200, 100, 200, 160)
    assert printed(pages([open_sides + cells(words, xs, ys)])) == [words]


def test_the_background_of_words_in_a_ruled_cell_is_no_cell() -> None:
    words = [["file", "items"], ["A", "name"]]
    xs, ys = [50.0, 200.0, 350.0], [100.0, 140.0, 160.0]
    shaded = box(52, 102, 120, 115) + box(202, 102, 300, 115)
    assert printed(pages([ruled(xs, ys) + shaded + cells(words, xs, ys)])) == [words]


def test_a_printed_bullet_before_a_mark_is_layout() -> None:
    content = column([r"\267 Clause", r"\267 1. First", r"\267 plain"], 100)  # octal: the bullet of Helvetica
    assert printed(pages([content])) == ["• Clause", "1. First", "• plain"]


def test_text_of_tables_stands_in_them_alone_and_in_its_place() -> None:
    xs, ys = [50.0, 200.0, 500.0], [200.0, 220.0, 260.0]
    content = (
        text("after the table", 50, 300)
        + ruled(xs, ys)
        + cells([["name", "items"], ["A", "one, two,|three"]], xs, ys)
        + text("before the table", 50, 180)
    )
    assert printed(pages([content])) == [
        "before the table",
        [["name", "items"], ["A", "one, two, three"]],
        "after the table",
    ]


def test_short_lines_and_marks_in_a_cell_stay_lines_of_their_own() -> None:
    xs, ys = [50.0, 200.0, 500.0], [200.0, 220.0, 280.0]
    content = ruled(xs, ys) + cells([["name", "items"], ["A", "phone|- one|- two"]], xs, ys)
    assert printed(pages([content])) == [[["name", "items"], ["A", "phone\n- one\n- two"]]]


def test_a_table_of_other_columns_on_the_next_page_is_another_table() -> None:
    first, second = [50.0, 200.0, 500.0], [50.0, 300.0, 500.0]
    ys = [100.0, 120.0, 140.0]
    one = ruled(first, ys) + cells([["a", "b"], ["c", "d"]], first, ys)
    other = ruled(second, ys) + cells([["e", "f"], ["g", "h"]], second, ys)
    assert printed(pages([one, other])) == [[["a", "b"], ["c", "d"]], [["e", "f"], ["g", "h"]]]
    again = ruled(first, ys) + cells([["a", "b"], ["e", "f"]], first, ys)
    assert printed(pages([one, again])) == [[["a", "b"], ["c", "d"], ["e", "f"]]]


def test_a_row_whose_cells_ran_out_before_the_page_break_is_one_row() -> None:
    xs, ys = [50.0, 150.0, 400.0, 500.0], [100.0, 120.0, 160.0]
    one = ruled(xs, ys) + cells([["key", "task", "until"], ["A", "one,|two,", "2025"]], xs, ys)
    two = ruled(xs, ys) + cells([["", "three", ""], ["B", "four", "2026"]], xs, ys)
    assert printed(pages([one, two])) == [
        [["key", "task", "until"], ["A", "one, two, three", "2025"], ["B", "four", "2026"]]
    ]


def test_a_row_that_no_line_closes_at_the_page_break_is_one_row() -> None:
    xs, ys = [50.0, 200.0, 500.0], [100.0, 120.0, 160.0]
    down = b"".join(rule(x, 100, x, 160) for x in xs)
    one = down + rule(50, 100, 500, 100) + rule(50, 120, 500, 120) + cells([["a", "b"], ["A and", "one and"]], xs, ys)
    two = down + rule(50, 120, 500, 120) + rule(50, 160, 500, 160) + cells([["B", "two"], ["C", "three"]], xs, ys)
    rows = [["a", "b"], ["A and\nB", "one and\ntwo"], ["C", "three"]]
    assert printed(pages([one, two])) == [rows]


def test_running_headers_and_page_numbers_are_dropped_and_the_same_words_elsewhere_are_not() -> None:
    contents = [
        text("Ganasi website", 250, 30)
        + text(f"sentence number {'abc'[n]} stands here.", 50, 300 + 40 * n)
        + text("Ganasi website", 50, 500 + 10 * n)
        + text(f"- {n + 1} -", 290, 780)
        for n in range(3)
    ]
    assert printed(pages(contents)) == [
        x for n in range(3) for x in (f"sentence number {'abc'[n]} stands here.", "Ganasi website")
    ]


def test_lines_are_joined_up_to_the_margin_and_gaps_and_indents_begin_paragraphs() -> None:
    full = "x" * 50 + " " + "y" * 45
    content = column([full, "goes on.", full, full, "end."], 100) + column(["apart"], 200) + text("1. mark", 50, 212)
    assert printed(pages([content])) == [f"{full} goes on.", f"{full} {full} end.", "apart", "1. mark"]


def test_text_that_runs_sideways_is_turned() -> None:
    content = b"BT /F 10 Tf 0 1 -1 0 100 50 Tm (first line) Tj ET BT /F 10 Tf 0 1 -1 0 300 50 Tm (second line) Tj ET"
    assert printed(pages([content])) == ["first line", "second line"]


def test_a_watermark_across_the_page_is_no_text() -> None:
    content = text("some words", 50, 100) + b"BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (DRAFT) Tj ET"
    assert printed(pages([content])) == ["some words"]


def test_words_printed_twice_to_look_bold_are_read_once() -> None:
    assert printed(pages([text("title", 50, 100) + text("title", 50.3, 100)])) == ["title"]


IMAGE = b"q 600 0 0 800 0 0 cm /I Do Q"
PICTURE = {8: stream(b"\0", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8")}
ENCRYPT = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)]" % (b"x" * 32, b"y" * 32)
HELLO = text("Hello world", 50, 100)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"hello", BinaryFile, "is not a PDF"),
        (pages([HELLO])[:-300], DocumentError, "cut off"),
        (b"%PDF-1.7\nnothing\nstartxref\n0\n%%EOF", DocumentError, "damaged"),
        (pages([HELLO], trailer=ENCRYPT), DocumentError, "password"),
        (pages([IMAGE, IMAGE], PICTURE, b"/XObject << /I 8 0 R >>"), DocumentError, "no text"),
        (pages([HELLO, IMAGE, HELLO], PICTURE, b"/XObject << /I 8 0 R >>"), DocumentError, "page 2 is a picture"),
        (pages([b""]), DocumentError, "no text"),
        (pages([HELLO]).replace(b"/Count 1", b"/Count 2"), DocumentError, "1 of its 2 pages"),
        (pages([HELLO] * 501), DocumentError, "more than 500 pages"),
        (pages([text("- 1 -", 290, 780), text("- 2 -", 290, 780)]), EmptyFile, "headers and footers"),
    ],
    ids=["text", "cut", "junk", "password", "scan", "scanned-page", "blank", "page-lost", "pages", "numbers"],
)
def test_what_cannot_be_read_is_said_with_the_name_of_the_file(data: bytes, error: type, says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        read(data, "guide.pdf")
    assert "guide.pdf" in str(caught.value)
    assert caught.value.remedy


def test_a_cover_may_be_a_picture() -> None:
    assert printed(pages([IMAGE, HELLO], PICTURE, b"/XObject << /I 8 0 R >>")) == ["Hello world"]


def _one(content: bytes, font: dict[int, bytes]) -> bytes:
    return pages([content], font)


def _cid_font(entries: bytes = b"", descendant: bytes = b"") -> dict[int, bytes]:
    info = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >>"
    return {
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] %s >>"
        % entries,
        5: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A %s %s >>" % (info, descendant),
    }


def _forms(depth: int, times: int) -> bytes:
    """Forms that draw forms: ``times`` to the power of ``depth`` in all."""
    kind = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X %d 0 R >> >>"
    forms = {100 + k: stream(b"/X Do " * times, kind % (101 + k)) for k in range(depth)}
    return pages([b"/X Do "], forms, b"/XObject << /X 100 0 R >>")


def _packed(data: bytes, filters: bytes) -> bytes:
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R >>",
            5: stream(data, b"/Filter %s" % filters),
        }
    )


RANGE = b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange"


@pytest.mark.parametrize(
    "data",
    [
        _packed(zlib.compress(b" " * 60_000_000, 1), b"/FlateDecode"),
        _packed(zlib.compress(zlib.compress(b" " * 60_000_000, 9), 9), b"[/FlateDecode /FlateDecode]"),
        _packed(zlib.compress(b"0 " * 3000, 9), b"/FlateDecode"),
        pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] >>"}),
        _one(HELLO, _cid_font(descendant=b"/W [0 4000000000 500]")),
        _one(HELLO, {**_cid_font(b"/ToUnicode 6 0 R"), 6: stream(RANGE)}),
        pages([b"q " * 3000 + HELLO]),
        pages([text("ab" * 50, 50, 100) * 700]),
        pages([b"[" * 20_000]),
    ],
    ids=["packed", "packed-twice", "operands", "kids", "widths", "codes", "states", "glyphs", "nested"],
)
def test_hostile_files_end_soon_with_one_sentence(data: bytes) -> None:
    begin = time.perf_counter()
    with pytest.raises(DocumentError, match=r"a\.pdf"):
        read(data, "a.pdf")
    assert time.perf_counter() - begin < 10


def test_an_object_that_refers_to_itself_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pigraph.blocks.pdf_limits.MOST_LOOKUPS", 1000)
    with pytest.raises(DocumentError, match="without end"):
        read(pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"2 0 R"}), "a.pdf")


def test_forms_that_draw_forms_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pigraph.blocks.pdf_limits.MOST_FORMS", 200)
    with pytest.raises(DocumentError, match="draw more"):
        read(_forms(9, 30), "a.pdf")


def test_thousands_of_lines_are_a_drawing_and_read_in_time() -> None:
    content = ruled([10 + 3.5 * k for k in range(160)], [150 + 3.5 * k for k in range(170)]) + text("a word", 50, 140)
    begin = time.perf_counter()
    assert printed(pages([content])) == ["a word"]
    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize("place", range(0, 54_000, 2_000))
def test_a_damaged_file_raises_document_errors_only(place: int) -> None:
    data = bytearray((DOCUMENTS / "torn-row.pdf").read_bytes())
    data[place : place + 40] = b"<<[/0 " + bytes(34)
    try:
        read(bytes(data), "a.pdf")
    except DocumentError as error:
        assert "a.pdf" in str(error)
