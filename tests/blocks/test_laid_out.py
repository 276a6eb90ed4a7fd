"""Tables of texts that keep the layout of a page with blanks."""

from __future__ import annotations

from functools import partial

import pytest

from pigraph.blocks import laid_out
from pigraph.blocks.laid_columns import bands, pieces, placed, starts
from pigraph.blocks.laid_heads import head_at
from pigraph.blocks.laid_out import tables
from pigraph.blocks.laid_regions import is_laid_out, overlaid
from pigraph.blocks.laid_rows import Fit, rows, spans
from pigraph.blocks.model import Paragraph, Table
from pigraph.blocks.plain import read
from pigraph.text import Words, lines_of

TEXT = """\
제1조(개인정보의 처리 목적)
다음의 개인정보파일을 처리합니다.

                                                   보유
 개인정보파일명         처리 목적           개인정보의 항목
                                                   기간
          농기계 임대 신청의 접수와 임  성명, 주소, 휴대전
임대 대장                                        5년
          대료 부과              화번호
귀농 상담
          귀농 상담과 교육 안내        성명, 이메일         2년
신청자 명부
의뢰인 명부    결과의 통지             성명, 연락처         3년

제2조(개인정보의 파기)
보유기간이 지난 개인정보는 파기합니다.
"""


def lines(text: str) -> list[Words]:
    return [x for x in lines_of(Words.of(text)) if x.text.strip()]


def cells(text: str) -> list[list[list[str]]]:
    return [[[c.text for c in r] for r in b.rows] for b in read(text) if isinstance(b, Table)]


def test_centred_cells_become_rows_of_columns() -> None:
    assert cells(TEXT) == [
        [
            ["개인정보파일명", "처리 목적", "개인정보의 항목", "보유 기간"],
            ["임대 대장", "농기계 임대 신청의 접수와 임대료 부과", "성명, 주소, 휴대전화번호", "5년"],
            ["귀농 상담 신청자 명부", "귀농 상담과 교육 안내", "성명, 이메일", "2년"],
            ["의뢰인 명부", "결과의 통지", "성명, 연락처", "3년"],
        ]
    ]


def test_what_stands_around_a_table_stays_paragraphs() -> None:
    said = [b.words.text for b in read(TEXT) if isinstance(b, Paragraph)]
    assert said[0] == "제1조(개인정보의 처리 목적)"
    assert said[-2:] == ["제2조(개인정보의 파기)", "보유기간이 지난 개인정보는 파기합니다."]


def test_cells_keep_their_places_in_the_text() -> None:
    (table,) = (x.table for x in tables(TEXT, lines(TEXT)))
    for row in table.rows:
        for cell in row:
            assert "".join(s.cut(TEXT) for s in cell.spans) == cell.text.replace(" ", "") or " " in cell.text
            assert all(TEXT[at] == c for c, at in zip(cell.text, cell.at, strict=True) if at >= 0)


@pytest.mark.parametrize(
    "text",
    [
        "한 칸씩 띄운 글은\n자리를 지키지 않는다\n세 줄이라도 그렇다\n넷째 줄",
        "이름\t목적  안내\n가\t나  다\n라\t마  바\n사\t아  자",
        "가끔  벌어진 줄\n그러나 아래에는 없다\n없다\n없다\n없다\n없다\n없다\n다시         벌어진 줄",
    ],
)
def test_other_texts_are_not_taken_for_laid_out_ones(text: str) -> None:
    assert not is_laid_out(text, lines(text))


def test_a_laid_out_text_shows_by_what_stands_below_each_other() -> None:
    assert is_laid_out(TEXT, lines(TEXT))


def test_a_table_without_names_of_columns_stays_lines() -> None:
    text = "\n".join(f"{a}        {a}{a}        {a}{a}{a}" for a in "가나다라마바")
    assert is_laid_out(text, lines(text))
    assert not tables(text, lines(text))


def test_pieces_that_lie_over_two_others_are_no_column() -> None:
    split = [pieces(x) for x in lines("가나다    라마바    사아\n자차카타 파하가나     다\n다다     라라     마바\n")]
    assert len(bands(split)) == 3


def test_a_line_is_cut_at_single_blanks_where_columns_begin() -> None:
    found = lines("가나다   라마바\n아자    카타파\n하나다라 둘 라마\n")
    cut, out = placed(found, [(0, 4), (5, 9)])
    assert {c: p.words.text for c, p in cut[2].items()} == {0: "하나다라", 1: "둘 라마"}
    assert out < 5


