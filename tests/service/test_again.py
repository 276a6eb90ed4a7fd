"""The same request within the same second: the same bytes come back, and nothing else is taken for it."""

from __future__ import annotations

import asyncio
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
from msgspec.structs import replace

from pigraph import pipeline
from pigraph.service import again
from pigraph.service.again import MARK, Again, Heard, is_whole
from pigraph.service.live import Live
from pigraph.service.metrics import Metrics

from .conftest import SETTINGS, Service, running, until

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CRLF = "\r\n"


@dataclass
class Sink:
    written: list[bytes] = field(default_factory=list)
    closed: bool = False

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def close(self) -> None:
        self.closed = True


@dataclass
class Served:
    """As much of `Live` as matters here."""

    now: object


@pytest.fixture
def served() -> Served:
    return Served(object())


@pytest.fixture
def responses(served: Served) -> Again:
    return Again(cast(Live, served), Metrics())


def heard(request: bytes, *parts: bytes) -> Heard:
    it = Heard(cast(asyncio.Transport, Sink()), request)
    for part in parts:
        it.write(part)
    return it


OK = (b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n", b"1")


def test_what_was_heard_went_out() -> None:
    sink = Sink()
    it = Heard(cast(asyncio.Transport, sink), b"")
    it.write(b"a")
    it.close()
    assert (sink.written, it.parts, sink.closed) == ([b"a"], [b"a"], True)


def test_a_response_is_found_in_its_second_and_for_its_graph_only(responses: Again, served: Served) -> None:
    second, later = [b"1"], [b"1"]
    responses.keep(heard(b"a", *OK), {MARK: served.now}, second)
    assert responses.find(b"a", second) == b"".join(OK)
    assert responses.find(b"b", second) is None
    assert responses.find(b"a", later) is None, "a second is told by identity"
    served.now = object()
    assert responses.find(b"a", second) is None


def test_what_is_no_kept_answer_of_the_graph_that_is_served_is_not_kept(responses: Again, served: Served) -> None:
    second: list[bytes] = []
    responses.keep(heard(b"a", *OK), {}, second)
    responses.keep(heard(b"a", *OK), {MARK: object()}, second)
    responses.keep(heard(b"a", b"HTTP/1.1 503 Service Unavailable\r\n\r\n"), {MARK: served.now}, second)
    assert responses.find(b"a", second) is None


def test_a_second_ends_what_was_kept_in_the_one_before(responses: Again, served: Served) -> None:
    first, second = [b"1"], [b"2"]
    responses.keep(heard(b"a", *OK), {MARK: served.now}, first)
    responses.keep(heard(b"b", *OK), {MARK: served.now}, second)
    assert responses.find(b"a", second) is None
    assert responses.find(b"b", second) == b"".join(OK)


def test_what_is_kept_is_bounded(responses: Again, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "_LARGEST", 100)
    monkeypatch.setattr(again, "_MOST", 150)
    second: list[bytes] = []
    for name in (b"a", b"b", b"c"):
        responses.keep(heard(name, OK[0], b"1" * 20), {MARK: served.now}, second)
    responses.keep(heard(b"d", OK[0], b"1" * 100), {MARK: served.now}, second)
    assert [responses.find(name, second) is not None for name in (b"a", b"b", b"c", b"d")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nContent-Length: 4\r\n\r\na=1&", False),
        (b"POST / HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (b"GET /" + b"x" * 10_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", False),
    ],
)
def test_one_whole_request_is_told_from_others(data: bytes, whole: bool) -> None:
    assert is_whole(data) is whole


@pytest.fixture(scope="module")
def keeping(graph: Path) -> Iterator[Service]:
    with running(graph, replace(SETTINGS, kept=8)) as it:
        yield it


def request(query: str = COUNT, *more: str, method: str = "GET") -> bytes:
    lines = (f"{method} /sparql?query={quote(query)} HTTP/1.1", "Host: x", "Accept: text/csv", *more)
    return (CRLF.join(lines) + CRLF * 2).encode()


