"""Sentences that frame what a section lists, from ``data/lexicon/frames.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import NamedTuple

from pigraph import resources
from pigraph.text import joined


class Frame(NamedTuple):
    """A pattern over a sentence with single blanks, and a sentence that it must match."""

    pattern: re.Pattern[str]
    example: str


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """The frames of ``data/lexicon/frames.toml``."""
    with resources.path("data", "lexicon", "frames.toml").open("rb") as f:
        return tuple(Frame(re.compile(e["pattern"]), e["example"]) for e in tomllib.load(f)["frame"])


def is_frame(sentence: str) -> bool:
    """True for a sentence that states nothing that a record holds."""
    text = joined(sentence)
    return any(f.pattern.search(text) for f in frames())
