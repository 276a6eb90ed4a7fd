"""Whether the cells of a row that was put back together look like their columns: better no row than a wrong one."""

from __future__ import annotations

from collections.abc import Sequence

from pigraph.blocks.page import Page
from pigraph.blocks.tokens import tokenise
from pigraph.lexicon.columns import columns
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.lexicon.weights import cell_weights
from pigraph.patterns import seldom
from pigraph.text import Words, fold

LEAST_SOUND = 0.6
"""A table of which a smaller share of rows is sound was not understood."""
_IN_ORDER = ("name", "recipient", "processor", "task", "role")
KEYS = frozenset(_IN_ORDER)
"""Fields of the columns that tell rows apart."""
_PARTIES = frozenset({"recipient", "processor"})
_PERSON = seldom(r"[가-힣]{2,4}")
_TORN = seldom(r"[,，(·ㆍ~]$|(?:^|\s)(?:및|또는|제)$|^[),·]|\d-$")
"""How no cell ends or begins, but a part of one."""
_NAMES = seldom(r"\S\s?\S")
"""What tells rows apart is more than a syllable."""
_AGAIN = seldom(r"(\S+(?:\s\S+){1,3})\s\1(?:\s|$)")
"""Cells side by side that begin with the same words."""
_NONE = seldom(r"[(]?(?:해당\s?(?:사항\s?)?)?없음[).]?|미수집|[-–—]")
"""What says in any other column that there is nothing."""
_NO_PAGE = Page(80, False)


def sound_rows(fields: Sequence[str | None], rows: Sequence[Sequence[Words]], beside: bool = True) -> list[bool]:
    """For each row whether all of its cells look like their columns.

    ``beside``: what stands next to a torn row may be another part of it, so it is none either.
    """
    key = next((fields.index(k) for k in _IN_ORDER if k in fields), -1)
    reach = int(beside)
    torn = [any(map(_is_torn, row)) or (key >= 0 and not _NAMES.search(row[key].text)) for row in rows]
    return [
        not any(torn[max(0, n - reach) : n + reach + 1])
        and all(_fits(fields, c, cell) for c, cell in enumerate(row) if cell)
        for n, row in enumerate(rows)
    ]


def _is_torn(cell: Words) -> bool:
    """True for words that are a part of a cell only, or of several."""
    text = cell.text.strip()
    return _AGAIN.match(text) is not None or text.count("(") != text.count(")") or _TORN.search(text) is not None


def _fits(fields: Sequence[str | None], column: int, cell: Words) -> bool:
    weights = cell_weights()
    field, text = fields[column], cell.text
    if field not in KEYS and _NONE.fullmatch(text.strip()):
        return True
    tokens = tokenise([cell], _NO_PAGE)
    worths = [weights.score(t.cues, field) for t in tokens]
    least = weights.least.get(field or "")
    if least is not None and sum(worths) < least * len(worths):
        return False
    if field != "items" and columns().exact(text) is not None and not any("mark-word" in t.cues for t in tokens):
        return False
    if field == "person" and not any(_PERSON.fullmatch(t.text) for t in tokens):
        return False
    if field in _PARTIES and fold(text) in vocabulary().names("item"):
        return False
    # What is another column's slips in at the ends of a cell.
    others = [f for n, f in enumerate(fields) if n != column]
    return not any(
        worth <= 0.0 and any(weights.score(t.cues, f) >= worth + weights.foreign for f in others)
        for worth, t in {0: (worths[0], tokens[0]), len(tokens) - 1: (worths[-1], tokens[-1])}.values()
    )
