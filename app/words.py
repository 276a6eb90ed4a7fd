"""What the app says, in Korean and English (``texts.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pigraph.languages import Language


@dataclass(frozen=True)
class Words:
    """The words of one language: ``say("start.title")``, ``say("rows.count", n=3)``."""

    language: Language

    def __call__(self, key: str, **filled: object) -> str:
        """The words for ``key`` ("table.key"). Raises KeyError where the file has none."""
        table, _, name = key.partition(".")
        pair = _tables()[table][name]
        return pair[list(Language).index(self.language)].format(**filled)


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_name("texts.toml").open("rb") as file:
        return tomllib.load(file)
