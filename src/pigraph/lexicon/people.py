"""Which words name a group of people, from ``data/lexicon/people.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from pigraph import resources


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    with resources.path("data", "lexicon", "people.toml").open("rb") as f:
        table = tomllib.load(f)
    return tuple(table["endings"]), tuple(table["unless"])


def names_people(word: str) -> bool:
    """True for a short word that names a group of people: 신청자, 법정대리인, 대상아동 (not 가입일자, 연락처)."""
    bare = "".join(word.split())
    endings, unless = _words()
    return 1 < len(bare) <= 14 and bare.endswith(endings) and not bare.endswith(unless)
