"""How fast policies are checked, against whom: milliseconds a policy, by engine and number of policies, in one run.

    .venv/bin/python benchmarks/checking.py [--sizes 1,10,100] [--shapes DIR] [--slowest 10]

Engines: `compiled` (a graph per policy, as `pigraph check` runs it), `pyshacl` (a graph per policy), `pyshacl merged`
(one graph of all policies: what one would do without graphs per policy; policies that share nodes then share findings)
and `pyrudof` where that package is installed (it is not a dependency: pip install pyrudof). The last three are asked
10 policies at most. The policies are the shipped ones and tests/documents, repeated under other IRIs. Observations are
made before the clock starts, and timed by themselves. Times are CPU times: compare them within one run.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox

TOP = Path(__file__).resolve().parents[1]
SLOW = 10
ON = date(2026, 11, 20)


def timed(work: Callable[[], object]) -> float:
    """Seconds of CPU that one call takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1,10,100", help="numbers of policies (default 1,10,100; 1000 is fine too)")
    parser.add_argument("--shapes", type=Path, help="directory of shapes (default: pigraph's own)")
    parser.add_argument("--slowest", type=int, default=10, help="how many of the slowest shapes to name (default 10)")
    chosen = parser.parse_args()
    sizes = [int(n) for n in chosen.sizes.split(",")]

    gc.disable()  # as timeit does: what one engine leaves behind must not slow the next

    from pigraph.checks.check import quads
    from pigraph.checks.compile import compiled
    from pigraph.checks.engine import validate
    from pigraph.checks.knowledge import knowledge
    from pigraph.checks.requirements import shapes_of

    shapes = shapes_of(chosen.shapes)
    start = time.process_time()
    ready = compiled(shapes)
    batched = sum(len(b.members) for b in ready.batches)
    print(
        f"{len(shapes.roots)} shapes: {len(ready.queries)} queries, {batched} constraints in {len(ready.batches)} more"
    )
    print(f"compiled in {1000 * (time.process_time() - start):.0f} ms, once per process; background ", end="")
    print(f"{1000 * timed(knowledge):.0f} ms, once per process")

    made = list(policies())
    observing = [timed(lambda m=m: quads(m[1], m[2], m[0], ON)) for m in made]  # type: ignore[misc]
    print(f"observations: {1000 * sum(observing) / len(made):.1f} ms a policy (with parsing its statements)\n")
    graphs = [quads(stated, text, document, ON) for document, stated, text in made]
    whole = list(itertools.islice(repeated(graphs), max(sizes)))
    known = knowledge()

    engines: dict[str, tuple[int, Callable[[list[list[ox.Quad]]], object]]] = {
        "compiled": (10**9, lambda some: [validate(ready, [*own, *known.about(own)]) for own in some]),
    }
    engines |= reference(shapes, known)
    engines |= rudof(shapes, known)
    print(f"{'engine':18} {'policies':>8} {'triples':>9} {'seconds':>9} {'ms/policy':>10}")
    for name, (most, run) in engines.items():
        for size in (s for s in sizes if s <= most):
            some = whole[:size]
            seconds = timed(lambda run=run, some=some: run(some))  # type: ignore[misc]
            triples = sum(map(len, some))
            print(f"{name:18} {size:8} {triples:9} {seconds:9.3f} {1000 * seconds / size:10.2f}", flush=True)

    print("\nslowest shapes, ms a policy (of the compiled ones, parsing included):")
    for milliseconds, shape in sorted(each(ready, graphs[:3], known), reverse=True)[: chosen.slowest]:
        print(f"{milliseconds:8.2f}  {shape}")


def policies() -> Iterator[tuple[str, bytes, str]]:
    """Document IRI, stated graph and text of every policy at hand."""
    from pigraph import pipeline

    folders = [TOP / "data" / "policies", *(p for p in (TOP / "tests" / "documents").iterdir() if p.is_dir())]
    for path in sorted(p for f in folders for p in f.glob("*") if p.suffix in pipeline.SUFFIXES and p.stem != "README"):
        made = pipeline.make(path)
        yield made.document, made.stated, made.text


def repeated(graphs: list[list[ox.Quad]]) -> Iterator[list[ox.Quad]]:
    """The graphs again and again, each time with documents and sources of other names."""
    yield from graphs
    for n in itertools.count(1):
        for own in graphs:
            yield [ox.Quad(_renamed(q.subject, n), q.predicate, _renamed(q.object, n)) for q in own]


def _renamed(term: object, n: int) -> object:
    if isinstance(term, ox.NamedNode) and ("/id/policy/" in term.value or "/id/source/" in term.value):
        return ox.NamedNode(term.value.replace("/id/policy/", f"/id/policy/{n}-").replace("/source/", f"/source/{n}-"))
    return term


def each(ready: object, graphs: list[list[ox.Quad]], known: object) -> Iterator[tuple[float, str]]:
    """Milliseconds a policy that each shape takes by itself."""
    from dataclasses import replace

    from pigraph.checks.engine import validate

    def fastest(some: object) -> float:
        return sum(min(timed(lambda own=own: validate(some, own)) for _ in range(3)) for own in whole)  # type: ignore[misc]

    whole = [[*own, *known.about(own)] for own in graphs]
    idle = fastest(replace(ready, queries=(), batches=()))
    for query in ready.queries:
        spent = fastest(replace(ready, queries=(query,), batches=()))
        name = ready.graph.nearest_named(query.shape.node).value
        yield 1000 * max(0.0, spent - idle) / len(graphs), name


def reference(shapes: object, known: object) -> dict[str, tuple[int, Callable[[list[list[ox.Quad]]], object]]]:
    from pigraph.checks.reference_engine import ReferenceEngine
    from pigraph.errors import PigraphError

    try:
        engine = ReferenceEngine(shapes)
    except PigraphError as error:
        print(error)
        return {}

    def merged(some: list[list[ox.Quad]]) -> object:
        union = dict.fromkeys(q for own in some for q in [*own, *known.about(own)])
        return engine.validate(union)

    return {
        "pyshacl": (SLOW, lambda some: [engine.validate([*own, *known.about(own)]) for own in some]),
        "pyshacl merged": (SLOW, merged),
    }


def rudof(shapes: object, known: object) -> dict[str, tuple[int, Callable[[list[list[ox.Quad]]], object]]]:
    # It reads the certificates of the system for every graph otherwise, which takes most of its time.
    os.environ.update(SSL_CERT_DIR=os.devnull, SSL_CERT_FILE=os.devnull)
    try:
        import pyrudof
    except ImportError:
        print("pyrudof is not installed: left out")
        return {}
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_shacl(shapes.ntriples.decode(), pyrudof.ShaclFormat.NTriples)

    def run(some: list[list[ox.Quad]]) -> object:
        reports = []
        for own in some:
            data = ox.serialize([q.triple for q in [*own, *known.about(own)]], format=ox.RdfFormat.N_TRIPLES)
            engine.read_data((data or b"").decode(), pyrudof.RDFFormat.NTriples)
            reports.append(engine.validate_shacl())
        return reports

    return {"pyrudof": (SLOW, run)}


if __name__ == "__main__":
    main()
