"""The words of questions (``data/lexicon/questions/*.toml``), by their folded wording.

Korean wordings are stems, and "동의(를)받" stands for both forms. English wordings are base forms; s, es, ed and ing
are added by rule. A wording may have several senses: the grammar picks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from pigraph import resources
from pigraph.text import fold

_OPTIONAL = re.compile(r"\(([^()]*)\)")
_LATIN = re.compile(r"[a-z]+")
_DOUBLED = re.compile(r"(?<![aeiou])[aeiou][bdglmnprt]$")
_INFLECTED = ("ask", "mod")
_HANGUL, _SYLLABLES = 0xAC00, 11172
_FINALS = (4, 8, 16, 17)
"""ㄴ ㄹ ㅁ ㅂ."""
_PAST = 20
"""ㅆ."""
_MELTED = {20: 6, 13: 14, 18: 4, 0: 0, 1: 1, 8: 9, 4: 4, 5: 5}
"""Vowels before 어: ㅣ → ㅕ, ㅜ → ㅝ, ㅡ → ㅓ, ㅗ → ㅘ."""
_PLAIN = 3
"""English wordings of fewer letters are not inflected."""


class Sense(Struct, frozen=True):
    """One reading of a wording: what kind of word it is, its value, and what it names in the graph."""

    kind: str
    value: str
    label: str = ""
    iri: str = ""


Senses = Mapping[str, tuple[Sense, ...]]


@lru_cache(maxsize=1)
def question_words() -> Senses:
    """Folded wording → senses. Kinds: ask, noun, role, contact, act, mod, topic, matter, fill, out."""
    found: dict[str, tuple[Sense, ...]] = {}
    for kind, value, wording in _entries():
        sense = Sense(kind, value, wording)
        for form in _forms(wording, kind):
            senses = found.get(form, ())
            if all((s.kind, s.value) != (kind, value) for s in senses):
                found[form] = (*senses, sense)
    asked = (Sense("fill", ""),)
    return dict.fromkeys(_requests(), asked) | found


def _entries() -> Iterator[tuple[str, str, str]]:
    for entry in table("words")["word"]:
        for wording in (*entry["ko"], *entry["en"]):
            yield entry["kind"], entry["value"], wording
    fillers = table("fillers")
    for name, kind in (("fillers", "fill"), ("outside", "out")):
        for wording in (*fillers[name]["ko"], *fillers[name]["en"]):
            yield kind, "", wording


def _requests() -> Iterator[str]:
    """Polite requests, folded: 알려주세요, 말해줄래요."""
    requests = table("fillers")["requests"]
    ends = [fold(end) for end in requests["ends"]]
    return (stem + end for stem in map(fold, requests["stems"]) for end in ends)


def conjugated(stem: str) -> Iterator[str]:
    """The stem of a Korean verb that ends in a vowel with what melts into it: 맡기 → 맡긴, 맡길, 맡깁, 맡겨, 맡겼."""
    code = ord(stem[-1]) - _HANGUL
    if not 0 <= code < _SYLLABLES or code % 28:
        return
    for last in _FINALS:
        yield stem[:-1] + chr(_HANGUL + code + last)
    melted = _MELTED.get(code % 588 // 28)
    if melted is not None:
        base = _HANGUL + code - code % 588 + melted * 28
        yield stem[:-1] + chr(base)
        yield stem[:-1] + chr(base + _PAST)


def _forms(wording: str, kind: str) -> Iterator[str]:
    """Every folded form of a wording."""
    if _OPTIONAL.search(wording):
        yield from _forms(_OPTIONAL.sub("", wording), kind)
        wording = _OPTIONAL.sub(r"\1", wording)
    form = fold(wording).replace("-", "")  # the hyphens of a question are blanks
    yield form
    if not form.isascii():
        if kind == "act":
            if len(form) > 2 and form.endswith("하"):
                yield form[:-1]
            yield from conjugated(form)
    elif len(form) >= _PLAIN and kind not in _INFLECTED and _LATIN.fullmatch(form):
        if kind == "act" and " " in wording:
            head, _, rest = wording.lower().partition(" ")
            yield from (fold(f"{verb}{rest}").replace("-", "") for verb in _inflected(head))
        else:
            yield from _inflected(form) if kind in ("act", "noun", "contact") else _plural(form)


def _plural(word: str) -> Iterator[str]:
    """An English word with s or es."""
    yield word + "s"
    yield word + "es"
    if word.endswith("y"):
        yield word[:-1] + "ies"


def _inflected(word: str) -> Iterator[str]:
    """An English word with s, ed or ing: stores, notified, shredded, keeping."""
    yield from _plural(word)
    stem = word.removesuffix("e")
    yield from (stem + "ed", stem + "ing")
    if word.endswith("y"):
        yield word[:-1] + "ied"
    if _DOUBLED.search(word):
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")


@lru_cache(maxsize=8)
def table(name: str) -> dict[str, Any]:
    """A table of words of questions, by the name of its file."""
    path = resources.path("data", "lexicon", "questions", f"{name}.toml")
    with path.open("rb") as file:
        return tomllib.load(file)
