"""SPARQL 1.1 Protocol §2.1: from a request to a query, its dataset and what to answer with.

========  ===================================  ==========================================
method    content type                         where the query is
========  ===================================  ==========================================
GET       –                                    ``?query=``
POST      application/x-www-form-urlencoded    ``query=`` in the body
POST      application/sparql-query             the body; the dataset in the URL
========  ===================================  ==========================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import parse_qsl

from msgspec import Struct

from pigraph.service import problems
from pigraph.service.http import weak_tag
from pigraph.service.negotiation import BOOLEANS, GRAPHS, RESULTS, Representation, negotiate
from pigraph.service.pool import Job
from pigraph.service.problems import Problem
from pigraph.store import tokens
from pigraph.store.tokens import Form

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_LONG = 8192
"""Bytes of a job beyond which its tag is not remembered."""


class Operation(Struct, frozen=True):
    """A query as asked: the job for the pool, and how its answer is written."""

    job: Job
    form: Form
    representation: Representation

    def etag(self, digest: str) -> str:
        """Equal for equal answers: of the graph's digest, the job and the media type.

        Weak (RFC 9110 §8.8.3): rows may come in another order, and packed or not.
        """
        return (_tag if len(self.job.frame) <= _LONG else _tag.__wrapped__)(digest, self.job.frame)


@lru_cache(maxsize=512)
def _tag(digest: str, job: bytes) -> str:
    return weak_tag(digest.encode(), job)


def parameters(method: str, query_string: bytes, content_type: str, body: bytes) -> Mapping[str, Sequence[str]]:
    """The parameters of a request by name, those of a body included. Raises `Problem`."""
    pairs = _pairs(query_string)
    if method == "POST":
        kind = content_type.partition(";")[0].strip().lower()
        if kind == FORM:
            pairs += _pairs(body)
        elif kind == QUERY:
            pairs.append(("query", _text(body)))
        elif kind == _UPDATE:
            raise problems.read_only()
        else:
            raise Problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                f"A query cannot be sent as {kind or 'a body without a content type'}.",
                f"Send it as {QUERY} or {FORM}.",
            )
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def operation(given: Mapping[str, Sequence[str]], accept: str) -> Operation:
    """The operation that parameters ask for. Raises `Problem`: 400, 403 or 406."""
    if "update" in given:
        raise problems.read_only()
    queries = given.get("query", ())
    if len(queries) != 1:
        raise Problem(
            HTTPStatus.BAD_REQUEST, f"A request has exactly one query; this one has {len(queries)}.", "Send one query."
        )
    query = queries[0]
    form = tokens.form(query)
    if form is None and tokens.is_update(query):
        raise problems.read_only()
    if word := tokens.service(query):
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "SERVICE is refused: no request leaves this machine.",
            "Ask the other service yourself, and put its answer in with VALUES.",
            (word.line, word.column),
        )
    # A text without a form is the engine's to explain: it names the place.
    chosen = _representation(given.get("format", ()), accept, form or Form.SELECT)
    own = not given.get("default-graph-uri") and not given.get("named-graph-uri")
    job = Job(
        query,
        chosen.name,
        (form or Form.SELECT).gives_triples,
        None if own else tuple(given.get("default-graph-uri", ())),
        None if own else tuple(given.get("named-graph-uri", ())),
    )
    return Operation(job, form or Form.SELECT, chosen)


def _representation(asked: Sequence[str], accept: str, form: Form) -> Representation:
    offered = GRAPHS if form.gives_triples else BOOLEANS if form is Form.ASK else RESULTS
    if asked:
        chosen = next((r for r in offered if asked[0] in (r.name, *r.media_types)), None)
    else:
        chosen = negotiate(accept, offered)
    if chosen is None:
        raise problems.not_acceptable([r.media_types[0] for r in offered])
    return chosen


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, "The parameters are not URL-encoded UTF-8.", "Encode them.") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, "The query is not UTF-8.", "Encode it as UTF-8.") from error
