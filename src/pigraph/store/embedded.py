"""The embedded engine: Oxigraph on disk. The only module that opens a store; others use its parser and terms."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NoReturn, Self, TypeAlias, TypeVar

import pyoxigraph as ox

from pigraph.errors import DataError, QueryError, StoreError
from pigraph.store.formats import GraphFormat, ResultFormat
from pigraph.store.model import Answer, Blank, Dataset, Iri, Rows, Term, Text, Triples
from pigraph.store.prefixes import PREFIXES

_Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_Statement = TypeVar("_Statement", ox.Quad, ox.Triple)

_RESULTS = {
    ResultFormat.JSON: ox.QueryResultsFormat.JSON,
    ResultFormat.CSV: ox.QueryResultsFormat.CSV,
    ResultFormat.TSV: ox.QueryResultsFormat.TSV,
    ResultFormat.XML: ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    GraphFormat.TURTLE: ox.RdfFormat.TURTLE,
    GraphFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    GraphFormat.RDFXML: ox.RdfFormat.RDF_XML,
    GraphFormat.TRIG: ox.RdfFormat.TRIG,
    GraphFormat.NQUADS: ox.RdfFormat.N_QUADS,
    GraphFormat.JSONLD: ox.RdfFormat.JSON_LD,
}
_KNOWN = dict(PREFIXES)
_OWN = Dataset()
_BATCH = 100_000
"""Quads loaded at once. The engine holds a whole load in memory, about 1 KB per quad."""

_PLACE = re.compile(r"\bat (\d+):(\d+)(?:-\d+:\d+)?: (?:expected one of )?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"[A-Z][A-Za-z]+ [^\[\],]*[a-z][^\[\],]*")


class Syntax(Enum):
    """How the triples of a `Part` are written."""

    NTRIPLES = "application/n-triples"
    TURTLE = "text/turtle"


@dataclass(frozen=True, slots=True)
class Part:
    """The triples of one named graph. With ``current``, they also stand in the default graph.

    ``origin`` names where ``data`` comes from, for error messages.
    """

    graph: str
    data: bytes
    current: bool
    syntax: Syntax = Syntax.NTRIPLES
    origin: str = ""


def fill(directory: Path, parts: Iterable[Part]) -> int:
    """Make a new store of ``parts`` in the empty ``directory``; returns the size of its default graph in triples.

    Raises `DataError` for a part that cannot be parsed and OSError when the disk refuses.
    """
    store = ox.Store(directory)
    quads = (quad for part in parts for quad in _quads(part))
    while batch := list(islice(quads, _BATCH)):
        store.bulk_extend(batch)
    # Without compaction, joins on a freshly loaded store of 20 million triples are 10 to 20 times slower.
    store.optimize()
    store.flush()
    return sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def _quads(part: Part) -> Iterator[ox.Quad]:
    name = ox.NamedNode(part.graph)
    syntax = ox.RdfFormat.TURTLE if part.syntax is Syntax.TURTLE else ox.RdfFormat.N_TRIPLES
    try:
        for quad in ox.parse(part.data, syntax, rename_blank_nodes=True):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)
            if part.current:
                yield ox.Quad(quad.subject, quad.predicate, quad.object)
    except SyntaxError as error:
        origin = part.origin or part.graph
        raise DataError(f"{origin} is not valid {part.syntax.value}: {error.msg}.", "Correct it there.") from error


def literal(text: str) -> str:
    """Any text as a literal of SPARQL. Raises ValueError for what is no Unicode text (a lone surrogate)."""
    return str(ox.Literal(text))


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI (RFC 3987), and so can stand between ``<`` and ``>``."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def rewritten(turtle: bytes, form: GraphFormat) -> bytes:
    """Turtle as another format of RDF, in the order of its terms."""
    quads = list(ox.parse(turtle, ox.RdfFormat.TURTLE))
    return _written([q.triple for q in _canonical(quads)], form)


class EmbeddedStore:
    """A store on disk, opened read-only: it keeps answering from what it opened, whatever is published later."""

    def __init__(self, directory: Path) -> None:
        """Open the store that `fill` made. Raises `StoreError`."""
        try:
            self._store = ox.Store.read_only(str(directory))
        except OSError as error:
            raise StoreError(f"The store {directory} cannot be opened: {error}.", "Run: pigraph build") from error

    @classmethod
    def in_memory(cls, nquads: BinaryIO) -> Self:
        """A store that lives in memory, filled from N-Quads. Raises `StoreError`."""
        store = cls.__new__(cls)
        store._store = ox.Store()
        try:
            store._store.bulk_load(nquads, ox.RdfFormat.N_QUADS, lenient=True)
        except (OSError, SyntaxError) as error:
            raise StoreError(f"The graph cannot be loaded into memory: {error}.", "Run: pigraph build") from error
        return store

    def write_quads(self, output: BinaryIO) -> None:
        """Everything as N-Quads, in no order: what `in_memory` takes."""
        self._store.dump(output, ox.RdfFormat.N_QUADS)

    def write(self, sparql: str, form: ResultFormat | GraphFormat, output: BinaryIO, dataset: Dataset = _OWN) -> None:
        """Write the answer of a query to ``output``: solutions as a `ResultFormat`, triples as a `GraphFormat`.

        Raises `QueryError`, and whatever ``output`` raises to stop a query that writes too much.
        """
        answer = self._run(sparql, dataset)
        try:
            if isinstance(answer, ox.QueryTriples):
                if not isinstance(form, GraphFormat):
                    raise QueryError(f"Triples cannot be written as {form.label}.", "Ask for a graph format.")
                ox.serialize(answer, output, _GRAPHS[form], prefixes=_prefixes(form))
            elif isinstance(form, GraphFormat):
                raise QueryError(f"Solutions cannot be written as {form.label}.", "Ask for a format of results.")
            elif isinstance(answer, ox.QuerySolutions) and form is ResultFormat.CSV:
                output.write(_csv(answer))
            else:
                answer.serialize(output, _RESULTS[form])
        except (OSError, RuntimeError, ValueError) as error:
            _stopped(error)

    def query(self, sparql: str) -> Answer:
        """See `Store.query`."""
        answer = self._run(sparql)
        try:
            if isinstance(answer, ox.QueryBoolean):
                return bool(answer)
            if isinstance(answer, ox.QueryTriples):
                found = [(_term(t.subject), _term(t.predicate), _term(t.object)) for t in answer]
                return Triples(tuple(sorted(found, key=str)))
            names = [v.value for v in answer.variables]
            rows = tuple(tuple(None if t is None else _term(t) for t in solution) for solution in answer)
        except (OSError, RuntimeError, ValueError) as error:
            _stopped(error)
        return Rows(tuple(names), rows)

    def serialize(self, sparql: str, form: ResultFormat) -> bytes:
        """See `Store.serialize`."""
        answer = self._run(sparql)
        try:
            if isinstance(answer, ox.QuerySolutions) and form is ResultFormat.CSV:
                return _csv(answer)
            if not isinstance(answer, ox.QueryTriples):
                return answer.serialize(format=_RESULTS[form]) or b""
            if form is ResultFormat.JSON:
                return _written(answer, GraphFormat.JSONLD)
        except (OSError, RuntimeError, ValueError) as error:
            _stopped(error)
        raise QueryError(
            f"A CONSTRUCT or DESCRIBE query gives triples, which {form.label} cannot hold.", "Ask for json or a table."
        )

    def graph(self, name: str) -> bytes:
        """The triples of one named graph, as N-Triples; empty if there is none of that name."""
        return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""

    def _merged(self, default: Sequence[_Graph], named: Sequence[_Graph]) -> ox.Store:
        # The engine counts a triple of two graphs twice; their RDF merge has it once (SPARQL 1.1 Query §13.2.1).
        merged = ox.Store()
        for graph in default:
            merged.extend(ox.Quad(*q.triple) for q in self._store.quads_for_pattern(None, None, None, graph))
        for graph in named:
            merged.extend(self._store.quads_for_pattern(None, None, None, graph))
        return merged

    def dump(self, form: GraphFormat, output: BinaryIO) -> None:
        """See `Store.dump`. Sorts in memory, about 1 KB per triple."""
        if form.named_graphs:
            quads = self._store.quads_for_pattern(None, None, None, None)
            named = [q for q in quads if not isinstance(q.graph_name, ox.DefaultGraph)]
            output.write(_written(_canonical(named), form))
        else:
            flat = list(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
            output.write(_written([q.triple for q in _canonical(flat)], form))

    def _run(self, sparql: str, dataset: Dataset = _OWN) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            if dataset == _OWN:
                return self._store.query(sparql, prefixes=_KNOWN)
            default: list[_Graph] = [ox.NamedNode(iri) for iri in dataset.default or ()]
            named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in dataset.named or ()]
            if len(default) < 2:
                return self._store.query(sparql, prefixes=_KNOWN, default_graph=default, named_graphs=named)
            return self._merged(default, named).query(sparql, prefixes=_KNOWN)
        except SyntaxError as error:
            _unparsed(sparql, str(error))
        except (OSError, RuntimeError, ValueError) as error:
            _stopped(error)


def _prefixes(form: GraphFormat) -> dict[str, str] | None:
    return dict(PREFIXES) if form in (GraphFormat.TURTLE, GraphFormat.TRIG, GraphFormat.RDFXML) else None


def _canonical(quads: list[ox.Quad]) -> list[ox.Quad]:
    # Only reference data may have blank nodes; RDFC-1.0 gives them the same names in every dump.
    if not any(isinstance(term, ox.BlankNode) for q in quads for term in (q.subject, q.object)):
        return quads
    named = ox.Dataset(quads)
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(named)


def _written(statements: Iterable[_Statement], form: GraphFormat) -> bytes:
    return ox.serialize(sorted(statements, key=_order), format=_GRAPHS[form], prefixes=_prefixes(form)) or b""


def _csv(solutions: ox.QuerySolutions) -> bytes:
    """SPARQL 1.1 CSV. The engine's own writer leaves commas in IRIs unquoted, and all evidence has one."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([v.value for v in solutions.variables])
    for solution in solutions:
        writer.writerow(["" if term is None else _plain(term) for term in solution])
    return lines.getvalue().encode()


