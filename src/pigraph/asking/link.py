"""Step 1: the words of a question linked to words of the lexicon and names of the graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from pigraph.asking.classes import is_of, kind_of
from pigraph.asking.english import koreanised
from pigraph.asking.forms import either, forms
from pigraph.asking.guessing import guessed
from pigraph.asking.names import ordinary_names, spoken
from pigraph.asking.numbers import Taken, take
from pigraph.asking.romanise import romanised
from pigraph.asking.segment import Token, segment
from pigraph.asking.shorten import exactly_meant, meant
from pigraph.asking.terms import Terms
from pigraph.asking.words import Sense, question_words
from pigraph.text import fold

_CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z][A-Za-z\-]{2,}")
_GLOSS = re.compile(r"[A-Za-z]\s*\(([^()]*[가-힣][^()]*)\)")
_LETTERS = re.compile(r"[^가-힣A-Za-z0-9]+")
_PARTED = ("ask", "org", "item", "act", "mod", "service", "law")
"""What is a word by itself before a kind of body: 어느 in 어느은행, but not 국민 in 국민은행."""
_MOST_ABOUT = 200
_MOST_LAWS = 6
_MOST_GLOSSED = 4
_NAMES = (
    ("law", "instrument", "[가-힣ㆍ]+"),
    ("org", "body", "[가-힣A-Za-z0-9]{2,}"),
    ("item", "kept_item", "[가-힣A-Za-z0-9]+"),
)
"""Kinds of names that the graph does not know, what they end in, and what stands before it."""


class Linked(Struct, frozen=True):
    """A question taken apart: its tokens, and what it names in numbers. ``unknown``: words that mean nothing here."""

    tokens: tuple[Token, ...]
    taken: Taken

    @property
    def unknown(self) -> tuple[Token, ...]:
        # A single letter inside a word is a piece of an ending that no rule has.
        return tuple(t for t in self.tokens if not t.senses and (len(t.text) > 1 or not (t.glued or t.tail)))


class _Spoken:
    """Spoken names as a look-up, with the senses of what they stand for, where the graph has no such name itself."""

    def __init__(self, terms: Terms) -> None:
        self._known = terms.words

    def get(self, key: str, default: tuple[Sense, ...]) -> tuple[Sense, ...]:
        printed = spoken().get(key)
        return self._known.get(printed, default) if printed and key not in self._known else default


class _Parts:
    """Parts of names as a look-up, without a copy of all of them for every question."""

    def __init__(self, terms: Terms) -> None:
        self._known = terms.parts

    def get(self, key: str, default: tuple[Sense, ...]) -> tuple[Sense, ...]:
        return (Sense("part", key, key),) if key in self._known else default


def link(question: str, terms: Terms) -> Linked:
    """The tokens of ``question`` with every sense that they may have in this graph."""
    taken = take(koreanised(question, lambda name: _in(terms, name)))
    names = (terms.words, _Spoken(terms), _Parts(terms), ordinary_names())
    tokens = [_bare(t) for t in segment(taken.rest, question_words(), *names)]
    tokens = _merged(_shortened(tokens, terms))
    tokens = list(_foreign(_kinds(tokens, terms), terms))
    tokens = list(_resolved(tokens, terms, frozenset(w.lower() for w in _CAPITAL.findall(question))))
    tokens = guessed(_glossed(tokens, question))
    return Linked(tuple(t for i, t in enumerate(tokens) if not _title(tokens, i)), taken)


def _in(terms: Terms, name: str) -> bool:
    """Whether the graph has ``name`` or a name with it."""
    return fold(name) in terms.words or bool(terms.about(fold(name)))


def _bare(token: Token) -> Token:
    """``token`` without the sense that only keeps its letters together: 평생교육 has nothing of 평생 (for ever)."""
    return replace(token, senses=tuple(s for s in token.senses if s.kind != "name"))


def _laws(token: Token, after: Token | None, terms: Terms) -> tuple[Sense, ...]:
    """The laws of the graph that have ``token`` in their name, where it stands for one: 온마을돌봄 조례."""
    if len(token.text) < 3 or not (
        _unknown("law").fullmatch(token.text) or (after and after.means("noun", "law") and not token.tail)
    ):
        return ()
    found = [s for key, senses in terms.words.items() if token.text in key for s in senses if s.kind == "law" and s.iri]
    return tuple({s.iri: s for s in found}.values())[:_MOST_LAWS]


def _nameless(token: Token) -> bool:
    return all(s.kind == "noun" or (s.kind == "org" and s.value == "kind") for s in token.senses)


def _title(tokens: list[Token], i: int) -> bool:
    """City in "Garam City", Bank in "Garam Bank", 시청 apart in "가람시 시청": says no more than the name before it."""
    if i == 0 or not (of := [s for s in tokens[i - 1].senses if s.kind == "org"]):
        return False
    kind = "" if tokens[i - 1].tail else kind_of(tokens[i])
    unknown = tokens[i].text.isascii() and all(not s.iri for s in of)
    return tokens[i].text in forms("seat") or (kind != "" and (unknown or all(is_of(s.label, kind) for s in of)))


def _shortened(tokens: Iterable[Token], terms: Terms) -> Iterator[Token]:
    """A printed word as one token where it ends the name of a body: 건강보험 + 공단."""
    for word in _printed(tokens):
        whole = Token.joined(word)
        apart = len(word) == 1 or any(t.tail for t in word[:-1]) or (word[-1].senses and not word[-1].sense("org"))
        senses = () if apart else meant(whole.text, terms)
        ends = senses and all(fold(s.label).endswith(whole.text) for s in senses)
        yield from [replace(whole, senses=senses)] if ends else word


def _merged(tokens: Iterable[Token]) -> list[Token]:
    """Printed words put together again where a piece is unknown and none names anything: 장기 + 기증법, 해양 + 정보."""
    merged: list[Token] = []
    for word in _printed(tokens):
        odd = any(not t.senses for t in word)
        named = any(
            t.sense("org", "item", "law", "service", "role", "file", "act", "matter")
            and len(t.text) > 1
            and not _nameless(t)
            for t in word
        )
        glued = len(word) > 1 and kind_of(word[-1]) and not any(t.tail or t.sense(*_PARTED) for t in word[:-1])
        if len(word) > 1 and (
            glued or (odd and not named) or (word[0].means("out") and word[-1].means("noun", "data"))
        ):
            word = [Token.joined(word)]
        last = merged[-1] if merged else None
        if last and not last.senses and not last.tail and word[0].text in forms("data") and len(word) == 1:
            merged[-1] = Token.joined([last, word[0]])
            continue
        merged += word
    return merged


def _foreign(tokens: Iterable[Token], terms: Terms) -> Iterator[Token]:
    """Neighbouring unknown Latin words as one name, if it is the name of something here: Garam + Mart."""
    waiting: list[Token] = []
    for token in [*tokens, Token("")]:
        if not token.senses and token.text.isascii() and token.text and not token.tail:
            waiting.append(token)
            continue
        yield from _named_in(waiting, terms)
        waiting = []
        if token.text:
            yield token


def _kinds(tokens: Iterable[Token], terms: Terms) -> Iterator[Token]:
    """An unknown Latin word with the kind of body behind it as one name: Hanbit + Bank is 한빛은행."""
    waiting: Token | None = None
    for token in tokens:
        kind = kind_of(token) if waiting else ""
        senses = meant(waiting.text + romanised(kind), terms) if waiting and kind else ()
        if waiting and senses and all(is_of(s.label, kind) for s in senses):
            yield replace(Token.joined([waiting, token]), senses=senses)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = token if not token.senses and token.text.isascii() and not token.tail else None
        if waiting is None:
            yield token
    if waiting:
        yield waiting


def _named_in(waiting: list[Token], terms: Terms) -> list[Token]:
    """``waiting`` with its longest run of two and more words that is a name as one token."""
    for size in range(len(waiting), 1, -1):
        for at in range(len(waiting) - size + 1):
            run = waiting[at : at + size]
            name = Token.joined(run)
            if senses := meant(name.text, terms):
                before, after = _named_in(waiting[:at], terms), _named_in(waiting[at + size :], terms)
                return [*before, replace(name, senses=senses), *after]
    return waiting


def _printed(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The tokens of each word as it is printed."""
    word: list[Token] = []
    for token in tokens:
        if word and not token.glued:
            yield word
            word = []
        word.append(token)
    if word:
        yield word


