"""Queries that people write themselves: read-only, without network, limited in time, memory and size.

The engine cannot be interrupted, so each query runs in a process of its own, which is killed when its time is over.
What it may cost is set before it begins: see `pigraph.service.worker`, which does the same for many at once.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

from pigraph.errors import PigraphError, QueryError
from pigraph.service.confine import no_network
from pigraph.store import GraphFormat, ResultFormat, Rows, external, opened, term_of, tokens

SECONDS = 10.0
ROWS = 10_000
"""Rows kept of an answer."""
_SIZE = 32 * 1024 * 1024
_MEMORY = 4 * 1024 * 1024 * 1024
"""Address space of the process: the engine maps files, so it is far more than what it uses."""
_CHILD = "from pigraph.views.limited import child; child()"


class Found(Struct, frozen=True):
    """What a query gave: ``rows`` of a SELECT (``cut``: there were more), ``yes`` of an ASK, else ``turtle``."""

    rows: Rows | None = None
    yes: bool | None = None
    turtle: str | None = None
    cut: bool = False


class _Bounded(io.BytesIO):
    def write(self, data: object) -> int:
        if self.tell() + len(memoryview(data)) > _SIZE:  # type: ignore[arg-type] # bytes of the engine
            raise _TooLarge
        return super().write(data)  # type: ignore[arg-type]


class _TooLarge(Exception):
    pass


def asked(home: Path, query: str, seconds: float = SECONDS) -> Found:
    """The answer of ``query`` from the graph in ``home``. Raises `QueryError`, with the place where one is known."""
    if tokens.is_update(query):
        raise QueryError("The graph cannot be changed here.", "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.")
    if word := tokens.service(query):
        raise QueryError("SERVICE would ask another machine.", "Leave it out.", (word.line, word.column))
    form = tokens.form(query)
    graph = form is not None and form.gives_triples
    job = json.dumps({"home": str(home), "query": query, "graph": graph}).encode()
    with subprocess.Popen([sys.executable, "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            reply, _ = process.communicate(job, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise QueryError(
                f"The query took longer than {seconds:g} seconds.", "Narrow it down, or add LIMIT."
            ) from None
    head, _, body = reply.partition(b"\n")
    if process.returncode or not head:
        raise QueryError("The query needs more memory than it may use.", "Narrow it down, or add LIMIT.")
    said = json.loads(head)
    if "error" in said:
        place = said["place"]
        raise QueryError(said["error"], said["remedy"], (place[0], place[1]) if place else None)
    return Found(turtle=body.decode()) if graph else _solutions(body)


def child() -> None:
    """The process: one job from standard input, one line about its answer and the answer to standard output."""
    job = json.loads(sys.stdin.buffer.read())
    head: dict[str, object] = {}
    body = b""
    try:
        store = opened(Path(job["home"]))
        if not external():
            no_network()
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        output = _Bounded()
        store.write(job["query"], GraphFormat.TURTLE if job["graph"] else ResultFormat.JSON, output)
        body = output.getvalue()
    except _TooLarge:
        head = {"error": f"The answer is larger than {_SIZE >> 20} MB.", "remedy": "Add LIMIT.", "place": None}
    except PigraphError as error:
        head = {"error": error.message, "remedy": error.remedy, "place": getattr(error, "place", None)}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)


def _solutions(body: bytes) -> Found:
    answer = json.loads(body)
    if "boolean" in answer:
        return Found(yes=bool(answer["boolean"]))
    names = tuple(answer["head"]["vars"])
    every = answer["results"]["bindings"]
    rows = tuple(tuple(term_of(row[n]) if n in row else None for n in names) for row in every[:ROWS])
    return Found(rows=Rows(names, rows), cut=len(every) > ROWS)
