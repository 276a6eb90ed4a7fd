"""How fast policies are checked, and by whom: milliseconds of CPU a policy and core, in one run.

    .venv/bin/python benchmarks/checking.py [--sizes 1,10,100,1000] [--most pyshacl=10,...] [--slowest 10]

`check all` is the whole of it in bulk, as the command does it: each policy read from the published store with its text,
observed, validated by the compiled shapes, and its findings written to the cache of checks; without the printing. The
engines validate only, the same statements of the same policies, which are observed before the clock starts:

    compiled         a graph per policy: what `check all` asks
    pyshacl          a graph per policy
    pyshacl merged   one graph of all policies: what one would do without graphs per policy
    pyrudof          a graph per policy (pip install 'pigraph[bench]')

Sizes beyond an engine's `--most` are not run, and nothing is said of them. The policies are the shipped ones and those
of tests/documents, repeated under other IRIs. Times are CPU times: compare them within one run.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

TOP = Path(__file__).resolve().parents[1]
MOST = {"pyshacl": 10, "pyshacl merged": 10, "pyrudof": 100}
ON = date(2026, 11, 20)
Run = Callable[[int], object]
"""Checks so many of the policies."""


@dataclass(frozen=True)
class Policy:
    document: str
    sha12: str
    stated: bytes
    text: str

    def again(self, n: int) -> Policy:
        """The same under other names."""
        document = self.document.replace("/id/policy/", f"/id/policy/{n}-")
        sha12 = f"{n:04d}{self.sha12[4:]}"
        stated = self.stated.replace(self.document.encode(), document.encode())
        return Policy(document, sha12, stated.replace(self.sha12.encode(), sha12.encode()), self.text)


def timed(work: Callable[[], object]) -> float:
    """Seconds of CPU that one call takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1,10,100,1000", help="numbers of policies (default 1,10,100,1000)")
    parser.add_argument("--most", default="", help="most policies of an engine, as pyshacl=10,pyrudof=100")
    parser.add_argument("--slowest", type=int, default=10, help="how many of the slowest shapes to name (default 10)")
    chosen = parser.parse_args()
    sizes = [int(n) for n in chosen.sizes.split(",")]
    most = MOST | {name: int(number) for name, number in (one.split("=") for one in chosen.most.split(",") if one)}

    policies = list(itertools.islice(repeated(list(made())), max(sizes)))
    gc.disable()  # as timeit does: what one engine leaves behind must not slow the next
    with TemporaryDirectory() as home:
        engines: dict[str, Run] = {"check all": bulk(Path(home), policies), **validating(policies)}
        print(f"\n{'':16} {'policies':>8} {'statements':>10} {'seconds':>9} {'ms/policy':>10}")
        for name, run in engines.items():
            for size in sizes:
                statements = sum(p.stated.count(b"\n") for p in policies[:size])
                if size > most.get(name, size):
                    print(f"{name:16} {size:8} {statements:10} {'not run':>20}")
                    continue
                seconds = timed(lambda run=run, size=size: run(size))  # type: ignore[misc]
                print(f"{name:16} {size:8} {statements:10} {seconds:9.3f} {1000 * seconds / size:10.2f}", flush=True)
    slowest(policies[:10], chosen.slowest)


def made() -> Iterator[Policy]:
    """Every policy at hand."""
    from pigraph import pipeline

    folders = [TOP / "data" / "policies", *(p for p in (TOP / "tests" / "documents").iterdir() if p.is_dir())]
    for path in sorted(p for f in folders for p in f.glob("*") if p.suffix in pipeline.SUFFIXES and p.stem != "README"):
        one = pipeline.make(path)
        yield Policy(one.document, one.coverage.sha256[:12], one.stated, one.text)


def repeated(policies: list[Policy]) -> Iterator[Policy]:
    for n in itertools.count():
        yield from (p.again(n) for p in policies)


