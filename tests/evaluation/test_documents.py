"""How well documents are read: never worse than ``floors.json`` says."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import pytest

from evaluation.conftest import Reader
from evaluation.scorer import Score, compare
from pigraph.records.render import to_json

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent / "documents"
POLICIES = HERE.parents[1] / "data" / "policies"
FLOORS = HERE / "floors.json"
SUFFIXES = {".txt", ".md", ".html"}
OVERALL = 0.97
KIND = 0.90

Corpus = dict[Path, Path]
"""Source document → the record that a careful reader would write."""


def beside(folder: Path) -> Corpus:
    sources = sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES)
    return {p: p.with_suffix(".json") for p in sources if p.with_suffix(".json").exists()}


def layouts() -> list[Path]:
    """The folders of documents with records of their own; the others hold these documents in other formats."""
    return sorted(d for d in DOCUMENTS.iterdir() if d.is_dir() and any(d.glob("*.json")))


def corpora() -> dict[str, Corpus]:
    """The evaluation documents by layout, and the shipped policies."""
    found = {d.name: beside(d) for d in layouts()}
    return found | {"policies": {p: HERE / "gold" / f"{p.stem}.json" for p in sorted(POLICIES.glob("*.txt"))}}


def digest(corpus: Corpus) -> str:
    """Of the documents and their records."""
    total = hashlib.sha256()
    for pair in corpus.items():
        for path in pair:
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def measured(corpus: Corpus, record_of: Reader) -> Score:
    scores = [
        compare(json.loads(gold.read_text(encoding="utf-8")), to_json(record_of(p))) for p, gold in corpus.items()
    ]
    return reduce(add, scores, Score())


def table(score: Score) -> str:
    """The kinds that are not read perfectly, and the facts behind them."""
    rows = [
        f"{k:24} P {c.precision:.3f} R {c.recall:.3f} F1 {c.f1:.3f}" for k, c in sorted(score.kinds.items()) if c.f1 < 1
    ]
    return "\n".join([*rows, *score.lines[:60]])


def floor_of(score: Score) -> dict[str, float]:
    return {"precision": round(score.overall.precision - 0.01, 3), "f1": round(score.overall.f1 - 0.01, 3)}


@pytest.fixture(scope="module")
def floors(record_of: Reader, remake: bool) -> dict[str, Any]:
    """What ``floors.json`` pins; remaking it raises floors, and lowers those whose documents are others now."""
    pinned: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}}
    if remake:
        scores = {name: measured(corpus, record_of) for name, corpus in corpora().items()}
        digests = {name: digest(corpus) for name, corpus in corpora().items()}
        digests["overall"] = hashlib.sha256("".join(digests.values()).encode()).hexdigest()[:16]
        scores["overall"] = reduce(add, scores.values(), Score())
        old = pinned["floors"]
        for name, score in scores.items():
            new = floor_of(score)
            if name in old and old[name]["documents"] == digests[name]:
                new = {k: max(v, old[name][k]) for k, v in new.items()}
            old[name] = {"documents": digests[name], **new}
        pinned["floors"] = {name: old[name] for name in scores}
        FLOORS.write_text(json.dumps(pinned, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return pinned


@pytest.mark.parametrize("name", [*corpora(), "overall"])
def test_documents_are_not_read_worse_than_before(name: str, floors: dict[str, Any], record_of: Reader) -> None:
    every = corpora()
    digests = {n: digest(c) for n, c in every.items()}
    digests["overall"] = hashlib.sha256("".join(digests.values()).encode()).hexdigest()[:16]
    score = reduce(add, (measured(c, record_of) for n, c in every.items() if name in (n, "overall")), Score())
    floor = floors["floors"].get(name)
    assert floor, f"no floor for {name}: run pytest --remake-golden {Path(__file__).name}"
    assert floor["documents"] == digests[name], f"the documents of {name} changed: run pytest --remake-golden"
    assert score.overall.precision >= floor["precision"], table(score)
    assert score.overall.f1 >= floor["f1"], table(score)


def test_floors_say_how_they_are_lowered(floors: dict[str, Any]) -> None:
    assert "CHANGELOG" in floors["comment"]
    assert set(floors["floors"]) == {*corpora(), "overall"}


def test_every_evaluation_document_has_its_record() -> None:
    for folder in layouts():
        sources = {p.stem for p in folder.iterdir() if p.suffix in SUFFIXES}
        assert sources == {p.stem for p in folder.glob("*.json")}, folder.name
        assert sources, folder.name


def test_the_shipped_policies_are_read_nearly_whole(record_of: Reader) -> None:
    score = measured(corpora()["policies"], record_of)
    assert score.overall.f1 >= OVERALL, table(score)
    low = {k: round(c.f1, 3) for k, c in score.kinds.items() if c.f1 < KIND}
    assert not low, f"{low}\n{table(score)}"


def _reference_scores(folder: Path, gold: Path, shared: Path) -> tuple[float, dict[str, float]]:
    """Overall F1 and F1 by kind, by the shared scorer."""
    command = [sys.executable, str(shared / "score" / "score.py"), str(gold), str(folder)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.splitlines()
    rows = [line.split() for line in lines if line and not line.startswith(("doc ", "overall ", "kind "))]
    return float(lines[-1].split(" F1 ")[1].split()[0]), {r[0]: float(r[3]) for r in rows}


def _written(corpus: Corpus, record_of: Reader, folder: Path) -> Path:
    for path in corpus:
        (folder / f"{path.stem}.json").write_text(json.dumps(to_json(record_of(path))), encoding="utf-8")
    return folder


@pytest.mark.shared
def test_the_shipped_policies_by_the_shared_scorer(record_of: Reader, shared: Path, tmp_path: Path) -> None:
    corpus = corpora()["policies"]
    overall, kinds = _reference_scores(_written(corpus, record_of, tmp_path), shared / "gold" / "seed", shared)
    assert overall >= OVERALL
    assert {k: f for k, f in kinds.items() if f < KIND} == {}


@pytest.mark.shared
@pytest.mark.parametrize("name", corpora())
def test_both_scorers_agree(name: str, record_of: Reader, shared: Path, tmp_path: Path) -> None:
    corpus = corpora()[name]
    gold = next(iter(corpus.values())).parent
    overall, kinds = _reference_scores(_written(corpus, record_of, tmp_path), gold, shared)
    ours = measured(corpus, record_of)
    assert abs(ours.overall.f1 - overall) <= 0.02
    assert {k: (c.f1, kinds.get(k)) for k, c in ours.kinds.items() if abs(c.f1 - kinds.get(k, -1)) > 0.02} == {}


@pytest.mark.shared
def test_the_records_of_the_shipped_policies_are_the_shared_ones(shared: Path) -> None:
    copies = sorted((HERE / "gold").glob("*.json"))
    assert [p.stem for p in copies] == [p.stem for p in corpora()["policies"]]
    for path in copies:
        original = json.loads((shared / "gold" / "seed" / path.name).read_text(encoding="utf-8"))
        original.pop("notes", None)
        assert json.loads(path.read_text(encoding="utf-8")) == original


@pytest.mark.shared
def test_the_shared_policies_are_not_read_worse_than_before(
    floors: dict[str, Any], record_of: Reader, shared: Path
) -> None:
    gold = {p.stem: p for p in (HERE / "gold" / "shared").glob("*.json")}
    sources = {p.stem: p for p in (shared / "policies" / "dev").iterdir()}
    assert set(gold) == set(sources)
    floor, total = floors["shared"], Score()
    for name, source in sorted(sources.items()):
        score = measured({source: gold[name]}, record_of)
        assert score.overall.f1 >= floor["document"], f"{name}\n{table(score)}"
        total += score
    assert total.overall.precision >= floor["precision"], table(total)
    assert total.overall.f1 >= floor["f1"], table(total)
