"""How the title of a law is worded: last words, joining words, words that cannot belong to it.

The words are data (``data/laws/titles.toml``); this module reads them and gives them the form that
`pigraph.laws.names` needs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from msgspec import Struct

from pigraph import resources
from pigraph.errors import DataError
from pigraph.text import fold

SUFFIXES = ("시행령", "시행규칙")
"""What an act's name is followed by in the name of its decree and of its rule."""


class LawKind(StrEnum):
    """What kind of norm a law is."""

    ACT = "act"
    """법률: passed by the National Assembly."""
    DECREE = "decree"
    """시행령 and other presidential decrees."""
    RULE = "rule"
    """시행규칙 and other rules of ministries, courts and local governments."""
    ORDINANCE = "ordinance"
    """조례: passed by a local council."""
    NOTICE = "notice"
    """고시, 지침, 훈령, 예규, 규정 and other internal rules."""


class Alone(StrEnum):
    """When a title that the registry does not know counts as a citation without an article."""

    NAME = "name"
    """Always: 병역법에 따라."""
    TITLED = "titled"
    """When it reads like a full title: 생활임금에 관한 조례에 따라."""
    PLACE = "place"
    """Never: only with an article, an annex, an issuer in parentheses, or in title brackets."""


class Ending(Struct, frozen=True):
    """A last word of titles."""

    word: str
    kind: LawKind
    alone: Alone
    example: str


class Titles(Struct, frozen=True):
    """The wording of titles. All words are folded (`pigraph.text.fold`)."""

    endings: tuple[Ending, ...]
    """Longest first."""
    stops: frozenset[str]
    stop_ends: tuple[str, ...]
    nouns: tuple[str, ...]
    glue: frozenset[str]
    glue_ends: tuple[str, ...]
    before: Mapping[str, frozenset[str]]
    heads: frozenset[str]
    act_denied: frozenset[str]
    act_denied_ends: tuple[str, ...]
    act_allowed_ends: tuple[str, ...]
    other_denied: frozenset[str]
    regions: tuple[str, ...]
    no_regions: frozenset[str]
    issuers: tuple[str, ...]
    tail: re.Pattern[str]
    """Matches all of what may be glued to the end of a name: 에, 에서의, 에따라."""

    def ending(self, name: str) -> Ending | None:
        """The last word of a title, None if it is no title."""
        key = fold(name)
        return next((e for e in self.endings if key.endswith(e.word)), None)

    def kind(self, name: str) -> LawKind:
        """The kind that a name's last word announces; anything unheard of is a notice."""
        ending = self.ending(name)
        return ending.kind if ending else LawKind.NOTICE

    def joining(self, word: str) -> bool:
        """True if a title goes on to the left of this word: 및, 관한."""
        return word in self.glue or word.endswith(self.glue_ends)

    def stop(self, word: str) -> bool:
        """True if this word cannot belong to a title, unless the word to its right says so (`before`)."""
        if word in self.stops:
            return True
        return word.endswith(self.stop_ends) and not word.endswith((*self.nouns, *self.glue_ends))

    def region(self, word: str) -> bool:
        """True if this word is the name of a city, county, district or province."""
        return len(word) > 1 and word.endswith(self.regions) and word not in self.no_regions

    def no_act(self, name: str) -> bool:
        """True if this name ends in 법 but is generic (관련법, 특별법)."""
        return name in self.act_denied

    def no_act_end(self, word: str) -> bool:
        """True if this word ends in 법 but means a way of doing (파기방법)."""
        return word.endswith(self.act_denied_ends) and not word.endswith(self.act_allowed_ends)


@cache
def titles() -> Titles:
    """The shipped wording, read once. Raises `DataError` when the file is broken."""
    file = resources.path("data", "laws", "titles.toml")
    try:
        data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        endings = [Ending(e["word"], LawKind(e["kind"]), Alone(e["alone"]), e["example"]) for e in data["ending"]]
        left, act, after = data["left"], data["act"], data["after"]
        particles = "|".join(sorted(after["particles"], key=len, reverse=True))
        return Titles(
            endings=tuple(sorted(endings, key=lambda e: -len(e.word))),
            stops=frozenset(left["stops"]),
            stop_ends=tuple(left["stop_ends"]),
            nouns=tuple(left["nouns"]),
            glue=frozenset(left["glue"]),
            glue_ends=tuple(left["glue_ends"]),
            before={end: frozenset(words) for end, words in left["before"].items()},
            heads=frozenset(act["heads"]),
            act_denied=frozenset(act["denied"]),
            act_denied_ends=tuple(act["denied_ends"]),
            act_allowed_ends=tuple(act["allowed_ends"]),
            other_denied=frozenset(data["other"]["denied"]),
            regions=tuple(data["place"]["ends"]),
            no_regions=frozenset(data["place"]["denied"]),
            issuers=tuple(data["place"]["issuers"]),
            tail=re.compile(f"(?:{particles})(?:(?:{'|'.join(after['verbs'])})[가-힣]*+)?"),
        )
    except (KeyError, ValueError, tomllib.TOMLDecodeError) as broken:
        raise DataError(f"data/laws/titles.toml cannot be read: {broken!r}.", "Reinstall pigraph.") from broken
