"""How fast the service answers, beside other engines over the same graph, in one run.

    make bench-service SERVICE='--sizes 100,1000,10000 --data out/bench'

or, with the native server and rdflib-endpoint on the PATH (`make bench-service` installs them in an environment of
their own, .venv/peers) and wrk, which sends the requests, and Virtuoso (apt-get install wrk virtuoso-opensource-7-bin):

    .venv/bin/python benchmarks/serving.py [--sizes 100,1000] [--clients 1,8] [--seconds 2] [--data DIR]

Eleven queries (benchmarks/asked.py), 1 and 8 clients that keep their connection, JSON. For each query the engines are
asked one after another, so that what else the machine does meets all of them alike; those that a bar holds the service
close to are asked in --rounds turns, and each at its cheapest counts. Answers are compared first: an engine that says
something else is named. Figures of engines that are not installed are left out.

`in process` is pyoxigraph called from Python, with threads for clients, the graph in memory or on disk as the service
has it. `pigraph serve` runs with --kept 0, so that every request is a query; `pigraph kept` is the default, which
remembers answers. CPU milliseconds are of all processes of an engine, and what its answers cost: on a machine that
others use too, they compare engines better than the clock does.

It ends in bounded time. Graphs are made once and kept in --data. A query that takes longer than 2 seconds is asked
once; one that takes longer than --patience is given up, and its engine started again, or left out if that would take
as long. After --budget seconds of one size the remaining queries are not asked. rdflib needs 2 KB of memory a triple:
beyond `--rdflib-most` policies it is not loaded. All of this is said where it happens.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import engines
import policies
import pyoxigraph as ox
from asked import Known, Shape, shapes
from comparing import Figure, tables, verdicts
from engines import Data, Engine
from inprocess import InProcess, inside
from processes import Meter

TOP = Path(__file__).resolve().parents[1]
ACCEPT = "application/sparql-results+json"
SLOW = 2.0
"""Seconds beyond which a query is timed once."""
CLOSE = ("in process", "pigraph serve", "oxigraph memory")
"""Engines whose figures decide whether the service is within a tenth or a third of another: asked in rounds."""
LONGEST = 10.0
"""Seconds that a figure of slow queries may take."""
SCRIPT = """
wrk.headers["Accept"] = "%s"
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\n{"requests": %%d, "seconds": %%f, "median": %%f, "p95": %%f, "errors": %%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def prepared(folder: Path, count: int) -> Data:
    """The graph of ``count`` policies in every form; what is there already is used again."""
    from pigraph import pipeline
    from pigraph.service.live import fits
    from pigraph.service.pool import Settings
    from pigraph.store import Digest, Part, Syntax, fill, generation

    data = Data(folder / f"{count}", folder / f"{count}.nq", folder / f"{count}.nt")

    def parts() -> Iterator[Part]:
        # An executor, which says so if a process cannot start; so many at once that results do not pile up.
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as making:
            for start in range(0, count, 200):
                some = range(start, min(count, start + 200))
                for n, made in zip(some, making.map(policies.graph, some, chunksize=10), strict=True):
                    # The versions before come right after their policy: none of them is current.
                    yield Part(made.document, made.stated, policies.identity(n, 1).years == 0)
                    yield Part(f"{made.document}/inferred", made.inferred, current=False)
        for path in sorted((TOP / "ontology").rglob("*.ttl")):
            yield Part(pipeline._REFERENCE, path.read_bytes(), current=True, syntax=Syntax.TURTLE)

    begin = time.perf_counter()
    if not data.store.exists():
        data.home.mkdir(parents=True, exist_ok=True)
        with generation(data.home) as directory:
            digest = Digest()
            fill(directory / "store", digest.of(parts()))
            digest.write(directory / "digest")
    store = ox.Store.read_only(str(data.store))
    for path, form, graph in (
        (data.quads, ox.RdfFormat.N_QUADS, None),
        (data.triples, ox.RdfFormat.N_TRIPLES, ox.DefaultGraph()),
    ):
        if not path.exists():
            part = path.with_suffix(".part")
            store.dump(str(part), form, from_graph=graph)
            part.rename(path)
    with data.triples.open("rb") as file:
        default = sum(1 for _ in file)
    took = time.perf_counter() - begin
    print(f"\n{count:,} policies: {len(store):,} quads, {default:,} in the default graph, ready after {took:.0f} s")
    # Decided once: in memory, each engine leaves less room for the next.
    return replace(data, in_memory=fits(data.store, Settings().workers))


class Slot:
    """A place for an engine: one that was given up still works on its query, and has to be started again."""

    def __init__(self, name: str, data: Data) -> None:
        self.name = name
        self.engine: Engine | InProcess | None = None
        self.took = 0.0
        self._data, self._stack = data, ExitStack()

    def open(self) -> Engine | InProcess:
        begin = time.perf_counter()
        start: Callable[[Data], Any] = inside if self.name == "in process" else engines.SERVERS[self.name][1]
        self.engine = engine = self._stack.enter_context(start(self._data))
        self.took = time.perf_counter() - begin
        print(f"{engine.name} is ready after {self.took:.1f} s", flush=True)
        return engine

    def close(self) -> None:
        self.engine = None
        self._stack.close()


def probed(one: Engine | InProcess, sparql: str, patience: float) -> tuple[bytes, float, float]:
    """The answer to one question, the seconds it took, and those of CPU. Raises TimeoutError."""
    begin = time.perf_counter()
    with Meter(one.process) as meter:
        if isinstance(one, InProcess):
            answer = one.asked(sparql, patience)
        else:
            request = urllib.request.Request(one.url(sparql), headers={"Accept": ACCEPT})
            with urllib.request.urlopen(request, timeout=patience) as reply:
                answer = reply.read()
    return answer, time.perf_counter() - begin, meter.seconds


def rows(answer: bytes) -> list[str]:
    """The rows of an answer by value, sorted; datatypes of strings are written differently."""
    bindings = json.loads(answer)["results"]["bindings"]
    return sorted(json.dumps({k: v["value"] for k, v in row.items()}, sort_keys=True) for row in bindings)


def wrk(engine: Engine, sparql: str, clients: int, seconds: float, script: Path) -> dict[str, float]:
    call = ["wrk", "-t1", f"-c{clients}", f"-d{round(seconds)}s", "--timeout", "600s", "-s", str(script)]
    said = subprocess.run([*call, engine.url(sparql)], capture_output=True, text=True, check=True).stdout
    figures: dict[str, float] = json.loads(said.strip().splitlines()[-1])
    return figures


def measured(
    one: Engine | InProcess, size: int, shape: Shape, clients: int, seconds: float, first: list[float], script: Path
) -> Figure | None:
    """None if an engine answered with errors. ``first``: the seconds, and those of CPU, that one answer took."""
    once, spent = first
    if once > SLOW:
        times = (1000 * once, 1000 * once, 1 / once, max(0.01, 1000 * spent))
        return Figure(size, one.name, shape.name, shape.kind, clients, *times, times=1)
    seconds = max(seconds, min(LONGEST, round(3 * once * max(1, clients / 2))))
    if isinstance(one, InProcess):
        with Meter(one.process) as meter:
            each, took = one.timed(shape.sparql, clients, seconds)
        p95 = sorted(each)[min(len(each) - 1, int(0.95 * len(each)))]
        median, rate = 1000 * statistics.median(each), len(each) / took
        spent = max(0.01, 1000 * meter.seconds / len(each))
        return Figure(size, one.name, shape.name, shape.kind, clients, median, 1000 * p95, rate, spent)
    with Meter(one.process) as meter:
        said = wrk(one, shape.sparql, clients, seconds, script)
    if not said["requests"] and not said["errors"]:  # the machine was busy with other things
        with Meter(one.process) as meter:
            said = wrk(one, shape.sparql, clients, 2 * LONGEST, script)
    if said["errors"] or not said["requests"]:
        print(f"{one.name} {shape.name}: {said['errors']:.0f} errors, {said['requests']:.0f} answers")
        return None
    rate = said["requests"] / said["seconds"]
    spent = max(0.01, 1000 * meter.seconds / said["requests"])
    return Figure(size, one.name, shape.name, shape.kind, clients, said["median"], said["p95"], rate, spent)


def at(data: Data, size: int, chosen: argparse.Namespace, script: Path) -> Iterator[Figure]:
    """All figures of one size."""
    with ExitStack() as stack:
        print(f"The service has the graph {'in memory' if data.in_memory else 'on disk'}.")
        slots: list[Slot] = []
        for name in ("in process", *chosen.engines.split(",")):
            if name == "rdflib-endpoint" and size > chosen.rdflib_most:
                print(f"{name} is not loaded with {size:,} policies: more than --rdflib-most {chosen.rdflib_most:,}")
            elif name != "in process" and not engines.has(name):
                print(f"{name} is not installed: left out")
            else:
                slot = Slot(name, data)
                stack.callback(slot.close)
                try:
                    slot.open()
                    slots.append(slot)
                except (RuntimeError, OSError) as error:
                    print(f"{name} cannot be loaded with {size:,} policies: left out. {error}")
        wanted = [name for name in chosen.shapes.split(",") if name]
        begin = time.perf_counter()
        for shape in shapes(Known.of(ox.Store.read_only(str(data.store)))):
            if wanted and shape.name not in wanted:
                continue
            if time.perf_counter() - begin > chosen.budget:
                print(f"{shape.name} is not asked at {size:,} policies: --budget {chosen.budget:.0f} s are over")
                continue
            yield from _of_shape(slots, size, shape, chosen, script)


def _of_shape(slots: list[Slot], size: int, shape: Shape, chosen: argparse.Namespace, script: Path) -> Iterator[Figure]:
    first: dict[str, list[float]] = {}
    expected: list[str] | None = None
    clients = [int(n) for n in chosen.clients.split(",")]
    for slot in slots:
        if (one := slot.engine) is None:
            continue
        try:
            answer, *first[slot.name] = probed(one, shape.sparql, chosen.patience)
            if first[slot.name][0] < 10:  # the first also reads, and in a worker copies, what the second finds ready
                answer, *first[slot.name] = probed(one, shape.sparql, chosen.patience)
        except TimeoutError:
            for number in clients:
                given = 1000 * chosen.patience
                least = (given, given, 1 / chosen.patience, given)
                yield Figure(size, one.name, shape.name, shape.kind, number, *least, times=0)
            _given_up(slot, shape, chosen.patience)
            continue
        said = rows(answer)
        expected = said if expected is None else expected
        if not said:
            print(f"{shape.name}: {one.name} has no rows: was the graph made by this version?")
        if said != expected and shape.kind != "rows":  # of rows without an order any thousand are right
            print(f"{shape.name}: {one.name} has {len(said)} rows, not the same as the {len(expected)} before")
    for number in clients:
        best: dict[str, Figure] = {}
        for turn in range(chosen.rounds):
            for slot in slots:
                if slot.engine is None or slot.name not in first or (turn and slot.engine.name not in CLOSE):
                    continue
                figure = measured(slot.engine, size, shape, number, chosen.seconds, first[slot.name], script)
                if figure and (slot.name not in best or figure.cpu < best[slot.name].cpu):
                    best[slot.name] = figure
        for figure in best.values():
            print(
                f"{shape.name:15} {number} {figure.engine:16} {figure.median:10.2f} ms {figure.p95:10.2f} p95 "
                f"{figure.rate:10.1f}/s {figure.cpu:10.2f} ms CPU",
                flush=True,
            )
            yield figure


def _given_up(slot: Slot, shape: Shape, patience: float) -> None:
    print(f"{shape.name}: {slot.name} gave no answer within {patience:.0f} s", flush=True)
    slot.close()
    if slot.took > 2 * patience:
        print(f"{slot.name} is left out from here: to load it again takes {slot.took:.0f} s")
    else:
        slot.open()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000", help="numbers of policies (default 100,1000)")
    parser.add_argument("--clients", default="1,8", help="clients at once (default 1,8)")
    parser.add_argument("--seconds", type=float, default=2, help="seconds a figure, or longer (default 2)")
    parser.add_argument("--rounds", type=int, default=3, help="turns of the engines next to the service (default 3)")
    parser.add_argument("--engines", default=",".join(engines.SERVERS), help="which engines (default all)")
    parser.add_argument("--shapes", default="", help="names of queries (default all)")
    parser.add_argument("--rdflib-most", type=int, default=1000, help="policies that rdflib is asked to hold")
    parser.add_argument("--patience", type=float, default=60, help="seconds for one answer (default 60)")
    parser.add_argument("--budget", type=float, default=1800, help="seconds for the queries of one size (default 1800)")
    parser.add_argument("--data", type=Path, help="where graphs are kept between runs (default: nowhere)")
    parser.add_argument("--json", type=Path, help="a file to add the figures to, a line each")
    chosen = parser.parse_args()
    if engines.program("wrk") is None:
        sys.exit("wrk is needed: apt-get install wrk")
    found: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="service-") as folder:
        script = Path(folder) / "latency.lua"
        script.write_text(SCRIPT % ACCEPT, encoding="ascii")
        for size in map(int, chosen.sizes.split(",")):
            data = prepared(chosen.data or Path(folder), size)
            some = list(at(data, size, chosen, script))
            found += some
            if chosen.json:
                with chosen.json.open("a", encoding="ascii") as file:
                    file.writelines(json.dumps(asdict(f)) + "\n" for f in some)
    print()
    for line in (*tables(found), *verdicts(found)):
        print(line)


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    main()
