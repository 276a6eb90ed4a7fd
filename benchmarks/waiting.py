"""How long somebody waits for one command: `pigraph check FILE`, beside what starts without checking anything.

    .venv/bin/python benchmarks/waiting.py [--rounds 13] [FILE ...]

The commands take turns, so that what else the machine does meets all alike; medians, and the fastest in brackets.
Start-up is told three ways: `pigraph --version` (the interpreter and the command line), the same check of a file that
is not there (what is imported before a file is opened), and an interpreter that imports what a check uses, in one
process (a check imports it in two).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
MODULES = "pigraph.commands.checks, pigraph.reading, pigraph.blocks.read, pigraph.records.extract, pigraph.checks.check"


def seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=13, help="how often each is run (default 13)")
    parser.add_argument("files", nargs="*", type=Path, default=sorted((TOP / "data/policies").glob("*.txt")))
    chosen = parser.parse_args()
    pigraph = str(Path(sys.executable).with_name("pigraph"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users have modules compiled
    starts = {
        "--version": [pigraph, "--version"],
        "no such file": [pigraph, "check", str(TOP / "no-such-file.txt")],
        "imports": [sys.executable, "-c", f"import {MODULES}"],
    }
    checks = {file.name: [pigraph, "check", str(file)] for file in chosen.files}
    took: dict[str, list[float]] = {name: [] for name in (*starts, *checks)}
    for turn in range(chosen.rounds + 1):
        for name, command in {**starts, **checks}.items():
            once = seconds(command)
            if turn:  # the first reads what the others find in memory
                took[name].append(once)
    middle = {name: statistics.median(times) for name, times in took.items()}
    print("| command | s | " + " | ".join(f"beyond {name}" for name in starts) + " |")
    print("| --- | ---: |" + " ---: |" * len(starts))
    for name in took:
        beyond = [
            f"{middle[name] - middle[start]:.2f} ({min(took[name]) - min(took[start]):.2f})" if name in checks else ""
            for start in starts
        ]
        print(f"| {name} | {middle[name]:.2f} ({min(took[name]):.2f}) | " + " | ".join(beyond) + " |")


if __name__ == "__main__":
    main()
