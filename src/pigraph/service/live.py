"""The graph that is served now. A newly published one is loaded beside it; then requests go there, and the old one
ends when its last answer is out: no request is dropped, and none meets half of each."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pigraph.errors import PigraphError, StoreError
from pigraph.service.pool import Pool, Settings
from pigraph.store import current

_MEMORY_A_BYTE = 2.5
"""Bytes of memory that the engine needs for a byte of its store on disk (443 against 205 bytes a quad, and some)."""
_SHARE = 0.25
"""The most of the free memory that a graph in memory may take."""
_LOOK = 0.5


@dataclass(frozen=True, slots=True)
class Generation:
    """A published graph: its directory, its digest, and the workers that answer from it."""

    directory: Path
    digest: str
    in_memory: bool
    pool: Pool


class Live:
    """What is published in ``home``, as it changes. Make one with `Live.open`."""

    def __init__(self, home: Path, settings: Settings, now: Generation) -> None:
        self.home, self.settings, self.now = home, settings, now
        self.failure = ""
        self._retiring: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, home: Path, settings: Settings) -> Live:
        """Load the published graph. Raises `StoreError`, and `NoGraph` before the first build."""
        return cls(home, settings, await _open(current(home), settings))

    async def watch(self) -> None:
        """Follow what is published, until cancelled. A graph that cannot be loaded leaves the old one in use."""
        while True:
            await asyncio.sleep(_LOOK)
            try:
                directory = current(self.home)
                if directory == self.now.directory and self.now.pool.alive:
                    continue
                newer = await _open(directory, self.settings)
            except (PigraphError, OSError) as error:  # OSError: removed by the build after the next
                self.failure = str(error)
                continue
            self.failure = ""
            before, self.now = self.now, newer
            task = asyncio.get_running_loop().create_task(_retire(before))
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)

    @contextmanager
    def held(self) -> Iterator[Generation]:
        """The generation for one request: it stays open until the request is answered."""
        now = self.now
        with now.pool.held():
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
        await generation.pool.drained()
    finally:
        await generation.pool.close()


async def _open(directory: Path, settings: Settings) -> Generation:
    store = directory / "store"
    if not store.is_dir():
        raise StoreError(f"{directory} holds no graph.", "Run: pigraph build")
    in_memory = fits(store)
    return Generation(directory, _digest(directory), in_memory, await Pool.open(store, in_memory, settings))


def fits(store: Path) -> bool:
    """True if the graph in ``store`` can be held in memory beside what else runs on this machine."""
    size = sum(f.stat().st_size for f in store.rglob("*") if f.is_file())
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return size * _MEMORY_A_BYTE <= free * _SHARE


def _digest(directory: Path) -> str:
    """The digest of the published graph; of a graph published before digests were kept, of its place."""
    try:
        return (directory / "digest").read_text(encoding="ascii").strip()
    except OSError:
        made = (directory / "store").stat().st_mtime_ns
        return hashlib.sha256(f"{directory}:{made}".encode()).hexdigest()
