"""One file made, whatever happens, here or on another machine; and many of them, in processes of this machine."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias, TypeVar

from msgspec import Struct

from pigraph.cache import Entry, Made, Packed, Spool, key_of
from pigraph.errors import PigraphError, StoreError

Maker: TypeAlias = Callable[[Path, bool], Made]
"""As `pigraph.reading.make`."""

Task: TypeAlias = tuple[Path, bool]
"""A file to make, and whether its document needs a name of its own (``collides``)."""

_T = TypeVar("_T")

FILES_A_TASK = 5
"""A policy takes some 100 ms, and starting a process about a second: fewer files are read in this process."""


class Failure(Struct, frozen=True):
    """A source file that was left out, and why."""

    path: Path
    error: PigraphError


class Work(Struct, frozen=True):
    """How files are made: where to, and by what."""

    spool: Spool
    maker: Maker

    def key(self, path: Path, collides: bool) -> str | None:
        """What the spool knows the file by; None for what is no readable file."""
        return key_of(path, collides, self.maker.__module__, self.maker.__qualname__)

    def kept(self, path: Path, collides: bool) -> Entry | None:
        """What an earlier build made of the file, if it has not changed since."""
        key = self.key(path, collides)
        return self.spool.find(key, path) if key is not None else None

    def keep(self, packed: Packed, collides: bool) -> Entry:
        """Put down what was made. A file that could not be digested fails to be made; should it be there by now, its
        bytes name it. Raises `StoreError`."""
        return self.spool.put(self.key(packed.path, collides) or f"{packed.sha256}{collides:d}", packed)

    def make(self, path: Path, collides: bool) -> Entry | Failure:
        """Make one file in this process. Raises `StoreError`."""
        return attempt(path, lambda: self.keep(Packed.of(self.maker(path, collides)), collides))


def attempt(path: Path, work: Callable[[], _T]) -> _T | Failure:
    """What ``work`` on a file gives. Raises `StoreError` only: a full disk is not the fault of the file."""
    try:
        return work()
    except StoreError:
        raise
    except PigraphError as error:
        return Failure(path, error)
    except Exception as error:
        # One file that trips pigraph must not stop the thousands beside it.
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(at.filename).name}, line {at.lineno}"
        what = f"pigraph tripped over {path}: {type(error).__name__}: {error} ({where})."
        return Failure(path, PigraphError(what, "Please report it with the file."))


def made_here(work: Work, tasks: list[Task], jobs: int) -> Iterator[Entry | Failure]:
    """Every task in as many processes as ``jobs``, in any order, each as soon as it is made. Raises `StoreError`."""
    chunks = [tasks[n : n + FILES_A_TASK] for n in range(0, len(tasks), FILES_A_TASK)]
    if min(jobs, len(chunks)) <= 1:
        yield from (_made(work, *task) for task in tasks)
        return
    # Spawned, not forked: a forked process would inherit the locks of the engine's threads.
    with ProcessPoolExecutor(min(jobs, len(chunks)), get_context("spawn")) as pool:
        waiting = {pool.submit(_all_made, work, chunk): chunk for chunk in chunks}
        for future in as_completed(waiting):
            try:
                yield from future.result()
            except BrokenProcessPool:
                died = PigraphError("A process that was reading died.", "Build again with --jobs 1 to find the file.")
                yield from (Failure(path, died) for path, _ in waiting[future])
            except StoreError:
                pool.shutdown(cancel_futures=True)
                raise


def _all_made(work: Work, chunk: Iterable[Task]) -> list[Entry | Failure]:
    return [_made(work, path, collides) for path, collides in chunk]


def _made(work: Work, path: Path, collides: bool) -> Entry | Failure:
    return work.kept(path, collides) or work.make(path, collides)
