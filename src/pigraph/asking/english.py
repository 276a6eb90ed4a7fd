"""English names in a question as Korean ones (``data/lexicon/questions/english.toml``, ``data/laws/english.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from pigraph import resources

_POSSESSIVE = re.compile(r"(?<=[A-Za-z])['’]s\b")
_LATIN = re.compile(r"[A-Za-z]{2}")


def koreanised(question: str) -> str:
    """``question`` with the English names that the data know in Korean, and without the possessive 's."""
    if not _LATIN.search(question):
        return question
    pattern, names = _names()
    return pattern.sub(lambda m: f" {names[m[0].lower()]} ", _POSSESSIVE.sub(" ", question))


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for place in (("lexicon", "questions", "english.toml"), ("laws", "english.toml")):
        with resources.path("data", *place).open("rb") as file:
            for table in tomllib.load(file).values():
                names |= table
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE), names
