"""The graph that is served now. A newly published one is loaded beside it; then requests go there, and the old one
ends when its last answer is out: no request is dropped, and none meets half of each."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from msgspec import Struct

from pigraph.errors import PigraphError, StoreError
from pigraph.service.memory import Memory
from pigraph.service.passing import Passing
from pigraph.service.pool import Job, Pool, Settings
from pigraph.service.turns import Turns
from pigraph.store import current, current_triples, external

_MEMORY_A_TRIPLE = 500
"""Bytes of memory that the engine needs for a triple of the default graph (394 to 487 measured)."""
_TRIPLES_A_BYTE = 1 / 370
"""Triples of the default graph for a byte of the store on disk, where they were not counted (at most, as measured)."""
_SHARE = 0.75
"""The most of the free memory that a graph in memory may take, with the copies that its workers make."""
_LOOK = 0.5
_LOOK_FAR = 5.0
"""Seconds between looks at what is published here, and at an endpoint elsewhere."""


class Answering(Protocol):
    """What runs the queries of one generation: a `Pool`, or `Passing`."""

    settings: Settings
    replaced: int

    @property
    def turns(self) -> Turns[Any]: ...

    @property
    def alive(self) -> bool: ...
    async def run(self, job: Job) -> bytes: ...
    async def close(self) -> None: ...


class Generation(Struct, frozen=True):
    """A published graph: its directory, its digest ("" = an endpoint that tells none), what answers from it,
    and what was answered."""

    directory: Path
    digest: str
    in_memory: bool
    pool: Answering
    memory: Memory

    @property
    def version(self) -> str:
        """What entity tags are made of: without a digest nothing tells whether an answer is still true, so no two are
        alike."""
        return self.digest or uuid4().hex


class Live:
    """What is published in ``home``, or what ``PIGRAPH_STORE`` names, as it changes. Make one with `Live.open`."""

    def __init__(self, home: Path, settings: Settings, now: Generation) -> None:
        self.home, self.settings, self.now = home, settings, now
        self.failure = ""
        self._retiring: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, home: Path, settings: Settings) -> Live:
        """Load the published graph. Raises `StoreError`, and `NoGraph` before the first build."""
        if address := external():
            return cls(home, settings, await _passing(address, home, settings))
        return cls(home, settings, await _open(current(home), settings))

    async def watch(self) -> None:
        """Follow what is published, until cancelled. A graph that cannot be loaded leaves the old one in use."""
        while True:
            await asyncio.sleep(_LOOK_FAR if isinstance(self.now.pool, Passing) else _LOOK)
            try:
                newer = await self._newer()
            except (PigraphError, OSError) as error:  # OSError: removed by the build after the next
                self.failure = str(error)
                continue
            self.failure = ""
            if newer is None:
                continue
            before, self.now = self.now, newer
            task = asyncio.get_running_loop().create_task(_retire(before))
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)

    async def _newer(self) -> Generation | None:
        now = self.now
        if isinstance(now.pool, Passing):
            digest = await now.pool.digest()
            return None if digest == now.digest else await _passing(external(), self.home, self.settings)
        directory = current(self.home)
        if directory == now.directory and now.pool.alive:
            return None
        return await _open(directory, self.settings)

    @contextmanager
    def held(self) -> Iterator[Generation]:
        """The generation for one request: it stays open until the request is answered."""
        now = self.now
        with now.pool.turns.held():
            yield now

    @property
    def retiring(self) -> int:
        """Earlier generations that still answer."""
        return len(self._retiring)

    async def close(self) -> None:
        for task in tuple(self._retiring):
            task.cancel()
        await self.now.pool.close()


async def _retire(generation: Generation) -> None:
    try:
        await generation.pool.turns.drained()
    finally:
        await generation.pool.close()


async def _passing(address: str, home: Path, settings: Settings) -> Generation:
    pool = Passing(address, settings)
    try:
        digest = await pool.digest()
    except StoreError:
        await pool.close()
        raise
    # The texts that evidence points into are served if they are here.
    # Nothing is kept: who looks after that endpoint may change it at any time.
    return Generation((home / "current").resolve(), digest, False, pool, Memory(0))


async def _open(directory: Path, settings: Settings) -> Generation:
    store = directory / "store"
    if not store.is_dir():
        raise StoreError(f"{directory} holds no graph.", "Run: pigraph build")
    in_memory = fits(store, settings.workers) if settings.in_memory is None else settings.in_memory
    pool = await Pool.open(store, in_memory, settings)
    return Generation(directory, _digest(directory), in_memory, pool, Memory(settings.kept * 1024 * 1024))


def fits(store: Path, workers: int) -> bool:
    """True if the default graph of ``store`` can be held in memory beside what else runs on this machine.

    The engine counts references in what it reads, so each worker in time has its own copy of what it was asked about.
    """
    triples = current_triples(store) or _size(store) * _TRIPLES_A_BYTE
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return triples * _MEMORY_A_TRIPLE * (1 + workers) <= free * _SHARE


def _size(store: Path) -> int:
    """Bytes on disk."""
    return sum(f.stat().st_size for f in store.rglob("*") if f.is_file())


def _digest(directory: Path) -> str:
    """The digest of the published graph; of a graph published before digests were kept, of its place."""
    try:
        return (directory / "digest").read_text(encoding="ascii").strip()
    except OSError:
        made = (directory / "store").stat().st_mtime_ns
        return hashlib.sha256(f"{directory}:{made}".encode()).hexdigest()
