"""What a build costs at several sizes, and whether the cost of a policy stays the same.

    .venv/bin/python benchmarks/build.py [--sizes 100,1000] [--from texts,graphs] [--jobs N] [--repeat 3]

- texts: `pigraph build` of generated policies (`benchmarks/policies.py`), from file to published graph;
- graphs: the same build, but the triples come from the generator, so that publishing can be watched by itself.

Each build runs in a process of its own, without a cache. CPU seconds are of all its processes, and are what the ratio
is made of: other programs disturb them least. The smallest size runs `--repeat` times and counts by its median.
10,000 texts take some fifteen minutes on two idle cores, and as many graphs again: --sizes 100,1000,10000.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import policies
from processes import Peak

BAR = 1.2
"""The most that a policy may cost at the largest size, in its cost at the smallest."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one build. ``publishing``: CPU seconds of the building process after the last file was made, ``making``: all
    others, those of processes that read and check included;
    ``triples`` in the store, named graphs and default graph; megabytes of memory and on disk."""

    source: str
    policies: int
    triples: int
    seconds: float
    making: float
    publishing: float
    memory: float
    disk: float

    @property
    def cpu(self) -> float:
        """Milliseconds of CPU a policy; for graphs of publishing alone, as making them is the generator's."""
        counted = self.publishing if self.source == "graphs" else self.making + self.publishing
        return 1000 * counted / self.policies


def built(source: str, inputs: Path, home: Path, jobs: int) -> None:
    """Build, and print what it cost as JSON: run in a process of its own."""
    import pyoxigraph as ox

    from pigraph import pipeline, reading

    begin, made = time.perf_counter(), 0.0

    def progress(done: int, total: int) -> None:
        nonlocal made
        if done == total:
            made = time.process_time()

    maker = policies.make if source == "graphs" else reading.make
    report = pipeline.build([inputs], home, jobs=jobs, fresh=True, on_progress=progress, maker=maker)
    if report.failures or report.directory is None:
        sys.exit(f"not all was built: {report.failures[:1]}")
    seconds, publishing = time.perf_counter() - begin, time.process_time() - made
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(u.ru_utime + u.ru_stime for u in used)
    triples = len(ox.Store.read_only(str(report.directory / "store")))
    print(json.dumps([triples, seconds, cpu - publishing, publishing, len(report.documents)]))


def measured(source: str, count: int, jobs: int) -> Cost:
    """The cost of building ``count`` policies; making the inputs is not counted."""
    with tempfile.TemporaryDirectory(prefix="build-") as folder:
        inputs, home = Path(folder) / "in", Path(folder) / "home"
        if source == "graphs":
            policies.placeholders(inputs, count)
        else:
            inputs.mkdir()
            for name, text in policies.texts(count):
                (inputs / name).write_text(text, encoding="utf-8")
        call = [sys.executable, __file__, "--one", source, str(inputs), str(home), "--jobs", str(jobs)]
        with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process, Peak(process.pid) as peak:
            said, _ = process.communicate()
        if process.returncode:
            sys.exit(process.returncode)
        triples, seconds, making, publishing, documents = json.loads(said)
        disk = sum(f.stat().st_size for f in (home / "current").resolve().rglob("*") if f.is_file()) / 1e6
        return Cost(source, documents, triples, seconds, making, publishing, peak.megabytes, disk)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000", help="numbers of policies (default 100,1000)")
    parser.add_argument("--from", dest="sources", default="texts,graphs", help="texts, graphs or both (default)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: one per core)")
    parser.add_argument("--repeat", type=int, default=3, help="how often the smallest size is built (default 3)")
    parser.add_argument("--json", type=Path, help="a file to add the figures to, a line each")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        built(chosen.one[0], Path(chosen.one[1]), Path(chosen.one[2]), chosen.jobs)
        return
    sizes = sorted(int(size) for size in chosen.sizes.split(","))
    head = f"{'from':7} {'policies':>8} {'triples':>10} {'wall s':>8} {'policies/s':>10} {'triples/s':>10} "
    print(head + f"{'CPU ms/policy':>13} {'making':>7} {'publishing':>10} {'peak MB':>8} {'disk MB':>8}")
    for source in chosen.sources.split(","):
        first = 0.0
        for size in sizes:
            costs = [measured(source, size, chosen.jobs) for _ in range(chosen.repeat if size == sizes[0] else 1)]
            cost = sorted(costs, key=lambda c: c.cpu)[len(costs) // 2]
            shown(cost, statistics.median(c.seconds for c in costs))
            if chosen.json:
                with chosen.json.open("a", encoding="ascii") as file:
                    file.writelines(json.dumps(asdict(c)) + "\n" for c in costs)
            first = first or cost.cpu
        ratio = cost.cpu / first
        verdict = "within" if ratio <= BAR else "OVER"
        what = "a policy" if source == "texts" else "publishing a policy, alone,"
        print(f"{source}: {what} costs {ratio:.2f} x as much at {sizes[-1]:,} as at {sizes[0]:,}: {verdict} {BAR}\n")


def shown(cost: Cost, seconds: float) -> None:
    """Print one line of the table."""
    making, publishing = (1000 * part / cost.policies for part in (cost.making, cost.publishing))
    print(
        f"{cost.source:7} {cost.policies:8} {cost.triples:10,} {seconds:8.1f} {cost.policies / seconds:10.1f} "
        f"{cost.triples / seconds:10,.0f} {cost.cpu:13.1f} {making:7.1f} {publishing:10.1f} {cost.memory:8.0f} "
        f"{cost.disk:8.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
