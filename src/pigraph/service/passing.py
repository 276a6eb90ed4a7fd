"""Queries passed on to a SPARQL endpoint elsewhere (``PIGRAPH_STORE``), within the same limits as those of a `Pool`.

The engine there is asked by threads. A query that takes too long, or whose client went away, is given up here by
closing its connection; whether the engine goes on with it is the engine's: give it a time limit of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from pigraph.errors import StoreError
from pigraph.service import problems
from pigraph.service.pool import Job, Settings, body_or_problem
from pigraph.service.worker import answer
from pigraph.store import RemoteStore

_LARGER = 4
"""How many times larger an answer may be as it comes than as it is sent: JSON of rows, against CSV."""


class Passing:
    """Threads that ask the endpoint at ``address``; the settings are those of a `Pool`."""

    replaced = 0

    def __init__(self, address: str, settings: Settings) -> None:
        self.settings = settings
        self.alive = True
        self._address = address
        self._threads = ThreadPoolExecutor(settings.workers, "endpoint")
        self._free = asyncio.Semaphore(settings.workers)
        self._running = self._waiting = self._held = 0

    @property
    def load(self) -> tuple[int, int]:
        """Jobs that run and jobs that wait."""
        return self._running, self._waiting

    async def digest(self) -> str:
        """See `Store.digest`. Raises `StoreError`."""
        try:
            found = await asyncio.to_thread(self._store(self.settings.seconds).digest)
        except StoreError:
            self.alive = False
            raise
        self.alive = True
        return found

    async def run(self, job: Job) -> bytes:
        """The answer of a job. Raises `Problem`. Waiting counts for the time limit."""
        if self._waiting >= self.settings.waiting:
            raise problems.busy(1)
        until = asyncio.get_running_loop().time() + self.settings.seconds
        self._waiting += 1
        try:
            async with asyncio.timeout_at(until):
                await self._free.acquire()
        except TimeoutError:
            raise problems.busy(1) from None
        finally:
            self._waiting -= 1
        self._running += 1
        try:
            return await self._answer(job, until)
        finally:
            self._running -= 1
            self._free.release()

    async def _answer(self, job: Job, until: float) -> bytes:
        loop = asyncio.get_running_loop()
        # The loop's clock decides; the thread's own limit only sees to it that it ends.
        store = self._store(max(0.1, until - loop.time()) + 1)
        limits = self.settings.limits
        work = loop.run_in_executor(self._threads, answer, store, job.fields(), limits)
        try:
            async with asyncio.timeout_at(until):
                reply, body = await work
        except TimeoutError:
            raise problems.too_slow(self.settings.seconds) from None
        except StoreError as error:
            raise problems.of_store(error) from error
        finally:
            store.abort()
        return body_or_problem(reply, body)

    def _store(self, seconds: float) -> RemoteStore:
        return RemoteStore(self._address, seconds=seconds, size=self.settings.limits.size * _LARGER)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep it open: a request may ask several times."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    async def drained(self) -> None:
        """Wait until nobody holds it and no job runs or waits."""
        while self._held or self._running or self._waiting:
            await asyncio.sleep(0.02)

    async def close(self) -> None:
        """End its threads."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
