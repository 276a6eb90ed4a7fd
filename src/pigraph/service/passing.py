"""Queries passed on to a SPARQL endpoint elsewhere (``PIGRAPH_STORE``), within the same limits as those of a `Pool`.

The engine there is asked by threads. A query that takes too long, or whose client went away, is given up here by
closing its connection; whether the engine goes on with it is the engine's: give it a time limit of its own.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from pigraph.errors import StoreError
from pigraph.service import problems
from pigraph.service.pool import Job, Settings, body_or_problem
from pigraph.service.turns import Turns
from pigraph.service.worker import answer
from pigraph.store.remote import RemoteStore

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
        self.turns: Turns[bool] = Turns(settings.waiting)
        for _ in range(settings.workers):
            self.turns.put(True)  # one thread is as good as another

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
        until = asyncio.get_running_loop().time() + self.settings.seconds
        await self.turns.take(until)
        try:
            return await self._answer(job, until)
        finally:
            self.turns.done(True)

    async def _answer(self, job: Job, until: float) -> bytes:
        loop = asyncio.get_running_loop()
        # The loop's clock decides; the thread's own limit only sees to it that it ends.
        store = self._store(max(0.1, until - loop.time()) + 1)
        limits = self.settings.limits
        work = loop.run_in_executor(self._threads, answer, store, job.fields(), limits)
        try:
            async with asyncio.timeout_at(until):
                outcome = await work
        except TimeoutError:
            raise problems.too_slow(self.settings.seconds) from None
        except StoreError as error:
            raise problems.of_store(error) from error
        finally:
            store.abort()
        return body_or_problem(outcome)

    def _store(self, seconds: float) -> RemoteStore:
        return RemoteStore(self._address, seconds=seconds, size=self.settings.limits.size * _LARGER)

    async def close(self) -> None:
        """End its threads."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
