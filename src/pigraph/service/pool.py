"""A pool of workers: bounded concurrency, a time limit that really stops, and nobody left behind.

A worker goes back to the pool only after its whole reply was read. In every other case (time limit, client gone,
a reply cut short) it is killed and replaced, so that no job can meet what another left.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from pigraph.errors import QueryError, StoreError
from pigraph.service import problems
from pigraph.service.worker import LENGTH, TAKEN, Limits, nursery

_PATIENCE = 120.0
"""Seconds that loading a graph may take."""


@dataclass(frozen=True)
class Job:
    """One query: the label of the format to write (of RDF if ``graph``), and its dataset, None for the store's own."""

    query: str
    form: str
    graph: bool = False
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    def fields(self) -> dict[str, object]:
        return {
            "query": self.query,
            "form": self.form,
            "graph": self.graph,
            "default": self.default,
            "named": self.named,
        }

    def frame(self) -> bytes:
        """As it is sent to a worker."""
        return self._frame

    @cached_property
    def _frame(self) -> bytes:  # a job that is asked again is the same object
        data = json.dumps(
            {"query": self.query, "form": self.form, "graph": self.graph, "default": self.default, "named": self.named},
            ensure_ascii=False,
        ).encode()
        return LENGTH.pack(len(data)) + data


@dataclass(frozen=True, slots=True)
class Settings:
    """How many workers, how many jobs may wait for one, how long a job may run (seconds), and how many megabytes of
    answers are kept for who asks the same."""

    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 1))
    waiting: int = 64
    seconds: float = 10.0
    kept: int = 64
    limits: Limits = field(default_factory=Limits)


