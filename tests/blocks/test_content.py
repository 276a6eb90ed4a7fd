"""Lines, tables and notes written down; and the same blocks read from every format."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pigraph.blocks import docx, hwp, hwpx
from pigraph.blocks.content import Cell, Grid, Item, Line, heading_level, pieces, text_of, write
from pigraph.blocks.model import Block, Paragraph, Table
from pigraph.blocks.rendition import Reading, Rendition
from pigraph.errors import DocumentError
from pigraph.sections.tree import sections
from pigraph.text import Words

from .makers import docx_of, hwp_of, hwpx_of, paragraph, table

SAMPLES = Path(__file__).parent / "samples"
FORMATS = {"docx": (docx_of, docx.read), "hwpx": (hwpx_of, hwpx.read), "hwp": (hwp_of, hwp.read)}
Format = tuple[Callable[[Sequence[Block]], bytes], Callable[[bytes, str], Reading]]


def shown(blocks: Sequence[Block]) -> list[object]:
    """Blocks as (text, level) and rows of texts."""
    return [
        (b.words.text, b.level) if isinstance(b, Paragraph) else [[c.text for c in row] for row in b.rows]
        for b in blocks
    ]


def written(*items: Item) -> list[object]:
    rendition = Rendition()
    write(items, rendition, "방침.hwpx")
    return shown(rendition.reading().blocks)


def cell(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(row, column, [Line(t) for t in text.split("\n")], rows, columns)


def test_lines_and_notes_are_paragraphs() -> None:
    items = written(Line(" 가  나\t다 ", 2, ("첫째\n주",)), Line(""), Line("라\n마"))
    assert items == [("가 나 다", 2), ("※ 첫째 주", 0), ("라", 0), ("마", 0)]


def test_a_table_of_one_cell_is_a_frame() -> None:
    inner = Grid([cell(0, 0, "가"), cell(0, 1, "나")])
    assert written(Grid([Cell(0, 0, [Line("제목", 1), inner])])) == [("제목", 1), [["가", "나"]]]
    assert written(Grid([Cell(0, 0, [Grid([cell(3, 5, "가", 9, 9)])])])) == [("가", 0)]


def test_a_table_in_a_cell_is_lines() -> None:
    inner = Grid([cell(0, 0, "필수"), cell(0, 1, "성명\n주소"), cell(1, 0, "선택"), cell(1, 1, "")])
    assert written(Grid([cell(0, 0, "항목"), Cell(0, 1, [Line("다음"), inner])])) == [
        [["항목", "다음\n필수 : 성명 주소\n선택"]]
    ]
    inner = Grid([cell(0, 0, "3급"), cell(0, 1, "성명"), cell(1, 0, "4급"), cell(1, 1, "주소")])
    assert written(Grid([cell(0, 0, "항목"), Cell(0, 1, [inner])])) == [[["항목", "3급 성명\n4급 주소"]]]
    assert text_of([Grid([cell(0, 0, "가\n나")])]) == "가\n나"


def test_a_table_with_a_row_for_each_section_is_these() -> None:
    titles = ("처리 목적", "개인정보의 제3자 제공", "파기", "개인정보 보호책임자")
    inner = Grid([cell(0, 0, "가"), cell(0, 1, "나")])
    said: list[Item] = [Line("가나재단은 개인정보를 처리합니다."), inner]
    cells = [Cell(n, 0, [Line(str(n + 1))]) for n in range(4)]
    cells += [Cell(n, 1, [Line(title)]) for n, title in enumerate(titles)]
    found = written(Line("방침", 1), Grid([*cells, *(Cell(n, 2, said) for n in range(4))]))
    assert [x for x in found if isinstance(x, tuple) and x[1]] == [
        ("방침", 1),
        *((f"{n}. {title}", 2) for n, title in enumerate(titles, 1)),
    ]
    assert found.count([["가", "나"]]) == 4
    rest = Line("가나재단은 정보주체의 개인정보를 보호합니다. " * 20)
    assert len(written(Grid([*cells, *(Cell(n, 2, said) for n in range(4))]), rest)) == 2  # it sums the policy up
    assert len(written(Grid([*cells, *(Cell(n, 2, [Line("가나")]) for n in range(4))]))) == 1


def test_spanned_cells_are_said_again() -> None:
    grid = Grid([cell(0, 0, "가", 2, 2), cell(0, 2, "나"), cell(1, 2, "다"), cell(2, 0, "라"), cell(2, 1, "마", 1, 2)])
    assert written(grid) == [[["가", "가", "나"], ["가", "가", "다"], ["라", "마", "마"]]]


def test_the_words_of_a_spanned_cell_stand_in_the_text_once() -> None:
    rendition = Rendition()
    write([Grid([cell(0, 0, "가", 2), cell(0, 1, "나"), cell(1, 1, "다")])], rendition, "")
    reading = rendition.reading()
    block = reading.blocks[0]
    assert isinstance(block, Table) and block.complete
    assert (reading.text, block.rows[1][0].at) == ("가\t나\n\t다\n\n", block.rows[0][0].at)


def test_rows_and_columns_in_which_no_cell_begins_are_left_out() -> None:
    assert written(Grid([cell(0, 0, "가", 1, 4), cell(0, 4, "나", 3), cell(7, 0, "다", 1, 4)])) == [
        [["가", "나"], ["다", ""]]
    ]


def test_missing_cells_are_blank_and_overlapping_ones_lose() -> None:
    assert written(Grid([cell(0, 0, "가"), cell(1, 1, "나")])) == [[["가", ""], ["", "나"]]]
    assert written(Grid([cell(0, 0, "가", 2, 2), cell(1, 1, "나"), cell(0, 2, "다")])) == [
        [["가", "가", "다"], ["가", "가", ""]]
    ]


def test_notes_of_cells_follow_the_table() -> None:
    grid = Grid([Cell(0, 0, [Line("가", 0, ("주1",))]), Cell(0, 1, [Grid([Cell(0, 0, [Line("나", 0, ("※ 주2",))])])])])
    assert written(grid) == [[["가", "나"]], ("※ 주1", 0), ("※ 주2", 0)]


@pytest.mark.usefixtures("watchdog")
def test_absurd_spans_cost_nothing_and_absurd_tables_are_refused() -> None:
    assert written(Grid([cell(0, 0, "가", 10**11, 10**11), cell(0, 10**11, "나")])) == [[["가", "나"]]]
    with pytest.raises(DocumentError, match=r"방침\.hwpx has a table of 2000 rows and 2000 columns"):
        written(Grid([cell(n, n, "가") for n in range(2000)]))
    wide = Grid([cell(r, c, "가", 500, 500) for r in range(300) for c in range(300)])
    assert written(wide)


def test_control_characters_are_no_text() -> None:
    assert written(Line("가\x00above\x1f나\ud800")) == [("가above나\ufffd", 0)]
    assert written(Grid([cell(0, 0, "\x00above"), cell(0, 1, "나")])) == [[["above", "나"]]]


def test_a_paragraph_around_a_table_has_its_mark_once() -> None:
    grid = Grid([cell(0, 0, "표"), cell(0, 1, "")])
    assert list(pieces("1.", ["", "앞", "뒤"], [[grid], []], 1, ("주",))) == [
        grid,
        Line("1. 앞", 1, ("주",)),
        Line("뒤"),
    ]
    assert list(pieces("1.", [" "], [], 0, ())) == [Line(" ")]


@pytest.mark.parametrize(
    ("style", "level"),
    [("Heading 1", 1), ("heading 3", 3), ("제목 2", 2), ("제목2", 2), ("개요 1", 1), ("Outline 9", 6), ("제목", 0), ("Normal", 0), ("개요 12", 0)],
)  # fmt: skip
def test_levels_of_styles(style: str, level: int) -> None:
    assert heading_level(style) == level


# Every format

TEXT = st.text(alphabet="가나다라 제1조(목적).·①-※:,ab<&>\"'|", max_size=12)
CELL = st.one_of(st.just(""), TEXT, st.tuples(TEXT, TEXT).map("\n".join))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Up to 4 × 4 cells, one block of which may be merged."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    rows: list[list[str | Words]] = [[draw(CELL) for _ in range(width)] for _ in range(height)]
    top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
    merged = Words.of(draw(TEXT.filter(str.strip)))
    right = draw(st.integers(left, width - 1))
    for r in range(top, draw(st.integers(top, height - 1)) + 1):
        rows[r][left : right + 1] = [merged] * (right + 1 - left)
    return table(*rows)


def _begun(rows: Sequence[Sequence[Words]]) -> list[Sequence[Words]]:
    """The rows in which a cell begins."""
    return [r for n, r in enumerate(rows) if n == 0 or any(a is not b for a, b in zip(r, rows[n - 1], strict=True))]


def expected(blocks: Sequence[Block]) -> list[object]:
    """What is read from the format of these blocks: white space joined, frames opened, empty blocks left out."""
    found: list[object] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if text := " ".join(block.words.text.split()):
                found.append((text, block.level))
            continue
        columns = _begun(list(zip(*_begun(block.rows), strict=True)))
        rows = list(zip(*columns, strict=True))
        texts = [
            ["\n".join(t for line in c.text.split("\n") if (t := " ".join(line.split()))) for c in row] for row in rows
        ]
        if len(rows) == 1 and len(rows[0]) == 1:
            found.extend((line, 0) for line in texts[0][0].split("\n") if line)
        elif any(any(row) for row in texts):
            found.append(texts)
    return found


@pytest.mark.parametrize("made_and_read", FORMATS.values(), ids=FORMATS)
@settings(max_examples=30, deadline=None)
@given(blocks=st.lists(st.one_of(st.builds(paragraph, TEXT, st.integers(0, 6)), tables()), min_size=1, max_size=4))
def test_any_blocks_are_read_as_they_were_written(made_and_read: Format, blocks: list[Block]) -> None:
    make, read = made_and_read
    wanted = expected(blocks)
    data = make([*blocks, paragraph("끝")])
    reading = read(data, "방침")
    assert shown(reading.blocks) == [*wanted, ("끝", 0)]
    assert read(data, "방침") == reading
    for block in reading.blocks:
        words = [block.words] if isinstance(block, Paragraph) else [c for row in block.rows for c in row]
        assert all(w.text == w.hull.cut(reading.text) for w in words if w.text)


# One policy in every format

_NAME, _LAW, _TASK = Words.of("회원명부"), Words.of("정보주체의 동의"), Words.of("㈜가나소프트")
POLICY = [
    paragraph("가나재단 개인정보 처리방침"),
    paragraph("가나재단은 「개인정보 보호법」 제30조에 따라 다음과 같이 처리방침을 수립·공개합니다."),
    paragraph("제1조(개인정보의 처리 목적 및 항목)", 1),
    paragraph("① 가나재단은 다음의 개인정보를 처리합니다."),
    table(
        ["연번", "개인정보파일명", "운영근거", "항목", "보유기간"],
        ["1", _NAME, _LAW, "[필수] 성명, 연락처\n[선택] 주소", "3년"],
        ["2", _NAME, _LAW, "아이디, 비밀번호", "회원 탈퇴 시까지"],
    ),
    paragraph("※ 주소는 배송을 신청한 경우에만 수집합니다."),
    paragraph("제2조(개인정보 처리의 위탁)", 1),
    table(
        ["수탁업체", "위탁업무", "위탁기간"],
        [_TASK, "누리집 유지보수", "2024. 1. 1. ~ 2024. 12. 31."],
        [_TASK, "문자 발송", ""],
    ),
    paragraph("제3조(개인정보 보호책임자)", 1),
    paragraph("- 성명 : 홍길동"),
    paragraph("- 연락처 : 02-123-4567"),
]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_samples_read_alike(suffix: str, remake: bool) -> None:
    make, read = FORMATS[suffix]
    path = SAMPLES / f"policy.{suffix}"
    if remake:
        SAMPLES.mkdir(exist_ok=True)
        path.write_bytes(make(POLICY))
    reading = read(path.read_bytes(), path.name)
    assert shown(reading.blocks) == shown(POLICY)
    assert [t.complete for t in reading.blocks if isinstance(t, Table)] == [True, True]
    first = reading.blocks[4]
    assert isinstance(first, Table)
    assert first.rows[1][1].at == first.rows[2][1].at


def test_the_makers_write_the_samples() -> None:
    for suffix in ("hwpx", "hwp"):  # python-docx writes other bytes in other versions
        make, _ = FORMATS[suffix]
        assert make(POLICY) == (SAMPLES / f"policy.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_sections_of_the_samples(suffix: str) -> None:
    _, read = FORMATS[suffix]
    found = sections(read((SAMPLES / f"policy.{suffix}").read_bytes(), "방침").blocks)
    assert [(s.number, s.heading.text) for s in found[1:]] == [
        (1, "개인정보의 처리 목적 및 항목"),
        (2, "개인정보 처리의 위탁"),
        (3, "개인정보 보호책임자"),
    ]
    assert [len(list(s.tables())) for s in found] == [0, 1, 1, 0]
