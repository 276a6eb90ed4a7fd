"""The same request within the same second: the same bytes come back, and nothing else is taken for it."""

from __future__ import annotations

import asyncio
import shutil
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
import uvicorn
from msgspec.structs import replace
from uvicorn.server import ServerState

from pigraph import pipeline
from pigraph.service import again
from pigraph.service.again import MARK, Again, Heard, is_whole
from pigraph.service.live import Live
from pigraph.service.metrics import Metrics
from pigraph.service.server import Protocol

from .conftest import SETTINGS, Service, running, until

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CRLF = "\r\n"


@dataclass
class Sink:
    """A transport that keeps what is written."""

    written: list[bytes] = field(default_factory=list)
    closed: bool = False

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def get_extra_info(self, name: str) -> None:
        return None

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


@dataclass
class Now:
    digest: str


@dataclass
class Served:
    """As much of `Live` as matters here."""

    now: Now


@pytest.fixture
def served() -> Served:
    return Served(Now("d"))


@pytest.fixture
def responses(served: Served) -> Again:
    return Again(cast(Live, served), Metrics())


def heard(request: bytes, *parts: bytes) -> Heard:
    it = Heard(cast(asyncio.Transport, Sink()), request)
    for part in parts:
        it.write(part)
    return it


OK = (b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n", b"1")
KEPT = {MARK: "d"}


def test_what_was_heard_went_out() -> None:
    sink = Sink()
    it = Heard(cast(asyncio.Transport, sink), b"")
    it.write(b"a")
    assert not it.is_closing()
    it.close()
    assert it.is_closing()
    assert (sink.written, it.whole, sink.closed) == ([b"a"], b"a", True)


def test_what_is_long_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "_LARGEST", 10)
    assert heard(b"123", b"4567", b"890").whole == b"4567890"
    assert heard(b"123", b"4567", b"8901", b"2").whole == b""


def test_a_response_is_found_in_its_second_and_for_its_graph_only(responses: Again, served: Served) -> None:
    second, later = [b"1"], [b"1"]
    responses.keep(heard(b"a", *OK), KEPT, second)
    assert responses.find(b"a", second) == b"".join(OK)
    assert responses.find(b"b", second) is None
    assert responses.find(b"a", later) is None, "a second is told by identity"
    served.now = Now("e")
    assert responses.find(b"a", second) is None


def test_what_is_no_kept_answer_of_the_graph_that_is_served_is_not_kept(responses: Again, served: Served) -> None:
    second: list[bytes] = []
    responses.keep(heard(b"a", *OK), {}, second)
    responses.keep(heard(b"a", *OK), {MARK: "e"}, second)
    responses.keep(heard(b"a", b"HTTP/1.1 503 Service Unavailable\r\n\r\n"), KEPT, second)
    assert responses.find(b"a", second) is None
    served.now = Now("")
    responses.keep(heard(b"a", *OK), {MARK: ""}, second)
    assert responses.find(b"a", second) is None, "nothing tells such graphs apart"


def test_a_second_ends_what_was_kept_in_the_one_before(responses: Again) -> None:
    first, second = [b"1"], [b"2"]
    responses.keep(heard(b"a", *OK), KEPT, first)
    responses.keep(heard(b"b", *OK), KEPT, second)
    assert responses.find(b"a", second) is None
    assert responses.find(b"b", second) == b"".join(OK)


def test_what_is_kept_is_bounded(responses: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "_MOST", 150)
    second: list[bytes] = []
    for name in (b"a", b"b", b"c"):
        responses.keep(heard(name, OK[0], b"1" * 20), KEPT, second)
    assert [responses.find(name, second) is not None for name in (b"a", b"b", b"c")] == [True, True, False]


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


class Talk:
    """A connection without a network: bytes go in, and what comes out is there at once. Each response says what was
    asked and is a kept answer, but for ``/slow``, which waits for `go`."""

    def __init__(self, again: Again, connections: int | None = None) -> None:
        self.state, self.sink, self.go, self.served = ServerState(), Sink(), asyncio.Event(), 0
        self.second()
        config = uvicorn.Config(
            self._app, interface="asgi3", lifespan="off", http=Protocol, limit_concurrency=connections
        )
        self.protocol = Protocol(config, self.state, {"again": again})
        self.protocol.connection_made(cast(asyncio.Transport, self.sink))

    async def _app(self, scope: dict[str, object], receive: object, send: Callable[..., Awaitable[None]]) -> None:
        if scope["path"] == "/slow":
            await self.go.wait()
        else:
            scope[MARK] = "d"
        self.served += 1
        said = str(scope["path"]).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(said))]})
        await send({"type": "http.response.body", "body": said})

    def second(self) -> None:
        """The next second begins."""
        self.state.default_headers = [(b"date", b"now")]

    async def say(self, *pieces: bytes) -> list[str]:
        """The bodies of what is answered to pieces that arrive one by one."""
        self.sink.written.clear()
        for piece in pieces:
            self.protocol.data_received(piece)
        for _ in range(20):
            await asyncio.sleep(0)
        answers = b"".join(self.sink.written).split(b"HTTP/1.1 ")[1:]
        return [a.partition(b"\r\n\r\n")[2].decode() for a in answers]


