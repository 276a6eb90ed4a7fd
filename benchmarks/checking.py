"""How fast policies are checked, and by whom: milliseconds of CPU a policy and core, in one run.

    .venv/bin/python benchmarks/checking.py [--sizes 1,10,100,1000] [--budget 120] [--engines NAME,...]

`check all` is the whole of it in bulk, as the command does it: each policy read from the published store with its text,
observed, validated by the compiled shapes, and its findings written to the table of checks; without the printing. The
engines validate only. All have the same shapes ready, and are given the same statements as N-Triples, observed and
completed with what the vocabularies know of them before the clock starts:

    compiled         a graph per policy: what `check all` asks
    pyshacl          a graph per policy
    pyshacl merged   one graph of all policies: what one would do without graphs per policy
    pyrudof          a graph per policy (pip install 'pigraph[bench]')
    pyrudof merged   one graph of all policies

An engine is stopped once a size has taken its `--budget` in seconds of CPU. What goes policy by policy has a figure all
the same: that of the policies done, whose number is said. Of a merged graph nothing is known then but that it takes
longer. An engine that raises or ends its process is reported as such.

The policies are the shipped ones and those of tests/documents, in no order, so that the first are like the rest, and
repeated under other IRIs. Times are CPU times: compare them within one run.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from timing import Ready, Spent, Step, spent

if TYPE_CHECKING:
    from pigraph.checks.shapes import ShapesGraph

TOP = Path(__file__).resolve().parents[1]
ON = date(2026, 11, 20)
BUDGET = 120
ENGINES = ("check all", "compiled", "pyshacl", "pyshacl merged", "pyrudof", "pyrudof merged")
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
    parser.add_argument("--budget", type=float, default=BUDGET, help=f"CPU seconds of an engine and size ({BUDGET})")
    parser.add_argument("--engines", default=",".join(ENGINES), help="which to ask (default: all)")
    parser.add_argument("--slowest", type=int, default=10, help="how many of the slowest shapes to name (default 10)")
    chosen = parser.parse_args()
    sizes = [int(n) for n in chosen.sizes.split(",")]
    names = chosen.engines.split(",")

    known = list(made())
    random.Random(1).shuffle(known)
    policies = list(itertools.islice(repeated(known), max(sizes)))
    gc.disable()  # as timeit does
    print(f"\n{'':16} {'policies':>8} {'statements':>10} {'seconds':>9} {'ms/policy':>10}", flush=True)
    # The engines first: a process that has an open store should not be copied.
    engines = validating(policies)
    for name, ready in engines.items():
        for size in sizes if name in names else ():
            row(name, policies[:size], spent(ready, size, chosen.budget), size)
    if "check all" in names:
        with TemporaryDirectory() as home:
            run = bulk(Path(home), policies)
            for size in sizes:
                seconds = timed(lambda size=size: run(size))  # type: ignore[misc]
                row("check all", policies[:size], Spent(size, seconds), size)
    slowest(policies[:10], chosen.slowest)


def row(name: str, policies: list[Policy], took: Spent, size: int) -> None:
    """Print one line. A merged graph is one step, however many policies it holds."""
    merged = name.endswith(" merged")
    done = took.done * size if merged else took.done
    statements = sum(p.stated.count(b"\n") for p in policies)
    each = f"{1000 * took.seconds / done:10.2f}" if done else f"{'-':>10}"
    remark = f"  {took.stopped}, {done} done" if took.stopped else ""
    print(f"{name:16} {size:8} {statements:10} {took.seconds:9.3f} {each}{remark}", flush=True)


def made() -> Iterator[Policy]:
    """Every policy at hand."""
    from pigraph import reading

    folders = [TOP / "data" / "policies", *(p for p in (TOP / "tests" / "documents").iterdir() if p.is_dir())]
    for path in sorted(p for f in folders for p in f.glob("*") if p.suffix in reading.SUFFIXES and p.stem != "README"):
        one = reading.make(path)
        yield Policy(one.document, one.coverage.sha256[:12], one.stated, one.text)


def repeated(policies: list[Policy]) -> Iterator[Policy]:
    for n in itertools.count():
        yield from (p.again(n) for p in policies)


def bulk(home: Path, policies: list[Policy]) -> Run:
    """All that `pigraph check all` does, from a published graph."""
    from pigraph import checking, stated
    from pigraph.answers import Sources
    from pigraph.cache import version
    from pigraph.checks.choices import Asked
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
    asked = Asked(ON)
    start = time.process_time()
    checking.check_published(generation, every[:1], asked, jobs=1, fresh=True)
    print(f"{1000 * (time.process_time() - start):.0f} ms until the first policy is checked, once per process")
    return lambda size: checking.check_published(generation, every[:size], asked, jobs=1, fresh=True)


def validating(policies: list[Policy]) -> dict[str, Ready]:
    """The engines alone, each as what gets it ready in a process of its own."""
    from pigraph.checks.check import known_of
    from pigraph.checks.knowledge import knowledge
    from pigraph.checks.requirements import shapes_of

    shapes = shapes_of()
    data: list[bytes] = []
    for p in policies:
        one = known_of(p.stated, p.text, p.document, ON)
        knowledge().complete(one)
        data.append(one.ntriples())

    def ready(engine: Callable[[ShapesGraph], Callable[[bytes], object]], *, merged: bool = False) -> Ready:
        def steps(size: int) -> list[Step]:
            ask = engine(shapes)
            # Each statement once: policies share what the vocabularies know.
            whole = [b"".join(dict.fromkeys(line for d in data[:size] for line in d.splitlines(keepends=True)))]
            return [partial(ask, one) for one in (whole if merged else data[:size])]

        return steps

    return {
        "compiled": ready(own),
        "pyshacl": ready(pyshacl),
        "pyshacl merged": ready(pyshacl, merged=True),
        "pyrudof": ready(pyrudof),
        "pyrudof merged": ready(pyrudof, merged=True),
    }


def own(shapes: ShapesGraph) -> Callable[[bytes], object]:
    from pigraph.checks.compile import compiled
    from pigraph.checks.engine import results
    from pigraph.checks.statements import Statements, spo

    start = time.process_time()
    queries = compiled(shapes, prove=False)
    walked = sum(q.walk is not None for q in queries.queries)
    print(f"{len(shapes.roots)} shapes, {len(queries.queries)} queries, of which {walked} are walked; ", end="")
    print(f"compiled in {1000 * (time.process_time() - start):.0f} ms, once per process", flush=True)
    return lambda ntriples: results(queries, Statements(spo(ntriples)))


def pyshacl(shapes: ShapesGraph) -> Callable[[bytes], object]:
    from pigraph.checks.reference_engine import ReferenceEngine

    engine = ReferenceEngine(shapes)

    def validate(ntriples: bytes) -> None:
        validation = engine.validate_ntriples(ntriples)
        if validation.failures:
            raise RuntimeError(validation.failures[0])

    return validate


def pyrudof(shapes: ShapesGraph) -> Callable[[bytes], object]:
    # It reads the certificates of the system for every graph otherwise, which takes most of its time.
    os.environ.update(SSL_CERT_DIR=os.devnull, SSL_CERT_FILE=os.devnull)
    import pyrudof

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_shacl(shapes.ntriples.decode(), pyrudof.ShaclFormat.NTriples)

    def validate(ntriples: bytes) -> object:
        rudof.read_data(ntriples.decode(), pyrudof.RDFFormat.NTriples)
        return rudof.validate_shacl()

    return validate


def slowest(policies: list[Policy], number: int) -> None:
    """The shapes that take the longest, each by itself."""
    from pigraph.checks.check import checker, known_of
    from pigraph.checks.compile import compiled
    from pigraph.checks.engine import results
    from pigraph.checks.knowledge import knowledge

    ready = compiled(checker().shapes)
    data = [known_of(p.stated, p.text, p.document, ON) for p in policies]
    for one in data:
        knowledge().complete(one)
    from msgspec.structs import replace

    def fastest(some: object) -> float:
        return sum(min(timed(lambda one=one: results(some, one)) for _ in range(3)) for one in data)  # type: ignore

    idle = fastest(replace(ready, queries=()))
    spent = [(fastest(replace(ready, queries=(q,))) - idle, q.shape.node) for q in ready.queries]
    print("\nslowest shapes, ms a policy:")
    for seconds, node in sorted(spent, key=lambda s: -s[0])[:number]:
        print(f"{1000 * seconds / len(data):8.2f}  {ready.graph.nearest_named(node).value}")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
