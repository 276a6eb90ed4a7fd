"""Whose turn it is: a bounded number of requests wait for what is free, and what is in use is waited for at the end."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Generic, TypeVar

from pigraph.service import problems

_T = TypeVar("_T")


class Turns(Generic[_T]):
    """Things (workers, threads) that serve one job at a time. At most ``most`` jobs wait for one, first come first
    served."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._free: list[_T] = []
        self._waiting: deque[asyncio.Future[_T]] = deque()
        self._held = self._running = 0

    @property
    def load(self) -> tuple[int, int]:
        """Jobs that run and jobs that wait."""
        return self._running, len(self._waiting)

    @property
    def free(self) -> int:
        """Things that wait for a job."""
        return len(self._free)

    async def take(self, until: float) -> _T:
        """A free thing, for the caller alone until `done`. Raises `Problem` (503) if too many wait, or if none is free
        at ``until`` on the loop's clock."""
        if not self._free:
            return await self._turn(until)
        self._running += 1
        return self._free.pop()  # the last one used: its memory is still in the caches of the processor

    async def _turn(self, until: float) -> _T:
        if len(self._waiting) >= self._most:
            raise problems.busy(1)
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[_T] = loop.create_future()
        timer = loop.call_at(until, turn.cancel)
        self._waiting.append(turn)
        try:
            await asyncio.wait((turn,))  # does not cancel it with the caller
            if turn.cancelled():
                raise problems.busy(1)
            self._running += 1
            return turn.result()
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.put(turn.result())  # the caller left in the moment that it got its turn
            raise
        finally:
            timer.cancel()
            if turn.cancel() or turn.cancelled():  # else `put` took it out
                with suppress(ValueError):
                    self._waiting.remove(turn)

    def done(self, thing: _T | None = None) -> None:
        """A job that had its turn has ended; ``thing`` is what served it, if that is fit for another."""
        self._running -= 1
        if thing is not None:
            self.put(thing)

    def put(self, thing: _T) -> None:
        """A thing is free: whoever waits longest gets it."""
        while self._waiting:
            if not (turn := self._waiting.popleft()).done():
                turn.set_result(thing)
                return
        self._free.append(thing)

    def drop(self, thing: _T) -> None:
        """A thing is no more, whether it was free or in use."""
        with suppress(ValueError):
            self._free.remove(thing)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep all of it open: a request may ask several times."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    async def drained(self) -> None:
        """Wait until nobody holds it and no job runs or waits."""
        while self._held or self._running or self._waiting:
            await asyncio.sleep(0.02)
