"""What processes cost: CPU seconds and memory of one process and of all that it started (Linux, from /proc)."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY = 0.25
"""Seconds between two looks, at first; a look takes a moment, so a long run is looked at less often."""


def family(pid: int) -> list[int]:
    """``pid`` and all that descend from it, as far as they live."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                # The name of a command may hold blanks and brackets; what follows its last bracket does not.
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, ())
    return found


def memory(pid: int) -> float:
    """Megabytes of ``pid`` and its descendants; pages that several share are shared out among them."""
    kilobytes = 0
    for one in family(pid):
        with suppress(OSError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


class Meter:
    """CPU ``seconds`` that a process and its descendants spend while the block runs, those that end in it included."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before: dict[int, int] = {}
        self._last: dict[int, int] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _look(self) -> None:
        for one in family(self._pid):
            with suppress(OSError):
                fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
                self._last[one] = int(fields[11]) + int(fields[12])  # utime, stime

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            self._look()

    @property
    def seconds(self) -> float:
        return sum(ticks - self._before.get(pid, 0) for pid, ticks in self._last.items()) / _TICKS

    def __enter__(self) -> Self:
        self._look()
        self._before = dict(self._last)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()
        self._look()


class Peak:
    """The most memory that a process and its descendants held while the block ran, in ``megabytes``."""

    def __init__(self, pid: int) -> None:
        self.megabytes = 0.0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        pause = _EVERY
        while not self._over.wait(pause):
            self.megabytes = max(self.megabytes, memory(self._pid))
            pause = min(2.0, pause * 1.05)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()
