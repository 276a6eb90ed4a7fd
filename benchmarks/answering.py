"""What pigraph's own queries cost as the graph grows: saved questions, tables of the API, questions in plain words.

    .venv/bin/python benchmarks/answering.py [--sizes 100,1000] [--patience 30] [--data DIR]

Each is asked of the published store on disk, in a process of its own that is stopped after --patience seconds: CPU
milliseconds for all rows (tables: the count and the first page), and how many times as much a policy costs at the last
size as at the first. About 1 is linear; a query that compares all with all costs as many times more as there are more
policies.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from serving import prepared

IN_WORDS = (
    "누가 주민등록번호를 제공받나요? 어떤 법에 근거하나요?",
    "Which agencies outsource processing of personal data?",
    "주민등록번호를 처리하는 기관은 어디인가요?",
    "쿠키를 사용하지 않는다고 밝힌 기관은?",
    "가장 많은 항목을 제공받는 곳은?",
    "5년보다 오래 보관하는 파일은?",
)
PER_PAGE = 50


def names() -> list[str]:
    """What is asked, as kind and name."""
    from pigraph import resources
    from pigraph.answers import questions

    saved = [f"question {q.name}" for q in questions()]
    tables = [f"table {q.name}" for q in questions(resources.path("data", "api")) if q.name != "findings"]
    return [*saved, *tables, *(f"words {words}" for words in IN_WORDS)]


def _asking(store: Path, name: str) -> Callable[[], object]:
    """What answers ``name``, with all that is read once made ready."""
    from pigraph import resources
    from pigraph.answers import questions
    from pigraph.asking import ask, read_terms
    from pigraph.service.tables import of_table
    from pigraph.store import EmbeddedStore, ResultFormat

    kind, _, what = name.partition(" ")
    engine = EmbeddedStore(store)
    if kind == "words":
        terms = read_terms(engine)
        ask("성명", engine, terms)  # loads the lexicon
        return lambda: ask(what, engine, terms)
    if kind == "question":
        (sparql,) = (q.sparql for q in questions() if q.name == what)
        return lambda: engine.query(sparql)
    (table,) = (q for q in questions(resources.path("data", "api")) if q.name == what)

    def page() -> None:
        asked = of_table(table, [])
        engine.query(asked.count)
        rows = json.loads(engine.serialize(asked.page(PER_PAGE, 0), ResultFormat.JSON))["results"]["bindings"]
        if asked.names:
            engine.query(asked.whole(rows))

    return page


def _timed(store: Path, name: str, line: Connection) -> None:
    answer = _asking(store, name)
    line.send(None)
    begin = time.process_time()
    answer()
    line.send(time.process_time() - begin)


def seconds(store: Path, name: str, patience: float) -> float | None:
    """Of CPU; None if it took longer than ``patience`` by the clock."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_timed, args=(store, name, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.recv()
        return float(ours.recv()) if ours.poll(patience) else None
    except EOFError:
        raise RuntimeError(f"{name} ended with an error") from None
    finally:
        process.kill()
        process.join()


def table(found: dict[str, list[float | None]], sizes: list[int]) -> Iterator[str]:
    """In Markdown: CPU ms at each size, and how much more a policy costs at the last than at the first."""
    yield "| asked | " + " | ".join(f"{n:,}" for n in sizes) + " | a policy |"
    yield "| --- |" + " ---: |" * (len(sizes) + 1)
    for name, times in found.items():
        first, last = times[0], times[-1]
        growth = f"{last / first * sizes[0] / sizes[-1]:.2f} x" if first and last else "–"
        shown = ("given up" if t is None else f"{1000 * t:,.0f}" for t in times)
        yield f"| {name} | " + " | ".join(shown) + f" | {growth} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000", help="numbers of policies (default 100,1000)")
    parser.add_argument("--patience", type=float, default=30, help="seconds for one answer (default 30)")
    parser.add_argument("--data", type=Path, help="where graphs are kept between runs (default: nowhere)")
    chosen = parser.parse_args()
    sizes = [int(n) for n in chosen.sizes.split(",")]
    found: dict[str, list[float | None]] = {name: [] for name in names()}
    with tempfile.TemporaryDirectory(prefix="answering-") as folder:
        for size in sizes:
            store = prepared(chosen.data or Path(folder), size).store
            for name, times in found.items():
                times.append(seconds(store, name, chosen.patience))
                print(
                    f"{size:7,} {name}", "given up" if times[-1] is None else f"{1000 * times[-1]:.0f} ms", flush=True
                )
    print()
    for line in table(found, sizes):
        print(line)


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(main())
