"""A real service on loopback: the graph of the shipped policies, a port that the system chooses."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from msgspec.structs import replace

from pigraph import pipeline
from pigraph.service.live import Live
from pigraph.service.pool import Settings
from pigraph.service.server import server as served

# Every request is a query: what is kept is tested in test_memory.py.
SETTINGS = Settings(workers=2, seconds=10.0, kept=0)


class Service:
    """A running service: its address, and its insides for tests that must see that nothing is left."""

    def __init__(self, server: uvicorn.Server, thread: threading.Thread) -> None:
        self.server, self.thread = server, thread
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        self.address, self.port = f"http://{host}:{port}", port
        self.client = httpx.Client(timeout=30, verify=False)  # making one takes longer than most requests

    @property
    def live(self) -> Live:
        return self.server.config.app.state.live  # type: ignore[union-attr]

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(self.address + path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def ask(self, query: str, accept: str = "application/sparql-results+json", **more: str) -> httpx.Response:
        given = {"query": query, **more}
        return self.client.get(f"{self.address}/sparql", params=given, headers={"Accept": accept})

    def rows(self, query: str) -> list[dict[str, str]]:
        answer = self.ask(query)
        assert answer.status_code == 200, answer.text
        return [{k: v["value"] for k, v in row.items()} for row in answer.json()["results"]["bindings"]]


@contextmanager
def running(home: Path, settings: Settings, patience: float = 60) -> Iterator[Service]:
    """A service over ``home`` in a thread of this process; it ends with the block, its processes with it."""
    server = served(home, settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started or not thread.is_alive(), patience)
    assert server.started
    try:
        service = Service(server, thread)
        with service.client:
            yield service
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


def until(true: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something holds; fail when it does not in time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not so within {seconds} s"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory, shipped: list[Path]) -> Path:
    """The home of a graph of the shipped policies."""
    home = tmp_path_factory.mktemp("served")
    assert pipeline.build(shipped, home, jobs=1).directory
    return home


@pytest.fixture(scope="session")
def service(graph: Path) -> Iterator[Service]:
    with running(graph, SETTINGS) as it:
        yield it


@pytest.fixture(scope="module")
def hasty(graph: Path) -> Iterator[Service]:
    """A service whose limits are soon met: one second, 1,000 rows, 512 MB."""
    limits = replace(SETTINGS.limits, rows=1000, megabytes=512)
    with running(graph, replace(SETTINGS, seconds=1.0, limits=limits)) as it:
        yield it
