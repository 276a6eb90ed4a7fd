"""What goes wrong, as problem documents (RFC 9457): a status, a sentence, a remedy, and the place if one is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from pigraph.errors import QueryError, StoreError

MEDIA_TYPE = "application/problem+json"


@dataclass(eq=False)
class Problem(Exception):
    """An answer other than 2xx and 3xx. ``place`` is the line and column (1-based) in the query; ``headers`` go out."""

    status: HTTPStatus
    title: str
    remedy: str = ""
    place: tuple[int, int] | None = None
    more: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> bytes:
        document: dict[str, object] = {"title": self.title, "status": self.status.value, "detail": self.remedy}
        if self.place:
            document["line"], document["column"] = self.place
        return json.dumps({**document, **self.more}, ensure_ascii=False).encode()


def read_only() -> Problem:
    """403: updates are refused."""
    return Problem(
        HTTPStatus.FORBIDDEN, "The graph cannot be changed here.", "Send a query: SELECT, ASK, CONSTRUCT or DESCRIBE."
    )


def of_query(error: QueryError) -> Problem:
    """A query that cannot be parsed or run: 400, with its place."""
    return Problem(HTTPStatus.BAD_REQUEST, error.message, error.remedy, error.place)


def of_store(error: StoreError) -> Problem:
    """502: the endpoint that this service asks is away, or answers nonsense."""
    return Problem(HTTPStatus.BAD_GATEWAY, error.message, error.remedy)


def not_acceptable(offered: list[str]) -> Problem:
    """406, naming what is accepted."""
    return Problem(
        HTTPStatus.NOT_ACCEPTABLE,
        "None of the media types that you accept is available.",
        f"Accept one of: {', '.join(offered)}.",
        more={"available": offered},
    )


def busy(seconds: int) -> Problem:
    """503: as many queries as this service takes at once are running or waiting."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The service is busy.",
        f"Ask again in {seconds} s.",
        headers={"Retry-After": str(seconds)},
    )


def too_slow(limit: float) -> Problem:
    """503: stopped at the time limit."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"The query was stopped after {limit:g} s, the time limit of this service.",
        "Narrow it down, add LIMIT, or ask the published dump on your own machine.",
        more={"limit": {"seconds": limit}},
    )


def too_large(what: str, limit: int) -> Problem:
    """422: the answer would pass a limit on rows or bytes; nothing of it was sent."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        f"The answer has more than {limit:,} {what}, the limit of this service.",
        "Add LIMIT and OFFSET, or take the published dump.",
        more={"limit": {what: limit}},
    )


def out_of_memory(megabytes: int) -> Problem:
    """503: the process that ran the query died, as it does for want of memory and of stack."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"The query was stopped: it needed more than the {megabytes:,} MB that one query may use, or nests too deeply.",
        "Narrow it down: filter before joining, aggregating or sorting.",
        more={"limit": {"megabytes": megabytes}},
    )
