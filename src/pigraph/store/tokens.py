"""Words of a SPARQL query, enough to tell its form and what it must not do. The engine parses it in full.

Names, strings and comments are left out, so that ``ex:service`` or "SERVICE" in a text is not taken for the keyword.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

_NAME = (
    r"\w\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C\u200D\u203F\u2040\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
"""Letters of a name (SPARQL 1.1 Query §19.8, PN_CHARS without the hyphen), and what else Python takes for one."""
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$][{_NAME}]+)
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<name>[{_NAME}.-]*:(?:[{_NAME}.:-]|%[0-9A-Fa-f]{{2}}|\\.)*)
    | (?P<run>[{_NAME}.-]+)
    """,
    re.VERBOSE | re.DOTALL,
)
"""A run is what could begin a name, but no colon follows: it is looked through once, not again from each letter."""
_WORD = re.compile(r"[A-Za-z_]\w*")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BLANKS = " \t\r\n"
"""What stands between the pieces of a query (§19.8, WS)."""

_KEYWORD = re.compile("SERVICE", re.IGNORECASE)
IRI = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]*>")
"""An IRI as it is written (§19.8, IRIREF), or what only looks so where ``<`` compares."""


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

    Of the kind ``unsure`` is what only the engine can tell: ``<`` may open an IRI or compare, a backslash may be one.
    """

    kind: str
    text: str
    begin: int
    end: int


class Word(Struct, frozen=True):
    """A bare word of a query in capitals, and where it begins: line and column, 1-based."""

    word: str
    line: int
    column: int


def tokens(query: str) -> Iterator[Token]:
    """The pieces of a query in order, without blanks and comments; signs one by one."""
    done = 0
    for m in _TOKEN.finditer(query):
        yield from _signs(query, done, m.start())
        kind, begin, done = m.lastgroup or "", m.start(), m.end()
        if kind == "run":
            for word in _WORD.finditer(query, begin, done):
                yield from _signs(query, begin, word.start())
                begin = word.end()
                yield Token("word", word[0], word.start(), begin)
            yield from _signs(query, begin, done)
        elif kind != "comment":
            text = m[0].rstrip(".") if kind == "name" else m[0]  # a name does not end with the dot behind it
            done = begin + len(text)
            yield Token("unsure" if _is_ambiguous(query, m) else kind, text, begin, done)
    yield from _signs(query, done, len(query))


def _signs(query: str, begin: int, end: int) -> Iterator[Token]:
    for n in range(begin, end):
        if query[n] not in _BLANKS:
            # Only the engine knows what a backslash means outside of names and texts.
            yield Token("unsure" if query[n] == "\\" else "sign", query[n], n, n + 1)


def form(query: str) -> Form | None:
    """The form of a query, told by the first keyword behind its prologue; None for an update or no query."""
    first = _first(query)
    return Form(first) if first in Form.__members__ else None


def is_update(query: str) -> bool:
    """True for a text that opens like a SPARQL 1.1 Update request."""
    return _first(query) in UPDATES


def _first(query: str) -> str:
    """The first keyword behind the prologue."""
    found = (t.text.upper() for t in tokens(query) if t.kind == "word")
    return next((word for word in found if word not in ("PREFIX", "BASE")), "")


def names_graphs(query: str) -> bool:
    """True unless a query asks nothing but the default graph, whatever graphs there are. It may be True for others.

    A letter may be written by its number (§19.2). No keyword is inside an IRI: where ``<`` compares, one of graphs that
    a ``>`` follows has blanks or braces.
    """
    bare = IRI.sub("<>", query).upper()
    return "GRAPH" in bare or "FROM" in bare or "\\U" in bare


def service(query: str) -> Word | None:
    """The first ``SERVICE`` of a query: it would make this machine send a request.

    The engine needs no blank around keywords (``trueSERVICE``, ``SERVICE:x``), so a word or a prefix that holds the
    keyword counts as well. Only the engine knows whether ``<`` opens an IRI or compares, and what a backslash means:
    where that would move a text or a comment, as in ``FILTER(1<'x>')``, the keyword counts wherever it stands behind.
    A letter may be written by its number anywhere in a query (§19.2).
    """
    plain = _ESCAPED.sub(_letter, query) if "\\" in query else query
    return _service(query) or (_service(plain) if plain != query else None)


def _service(query: str) -> Word | None:
    if "SERVICE" not in query.upper() and not _KEYWORD.search(query):
        return None  # nor is it hidden in anything
    for token in tokens(query):
        if token.kind == "unsure" and (hidden := _KEYWORD.search(query, token.begin)):
            return _at(query, hidden.start(), "SERVICE")
        bare = token.text if token.kind == "word" else token.text.partition(":")[0] if token.kind == "name" else ""
        if "SERVICE" in bare.upper():
            return _at(query, token.begin, "SERVICE")
    return None


def _letter(escaped: re.Match[str]) -> str:
    number = int(escaped[1] or escaped[2], 16)
    return chr(number) if number <= sys.maxunicode else " "


def _is_ambiguous(query: str, token: re.Match[str]) -> bool:
    if token["iri"]:
        return "'" in token["iri"] or "\\" in token["iri"]
    if token["name"]:
        return "\\" in token["name"]
    if not token["text"] or not any(end in token["text"] for end in "\n\r"):
        return False
    return "#" in query[query.rfind("\n", 0, token.start()) + 1 : token.start()]


def _at(query: str, begin: int, word: str) -> Word:
    return Word(word, query.count("\n", 0, begin) + 1, begin - query.rfind("\n", 0, begin))
