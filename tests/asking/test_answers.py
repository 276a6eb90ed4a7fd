"""What an answer holds besides its labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asking.graph import Graph
from pigraph.asking import Field, Meaning, Scene, Shape, Status, answer_meaning, ask, read_terms, to_json
from pigraph.cli import main
from pigraph.errors import PigraphError
from pigraph.languages import Language


def test_rows_carry_law_title_verdict_and_words(graph: Graph) -> None:
    answer = graph.ask("병무청은 제공받은 정보를 얼마나 보유하나요?")
    (row,) = answer.rows
    (law,) = row.laws
    assert (law.label, law.title, law.verdict) == ("개인정보 보호법 제17조 제1항 제1호", "개인정보의 제공", "시행 중")
    assert law.url == "https://www.law.go.kr/법령/개인정보보호법/제17조"
    assert law.as_of == row.effective == "2026-06-12"
    assert any("병무청" in quote.words for quote in row.quotes)
    for quote in row.quotes:
        text = graph.sources.text(next(s for s in row.sources if str(quote.begin) in s).split("/source/")[1][:12])
        assert text[quote.begin : quote.end]


def test_no_law_is_said_so(graph: Graph) -> None:
    answer = graph.ask("누가 주민등록번호를 제공받나요? 어떤 법에 근거하나요?")
    assert {row.no_law for row in answer.rows} == {"방침에 법령 없음"}
    assert "3건" in answer.sentence
    assert "2026-06-12" in answer.sentence


def test_what_pigraph_inferred_is_marked(graph: Graph) -> None:
    assert [r.inferred for r in graph.ask("계좌번호는 무슨 목적으로 처리되나요?").rows] == [True]
    assert [r.inferred for r in graph.ask("민원사무 처리의 목적은?").rows] == [False]


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("김포시는 어느 업체에 개인정보 처리를 위탁하나요?", "수탁자"),
        ("부산시는 주민등록번호를 수집하나요?", "부산시"),
        ("Does Busan collect passport numbers?", "busan"),
        ("여권번호를 수집하는 기관이 있나요?", "3건"),
        ("국세청에 정보를 제공하는 법적 근거는?", "1건에 해당 내용이 있으나"),
    ],
)
def test_what_is_not_stated_says_where_it_was_looked_up(graph: Graph, question: str, part: str) -> None:
    answer = graph.ask(question)
    assert answer.status is Status.NOT_STATED
    assert part in answer.sentence
    assert answer.examples
    assert not answer.rows


def test_instead_shows_the_row_that_is_silent(graph: Graph) -> None:
    answer = graph.ask("국세청에 정보를 제공하는 법적 근거는?")
    assert any("종합부동산세" in q.words for one in answer.instead for q in one.quotes)


def test_examples_are_answered(graph: Graph) -> None:
    for question in ("오늘 날씨 어때?", "Is it safe?", "주식 추천해줘"):
        answer = graph.ask(question)
        assert answer.status is Status.OUT_OF_SCOPE
        assert len(answer.examples) == 3
        assert all(graph.ask(example).status is not Status.OUT_OF_SCOPE for example in answer.examples)


def test_every_choice_of_a_chip_can_be_asked(graph: Graph) -> None:
    asked = 0
    for question in (
        "GS리테일에 휴대폰번호를 제공하는 법적 근거는?",
        "5년 넘게 보유하는 파일은?",
        "김포시 책임자 전화번호는?",
    ):
        answer = graph.ask(question)
        for chip in answer.chips:
            for choice in chip.choices:
                again = answer_meaning(choice.meaning, graph.store, graph.terms, graph.sources)
                assert again.status in (Status.ANSWERED, Status.NOT_STATED)
                asked += 1
    assert asked > 15


def test_a_meaning_survives_json(graph: Graph) -> None:
    for question in (
        "5년 넘게 보유하는 파일은?",
        "개인정보를 가장 많이 제공받는 곳은?",
        "위탁 조항에서 제25조를 인용한 방침은?",
    ):
        meaning = graph.ask(question).meaning
        assert meaning is not None
        assert Meaning.from_json(json.loads(json.dumps(meaning.as_json()))) == meaning


def test_a_broken_meaning_is_one_sentence(graph: Graph) -> None:
    with pytest.raises(PigraphError, match="no question"):
        answer_meaning(Meaning(Scene.HOLDING, (Field.WORDS,), shape=Shape.LIST), graph.store, graph.terms)


def test_terms_are_kept_in_a_file_and_a_broken_file_is_read_anew(graph: Graph, tmp_path: Path) -> None:
    cache = tmp_path / "terms.json"
    first = read_terms(graph.store, cache)
    assert read_terms(graph.store, cache) == first == graph.terms
    cache.write_text("{", encoding="utf-8")
    assert read_terms(graph.store, cache) == first


def test_the_language_can_be_chosen(graph: Graph) -> None:
    question = "국세청은 어떤 개인정보를 제공받나요?"
    answer = ask(question, graph.store, graph.terms, graph.sources, Language.EN)
    assert "policies" in answer.sentence
    assert "policies" not in graph.ask(question).sentence


def test_json_has_what_was_agreed(graph: Graph) -> None:
    data = to_json(graph.ask("GS리테일에 휴대폰번호를 제공하는 법적 근거는 무엇인가요?"))
    assert {"question", "status", "answers", "sentence", "sparql", "evidence"} <= set(data)
    assert data["answers"][0]["laws"]
    assert data["evidence"][0]["words"]
    json.dumps(data)


def test_markup_in_a_question_is_only_text(graph: Graph, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answer = graph.ask("<script>alert(1)</script>[bold]김포시[/bold]")
    assert answer.status is Status.OUT_OF_SCOPE
    with pytest.raises(SystemExit):
        main(["ask", "[red]", "--home", str(tmp_path)])
    assert "Traceback" not in capsys.readouterr().err


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers hold three rows."""
    for module in ("query", "run"):
        monkeypatch.setattr(f"pigraph.asking.{module}.LIMIT", 3)


@pytest.mark.usefixtures("short")
def test_an_answer_of_more_rows_than_it_holds_says_so_and_counts_all(graph: Graph) -> None:
    cut = graph.ask("주민등록번호를 제공받는 곳은?")
    assert len(cut.rows) == 3 and cut.extent == (6, 1) and to_json(cut)["complete"] is False
    assert "1건이 밝힌" in cut.sentence and "모두 6" in cut.sentence and "앞의 일부" in cut.sentence
    whole = graph.ask("Which bodies does 김포시 outsource to?")
    assert whole.extent is None and to_json(whole)["complete"] is True


@pytest.mark.usefixtures("short")
def test_the_rows_of_the_first_of_many_are_all_there(graph: Graph) -> None:
    answer = graph.ask("Which recipient receives the most items?")
    assert answer.labels == ("서민금융진흥원",) and {r.label for r in answer.rows} == set(answer.labels)
    assert answer.extent is None
