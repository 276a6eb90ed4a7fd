"""Whether a text is a privacy policy at all, by the words of ``data/lexicon/policy.toml``."""

from __future__ import annotations

import tomllib
from functools import cache

from msgspec import Struct

from pigraph import resources
from pigraph.errors import DataError
from pigraph.text import fold


class _Words(Struct, frozen=True):
    always: tuple[str, ...]
    some: tuple[str, ...]
    least: int


@cache
def _words() -> _Words:
    path = resources.path("data", "lexicon", "policy.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return _Words(
            always=tuple(fold(word) for word in table["always"]),
            some=tuple(fold(word) for word in table["some"]),
            least=int(table["least"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"{path}: {error}.", 'It needs "always", "some" (lists of words) and "least" (a number).'
        ) from error


def looks_like_policy(text: str) -> bool:
    """True if ``text`` has every word that policies always have, and enough of those that they have by law.

    White space, quotes and case do not count: 개인정보 처리방침 = 개인정보처리방침.
    """
    words = _words()
    folded = fold(text)
    return all(word in folded for word in words.always) and sum(w in folded for w in words.some) >= words.least
