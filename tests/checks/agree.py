"""Both engines over mutated pieces of real policies: `python -m checks.agree [--each 60]`, or `make agree`.

A whole policy takes pySHACL seconds. A piece holds the policy itself, a few of its rows with what they lead to, and
what the vocabularies know of that; so hundreds of pieces take a minute. Every piece is some changes away from what was
read: statements dropped, moved, given values of another kind, rows doubled, links that lead nowhere.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox

from checks.mutate import mutations
from pigraph import reading, resources
from pigraph.checks.check import known_of
from pigraph.checks.compile import compiled
from pigraph.checks.engine import Validation, validate
from pigraph.checks.knowledge import knowledge
from pigraph.checks.reference_engine import ReferenceEngine
from pigraph.checks.requirements import shapes_of
from pigraph.checks.statements import Spo, Statements, quads

ON = date(2026, 11, 20)
TESTS = Path(__file__).resolve().parents[1]
OWN = (
    "documents/flat/library-members.txt",
    "documents/flat/district-footnotes.txt",
    "documents/tabbed",
    "documents/html",
    "documents/markdown",
)
_ROWS = 2
_FAR = 2
"""How far from a row its piece reaches."""


@dataclass
class Figures:
    """How many graphs gave the same results, in how many pySHACL stopped, and which differ."""

    same: int = 0
    stopped: int = 0
    results: int = 0
    shapes: set[str] = field(default_factory=set)
    different: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        self.same += other.same
        self.stopped += other.stopped
        self.results += other.results
        self.shapes |= other.shapes
        self.different += other.different

    @property
    def graphs(self) -> int:
        return self.same + self.stopped + len(self.different)


def comparable(validation: Validation) -> set[tuple[str, ...]]:
    """The results by value. Blank nodes have other names in each engine."""

    def shown(term: object) -> str:
        return "_:" if isinstance(term, ox.BlankNode) else str(term)

    return {tuple(map(shown, (r.focus, r.path, r.value, r.shape, r.component, r.severity))) for r in validation.results}


def documents() -> list[Path]:
    """The shipped policies, and one of each kind of test document."""
    shipped = sorted(resources.path("data", "policies").glob("*.txt"))
    own = [TESTS / name for name in OWN]
    return [*shipped, *(p if p.is_file() else sorted(p.glob("*.[hmt][tdx]*"))[0] for p in own)]


def pieces(whole: Statements, name: str, number: int) -> Iterator[list[ox.Quad]]:
    """``number`` pieces of a policy's graph, each mutated; equal arguments give equal pieces."""
    every = sorted(whole.triples())
    of: dict[str, list[Spo]] = {}
    for triple in every:
        of.setdefault(triple[0], []).append(triple)
    rows = sorted(s for s in of if "#" in s and not s.endswith("#policy>"))
    for n in range(number):
        chance = random.Random(f"{name}/{n}")
        chosen = set(chance.sample(rows, min(chance.randint(1, _ROWS), len(rows))))
        if chance.random() < 0.3:
            _double(of, chance.choice(sorted(chosen)), chosen)
        reached = set(chosen)
        for _ in range(_FAR):
            reached |= {value for node in list(reached) for _, _, value in of.get(node, ()) if value in of}
        # Of the policy and its parts: what leads to the rows, and some of the rest.
        around = [t for t in every if t[0] not in reached and (t[2] in reached or chance.random() < 0.04)]
        data = Statements([t for node in sorted(reached) for t in of.get(node, ())])
        data.add(around)
        data.add(knowledge().about(data))
        yield next(mutations(quads(data), f"{name}/{n}", 1))


def _double(of: dict[str, list[Spo]], row: str, chosen: set[str]) -> None:
    again = f"{row[:-1]}-again>"
    of[again] = [(again, p, v) for _, p, v in of[row]]
    chosen.add(again)


@cache
def _engines() -> tuple[object, ReferenceEngine]:
    graph = shapes_of()
    return compiled(graph), ReferenceEngine(graph)


def compare(path: Path, number: int, first: int = 0) -> Figures:
    """Pieces of one document, given to both engines."""
    # It prints a traceback for every date that is none.
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    fast, slow = _engines()
    made = reading.make(path)
    figures = Figures()
    whole = known_of(made.stated, made.text, made.document, ON)
    for n, data in enumerate(pieces(whole, f"{path.name}/{first}", number)):
        ours, theirs = validate(fast, data), slow.validate(data)  # type: ignore[arg-type]
        if theirs.failures:
            figures.stopped += 1
        elif not ours.failures and comparable(ours) == comparable(theirs):
            figures.same += 1
            figures.results += len(ours.results)
            figures.shapes |= {r.shape.value for r in ours.results}
        else:
            apart = comparable(ours) ^ comparable(theirs)
            figures.different.append(f"{path.name}/{first}/{n}: {sorted(apart)[:2] or ours.failures}")
    return figures


def compared(paths: Iterable[Path], number: int, first: int = 0) -> Figures:
    """Of every document so many pieces, on two cores."""
    figures = Figures()
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), get_context("spawn")) as pool:
        for one in [pool.submit(compare, path, number, first) for path in paths]:
            figures.add(one.result())
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=600, help="graphs of each document (default 600)")
    parser.add_argument("--first", type=int, default=1, help="number of the series; 0 is that of the tests (default 1)")
    chosen = parser.parse_args()
    figures = compared(documents(), chosen.each, chosen.first)
    print(f"{figures.graphs} graphs of {len(documents())} documents: {figures.same} with the same results", end=" ")
    print(f"({figures.results} of {len(figures.shapes)} shapes), pySHACL stopped at {figures.stopped}", end=", ")
    print(f"{len(figures.different)} differ")
    print("\n".join(figures.different))
    raise SystemExit(bool(figures.different))


if __name__ == "__main__":
    main()
