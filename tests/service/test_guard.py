"""What every reply has; what nobody caught; and that nothing of a query is logged."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from pigraph.service.guard import Guard
from pigraph.service.metrics import Metrics

from .conftest import Service


@pytest.mark.parametrize(
    "address", ["/", "/sparql?query=ASK{}", "/sparql?query=x", "/api/items", "/none", "/health", "/page/id/none"]
)
def test_every_reply_is_guarded(service: Service, address: str) -> None:
    headers = service.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["access-control-allow-origin"] == "*"
    assert "server" not in headers


def answered(app: Any, method: str = "GET") -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    scope = {"type": "http", "method": method, "path": "/sparql", "headers": [], "query_string": b"query=secret"}
    asyncio.run(Guard(app, Metrics())(scope, receive, send))
    return sent


def test_what_nobody_caught_is_a_500_that_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def trips(scope: Any, receive: Any, send: Any) -> None:
        raise ValueError(scope["query_string"])

    with caplog.at_level(logging.DEBUG):
        start, body = answered(trips)
    assert start["status"] == 500
    assert b"secret" not in body["body"]
    assert "ValueError in test_guard.py" in caplog.text
    assert "secret" not in caplog.text


def test_head_has_no_body() -> None:
    async def works(scope: Any, receive: Any, send: Any) -> None:
        assert scope["method"] == "GET"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"four"})

    start, body = answered(works, "HEAD")
    assert (b"content-length", b"4") in start["headers"]
    assert body["body"] == b""


def test_nothing_of_a_query_is_logged(
    service: Service, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        service.ask('ASK { ?s ?p "geheim" }')
        service.ask("ASK { geheim }")
        service.get("/api/items?item=geheim")
        service.get("/page/id/geheim")
    printed = capfd.readouterr()
    # The client of this test logs what it asks.
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("http")]
    assert "geheim" not in "".join([*ours, printed.out, printed.err])
    assert "geheim" not in service.get("/metrics").text
