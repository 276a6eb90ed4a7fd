"""Triples as N-Triples and Turtle, whatever store they come from."""

from __future__ import annotations

from collections.abc import Sequence

from pigraph.store import Blank, GraphFormat, Iri, Term, Triples, rewritten
from pigraph.views.binding import iri, text
from pigraph.views.library import Library

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def ntriples(triples: Triples) -> bytes:
    """One line a triple, in the order given."""
    return "".join(f"{_written(s)} {_written(p)} {_written(o)} .\n" for s, p, o in triples.triples).encode()


def turtle(triples: Triples) -> bytes:
    """With the known prefixes, in the order of the terms."""
    return rewritten(ntriples(triples), GraphFormat.TURTLE)


def _written(term: Term) -> str:
    if isinstance(term, Iri):
        return iri(term.value)
    if isinstance(term, Blank):
        return f"_:{term.value}"
    if term.language:
        return f"{text(term.value)}@{term.language}"
    return text(term.value) if term.datatype in ("", _STRING, _LANGUAGE) else f"{text(term.value)}^^{iri(term.datatype)}"


_ROWS = """
CONSTRUCT { ?s ?p ?o } WHERE { VALUES (?g ?row) { $nodes }
  { GRAPH ?g { ?row ?p ?o } BIND(?row AS ?s) } UNION { GRAPH ?g { ?row ?link ?s . ?s ?p ?o } FILTER(CONTAINS(STR(?s), "#")) } }"""


def rows_of(library: Library, nodes: Sequence[str]) -> Triples:
    """What the documents state of some of their nodes and of the parts of these."""
    return library.construct(_ROWS, nodes=[(Iri(node.partition("#")[0]), Iri(node)) for node in nodes])
