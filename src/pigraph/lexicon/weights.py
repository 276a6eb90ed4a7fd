"""What the words of a cell are worth in a column of each field, from ``data/lexicon/decoding.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from pigraph import resources

Weights = Mapping[str, float]


class CellWeights(NamedTuple):
    """Relative log-odds by field and cue. A field without an entry is scored as ``other``, and may begin and end
    with any token."""

    scores: Mapping[str, Weights]
    ends: Mapping[str, Weights]
    begins: Mapping[str, Weights]
    least: Weights
    """What the tokens of a cell must be worth at least on average, by field."""
    tangled: Weights
    """What the search for rows in lines side by side charges."""
    foreign: float
    """A token that is worth nothing in its column and so much more in another one stands in the wrong cell."""

    def score(self, cues: Set[str], field: str | None) -> float:
        """What a token with these cues is worth in a cell of ``field``.

        The strongest cue for the field counts whole, further ones a quarter; cues against it count half where
        there is one for it.
        """
        weights = self.scores.get(field or "other", self.scores["other"])
        found = [weights[c] for c in cues if c in weights]
        for_it = [w for w in found if w > 0]
        against = [w for w in found if w < 0]
        value = weights.get("any", 0.0)
        if for_it:
            value = max(value, 0.0) + max(for_it) + 0.25 * (sum(for_it) - max(for_it))
        if against:
            value += min(against) * (0.5 if for_it else 1.0)
        return value

    def end(self, cues: Set[str], field: str | None) -> float:
        """What it is worth that a cell of ``field`` ends with a token with these cues."""
        return _best(self.ends.get(field or ""), cues)

    def begin(self, cues: Set[str], field: str | None) -> float:
        """What it is worth that a cell of ``field`` begins with a token with these cues."""
        return _best(self.begins.get(field or ""), cues)


def _best(weights: Weights | None, cues: Set[str]) -> float:
    if weights is None:
        return 0.0
    return max((weights[c] for c in cues if c in weights), default=weights["otherwise"])


@lru_cache(maxsize=1)
def cell_weights() -> CellWeights:
    """The weights of ``data/lexicon/decoding.toml``."""
    with resources.path("data", "lexicon", "decoding.toml").open("rb") as f:
        table = tomllib.load(f)
    return CellWeights(
        table["score"], table["end"], table["begin"], table["least"], table["tangled"], table["foreign"]["more"]
    )
