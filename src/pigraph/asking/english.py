"""English names in a question as Korean ones (``data/lexicon/questions/english.toml``, ``data/laws/english.toml``).

A name is found whatever its hyphens, its possessive, its plural and its spelling, unless a longer word of questions
begins where it does. Where the data have several Korean words for it, the first that the graph knows stands for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from pigraph import resources
from pigraph.asking.words import question_words, table
from pigraph.text import fold

_POSSESSIVE = re.compile(r"(?<=[A-Za-z])(?:['’]s\b|s['’](?!\w))")
_LATIN = re.compile(r"[A-Za-z]{2}")
_WORD = re.compile(r"(?<!\w)[A-Za-z0-9]+(?!\w)")
_JOINT = re.compile(r"[\s\-–'’,&]*")
_OR = "|"


def koreanised(question: str, known: Callable[[str], bool] = bool) -> str:
    """``question`` with the English names that the data know in Korean, and without the possessive 's.

    ``known``: whether the graph has a Korean word; of several, the first that it has is taken, else the first.
    """
    if not _LATIN.search(question):
        return question
    text = _POSSESSIVE.sub(" ", question)
    words = list(_WORD.finditer(text))
    most = max(name.count(" ") for name in names()) + 1
    pieces: list[str] = []
    at = done = 0
    while at < len(words):
        size, korean = _longest(text, words[at : at + most])
        asked = _asked(text, words[at : at + most])
        if korean and size >= asked:
            name = korean[0] if len(korean) == 1 else next((k for k in korean if known(k)), korean[0])
            pieces += [text[done : words[at].start()], f" {name} "]
            done = words[at + size - 1].end()
            at += size
        else:
            at += max(asked, 1)
    return "".join((*pieces, text[done:]))


def _longest(text: str, words: Sequence[re.Match[str]]) -> tuple[int, tuple[str, ...]]:
    """How many of ``words`` make the longest name that begins with them, and its Korean words."""
    joined = 1
    while joined < len(words) and _JOINT.fullmatch(text, words[joined - 1].end(), words[joined].start()):
        joined += 1
    spelled = [_spelled(w[0]) for w in words[:joined]]
    for size in range(joined, 0, -1):
        last = spelled[size - 1]
        for form in dict.fromkeys((last, _singular(last))):
            if found := names().get(" ".join((*spelled[: size - 1], form))):
                return size, found
    return 0, ()


def _asked(text: str, words: Sequence[re.Match[str]]) -> int:
    """How many of ``words`` begin the question with a word of questions: "service provider", "children under 14"."""
    known = question_words()
    ends = (w.end() for w in reversed(words))
    return next((len(words) - i for i, end in enumerate(ends) if fold(text[words[0].start() : end]) in known), 0)


@lru_cache(maxsize=1)
def names() -> dict[str, tuple[str, ...]]:
    """English names as they are looked up, and their Korean words."""
    return {_key(name): tuple(korean.split(_OR)) for name, korean in _listed()}


def _listed() -> Iterator[tuple[str, str]]:
    ours = table("english")
    yield from ours["words"].items()
    yield from ((name, korean) for korean, several in ours["items"].items() for name in several)
    with resources.path("data", "laws", "english.toml").open("rb") as file:
        yield from tomllib.load(file)["names"].items()


def _key(name: str) -> str:
    return " ".join(_spelled(w) for w in _WORD.findall(_POSSESSIVE.sub(" ", name)))


def _spelled(word: str) -> str:
    """A word in small letters and American spelling."""
    low = word.lower()
    return _american().get(low) or re.sub(r"is(e|ed|er|ing|ation)(s?)$", r"iz\1\2", low)


@lru_cache(maxsize=1)
def _american() -> dict[str, str]:
    british: dict[str, str] = table("english")["spelling"]
    return british | {f"{b}s": f"{a}s" for b, a in british.items()}


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
