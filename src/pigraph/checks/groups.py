"""Group patterns of SPARQL as trees: the part of the language that `pigraph.checks.walk` can follow from node to node.

Accepts triples with property paths, ``FILTER EXISTS``, ``FILTER NOT EXISTS`` and ``FILTER (…)`` with comparisons, IN,
logic and a few functions of strings. For anything else `parsed` gives None, and the query is the engine's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from pigraph.checks.nesting import Token
from pigraph.graph.terms import RDF, XSD

_TYPE = str(RDF["type"])
_BOOLEAN = str(XSD["boolean"])
_FUNCTIONS = frozenset({"str", "lang", "datatype", "contains", "regex", "replace", "substr"})
_COMPARING = frozenset({"=", "!=", "<", ">", "<=", ">="})
_OF_TWO = frozenset({"||", "&&", "!=", "<=", ">=", "^^"})


class Path(NamedTuple):
    """A property path. ``kind``: "iri" (``iri`` is written ``<…>``), "^", "/", "|", "*", "+" or "?" (of ``parts``)."""

    kind: str
    parts: tuple[Path, ...] = ()
    iri: str = ""


class Statement(NamedTuple):
    """A triple pattern. Terms as N-Triples writes them, variables with their ``?``."""

    subject: str
    path: Path
    value: str


class Group(NamedTuple):
    """What stands between two braces."""

    statements: tuple[Statement, ...]
    filters: tuple[Expression, ...]


class Exists(NamedTuple):
    """Whether a group has (``wanted``) or has no solution."""

    group: Group
    wanted: bool


class Call(NamedTuple):
    """An operator or function of some expressions, by its sign or name in small letters."""

    name: str
    arguments: tuple[Expression, ...]


Expression: TypeAlias = "Exists | Call | str"
"""A string is a variable, a term, or a whole number as written."""


class _Other(Exception):
    """Something that this part of the language does not have."""


def parsed(tokens: Sequence[Token]) -> tuple[tuple[str, ...], Group] | None:
    """The variables that a whole SELECT query asks for, and its group; None for what cannot be followed."""
    try:
        return _Parser(_signs_joined(tokens)).query()
    except (_Other, IndexError):
        return None


def _signs_joined(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without blanks, and with ``!`` and ``=`` as ``!=``."""
    found: list[Token] = []
    joins = False
    for token in tokens:
        if joins and token.kind == "sign" and found[-1].text + token.text in _OF_TWO:
            found[-1] = Token("sign", found[-1].text + token.text)
            joins = False
        else:
            if token.kind != "blank":
                found.append(token)
            joins = token.kind == "sign"
    return found


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def query(self) -> tuple[tuple[str, ...], Group]:
        self._word("select")
        if self._next.word == "distinct":
            self._at += 1
        names = []
        while self._next.kind == "variable":
            names.append(self._take().text)
        if self._next.word == "where":
            self._at += 1
        group = self._group()
        if self._at < len(self._tokens) or not names:
            raise _Other
        return tuple(names), group

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _word(self, word: str) -> None:
        if self._take().word != word:
            raise _Other

    def _sign(self, sign: str) -> None:
        if self._take().text != sign:
            raise _Other

    def _is(self, sign: str) -> bool:
        """Whether a sign follows, which is then taken."""
        if self._next.kind == "sign" and self._next.text == sign:
            self._at += 1
            return True
        return False

    def _group(self) -> Group:
        self._sign("{")
        statements: list[Statement] = []
        filters: list[Expression] = []
        while not self._is("}"):
            if self._next.word == "filter":
                self._at += 1
                filters.append(self._primary())
            else:
                self._triples(statements)
            self._is(".")
        return Group(tuple(statements), tuple(filters))

    def _triples(self, found: list[Statement]) -> None:
        subject = self._term()
        while True:
            path = self._path()
            found.append(Statement(subject, path, self._term()))
            while self._is(","):
                found.append(Statement(subject, path, self._term()))
            if not self._is(";"):
                return
            if self._next.text in (".", "}"):
                return

    def _path(self) -> Path:
        ways = [self._steps()]
        while self._is("|"):
            ways.append(self._steps())
        return ways[0] if len(ways) == 1 else Path("|", tuple(ways))

    def _steps(self) -> Path:
        steps = [self._step()]
        while self._is("/"):
            steps.append(self._step())
        return steps[0] if len(steps) == 1 else Path("/", tuple(steps))

    def _step(self) -> Path:
        if self._is("^"):
            return Path("^", (self._step(),))
        if self._is("("):
            one = self._path()
            self._sign(")")
        else:
            token = self._take()
            if token.kind != "iri" and token.text != "a":
                raise _Other
            one = Path("iri", iri=token.text if token.kind == "iri" else _TYPE)
        for sign in "*+?":
            if self._is(sign):
                return Path(sign, (one,))
        return one

    def _term(self) -> str:
        token = self._take()
        if token.kind in ("variable", "iri"):
            return token.text
        if token.kind == "string":
            return self._literal(token.text)
        if token.word in ("true", "false"):
            return f'"{token.word}"^^{_BOOLEAN}'
        raise _Other

    def _literal(self, written: str) -> str:
        if "\\" in written or written[0] != '"' or written.startswith('"""'):
            raise _Other  # Escaped, or of several lines: too rare to be told apart here.
        if self._at < len(self._tokens) and self._next.text.startswith("@"):
            return written + self._take().text
        if self._at < len(self._tokens) and self._is("^^"):
            return f"{written}^^{self._take().text}"
        return written

    def _expression(self) -> Expression:
        return self._joined("||", lambda: self._joined("&&", self._comparison))

    def _joined(self, sign: str, one: Callable[[], Expression]) -> Expression:
        found = [one()]
        while self._is(sign):
            found.append(one())
        return found[0] if len(found) == 1 else Call(sign, tuple(found))

    def _comparison(self) -> Expression:
        left = self._primary()
        if self._next.text in _COMPARING:
            return Call(self._take().text, (left, self._primary()))
        negated = self._next.word == "not"
        if negated:
            self._at += 1
        if self._next.word != "in":
            if negated:
                raise _Other
            return left
        self._at += 1
        self._sign("(")
        listed = [self._term()]
        while self._is(","):
            listed.append(self._term())
        self._sign(")")
        found = Call("in", (left, *listed))
        return Call("!", (found,)) if negated else found

    def _primary(self) -> Expression:
        token = self._next
        if self._is("("):
            inside = self._expression()
            self._sign(")")
            return inside
        if self._is("!"):
            return Call("!", (self._primary(),))
        if token.word in ("exists", "not"):
            if token.word == "not":
                self._at += 1
            self._word("exists")
            return Exists(self._group(), token.word == "exists")
        if token.word in _FUNCTIONS:
            self._at += 1
            self._sign("(")
            arguments = [self._expression()]
            while self._is(","):
                arguments.append(self._expression())
            self._sign(")")
            return Call(token.word, tuple(arguments))
        if token.word.isdecimal():
            self._at += 1
            return token.word
        return self._term()