def get(path: str, *more: str) -> bytes:
    return (CRLF.join((f"GET {path} HTTP/1.1", "Host: x", *more)) + CRLF * 2).encode()


BODY = get("/other", "Content-Length: 5")


def talk(said: Callable[[Talk], Awaitable[None]], again: Again, connections: int | None = None) -> None:
    async def main() -> None:
        it = Talk(again, connections)
        await said(it)
        it.protocol.connection_lost(None)

    asyncio.run(main())


def test_what_was_answered_is_not_asked_again(responses: Again) -> None:
    async def said(it: Talk) -> None:
        for _ in range(3):
            assert await it.say(get("/a")) == ["/a"]
        assert it.served == 1
        assert it.state.total_requests == 3
        it.second()
        assert await it.say(get("/a")) == ["/a"]
        assert it.served == 2

    talk(said, responses)


def test_a_head_whose_body_follows_is_not_the_same_as_one_without(responses: Again) -> None:
    async def said(it: Talk) -> None:
        # The body is there before the response begins, since the one before is waited for.
        asked = asyncio.create_task(it.say(get("/slow"), BODY, b"12345"))
        await asyncio.sleep(0)
        it.go.set()
        assert await asked == ["/slow", "/other"]
        assert await it.say(BODY, get("/b")[:5], get("/b")) == ["/other", "/b"], "five bytes are its body"

    talk(said, responses)


def test_what_is_inside_a_request_is_not_one(responses: Again) -> None:
    async def said(it: Talk) -> None:
        kept = get("/kept")
        assert await it.say(kept) == ["/kept"]
        assert await it.say(get("/b") + get("/c", f"Content-Length: {len(kept)}")) == ["/b", "/c"]
        assert await it.say(kept) == [], "it is the body of the one before"
        assert await it.say(get("/b") + b"GET /c HTTP/1.1\r\nHost: x\r\nX: ") == ["/b"]
        assert await it.say(kept) == ["/c"], "it is the rest of its head"

    talk(said, responses)


def test_what_was_asked_first_is_answered_first(responses: Again) -> None:
    async def said(it: Talk) -> None:
        assert await it.say(get("/a")) == ["/a"]
        asked = asyncio.create_task(it.say(get("/slow"), get("/a"), get("/b")))
        await asyncio.sleep(0)
        assert not it.sink.written
        it.go.set()
        assert await asked == ["/slow", "/a", "/b"]
        served = it.served
        assert await it.say(get("/b")) == ["/b"]
        assert it.served == served, "what waited is kept as well"

    talk(said, responses)


def test_nothing_is_sent_past_the_server_to_who_does_not_read_or_has_left(responses: Again) -> None:
    async def said(it: Talk) -> None:
        assert await it.say(get("/a")) == ["/a"]
        it.protocol.pause_writing()
        assert await it.say(get("/a")) == []
        it.protocol.resume_writing()
        assert await it.say(get("/b")) == ["/a", "/b"], "it waited"
        it.sink.close()
        served = it.served
        await it.say(get("/a"))
        assert it.served == served + 1, "what is written now is for the server to drop"

    talk(said, responses)


def test_where_too_many_are_connected_nobody_is_served_from_memory(responses: Again) -> None:
    async def said(it: Talk) -> None:
        assert await it.say(get("/a")) == ["/a"]
        it.state.connections.update({cast(Protocol, object()), cast(Protocol, object())})
        assert await it.say(get("/a")) == ["Service Unavailable"]

    talk(said, responses, connections=3)


def test_a_response_of_an_earlier_second_is_not_kept(responses: Again) -> None:
    async def said(it: Talk) -> None:
        assert await it.say(get("/a")) == ["/a"]
        asked = asyncio.create_task(it.say(get("/slow"), get("/b")))
        await asyncio.sleep(0)
        it.second()
        it.go.set()
        assert await asked == ["/slow", "/b"]
        assert await it.say(get("/b")) == ["/b"]
        assert it.served == 4

    talk(said, responses)


def test_nothing_of_a_response_stays_with_its_connection(responses: Again) -> None:
    async def said(it: Talk) -> None:
        assert await it.say(get("/a")) == ["/a"]
        assert it.protocol.cycle.transport is it.protocol.transport

    talk(said, responses)


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
    assert any(found), "the one without a body was"


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
