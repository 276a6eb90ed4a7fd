"""Checking from the outside: a file, the published graph, processes, and the command."""

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checks.policies import ON, SHAPES
from pigraph import checking, pipeline, store
from pigraph.checking_file import check_file
from pigraph.checks.choices import Asked
from pigraph.cli import main
from pigraph.errors import PigraphError

ASKED = Asked(ON, shapes=SHAPES)
DAY = ("--on", "2026-11-20", "--shapes", str(SHAPES))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    """The graph of the shipped policies."""
    home = tmp_path_factory.mktemp("graph")
    pipeline.build([checkout / "data" / "policies"], home, jobs=1)
    return home


@dataclass
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    monkeypatch.setenv("PIGRAPH_HOME", str(home))

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as done:
            main(["check", *map(str, arguments)])
        sys.stdout.flush()
        printed = capfd.readouterr()
        assert "Traceback" not in printed.err
        return Ran(done.value.code if isinstance(done.value.code, int) else 0, printed.out, printed.err)

    return run


def test_a_file_and_the_published_graph_give_the_same_report(home: Path, shipped: list[Path]) -> None:
    generation = store.current(home)
    reports = checking.check_published(generation, checking.published(generation), ASKED, jobs=1)
    assert {r.name for r in reports} == {p.name for p in shipped}
    for path in shipped:
        alone = check_file(path, ASKED)
        (among,) = [r for r in reports if r.name == path.name]
        assert among == alone


def test_processes_do_not_change_the_reports(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = store.current(home)
    every = checking.published(generation)
    monkeypatch.setattr(checking, "_AT_ONCE", 2)
    done: list[int] = []
    reports = checking.check_published(generation, every, ASKED, jobs=2, on_progress=lambda n, total: done.append(n))
    assert done == [2, 3]
    monkeypatch.undo()
    assert reports == checking.check_published(generation, every, ASKED, jobs=1)


def test_a_policy_is_found_by_iri_file_or_name(home: Path) -> None:
    generation = store.current(home)
    (gimpo,) = checking.published(generation, "gimpo")
    assert checking.published(generation, "gimpo.txt") == [gimpo]
    for named in (gimpo.document, f"{gimpo.document}#policy", gimpo.document.rpartition("/")[0], "김포시"):
        assert checking.published(generation, named) == [gimpo]
    with pytest.raises(PigraphError, match="names no policy"):
        checking.published(generation, "없는군")


def test_the_command_prints_every_format(run: Callable[..., Ran], checkout: Path) -> None:
    file = checkout / "data" / "policies" / "gimpo.txt"
    text = run(file, *DAY)
    assert text.code == 0 and "[위반] L-PROV, G7 제공의 근거" in text.out
    data = json.loads(run(file, *DAY, "--format", "json").out)
    assert {f["rule"] for f in data["findings"]} >= {"L-PROV"} and data["on"] == "2026-11-20"
    rows = list(csv.DictReader(io.StringIO(run(file, *DAY, "--format", "csv").out)))
    assert len(rows) == len(data["findings"]) + len(data["not_read"])
    assert run(file, *DAY, "--format", "html").out.startswith("<!doctype html>")
    assert "sh:ValidationReport" in run(file, *DAY, "--format", "turtle").out
    assert "Fix these first" in run(file, *DAY, "--lang", "en").out


def test_without_a_name_every_published_policy_is_checked(run: Callable[..., Ran]) -> None:
    assert len(json.loads(run(*DAY, "--format", "json").out)["policies"]) == 3
    assert len(json.loads(run("all", *DAY, "--format", "json").out)["policies"]) == 3
    assert len(json.loads(run("gimpo", *DAY, "--format", "json").out)["policies"]) == 1


def test_strict_fails_on_violations_only(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("gimpo", *DAY, "--strict").code == 1
    only_gaps = tmp_path / "shapes"
    only_gaps.mkdir()
    (only_gaps / "gaps.ttl").write_bytes((SHAPES / "gaps.ttl").read_bytes())
    assert run("gimpo", "--shapes", only_gaps, "--strict").code == 0


def test_mistakes_are_one_sentence(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.ttl").write_text("nothing", encoding="utf-8")
    for arguments, words in (
        (("none.txt",), "none.txt"),
        (("없는군", *DAY), "names no policy"),
        (("all", "--out", tmp_path), "pigraph build"),
        (("gimpo", "--shapes", tmp_path / "bad"), "a.ttl"),
    ):
        ran = run(*arguments)
        assert ran.code == 2 and words in ran.err and ran.err.count("\n") == 1, ran.err
    assert run("gimpo", "--on", "gestern").code == 2
