"""Work that may not end: done in a process of its own, so long as its budget of CPU lasts."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized, SynchronizedArray
from typing import TypeAlias

Step: TypeAlias = Callable[[], object]
Ready: TypeAlias = Callable[[int], list[Step]]
"""Gets an engine ready for so many policies, before the clock starts; then the steps that the clock is for."""


@dataclass(frozen=True, slots=True)
class Spent:
    """``done`` steps, with the seconds of CPU that they took; ``stopped``: why not all of them, else empty."""

    done: int
    seconds: float
    stopped: str = ""


def spent(ready: Ready, size: int, budget: float) -> Spent:
    """What the steps for ``size`` policies take; the system ends them after ``budget`` seconds of CPU.

    A copy of this process does them, so that what an engine leaves behind, or breaks, harms no other. An engine that
    ends its process or raises is a result as well.
    """
    context = get_context("fork")
    clock = context.Array("d", 3)  # steps done, CPU when the last ended, CPU when the clock started
    said = context.Array("c", 200)
    process = context.Process(target=_work, args=(ready, size, budget, clock, said))
    process.start()
    process.join()
    done, last, start = clock
    words = bytes(said.value).decode(errors="replace")
    if process.exitcode == -signal.SIGXCPU or (process.exitcode == -signal.SIGKILL and not words):
        return Spent(int(done), last - start, f"stopped after {budget:g} s")
    if process.exitcode:
        return Spent(int(done), last - start, f"aborted: {words or f'ended with {process.exitcode}'}")
    return Spent(int(done), last - start)


def _work(ready: Ready, size: int, budget: float, clock: SynchronizedArray[float], said: Synchronized[bytes]) -> None:
    try:
        steps = ready(size)
        clock[1] = clock[2] = start = time.process_time()
        # The hard limit is for native code that handles the signal.
        resource.setrlimit(resource.RLIMIT_CPU, (int(start + budget) + 1, int(start + budget) + 5))
        for number, step in enumerate(steps, 1):
            step()
            clock[0], clock[1] = number, time.process_time()
            if clock[1] - start > budget and number < len(steps):
                os.kill(os.getpid(), signal.SIGXCPU)
    except BaseException as error:  # a panic of an engine is no Exception
        said.value = f"{type(error).__name__}: {error}".encode()[:199]
        os._exit(1)
    os._exit(0)