def _matter(text: str, terms: Terms) -> tuple[Sense, ...]:
    """The matter that begins a piece of a heading: 14세 미만 아동의 개인정보. A file of that name is itself meant."""
    if any("/id/file/" in iri for iri in terms.about(text)):
        return ()
    heads = (question_words().get(text[:n], ()) for n in range(len(text), 2, -1))
    return next((found for head in heads if (found := tuple(s for s in head if s.kind == "matter"))), ())


def _automatic(text: str) -> tuple[Sense, ...]:
    """What ends a piece of a name such as 이용과정에서 자동으로."""
    ends = (question_words().get(text[n:], ()) for n in range(len(text) - 1))
    return next((found for end in ends if (found := tuple(s for s in end if s.value == "automatic"))), ())


def _resolved(tokens: list[Token], terms: Terms, named: frozenset[str]) -> Iterator[Token]:
    for n, token in enumerate(tokens):
        if token.senses:
            part = all(s.kind == "part" for s in token.senses)
            whole = (
                (_automatic(token.text) or exactly_meant(token.text, terms) or _matter(token.text, terms))
                if part
                else ()
            )
            yield replace(token, senses=whole) if whole else token
            continue
        senses = meant(token.text, terms)
        if not senses:
            senses = _laws(token, tokens[n + 1] if n + 1 < len(tokens) else None, terms)
        if not senses and n and token.text in forms("said") and tokens[n - 1].tail.endswith(forms("quoting")):
            senses = (Sense("act", "state", token.text),)
        if not senses and token.text in forms("site"):
            senses = (Sense("fill", "site", token.text),)
        if not senses and token.text in named:
            senses = (Sense("org", "unknown", token.text),)
        if not senses and (about := terms.about(token.text)) and len(about) <= _MOST_ABOUT:
            senses = (Sense("part", token.text, token.text),)
        if not senses:
            kind = next((k for k, _, _ in _NAMES if _unknown(k).fullmatch(token.text)), None)
            senses = (Sense(kind, "unknown", token.text),) if kind else ()
        yield replace(token, senses=senses)


@cache
def _unknown(kind: str) -> re.Pattern[str]:
    """How a name of ``kind`` looks that the graph does not know."""
    return next(re.compile(before + either(name)) for k, name, before in _NAMES if k == kind)


def _glossed(tokens: list[Token], question: str) -> list[Token]:
    """Without the English words that a name in brackets behind them says again: "bank details (계좌번호)"."""
    glosses = {fold(_LETTERS.sub("", gloss)) for gloss in _GLOSS.findall(question)}
    kept: list[Token] = []
    for token in tokens:
        if token.text in glosses and token.sense("item", "org", "law", "file", "service"):
            for _ in range(_MOST_GLOSSED):
                if not kept or kept[-1].sense("ask", "act", "fill", "mod", "org", "service"):
                    break
                kept.pop()
        kept.append(token)
    return kept