def bulk(home: Path, policies: list[Policy]) -> Run:
    """All that `pigraph check all` does, from a published graph."""
    from pigraph import checking, stated
    from pigraph.answers import Sources
    from pigraph.cache import version
    from pigraph.checks.observe import lasting
    from pigraph.checks.observe_policy import Policy as Known
    from pigraph.store import Part, fill

    def observed(p: Policy) -> bytes:
        return lasting(Known(p.stated, p.text, p.document, ON)).packed(version())

    generation = home / "generations" / "1"
    generation.mkdir(parents=True)
    fill(generation / "store", (Part(p.document, p.stated, current=True) for p in policies))
    Sources.write(generation / "sources", ((p.sha12, f"{p.sha12}.txt", p.text) for p in policies))
    stated.write(generation / "statements", ((p.sha12, p.document, p.stated, observed(p)) for p in policies))
    every = [checking.Published(p.document, p.sha12) for p in policies]
    asked = checking.Asked(ON)
    start = time.process_time()
    checking.check_published(generation, every[:1], asked, jobs=1, fresh=True)
    print(f"{1000 * (time.process_time() - start):.0f} ms until the first policy is checked, once per process")
    return lambda size: checking.check_published(generation, every[:size], asked, jobs=1, fresh=True)


def validating(policies: list[Policy]) -> dict[str, Run]:
    """The engines alone. What they are asked of is made when they first need it."""
    from pigraph.checks.check import known_of
    from pigraph.checks.compile import compiled
    from pigraph.checks.engine import results
    from pigraph.checks.knowledge import knowledge
    from pigraph.checks.requirements import shapes_of
    from pigraph.checks.statements import Statements, quads

    shapes = shapes_of()
    start = time.process_time()
    ready = compiled(shapes)
    walked = sum(q.walk is not None for q in ready.queries)
    print(f"{len(shapes.roots)} shapes, {len(ready.queries)} queries, of which {walked} are walked; ", end="")
    print(f"compiled in {1000 * (time.process_time() - start):.0f} ms, once per process")
    data: list[Statements] = []
    for p in policies:
        one = known_of(p.stated, p.text, p.document, ON)
        one.add(knowledge().about(one))
        data.append(one)

    def each(validate: Callable[[Statements], object]) -> Run:
        return lambda size: [validate(one) for one in data[:size]]

    engines = {"compiled": each(lambda one: results(ready, Statements(one.triples())))}
    from pigraph.checks.reference_engine import ReferenceEngine
    from pigraph.errors import PigraphError

    try:
        slow = ReferenceEngine(shapes)
        engines["pyshacl"] = each(lambda one: slow.validate(quads(one)))
        engines["pyshacl merged"] = lambda size: slow.validate(dict.fromkeys(q for d in data[:size] for q in quads(d)))
    except PigraphError as error:
        print(error)
    # It reads the certificates of the system for every graph otherwise, which takes most of its time.
    os.environ.update(SSL_CERT_DIR=os.devnull, SSL_CERT_FILE=os.devnull)
    try:
        import pyrudof
    except ImportError:
        print("pyrudof is not installed: left out")
        return engines
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_shacl(shapes.ntriples.decode(), pyrudof.ShaclFormat.NTriples)

    def validate(one: Statements) -> object:
        rudof.read_data("".join(f"{s} {p} {v} .\n" for s, p, v in one.triples()), pyrudof.RDFFormat.NTriples)
        return rudof.validate_shacl()

    engines["pyrudof"] = each(validate)
    return engines


def slowest(policies: list[Policy], number: int) -> None:
    """The shapes that take the longest, each by itself."""
    from pigraph.checks.check import checker, known_of
    from pigraph.checks.compile import compiled
    from pigraph.checks.engine import results
    from pigraph.checks.knowledge import knowledge

    ready = compiled(checker().shapes)
    data = [known_of(p.stated, p.text, p.document, ON) for p in policies]
    for one in data:
        one.add(knowledge().about(one))
    from dataclasses import replace

    def fastest(some: object) -> float:
        return sum(min(timed(lambda one=one: results(some, one)) for _ in range(3)) for one in data)  # type: ignore

    idle = fastest(replace(ready, queries=()))
    spent = [(fastest(replace(ready, queries=(q,))) - idle, q.shape.node) for q in ready.queries]
    print("\nslowest shapes, ms a policy:")
    for seconds, node in sorted(spent, key=lambda s: -s[0])[:number]:
        print(f"{1000 * seconds / len(data):8.2f}  {ready.graph.nearest_named(node).value}")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
