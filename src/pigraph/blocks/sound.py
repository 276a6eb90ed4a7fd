"""Whether the cells of a row put back together look like their columns: better no row than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pigraph.blocks.tokens import Token
from pigraph.lexicon.columns import columns
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.lexicon.weights import cell_weights
from pigraph.text import Words, fold

_KEYS = ("name", "recipient", "processor", "task", "role")
_PERSON = re.compile(r"[가-힣]{2,4}")
_AGAINST = -2.0
_ELSEWHERE = 2.0


def is_sound(fields: Sequence[str | None], cells: Sequence[Words], tokens: Sequence[Sequence[Token]]) -> bool:
    """True when each cell of a row looks like its column. ``tokens``: those of each cell."""
    key = next((c for c, f in enumerate(fields) if f in _KEYS), -1)
    return all(
        _is_sound(fields, c, cells[c].text, tokens[c]) if cells[c].text.strip() else c != key for c in range(len(fields))
    )


def _is_sound(fields: Sequence[str | None], column: int, text: str, tokens: Sequence[Token]) -> bool:
    weights = cell_weights()
    field = fields[column]
    worths = [weights.score(t.cues, field) for t in tokens]
    least = weights.least.get(field or "")
    if least is not None and sum(worths) < least * len(worths):
        return False
    if text.count("(") != text.count(")"):
        return False
    if field != "items" and columns().exact(text) is not None:
        return False
    bare = fold(text)
    if field in ("recipient", "processor") and bare in vocabulary().names("item"):
        return False
    edges = [t for n, t in enumerate(tokens) if not 0 < n < len(tokens) - 1 or tokens[n - 1].line != t.line or tokens[n + 1].line != t.line]
    others = [f for n, f in enumerate(fields) if n != column]
    return not any(
        worth <= _AGAINST and any(weights.score(t.cues, f) >= _ELSEWHERE for f in others)
        for worth, t in zip(worths, tokens, strict=True)
        if not t.depth and t in edges
    )
