"""A built graph that tests ask."""

from __future__ import annotations

from pathlib import Path

from pigraph import pipeline
from pigraph.answers import Sources
from pigraph.asking import Answer, Terms, ask, read_terms
from pigraph.store.embedded import EmbeddedStore


class Graph:
    """The graph of some policies, with its names and texts."""

    def __init__(self, home: Path, policies: list[Path]) -> None:
        report = pipeline.build(policies, home, jobs=1)
        assert report.directory
        self.store = EmbeddedStore(report.directory / "store")
        self.sources = Sources(report.directory / "sources")
        self.terms: Terms = read_terms(self.store)

    def ask(self, question: str) -> Answer:
        return ask(question, self.store, self.terms, self.sources)
