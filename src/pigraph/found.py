"""What the shapes find in the documents of a build: reports for one day, kept beside what was read of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from pigraph.cache import Entry, Spool
from pigraph.checks.check import checker
from pigraph.exchange.findings import NAME, SHAPES, findings_of, report_graph, shapes_graph, write_report
from pigraph.store import Part

_A_TASK = 50
"""Starting a process takes as long as checking some hundred policies: fewer are checked in this one."""


def find(spool: Spool, entries: Iterable[Entry], on: date, jobs: int) -> None:
    """Check what has no report for the day yet, in as many processes as ``jobs``. Raises `StoreError`.

    A policy over which the checks trip has no findings; it is published all the same, and the build says so.
    """
    day = on.isoformat()
    new = [entry for entry in entries if spool.beside(entry, day) is None]
    tasks = [new[n : n + _A_TASK] for n in range(0, len(new), _A_TASK)]
    if min(jobs, len(tasks)) <= 1:
        for task in tasks:
            _check(spool, task, on)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn")) as pool:
        for done in [pool.submit(_check, spool, task, on) for task in tasks]:
            done.result()


def parts(spool: Spool, entries: Iterable[Entry], on: date) -> Iterator[Part]:
    """The graphs of what was found, and of the shapes; none of it is in the default graph."""
    for entry in entries:
        if found := spool.beside(entry, on.isoformat()):
            yield Part(findings_of(entry.document), found, current=False, origin=str(entry.path))
    yield Part(SHAPES, shapes_graph(checker().shapes), current=False, origin="shapes")


def write(spool: Spool, entries: Iterable[Entry], on: date, directory: Path) -> tuple[str, ...]:
    """Write the report of all ``entries`` into a directory; returns the documents that have none."""
    unchecked: list[str] = []

    def reports() -> Iterator[bytes]:
        for entry in sorted(entries, key=lambda e: e.document):
            if found := spool.beside(entry, on.isoformat()):
                yield found
            else:
                unchecked.append(entry.document)

    write_report(directory / NAME, reports(), shapes_graph(checker().shapes))
    return tuple(unchecked)


def _check(spool: Spool, entries: list[Entry], on: date) -> None:
    checks = checker()
    for entry in entries:
        stated, text = spool.part(entry, "stated"), spool.part(entry, "text").decode()
        try:
            report = checks.check(entry.document, stated, text, entry.name, on)
            found = report_graph(report, checks.shapes, entry.sha256[:12])
        except Exception:
            found = b""
        spool.lay_beside(entry, on.isoformat(), found)
