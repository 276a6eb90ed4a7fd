"""Whole responses for whoever asks the same within the same second, in the bytes that the first one got.

An answer that is kept (`Memory`) costs nothing but HTTP, and of that nearly all is to take a request apart and to put
the same response together. Both depend on the bytes of the request, the graph that is served and the Date header, which
the server renews each second: while the three are the same, the response is.
"""

from __future__ import annotations

from asyncio import Transport
from collections.abc import Mapping

from pigraph.service.live import Live
from pigraph.service.metrics import Metrics

MARK = "pigraph.again"
"""In the ASGI scope of a request that got a kept answer: the digest of the graph that it is of."""
_LONGEST = 8192
"""Bytes of a request; a longer one is taken apart each time."""
_LARGEST = 1 << 16
_MOST = 1 << 22
"""Bytes of one response with its request, and of all of a second."""
_END = b"\r\n\r\n"


def is_whole(data: bytes) -> bool:
    """True for the head of one request by GET, and nothing behind it, as most arrive."""
    return len(data) <= _LONGEST and data.startswith(b"GET ") and data.find(_END) == len(data) - len(_END)


class Again:
    """The responses of this second. A second is an object of the server, told from others by its identity."""

    def __init__(self, live: Live, metrics: Metrics) -> None:
        self._live = live
        self._count = metrics.counting("sparql", 200)
        self._responses: dict[bytes, bytes] = {}
        self._size = 0
        self._of: tuple[object, str] = (None, "")

    def find(self, request: bytes, second: object) -> bytes | None:
        """The response to the same request in this ``second``, if there was one from the graph that is served."""
        of, digest = self._of
        return self._responses.get(request) if of is second and digest == self._live.now.digest else None

    def sent(self) -> None:
        """Count a response that was found and sent."""
        self._count(0.0)

    def keep(self, heard: Heard, scope: Mapping[str, object], second: object) -> None:
        """Keep a response that went out whole, if it was a kept answer of the graph that is served."""
        digest = self._live.now.digest
        if not digest or scope.get(MARK) != digest or not heard.whole.startswith(b"HTTP/1.1 200 "):
            return
        of, known = self._of
        if of is not second or known != digest:
            self._responses, self._size, self._of = {}, 0, (second, digest)
        size = len(heard.request) + len(heard.whole)
        if self._size + size <= _MOST and heard.request not in self._responses:
            self._responses[heard.request] = heard.whole
            self._size += size


class Heard:
    """The transport of one response, to ``request``; it remembers what was written, unless that is much."""

    def __init__(self, transport: Transport, request: bytes) -> None:
        self._transport = transport
        self.request = request
        self.whole = b""
        self._left = _LARGEST - len(request)

    def write(self, data: bytes) -> None:
        """Send, and remember."""
        self._left -= len(data)
        self.whole = self.whole + data if self._left >= 0 else b""
        self._transport.write(data)

    def is_closing(self) -> bool:
        """As of the transport."""
        return self._transport.is_closing()

    def close(self) -> None:
        """As of the transport."""
        self._transport.close()
