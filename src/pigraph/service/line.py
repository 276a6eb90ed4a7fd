"""The line to one worker, at the end of the service: a job goes out, its whole answer comes back, or the worker died.

The answer of most jobs arrives in one piece and wakes the service once.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import cast

from pigraph.service.worker import REPLY, Outcome


class Death(Enum):
    """How a worker ended before it answered."""

    UNASKED = "it had not read the job: another can have it"
    AT_WORK = "it had read the job"


class Line(asyncio.Protocol):
    """The worker with process number ``pid``, asked one job at a time. ``end`` is this end of its socket,
    ``lost`` is called when it has died."""

    def __init__(self, pid: int, end: socket.socket, lost: Callable[[Line], None]) -> None:
        self.pid = pid
        self._end = end
        self.dead = False
        self._lost = lost
        self._transport: asyncio.Transport | None = None
        self._outcome: asyncio.Future[Outcome | Death] | None = None
        self._parts: list[bytes] = []
        self._missing = 0
        self._answered = False

    async def ask(self, job: bytes, until: float) -> Outcome | Death:
        """The answer to a job, or how the worker ended. Raises TimeoutError at ``until`` on the loop's clock.

        Who does not get an answer must `kill` the worker: it may be at work.
        """
        if self.dead or self._transport is None:
            return Death.UNASKED
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[Outcome | Death] = loop.create_future()
        self._outcome = outcome
        timer = loop.call_at(until, self._late)
        try:
            # At once, past the transport: if the other end is closed, this says so, and nobody has read the job.
            sent = self._end.send(job)
            if sent < len(job):
                self._transport.write(job[sent:])
            return await outcome
        except ConnectionError:
            return Death.UNASKED
        finally:
            timer.cancel()
            self._outcome = None

    def kill(self) -> None:
        """End the worker, whatever it does."""
        if not self.dead:  # else its number may be that of another process
            self.dead = True
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class

    def data_received(self, data: bytes) -> None:
        if not self._missing:
            # The head is in the first piece: it is sent first, in one, and a socket between processes tears nothing.
            self._answered, self._missing = REPLY.unpack_from(data)
            self._parts, data = [], data[REPLY.size :]
        self._parts.append(data)
        self._missing -= len(data)
        if not self._missing and self._outcome and not self._outcome.done():
            self._outcome.set_result((self._answered, data if len(self._parts) == 1 else b"".join(self._parts)))

    def _late(self) -> None:
        if self._outcome and not self._outcome.done():
            self._outcome.set_exception(TimeoutError())

    def connection_lost(self, exc: Exception | None) -> None:
        # A socket that is closed with something unread in it is reset (unix(7)): that was the job, which nobody took.
        self.dead = True
        if self._outcome and not self._outcome.done():
            self._outcome.set_result(Death.UNASKED if isinstance(exc, ConnectionError) else Death.AT_WORK)
        self._lost(self)
