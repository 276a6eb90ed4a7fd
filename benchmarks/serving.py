"""How fast the service answers, beside other engines over the same graph, in one run.

    .venv/bin/python benchmarks/serving.py [--sizes 100,1000] [--clients 1,8] [--seconds 2] [--data DIR]

Ten queries (benchmarks/asked.py), 1 and 8 clients that keep their connection, JSON. For each query the engines are
asked one after another, so that what else the machine does meets all of them alike. Answers are compared first: an
engine that says something else is named. Figures of engines that are not installed are left out:

    pip install oxigraph==0.5.13 rdflib-endpoint==0.6.3      the native server; rdflib behind HTTP
    apt-get install virtuoso-opensource-7-bin wrk            Virtuoso; wrk sends the requests and is needed

`in process` is pyoxigraph called from Python, with threads for clients, the graph in memory or on disk as the service
has it. `pigraph serve` runs with --kept 0, so that every request is a query; `pigraph kept` is the default, which
remembers answers. CPU milliseconds are of all processes of an engine, and what its answers cost: on a machine that
others use too, they compare engines better than the clock does.
rdflib needs 2 KB of memory a triple: beyond `--rdflib-most` policies it is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import engines
import policies
from asked import Shape, shapes
from engines import Data, Engine
from processes import Meter

TOP = Path(__file__).resolve().parents[1]
ACCEPT = "application/sparql-results+json"
SLOW = 2.0
"""Seconds beyond which a query is timed once."""
SCRIPT = """
wrk.headers["Accept"] = "%s"
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\n{"requests": %%d, "seconds": %%f, "median": %%f, "p95": %%f, "errors": %%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """Of one query on one engine: milliseconds, answers a second, and milliseconds of CPU an answer."""

    policies: int
    engine: str
    shape: str
    kind: str
    clients: int
    median: float
    p95: float
    rate: float
    cpu: float


def prepared(folder: Path, count: int) -> Data:
    """The graph of ``count`` policies in every form; what is there already is used again."""
    import pyoxigraph as ox

    from pigraph import pipeline
    from pigraph.store import Digest, Part, Syntax, fill, generation

    data = Data(folder / f"{count}", folder / f"{count}.nq", folder / f"{count}.nt")

    def parts() -> Iterator[Part]:
        for n, made in enumerate(policies.graphs(count)):
            # The versions before come right after their policy: none of them is current.
            yield Part(made.document, made.stated, policies.identity(n, 1).years == 0)
            yield Part(f"{made.document}/inferred", made.inferred, current=False)
        for path in sorted((TOP / "ontology").rglob("*.ttl")):
            yield Part(pipeline._REFERENCE, path.read_bytes(), current=True, syntax=Syntax.TURTLE)

    if not data.store.exists():
        data.home.mkdir(parents=True, exist_ok=True)
        with generation(data.home) as directory:
            digest = Digest()
            fill(directory / "store", digest.of(parts()))
            digest.write(directory / "digest")
    store = ox.Store.read_only(str(data.store))
    if not data.triples.exists():
        store.dump(str(data.quads), ox.RdfFormat.N_QUADS)
        store.dump(str(data.triples), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    print(f"\n{count:,} policies: {len(store):,} quads, of them in the default graph ", end="")
    with data.triples.open("rb") as file:
        print(f"{sum(1 for _ in file):,}")
    return data


class InProcess:
    """pyoxigraph in a Python process of its own, so that its memory and threads disturb nobody."""

    name = "in process"

    def __init__(self, data: Data, in_memory: bool) -> None:
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, data, in_memory), daemon=True)
        self._process.start()
        self._ours.recv()
        self.process = self._process.pid or 0

    def asked(self, sparql: str) -> bytes:
        self._ours.send((sparql, 0, 0.0))
        answer: bytes = self._ours.recv()
        return answer

    def timed(self, sparql: str, clients: int, seconds: float) -> tuple[list[float], float]:
        self._ours.send((sparql, clients, seconds))
        times, took = self._ours.recv()
        return times, took

    def close(self) -> None:
        self._process.kill()
        self._process.join()


