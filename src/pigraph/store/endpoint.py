"""One SPARQL endpoint over HTTP: SPARQL 1.1 Protocol §2.1 as a client, within a time limit and with no surprises.

Of the standard library, because what is wanted is little and exact: a limit on the whole exchange and not on each of
its steps, no redirects (they would carry the password along), and a connection that another thread can end.
"""

from __future__ import annotations

import base64
import json
import socket
import time
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from msgspec import Struct

from pigraph.errors import QueryError, StoreError
from pigraph.store.model import OWN, Dataset

_CHUNK = 1 << 16
_WORDS = 300
"""Characters of an engine's own words that go into a message."""
_DATASET = ("default-graph-uri", "named-graph-uri")


class Reply(Struct, frozen=True):
    """A whole answer: its media type without parameters, and its entity tag ("" = none)."""

    media_type: str
    body: bytes
    tag: str


class Endpoint:
    """The endpoint at an address ``http[s]://[user:password@]host[:port]/path[?parameters]``.

    ``default-graph-uri`` and ``named-graph-uri`` in the address hold for every query that brings no dataset of its own.
    ``shown`` is the address for messages: without user, password and parameters.
    """

    def __init__(self, address: str, seconds: float, size: int) -> None:
        """``seconds`` for one exchange, ``size`` bytes of one answer. Raises `StoreError` for what is no address."""
        try:
            parts = urlsplit(address)
            self._host, self._port = parts.hostname or "", parts.port
        except ValueError:
            parts, self._host = urlsplit(""), ""
        if parts.scheme not in ("http", "https") or not self._host or not self._host.isascii():
            raise StoreError(
                "The address of the SPARQL endpoint is none.", "It reads like http://localhost:3030/pigraph/sparql."
            )
        given = parse_qsl(parts.query, keep_blank_values=True)
        others = urlencode([(name, value) for name, value in given if name not in _DATASET])
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        self._target = f"{path}?{others}" if others else path
        self._graphs = [(name, value) for name, value in given if name in _DATASET]
        self._secure = parts.scheme == "https"
        self._seconds, self._size = seconds, size
        self._headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "pigraph"}
        if parts.username is not None:
            words = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
            self._headers["Authorization"] = f"Basic {base64.b64encode(words).decode()}"
        host = f"[{self._host}]" if ":" in self._host else self._host
        self.shown = f"{parts.scheme}://{host}{f':{self._port}' if self._port else ''}{path}"
        self._socket: socket.socket | None = None
        self._aborted = False

    def post(self, query: str, accept: str, dataset: Dataset = OWN) -> Reply:
        """The answer to a query. Raises `QueryError` for what the endpoint calls a bad query, else `StoreError`."""
        pairs = [("query", query), *(self._graphs if dataset == OWN else _named(dataset))]
        kind = HTTPSConnection if self._secure else HTTPConnection
        until = time.monotonic() + self._seconds
        connection = kind(self._host, self._port, timeout=self._seconds)
        try:
            connection.connect()
            self._socket = connection.sock
            if self._aborted:
                raise StoreError(f"The query to {self.shown} was given up.")
            connection.request("POST", self._target, urlencode(pairs), {**self._headers, "Accept": accept})
            _wait(self._socket, until)
            with closing(connection.getresponse()) as response:
                body = self._body(response, until)
        except TimeoutError:
            raise StoreError(
                f"The endpoint {self.shown} has not answered within {self._seconds:g} s.",
                "Narrow the query down, or ask again when it is less busy.",
            ) from None
        except (OSError, HTTPException, ValueError) as error:  # ValueError: closed by another thread
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise StoreError(
                f"The endpoint {self.shown} cannot be asked: {reason}.", "See that it runs and the address is right."
            ) from None
        finally:
            self._socket = None
            connection.close()
        return self._reply(response, body)

    def abort(self) -> None:
        """End the exchange that another thread waits for, now or when it begins."""
        self._aborted = True
        if held := self._socket:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def _body(self, response: HTTPResponse, until: float) -> bytes:
        parts, size = [], 0
        while True:
            if self._socket is not None:
                _wait(self._socket, until)
            part = response.read1(_CHUNK)
            if not part:
                break
            parts.append(part)
            size += len(part)
            if size > self._size:
                raise StoreError(f"The answer of {self.shown} has more than {self._size:,} bytes.", "Add LIMIT.")
        if response.length:  # of a declared length, what has not come
            raise StoreError(f"The answer of {self.shown} ends too early.", "Ask again.")
        return b"".join(parts)

    def _reply(self, response: HTTPResponse, body: bytes) -> Reply:
        status, kind = response.status, response.headers.get_content_type()
        if status != 200:
            raise self._refused(status, kind, body)
        # Some engines cut an answer short and say so in a header only.
        for name in ("X-SPARQL-MaxRows", "X-SQL-State"):
            if name in response.headers:
                raise StoreError(
                    f"The endpoint {self.shown} cut its answer short ({name}: {response.headers[name]}).",
                    "Add LIMIT, or raise the limit on rows and time in its configuration.",
                )
        return Reply(kind, body, response.headers.get("ETag", "").removeprefix("W/").strip('"'))

    def _refused(self, status: int, kind: str, body: bytes) -> QueryError | StoreError:
        said, place, remedy = _words(kind, body)
        if status in (400, 422) or (status == 500 and said):
            where = (f"The endpoint {self.shown} cannot run the query: {said or f'HTTP {status}'}").rstrip(".")
            return QueryError(f"{where}.", remedy or "Correct it.", place)
        if status in (401, 403):
            return StoreError(
                f"The endpoint {self.shown} refuses the query (HTTP {status}).",
                "Put user:password@ before the host in its address.",
            )
        if 300 <= status < 400:
            return StoreError(f"The endpoint {self.shown} sends elsewhere (HTTP {status}).", "Give its own address.")
        about = f": {said}" if said else ""
        return StoreError(f"The endpoint {self.shown} fails with HTTP {status}{about}".rstrip(".") + ".", remedy)


def _named(dataset: Dataset) -> list[tuple[str, str]]:
    return [
        (name, iri) for name, iris in zip(_DATASET, (dataset.default, dataset.named), strict=True) for iri in iris or ()
    ]


def _wait(connection: socket.socket, until: float) -> None:
    """Let the next step take what is left of the time. Raises TimeoutError."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)


def _words(kind: str, body: bytes) -> tuple[str, tuple[int, int] | None, str]:
    """What an engine says of an error: its first line, or its problem document; the place; the remedy."""
    text = body.decode("utf-8", "replace").strip()
    if kind in ("application/problem+json", "application/json"):
        with suppress(ValueError):
            document = json.loads(text)
            if isinstance(document, dict) and isinstance(said := document.get("title") or document.get("message"), str):
                line, column = document.get("line"), document.get("column")
                place = (line, column) if isinstance(line, int) and isinstance(column, int) else None
                remedy = document.get("detail")
                return said[:_WORDS], place, remedy if isinstance(remedy, str) else ""
    if kind == "text/html":
        return "", None, ""
    return (text.splitlines() or [""])[0][:_WORDS], None, ""
