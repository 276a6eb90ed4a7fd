"""The benchmarks run, at a size that proves nothing about speed: they must not rot between measurements."""

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import policies

from pigraph import pipeline


def test_generated_texts_are_read_and_no_two_are_alike(tmp_path: Path) -> None:
    texts = dict(policies.texts(12, seed=7))
    assert len(set(texts.values())) == 12
    documents = set()
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        documents.add(pipeline.make(tmp_path / name).document)
    assert len(documents) == 12


def test_what_is_generated_depends_on_the_seed_only() -> None:
    assert dict(policies.texts(5, seed=2)) == dict(policies.texts(5, seed=2)) != dict(policies.texts(5, seed=3))
    assert policies.graph(4, 2) == policies.graph(4, 2)
    assert policies.graph(4, 2).stated != policies.graph(4, 3).stated


def test_generated_graphs_are_of_other_policies_each_and_some_are_versions() -> None:
    made = list(policies.graphs(60, seed=1))
    assert len({m.document for m in made}) == 60 == len({m.coverage.sha256 for m in made})
    assert 40 < len(pipeline.current(m.document for m in made)) < 60
    for one in made:
        subjects = {t.subject.value for t in ox.parse(one.stated, ox.RdfFormat.N_TRIPLES)}
        assert {one.document, f"{one.document}#policy"} <= subjects
        assert not [s for s in subjects if "/id/policy/" in s and not s.startswith(one.document.rpartition("/")[0])]
    assert 250 < sum(m.stated.count(b"\n") for m in made) / 60 < 800


def test_generated_quads_name_their_documents() -> None:
    made = policies.graph(0)
    names = {q.graph_name.value for q in ox.parse("".join(policies.quads(made)), ox.RdfFormat.N_QUADS)}
    assert names == {made.document, f"{made.document}/inferred"}


def test_generated_graphs_are_published_without_reading(tmp_path: Path) -> None:
    policies.placeholders(tmp_path / "in", 3)
    report = pipeline.build([tmp_path / "in"], tmp_path / "out", jobs=1, maker=policies.make)
    assert [d.document for d in report.documents] == [m.document for m in policies.graphs(3)]


@pytest.mark.parametrize("what", ["texts", "quads"])
def test_policies_are_written_by_a_command(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["policies.py", what, str(tmp_path / "made"), "--count", "2"])
    policies.main()
    assert (tmp_path / "made").exists()
