"""How fast policies are read, and whether memory stays flat over many of them.

    .venv/bin/python benchmarks/reading.py [--rounds 5] [--documents 1000]

Figures that were measured stand in ``benchmarks/RESULTS.md``.

Three measurements, all on one core:

- policies a second, read alone and with their graph, over the shipped policies and the shared ones
  (`../shared/policies/dev`; tests/documents where there is no shared folder), each `--rounds` times: by the time of
  a core, by the clock, and with each document at its fastest, which other programs disturb least;
- milliseconds a document by format: the same policies as text, Markdown and HTML, and one policy written as DOCX,
  HWPX and HWP by the makers of the tests; PDF from tests/documents/pdf;
- memory after 100, 300, 1,000 … documents, up to `--documents`. Each is worded differently: what is remembered of
  wordings must not grow with them, nor does it make reading them fast. They are written, read and forgotten one by
  one; 10,000 take some ten minutes.

Figures are of this machine and this minute: compare them only within one run. What every run pays once (importing,
the law registry, the vocabulary, the lexicon) is shown apart.
"""

from __future__ import annotations

import argparse
import itertools
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parents[1]
SHARED = TOP.parent / "shared" / "policies" / "dev"
GOAL = 20
"""Policies a second, HTML and text, with their graph."""
SUFFIXES = (".txt", ".md", ".html")


class Took(NamedTuple):
    """Seconds that a call took: of a core, and by the clock."""

    core: float
    clock: float


def timed(work: Callable[[], object]) -> Took:
    """Seconds of one call; of the core, those that other processes take are not counted."""
    core, clock = time.process_time(), time.perf_counter()
    work()
    return Took(time.process_time() - core, time.perf_counter() - clock)


def corpus() -> list[Path]:
    """The shipped policies, and the shared ones or else the invented ones."""
    more = [SHARED] if SHARED.is_dir() else sorted(p for p in (TOP / "tests" / "documents").iterdir() if p.is_dir())
    folders = [TOP / "data" / "policies", *more]
    return [p for folder in folders for p in sorted(folder.iterdir()) if p.suffix in SUFFIXES and p.stem != "README"]


def other_formats(folder: Path) -> Iterator[Path]:
    """A policy in the formats of word processors, written to ``folder``, and the PDF files of the tests."""
    yield from sorted((TOP / "tests" / "documents" / "pdf").glob("*.pdf"))
    sys.path.insert(0, str(TOP))
    try:
        from tests.blocks.makers import docx_of, hwp_of, hwpx_of
    except ImportError:  # python-docx comes with the tools for development
        return
    from pigraph.blocks.read import read
    from pigraph.document import load

    source = TOP / "data" / "policies" / "gimpo.txt"
    blocks = read(load(source)).blocks
    for suffix, write in (("docx", docx_of), ("hwpx", hwpx_of), ("hwp", hwp_of)):
        path = folder / f"{source.stem}.{suffix}"
        path.write_bytes(write(blocks))
        yield path


def speed(paths: list[Path], rounds: int) -> None:
    """Prints milliseconds by format, and policies a second over the formats of ``paths`` together."""
    from pigraph import reading

    print(f"\n{'format':8} {'files':>5} {'kB':>7} {'read ms':>8} {'with graph':>10}")
    alone: list[list[Took]] = []
    together: list[list[Took]] = []
    with tempfile.TemporaryDirectory() as folder:
        by_format: dict[str, list[Path]] = {}
        for path in (*paths, *other_formats(Path(folder))):
            by_format.setdefault(path.suffix[1:], []).append(path)
        for form, files in by_format.items():
            for path in files:
                reading.make(path)  # what is loaded once is loaded
            read = [[timed(partial(reading.read, path)) for _ in range(rounds)] for path in files]
            make = [[timed(partial(reading.make, path)) for _ in range(rounds)] for path in files]
            size = statistics.mean(p.stat().st_size for p in files) / 1000
            ms_read, ms_make = (1000 * statistics.mean(t.core for of in took for t in of) for took in (read, make))
            print(f"{form:8} {len(files):5} {size:7.1f} {ms_read:8.1f} {ms_make:10.1f}")
            if f".{form}" in SUFFIXES:
                alone += read
                together += make
    print(f"\n{len(paths)} policies as HTML and text, {rounds} times, one core, policies a second (goal: {GOAL}):")
    print(f"{'':18} {'core time':>9} {'wall time':>9} {'fastest':>9}")
    for name, took in (("read", alone), ("read, with graph", together)):
        core, clock = (len(took) * rounds / sum(t[n] for of in took for t in of) for n in (0, 1))
        print(f"{name:18} {core:9.1f} {clock:9.1f} {len(took) / sum(min(of).core for of in took):9.1f}")


def memory(paths: list[Path], documents: int) -> None:
    """Prints the memory of this process after ever more documents, no two of which are worded alike."""
    from pigraph import reading

    steps = {n for k in range(2, 10) for n in (10**k, 3 * 10**k) if n < documents} | {documents}
    print(f"\n{'documents':>9} {'memory now':>12} {'with graph, policies a second of a core':>42}")
    spent, before = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        for n, path in zip(range(1, documents + 1), itertools.cycle(paths), strict=False):
            text = path.read_text(encoding="utf-8")
            # A number behind every listed word: items, labels and names that no document before had.
            varied = Path(folder) / f"policy{path.suffix}"
            varied.write_text(re.sub(r"(?<=[가-힣])(?=[,)])", str(n), text), encoding="utf-8")
            spent += timed(partial(reading.make, varied)).core
            if n in steps:
                print(f"{n:9,} {resident():9.0f} MB {(n - before) / spent:42.1f}", flush=True)
                spent, before = 0.0, n


def resident() -> float:
    """Megabytes that this process holds now; its peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak()
    return pages * resource.getpagesize() / 1024**2


def peak() -> float:
    """Megabytes that this process held at most."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 ** (2 if sys.platform == "darwin" else 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each document is read (default 5)")
    parser.add_argument("--documents", type=int, default=1000, help="documents to watch memory over (default 1000)")
    options = parser.parse_args()

    from pigraph.laws.registry import registry
    from pigraph.lexicon.columns import columns
    from pigraph.lexicon.vocabulary import vocabulary

    for name, load in (("law registry", registry), ("vocabulary", vocabulary), ("columns", columns)):
        print(f"{name:12} {1000 * timed(load).core:7.1f} ms, once")
    paths = corpus()
    speed(paths, max(1, options.rounds))
    if options.documents > 0:
        memory(paths, options.documents)
    print(f"\npeak memory {peak():.0f} MB")


if __name__ == "__main__":
    main()
