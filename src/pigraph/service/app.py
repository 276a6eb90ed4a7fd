"""The service put together: the endpoint, linked data, the API and the health of it all, as one ASGI application."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

import pigraph
from pigraph.service import problems
from pigraph.service.again import Again
from pigraph.service.api import router
from pigraph.service.endpoint import Endpoint
from pigraph.service.guard import Guard
from pigraph.service.http import Gone, Receive, Scope, Send
from pigraph.service.linked import LinkedData
from pigraph.service.live import Live
from pigraph.service.metrics import Metrics
from pigraph.service.openapi import described
from pigraph.service.pool import Settings
from pigraph.service.problems import Problem


def application(home: Path, settings: Settings | None = None) -> FastAPI:
    """The service over what is published in ``home``. It starts when the graph is loaded; `StoreError` ends it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, Again]]:
        live = await Live.open(home, settings or Settings())
        endpoint = Endpoint(live)
        app.state.live = live
        app.endpoint = Guard(endpoint, metrics)
        # In front of FastAPI's own routes, which would try to match a path of any length first.
        app.router.routes[:0] = [
            Route("/sparql", endpoint, name="sparql"),
            *(Route(path, LinkedData(live), name=path) for path in LinkedData.PATHS),
        ]
        watching = asyncio.create_task(live.watch())
        try:
            yield {"again": Again(live, metrics)}
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            await live.close()

    metrics = Metrics()
    app = _Service(
        title="pigraph",
        version=pigraph.__version__,
        summary="What Korean public bodies do with people's personal data",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(router)
    app.add_api_route("/health", _health, include_in_schema=False)
    app.add_api_route("/ready", _ready, include_in_schema=False)
    app.add_api_route("/metrics", _written(metrics), include_in_schema=False)
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(Gone, _gone)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    plain = app.openapi

    def whole() -> dict[str, Any]:
        # FastAPI keeps its document, so that this happens once.
        return described(plain()) if app.openapi_schema is None else app.openapi_schema

    app.openapi = whole  # type: ignore[method-assign] # the documented way
    app.add_middleware(Guard, metrics=metrics)
    return app


class _Service(FastAPI):
    """Hands queries to the endpoint past FastAPI's layers, which take longer than many queries."""

    endpoint: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.endpoint and scope["type"] == "http" and scope["path"] == "/sparql":
            await self.endpoint(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


async def _health() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


async def _ready(request: Request) -> Response:
    """The graph is loaded and can be asked; which one, and why a newer one is not (503 if none can be asked)."""
    live: Live = request.app.state.live
    now = live.now
    alive = now.pool.alive
    body = {
        "ready": alive,
        "digest": now.digest,
        "generation": now.directory.name,
        "in_memory": now.in_memory,
        "failure": live.failure or None,
    }
    status = HTTPStatus.OK if alive else HTTPStatus.SERVICE_UNAVAILABLE
    return _json(body, status)


def _written(metrics: Metrics):  # type: ignore[no-untyped-def] # FastAPI reads the annotations of the inner one
    async def show(request: Request) -> Response:
        live: Live = request.app.state.live
        return Response(metrics.exposition(live), media_type=metrics.MEDIA_TYPE)

    return show


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return _said(error)


async def _gone(_: Request, error: Exception) -> Response:
    # Nobody reads it; the status is in the figures.
    return Response(status_code=499)


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    title, remedy = f"{status.phrase}: {request.url.path}", "GET / lists what is here."
    return _said(Problem(status, title, remedy, headers=error.headers or {}))


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    return _said(Problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{where}: {first['msg']}.", "See /openapi.json."))


def _said(problem: Problem) -> Response:
    return Response(problem.body(), problem.status.value, dict(problem.headers), problems.MEDIA_TYPE)


def _json(body: dict[str, object], status: HTTPStatus) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), status.value, media_type="application/json")
