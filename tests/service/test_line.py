"""A line to a worker: here a thread at the other end of its socket, and processes that are killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator

import pytest
import uvloop

from pigraph.service.line import Death, Line
from pigraph.service.worker import REPLY


def with_line(pid: int, use: Callable[[Line, socket.socket], Awaitable[None]]) -> list[Line]:
    """Run ``use`` with a line and the other end of it; returns the lines that were lost."""
    lost: list[Line] = []

    async def work() -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        line = Line(pid, ours, lost.append)
        await asyncio.get_running_loop().create_connection(lambda: line, sock=ours)
        with theirs:
            await asyncio.wait_for(use(line, theirs), 20)
        line.kill()
        await asyncio.sleep(0.05)

    # The loop of the service: its transports differ from those of asyncio.
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work())
    return lost


@pytest.fixture
def victim() -> Iterator[int]:
    """A process that may be killed."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        yield process.pid
        process.kill()


def soon(seconds: float = 10) -> float:
    return asyncio.get_running_loop().time() + seconds


@pytest.mark.parametrize("size", [0, 5, 3_000_000])
def test_answers_arrive_whole_however_large(victim: int, size: int) -> None:
    def worker(end: socket.socket) -> None:
        for answered in (True, False):
            assert end.recv(100) == b"job"
            end.sendall(REPLY.pack(answered, size) + b"x" * size)

    async def use(line: Line, theirs: socket.socket) -> None:
        thread = threading.Thread(target=worker, args=(theirs,))
        thread.start()
        assert await line.ask(b"job", soon()) == (True, b"x" * size)
        assert await line.ask(b"job", soon()) == (False, b"x" * size)
        thread.join()

    assert len(with_line(victim, use)) == 1


def test_a_job_larger_than_the_socket_holds_arrives(victim: int) -> None:
    job = os.urandom(2_000_000)
    got = bytearray()

    def worker(end: socket.socket) -> None:
        while len(got) < len(job):
            got.extend(end.recv(1 << 16))
        end.sendall(REPLY.pack(True, 2) + b"ok")

    async def use(line: Line, theirs: socket.socket) -> None:
        threading.Thread(target=worker, args=(theirs,)).start()
        assert await line.ask(job, soon()) == (True, b"ok")

    with_line(victim, use)
    assert got == job


def test_a_worker_that_died_before_it_read_the_job_is_told_from_one_that_died_after(victim: int) -> None:
    async def unread(line: Line, theirs: socket.socket) -> None:
        asked = asyncio.ensure_future(line.ask(b"job", soon()))
        await asyncio.sleep(0.05)
        theirs.close()
        assert await asked is Death.UNASKED
        assert await line.ask(b"job", soon()) is Death.UNASKED

    async def closed(line: Line, theirs: socket.socket) -> None:
        theirs.close()  # nobody has looked since
        assert await line.ask(b"job", soon()) is Death.UNASKED

    async def read(line: Line, theirs: socket.socket) -> None:
        asked = asyncio.ensure_future(line.ask(b"job", soon()))
        await asyncio.sleep(0.05)
        assert theirs.recv(10) == b"job"
        theirs.sendall(REPLY.pack(True, 100) + b"half of it")
        theirs.close()
        assert await asked is Death.AT_WORK

    for use in (unread, closed, read):
        assert len(with_line(victim, use)) == 1


def test_who_waits_too_long_kills_the_worker(victim: int) -> None:
    async def use(line: Line, theirs: socket.socket) -> None:
        with pytest.raises(TimeoutError):
            await line.ask(b"job", soon(0.05))
        line.kill()
        assert os.waitpid(victim, 0)[1] == signal.SIGKILL

    with_line(victim, use)
