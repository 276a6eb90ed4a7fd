"""The graph that is served, as it changes under load."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from msgspec.structs import replace

from pigraph import pipeline
from pigraph.service import live

from .conftest import SETTINGS, running, until

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def test_a_graph_stays_on_disk_where_it_would_take_too_much_memory(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = graph / "current" / "store"
    assert live.fits(store, SETTINGS.workers)
    assert not live.fits(store, 10**6)
    monkeypatch.setattr(live, "_SHARE", 0.0)
    assert not live.fits(store, SETTINGS.workers)
    with running(graph, SETTINGS) as service:
        assert service.get("/ready").json()["in_memory"] is False
        assert int(service.rows(COUNT)[0]["n"]) > 1000
        assert service.get("/page/id/item/full-name").status_code == 200
    with running(graph, replace(SETTINGS, in_memory=True)) as service:
        assert service.get("/ready").json()["in_memory"] is True


def test_a_graph_without_a_digest_has_one_of_its_place(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    assert len(live._digest(tmp_path)) == 64
    assert live._digest(graph / "current") == (graph / "current" / "digest").read_text().strip()


def test_a_new_graph_goes_live_without_a_dropped_or_torn_request(
    graph: Path, shipped: list[Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(graph, home, symlinks=True)
    over = threading.Event()
    with running(home, SETTINGS) as service, ThreadPoolExecutor(8) as pool:
        first, digest = service.ask(COUNT).json(), service.live.now.digest
        paths: list[Callable[[httpx.Client], httpx.Response]] = [
            lambda c: c.get(f"{service.address}/sparql?query={quote(COUNT)}&format=json"),
            lambda c: c.get(f"{service.address}/api/agencies"),
            lambda c: c.get(f"{service.address}/page/id/item/full-name"),
        ]

        def ask_on(n: int) -> list[str]:
            seen = []
            with httpx.Client(verify=False, timeout=30) as client:
                while not over.is_set():
                    answer = paths[n % 3](client)
                    assert answer.status_code == 200, answer.text
                    seen.append(answer.text)
            return seen

        asking = [pool.submit(ask_on, n) for n in range(6)]
        try:
            for policies in (shipped[:1], shipped):
                report = pipeline.build(policies, home, jobs=1)
                assert report.directory
                until(lambda made=report.directory: service.live.now.directory == made, 30)
        finally:
            over.set()
        answers = [a.result() for a in asking]
        assert service.live.now.digest == digest, "equal builds have equal digests"
        assert service.ask(COUNT).json() == first
        until(lambda: not service.live.retiring, 20)
        assert len({text for n in (0, 3) for text in answers[n]}) == 2, "one graph or the other, and both"
        assert all(len(texts) > 5 for texts in answers)


def test_a_graph_that_cannot_be_loaded_leaves_the_old_one(graph: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(graph, home, symlinks=True)
    broken = home / "generations" / "00000009"
    broken.mkdir()
    (home / "next").symlink_to("generations/00000009", target_is_directory=True)
    with running(home, SETTINGS) as service:
        (home / "next").replace(home / "current")
        until(lambda: service.live.failure, 20)
        assert "holds no graph" in service.get("/ready").json()["failure"]
        assert service.ask(COUNT).status_code == 200
