"""What the shapes find, as it is published: graphs, the report, the day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from pigraph import checking, pipeline, reading
from pigraph.checks.check import checker
from pigraph.checks.choices import Asked
from pigraph.exchange.dump import dump
from pigraph.exchange.findings import NAME, SHAPES, findings_of
from pigraph.store import EmbeddedStore, Rows

SH = "http://www.w3.org/ns/shacl#"
DAY = date(2026, 1, 2)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, shipped: list[Path]) -> Path:
    home = tmp_path_factory.mktemp("found")
    assert pipeline.build(shipped, home, jobs=1, on=DAY).unchecked == ()
    return home


def report(home: Path) -> list[ox.Quad]:
    return list(ox.parse((home / "current" / NAME).read_bytes(), ox.RdfFormat.TURTLE))


def test_every_current_document_has_the_findings_that_checking_gives(home: Path) -> None:
    generation = (home / "current").resolve()
    reports = checking.check_published(generation, checking.published(generation), Asked(DAY), jobs=1)
    store = EmbeddedStore(generation / "store")
    assert reports
    for one in reports:
        triples = list(ox.parse(store.graph(findings_of(one.document)), ox.RdfFormat.N_TRIPLES))
        results = Counter(t.object.value for t in triples if t.predicate.value == f"{SH}sourceConstraintComponent")
        every = (*one.findings, *one.gaps)
        assert results == Counter(f.result.component.value for f in every)
        severities = Counter(t.object.value for t in triples if t.predicate.value == f"{SH}resultSeverity")
        assert severities == Counter(f.result.severity.value for f in every)
        assert {t.object.value for t in triples if t.predicate.value.endswith("/date")} == {DAY.isoformat()}


def test_no_finding_is_a_statement_of_current_policies(home: Path) -> None:
    store = EmbeddedStore(home / "current" / "store")
    assert store.query("ASK { ?r a sh:ValidationResult }") is False
    assert store.query("ASK { ?s a sh:NodeShape }") is False
    assert store.query("ASK { GRAPH ?g { ?r a sh:ValidationResult } }") is True


def test_all_that_results_name_is_in_the_graph_of_the_shapes(home: Path) -> None:
    store = EmbeddedStore(home / "current" / "store")
    missing = store.query(
        "SELECT DISTINCT ?x { GRAPH ?g { ?r a sh:ValidationResult ; sh:sourceShape|sh:sourceConstraint|dct:conformsTo ?x } "
        f"FILTER NOT EXISTS {{ GRAPH <{SHAPES}> {{ ?x ?p ?o }} }} }}"
    )
    assert isinstance(missing, Rows)
    assert missing.rows == ()
    # A requirement is known by its id; what only pigraph's reading is about has none.
    ids = store.query(
        f"SELECT ?s {{ GRAPH <{SHAPES}> {{ ?s sh:name ?n ; pi:level ?l FILTER NOT EXISTS {{ ?s dct:identifier ?i }} }} }}"
    )
    assert isinstance(ids, Rows)
    assert ids.rows == ()


def test_the_report_is_conformant(home: Path) -> None:
    """SHACL 3.6: what every result has to have, and the messages of its shape."""
    quads = report(home)
    by: dict[str, Counter[str]] = {}
    for q in quads:
        by.setdefault(str(q.subject), Counter())[q.predicate.value.removeprefix(SH)] += 1
    results = [str(q.object) for q in quads if q.predicate.value == f"{SH}result"]
    assert len(results) == len(set(results)) > 50
    for result in results:
        had = by[result]
        assert had["focusNode"] == had["resultSeverity"] == had["sourceConstraintComponent"] == had["sourceShape"] == 1
        assert had["resultMessage"] >= 1
    said = Counter(q.object.value for q in quads if q.predicate.value == f"{SH}resultMessage")
    reports = checking.check_published(
        (home / "current").resolve(), checking.published((home / "current").resolve()), Asked(DAY), jobs=1
    )
    assert said == Counter(m for r in reports for f in (*r.findings, *r.gaps) for m in f.message.values())


def test_two_builds_for_a_day_are_equal_and_for_another_differ(home: Path, shipped: list[Path], tmp_path: Path) -> None:
    pipeline.build(shipped, tmp_path / "same", jobs=1, on=DAY)
    for name in (NAME, "digest"):
        assert (tmp_path / "same" / "current" / name).read_bytes() == (home / "current" / name).read_bytes()
    # The same home, so that nothing is read again: only the day differs.
    pipeline.build(shipped, tmp_path / "same", jobs=1, on=date(2012, 6, 1))
    later = (tmp_path / "same" / "current" / NAME).read_text(encoding="utf-8")
    assert "2012-06-01" in later
    assert DAY.isoformat() not in later


def test_a_check_that_trips_leaves_the_policy_in(
    shipped: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trips(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(checker(), "check", trips)
    built = pipeline.build(shipped[:1], tmp_path, jobs=1, on=DAY)
    assert built.unchecked == (built.documents[0].document,)
    assert built.failures == ()
    assert built.triples > 1000


def test_nobody_is_named_in_a_report_without_contacts(home: Path, tmp_path: Path) -> None:
    store = EmbeddedStore(home / "current" / "store")
    named = store.query("SELECT DISTINCT ?n { GRAPH ?g { ?k vcard:fn ?n } }")
    assert isinstance(named, Rows)
    assert named.rows
    dump(home / "current", tmp_path / "dump", turtle=reading.turtle_of, with_parquet=False)
    text = (tmp_path / "dump" / NAME).read_text(encoding="utf-8")
    quads = (tmp_path / "dump" / "pigraph.nq").read_text(encoding="utf-8")
    assert "ValidationReport" in text
    assert text.count("sh:result ") == (home / "current" / NAME).read_text(encoding="utf-8").count("sh:result ")
    for (name,) in named.rows:
        assert name is not None
        assert name.value not in text
        assert name.value not in quads
