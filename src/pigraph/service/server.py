"""The HTTP server: uvicorn, with addresses in which Hangul stands as it is, and with whole responses sent `Again`.

An address has only ASCII (RFC 3986), but people type Hangul, and not every client encodes it: curl does in a path and
does not behind ``?``. The parser refuses such a request; so its first line is encoded before the parser sees it.
"""

from __future__ import annotations

import re
from asyncio import Transport
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

    _first = True
    """Nothing has come of the next request yet."""
    _whole: bytes | None = None
    """The request that is taken apart now, if it came alone and whole."""

    def data_received(self, data: bytes) -> None:
        self._whole = data if self._first and is_whole(data) and self._again else None
        if self._whole and self._sent_again(self._whole):
            return
        if self._first and not data.isascii():
            data = encoded(data)
        self._first = False
        super().data_received(data)

    def on_headers_complete(self) -> None:
        before = self.cycle
        super().on_headers_complete()
        if self._whole and self.cycle is not before:
            self.cycle.transport = cast(Transport, Heard(self.transport, self._whole))

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._first = True

    def on_response_complete(self) -> None:
        cycle, again = self.cycle, self._again
        heard = cycle.transport
        # `_first`: else the rest of the request, which nobody waited for, is still to come.
        if again and isinstance(heard, Heard) and self._first and cycle.response_complete and cycle.keep_alive:
            again.keep(heard, cycle.scope, cycle.default_headers)
        super().on_response_complete()

    @property
    def _again(self) -> Again | None:
        return self.app_state.get("again")

    def _sent_again(self, request: bytes) -> bool:
        """Whether the response to a request was at hand, and is on its way."""
        idle = self.cycle is None or self.cycle.response_complete
        if not self._again or not idle or self.flow.write_paused or self.transport.is_closing():
            return False
        response = self._again.find(request, self.server_state.default_headers)
        if response is None:
            return False
        self.transport.write(response)
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
