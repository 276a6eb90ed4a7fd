"""Linked data: every IRI that pigraph mints opens below this service, as a page for people or as RDF.

::

    /id/org/가나시  ──303──►  /page/id/org/가나시     text/html
                  └─303──►  /data/id/org/가나시     Turtle, N-Triples, TriG, RDF/XML, JSON-LD

``https://w3id.org/pigraph/{X}`` is served as ``/{X}`` (httpRange-14: a thing is not the page about it, hence 303). A
document's page shows its whole graph, each statement node under its own anchor, and the page of the ontology each of
its terms; others show what the graph says of them. All say who points at them, in pages of `PER_PAGE`.
"""

from __future__ import annotations

import re
import unicodedata
from http import HTTPStatus
from typing import ClassVar
from urllib.parse import parse_qs, quote

from pigraph.service import pages, problems
from pigraph.service.facts import Facts, inside, own, towards
from pigraph.service.http import Gone, Receive, Reply, Scope, Send, header, send_reply, unless_gone, weak_tag
from pigraph.service.live import Live
from pigraph.service.negotiation import GRAPHS, HTML, negotiate
from pigraph.service.pool import Job
from pigraph.service.problems import Problem
from pigraph.store import is_iri

BASE = "https://w3id.org/pigraph/"
_SOURCE = re.compile(r"id/source/(?P<sha>[0-9a-f]{12})")
_RANGE = re.compile(r"(?P<begin>\d{1,9}),(?P<end>\d{1,9})")
_MOST = 10_000
"""Statements about one thing that its RDF gives."""


class LinkedData:
    """An ASGI application for things, pages about them, and RDF about them."""

    PATHS: ClassVar = (
        *("/", "/style.css", "/ns", "/alignments", "/shapes"),
        *("/id/{path:path}", "/page/{path:path}", "/data/{path:path}"),
    )

    def __init__(self, live: Live) -> None:
        self._live = live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if scope["method"] not in ("GET", "HEAD"):
                allow = {"Allow": "GET, HEAD, OPTIONS"}
                raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET is allowed here.", "Use GET.", headers=allow)
            with self._live.held() as now:
                reply = await unless_gone(self._reply(scope, Facts(now)), receive)
        except Problem as problem:
            reply = _for_people(problem) if _wants_html(scope) else Reply.of(problem)
        except Gone:
            return
        reply.headers["Vary"] = "Accept, Accept-Encoding"
        await send_reply(reply, scope, send)

    async def _reply(self, scope: Scope, facts: Facts) -> Reply:
        # Names are NFC; some keyboards send Hangul taken apart.
        path = unicodedata.normalize("NFC", scope["path"].removeprefix(scope.get("root_path", "")).removeprefix("/"))
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        if path == "style.css":
            return _tagged(pages.STYLE, "text/css; charset=utf-8")
        if path == "":
            found = asked.get("q", [""])[0][:200].strip()
            return _tagged(await pages.start(facts, found, _number(asked.get("page", ["1"])[0])), HTML.media_type)
        kind, _, name = path.partition("/")
        if kind in ("page", "data"):
            iri = _iri(name)
            if kind == "page":
                return _tagged(await self._page(facts, iri, name, asked), HTML.media_type)
            return await self._data(facts, iri, header(scope, b"accept"), asked.get("format", [""])[0])
        _iri(path)
        chosen = negotiate(header(scope, b"accept"), (HTML, *GRAPHS))
        if chosen is None:
            raise problems.not_acceptable([r.media_types[0] for r in (HTML, *GRAPHS)])
        to = "page" if chosen is HTML else "data"
        location = f"{scope.get('root_path', '')}/{to}/{quote(path, safe=pages.SAFE)}"
        return Reply(HTTPStatus.SEE_OTHER, headers={"Location": location})

    async def _page(self, facts: Facts, iri: str, name: str, asked: dict[str, list[str]]) -> bytes:
        number = _number(asked.get("page", ["1"])[0])
        if m := _SOURCE.fullmatch(name):
            place = _RANGE.fullmatch(asked.get("char", [""])[0])
            return await pages.source(facts, iri, m["sha"], (int(place["begin"]), int(place["end"])) if place else None)
        return await pages.thing(facts, iri, number)

    async def _data(self, facts: Facts, iri: str, accept: str, form: str) -> Reply:
        chosen = next((r for r in GRAPHS if r.name == form), None) if form else negotiate(accept, GRAPHS)
        if chosen is None:
            raise problems.not_acceptable([r.media_types[0] for r in GRAPHS])
        if not await facts.knows(iri):
            raise _unknown(iri)
        if await facts.is_graph(iri):
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {inside(iri)} }}"
        else:
            far = not await facts.is_current(iri)
            where = f"{{ {own(iri, far)} }} UNION {{ {towards(iri, far)} }}"
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }} LIMIT {_MOST}"
        body = await facts.generation.pool.run(Job(query, chosen.name, graph=True))
        return _tagged(body, chosen.media_type)


def _iri(name: str) -> str:
    if not is_iri(BASE + name):
        raise _unknown(name)
    return BASE + name


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise Problem(HTTPStatus.BAD_REQUEST, f"{text!r} is no number of a page.", "Pages count from 1.")
    return int(text)


def _unknown(iri: str) -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, f"The graph says nothing of {iri}.", "GET / lists what is here.")


def _wants_html(scope: Scope) -> bool:
    if scope["path"].startswith("/data/"):
        return False
    return negotiate(header(scope, b"accept"), (HTML, *GRAPHS)) is HTML


def _for_people(problem: Problem) -> Reply:
    return Reply(problem.status, pages.problem(problem), HTML.media_type, headers=dict(problem.headers))


def _tagged(body: bytes, media_type: str) -> Reply:
    return Reply(HTTPStatus.OK, body, media_type, weak_tag(media_type.encode(), body))
