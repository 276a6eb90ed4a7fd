"""How a policy prints a data item: its own wording, beside the label of the vocabulary."""

from __future__ import annotations

import re
from functools import lru_cache

from pigraph.lexicon.vocabulary import ID, vocabulary
from pigraph.text import fold

_COMMA = re.compile(r",(?![^()]*\))")


def wordings(description: str, item: str) -> list[str]:
    """The labels in a printed list that mean ``item`` (an IRI): 납세자성명 for the full name.

    A label that means several items answers for each: 연락처(주택, 핸드폰). [""] if the list has none; the label of an
    item that no vocabulary has is its own wording.
    """
    slug = item.removeprefix(f"{ID}item/")
    return list({fold(label): label for label, slugs in _listed(description) if slug in slugs}.values()) or [""]


@lru_cache(maxsize=256)
def _listed(description: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    labels = [label.strip() for label in _COMMA.split(description)]
    return tuple((label, vocabulary().items(label)) for label in labels if label)
