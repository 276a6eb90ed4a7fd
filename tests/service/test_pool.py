"""What the service withstands: queries without end, clients that leave, workers that die, graphs that change."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from msgspec.structs import replace

from .conftest import SETTINGS, Service, running, until

PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS = {
    "cartesian product": f"SELECT (COUNT(*) AS ?n) {PRODUCT}",
    "order": f"SELECT ?a {PRODUCT} ORDER BY ?l ?a LIMIT 1",
    "aggregate": f"SELECT ?a (COUNT(DISTINCT ?l) AS ?n) (SAMPLE(?j) AS ?m) {PRODUCT} GROUP BY ?a",
    "filter": f"ASK {PRODUCT[:-1]} FILTER(CONCAT(STR(?a), STR(?d), STR(?g), STR(?l)) = 'x') }}",
    "construct": f"CONSTRUCT {{ ?a ?b ?f }} WHERE {PRODUCT}",
}
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def is_clean(answer: httpx.Response, *statuses: int) -> bool:
    assert answer.status_code in statuses, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    # Who had to wait first is told to come again, not that the query is too slow.
    assert "limit" in answer.json() or "retry-after" in answer.headers
    return True


@pytest.mark.parametrize("kind", ENDLESS)
def test_an_endless_query_ends_while_others_are_answered(hasty: Service, kind: str) -> None:
    """Within the limit and a second, as 503 (or 422, where rows come until there are too many of them)."""
    expected = hasty.ask(COUNT).content
    over = threading.Event()

    def ask_others() -> int:
        answered = 0
        with httpx.Client(verify=False, timeout=30) as client:
            while not over.is_set():
                answer = client.get(f"{hasty.address}/sparql?query={quote(COUNT)}&format=json")
                assert (answer.status_code, answer.content) == (200, expected)
                answered += 1
        return answered

    accept = "text/turtle" if kind == "construct" else "application/sparql-results+json"
    with ThreadPoolExecutor(8) as pool:
        others = [pool.submit(ask_others) for _ in range(8)]
        took = []
        try:
            # A limit of seconds can only be seen in seconds; where the machine is busy, a second look decides.
            while not took or (took[-1] >= 2.0 and len(took) < 3):
                begin = time.monotonic()
                answer = hasty.ask(ENDLESS[kind], accept)
                took.append(time.monotonic() - begin)
        finally:
            over.set()
        assert all(other.result() for other in others)
    assert is_clean(answer, 503, 422)
    assert min(took) < 1.0 + 1.0


def test_more_endless_queries_than_workers_end_in_time_as_well(hasty: Service) -> None:
    def ask(_: int) -> tuple[int, float, str]:
        begin = time.monotonic()
        answer = httpx.get(
            f"{hasty.address}/sparql?query={quote(ENDLESS['cartesian product'])}", timeout=30, verify=False
        )
        return answer.status_code, time.monotonic() - begin, answer.headers.get("retry-after", "")

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, range(6)))
    assert {status for status, _, _ in answers} == {503}
    assert max(seconds for _, seconds, _ in answers) < 5.0, "six at a time, not one after the other"
    assert sum(bool(retry) for _, _, retry in answers) >= 2, "who only waited is told when to come again"
    assert hasty.ask(COUNT).status_code == 200


def test_too_many_rows_are_refused_and_the_most_are_not(hasty: Service) -> None:
    for media in (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ):
        assert hasty.ask("SELECT ?s { ?s ?p ?o } LIMIT 1000", media).status_code == 200
        answer = hasty.ask("SELECT ?s { ?s ?p ?o } LIMIT 1001", media)
        assert is_clean(answer, 422)
        assert answer.json()["limit"] == {"rows": 1000}


def test_too_much_memory_is_refused(graph: Path) -> None:
    limits = replace(SETTINGS.limits, megabytes=64)
    with running(graph, replace(SETTINGS, limits=limits)) as service:
        answer = service.ask(ENDLESS["order"])
        assert is_clean(answer, 503)
        assert answer.json()["limit"] == {"megabytes": 64}
        assert service.ask(COUNT).status_code == 200


def test_beyond_what_may_wait_the_service_says_when_to_come_again(graph: Path) -> None:
    with running(graph, replace(SETTINGS, workers=1, waiting=1, seconds=1.0)) as service, ThreadPoolExecutor(4) as pool:
        slow = [pool.submit(service.ask, ENDLESS["cartesian product"]) for _ in range(4)]
        busy = [a for s in slow if "retry-after" in (a := s.result()).headers]
        assert len(busy) >= 2
        assert all(a.status_code == 503 and int(a.headers["retry-after"]) > 0 for a in busy)
        assert service.ask(COUNT).status_code == 200


def leave(service: Service, query: str) -> None:
    """Ask, and close the connection without reading."""
    with socket.create_connection(("127.0.0.1", service.port)) as connection:
        connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        # A reset, not an orderly end: what is still to be sent has nowhere to go.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        time.sleep(0.002)


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize(
    ("times", "query"),
    [
        (60, "SELECT * { ?s ?p ?o } LIMIT 900"),
        (20, ENDLESS["cartesian product"]),
        pytest.param(1000, ENDLESS["cartesian product"], marks=pytest.mark.slow),
        pytest.param(1000, "SELECT * { ?s ?p ?o } LIMIT 900", marks=pytest.mark.slow),
    ],
)
def test_clients_that_leave_leave_nothing_behind(hasty: Service, times: int, query: str) -> None:
    pool = hasty.live.now.pool
    hasty.ask(COUNT)
    before = descriptors()
    for _ in range(times):
        leave(hasty, query)
    until(lambda: pool.turns.load == (0, 0) and pool.turns.free == SETTINGS.workers, 20)
    assert hasty.ask(COUNT).status_code == 200
    until(lambda: descriptors() <= before + 2)
    until(lambda: len(children(hasty)) == SETTINGS.workers)


def children(service: Service) -> list[int]:
    """The workers, as the system sees them."""
    nursery = service.live.now.pool.nursery
    return [int(p) for p in Path(f"/proc/{nursery}/task/{nursery}/children").read_text().split()]


def test_a_client_that_stops_reading_holds_no_worker(hasty: Service) -> None:
    with socket.create_connection(("127.0.0.1", hasty.port)) as connection:
        query = quote("SELECT * { ?s ?p ?o } LIMIT 1000")
        connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 4)
        time.sleep(0.3)
        assert hasty.live.now.pool.turns.load == (0, 0)
        assert hasty.ask(COUNT).status_code == 200


def test_a_killed_worker_is_replaced(hasty: Service) -> None:
    for victim in children(hasty):
        os.kill(victim, signal.SIGKILL)
    for _ in range(4):
        assert hasty.ask(COUNT).status_code == 200
    until(lambda: len(children(hasty)) == SETTINGS.workers)


def test_a_worker_killed_at_work_is_a_clean_503(service: Service) -> None:
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(service.ask, ENDLESS["cartesian product"])
        until(lambda: service.live.now.pool.turns.load == (1, 0))
        time.sleep(0.2)
        for victim in children(service):
            os.kill(victim, signal.SIGKILL)
        assert is_clean(asked.result(), 503)
    assert service.ask(COUNT).status_code == 200


def test_a_killed_nursery_is_replaced_with_its_workers(graph: Path) -> None:
    with running(graph, SETTINGS) as service:
        expected, nursery = service.ask(COUNT).content, service.live.now.pool.nursery
        os.kill(nursery, signal.SIGKILL)
        until(lambda: service.live.now.pool.nursery != nursery, 30)
        assert service.ask(COUNT).content == expected
        assert service.get("/ready").json()["ready"] is True


def test_memory_returns_to_its_level(graph: Path) -> None:
    with running(graph, SETTINGS) as service:
        every = "SELECT * { ?s ?p ?o } LIMIT 3000"

        def ask(times: int) -> int:
            for _ in range(times):
                assert service.ask(every, "text/csv").status_code == 200
            return sum(resident(p) for p in [os.getpid(), *children(service)])

        ask(12)
        level = ask(1)
        assert ask(24) < level + 30_000


def resident(process: int) -> int:
    """KB of memory that a process has for itself."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
