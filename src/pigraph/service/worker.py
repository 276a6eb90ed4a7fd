"""The processes that run queries: one that loads the graph, and its forks, which answer and can be killed.

::

    service ──control──► nursery ──fork──► worker 1 ◄──socket──► service
                         (loads once)  └─► worker 2 ◄──socket──► service

The engine cannot be interrupted, so a query that takes too long ends with its process; a new fork is there within
milliseconds, and a graph in memory is shared by all forks. The store on disk is opened in the fork: the engine's
threads would not survive one. In memory is the default graph alone: the engine follows a chain of all triples of a
subject, and with those of named graphs between them joins take half as long again. What asks for graphs by name is
asked of the disk.

A job is a JSON object in one frame (4 bytes of length, big-endian, then UTF-8). Its reply is a head (`REPLY`: whether
it was answered, and a length) and an `Outcome`, all of which exists before any is sent. Each sending would wake the
service, so a reply is one. A worker reads one job at a time: what it has not read when it dies, it has not begun.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias, cast

from msgspec import Struct

from pigraph.errors import PigraphError, QueryError, StoreError
from pigraph.service.confine import no_network
from pigraph.store import OWN, Dataset, EmbeddedStore, GraphFormat, ResultFormat, names_graphs

LENGTH = struct.Struct(">I")
REPLY = struct.Struct(">?Q")
Outcome: TypeAlias = tuple[bool, bytes]
"""True and the answer, or False and a JSON object that says why there is none: its ``status`` is "large" or "bad"."""
_READ = 1 << 16
_SMALL = 1 << 20
_FORMS = {form.label: form for form in ResultFormat}
_GRAPHS = {form.label: form for form in GraphFormat}
_ROWS = {
    ResultFormat.JSON: (b'"}},{"', 1),
    ResultFormat.XML: (b"<result>", 0),
    ResultFormat.CSV: (b"\r\n", -1),
    ResultFormat.TSV: (b"\n", -1),
}
"""What stands once between or in rows as they are written, and how many rows more there are than of that; none of it
occurs inside a value, but for CSV."""


class Limits(Struct, frozen=True):
    """What one answer may cost. ``megabytes`` is memory beyond that of the loaded graph, ``size`` bytes of an answer;
    after ``seconds`` of one job a worker ends by itself, whoever asked (the service stops it earlier)."""

    rows: int = 1_000_000
    size: int = 64 * 1024 * 1024
    megabytes: int = 2048
    seconds: int = 60


class _Writing(Protocol):
    """What a worker asks: `Store.write`."""

    def write(
        self, sparql: str, form: ResultFormat | GraphFormat, output: BinaryIO, dataset: Dataset = OWN
    ) -> None: ...


class _Beside(Struct, frozen=True):
    """The default graph in memory, and the whole store on disk for what asks for graphs by name.

    Two builds after the one that is served its directory is gone; a worker that starts then has no disk.
    """

    memory: _Writing
    disk: _Writing | None

    def write(self, sparql: str, form: ResultFormat | GraphFormat, output: BinaryIO, dataset: Dataset = OWN) -> None:
        store = self.disk if dataset != OWN or names_graphs(sparql) else self.memory
        if store is None:
            raise StoreError("The graph that is served is no longer on disk.", "Ask again when the new one is served.")
        store.write(sparql, form, output, dataset)


class _TooMuch(Exception):
    def __init__(self, what: str, limit: int) -> None:
        super().__init__(what, limit)
        self.what, self.limit = what, limit


class _Bounded:
    """Collects what the engine writes, and stops it beyond the limits."""

    def __init__(self, limits: Limits, rows: tuple[bytes, int] | None) -> None:
        self._limits = limits
        self._between, self._rows = rows or (b"", 0)
        self._parts: list[bytes] = []
        self._size = 0
        self._tail: bytes | None = None

    def write(self, data: bytes) -> int:
        self._parts.append(data)
        self._size += len(data)
        if self._size > self._limits.size:
            raise _TooMuch("bytes", self._limits.size)
        # Most answers are too short to hold too many rows, however short these are.
        if self._between and self._size >= self._limits.rows * len(self._between):
            self._count(data if self._tail is not None else self.whole())
        return len(data)

    def _count(self, fresh: bytes) -> None:
        # What stands half in one piece and half in the next: neither is long enough to hold a whole one.
        tail, over = self._tail or b"", len(self._between) - 1
        self._rows += fresh.count(self._between) + (tail + fresh[:over]).count(self._between)
        self._tail = (tail + fresh)[-over:] if len(fresh) < over else fresh[len(fresh) - over :]
        if self._rows > self._limits.rows:
            raise _TooMuch("rows", self._limits.rows)

    def flush(self) -> None:
        """Nothing waits."""

    def whole(self) -> bytes:
        return b"".join(self._parts)


def nursery(control: socket.socket, directory: Path, in_memory: bool, limits: Limits) -> None:
    """Forks a worker for each socket that comes over ``control``, and answers with its process id; ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        shared = _loaded(directory) if in_memory else None
        if shared is None:
            EmbeddedStore(directory)
    except PigraphError as error:
        control.sendall(frame({"error": error.message, "remedy": error.remedy}))
        return
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for workers: the system buries them
    control.sendall(frame({"ready": True}))
    gc.collect()
    gc.freeze()  # what is there is never looked through again, and stays shared with all forks
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            return
        child = os.fork()
        if child == 0:
            control.close()
            _work(socket.socket(fileno=descriptors[0]), shared, directory, limits)
        os.close(descriptors[0])
        control.sendall(frame({"pid": child}))


