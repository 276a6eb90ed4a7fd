"""Requests and responses at the level of ASGI: what the SPARQL endpoint and linked data share."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any, NamedTuple, TypeAlias, TypeVar

from msgspec import Struct, field

from pigraph.service.problems import MEDIA_TYPE, Problem

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_T = TypeVar("_T")

MOST_BODY = 1024 * 1024
"""Bytes of a request body."""
_PATIENCE = 0.05
"""Seconds after which a query is watched for its client going away: most are answered by then."""
_UPLOAD = 30.0
"""Seconds in which a request body must be there."""
_WORTH_PACKING = 1400
_SLOW_TO_PACK = 1 << 20


class Gone(Exception):
    """The client closed the connection: nobody waits for the answer."""


def weak_tag(*parts: bytes) -> str:
    """An entity tag, equal for equal ``parts``; weak, as a body is sent packed or not (RFC 9110 §8.8.3)."""
    return 'W/"' + hashlib.sha256(b"\0".join(parts)).hexdigest()[:32] + '"'


class Body(NamedTuple):
    """What is sent: as it is, packed by gzip, or both where both are there already."""

    plain: bytes | None
    packed: bytes | None = None


async def packed(body: bytes) -> bytes:
    """A body as gzip has it."""
    return await asyncio.to_thread(gzip.compress, body, 1) if len(body) > _SLOW_TO_PACK else gzip.compress(body, 1)


class Reply(Struct):
    """A whole response. ``etag`` also answers If-None-Match."""

    status: HTTPStatus
    body: bytes | Body = b""
    media_type: str = ""
    etag: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem) -> Reply:
        return cls(problem.status, problem.body(), MEDIA_TYPE, headers=dict(problem.headers))


def header(scope: Scope, name: bytes) -> str:
    """A request header; several of one name joined by commas (RFC 9110 §5.3)."""
    found: bytes | None = None
    for key, value in scope["headers"]:
        if key == name:
            found = value if found is None else found + b", " + value
    return "" if found is None else found.decode("latin-1")


async def body_of(receive: Receive) -> bytes:
    """The body of a request. Raises `Problem` for a large (413) or slow one (408), `Gone` for a torn one."""
    try:
        async with asyncio.timeout(_UPLOAD):
            return await _body(receive)
    except TimeoutError:
        raise Problem(
            HTTPStatus.REQUEST_TIMEOUT,
            "The request took too long to arrive.",
            "Ask again.",
            headers={"Connection": "close"},
        ) from None


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > MOST_BODY:
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The request has more than {MOST_BODY:,} bytes.",
                "Shorten the query.",
                headers={"Connection": "close"},
            )
    return b"".join(parts)


async def unless_gone(work: Awaitable[_T], receive: Receive) -> _T:
    """The result of ``work``, which is cancelled when the client goes away. Raises `Gone` then."""
    loop, asking = asyncio.get_running_loop(), asyncio.current_task()
    assert asking
    watching: list[asyncio.Task[None]] = []
    gone = over = False

    def watch() -> None:
        watching.append(loop.create_task(_disconnect(receive)))
        watching[0].add_done_callback(leave)

    def leave(_: asyncio.Task[None]) -> None:
        nonlocal gone
        if not over:
            gone = True
            asking.cancel()

    # No task for the work itself: most is done before anybody need be watched.
    timer = loop.call_later(_PATIENCE, watch)
    try:
        return await work
    except asyncio.CancelledError:
        if gone and not asking.uncancel():
            raise Gone from None
        raise
    finally:
        over = True
        timer.cancel()
        for task in watching:
            task.cancel()


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def send_reply(reply: Reply, scope: Scope, send: Send) -> None:
    """Send a reply: 304 for a known entity tag, gzip where it is accepted and pays."""
    status, content = reply.status, reply.body if isinstance(reply.body, Body) else Body(reply.body)
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers.items()]
    if reply.media_type:
        headers.append((b"content-type", reply.media_type.encode("latin-1")))
    if reply.etag:
        headers += ((b"etag", reply.etag.encode("latin-1")), (b"cache-control", b"no-cache"))
        if is_known(header(scope, b"if-none-match"), reply.etag):
            status, content = HTTPStatus.NOT_MODIFIED, Body(b"")
    body, small = content
    if (small or len(body or b"") > _WORTH_PACKING) and _takes_gzip(header(scope, b"accept-encoding")):
        body = small or await packed(body or b"")
        headers.append((b"content-encoding", b"gzip"))
    elif body is None:
        body = await asyncio.to_thread(gzip.decompress, small or b"")
    if status is not HTTPStatus.NOT_MODIFIED:
        headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def is_known(if_none_match: str, etag: str) -> bool:
    """True if the client has this representation already (weak comparison, RFC 9110 §13.1.2)."""
    if not if_none_match:
        return False
    return any(known.strip().removeprefix("W/") in (etag.removeprefix("W/"), "*") for known in if_none_match.split(","))


def _takes_gzip(accepted: str) -> bool:
    if not accepted:
        return False
    for part in accepted.lower().split(","):
        coding, _, q = part.partition(";")
        if coding.strip() in ("gzip", "*") and q.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            return True
    return False
