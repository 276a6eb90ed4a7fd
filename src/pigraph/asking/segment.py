"""A question as a row of known words and what is between them: the cheapest way to read its letters.

Blanks do not matter for Korean ("주민등록번호를수집하는기관은"): a word may begin anywhere, cheaper after a blank.
Particles and endings are read by rule behind a word. Latin words begin and end at their borders.
What no word covers is an unknown token, with its particle taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

from pigraph.asking.forms import either
from pigraph.asking.words import Sense
from pigraph.text import fold

LONGEST = 400
"""Letters of a question that are read; more are cut off."""
_LONGEST_WORD = 80
_LATIN = re.compile(r"[a-z0-9]")
_SIGNS = re.compile(r"[?!,.;:~…()\[\]{}/|&+=#*_\-–—]")


class Lookup(Protocol):
    """Folded wordings with their senses: a dictionary, or what looks like one."""

    def get(self, key: str, default: tuple[Sense, ...], /) -> tuple[Sense, ...]: ...


def is_ending(text: str) -> bool:
    """Whether ``text`` is nothing but particles or an ending."""
    return any(pattern.fullmatch(text) for pattern in _tails())


@lru_cache(maxsize=1)
def _tails() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand behind a word: a particle, or an ending."""
    return re.compile(either("particle")), re.compile(f"{either('verbal')}?{either('ending')}*")


class Token(Struct, frozen=True):
    """One word of a question: its letters, its senses (none: unknown), and the particle or ending behind it."""

    text: str
    senses: tuple[Sense, ...] = ()
    tail: str = ""
    begin: int = 0
    end: int = 0
    glued: bool = False

    @classmethod
    def joined(cls, tokens: Sequence[Token]) -> Token:
        """Neighbours as one word without senses: what stands behind all but the last becomes part of its letters."""
        *before, last = tokens
        text = "".join(t.text + t.tail for t in before) + last.text
        return cls(text, (), last.tail, tokens[0].begin, last.end)

    def sense(self, *kinds: str) -> Sense | None:
        """Its first sense of one of ``kinds``, in their order."""
        return next((s for kind in kinds for s in self.senses if s.kind == kind), None)

    def means(self, kind: str, *values: str) -> bool:
        """Whether it can be a word of ``kind`` with one of ``values`` (any, if none is given)."""
        return any(s.kind == kind and (not values or s.value in values) for s in self.senses)


class _Step(Struct):
    cost: float
    begin: int = 0
    tag: str = "start"
    senses: tuple[Sense, ...] = ()
    before: tuple[int, str] | None = None


class Letters:
    """The letters of a question without blanks; ``starts``: where a word of the question begins; its end as well."""

    def __init__(self, question: str) -> None:
        letters: list[str] = []
        starts: set[int] = {0}
        for part in question[:LONGEST].split():
            for piece in _SIGNS.split(part):
                starts.add(len(letters))
                letters.extend(fold(piece))
        starts.add(len(letters))
        self.text = "".join(letters)
        self.starts = starts

    def free(self, at: int) -> bool:
        """Whether a Latin word may begin or end at ``at``."""
        if at in self.starts:
            return True
        return not (_LATIN.match(self.text[at - 1]) and _LATIN.match(self.text[at]))


def segment(question: str, *lookups: Lookup) -> list[Token]:
    """The tokens of a question, by the wordings of ``lookups``."""
    letters = Letters(question)
    text = letters.text
    best: dict[tuple[int, str], _Step] = {(0, "start"): _Step(0.0)}
    for at in range(len(text)):
        for tag in ("start", "word", "tail", "unknown"):
            step = best.get((at, tag))
            if step is None:
                continue
            for end, next_tag, cost, senses in _edges(letters, at, tag, lookups):
                key, total = (end, next_tag), step.cost + cost
                if key not in best or total < best[key].cost:
                    best[key] = _Step(total, at, next_tag, senses, (at, tag))
    return _tokens(letters, best)


def _edges(
    letters: Letters, at: int, tag: str, lookups: tuple[Lookup, ...]
) -> Iterator[tuple[int, str, float, tuple[Sense, ...]]]:
    text, fresh = letters.text, at in letters.starts
    for end in range(at + 1, min(len(text), at + _LONGEST_WORD) + 1):
        senses = tuple(s for lookup in lookups for s in lookup.get(text[at:end], ()))
        if not senses or not (letters.free(at) and letters.free(end)):
            continue
        size = end - at
        if size == 1 and not fresh and tag != "word":
            continue
        inner = sum(1 for s in letters.starts if at < s < end)
        cost = 1.0 - 0.01 * size + (0.0 if fresh else 0.6 if tag in ("word", "tail") else 1.5) + 0.02 * inner
        if all(s.kind in ("part", "name") for s in senses):
            cost += 0.15
        if size == 1 and not (end in letters.starts or _tails()[0].match(text, end)):
            cost += 4.0 if all(s.kind in ("fill", "out") for s in senses) else 1.5
        yield end, "word", cost, senses
    if text[at] in "·,":
        yield at + 1, "tail", 0.2, ()
    if tag == "word" and not fresh:
        for pattern in _tails():
            found = pattern.match(text, at)
            if not found or found.end() == at:
                continue
            limit = min(s for s in letters.starts if s > at)
            for end in range(at + 1, min(found.end(), limit) + 1):
                if pattern.fullmatch(text, at, end):
                    done = end in letters.starts
                    yield end, "tail", 0.3 + 0.05 * (end - at) + (0.0 if done else 0.7), ()
    if tag == "unknown" and not fresh:
        found = _tails()[0].match(text, at)
        if found and found.end() in letters.starts:
            yield found.end(), "tail", 0.5, ()
    start_cost = 0.0 if tag == "unknown" and not fresh else 2.0
    yield at + 1, "unknown", start_cost + (1.2 if _LATIN.match(text[at]) else 2.5), ()


def _tokens(letters: Letters, best: dict[tuple[int, str], _Step]) -> list[Token]:
    end = len(letters.text)
    ends = [(best[key].cost, key) for key in ((end, t) for t in ("start", "word", "tail", "unknown")) if key in best]
    if not ends or end == 0:
        return []
    key: tuple[int, str] | None = min(ends)[1]
    steps: list[tuple[int, _Step]] = []
    while key is not None:
        step = best[key]
        if step.before is not None:
            steps.append((key[0], step))
        key = step.before
    tokens: list[Token] = []
    for stop, step in reversed(steps):
        text = letters.text[step.begin : stop]
        fresh = step.begin in letters.starts
        if step.tag == "tail" and tokens:
            last = tokens[-1]
            tokens[-1] = Token(last.text, last.senses, last.tail + text, last.begin, stop, last.glued)
        elif step.tag == "unknown" and tokens and not tokens[-1].senses and not tokens[-1].tail and not fresh:
            last = tokens[-1]
            tokens[-1] = Token(last.text + text, (), "", last.begin, stop, last.glued)
        else:
            tokens.append(Token(text, step.senses, "", step.begin, stop, not fresh))
    return tokens
