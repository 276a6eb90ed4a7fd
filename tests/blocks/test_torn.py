"""Headings and words that a page tore."""

from __future__ import annotations

from pigraph.blocks.torn_headings import numbered, unglued
from pigraph.blocks.torn_words import WholeWords
from pigraph.text import Words, lines_of


def lines(text: str) -> list[Words]:
    return [x for x in lines_of(Words.of(text)) if x.text.strip()]


def test_a_heading_gets_its_number_back_where_that_stood() -> None:
    text = "2 (\n)\n솔빛시설관리공단은 다음과 같이\n\n제 조 개인정보의 처리 및 보유 기간\n\n처리합니다.\n"
    assert [x.text.strip() for x in numbered(lines(text))] == [
        "제2조 개인정보의 처리 및 보유 기간",
        "솔빛시설관리공단은 다음과 같이",
        "처리합니다.",
    ]


def test_every_hole_of_a_heading_is_filled() -> None:
    text = "3 (\n3\n)\n다음의 경우에만 제공합니다.\n\n제 조 개인정보의 제 자 제공\n"
    assert numbered(lines(text))[0].text.strip() == "제3조 개인정보의 제3자 제공"


def test_headings_far_from_their_numbers_go_to_the_first_one_waiting() -> None:
    text = "9 (\n)\n보호책임자를 지정합니다.\n10 (\n)\n제 조 보호책임자\n제 조 처리방침 변경\n시행일부터 적용됩니다.\n"
    assert [x.text.strip()[:3] for x in numbered(lines(text))] == ["제9조", "보호책", "제10", "시행일"]


def test_what_is_no_heading_stays() -> None:
    text = "2 (\n)\n가나다\n"
    assert numbered(lines(text)) == lines(text)


def test_a_heading_glued_to_other_words_goes_before_them() -> None:
    glued = "파기 안내제6조. 개인정보의 파기 절차 및 방법"
    assert [x.text for x in unglued(lines(glued))] == ["제6조. 개인정보의 파기 절차 및 방법", "파기 안내"]
    cited = "개인정보 보호법제21조(개인정보의 파기)"
    assert [x.text for x in unglued(lines(cited))] == [cited]


def test_halves_of_a_word_that_stands_whole_elsewhere_are_told() -> None:
    whole = WholeWords(lines("이용 기간이 종료되는 때에는 센터에 등록된 회원의 동의를 얻어\n"))
    assert whole.torn("종", "료되는")
    assert whole.torn("센터에 등", "록된")
    assert not whole.torn("회원의", "동의를")
    assert not whole.torn("솔빛", "연구원")
    assert not whole.torn("종", "(료)")
