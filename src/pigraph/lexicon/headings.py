"""Heading wordings → kinds of section, from ``data/lexicon/sections.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from pigraph import resources
from pigraph.text import fold


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of section: folded words that give it, folded words that take it back, an example."""

    id: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    example: str


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """All kinds in the order of the file."""
    with resources.path("data", "lexicon", "sections.toml").open("rb") as f:
        entries = tomllib.load(f)["kind"]
    return tuple(
        Kind(e["id"], tuple(map(fold, e["words"])), tuple(map(fold, e.get("unless", ()))), e["example"])
        for e in entries
    )


def kinds_of(heading: str) -> tuple[str, ...]:
    """The kinds of a heading, in the order of the file; () when no wording matches."""
    return _remembered(heading) if len(heading) <= _LONGEST else _kinds_of(heading)


def _kinds_of(heading: str) -> tuple[str, ...]:
    key = fold(heading)
    if not _any_word().search(key):
        return ()
    return tuple(k.id for k in kinds() if any(w in key for w in k.words) and not any(u in key for u in k.unless))


# Every reader asks for the same headings again. Longer lines are not kept: nobody repeats them.
_LONGEST = 80
_remembered = lru_cache(maxsize=1024)(_kinds_of)


@lru_cache(maxsize=1)
def _any_word() -> re.Pattern[str]:
    """All words that give a kind: most lines hold none, which one pattern tells faster."""
    return re.compile("|".join(re.escape(word) for kind in kinds() for word in kind.words))


def is_kind_word(text: str) -> bool:
    """True when a line is nothing but a word that gives a kind ("부칙", "목차"): a heading without a mark."""
    key = fold(text)
    return any(key in k.words for k in kinds() if k.id in ("changes", "contents"))