def _plain(term: object) -> str:
    shown = _term(term)
    return f"_:{shown.value}" if isinstance(shown, Blank) else shown.value


def _order(quad: ox.Quad | ox.Triple) -> tuple[str, str, str, str]:
    graph = str(quad.graph_name) if isinstance(quad, ox.Quad) else ""
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def _term(term: object) -> Term:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Text(term.value, term.language or "", term.datatype.value)
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    raise QueryError("The answer holds a triple term, which pigraph does not print.", "Ask for its parts.")


def _unparsed(sparql: str, reason: str) -> NoReturn:
    """Raise the engine's parse error as one line with its place, without its list of every allowed character."""
    found = _PLACE.search(reason)
    if not found:
        raise QueryError(f"The query cannot be parsed: {reason}.", "Correct it; pigraph reads SPARQL 1.1 queries.")
    line, column = int(found[1]), int(found[2])
    said = _SENTENCE.search(found[3])
    what = said[0].strip() if said else "this is not expected here"
    lines = sparql.splitlines()
    near = lines[line - 1][max(0, column - 1) :].strip()[:40] if line <= len(lines) else ""
    place = f"before {near!r}" if near else "at its end"
    remedy = "Correct it; pigraph reads SPARQL 1.1 queries (SELECT, ASK, CONSTRUCT, DESCRIBE)."
    if "Prefix" in what:
        remedy = f"Declare it with PREFIX; known without are {', '.join(PREFIXES)}."
    raise QueryError(
        f"The query cannot be parsed at line {line}, column {column}, {place}: {what}.", remedy, (line, column)
    )


def _stopped(error: Exception) -> NoReturn:
    raise QueryError(f"The query cannot be run: {error}.", "Simplify it, or run pigraph build again.") from error
