"""The record and the graph of each shipped policy, as they were when somebody last looked at them.

After a change that is meant: ``pytest --remake-golden tests/test_golden.py``, then read the difference.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import pytest

from pigraph.graph.build import triples
from pigraph.graph.writing import turtle
from pigraph.reading import read
from pigraph.records.model import Record
from pigraph.records.render import to_json

GOLDEN = Path(__file__).parent / "golden"
POLICIES = sorted((Path(__file__).resolve().parents[1] / "data" / "policies").glob("*.txt"))


@cache
def record(path: Path) -> Record:
    return read(path)


def as_json(path: Path) -> str:
    return json.dumps(to_json(record(path)), ensure_ascii=False, indent=1) + "\n"


def as_turtle(path: Path) -> str:
    return turtle(triples(record(path)))


WRITERS = {"json": as_json, "ttl": as_turtle}


@pytest.mark.parametrize("path", POLICIES, ids=lambda p: p.stem)
@pytest.mark.parametrize("suffix", WRITERS)
def test_what_is_read_is_what_was_read(path: Path, suffix: str, remake: bool) -> None:
    golden = GOLDEN / f"{path.stem}.{suffix}"
    made = WRITERS[suffix](path)
    if remake:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, encoding="utf-8")
    assert golden.exists(), f"{golden.name} is missing: run pytest --remake-golden {Path(__file__).name}"
    assert made == golden.read_text(encoding="utf-8")


def test_there_is_one_golden_record_and_graph_for_each_policy() -> None:
    assert {p.name for p in GOLDEN.iterdir()} == {f"{p.stem}.{s}" for p in POLICIES for s in WRITERS}


def test_nothing_remakes_golden_files_unasked(checkout: Path, remake: bool) -> None:
    assert not (remake and os.environ.get("CI")), "in CI, files are compared, never written"
    for name in (".ci/run", "Makefile", "pyproject.toml"):
        assert "remake-golden" not in (checkout / name).read_text(encoding="utf-8"), name
