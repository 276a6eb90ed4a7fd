"""Data items as a policy prints them."""

from __future__ import annotations

from asking.graph import Graph
from pigraph.asking.printed import wordings
from pigraph.lexicon.vocabulary import ID

LISTED = "납세자성명, 연락처(주택, 핸드폰), 주소"


def test_a_printed_label_answers_for_each_item_that_it_means() -> None:
    assert wordings(LISTED, f"{ID}item/full-name") == ["납세자성명"]
    assert wordings(LISTED, f"{ID}item/home-phone-number") == ["연락처(주택, 핸드폰)"]
    assert wordings(LISTED, f"{ID}item/mobile-phone-number") == ["연락처(주택, 핸드폰)"]
    assert wordings(LISTED, f"{ID}item/sex") == [""]


def test_items_of_one_policy_are_called_as_it_prints_them(graph: Graph) -> None:
    assert set(graph.ask("GS리테일은 어떤 개인정보를 제공받나요?").labels) == {"이름", "휴대폰번호"}
    assert "연락처(주택, 핸드폰)" in graph.ask("병무청은 어떤 개인정보를 제공받나요?").labels


def test_items_of_several_policies_are_called_as_the_vocabulary_does(graph: Graph) -> None:
    labels = graph.ask("제3자에게 어떤 개인정보를 제공하나요?").labels
    assert "휴대전화번호" in labels
    assert "휴대폰번호" not in labels
