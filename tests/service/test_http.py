"""Bodies, entity tags and clients that go away, without a network."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pigraph.service import http
from pigraph.service.http import Gone, Reply, body_of, is_known, send_reply, unless_gone, weak_tag
from pigraph.service.problems import Problem


def receiving(*messages: dict[str, Any]) -> http.Receive:
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    return receive


def part(body: bytes, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_bodies_are_put_together_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asyncio.run(body_of(receiving(part(b"a", True), part(b"b")))) == b"ab"
    with pytest.raises(Gone):
        asyncio.run(body_of(receiving(part(b"a", True), {"type": "http.disconnect"})))
    with pytest.raises(Problem) as problem:
        asyncio.run(body_of(receiving(part(b"a" * (http.MOST_BODY + 1), True))))
    assert problem.value.status == 413
    monkeypatch.setattr(http, "_UPLOAD", 0.05)
    with pytest.raises(Problem) as problem:
        asyncio.run(body_of(receiving(part(b"a", True))))
    assert problem.value.status == 408


def test_work_for_nobody_is_cancelled() -> None:
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    with pytest.raises(Gone):
        asyncio.run(unless_gone(work(), receiving(part(b""), {"type": "http.disconnect"})))
    assert ended == ["cancelled"]


def test_work_for_somebody_is_answered() -> None:
    async def work(seconds: float) -> int:
        await asyncio.sleep(seconds)
        return 7

    assert asyncio.run(unless_gone(work(0), receiving())) == 7
    assert asyncio.run(unless_gone(work(0.1), receiving(part(b"")))) == 7


def test_entity_tags() -> None:
    assert weak_tag(b"a", b"b") != weak_tag(b"a\0", b"b") != weak_tag(b"ab")
    assert is_known('"x", W/"y"', 'W/"y"') and is_known('"y"', 'W/"y"') and is_known("*", 'W/"y"')
    assert not is_known('"x"', 'W/"y"') and not is_known("", 'W/"y"')


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("br", False), ("", False)],
)
def test_packing(accepted: str, packed: bool) -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"method": "GET", "headers": [(b"accept-encoding", accepted.encode())]}
    asyncio.run(send_reply(Reply(http.HTTPStatus.OK, b"x" * 5000, "text/plain"), scope, send))
    assert ((b"content-encoding", b"gzip") in sent[0]["headers"]) is packed
    assert (len(sent[1]["body"]) < 5000) is packed