def test_columns_begin_where_most_words_do() -> None:
    text = "가나다      라마 바사     아자\n차카 타     파하가       나다\n라마바사     아자차       카타\n"
    found = starts(lines(text), [(1, 3), (9, 11), (16, 18)])
    assert [x0 for x0, _ in found] == [0, 9, 19]


def names(text: str) -> list[str]:
    head = head_at(lines(text), 0)
    return [w.text for w in head.names] if head else []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("연번 담당부서       파일명       보유기간\n", ["연번", "담당부서", "파일명", "보유기간"]),
        (
            "                           보유\n 개인정보파일명    처리 목적\n                           기간\n",
            ["개인정보파일명", "처리 목적", "보유 기간"],
        ),
        (
            "개인정보파일명      처리 항목       보유기간\n          필수      선택\n",
            ["개인정보파일명", "필수", "선택", "보유기간"],
        ),
        ("성명, 주소      이메일, 전화번호\n", []),
        ("전화번호     이메일\n", []),
    ],
)
def test_names_of_columns_are_found_by_place_and_wording(text: str, said: list[str]) -> None:
    assert names(text) == said


def test_a_caption_is_no_name_of_a_column() -> None:
    text = "          처리 항목 안내\n개인정보파일명      보유기간\n"
    assert head_at(lines(text), 0) is None
    assert head_at(lines(text), 1) is not None


def test_what_stands_over_several_names_is_kept() -> None:
    head = head_at(lines("개인정보파일명      처리 항목       보유기간\n          필수      선택\n"), 0)
    assert head is not None
    assert [w.text for w in head.above] == ["", "처리 항목", "처리 항목", ""]


def test_a_row_that_does_not_look_like_its_columns_stays_lines() -> None:
    text = TEXT.replace("성명, 연락처         3년", "3년         성명, 연락처")
    assert [row[0] for row in cells(text)[0][1:]] == ["임대 대장", "귀농 상담 신청자 명부"]
    assert any("의뢰인 명부" in b.words.text for b in read(text) if isinstance(b, Paragraph))


def test_a_row_number_begins_a_row() -> None:
    text = "1   가나다   라마바\n            사아자\n2   차카타   파하가\n"
    found, _ = placed(lines(text), [(0, 1), (4, 7), (10, 13)])
    fits = [{0: Fit(numbers=1)}, {}, {0: Fit(numbers=1)}]
    assert rows(found, [False] * 3, 3, fits, index=0)[0] == [(0, 2), (2, 3)]


def test_more_tables_than_can_be_read_stay_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cells(TEXT)
    monkeypatch.setattr(laid_out, "_Work", partial(laid_out._Work, 3))
    assert not tables(TEXT, lines(TEXT))


def row_ranges(text: str, columns: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found, _ = placed(lines(text), columns)
    return rows(found, [False] * len(found), len(columns))[0]


def test_a_short_line_ends_its_cell() -> None:
    text = "가나다      라마바사아자차카\n나나        다다다다\n다라        마마마마마마\n"
    assert row_ranges(text, [(0, 3), (10, 20)]) == [(0, 1), (1, 2), (2, 3)]


def test_one_line_stands_beside_the_middle_of_three() -> None:
    text = "          라마바사아자차카\n가나다       타파하라마바사\n          아자차카타파하라\n"
    assert row_ranges(text, [(0, 3), (10, 18)]) == [(0, 3)]


def test_a_cell_between_two_rows_spans_them() -> None:
    ranges = [(0, 2), (2, 4)]
    assert spans([(1, 1), None], ranges, 1) == [0, 0]
    assert spans([None, (2, 2), None], [(0, 1), (1, 4), (4, 5)], 1) == [1, 1, 1]


def test_a_blank_cell_stays_blank_where_others_are_in_the_middle_of_their_rows() -> None:
    assert spans([(0, 0), None, (2, 2), None], [(0, 1), (1, 2), (2, 3), (3, 4)], 2) == [0, None, 2, None]


def test_what_a_second_font_parted_is_one_line_again() -> None:
    text = "제 조 개인정보의 처리 및 보유 기간\n 2 (                )\n다음과 같습니다.\n"
    found = overlaid(lines(text))
    assert [x.text for x in found] == ["제2조(개인정보의 처리 및 보유 기간)", "다음과 같습니다."]
    assert all(text[at] == c for c, at in zip(found[0].text, found[0].at, strict=True))


def test_numbers_below_a_line_of_words_stay_there() -> None:
    text = "전화 팩스\n   02\n"
    assert len(overlaid(lines(text))) == 2
