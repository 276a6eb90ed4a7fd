"""A small graph in plain Python: terms as N-Triples writes them, looked up by predicate and either end.

::

    Statements(spo(b'<a:x> <a:p> "가"@ko .\\n'))       by["<a:p>"] == {"<a:x>": ['"가"@ko']}

Strings know their hash and come from one C call a graph; terms of the RDF library are made one by one. Equal terms are
equal strings: everything that pigraph writes is canonical N-Triples.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

Spo: TypeAlias = tuple[str, str, str]
"""Subject, predicate, value."""

_LINE = re.compile(r"([^ ]+) ([^ ]+) (.*) \.\n")
_NONE: Mapping[str, list[str]] = {}


class Statements:
    """Triples by predicate: ``by[p]`` has the values of every subject, ``back(p)`` the subjects of every value."""

    def __init__(self, triples: Iterable[Spo]) -> None:
        self.by: dict[str, dict[str, list[str]]] = {}
        self._back: dict[str, dict[str, list[str]]] = {}
        self.said: dict[tuple[int, tuple[str, ...]], bool] = {}
        """What walks found out of groups that several queries have …"""
        self.reached: dict[tuple[int, str], Collection[str]] = {}
        """… and where long paths lead to."""
        self.add(triples)

    @classmethod
    def looked_up(cls, by: dict[str, dict[str, list[str]]]) -> Statements:
        """Those of `by` of another graph; they become this one's."""
        found = cls(())
        found.by = by
        return found

    def add(self, triples: Iterable[Spo]) -> None:
        """More of them, those that are not there yet."""
        by = self.by
        for subject, predicate, value in triples:
            values = by.get(predicate)
            if values is None:
                by[predicate] = {subject: [value]}
            elif (known := values.get(subject)) is None:
                values[subject] = [value]
            elif value not in known:
                known.append(value)
        self._back.clear()
        self.said.clear()
        self.reached.clear()

    def back(self, predicate: str) -> Mapping[str, list[str]]:
        """The subjects of every value of a predicate."""
        found = self._back.get(predicate)
        if found is None:
            found = self._back[predicate] = {}
            for subject, values in self.by.get(predicate, _NONE).items():
                for value in values:
                    found.setdefault(value, []).append(subject)
        return found

    def values(self, subject: str, predicate: str) -> list[str]:
        """The values of one subject, as terms."""
        return self.by.get(predicate, _NONE).get(subject, [])

    def subjects(self, predicate: str, value: str) -> list[str]:
        return self.back(predicate).get(value, [])

    def texts(self, subject: str, predicate: str) -> list[str]:
        """The literals among the values of one subject, as strings."""
        return [text(v) for v in self.values(subject, predicate) if v[0] == '"']

    def iris(self, subject: str, predicate: str) -> list[str]:
        """The IRIs among the values of one subject, as terms."""
        return [v for v in self.values(subject, predicate) if v[0] == "<"]

    def triples(self) -> list[Spo]:
        """All of them."""
        return [(s, p, v) for p, values in self.by.items() for s, some in values.items() for v in some]

    def ntriples(self) -> bytes:
        """The same as N-Triples."""
        return "".join([f"{s} {p} {v} .\n" for s, p, v in self.triples()]).encode()


def spo(ntriples: bytes) -> list[Spo]:
    """Canonical N-Triples (one blank between terms, no comments) as triples."""
    return _LINE.findall(ntriples.decode())


def of_quads(quads: Iterable[Quad]) -> list[Spo]:
    """Statements of the RDF library."""
    return [(str(q.subject), str(q.predicate), str(q.object)) for q in quads]


def quads(statements: Statements) -> list[Quad]:
    """The same for the RDF library."""
    return list(parse(statements.ntriples(), RdfFormat.N_TRIPLES))


def text(literal: str) -> str:
    """The characters of a literal."""
    end = literal.rindex('"')
    plain = literal[1:end]
    return plain if "\\" not in plain else _parsed(literal).value


def term(written: str) -> NamedNode | BlankNode | Literal:
    """A term of the RDF library."""
    if written[0] == "<":
        return NamedNode(written[1:-1])
    return BlankNode(written[2:]) if written[0] == "_" else _parsed(written)


@lru_cache(maxsize=1024)
def _parsed(literal: str) -> Literal:
    (quad,) = parse(f"<a:s> <a:p> {literal} .", RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, Literal)
    return quad.object
