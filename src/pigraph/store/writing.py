"""What an engine found, as terms and in every format: all engines write alike, and all answers are this library's."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO, NoReturn, TypeAlias, TypeVar

import pyoxigraph as ox

from pigraph.errors import QueryError
from pigraph.store.formats import GraphFormat, ResultFormat
from pigraph.store.model import Answer, Blank, Iri, Rows, Term, Text, Triples
from pigraph.store.prefixes import PREFIXES

Found: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]
"""The answer of an engine, to be read once."""
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
    return graph_bytes([q.triple for q in canonical(quads)], form)


def terms_of(found: Found) -> Answer:
    """See `Store.query`. Raises `QueryError`."""
    try:
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        if isinstance(found, ox.QuerySolutions):
            names = [v.value for v in found.variables]
            rows = tuple(tuple(None if t is None else _term(t) for t in solution) for solution in found)
            return Rows(tuple(names), rows)
        triples = [(_term(t.subject), _term(t.predicate), _term(t.object)) for t in found]
    except (OSError, RuntimeError, ValueError) as error:
        stopped(error)
    return Triples(tuple(sorted(triples, key=str)))


def bytes_of(found: Found, form: ResultFormat) -> bytes:
    """See `Store.serialize`. Raises `QueryError`."""
    try:
        if isinstance(found, ox.QuerySolutions) and form is ResultFormat.CSV:
            return _csv(found)
        if isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
            return found.serialize(format=_RESULTS[form]) or b""
        if form is ResultFormat.JSON:
            return graph_bytes(found, GraphFormat.JSONLD)
    except (OSError, RuntimeError, ValueError) as error:
        stopped(error)
    raise QueryError(
        f"A CONSTRUCT or DESCRIBE query gives triples, which {form.label} cannot hold.", "Ask for json or a table."
    )


def write(found: Found, form: ResultFormat | GraphFormat, output: BinaryIO) -> None:
    """See `Store.write`. Raises `QueryError`, and what ``output`` raises."""
    try:
        if not isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
            if not isinstance(form, GraphFormat):
                raise QueryError(f"Triples cannot be written as {form.label}.", "Ask for a graph format.")
            ox.serialize(found, output, _GRAPHS[form], prefixes=_prefixes(form))
        elif isinstance(form, GraphFormat):
            raise QueryError(f"Solutions cannot be written as {form.label}.", "Ask for a format of results.")
        elif isinstance(found, ox.QuerySolutions) and form is ResultFormat.CSV:
            output.write(_csv(found))
        else:
            found.serialize(output, _RESULTS[form])
    except (OSError, RuntimeError, ValueError) as error:
        stopped(error)


def graph_bytes(statements: Iterable[_Statement], form: GraphFormat) -> bytes:
    """Statements in the order of their terms."""
    return ox.serialize(sorted(statements, key=_order), format=_GRAPHS[form], prefixes=_prefixes(form)) or b""


def canonical(quads: list[ox.Quad]) -> list[ox.Quad]:
    """The same statements; blank nodes, of reference data only, get the same names in every dump (RDFC-1.0)."""
    if not any(isinstance(term, ox.BlankNode) for q in quads for term in (q.subject, q.object)):
        return quads
    named = ox.Dataset(quads)
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(named)


def stopped(error: Exception) -> NoReturn:
    """Raise what ended a query as a `QueryError`."""
    raise QueryError(f"The query cannot be run: {error}.", "Simplify it, or run pigraph build again.") from error


def _prefixes(form: GraphFormat) -> dict[str, str] | None:
    return dict(PREFIXES) if form in (GraphFormat.TURTLE, GraphFormat.TRIG, GraphFormat.RDFXML) else None


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
