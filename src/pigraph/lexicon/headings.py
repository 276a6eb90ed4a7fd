"""Heading wordings → kinds of section, from ``data/lexicon/sections.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import NamedTuple

from pigraph import resources
from pigraph.text import fold


class Kind(NamedTuple):
    """One kind of section: folded words that give it, headings that are it as a whole, words that take it back, an
    example."""

    id: str
    words: tuple[str, ...]
    whole: frozenset[str]
    unless: tuple[str, ...]
    example: str


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """All kinds in the order of the file."""
    with resources.path("data", "lexicon", "sections.toml").open("rb") as f:
        entries = tomllib.load(f)["kind"]
    return tuple(
        Kind(
            e["id"],
            tuple(map(fold, e["words"])),
            frozenset(map(fold, e.get("whole", ()))),
            tuple(map(fold, e.get("unless", ()))),
            e["example"],
        )
        for e in entries
    )


def kinds_of(heading: str, *, whole: bool = True) -> tuple[str, ...]:
    """The kinds of a heading, in the order of the file; () when no wording matches.

    Without ``whole``, a word that is only a heading by itself ("변경") counts for nothing: labels are not headings.
    """
    return _remembered(heading, whole) if len(heading) <= _LONGEST else _kinds_of(heading, whole)


def _kinds_of(heading: str, whole: bool) -> tuple[str, ...]:
    key = fold(heading)
    if not _any_word().search(key):
        return ()
    return tuple(
        k.id
        for k in kinds()
        if (whole and key in k.whole) or (any(w in key for w in k.words) and not any(u in key for u in k.unless))
    )


def words_of_kind(heading: str, kind: str) -> tuple[str, ...]:
    """The wordings, folded, by which a heading is of a kind."""
    key = fold(heading)
    return tuple(w for k in kinds() if k.id == kind for w in k.words if w in key)


# Every reader asks for the same headings again. Longer lines are not kept: nobody repeats them.
_LONGEST = 80
_remembered = lru_cache(maxsize=1024)(_kinds_of)


@lru_cache(maxsize=1)
def _any_word() -> re.Pattern[str]:
    """All words that give a kind: most lines hold none, which one pattern tells faster."""
    return re.compile("|".join(re.escape(word) for kind in kinds() for word in (*kind.words, *sorted(kind.whole))))


def is_kind_word(text: str) -> bool:
    """True when a line is nothing but a word that gives a kind ("부칙", "목차"): a heading without a mark."""
    key = fold(text)
    return any(key in k.words for k in kinds() if k.id in ("changes", "contents"))
