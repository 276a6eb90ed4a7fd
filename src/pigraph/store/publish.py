"""Atomic publishing: readers see the old graph or the new one, never half of one.

::

    home/
      current → generations/00000002     what readers open; switched by one rename
      generations/00000001               the one before, for readers that were just about to open it
      generations/00000003.part          being built, or left by a build that died: readers never see it
      .lock                              held by the one build that may write

A new generation is written beside, forced to disk (fsync), named, and only then does ``current`` move to it.
Whatever kills a build midway, ``current`` still names a whole graph; the next build clears what was left.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pigraph.errors import NoGraph, StoreError

_CURRENT = "current"
_GENERATIONS = "generations"
_PART = ".part"


def current(home: Path) -> Path:
    """The directory of the published generation below ``home``. Raises `NoGraph` before the first build."""
    try:
        return (home / _CURRENT).resolve(strict=True)
    except OSError as error:
        raise NoGraph(f"No graph has been built in {home} yet.", "Run: pigraph build") from error


@contextmanager
def generation(home: Path) -> Iterator[Path]:
    """A new, empty directory to fill; it is published when the block ends, dropped when the block raises.

    Raises `StoreError` if another build holds ``home``, or if the disk refuses (full, read-only): then the
    graph that was published before stays in use.
    """
    try:
        with _lock(home):
            yield from _publishing(home)
    except OSError as error:
        raise StoreError(
            f"The graph cannot be written to {home}: {error.strerror or error}.",
            "Make room or choose another --home; what was published before stays in use.",
        ) from error


def _publishing(home: Path) -> Iterator[Path]:
    generations = home / _GENERATIONS
    generations.mkdir(exist_ok=True)
    if (home / _CURRENT).exists() and not (home / _CURRENT).is_symlink():
        raise StoreError(f"{home / _CURRENT} is not pigraph's.", "Choose another directory with --home.")
    for left in generations.glob(f"*{_PART}"):
        shutil.rmtree(left, ignore_errors=True)
    number = max((int(p.name) for p in generations.iterdir() if p.name.isdigit()), default=0) + 1
    part = generations / f"{number:08d}{_PART}"
    part.mkdir()
    try:
        yield part
        _force(part)
        done = part.with_suffix("")
        part.rename(done)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _force_directory(generations)
    before = os.path.realpath(home / _CURRENT)
    _switch(home, done)
    for old in generations.iterdir():
        if old != done and str(old.resolve()) != before:
            shutil.rmtree(old, ignore_errors=True)


def _switch(home: Path, done: Path) -> None:
    beside = home / f"{_CURRENT}{_PART}"
    beside.unlink(missing_ok=True)
    beside.symlink_to(done.relative_to(home), target_is_directory=True)
    beside.replace(home / _CURRENT)
    _force_directory(home)


@contextmanager
def _lock(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(f"Another build is writing to {home}.", "Wait until it ends.") from error
        yield


def _force(directory: Path) -> None:
    """Every file and directory below ``directory`` to disk."""
    for folder, _, names in os.walk(directory):
        for name in names:
            with Path(folder, name).open("rb") as file:
                os.fsync(file.fileno())
        _force_directory(Path(folder))


def _force_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
