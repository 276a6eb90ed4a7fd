"""Words of a SPARQL query, enough to tell its form and what it must not do. The engine parses it in full.

Names, strings and comments are left out, so that ``ex:service`` or "SERVICE" in a text is not taken for the keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<name>[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>[A-Za-z_]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)

_KEYWORD = re.compile("SERVICE", re.IGNORECASE)


class Form(StrEnum):
    """The forms of a SPARQL 1.1 query (SPARQL 1.1 Query §16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_triples(self) -> bool:
        return self in (Form.CONSTRUCT, Form.DESCRIBE)


UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
"""Words that open an operation of SPARQL 1.1 Update."""


class Token(NamedTuple):
    """A piece of a query: its kind (iri, text, variable, language, name, word, sign), and where it begins and ends.

    Of the kind ``unsure`` is what only the engine can tell: ``<`` may open an IRI or compare.
    """

    kind: str
    text: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word of a query in capitals, and where it begins: line and column, 1-based."""

    word: str
    line: int
    column: int


def tokens(query: str) -> Iterator[Token]:
    """The pieces of a query in order, without blanks and comments; signs one by one."""
    done = 0
    for m in _TOKEN.finditer(query):
        yield from _signs(query, done, m.start())
        text = m[0].rstrip(".") if m["name"] else m[0]  # a name does not end with the dot behind it
        done = m.start() + len(text)
        if m.lastgroup != "comment":
            kind = "unsure" if _is_ambiguous(query, m) else m.lastgroup or ""
            yield Token(kind, text, m.start(), done)
    yield from _signs(query, done, len(query))


def _signs(query: str, begin: int, end: int) -> Iterator[Token]:
    return (Token("sign", query[n], n, n + 1) for n in range(begin, end) if not query[n].isspace())


def words(query: str) -> Iterator[Word]:
    """The bare words of a query: keywords, functions, ``a``, ``true``."""
    for m in _TOKEN.finditer(query):
        if m["word"]:
            yield _at(query, m.start(), m["word"].upper())


def form(query: str) -> Form | None:
    """The form of a query, told by the first keyword behind its prologue; None for an update or no query."""
    for one in words(query):
        if one.word in Form.__members__:
            return Form(one.word)
        if one.word not in ("PREFIX", "BASE"):
            return None
    return None


def is_update(query: str) -> bool:
    """True for a text that opens like a SPARQL 1.1 Update request."""
    return next((w.word for w in words(query) if w.word not in ("PREFIX", "BASE")), "") in UPDATES


def service(query: str) -> Word | None:
    """The first ``SERVICE`` of a query: it would make this machine send a request.

    The engine needs no blank around keywords (``trueSERVICE``, ``SERVICE:x``), so a word or a prefix that holds the
    keyword counts as well. Only the engine knows whether ``<`` opens an IRI or compares: where that would move a text
    or a comment, as in ``FILTER(1<'x>')``, the keyword counts wherever it stands behind.
    """
    if "SERVICE" not in query.upper() and not _KEYWORD.search(query):
        return None  # nor is it hidden in anything
    for m in _TOKEN.finditer(query):
        if _is_ambiguous(query, m) and (hidden := _KEYWORD.search(query, m.start())):
            return _at(query, hidden.start(), "SERVICE")
        bare = m["word"] or (m["name"] or "").partition(":")[0]
        if "SERVICE" in bare.upper():
            return _at(query, m.start(), "SERVICE")
    return None


def _is_ambiguous(query: str, token: re.Match[str]) -> bool:
    if token["iri"]:
        return "'" in token["iri"]
    line = query[query.rfind("\n", 0, token.start()) + 1 : token.start()]
    return bool(token["text"]) and any(end in token["text"] for end in "\n\r") and "#" in line


def _at(query: str, begin: int, word: str) -> Word:
    return Word(word, query.count("\n", 0, begin) + 1, begin - query.rfind("\n", 0, begin))
