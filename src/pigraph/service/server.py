"""The HTTP server: uvicorn, with addresses in which Hangul stands as it is.

An address has only ASCII (RFC 3986), but people type Hangul, and not every client encodes it: curl does in a path and
does not behind ``?``. The parser refuses such a request; so its first line is encoded before the parser sees it.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote_from_bytes

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from pigraph.service.app import application
from pigraph.service.pool import Settings

_FOREIGN = re.compile(rb"[\x80-\xff]+")


class Protocol(HttpToolsProtocol):
    """A connection. Only a first line that arrives in one piece is encoded: so do all that people type."""

    _first = True

    def data_received(self, data: bytes) -> None:
        if self._first and not data.isascii():
            data = encoded(data)
        self._first = False
        super().data_received(data)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._first = True


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
