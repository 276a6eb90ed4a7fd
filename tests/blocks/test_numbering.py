import pytest

from pigraph.blocks.markers import MarkKind, mark_of
from pigraph.blocks.numbering import Form, Level, Lists, numeral, printed, symbol
from pigraph.text import Words

ARTICLE = {1: Level(Form.DECIMAL, ("제", 1, "조")), 2: Level(Form.SYLLABLE, (2, ".")), 3: Level(Form.CIRCLED, (3,))}


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        (Form.DECIMAL, {1: "1", 12: "12"}),
        (Form.PADDED, {1: "01", 12: "12"}),
        (Form.CIRCLED, {1: "①", 20: "⑳", 21: "㉑", 35: "㉟", 36: "㊱", 50: "㊿", 51: "(51)", 0: "(0)"}),
        (Form.PARENS, {2: "⑵", 21: "(21)"}),
        (Form.FULL_STOP, {3: "⒊", 21: "21."}),
        (Form.ROMAN, {1: "Ⅰ", 4: "Ⅳ", 13: "13"}),
        (Form.ROMAN_SMALL, {2: "ⅱ"}),
        (Form.LATIN, {1: "A", 26: "Z", 27: "AA"}),
        (Form.LATIN_SMALL, {28: "bb"}),
        (Form.LATIN_CIRCLED, {1: "Ⓐ"}),
        (Form.SYLLABLE, {1: "가", 14: "하", 15: "거", 99: "99"}),
        (Form.SYLLABLE_CIRCLED, {2: "㉯"}),
        (Form.JAMO, {1: "ㄱ", 14: "ㅎ"}),
        (Form.KOREAN, {1: "일", 10: "십", 11: "십일", 20: "이십", 99: "구십구", 100: "100"}),
        (Form.HANJA, {3: "三", 12: "十二"}),
        (Form.BULLET, {1: ""}),
        (Form.NONE, {1: ""}),
    ],
)
def test_numerals(form: Form, numbers: dict[int, str]) -> None:
    assert {n: numeral(form, n) for n in numbers} == numbers


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("n", [-1, 0, 1, 10**11])
def test_every_number_is_written_shortly(form: Form, n: int) -> None:
    assert len(numeral(form, n)) < 20


def test_levels_count_below_each_other() -> None:
    lists = Lists()
    marks = [lists.mark("a", level, ARTICLE) for level in (1, 2, 2, 3, 2, 1, 2, 3)]
    assert marks == ["제1조", "가.", "나.", "①", "다.", "제2조", "가.", "①"]


def test_lists_count_apart() -> None:
    lists = Lists()
    assert [lists.mark(name, 1, ARTICLE) for name in "aaba"] == ["제1조", "제2조", "제1조", "제3조"]


def test_numbers_of_higher_levels_are_printed() -> None:
    levels = {
        1: Level(Form.ROMAN, (1, ".")),
        2: Level(Form.DECIMAL, (1, ".", 2)),
        3: Level(Form.DECIMAL, (1, "-", 3), plain=True),
    }
    lists = Lists()
    assert [lists.mark("a", n, levels) for n in (1, 2, 2, 3, 1, 2)] == ["Ⅰ.", "Ⅰ.1", "Ⅰ.2", "1-1", "Ⅱ.", "Ⅱ.1"]


def test_a_level_without_the_one_above_counts_as_its_first() -> None:
    lists = Lists()
    levels = {1: Level(Form.DECIMAL, (1, ".")), 2: Level(Form.DECIMAL, (1, ".", 2))}
    assert [lists.mark("a", n, levels) for n in (2, 2, 1)] == ["1.1", "1.2", "1."]


def test_articles_may_count_on_through_chapters() -> None:
    levels = {1: Level(Form.DECIMAL, ("제", 1, "장")), 2: Level(Form.DECIMAL, ("제", 2, "조"), restarts=False)}
    lists = Lists()
    assert [lists.mark("a", n, levels) for n in (1, 2, 2, 1, 2)] == ["제1장", "제1조", "제2조", "제2장", "제3조"]


def test_a_list_starts_where_it_says() -> None:
    lists = Lists()
    assert lists.mark("a", 1, {1: Level(Form.DECIMAL, (1, ")"), start=5)}) == "5)"
    lists.restart("a", 1, 9)
    assert lists.mark("a", 1, ARTICLE) == "제9조"


def test_an_unknown_level_prints_nothing() -> None:
    assert Lists().mark("a", 4, ARTICLE) == ""
    assert Lists().mark("a", 1, {1: Level(Form.DECIMAL, (3, 1))}) == "1"
    below = Level(Form.DECIMAL, (2,))
    assert Lists().mark("a", 1, {1: Level(Form.DECIMAL, (1, ".", 2)), 2: below}) == "1."


def test_bullets_of_symbol_fonts_are_public_signs() -> None:
    assert [printed(c) for c in "\uf0b7\uf0a7\uf06e\uf0d8\uf099-가"] == ["•", "▪", "■", "➢", "•", "-", "가"]
    assert (symbol("Wingdings", 0x6E), symbol("Wingdings", 0xF06E), symbol("Arial", 0xAC00)) == ("■", "■", "가")
    assert (symbol("Arial", 0), symbol("Arial", 0xD800)) == ("", "")


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        (Level(Form.DECIMAL, ("제", 1, "조")), MarkKind.ARTICLE),
        (Level(Form.ROMAN, (1, ".")), MarkKind.ROMAN),
        (Level(Form.DECIMAL, (1, ".")), MarkKind.NUMBER),
        (Level(Form.SYLLABLE, (1, ".")), MarkKind.SYLLABLE),
        (Level(Form.CIRCLED, (1,)), MarkKind.CIRCLED),
        (Level(Form.DECIMAL, (1, ")")), MarkKind.NUMBER_PAREN),
        (Level(Form.DECIMAL, ("(", 1, ")")), MarkKind.PARENS),
        (Level(Form.BULLET, ("\uf0b7",)), MarkKind.DOT),
        (Level(Form.BULLET, ("\uf06e",)), MarkKind.BOX),
        (Level(Form.BULLET, ("\uf0d8",)), MarkKind.ARROW),
        (Level(Form.BULLET, ("-",)), MarkKind.DASH),
        (Level(Form.BULLET, ("o",)), MarkKind.CIRCLE),
    ],
)
def test_marks_are_those_that_sections_are_made_of(level: Level, kind: MarkKind) -> None:
    mark = mark_of(Words.of(Lists().mark("a", 1, {1: level}) + " 개인정보의 처리 목적"))
    assert mark is not None and (mark.kind, mark.rest.text) == (kind, "개인정보의 처리 목적")
