"""Short and English forms of names, by rule: 해식부 is 해양수산식품부, 나래시 나래특별시, Garam 가람시.

A short form has the letters of a full name in their order, and begins as it or as one of its words does. If two names
fit equally well, all of them are meant; a page shows which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pigraph.asking.forms import either, forms
from pigraph.asking.romanise import romanised
from pigraph.asking.terms import Terms, without_form
from pigraph.asking.words import Sense
from pigraph.text import fold

_HANGUL = re.compile(r"[가-힣]")
_VOWELS = re.compile("[aeiouywh]")
_HARD = str.maketrans("gdbjrvf", "ktpclpp")
_TWICE = re.compile(r"(.)\1+")
_MOST = 4
"""A short form of more bodies than this means none of them."""


def meant(words: str, terms: Terms) -> tuple[Sense, ...]:
    """The bodies and services that ``words`` (folded) may be short for; () if none or too many."""
    if len(words) < 2:
        return ()
    scored = sorted((score, iri, label) for iri, label in terms.bodies() for score in [_score(words, label)] if score)
    if not scored:
        return ()
    best = scored[0][0]
    hits = [(iri, label) for score, iri, label in scored if score == best]
    if len(hits) > _MOST:
        return ()
    return tuple(Sense("service" if "/id/service/" in iri else "org", "", label, iri) for iri, label in hits)


def exactly_meant(words: str, terms: Terms) -> tuple[Sense, ...]:
    """The same, only for another form of a region's name: 나래시, 가람, Garam."""
    found = meant(words, terms)
    return found if found and all(_score(words, s.label) <= 1 for s in found) else ()


def _score(words: str, label: str) -> float:
    """How far a label is from its short form; 0 = it is none."""
    full = fold(without_form(label))
    if _HANGUL.search(words):
        bare = _regionless(words)
        if bare and len(bare) > 1 and _regionless(full) == bare and (bare == words or full.endswith(words[-1])):
            return 1.0
        if full.startswith(words) or full.endswith(words):
            return 2.0 + len(full) / 1000
        if words in full and len(words) >= 3:
            return 3.0 + len(full) / 1000
        if (
            len(words) == 2
            and words[0] == full[0]
            and words[1] in forms("university_short")
            and full.endswith(forms("university"))
        ):
            return 4.0
        if words[0] == full[0] and _within(words, full) and (words[-1] == full[-1] or len(words) > 2):
            return 4.0 + len(full) / 1000
        if len(words) >= 3 and words[-2:] == full[-2:] and _within(words, full):
            return 5.0 + len(full) / 1000
        return 0.0
    latin, bare = _latin(full), _untitled(words)
    if len(bare) < 3:
        return 0.0
    if latin in (words, bare) or _untitled(latin) == bare:
        return 1.0
    if len(_bones(bare)) > 3 and _bones(bare).replace("l", "") == _bones(latin).replace("l", ""):
        return 1.6
    if (
        len(_bones(bare)) > 2
        and len(bare) > 4
        and (_bones(latin) == _bones(bare) or (len(_bones(bare)) > 3 and _bones(latin).startswith(_bones(bare))))
    ):
        return 1.5 + len(latin) / 1000
    return 2.0 + len(latin) / 1000 if len(bare) > 3 and bare in latin else 0.0


def _bones(latin: str) -> str:
    """The consonants of a name, however it is romanised: kwangmyung and gwangmyeong are knkmn."""
    bones = _VOWELS.sub("", latin.replace("ch", "j")).translate(_HARD)
    return _TWICE.sub(r"\1", bones)


def _within(short: str, full: str) -> bool:
    letters: Iterator[str] = iter(full)
    return all(c in letters for c in short)


@lru_cache(maxsize=20_000)
def _latin(full: str) -> str:
    return romanised(_regionless(full))


def _regionless(name: str) -> str:
    """A Korean name without what says which kind of region it is: 가람시청 → 가람."""
    return _behind().sub("", name)


def _untitled(name: str) -> str:
    """The same of a romanised name."""
    return _behind_latin().sub("", name)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(f"{either('region')}{either('office')}?$")


@cache
def _behind_latin() -> re.Pattern[str]:
    return re.compile(f"{either('latin_region')}+$")