class Wire:
    """A connection on which a test says what goes out, byte by byte."""

    def __init__(self, service: Service) -> None:
        self._socket = socket.create_connection(("127.0.0.1", service.port), timeout=20)
        self._rest = b""

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def response(self) -> tuple[dict[str, str], bytes]:
        """The next response with a length: its headers, with the status as ``:``, and its body."""
        data = self._rest
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, data = data.partition(b"\r\n\r\n")
        status, *lines = head.decode().split(CRLF)
        headers = {":": status} | {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers["content-length"])
        while len(data) < length:
            data += self._more()
        self._rest = data[length:]
        return headers, data[:length]

    def ended(self) -> bool:
        return not self._socket.recv(1)

    def _more(self) -> bytes:
        part = self._socket.recv(1 << 16)
        assert part, "the connection ended"
        return part


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each request that might have been asked before, whether it was."""
    seen: list[bool] = []
    find: Callable[[Again, bytes, object], bytes | None] = Again.find

    def watched(self: Again, request: bytes, second: object) -> bytes | None:
        response = find(self, request, second)
        seen.append(response is not None)
        return response

    monkeypatch.setattr(Again, "find", watched)
    return seen


def undated(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "date"}


def test_the_same_request_gets_the_same_response(keeping: Service, found: list[bool]) -> None:
    with Wire(keeping) as wire:
        heads, bodies = [], []
        for _ in range(50):
            wire.send(request())
            headers, body = wire.response()
            heads.append(undated(headers))
            bodies.append(body)
    assert sum(found) > 25, "all but the first of a second"
    assert all(head == heads[0] for head in heads)
    assert set(bodies) == {bodies[0]}
    assert heads[0][":"] == "HTTP/1.1 200 OK"
    assert heads[0]["x-content-type-options"] == "nosniff"


def test_each_is_counted(keeping: Service, found: list[bool]) -> None:
    def counted() -> float:
        lines = keeping.get("/metrics").text.splitlines()
        sparql = 'pigraph_requests_total{kind="sparql",status="200"} '
        return next((float(line.removeprefix(sparql)) for line in lines if line.startswith(sparql)), 0.0)

    before = counted()
    with Wire(keeping) as wire:
        for _ in range(20):
            wire.send(request())
            wire.response()
    assert any(found)
    assert counted() == before + 20


def test_the_date_is_that_of_the_second(keeping: Service) -> None:
    with Wire(keeping) as wire:
        dates = set()
        end = time.monotonic() + 2.5
        while time.monotonic() < end:
            wire.send(request())
            dates.add(wire.response()[0]["date"])
    assert len(dates) >= 2


def test_requests_may_follow_each_other_in_one_piece_or_in_many(keeping: Service) -> None:
    other = "SELECT (1 AS ?one) {}"
    with Wire(keeping) as wire:
        wire.send(request())
        count = wire.response()[1]
        for _ in range(5):
            wire.send(request() + request(other) + request())
            assert [wire.response()[1] for _ in range(3)] == [count, b"one\r\n1\r\n", count]
            wire.send(request())
            wire.send(request(other))  # before the first is answered, it may be
            assert [wire.response()[1] for _ in range(2)] == [count, b"one\r\n1\r\n"]
            whole = request()
            wire.send(whole[:20])
            time.sleep(0.01)
            wire.send(whole[20:])
            assert wire.response()[1] == count


def test_a_connection_that_is_to_be_closed_is_closed(keeping: Service, found: list[bool]) -> None:
    for _ in range(6):
        with Wire(keeping) as wire:
            wire.send(request(COUNT, "Connection: close"))
            headers, _ = wire.response()
            assert headers["connection"] == "close"
            assert wire.ended()
    assert not any(found)


def test_a_request_with_a_body_is_not_taken_for_one_without(keeping: Service, found: list[bool]) -> None:
    with Wire(keeping) as wire:
        wire.send(request())
        count = wire.response()[1]
        for _ in range(5):
            wire.send(request(COUNT, "Content-Length: 3"))
            assert wire.response()[1] == count
            wire.send(b"abc")  # the rest of the request before, not one of its own
            wire.send(request())
            assert wire.response()[1] == count


def test_a_new_graph_is_asked_at_once(graph: Path, shipped: list[Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(graph, home, symlinks=True)
    with running(home, replace(SETTINGS, kept=8)) as service, Wire(service) as wire:
        for _ in range(3):
            wire.send(request())
            before = wire.response()[1]
        report = pipeline.build(shipped[:1], home, jobs=1)

        def asked() -> bytes:
            wire.send(request())
            return wire.response()[1]

        until(lambda: (asked(), service.live.now.directory == report.directory)[1], 30)
        assert asked() != before


def test_a_connection_on_which_the_same_is_asked_is_not_idle(keeping: Service) -> None:
    keeping.server.config.timeout_keep_alive, before = 1, keeping.server.config.timeout_keep_alive
    try:
        with Wire(keeping) as wire:
            for _ in range(16):
                wire.send(request())
                wire.response()
                time.sleep(0.1)
            assert wire.ended(), "and then it is"
    finally:
        keeping.server.config.timeout_keep_alive = before
