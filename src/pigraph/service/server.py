"""The HTTP server: uvicorn, with addresses in which Hangul stands as it is, and with whole responses sent `Again`.

An address has only ASCII (RFC 3986), but people type Hangul, and not every client encodes it: curl does in a path and
does not behind ``?``. The parser refuses such a request; so its first line is encoded before the parser sees it.
"""

from __future__ import annotations

import re
from asyncio import Transport
from collections.abc import Mapping
from pathlib import Path
from typing import cast
from urllib.parse import quote_from_bytes

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from pigraph.service.again import Again, Heard, is_whole
from pigraph.service.app import application
from pigraph.service.pool import Settings

_FOREIGN = re.compile(rb"[\x80-\xff]+")


class Protocol(HttpToolsProtocol):
    """A connection. Only a first line that arrives in one piece is encoded: so do all that people type."""

    _between = True
    """The parser has met nothing of the next request."""
    _whole: bytes | None = None
    """What came last, if it is the head of one request and nothing else."""
    _again: Again | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # as uvicorn's
        super().connection_made(transport)
        self._again = self.app_state.get("again")

    def data_received(self, data: bytes) -> None:
        self._whole = None
        if self._between:
            if self._again and self._sent_again(self._again, data):
                return
            if is_whole(data):
                self._whole = data
            if not data.isascii():
                data = encoded(data)
        super().data_received(data)

    def on_message_begin(self) -> None:
        self._between = False
        super().on_message_begin()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._between = True
        # Only here is it known that no body follows the head. The response begins later.
        if self._whole and self.cycle is not None and self.cycle.scope is self.scope:
            self.cycle.transport = cast(Transport, Heard(self.transport, self._whole))

    def on_response_complete(self) -> None:
        cycle, second = self.cycle, self.server_state.default_headers
        if isinstance(heard := cycle.transport, Heard) and cycle.response_complete:
            cycle.transport = self.transport  # the cycle stays until the next request
            if self._again and cycle.keep_alive and cycle.default_headers is second:
                self._again.keep(heard, cast(Mapping[str, object], cycle.scope), second)
        super().on_response_complete()

    def _sent_again(self, again: Again, request: bytes) -> bool:
        """Whether the response to a request was at hand, and is on its way."""
        response = again.find(request, self.server_state.default_headers)
        if response is None:
            return False
        most = self.limit_concurrency
        busy = self.cycle is not None and not self.cycle.response_complete
        crowded = most is not None and len(self.connections) >= most
        if busy or crowded or self.flow.write_paused or self.transport.is_closing():
            return False
        self.transport.write(response)
        again.sent()
        super().on_response_complete()
        return True


def encoded(data: bytes) -> bytes:
    """The beginning of a request with its first line in ASCII; what follows is as it was."""
    line, end, rest = data.partition(b"\r\n")
    return _FOREIGN.sub(lambda m: quote_from_bytes(m[0]).encode(), line) + end + rest


def server(
    home: Path, settings: Settings, host: str = "127.0.0.1", port: int = 0, connections: int = 1000
) -> uvicorn.Server:
    """A server of what is published in ``home``, to be run. ``connections``: the most at once; beyond, 503."""
    config = uvicorn.Config(
        application(home, settings),
        host=host,
        port=port,
        http=Protocol,
        loop="uvloop",
        log_level="warning",
        access_log=False,  # it would log queries
        server_header=False,
        limit_concurrency=connections,
        timeout_graceful_shutdown=round(settings.seconds) + 5,
    )
    return uvicorn.Server(config)
