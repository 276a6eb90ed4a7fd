"""What any store answers, whatever engine runs behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO, Protocol, TypeAlias

from msgspec import Struct

from pigraph.store.formats import GraphFormat, ResultFormat

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Iri(Struct, frozen=True):
    """An IRI, absolute and not percent-encoded."""

    value: str


class Blank(Struct, frozen=True):
    """A blank node; ``value`` means something within one answer only."""

    value: str


class Text(Struct, frozen=True):
    """A literal: its lexical form, its language tag ("" = none) and its datatype IRI."""

    value: str
    language: str = ""
    datatype: str = _STRING


Term: TypeAlias = Iri | Blank | Text


def term_of(written: Mapping[str, str]) -> Term:
    """A term as an answer in JSON has it (SPARQL 1.1 Query Results JSON Format §3.2.2)."""
    value = written["value"]
    if written["type"] == "uri":
        return Iri(value)
    if written["type"] == "bnode":
        return Blank(value)
    language = written.get("xml:lang", "")
    return Text(value, language, written.get("datatype", _LANGUAGE if language else _STRING))


class Rows(Struct, frozen=True):
    """The answer of a SELECT: names of variables without ``?``, and one term or None (unbound) per variable."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


class Triples(Struct, frozen=True):
    """The answer of a CONSTRUCT or DESCRIBE, in order of its terms."""

    triples: tuple[tuple[Term, Term, Term], ...]


Answer: TypeAlias = Rows | Triples | bool
"""``bool`` is the answer of an ASK."""


class Dataset(Struct, frozen=True):
    """The graphs that a query asks (SPARQL 1.1 Protocol §2.1.4), as IRIs; None is what the store itself holds.

    A dataset given beside a query takes the place of its ``FROM``. One with either list has nothing but what they name.
    """

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    @classmethod
    def of(cls, default: Sequence[str], named: Sequence[str]) -> Dataset:
        """The dataset of the protocol's parameters; without any, the store's own."""
        return cls(tuple(default), tuple(named)) if default or named else cls()


OWN = Dataset()
"""What a query without a dataset asks: the default graph of current policies, and every named graph."""


class Store(Protocol):
    """A graph that can be asked, whatever engine holds it. The prefixes of `PREFIXES` need no declaration.

    Every method that asks raises `QueryError` (what, where, remedy) for a query that cannot be parsed or run, and
    `StoreError` when the engine cannot be reached, takes too long or answers what is no answer.
    """

    def query(self, sparql: str) -> Answer:
        """The answer of a SPARQL 1.1 query, as terms."""
        ...

    def serialize(self, sparql: str, form: ResultFormat) -> bytes:
        """The answer as the W3C result format ``form``; triples are JSON-LD for JSON and an error for the rest."""
        ...

    def write(self, sparql: str, form: ResultFormat | GraphFormat, output: BinaryIO, dataset: Dataset = OWN) -> None:
        """Write the answer to ``output``: solutions as a `ResultFormat`, triples as a `GraphFormat`.

        Also raises whatever ``output`` raises to stop an answer that is too large.
        """
        ...

    def graph(self, name: str) -> bytes:
        """The triples of one named graph, as N-Triples; empty if there is none of that name."""
        ...

    def dump(self, form: GraphFormat, output: BinaryIO) -> None:
        """Write the whole graph, always in the same order.

        A format without named graphs holds the default graph; one with them holds the named graphs, whose
        union over all current documents and the reference data is the default graph.
        """
        ...

    def digest(self) -> str:
        """What changes with the graph and with nothing else; "" where the engine does not tell."""
        ...


def selected(store: Store, sparql: str) -> Rows:
    """The answer of a SELECT. Raises as `Store.query`."""
    answer = store.query(sparql)
    assert isinstance(answer, Rows)
    return answer