def _loaded(directory: Path) -> EmbeddedStore:
    """The default graph in memory. Another process reads the disk: its engine starts threads that no fork survives."""
    command = [sys.executable, "-c", f"from pigraph.service.worker import pour; pour({str(directory)!r})"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        store = EmbeddedStore.in_memory(cast(BinaryIO, reader.stdout), directory)
    if reader.returncode:
        raise StoreError(f"The graph in {directory} cannot be read to its end.", "Run: pigraph build")
    return store


def pour(directory: str) -> None:
    """Write the default graph of the store in ``directory`` to standard output as N-Triples."""
    EmbeddedStore(Path(directory)).write_current(sys.stdout.buffer)


def _work(jobs: socket.socket, shared: EmbeddedStore | None, directory: Path, limits: Limits) -> None:
    """Answer jobs until the other end closes. Never returns: a fork must not run on in its parent's code."""
    try:
        store = _Beside(shared, _on_disk(directory)) if shared else EmbeddedStore(directory)
        no_network()
        _bound_memory(limits.megabytes)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        while (job := _receive(jobs)) is not None:
            signal.alarm(limits.seconds)
            answered, body = answer(store, job, limits)
            signal.alarm(0)
            head = REPLY.pack(answered, len(body))
            if len(body) > _SMALL:
                jobs.sendall(head)
                jobs.sendall(body)
            else:
                jobs.sendall(head + body)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _on_disk(directory: Path) -> EmbeddedStore | None:
    try:
        return EmbeddedStore(directory)
    except StoreError:
        return None


def _bound_memory(megabytes: int) -> None:
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = held + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Out of memory, the engine says so on stderr and aborts; the service reports it itself.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def answer(store: _Writing, job: dict[str, object], limits: Limits) -> Outcome:
    """A job's answer within the limits. Raises `StoreError` when the store itself fails."""
    form = (_GRAPHS if job["graph"] else _FORMS)[str(job["form"])]
    default, named = job.get("default"), job.get("named")
    dataset = OWN if default is None and named is None else Dataset(_graphs(default), _graphs(named))
    output = _Bounded(limits, _ROWS.get(form) if isinstance(form, ResultFormat) else None)
    try:
        store.write(str(job["query"]), form, output, dataset)  # type: ignore[arg-type] # it only writes
        return True, output.whole()
    except _TooMuch as limit:
        return False, _json({"status": "large", "what": limit.what, "limit": limit.limit})
    except QueryError as error:
        refused: dict[str, object] = {
            "status": "bad",
            "title": error.message,
            "remedy": error.remedy,
            "place": error.place,
        }
        return False, _json(refused)


def _graphs(given: object) -> tuple[str, ...] | None:
    return tuple(given) if isinstance(given, list | tuple) else None


def _json(message: Mapping[str, object]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()


def frame(message: Mapping[str, object]) -> bytes:
    """A message as it is sent: its length, then itself."""
    data = _json(message)
    return LENGTH.pack(len(data)) + data


def _receive(connection: socket.socket) -> dict[str, object] | None:
    """The next job; None when the other end is closed. It sends no second one before the first is answered."""
    data = connection.recv(_READ)
    while len(data) < LENGTH.size or len(data) < LENGTH.size + LENGTH.unpack_from(data)[0]:
        part = connection.recv(_READ)
        if not part:
            return None
        data += part
    job: dict[str, object] = json.loads(data[LENGTH.size :])
    return job
