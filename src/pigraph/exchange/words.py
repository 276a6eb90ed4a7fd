"""Words of comparisons, tables and feeds in two languages, from ``words.toml`` beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pigraph.languages import Language


def word(table: str, key: str, language: Language) -> str:
    """The words for ``key`` of a table; the key itself if it has none."""
    pair = _tables()[table].get(key)
    return pair[list(Language).index(language)] if pair else key


def keys(table: str) -> list[str]:
    """The keys of a table, in their order."""
    return list(_tables()[table])


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)