@dataclass(eq=False, slots=True)
class _Worker:
    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Pool:
    """Workers over one generation of the graph. Make one with `Pool.open`."""

    def __init__(self, process: BaseProcess, control: socket.socket, settings: Settings) -> None:
        self.settings = settings
        self.replaced = 0
        self._process, self._control = process, control
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: set[_Worker] = set()
        self._waiting = self._running = self._held = 0
        self._forking = asyncio.Lock()
        self._closing = False

    @classmethod
    async def open(cls, directory: Path, in_memory: bool, settings: Settings) -> Pool:
        """Load the store in ``directory`` and start the workers. Raises `StoreError`."""
        ours, theirs = socket.socketpair()
        limits = replace(settings.limits, seconds=ceil(settings.seconds) + 2)
        process = get_context("spawn").Process(target=nursery, args=(theirs, directory, in_memory, limits), daemon=True)
        process.start()
        theirs.close()
        ours.setblocking(False)
        pool = cls(process, ours, settings)
        try:
            said = await asyncio.wait_for(pool._hear(), _PATIENCE)
            if "error" in said:
                raise StoreError(str(said["error"]), str(said["remedy"]))
            for _ in range(settings.workers):
                await pool._fork()
        except (OSError, EOFError, TimeoutError) as error:
            await pool.close()
            raise StoreError(f"The graph in {directory} cannot be loaded.", "Run: pigraph build") from error
        except StoreError:
            await pool.close()
            raise
        return pool

    @property
    def load(self) -> tuple[int, int]:
        """Jobs that run and jobs that wait."""
        return self._running, self._waiting

    @property
    def idle(self) -> int:
        """Workers that wait for a job."""
        return self._idle.qsize()

    @property
    def nursery(self) -> int:
        """The process that loaded the graph: the parent of all workers."""
        return self._process.pid or 0

    async def run(self, job: Job) -> bytes:
        """The answer of a job. Raises `Problem`; cancelling it kills the query. Waiting counts for the time limit."""
        if self._waiting >= self.settings.waiting:
            raise problems.busy(1)
        asked = asyncio.get_running_loop().time()
        while True:
            worker = await self._taken(asked + self.settings.seconds)
            if answer := await self._answer(worker, job, asked):
                return body_or_problem(*answer)

    async def _taken(self, until: float) -> _Worker:
        """A worker, for as long as the caller needs it. Raises `Problem` when none is free in time."""
        self._waiting += 1
        try:
            # Not wait_for: before Python 3.12 it can lose the worker that it just got when it is cancelled.
            async with asyncio.timeout_at(until):
                return await self._ready()
        except TimeoutError:
            raise problems.busy(1) from None
        finally:
            self._waiting -= 1

    async def _answer(self, worker: _Worker, job: Job, asked: float) -> tuple[dict[str, object], bytes] | None:
        """What a worker answers; None when it was dead before it took the job. Raises `Problem`."""
        self._running += 1
        whole = taken = False
        limit, begun = self.settings.seconds, asyncio.get_running_loop().time()
        try:
            worker.writer.write(job.frame())
            async with asyncio.timeout_at(asked + limit):
                taken = await worker.reader.readexactly(1) == TAKEN
                answer = await _reply(worker.reader)
            whole = True
            return answer
        except TimeoutError:
            if begun - asked > limit / 10:
                raise problems.busy(1) from None  # it may be fast enough with the whole time
            raise problems.too_slow(limit) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            if not taken:
                return None
            raise problems.out_of_memory(self.settings.limits.megabytes) from None
        finally:
            self._running -= 1
            if whole:
                self._idle.put_nowait(worker)
            else:
                self._drop(worker)

    async def _ready(self) -> _Worker:
        """An idle worker; one that somebody killed in its sleep is replaced."""
        while (worker := await self._idle.get()).reader.at_eof():
            self._drop(worker)
        return worker

    @property
    def alive(self) -> bool:
        """False once the process that forks workers is gone: open another pool."""
        return self._process.is_alive()

    async def close(self) -> None:
        """End all processes of this pool, jobs and all."""
        self._closing = True
        for worker in tuple(self._all):
            self._drop(worker)
        self._control.close()
        await asyncio.to_thread(self._process.join, 2)
        if self._process.is_alive():
            self._process.kill()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep this pool open: a request may ask several times."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    async def drained(self) -> None:
        """Wait until nobody holds this pool and no job runs or waits."""
        while self._held or self._running or self._waiting:
            await asyncio.sleep(0.02)

    def _drop(self, worker: _Worker) -> None:
        self._all.discard(worker)
        if not worker.reader.at_eof():  # else it is dead, and its number may be that of another process
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
        worker.writer.close()
        if not self._closing:
            self.replaced += 1
            _keep(asyncio.get_running_loop().create_task(self._replace()))

    async def _replace(self) -> None:
        # Without its nursery a pool is not alive, and `Live` opens another.
        with suppress(OSError, EOFError):
            await self._fork()

    async def _fork(self) -> None:
        async with self._forking:
            if self._closing:
                return
            ours, theirs = socket.socketpair()
            socket.send_fds(self._control, [b"w"], [theirs.fileno()])
            theirs.close()
            said = await self._hear()
            reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 20)
        worker = _Worker(int(str(said["pid"])), reader, writer)
        self._all.add(worker)
        self._idle.put_nowait(worker)

    async def _hear(self) -> dict[str, object]:
        size = LENGTH.unpack(await self._exactly(LENGTH.size))[0]
        message: dict[str, object] = json.loads(await self._exactly(size))
        return message

    async def _exactly(self, size: int) -> bytes:
        loop, data = asyncio.get_running_loop(), b""
        while len(data) < size:
            part = await loop.sock_recv(self._control, size - len(data))
            if not part:
                raise EOFError("the nursery ended")
            data += part
        return data


async def _reply(reader: asyncio.StreamReader) -> tuple[dict[str, object], bytes]:
    size = LENGTH.unpack(await reader.readexactly(LENGTH.size))[0]
    reply: dict[str, object] = json.loads(await reader.readexactly(size))
    return reply, await reader.readexactly(int(str(reply["bytes"])))


def body_or_problem(reply: dict[str, object], body: bytes) -> bytes:
    """The answer that a worker's reply announces; raises the `Problem` that it tells of."""
    if reply["status"] == "ok":
        return body
    if reply["status"] == "large":
        raise problems.too_large(str(reply["what"]), int(str(reply["limit"])))
    place = reply["place"]
    where = (int(place[0]), int(place[1])) if isinstance(place, list | tuple) else None
    raise problems.of_query(QueryError(str(reply["title"]), str(reply["remedy"]), where))


_tasks: set[asyncio.Task[None]] = set()


def _keep(task: asyncio.Task[None]) -> None:
    # The loop itself holds tasks weakly.
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
