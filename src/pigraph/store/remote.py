"""Any SPARQL 1.1 endpoint over HTTP as a `Store`: the same queries, the same terms, the same bytes.

Engines differ in what they write, so they are asked for one format of each kind, which is read strictly: an answer
that is cut short or no answer is an error, never a shorter answer. No engine is known by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pyoxigraph as ox

from pigraph.errors import QueryError, StoreError
from pigraph.store import tokens
from pigraph.store.endpoint import Endpoint, Reply
from pigraph.store.formats import GraphFormat, ResultFormat
from pigraph.store.model import OWN, Answer, Dataset
from pigraph.store.prefixes import PREFIXES
from pigraph.store.tokens import Form
from pigraph.store.writing import Found, bytes_of, canonical, graph_bytes, terms_of, write

_ROWS = "application/sparql-results+json"
_GRAPH = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_ROWS_TYPES = (_ROWS, "application/json")
_GRAPH_TYPES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_YES, _NO = b'{"head":{},"boolean":true}', b'{"head":{},"boolean":false}'


class RemoteStore:
    """A `Store` behind the endpoint at ``address`` (see `Endpoint`).

    ``seconds`` is the limit for one query, ``size`` that of one answer in bytes.
    """

    def __init__(self, address: str, *, seconds: float = 60.0, size: int = 1 << 30) -> None:
        self._endpoint = Endpoint(address, seconds, size)

    @property
    def address(self) -> str:
        """The address for messages, without credentials."""
        return self._endpoint.shown

    def query(self, sparql: str) -> Answer:
        """See `Store.query`."""
        with self._read():
            return terms_of(self._ask(sparql))

    def serialize(self, sparql: str, form: ResultFormat) -> bytes:
        """See `Store.serialize`."""
        with self._read():
            return bytes_of(self._ask(sparql), form)

    def write(self, sparql: str, form: ResultFormat | GraphFormat, output: BinaryIO, dataset: Dataset = OWN) -> None:
        """See `Store.write`."""
        with self._read():
            write(self._ask(sparql, dataset), form, output)

    def graph(self, name: str) -> bytes:
        """See `Store.graph`."""
        with self._read():
            # Not GRAPH <name>: some engines do not answer it once a request names its default graph.
            where = f"VALUES ?g {{ {ox.NamedNode(name)} }} GRAPH ?g {{ ?s ?p ?o }}"
            found = self._ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}")
            assert not isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
            return graph_bytes(found, GraphFormat.NTRIPLES)

    def dump(self, form: GraphFormat, output: BinaryIO) -> None:
        """See `Store.dump`. The endpoint has to give everything in one answer."""
        where = "GRAPH ?g { ?s ?p ?o }" if form.named_graphs else "?s ?p ?o"
        with self._read():
            found = self._ask(f"SELECT ?g ?s ?p ?o WHERE {{ {where} }}")
            assert isinstance(found, ox.QuerySolutions)
            quads = [ox.Quad(row["s"], row["p"], row["o"], row["g"] or ox.DefaultGraph()) for row in found]
            if form.named_graphs:
                output.write(graph_bytes(canonical(quads), form))
            else:
                output.write(graph_bytes([q.triple for q in canonical(quads)], form))

    def digest(self) -> str:
        """See `Store.digest`: the entity tag that the endpoint gives an answer."""
        return self._endpoint.post("ASK {}", _ROWS).tag

    def abort(self) -> None:
        """Give up what another thread asks through this store; it raises `StoreError`, now and from now on."""
        self._endpoint.abort()

    def _ask(self, sparql: str, dataset: Dataset = OWN) -> Found:
        form = tokens.form(sparql)
        if form is None and tokens.is_update(sparql):
            raise QueryError("The graph cannot be changed here.", "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.")
        triples = form is not None and form.gives_triples
        reply = self._endpoint.post(_declared(sparql), _GRAPH if triples else _ROWS, dataset)
        if triples:
            return [quad.triple for quad in ox.parse(reply.body, self._graph_type(reply))]
        if reply.media_type not in _ROWS_TYPES:
            raise self._nonsense(f"it is {reply.media_type or 'of no media type'}")
        found = ox.parse_query_results(reply.body, ox.QueryResultsFormat.JSON)
        if form is Form.ASK and isinstance(found, ox.QuerySolutions):
            # Some engines answer ASK with one row of 1, or none.
            return ox.parse_query_results(_YES if _holds(found) else _NO, ox.QueryResultsFormat.JSON)
        return found

    def _graph_type(self, reply: Reply) -> ox.RdfFormat:
        if reply.media_type not in _GRAPH_TYPES:
            raise self._nonsense(f"it is {reply.media_type or 'of no media type'}")
        return _GRAPH_TYPES[reply.media_type]

    @contextmanager
    def _read(self) -> Iterator[None]:
        try:
            yield
        except SyntaxError as error:
            raise self._nonsense(str(error.msg)) from error

    def _nonsense(self, why: str) -> StoreError:
        return StoreError(
            f"What {self.address} answers is no whole answer of SPARQL: {why}.",
            "Give the address of a SPARQL endpoint.",
        )


def _declared(sparql: str) -> str:
    """A query with the known prefixes declared that it uses, in front of its first line: lines keep their number."""
    own = set(_DECLARED.findall(sparql))
    used = (f"PREFIX {p}: <{iri}> " for p, iri in PREFIXES.items() if f"{p}:" in sparql and p not in own)
    return "".join(used) + sparql


def _holds(rows: ox.QuerySolutions) -> bool:
    return any(isinstance(term, ox.Literal) and term.value not in ("0", "false") for row in rows for term in row)
