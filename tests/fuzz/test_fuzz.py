from pathlib import Path

import pytest

from fuzz.check import Endless, at_most, check, evidence_is_true
from fuzz.inputs import make
from pigraph.records.model import Record
from pigraph.text import Span

SEED = 20260101
INPUTS = 70
"""Ten of each format: some seconds."""


@pytest.mark.parametrize("number", range(INPUTS))
def test_a_mutated_file_is_read_or_refused(number: int, tmp_path: Path, watchdog: None) -> None:
    name, data = make(SEED, number)
    path = tmp_path / name
    path.write_bytes(data)
    check(path)


def test_some_are_read_and_some_refused(tmp_path: Path) -> None:
    results = set()
    for number in range(14):
        name, data = make(SEED, number)
        (tmp_path / name).write_bytes(data)
        results.add(check(tmp_path / name) == "read")
    assert results == {True, False}


def test_inputs_can_be_made_again() -> None:
    assert [make(SEED, n) for n in range(5)] == [make(SEED, n) for n in range(5)]
    assert make(SEED, 0) != make(SEED + 1, 0)


def test_the_check_can_fail() -> None:
    def endless() -> None:
        while True:
            str.upper("a")
            abs(-1)
            _step()

    with pytest.raises(Endless), at_most(1000):
        endless()
    with pytest.raises(AssertionError, match="not in a text"):
        evidence_is_true(Record("a", "0" * 64, "가나", claimed=(Span(0, 3),)))


def _step() -> None:
    pass
