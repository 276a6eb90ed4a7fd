"""Something made in a second process of this machine, while this one makes something else."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from pigraph.errors import PigraphError

_T = TypeVar("_T")

_THREADS = Path("/proc/self/task")


@contextmanager
def beside(work: Callable[[], _T]) -> Iterator[Callable[[], _T]]:
    """``work`` is begun in a copy of this process; what the block is given waits for its result, or raises its error.

    The result must be one that can be pickled. Where a copy does not pay or is not safe, or if it does not come through
    (killed, out of memory, an error of ours), ``work`` is done here, when it is asked for.
    """
    if not _copies():
        yield work
        return
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(there, work), daemon=True)
    process.start()
    there.close()

    def result() -> _T:
        try:
            made: _T | PigraphError = here.recv()
        except (EOFError, OSError):
            return work()
        if isinstance(made, PigraphError):
            raise made
        return made

    try:
        yield result
    finally:
        here.close()
        process.terminate()
        process.join()


def _copies() -> bool:
    """Whether another core is there, and no other thread, whose locks would stay locked in a copy. Linux only."""
    try:
        threads = len(list(_THREADS.iterdir()))
    except OSError:
        return False
    return threads == 1 and len(os.sched_getaffinity(0)) > 1


def _send(there: Connection, work: Callable[[], _T]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that waits: it ends this one
    try:
        there.send(work())
    except PigraphError as error:
        there.send(error)
    except Exception:
        there.close()  # done again where it is asked for, the error shows where it came from
