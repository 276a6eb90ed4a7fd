"""Files read by the workers of a Dask cluster. What they make streams back into the spool of the build.

::

    build ──files as bytes──► scheduler ──► worker … worker    reads, compresses
      ▲                                        │
      └──────────── spool on disk ◄────────────┘               a few files a task, few tasks on their way

The machines share no disk, so a file travels with what stands beside it. A task of a worker that dies goes to another
(that is Dask's), and what comes back twice is put down once. Every worker must have the same pigraph, data and
libraries, by the digest that also names the cache: else its graph would be another.

Whoever reaches a scheduler can run code on its workers: keep it in a private network, or use TLS (``tls://``, with the
certificates that Dask's own configuration names).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from pigraph.cache import Entry, Packed, version
from pigraph.document import beside
from pigraph.errors import ClusterError, PigraphError
from pigraph.making import FILES_A_TASK, Failure, Maker, Task, Work, attempt

_PATIENCE = 10
"""Seconds to wait for the scheduler, and for its first worker."""
_MOST_BYTES = 4 * 1024 * 1024
"""Of the files of one task, if it has several."""


class Sent(Struct, frozen=True):
    """A file as it travels: ``files`` by name are its own bytes, and of what stands beside it."""

    path: Path
    collides: bool
    files: dict[str, bytes]


Parcel: TypeAlias = tuple[Sent, ...]


class Cluster:
    """A connection to the scheduler at ``address``, as a context manager; entering raises `ClusterError`."""

    _dask: Any  # imported where it is needed: few have it
    _client: Any

    def __init__(self, address: str) -> None:
        self._address = address

    def __enter__(self) -> Self:
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            raise ClusterError("Building on a cluster needs Dask.", "Run: pip install 'pigraph[cluster]'") from error
        # Dask logs at length what is said here in one sentence.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            self._dask, self._client = (
                distributed,
                distributed.Client(self._address, timeout=_PATIENCE, set_as_default=False),
            )
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            raise ClusterError(
                f"No Dask scheduler answers at {self._address}.", "Start one there: dask scheduler"
            ) from error
        try:
            self._checked()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def _checked(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            remedy = f"Start some with pigraph installed: dask worker {self._address}"
            raise ClusterError(f"The Dask scheduler at {self._address} has no workers.", remedy) from error
        for worker, said in self._client.run(version, on_error="return").items():
            if said != version():
                raise self._other(worker)

    def made(self, work: Work, tasks: list[Task]) -> Iterator[Entry | Failure]:
        """Every task, in any order, each as soon as it is back. Raises `ClusterError` and `StoreError`."""
        sent: dict[Any, Parcel] = {}
        arriving = self._dask.as_completed(loop=self._client.loop)
        try:
            for parcel in parcels(work, tasks):
                if not isinstance(parcel, tuple):
                    yield parcel
                    continue
                self._send(work, parcel, sent, arriving)
                while len(sent) >= self._room():
                    yield from self._received(work, sent, arriving)
            while sent:
                yield from self._received(work, sent, arriving)
        finally:
            for future in sent:
                future.release()

    def _room(self) -> int:
        """How many tasks may be on their way: enough that no worker waits, few enough for any memory."""
        try:
            threads: int = sum(self._client.nthreads().values())
        except (OSError, ValueError) as error:
            raise self._gone() from error
        return 2 * threads + 1

    def _send(self, work: Work, parcel: Parcel, sent: dict[Any, Parcel], arriving: Any) -> None:
        future = self._client.submit(made_there, work.maker, version(), parcel, pure=False)
        sent[future] = parcel
        arriving.add(future)

    def _received(self, work: Work, sent: dict[Any, Parcel], arriving: Any) -> Iterator[Entry | Failure]:
        future = next(arriving)
        parcel = sent.pop(future)
        try:
            error = future.exception()  # of a result that was lost with its worker, Dask has it made again
            results = [] if error else future.result()
        except (CancelledError, OSError) as gone:
            raise self._gone() from gone
        if isinstance(error, self._dask.KilledWorker):
            if len(parcel) > 1:  # alone, each shows whether it is the one that kills
                for one in parcel:
                    self._send(work, (one,), sent, arriving)
                return
            died = PigraphError(f"Workers of the cluster died while reading {parcel[0].path}.", "Read it by itself.")
            yield Failure(parcel[0].path, died)
        elif isinstance(error, OtherPigraph):
            raise self._other(error.args[0])
        elif error is not None:
            raise ClusterError(
                f"The cluster at {self._address} cannot run pigraph: {error}.", "Install pigraph on its machines."
            )
        else:
            future.release()
            for one, result in zip(parcel, results, strict=True):
                if isinstance(result, Failure):
                    yield result
                else:
                    yield work.keep(result, one.collides)

    def _gone(self) -> ClusterError:
        return ClusterError(f"The Dask scheduler at {self._address} went away.", "Start it and build again.")

    def _other(self, worker: str) -> ClusterError:
        return ClusterError(
            f"The worker {worker} of {self._address} has another pigraph than this machine, or none.",
            "Install the same version there, with the same libraries, Python and imported laws.",
        )


class OtherPigraph(Exception):
    """A worker that joined later has another pigraph: its address."""


def parcels(work: Work, tasks: list[Task]) -> Iterator[Entry | Failure | Parcel]:
    """What is to be sent, a few files at once; and what needs no sending, as it is in the spool or cannot be read."""
    parcel: list[Sent] = []
    size = 0
    for path, collides in tasks:
        if kept := work.kept(path, collides):
            yield kept
            continue
        try:
            files = {file.name: file.read_bytes() for file in (path, *beside(path)) if file == path or file.is_file()}
        except (OSError, ValueError):
            files = {}
        if not files or work.key(path, collides) is None:
            yield work.make(path, collides)  # it says what is wrong
            continue
        weight = sum(map(len, files.values()))
        if parcel and (len(parcel) == FILES_A_TASK or size + weight > _MOST_BYTES):
            yield tuple(parcel)
            parcel, size = [], 0
        parcel.append(Sent(path, collides, files))
        size += weight
    if parcel:
        yield tuple(parcel)


def made_there(maker: Maker, wanted: str, parcel: Parcel) -> list[Packed | Failure]:
    """Run by a worker: what ``maker`` makes of each file. Raises `OtherPigraph` unless its `version` is ``wanted``."""
    if version() != wanted:
        raise OtherPigraph(import_module("distributed").get_worker().address)
    return [_made_there(maker, one) for one in parcel]


def _made_there(maker: Maker, sent: Sent) -> Packed | Failure:
    with TemporaryDirectory(prefix="pigraph-") as folder:
        for name, data in sent.files.items():
            (Path(folder) / name).write_bytes(data)
        path = Path(folder) / sent.path.name
        result = attempt(path, lambda: Packed.of(maker(path, sent.collides)))
    if isinstance(result, Packed):
        return replace(result, path=sent.path)
    # The place is the one that the user knows.
    message = result.error.message.replace(str(path), str(sent.path))
    error = type(result.error)(message.replace(f"{folder}/", f"{sent.path.parent}/"), result.error.remedy)
    return Failure(sent.path, error)
