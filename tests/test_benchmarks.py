"""The benchmarks run, at a size that proves nothing about speed: they must not rot between measurements."""

import os
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import answering
import asked
import build
import comparing
import engines
import policies
import processes
import serving
import timing

from pigraph import pipeline, reading
from pigraph.store import EmbeddedStore, Rows


def test_generated_texts_are_read_and_no_two_are_alike(tmp_path: Path) -> None:
    texts = dict(policies.texts(12, seed=7))
    assert len(set(texts.values())) == 12
    documents = set()
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        documents.add(reading.make(tmp_path / name).document)
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


def test_builds_are_measured_and_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "figures"
    given = ["build.py", "--sizes", "2,3", "--repeat", "1", "--jobs", "1", "--json", str(kept)]
    monkeypatch.setattr(sys, "argv", given)
    build.main()
    shown = capfd.readouterr().out
    assert "texts: a policy costs" in shown and "graphs: publishing a policy, alone, costs" in shown
    assert len(kept.read_text().splitlines()) == 4


def test_what_processes_cost_is_told() -> None:
    begin = sum(os.times()[:2])
    assert os.getpid() in processes.family(os.getppid())
    assert processes.memory(os.getpid()) > 10
    with processes.Meter(os.getpid()) as meter:
        while sum(os.times()[:2]) < begin + 0.5:
            pass
    assert meter.seconds > 0.05
    with processes.Peak(os.getpid()) as peak:
        pass
    assert peak.megabytes >= 0


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> engines.Data:
    """The graph of thirty generated policies."""
    return serving.prepared(tmp_path_factory.mktemp("data"), 30)


def test_an_engine_that_gives_no_answer_in_time_is_given_up(data: engines.Data) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    slot = serving.Slot("in process", data)
    try:
        with pytest.raises(TimeoutError):
            serving.probed(slot.open(), endless, 0.2)
        slot.close()
        answer, _, _ = serving.probed(slot.open(), "SELECT (COUNT(*) AS ?n) { ?a a ?c }", 60)
        assert len(serving.rows(answer)) == 1
    finally:
        slot.close()


def test_every_shape_has_an_answer(data: engines.Data) -> None:
    every = asked.shapes(asked.Known.of(ox.Store.read_only(str(data.store))))
    assert len({s.name for s in every}) == 11
    store = EmbeddedStore(data.store)
    for shape in every:
        answer = store.query(shape.sparql)
        assert isinstance(answer, Rows) and answer.rows, shape.name


def test_own_queries_are_measured_and_given_up_in_time(data: engines.Data) -> None:
    names = answering.names()
    assert {"question rrn-holders", "table files"} <= set(names)
    for name in ("question rrn-holders", "table files", f"words {answering.IN_WORDS[0]}"):
        assert (answering.seconds(data.store, name, 60) or 0) > 0
    assert answering.seconds(data.store, "question rrn-holders", 0) is None
    lines = list(answering.table({"a": [0.01, 0.2], "b": [0.01, None]}, [10, 100]))
    assert lines[2:] == ["| a | 10 | 200 | 2.00 x |", "| b | 10 | given up | – |"]


@pytest.mark.skipif(not os.environ.get("PIGRAPH_SLOW"), reason="set PIGRAPH_SLOW=1 to load services with requests")
def test_the_service_is_compared(
    data: engines.Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    if engines.program("wrk") is None:
        pytest.skip("wrk is not installed")
    given = ["serving.py", "--sizes", "30", "--clients", "1", "--seconds", "1", "--data", str(data.home.parent)]
    monkeypatch.setattr(sys, "argv", [*given, "--engines", "pigraph,pigraph-kept", "--shapes", "point,count"])
    serving.main()
    shown = capfd.readouterr().out
    assert "pigraph kept" in shown and "not the same" not in shown


def test_verdicts_name_what_misses_a_bar() -> None:
    def figure(engine: str, rate: float, shape: str = "count", kind: str = "aggregate") -> comparing.Figure:
        return comparing.Figure(100, engine, shape, kind, 1, 1000 / rate, 2000 / rate, rate, 1000 / rate)

    found = [figure("pigraph serve", 80), figure("oxigraph disk", 100), figure("in process", 90)]
    found.append(figure("pigraph kept", 85))
    lines = list(comparing.verdicts([*found, figure("pigraph serve", 30, "point", "point")]))
    assert "throughput of oxigraph disk, aggregates and 1,000 rows, at least 0.90" in lines
    assert "        0.80  count, 100 policies, 1 clients" in lines
    with_kept = lines.index("throughput of oxigraph disk, aggregates and 1,000 rows, answers kept, at least 0.90")
    assert lines[with_kept + 2] == "        0.85  count, 100 policies, 1 clients"
    assert next(line for line in lines if line.startswith("in process")).endswith("at least 0.77")
    assert not [line for line in lines if "rdflib" in line or "look-ups" in line]


def test_an_engine_is_stopped_after_its_budget() -> None:
    def ready(size: int) -> list[timing.Step]:
        def endless() -> None:
            while True:
                pass

        return [int, int, endless, int][:size]

    assert timing.spent(ready, 2, 1).done == 2
    took = timing.spent(ready, 4, 0.2)
    assert (took.done, took.stopped) == (2, "stopped after 0.2 s")


def test_an_engine_that_breaks_is_a_result() -> None:
    def ready(size: int) -> list[timing.Step]:
        return [int, lambda: os._exit(7), int] if size == 1 else [int, lambda: 1 / 0]

    assert (timing.spent(ready, 1, 5).done, timing.spent(ready, 1, 5).stopped) == (1, "aborted: ended with 7")
    assert timing.spent(ready, 2, 5).stopped == "aborted: ZeroDivisionError: division by zero"


def test_what_was_given_up_is_no_figure_but_a_bound() -> None:
    ours = comparing.Figure(100, "pigraph serve", "count", "aggregate", 8, 20, 30, 50, 20)
    given_up = comparing.Figure(100, "rdflib-endpoint", "count", "aggregate", 8, 800, 800, 1.25, 800, times=0)
    lines = list(comparing.verdicts([ours, given_up]))
    assert "       40.00  count, 100 policies, 8 clients or more: it was given up" in lines
    shown = list(comparing.tables([ours, given_up]))
    assert "| count | 20.0 | >800 |" in shown
    assert "| count | 20.0 / 30.0 | >800 |" in shown
    assert not list(comparing.verdicts([given_up]))
