"""Names that a graph does not print: spoken ones of data items and people, and words of names that it may lack.

Korean words of names of files, services, tasks and items that public bodies use stand in
``data/lexicon/questions/names.toml``, and are the Korean side of ``english.toml``. A question is cut into words by them
as well: 제안 is not read as 안 (not), nor 평생교육 as 평생 (for ever). What a graph does not have is told by them from
what means nothing.
"""

from __future__ import annotations

from functools import lru_cache

from pigraph.asking.english import names
from pigraph.asking.words import Sense, Senses, question_words, table
from pigraph.text import fold

_SHORTEST = 2


@lru_cache(maxsize=1)
def ordinary_names() -> Senses:
    """Folded names of one word, but those that are question words or have a deed in them: 회원관리 is 회원 and 관리."""
    known = question_words()
    deeds = {k for k, senses in known.items() if len(k) >= _SHORTEST and any(s.kind == "act" for s in senses)}
    return {
        key: (Sense("name", "", key),)
        for key in map(fold, (n for n in _names() if " " not in n))
        if len(key) >= _SHORTEST and key not in known and not any(part in deeds for part in _parts(key))
    }


def is_ordinary(text: str) -> bool:
    """Whether folded ``text`` is nothing but such names: 주차권 or 도서관주차권."""
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached |= {end for end in range(at + _SHORTEST, len(text) + 1) if text[at:end] in _folded()}
    return len(text) >= _SHORTEST and len(text) in reached


def _parts(key: str) -> set[str]:
    return {key[at:end] for at in range(len(key)) for end in range(at + _SHORTEST, len(key) + 1)}


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    own = table("names")["names"].values()
    return frozenset(name for several in (*names().values(), *own) for name in several)


@lru_cache(maxsize=1)
def _folded() -> frozenset[str]:
    return frozenset(fold(part) for name in _names() for part in (name, *name.split()))


@lru_cache(maxsize=1)
def spoken() -> dict[str, str]:
    """Folded spoken names by the folded names that the vocabulary has: 폰번호 for 휴대전화번호."""
    return {fold(name): fold(printed) for printed, several in table("names")["spoken"].items() for name in several}
