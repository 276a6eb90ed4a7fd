"""Every value of every document that is read stands in the words that its statements give as their evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.conftest import Reader
from graph.evidence import problems
from pigraph.graph.build import triples

TESTS = Path(__file__).resolve().parents[1]
SUFFIXES = {".txt", ".md", ".html"}
OWN = sorted(
    [
        *(TESTS.parent / "data" / "policies").glob("*.txt"),
        *(p for p in (TESTS / "documents").glob("*/*") if p.suffix in SUFFIXES),
    ]
)


@pytest.mark.parametrize("path", OWN, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_evidence_of_our_documents_holds_their_values(path: Path, record_of: Reader) -> None:
    record = record_of(path)
    assert problems(record, triples(record)) == []


@pytest.mark.shared
def test_the_evidence_of_shared_policies_holds_their_values(policies: list[Path], record_of: Reader) -> None:
    found: dict[str, list[str]] = {}
    for path in policies:
        record = record_of(path)
        if wrong := problems(record, triples(record)):
            found[path.name] = wrong[:5]
    assert found == {}
