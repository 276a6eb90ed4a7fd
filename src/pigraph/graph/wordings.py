"""The wordings of ``wordings.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from pigraph.errors import DataError
from pigraph.text import fold


class Wordings(Struct, frozen=True):
    """``audit``: folded result → local name in DPV; ``ignorable`` and ``distinguishing``: folded words."""

    audit: dict[str, str]
    ignorable: tuple[str, ...]
    distinguishing: frozenset[str]


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    """The wordings. Raises `DataError` when one result of an inspection has two meanings."""
    data = tomllib.loads(files(__package__).joinpath("wordings.toml").read_text(encoding="utf-8"))
    audit: dict[str, str] = {}
    for status, words in data["audit"].items():
        for word in words:
            if audit.setdefault(fold(word), status) != status:
                raise DataError(f"graph/wordings.toml: {word} has two audit results.", "Keep one.")
    # Longest first: 개인정보파일 goes before 파일 would leave 개인정보.
    ignorable = sorted(map(fold, data["files"]["ignorable"]), key=len, reverse=True)
    return Wordings(audit, tuple(ignorable), frozenset(map(fold, data["files"]["distinguishing"])))
