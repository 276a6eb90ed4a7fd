"""Questions with hand-checked answers (`tests/questions/*.jsonl`), asked of graphs built here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from asking.graph import Graph
from asking.scoring import score
from pigraph.asking import to_json

QUESTIONS = Path(__file__).parents[1] / "questions"
FLOOR = 0.95
OTHERS = ("dev", "apart")
"""How the names of sets begin that are not asked of the shipped policies."""


def gold(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / name).read_text("utf-8").splitlines() if line.strip()]


def missed(name: str, graph: Graph) -> tuple[float, list[str]]:
    scores = [(score(g, to_json(graph.ask(str(g["q"])))), str(g["q"])) for g in gold(name)]
    return sum(s for s, _ in scores) / len(scores), [q for s, q in scores if s < 1]


@pytest.mark.parametrize("name", sorted(p.name for p in QUESTIONS.glob("*.jsonl") if not p.name.startswith(OTHERS)))
def test_questions_over_the_shipped_policies(name: str, graph: Graph) -> None:
    reached, misses = missed(name, graph)
    assert reached >= FLOOR, misses


@pytest.mark.parametrize("name", sorted(p.name for p in QUESTIONS.glob("dev*.jsonl")))
def test_questions_over_the_shared_policies(name: str, larger: Graph) -> None:
    reached, misses = missed(name, larger)
    assert reached >= FLOOR, misses


def test_questions_over_policies_of_which_none_is_shipped(apart: Graph) -> None:
    reached, misses = missed("apart.jsonl", apart)
    assert reached >= FLOOR, misses


def test_there_are_enough_questions_and_enough_without_an_answer() -> None:
    own = [g for p in QUESTIONS.glob("*.jsonl") if p.name != "seed.jsonl" for g in gold(p.name)]
    assert len({g["q"] for g in own}) == len(own) >= 150
    assert sum(g["status"] != "answered" for g in own) / len(own) >= 0.2
