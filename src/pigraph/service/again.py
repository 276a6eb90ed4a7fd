"""Whole responses for whoever asks the same within the same second, in the bytes that the first one got.

An answer that is kept (`Memory`) costs nothing but HTTP, and of that nearly all is to take a request apart and to put
the same response together. Both depend on the bytes of the request, the graph that is served and the Date header, which
the server renews each second: while the three are the same, the response is.
"""

from __future__ import annotations

from asyncio import Transport
from collections.abc import Mapping
from typing import Any

from pigraph.service.live import Generation, Live
from pigraph.service.metrics import Metrics

MARK = "pigraph.again"
"""In the ASGI scope of a request: the `Generation` whose kept answer it got."""
_LONGEST = 8192
"""Bytes of a request; a longer one is taken apart each time."""
_LARGEST = 1 << 16
_MOST = 1 << 22
"""Bytes of one response, and of all of a second."""
_ENDS = b"\r\n\r\n"


def is_whole(data: bytes) -> bool:
    """True for one request by GET, and nothing of another, as most arrive."""
    return len(data) <= _LONGEST and data.startswith(b"GET ") and data.find(_ENDS) == len(data) - len(_ENDS)


class Again:
    """The responses of this second."""

    def __init__(self, live: Live, metrics: Metrics) -> None:
        self._live, self._metrics = live, metrics
        self._responses: dict[bytes, bytes] = {}
        self._size = 0
        self._second: object = None
        self._generation: Generation | None = None

    def find(self, request: bytes, second: object) -> bytes | None:
        """The response to the same request before, if there was one in this ``second`` (compared by identity) from
        the graph that is served; it is counted."""
        if second is not self._second or self._generation is not self._live.now:
            return None
        response = self._responses.get(request)
        if response is not None:
            self._metrics.answered("/sparql", 200, 0.0)
        return response

    def keep(self, heard: Heard, scope: Mapping[str, object], second: object) -> None:
        """Keep a response that went out, if it was a kept answer of the graph that is served."""
        now = self._live.now
        if scope.get(MARK) is not now or not heard.parts[0].startswith(b"HTTP/1.1 200 "):
            return
        if second is not self._second or self._generation is not now:
            self._responses, self._size = {}, 0
            self._second, self._generation = second, now
        size = len(heard.request) + sum(map(len, heard.parts))
        if size <= _LARGEST and self._size + size <= _MOST and heard.request not in self._responses:
            self._responses[heard.request] = b"".join(heard.parts)
            self._size += size


class Heard:
    """A transport that remembers what one response wrote to it, to ``request``."""

    def __init__(self, transport: Transport, request: bytes) -> None:
        self._transport = transport
        self.request = request
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.parts.append(data)
        self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
