"""Weights of cues: named cues only, and how they add up."""

from __future__ import annotations

import inspect
import re

import pytest

from pigraph.blocks import tokens
from pigraph.lexicon.columns import columns
from pigraph.lexicon.weights import CellWeights, cell_weights

WEIGHTS = CellWeights(
    {"items": {"any": 0.5, "item": 2.0, "comma": 1.0, "date": -4.0, "cite": -2.0}, "other": {"any": 0.1}},
    {"items": {"comma": -3.0, "item": 1.0, "otherwise": -0.5}},
    {},
    {},
    {},
    0.0,
)


@pytest.mark.parametrize(
    ("cues", "value"),
    [
        (set(), 0.5),
        ({"phone"}, 0.5),
        ({"item"}, 2.5),
        ({"item", "comma"}, 2.75),
        ({"date"}, -3.5),
        ({"date", "cite"}, -3.5),
        ({"item", "date"}, 0.5),
    ],
)
def test_the_strongest_cue_counts_whole(cues: set[str], value: float) -> None:
    assert WEIGHTS.score(cues, "items") == pytest.approx(value)


def test_fields_without_an_entry() -> None:
    assert WEIGHTS.score({"item"}, None) == WEIGHTS.score({"item"}, "remark") == 0.1
    assert WEIGHTS.end({"item"}, "remark") == WEIGHTS.begin({"item"}, "items") == 0.0


def test_ends() -> None:
    assert (WEIGHTS.end({"comma", "item"}, "items"), WEIGHTS.end({"date"}, "items")) == (1.0, -0.5)


def test_the_file_names_known_fields_and_cues() -> None:
    weights = cell_weights()
    made = set(re.findall(r'"([a-z-]+)"', inspect.getsource(tokens))) | {"any", "otherwise"}
    fields = set(columns().examples) | {"other", "position"}  # a title that holds the department as well
    for table in (weights.scores, weights.ends, weights.begins):
        assert set(table) <= fields
        for field, entry in table.items():
            assert set(entry) <= made, field
    assert all("otherwise" in entry for table in (weights.ends, weights.begins) for entry in table.values())
