"""How the words of a question are read, piece by piece."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from asking.graph import Graph
from pigraph.asking.asking import language_of
from pigraph.asking.english import koreanised
from pigraph.asking.link import link
from pigraph.asking.numbers import take
from pigraph.asking.romanise import romanised
from pigraph.asking.segment import segment
from pigraph.asking.shorten import meant
from pigraph.asking.words import conjugated, question_words
from pigraph.languages import Language


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("맡기", {"맡긴", "맡길", "맡깁", "맡겨", "맡겼"}),
        ("쓰", {"쓴", "쓸", "썼"}),
        ("주", {"준", "줘", "줬"}),
        ("받", set()),
    ],
)
def test_verbs_melt_with_their_endings(stem: str, forms: set[str]) -> None:
    assert forms <= set(conjugated(stem))
    assert bool(forms) == bool(set(conjugated(stem)))


def test_every_wording_has_an_example_that_has_one_of_its_words(checkout: Path) -> None:
    with (checkout / "data" / "lexicon" / "questions" / "words.toml").open("rb") as file:
        entries = tomllib.load(file)["word"]
    for entry in entries:
        values = {
            s.value for t in segment(entry["example"], question_words()) for s in t.senses if s.kind == entry["kind"]
        }
        assert entry["value"] in values, entry["example"]


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("제15조의2제1항제4호를 인용한", (("제15조의2제1항제4호",), (), (), ())),
        ("Article 17(1) of the Act", (("제17조제1항",), (), (), ())),
        ("2023년에 받은", ((), (), ("2023",), ())),
        ("2024년 12월 31일까지", ((), ("2024-12-31",), (), ())),
        ("5년 넘게, 6개월 이상", ((), (), (), (60, 6))),
        ("longer than ten years", ((), (), (), (120,))),
        ("1365자원봉사", ((), (), (), ())),
    ],
)
def test_numbers_are_taken_out(question: str, taken: tuple[tuple[str, ...], ...]) -> None:
    found = take(question)
    assert (found.places, found.dates, found.years, found.months) == taken


def test_blanks_do_not_matter(graph: Graph) -> None:
    for question in ("주민등록번호를 처리하는 기관은 어디인가요?", "국세청은 어떤 개인정보를 제공받나요?"):
        spaced, glued = graph.ask(question), graph.ask(question.replace(" ", ""))
        assert spaced.labels == glued.labels
        assert spaced.labels


@pytest.mark.parametrize(
    ("hangul", "latin"), [("김포", "gimpo"), ("서울", "seoul"), ("전라", "jeonra"), ("A동", "adong")]
)
def test_hangul_in_latin_letters(hangul: str, latin: str) -> None:
    assert romanised(hangul) == latin


@pytest.mark.parametrize(("hangul", "latin"), [("종로", "jongno"), ("담양", "damyang"), ("강릉", "gangneung")])
def test_hangul_as_it_is_heard(hangul: str, latin: str) -> None:
    assert romanised(hangul, heard=True) == latin


@pytest.mark.parametrize(
    ("short", "full"),
    [("서울시", "서울특별시"), ("gimpo", "김포시"), ("건보공단", "국민건강보험공단"), ("사보원", "한국사회보장정보원")],
)
def test_short_forms_are_a_rule(graph: Graph, short: str, full: str) -> None:
    found = [s.label for s in meant(short, graph.terms)]
    assert found == [full] or (short == "사보원" and full in found)


@pytest.mark.parametrize("strange", ["부산시", "가", "zzz", "보험"])
def test_what_is_short_for_nothing_stays_unknown(graph: Graph, strange: str) -> None:
    assert len(meant(strange, graph.terms)) <= (1 if strange == "보험" else 0)


def test_english_names_become_korean_ones() -> None:
    assert "국세청" in koreanised("the National Tax Service's file")
    assert koreanised("국세청은 무엇을 받나요?") == "국세청은 무엇을 받나요?"


def test_the_language_of_a_question() -> None:
    assert language_of("GS리테일은 무엇을 받나요?") is Language.KO
    assert language_of("What does 김포시 collect?") is Language.EN


def test_an_unknown_word_is_guessed_by_its_place(graph: Graph) -> None:
    tokens = link("카카오에 개인정보를 제공하는 기관은?", graph.terms).tokens
    assert tokens[0].sense("org") is not None
    assert tokens[0].senses[0].iri == ""
    assert link("블라블라 어쩌고?", graph.terms).unknown
