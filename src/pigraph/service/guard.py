"""What every response gets: security headers, CORS for reading, and a count of it. HEAD is GET without a body;
what nobody caught is a 500 without details."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import MutableMapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from pigraph.service.http import Receive, Reply, Scope, Send, send_reply
from pigraph.service.metrics import Metrics
from pigraph.service.problems import Problem

_log = logging.getLogger("pigraph.service")

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                                 b"base-uri 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Retry-After"),
)  # fmt: skip
_PREFLIGHT = (
    *_HEADERS,
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
)


class Guard:
    """ASGI middleware around the whole service. Everything here is public, so any origin may read it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": list(_PREFLIGHT)})
            await send({"type": "http.response.body", "body": b""})
            return
        begin = time.perf_counter()
        started = False
        head = scope["method"] == "HEAD"

        async def guarded(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
                self._metrics.answered(scope["path"], message["status"], time.perf_counter() - begin)
            elif head:
                message["body"] = b""
            await send(message)

        try:
            # Whatever answers GET answers HEAD; only the body is left out.
            await self._app({**scope, "method": "GET"} if head else scope, receive, guarded)
        except Exception as error:
            # What an exception says may quote a query, and nothing of a query is logged: only where it came up is.
            at = traceback.extract_tb(error.__traceback__)[-1]
            _log.error("%s in %s, line %d", type(error).__name__, Path(at.filename).name, at.lineno or 0)
            if started:
                raise Torn from None
            problem = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "pigraph tripped.", "Please report what you asked.")
            await send_reply(Reply.of(problem), scope, guarded)


class Torn(Exception):
    """An answer that broke off after it began: the server closes the connection."""