def _serve(connection: Connection, data: Data, in_memory: bool) -> None:
    import pyoxigraph as ox

    if in_memory:
        store = ox.Store()
        store.bulk_load(path=str(data.quads), format=ox.RdfFormat.N_QUADS, lenient=True)
    else:
        store = ox.Store.read_only(str(data.store))
    connection.send(True)

    def once(sparql: str) -> bytes:
        answer: bytes = store.query(sparql).serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr,assignment]
        return answer

    while True:
        sparql, clients, seconds = connection.recv()
        if not clients:
            connection.send(once(sparql))
            continue
        times: list[float] = []
        begin = time.perf_counter()

        def client(sparql: str = sparql, end: float = begin + seconds, times: list[float] = times) -> None:
            while True:
                start = time.perf_counter()
                once(sparql)
                times.append(time.perf_counter() - start)
                if time.perf_counter() > end:
                    return

        threads = [threading.Thread(target=client) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        connection.send((times, time.perf_counter() - begin))


def asked(engine: Engine, sparql: str) -> bytes:
    request = urllib.request.Request(engine.url(sparql), headers={"Accept": ACCEPT})
    with urllib.request.urlopen(request, timeout=900) as reply:
        body: bytes = reply.read()
        return body


def probed(one: Engine | InProcess, sparql: str) -> tuple[bytes, float, float]:
    """The answer to one question, the seconds it took, and those of CPU."""
    begin = time.perf_counter()
    with Meter(one.process) as meter:
        answer = one.asked(sparql) if isinstance(one, InProcess) else asked(one, sparql)
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
        times = (1000 * once, 1000 * once, 1 / once, 1000 * spent)
        return Figure(size, one.name, shape.name, shape.kind, clients, *times)
    seconds = max(seconds, round(3 * once * max(1, clients / 2)))
    if isinstance(one, InProcess):
        with Meter(one.process) as meter:
            each, took = one.timed(shape.sparql, clients, seconds)
        p95 = sorted(each)[min(len(each) - 1, int(0.95 * len(each)))]
        median, rate = 1000 * statistics.median(each), len(each) / took
        spent = 1000 * meter.seconds / len(each)
        return Figure(size, one.name, shape.name, shape.kind, clients, median, 1000 * p95, rate, spent)
    with Meter(one.process) as meter:
        said = wrk(one, shape.sparql, clients, seconds, script)
    if said["errors"] or not said["requests"]:
        print(f"{one.name} {shape.name}: {said['errors']:.0f} errors, {said['requests']:.0f} answers")
        return None
    rate = said["requests"] / said["seconds"]
    spent = max(0.01, 1000 * meter.seconds / said["requests"])
    return Figure(size, one.name, shape.name, shape.kind, clients, said["median"], said["p95"], rate, spent)


def at(data: Data, size: int, chosen: argparse.Namespace, script: Path) -> list[Figure]:
    """All figures of one size."""
    from pigraph.service.live import fits

    found: list[Figure] = []
    with ExitStack() as stack:
        in_memory = fits(data.store)
        print(f"The service has the graph {'in memory' if in_memory else 'on disk'}.")
        inside = InProcess(data, in_memory)
        stack.callback(inside.close)
        every: list[Engine | InProcess] = [inside]
        for name in chosen.engines.split(","):
            if name == "rdflib-endpoint" and size > chosen.rdflib_most:
                continue
            if not engines.has(name):
                print(f"{name} is not installed: left out")
                continue
            begin = time.perf_counter()
            start: Callable[[Data], object] = engines.SERVERS[name][1]
            every.append(stack.enter_context(start(data)))  # type: ignore[arg-type]
            print(f"{every[-1].name} is ready after {time.perf_counter() - begin:.1f} s", flush=True)
        wanted = [name for name in chosen.shapes.split(",") if name]
        for shape in shapes(f"{policies.graph(0).document}#policy"):
            if wanted and shape.name not in wanted:
                continue
            found += _of_shape(every, size, shape, chosen, script)
    return found


def _of_shape(
    every: list[Engine | InProcess], size: int, shape: Shape, chosen: argparse.Namespace, script: Path
) -> Iterator[Figure]:
    first: dict[str, list[float]] = {}
    expected: list[str] = []
    for one in every:
        answer, *first[one.name] = probed(one, shape.sparql)
        if first[one.name][0] < 1:  # the first also reads what the second finds read
            answer, *first[one.name] = probed(one, shape.sparql)
        said = rows(answer)
        expected = expected or said
        if said != expected and shape.kind != "rows":  # of rows without an order any thousand are right
            print(f"{shape.name}: {one.name} has {len(said)} rows, not the same as the {len(expected)} in process")
    for clients in map(int, chosen.clients.split(",")):
        for one in every:
            if figure := measured(one, size, shape, clients, chosen.seconds, first[one.name], script):
                print(
                    f"{shape.name:15} {clients} {one.name:16} {figure.median:10.2f} ms {figure.p95:10.2f} p95 "
                    f"{figure.rate:10.1f}/s {figure.cpu:10.2f} ms CPU",
                    flush=True,
                )
                yield figure


def verdicts(found: list[Figure]) -> Iterator[str]:
    """How the service stands by each bar, by CPU and by the clock; figures that miss it, worst first."""
    table = {(f.policies, f.shape, f.clients, f.engine): f for f in found}

    def against(other: str, kinds: str, name: str = "pigraph serve") -> list[tuple[Figure, Figure]]:
        ours = [f for f in found if f.engine == name and f.kind in kinds.split()]
        pairs = [(f, table.get((f.policies, f.shape, f.clients, other))) for f in ours]
        return [(f, peer) for f, peer in pairs if peer]

    def lines(bar: str, pairs: list[tuple[Figure, Figure]], least: float) -> Iterator[str]:
        if not pairs:
            return
        yield f"{bar}, at least {least:.2f}"
        for measure, ratio in (("CPU", lambda f, p: p.cpu / f.cpu), ("clock", lambda f, p: f.rate / p.rate)):
            all_of = sorted(((ratio(f, p), f) for f, p in pairs), key=lambda r: r[0])
            missed = [r for r in all_of if r[0] < least]
            middle = all_of[len(all_of) // 2][0]
            yield f"  {measure}: {len(all_of) - len(missed)} of {len(all_of)} hold; median {middle:.2f}"
            for value, f in missed:
                yield f"    {value:8.2f}  {f.shape}, {f.policies:,} policies, {f.clients} clients"

    every = "point join aggregate rows path order"
    slow = [(f, p) for f, p in against("in process", every) if p.cpu > 5 and f.clients == 1]
    yield from lines("in process / service, queries over 5 ms, one client", slow, 1 / 1.3)
    for native in ("oxigraph memory", "oxigraph disk"):
        yield from lines(f"throughput of {native}, aggregates and 1,000 rows", against(native, "aggregate rows"), 0.9)
        yield from lines(f"throughput of {native}, point look-ups", against(native, "point"), 0.25)
        kept = against(native, "point", "pigraph kept")
        yield from lines(f"throughput of {native}, point look-ups, answers kept", kept, 0.25)
    yield from lines("throughput of rdflib-endpoint, joins", against("rdflib-endpoint", "join"), 50)
    yield from lines("throughput of rdflib-endpoint, aggregates", against("rdflib-endpoint", "aggregate"), 50)
    yield from lines("throughput of Virtuoso (below 1 it is ahead)", against("virtuoso", every), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000", help="numbers of policies (default 100,1000)")
    parser.add_argument("--clients", default="1,8", help="clients at once (default 1,8)")
    parser.add_argument("--seconds", type=float, default=2, help="seconds a figure, or longer (default 2)")
    parser.add_argument("--engines", default=",".join(engines.SERVERS), help="which engines (default all)")
    parser.add_argument("--shapes", default="", help="names of queries (default all ten)")
    parser.add_argument("--rdflib-most", type=int, default=1000, help="policies that rdflib is asked to hold")
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
            some = at(data, size, chosen, script)
            found += some
            if chosen.json:
                with chosen.json.open("a", encoding="ascii") as file:
                    file.writelines(json.dumps(asdict(f)) + "\n" for f in some)
    print()
    for line in verdicts(found):
        print(line)


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    main()
