"""The SPARQL endpoint: GET, HEAD and POST of SPARQL 1.1 Protocol; its description where no query is asked."""

from __future__ import annotations

import re
from functools import lru_cache
from http import HTTPStatus

from pigraph.service import pages, problems
from pigraph.service.again import MARK
from pigraph.service.description import Description
from pigraph.service.http import (
    Gone,
    Receive,
    Reply,
    Scope,
    Send,
    body_of,
    header,
    is_known,
    send_reply,
    unless_gone,
    weak_tag,
)
from pigraph.service.live import Live
from pigraph.service.negotiation import GRAPHS, HTML, negotiate
from pigraph.service.problems import Problem
from pigraph.service.protocol import Operation, operation, parameters

ALLOWED = "GET, HEAD, POST, OPTIONS"
_LONG = 4096
"""Bytes of a request beyond which it is not remembered."""
_VARY = {"Vary": "Accept, Accept-Encoding"}
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")


@lru_cache(maxsize=512)
def _known(query_string: bytes, accept: str) -> Operation:
    """The operation of a request by GET: a page or a program asks the same many times."""
    return operation(parameters("GET", query_string, "", b""), accept)


class Endpoint:
    """An ASGI application: FastAPI's own handling of a request takes longer than most queries."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._description = Description(live)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            reply = await self._reply(scope, receive)
        except Problem as problem:
            reply = Reply.of(problem)
        except Gone:
            return
        reply.headers.update(_VARY)
        await send_reply(reply, scope, send)

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            allow = {"Allow": ALLOWED}
            raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, f"{method} is not allowed.", "Use GET or POST.", headers=allow)
        accept = header(scope, b"accept")
        if method == "POST":
            body = await body_of(receive)
            given = parameters(method, scope["query_string"], header(scope, b"content-type"), body)
            asked = operation(given, accept)
        elif not scope["query_string"].strip(b"&"):
            return await self._describe(scope, accept)
        elif len(scope["query_string"]) + len(accept) > _LONG:
            asked = operation(parameters(method, scope["query_string"], "", b""), accept)
        else:
            asked = _known(scope["query_string"], accept)
        now = self._live.now
        etag = asked.etag(now.version)
        if is_known(header(scope, b"if-none-match"), etag):
            return Reply(HTTPStatus.NOT_MODIFIED, etag=etag)
        answer = now.memory.get(asked.job)
        if answer:
            scope[MARK] = now.digest
        else:
            with self._live.held() as now:  # the same: nothing was waited for
                answer = await now.memory.keep(asked.job, await unless_gone(now.pool.run(asked.job), receive))
        return Reply(HTTPStatus.OK, answer, asked.representation.media_type, etag)

    async def _describe(self, scope: Scope, accept: str) -> Reply:
        offered = (*GRAPHS, HTML)  # Turtle comes first: who has no preference is a program
        chosen = negotiate(accept, offered)
        if chosen is None:
            raise problems.not_acceptable([r.media_types[0] for r in offered])
        if chosen is HTML:
            page = pages.sparql(scope.get("root_path", "") + scope["path"])
            return Reply(HTTPStatus.OK, page, chosen.media_type, weak_tag(page))
        body, etag = await self._description.written(chosen, _address(scope))
        return Reply(HTTPStatus.OK, body, chosen.media_type, etag)


def _address(scope: Scope) -> str:
    """The address that the client used for this endpoint."""
    host = header(scope, b"host")
    host = host if _HOST.fullmatch(host) else "localhost"
    return f"{scope.get('scheme', 'http')}://{host}{scope.get('root_path', '')}{scope['path']}"
