"""A pool of workers: bounded concurrency, a time limit that really stops, and nobody left behind.

A worker goes back to the pool only after its whole reply was read. In every other case (time limit, client gone,
a reply cut short) it is killed and replaced, so that no job can meet what another left.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
from contextlib import suppress
from functools import cached_property
from math import ceil
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from pigraph.errors import QueryError, StoreError
from pigraph.service import problems
from pigraph.service.line import Death, Line
from pigraph.service.turns import Turns
from pigraph.service.worker import LENGTH, Limits, Outcome, frame, nursery

_PATIENCE = 900.0
"""Seconds that loading a graph may take: some ten million triples on a machine that does other things too."""


class Job(Struct, frozen=True, dict=True):
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

    @cached_property
    def frame(self) -> bytes:
        """As it is sent to a worker."""
        return frame(self.fields())  # kept: a job that is asked again is the same object


class Settings(Struct, frozen=True):
    """How many workers, how many jobs may wait for one, how long a job may run (seconds), how many megabytes of
    answers are kept for who asks the same, and whether the graph is held in memory (None = where it fits)."""

    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 1))
    waiting: int = 64
    seconds: float = 10.0
    kept: int = 64
    in_memory: bool | None = None
    limits: Limits = field(default_factory=Limits)


class Pool:
    """Workers over one generation of the graph. Make one with `Pool.open`."""

    def __init__(self, process: BaseProcess, control: socket.socket, settings: Settings) -> None:
        self.settings = settings
        self.replaced = 0
        self._process, self._control = process, control
        self.turns: Turns[Line] = Turns(settings.waiting)
        self._all: set[Line] = set()
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
    def nursery(self) -> int:
        """The process that loaded the graph: the parent of all workers."""
        return self._process.pid or 0

    async def run(self, job: Job) -> bytes:
        """The answer of a job. Raises `Problem`; cancelling it kills the query. Waiting counts for the time limit."""
        loop = asyncio.get_running_loop()
        asked, limit = loop.time(), self.settings.seconds
        while True:
            worker = await self.turns.take(asked + limit)
            begun, outcome = loop.time(), None
            try:
                outcome = await worker.ask(job.frame, asked + limit)
            except TimeoutError:
                if begun - asked > limit / 10:
                    raise problems.busy(1) from None  # it may be fast enough with the whole time
                raise problems.too_slow(limit) from None
            finally:
                fit = isinstance(outcome, tuple)
                self.turns.done(worker if fit else None)
                if not fit:
                    self._drop(worker)
            if outcome is Death.AT_WORK:
                raise problems.out_of_memory(self.settings.limits.megabytes)
            if isinstance(outcome, tuple):
                return body_or_problem(outcome)

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

    def _drop(self, worker: Line) -> None:
        if worker not in self._all:
            return  # dropped before: it died while it was asked
        self._all.discard(worker)
        self.turns.drop(worker)
        worker.kill()
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
            ours.setblocking(False)
            worker = Line(int(str(said["pid"])), ours, self._drop)
            self._all.add(worker)
            await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
        self.turns.put(worker)

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


def body_or_problem(outcome: Outcome) -> bytes:
    """The answer of a job that was answered; else raises the `Problem` that it tells of."""
    answered, body = outcome
    if answered:
        return body
    said = json.loads(body)
    if said["status"] == "large":
        raise problems.too_large(said["what"], said["limit"])
    place = said["place"]
    raise problems.of_query(QueryError(said["title"], said["remedy"], (place[0], place[1]) if place else None))


_tasks: set[asyncio.Task[None]] = set()


def _keep(task: asyncio.Task[None]) -> None:
    # The loop itself holds tasks weakly.
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
