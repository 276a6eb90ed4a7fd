"""Words keep the offsets of their characters through everything that readers do to them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pigraph.text import INSERTED, Span, Words, fold, iso_date, joined, lines_of, merge, unify_middots

SOURCE = "제1조(목적)\n  가나청은  「개인정보 보호법」에 따라\t처리합니다. ① 성명, 연락처"

texts = st.text(alphabet="가나다라 \n\t\r,·①.(a1) 　😀\u00a0", max_size=60)
cuts = st.tuples(st.integers(-5, 70), st.integers(-5, 70))
patterns = st.sampled_from([r",", r"\s+", r"\n", r"(?<=다)\s*", r"\s(?=[①-⑳])", r"[,·]\s*", r"x*"])


def consistent(words: Words, source: str) -> bool:
    """Every character that was not put in is the character of the source at its offset (blanks may be squeezed)."""
    return len(words.text) == len(words.at) and all(
        o == INSERTED or source[o] == c or (c == " " and source[o].isspace())
        for c, o in zip(words.text, words.at, strict=True)
    )


def at(source: str, phrase: str) -> Words:
    begin = source.index(phrase)
    return Words.of(source, begin, begin + len(phrase))


# Spans


@pytest.mark.parametrize(("begin", "end"), [(-1, 3), (3, 2), (-2, -1)])
def test_a_span_is_a_range_of_the_source(begin: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(begin, end)


def test_spans_compare_and_cut() -> None:
    span = Span(2, 5)
    assert (len(span), span.cut("가나다라마바"), len(Span(3, 3))) == (3, "다라마", 0)
    assert span.covers(Span(2, 5))
    assert span.covers(Span(3, 4))
    assert not span.covers(Span(1, 4))
    assert not span.covers(Span(4, 6))
    assert span.meets(Span(4, 9))
    assert span.meets(Span(0, 3))
    assert not span.meets(Span(5, 9))
    assert not span.meets(Span(0, 2))
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(4, 6), (0, 2)], [(0, 2), (4, 6)]),
        ([(0, 3), (2, 6)], [(0, 6)]),
        ([(0, 3), (3, 6)], [(0, 6)]),
        ([(0, 9), (2, 4)], [(0, 9)]),
    ],
)
def test_merge_joins_what_overlaps(spans: list[tuple[int, int]], merged: list[tuple[int, int]]) -> None:
    assert merge(Span(*s) for s in spans) == tuple(Span(*s) for s in merged)


def test_merge_bridges_white_space_only_with_the_source() -> None:
    source = "성명 \n 연락처, 주소"
    parts = [Span(0, 2), Span(5, 8), Span(10, 12)]
    assert merge(parts) == tuple(parts)
    assert merge(parts, source) == (Span(0, 8), Span(10, 12))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=12))
def test_merged_spans_cover_the_same_characters(ranges: list[tuple[int, int]]) -> None:
    spans = [Span(b, b + n) for b, n in ranges]
    merged = merge(spans)
    assert {i for s in merged for i in range(s.begin, s.end)} == {i for s in spans for i in range(s.begin, s.end)}
    assert all(a.end < b.begin for a, b in zip(merged, merged[1:], strict=False))


# Words


def test_words_know_where_they_stand() -> None:
    words = at(SOURCE, "가나청")
    assert (str(words), len(words), bool(words)) == ("가나청", 3, True)
    assert words.spans == (words.hull,) == (Span(10, 13),)
    assert (words.begin, words.end) == (10, 13)
    assert words.hull.cut(SOURCE) == "가나청"


def test_words_without_characters_of_the_source_have_no_place() -> None:
    for words in (Words("", ()), Words(" ", (INSERTED,))):
        assert words.spans == ()
        with pytest.raises(ValueError, match="no source offsets"):
            _ = words.hull


def test_a_stretch_cut_empty_keeps_the_place_where_it_was_cut() -> None:
    words = Words.of(SOURCE, 4, 4)
    assert words.spans == ()
    assert words.hull == Span(4, 4)


def test_joined_words_keep_both_places() -> None:
    words = Words.join([at(SOURCE, "성명"), Words("", ()), at(SOURCE, "가나청")])
    assert words.text == "성명 가나청"
    assert words.at[2] == INSERTED
    assert [s.cut(SOURCE) for s in words.spans] == ["가나청", "성명"]
    assert words.hull.cut(SOURCE).startswith("가나청은")
    assert Words.join([]) == Words("", ())
    assert Words.join([at(SOURCE, "성명")]) == at(SOURCE, "성명")


def test_adjacent_ranges_are_one_span() -> None:
    assert Words.join([at(SOURCE, "성명"), at(SOURCE, ", ")], "").spans == (at(SOURCE, "성명, ").hull,)


def test_squeeze_and_strip() -> None:
    words = at(SOURCE, "\n  가나청은  「개인정보 보호법」에 따라\t")
    assert words.squeeze().text == "가나청은 「개인정보 보호법」에 따라"
    assert words.strip().text == "가나청은  「개인정보 보호법」에 따라"
    assert words.strip(" \n\t라") == words.strip().strip("라")
    plain = at(SOURCE, "가나청은")
    assert plain.squeeze() is plain


def test_split_and_without() -> None:
    words = at(SOURCE, "성명, 연락처")
    assert [p.text for p in words.split(r",\s*")] == ["성명", "연락처"]
    assert [p.text for p in words.split(re.compile(","))] == ["성명", " 연락처"]
    assert words.without(r",\s*").text == "성명연락처"
    assert [s.cut(SOURCE) for s in words.without(r",\s*").spans] == ["성명", "연락처"]
    assert not words.without(".*")


def test_lines() -> None:
    source = "가\n\n나\n"
    assert [line.text for line in lines_of(Words.of(source))] == ["가", "", "나", ""]
    assert [line.text for line in lines_of(Words("", ()))] == [""]


@given(texts, cuts)
def test_slices_keep_their_offsets(source: str, cut: tuple[int, int]) -> None:
    words = Words.of(source)[cut[0] : cut[1]]
    assert words.text == source[cut[0] : cut[1]]
    assert consistent(words, source)
    assert "".join(s.cut(source) for s in words.spans) == words.text


@given(texts, patterns)
def test_splitting_is_that_of_regular_expressions(source: str, pattern: str) -> None:
    words = Words.of(source)
    parts = words.split(pattern)
    assert [p.text for p in parts] == re.split(pattern, source)
    assert all(consistent(p, source) for p in parts)
    assert words.without(pattern).text == re.sub(pattern, "", source)
    assert consistent(words.without(pattern), source)


@given(texts, cuts)
def test_squeezing_is_what_a_record_prints(source: str, cut: tuple[int, int]) -> None:
    words = Words.of(source)[cut[0] : cut[1]]
    assert words.squeeze().text == joined(words.text)
    assert consistent(words.squeeze(), source)
    assert words.squeeze().squeeze() == words.squeeze()
    assert words.strip().text == words.text.strip()
    assert consistent(words.strip(" ,·①"), source)


@given(texts, st.lists(cuts, max_size=5), st.sampled_from(["", " ", "\n", ", "]), patterns)
@settings(max_examples=60)
def test_what_is_joined_and_cut_again_keeps_its_offsets(
    source: str, ranges: list[tuple[int, int]], joiner: str, pattern: str
) -> None:
    whole = Words.of(source)
    words = Words.join([whole[b:e] for b, e in ranges], joiner)
    assert words.text == joiner.join(p for p in (source[b:e] for b, e in ranges) if p)
    made = [words, words.squeeze(), words.strip(), words.without(pattern), *words.split(pattern), *lines_of(words)]
    for part in made:
        assert consistent(part, source)
        places = {o for o in part.at if o != INSERTED}
        assert {i for s in part.spans for i in range(s.begin, s.end)} == places
        assert not places or (part.begin, part.end) == (min(places), max(places) + 1)


# Keys and forms of printing


@pytest.mark.parametrize("dot", "·•‧․∙⋅・ㆍᆞ･")
def test_middots_are_one(dot: str) -> None:
    assert unify_middots(f"수집{dot}이용") == "수집·이용"
    assert unify_middots(f"수집{dot}이용", "・") == "수집・이용"
    assert fold(f"수집 {dot} 이용") == fold("수집·이용")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("개인정보 보호법", "「개인정보보호법」"),
        ("Ｅ－ｍａｉｌ 주소", "e-mail주소"),
        ("‘회원’ 정보", "'회원'정보"),
        ("㈜가나", "(주)가나"),
        ("가\n나\t다", "가나다"),
        ("<예약 정보>", "《예약정보》"),
    ],
)
def test_wordings_with_one_key(a: str, b: str) -> None:
    assert fold(a) == fold(b)


@given(texts)
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert joined(joined(text)) == joined(text)


def test_joined_prints_white_space_as_one_blank() -> None:
    assert joined("  성명,\n 연락처\t등 ") == "성명, 연락처 등"


def test_dates_are_iso() -> None:
    assert (iso_date(2024, 1, 2), iso_date(2024, 11), iso_date(98, 3, 30)) == ("2024-01-02", "2024-11", "0098-03-30")


def test_where_an_offset_stands_in_words() -> None:
    words = Words.of("가나다라")[1:]
    assert (words.index(1), words.index(3), words.index(0)) == (0, 2, None)
