"""Fuzzes for a while. Exit status 1 if an input failed; it is kept."""

import argparse
import itertools
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

from fuzz.check import check
from fuzz.inputs import make

HANG = 120
"""Seconds after which one input is held to hang: a regular expression makes no calls to be counted."""


def _hang(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"still running after {HANG} seconds")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="how long (default 600)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other inputs (default 1)")
    parser.add_argument("--first", type=int, default=0, help="number of the first input (default 0)")
    parser.add_argument("--save", type=Path, default=Path("out/fuzz"), help="where to keep what fails (out/fuzz)")
    options = parser.parse_args()
    end = time.monotonic() + options.seconds
    results: Counter[str] = Counter()
    failed = 0
    signal.signal(signal.SIGALRM, _hang)
    with tempfile.TemporaryDirectory() as folder:
        for number in itertools.count(options.first):
            if time.monotonic() > end:
                break
            name, data = make(options.seed, number)
            path = Path(folder) / name
            path.write_bytes(data)
            signal.alarm(HANG)
            try:
                results[f"{path.suffix[1:]:5} {check(path)}"] += 1
            except KeyboardInterrupt:
                break
            except BaseException:
                failed += 1
                options.save.mkdir(parents=True, exist_ok=True)
                (options.save / name).write_bytes(data)
                print(f"{options.save / name}\n{traceback.format_exc()}", file=sys.stderr, flush=True)
            finally:
                signal.alarm(0)
            path.unlink()
    for result, count in sorted(results.items()):
        print(f"{count:7,} {result}")
    print(f"{failed:7,} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
