"""Questions with hand-checked answers (`tests/questions/*.jsonl`), asked of graphs built here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pigraph import pipeline
from pigraph.answers import Sources
from pigraph.asking import Answer, Terms, ask, read_terms, to_json
from pigraph.store.embedded import EmbeddedStore
from asking.scoring import score

QUESTIONS = Path(__file__).parents[1] / "questions"


class Graph:
    """A built graph to ask."""

    def __init__(self, home: Path, policies: list[Path]) -> None:
        report = pipeline.build(policies, home, jobs=1)
        assert report.directory
        self.store = EmbeddedStore(report.directory / "store")
        self.sources = Sources(report.directory / "sources")
        self.terms: Terms = read_terms(self.store)

    def ask(self, question: str) -> Answer:
        return ask(question, self.store, self.terms, self.sources)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Graph:
    return Graph(tmp_path_factory.mktemp("asked"), [checkout / "data" / "policies"])


def gold(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (QUESTIONS / name).read_text("utf-8").splitlines() if line.strip()]


def test_questions_over_the_shipped_policies(shipped: Graph) -> None:
    scores = [(score(g, to_json(shipped.ask(str(g["q"])))), g["q"]) for g in gold("seed.jsonl")]
    assert sum(s for s, _ in scores) / len(scores) >= 0.95, [q for s, q in scores if s < 1]
