"""Words of the reports, in one of two languages (``data/checks/report.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from pigraph import resources
from pigraph.errors import DataError
from pigraph.languages import Language


class Wording:
    """The words of one language: ``say("first")``, ``say("state", "stated")``, ``say("line", line=3)``."""

    def __init__(self, language: Language) -> None:
        """Raises `DataError` where the file is broken."""
        self.language = language
        self._tables = _tables()

    def say(self, table: str, key: str = "", **filled: object) -> str:
        """The words of ``key`` in ``table``, or of the key ``table`` among the general words."""
        words = self._tables[table].get(key, {}) if key else self._tables["words"][table]
        return str(words.get(self.language, key)).format(**filled)

    def text(self, texts: Mapping[str, str]) -> str:
        """The text of this language, else one of another."""
        return texts.get(self.language) or texts.get("") or next(iter(texts.values()), "")


@cache
def _tables() -> dict[str, dict[str, dict[str, Any]]]:
    path = resources.path("data", "checks", "report.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(f"{path} is broken: {error}.", "Correct it there.") from error
