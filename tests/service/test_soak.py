"""The service at the size of a region: 4 million triples, queries without end, and eight clients that want answers.

Minutes long and gigabytes large: run with ``PIGRAPH_SLOW=1 pytest tests/service/test_soak.py``.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from msgspec.structs import replace

from pigraph.service.pool import Settings
from pigraph.store import Part, fill, generation

from .conftest import Service, running, until
from .test_pool import children, is_clean, leave, resident

pytestmark = pytest.mark.slow

SUBJECTS, PREDICATES = 40_000, 100
HOT = 400
"""Subjects that are asked about. A worker copies what it reads, and more of them would look like a leak."""
LIMIT = 5.0
BASE = "http://example.org/"
PRODUCT = "{ ?a ?b ?c . ?d ?e ?f }"
ENDLESS = {
    "cartesian product": f"SELECT (COUNT(*) AS ?n) {PRODUCT}",
    "cartesian product as rows": f"SELECT * {PRODUCT}",
    "order": f"SELECT ?a {PRODUCT} ORDER BY ?f ?a LIMIT 1",
    "aggregate": f"SELECT ?a (COUNT(DISTINCT ?f) AS ?n) {PRODUCT} GROUP BY ?a",
}


def parts() -> Iterator[Part]:
    step = 1000
    for first in range(0, SUBJECTS, step):
        lines = (
            f'<{BASE}s{s}> <{BASE}p{p}> "{s * PREDICATES + p}" .\n'
            for s in range(first, first + step)
            for p in range(PREDICATES)
        )
        # Current: 4 million triples in the default graph, and as many in named ones.
        yield Part(f"{BASE}g{first}", "".join(lines).encode(), current=True)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    home = tmp_path_factory.mktemp("region")
    with generation(home) as made:
        assert fill(made / "store", parts()) == SUBJECTS * PREDICATES
        (made / "digest").write_text("4\n", encoding="ascii")
    settings = Settings(workers=2, seconds=LIMIT, kept=0)  # every answer comes from a worker
    with running(home, replace(settings, limits=replace(settings.limits, megabytes=1024)), 1200) as service:
        # What is held after the first answers is the level: before, no worker has a page of its own.
        with ThreadPoolExecutor(8) as pool:
            assert {a.status_code for a in pool.map(service.ask, map(one, range(2 * HOT)))} == {200}
        yield service


def memory(service: Service) -> int:
    """KB that the service and its processes have for themselves."""
    while True:
        # A worker that was just replaced may be gone before it is looked at.
        with suppress(OSError):
            return sum(resident(p) for p in [os.getpid(), service.live.now.pool.nursery, *children(service)])


def one(number: int) -> str:
    return f"SELECT ?v {{ <{BASE}s{number % HOT}> <{BASE}p{number % PREDICATES}> ?v }}"


@pytest.mark.parametrize("kind", ENDLESS)
def test_an_endless_query_over_millions_ends_in_time(region: Service, kind: str) -> None:
    level = memory(region)
    over = threading.Event()

    def ask_others(number: int) -> int:
        answered = 0
        with httpx.Client(verify=False, timeout=60) as client:
            while not over.is_set():
                number += 8
                answer = client.get(f"{region.address}/sparql?query={quote(one(number))}&format=csv")
                expected = number % HOT * PREDICATES + number % PREDICATES
                assert (answer.status_code, answer.text) == (200, f"v\r\n{expected}\r\n")
                answered += 1
        return answered

    with ThreadPoolExecutor(8) as pool:
        others = [pool.submit(ask_others, n) for n in range(8)]
        try:
            begin = time.monotonic()
            answer = region.ask(ENDLESS[kind])
            took = time.monotonic() - begin
        finally:
            over.set()
        answered = sum(other.result() for other in others)
    print(f"{kind}: {answer.status_code} after {took:.2f} s, {answered} other answers meanwhile")
    assert is_clean(answer, 503, 422)
    assert took < LIMIT + 1
    assert answered > 8
    until(lambda: region.live.now.pool.turns.load == (0, 0) and region.live.now.pool.turns.free == 2)
    print(f"memory: {level} KB before, {memory(region)} KB after")
    until(lambda: memory(region) < level + 60_000, 20)


def test_a_thousand_clients_that_leave_mid_stream_leave_nothing_behind(region: Service) -> None:
    """Half of them while a query runs, half while a large answer is on its way."""
    pool = region.live.now.pool
    region.ask(one(1))
    level, before = memory(region), len(list(Path("/proc/self/fd").iterdir()))
    for number in range(1000):
        leave(region, ENDLESS["cartesian product"] if number % 2 else "SELECT * { ?s ?p ?o } LIMIT 20000")
    until(lambda: pool.turns.load == (0, 0) and pool.turns.free == 2, 120)
    assert region.ask(one(7), "text/csv").text == "v\r\n707\r\n"
    until(lambda: len(children(region)) == 2)
    until(lambda: len(list(Path("/proc/self/fd").iterdir())) <= before + 2)
    print(f"memory: {level} KB before, {memory(region)} KB after")
    until(lambda: memory(region) < level + 60_000, 20)
