import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pigraph import cache
from pigraph.cli import main
from pigraph.cluster import Cluster, Sent, made_there, parcels
from pigraph.errors import ClusterError, NotAPolicy, UnreadableFile
from pigraph.making import Failure, Work
from pigraph.pipeline import build
from pigraph.reading import make
from pigraph.store import current as published
from readers import POLICY, make_line

pytest.importorskip("distributed")
TESTS = Path(__file__).parent


class Processes:
    """A scheduler and workers on this machine, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self.running: list[subprocess.Popen[bytes]] = []
        self.scheduler = self.start("dask_scheduler", "--port", "0", "--scheduler-file", str(self.file))
        while not self.file.exists() or not self.file.read_text():
            assert self.scheduler.poll() is None
            time.sleep(0.05)
        self.address: str = json.loads(self.file.read_text())["address"]

    def worker(self, **environment: str) -> "subprocess.Popen[bytes]":
        return self.start("dask_worker", self.address, "--nthreads", "1", "--no-nanny", **environment)

    def start(self, command: str, *arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
        path = os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)])
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{command}", *arguments, "--host", "127.0.0.1", "--no-dashboard"],
            env={**os.environ, "PYTHONPATH": path, "DASK_LOGGING__DISTRIBUTED": "critical", **environment},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        self.running.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self.running):
            if process.poll() is None:
                process.kill()
            process.wait()


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    started = Processes(tmp_path)
    try:
        yield started
    finally:
        started.end()


def policies(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        (folder / f"{n:03}.txt").write_text(POLICY.format(f"{n}년") + f"20{n:02}-01-01", encoding="utf-8")
    return folder


def content(home: Path) -> dict[str, bytes]:
    """Everything published but the store's own files, which the digest stands for."""
    top = published(home)
    return {
        p.relative_to(top).as_posix(): p.read_bytes()
        for p in top.rglob("*")
        if p.is_file() and p.parent.name != "store"
    }


def test_a_cluster_that_loses_a_worker_midway_builds_what_this_machine_builds(
    processes: Processes, tmp_path: Path
) -> None:
    folder = policies(tmp_path / "in", 90)
    (folder / "bad.txt").write_text("이것은 방침이 아님", encoding="utf-8")
    (folder / "twice.txt").write_text(POLICY.format("다른 말") + "2007-01-01", encoding="utf-8")
    (folder / "trips.txt").write_text(POLICY.format("터짐"), encoding="utf-8")
    workers = [processes.worker(), processes.worker()]
    steps: list[tuple[int, int]] = []

    def advance(done: int, total: int) -> None:
        steps.append((done, total))
        if done == 15:
            os.kill(workers[0].pid, signal.SIGKILL)

    with_missing = [folder, tmp_path / "none.txt"]
    there = build(with_missing, tmp_path / "there", cluster=processes.address, maker=make_line, on_progress=advance)
    here = build(with_missing, tmp_path / "here", jobs=1, maker=make_line)
    assert workers[0].wait() == -signal.SIGKILL and workers[1].poll() is None
    assert [n for n, _ in steps[:94]] == list(range(1, 95))
    assert content(tmp_path / "there") == content(tmp_path / "here")
    assert [(d.path, d.document, d.sha256, d.sizes) for d in there.documents] == [
        (d.path, d.document, d.sha256, d.sizes) for d in here.documents
    ]
    assert there.triples == here.triples
    assert [(f.path, type(f.error), str(f.error)) for f in there.failures] == [
        (f.path, type(f.error), str(f.error)) for f in here.failures
    ]
    again = build([folder], tmp_path / "there", cluster=processes.address, maker=make_line)
    assert all(d.reused for d in again.documents)


def test_a_policy_travels_with_what_stands_beside_it(
    processes: Processes, tmp_path: Path, shipped: list[Path], capfd: pytest.CaptureFixture[str]
) -> None:
    processes.worker()
    homes = [tmp_path / "there", tmp_path / "here"]
    for home, more in zip(homes, (["--cluster", processes.address], ["--jobs", "1"]), strict=True):
        with pytest.raises(SystemExit) as done:
            main(["build", *map(str, shipped), "--home", str(home), *more])
        assert done.value.code == 0, capfd.readouterr().err
    assert content(homes[0]) == content(homes[1])


def test_workers_with_another_pigraph_are_refused(processes: Processes, tmp_path: Path) -> None:
    laws = tmp_path / "laws.sqlite"
    laws.write_bytes(b"")
    processes.worker(PIGRAPH_LAWS=str(laws))
    with pytest.raises(ClusterError, match=r"^The worker tcp://\S+ of \S+ has another pigraph than this machine"):
        build([policies(tmp_path / "in", 1)], tmp_path / "out", cluster=processes.address, maker=make_line)


def test_a_scheduler_that_goes_away_ends_the_build(processes: Processes, tmp_path: Path) -> None:
    processes.worker()

    def advance(done: int, total: int) -> None:
        if done == 5:
            processes.scheduler.kill()

    folder = policies(tmp_path / "in", 90)
    with pytest.raises(ClusterError, match=r"went away\. Start it and build again\.$"):
        build([folder], tmp_path / "out", cluster=processes.address, maker=make_line, on_progress=advance)


def test_a_scheduler_that_is_away_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pigraph.cluster._PATIENCE", 1)
    for address in ("tcp://127.0.0.1:9", "nowhere"):
        with pytest.raises(SystemExit) as done:
            main(["build", str(policies(tmp_path / address[:3], 1)), "--home", str(tmp_path), "--cluster", address])
        said = capfd.readouterr().err
        assert (done.value.code, said.count("\n")) == (2, 1), said
        assert said.startswith(f"pigraph: No Dask scheduler answers at {address}. ")


def test_a_scheduler_without_workers(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pigraph.cluster._PATIENCE", 1)
    with pytest.raises(ClusterError, match="has no workers"), Cluster(processes.address):
        pass


def test_few_files_and_few_bytes_go_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = policies(tmp_path / "in", 12)
    (folder / "003.toml").write_text('sha256 = "0"', encoding="utf-8")
    (folder / "011.txt").write_bytes(b"x" * 1000)
    monkeypatch.setattr("pigraph.cluster._MOST_BYTES", 900)
    work = Work(cache.Spool(tmp_path), make_line)
    tasks = [(p, False) for p in sorted(folder.glob("*.txt"))]
    found = list(parcels(work, [*tasks, (tmp_path / "none.txt", True)]))
    sent = [p for p in found if isinstance(p, tuple)]
    assert [len(p) for p in sent] == [5, 5, 1, 1]
    assert sorted(sent[0][3].files) == ["003.toml", "003.txt"]
    (missing,) = (f for f in found if isinstance(f, Failure))
    assert isinstance(missing.error, UnreadableFile)


def test_what_a_worker_says_names_the_place_on_this_machine(tmp_path: Path) -> None:
    sent = Sent(Path("/far/away/a.txt"), False, {"a.txt": "이것은 방침이 아님".encode()})
    (result,) = made_there(make, cache.version(), (sent,))
    assert isinstance(result, Failure) and isinstance(result.error, NotAPolicy)
    assert "/far/away/a.txt" in result.error.message and "pigraph-" not in result.error.message
