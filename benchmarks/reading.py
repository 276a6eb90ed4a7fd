"""How fast policies are read: policies a second and milliseconds a document, by layout, and peak memory.

    .venv/bin/python benchmarks/reading.py [--rounds 5]

Reads the shipped policies, tests/documents and, where it lies beside the checkout, the shared folder's, each as often
as asked for, in one process. Figures are of this machine and this minute: compare them only within one run. Also
times what every run pays once: the law registry, the vocabulary, the lexicon.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each document is read (default 5)")
    rounds = parser.parse_args().rounds

    from pigraph.laws.registry import registry
    from pigraph.lexicon.columns import columns
    from pigraph.lexicon.vocabulary import vocabulary

    for name, load in (("law registry", registry), ("vocabulary", vocabulary), ("columns", columns)):
        print(f"{name:24} {1000 * timed(load):8.1f} ms once")

    from pigraph.blocks.read import read
    from pigraph.document import Document
    from pigraph.document import load as load_document
    from pigraph.graph import triples, turtle
    from pigraph.pipeline import SUFFIXES
    from pigraph.records.extract import extract

    folders = {"shipped policies": TOP / "data" / "policies"}
    folders |= {f"tests/documents/{p.name}": p for p in sorted((TOP / "tests" / "documents").iterdir()) if p.is_dir()}
    folders["shared policies"] = TOP.parent / "shared" / "policies" / "dev"
    print(f"\n{'documents':28} {'format':6} {'files':>5} {'kB':>6} {'read ms':>8} {'graph ms':>8} {'policies/s':>10}")
    for name, folder in folders.items():
        paths = sorted(p for p in folder.glob("*") if p.suffix in SUFFIXES and p.name != "README.md")
        by_format: dict[str, list[Document]] = {}
        for path in paths:
            document = load_document(path)
            by_format.setdefault(document.format.value, []).append(document)
        for form, documents in by_format.items():
            records = [extract(d, read(d)) for d in documents]  # what is cached is cached
            times = [timed(lambda d=d: extract(d, read(d))) for d in documents for _ in range(rounds)]  # type: ignore[misc]
            graph = [timed(lambda r=r: turtle(triples(r))) for r in records for _ in range(rounds)]  # type: ignore[misc]
            size = statistics.mean(d.path.stat().st_size for d in documents) / 1000
            each, made = statistics.mean(times), statistics.mean(graph)
            print(
                f"{name:28} {form:6} {len(documents):5} {size:6.1f} {1000 * each:8.1f} {1000 * made:8.1f} "
                f"{1 / (each + made):10.1f}"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
