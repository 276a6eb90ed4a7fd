"""The reference engine: pySHACL on rdflib, with the same shapes, data and form of results as `pigraph.checks.engine`.

Far slower, so it is asked only on request and in tests. It is not part of a plain installation
(``pip install 'pigraph[pyshacl]'``). Three of its habits are put right here: a comparison that it cannot make ends its
whole validation, which becomes a failure of that graph; it drops the language of the messages of SPARQL constraints,
which is looked up again in the shapes; and it parses every query again for every focus node, which is remembered.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from pigraph.checks.engine import Result, Validation
from pigraph.checks.shapes import SH, ShapesGraph, Term
from pigraph.errors import PigraphError

_RESULT = {name: SH[name].value for name in (
    "focusNode", "resultPath", "value", "sourceShape", "sourceConstraintComponent", "sourceConstraint",
    "resultSeverity", "resultMessage",
)}  # fmt: skip


class ReferenceEngine:
    """pySHACL, holding the shapes of one shapes graph. Raises `PigraphError` where it is not installed."""

    def __init__(self, shapes: ShapesGraph) -> None:
        try:
            import pyshacl
            import rdflib
        except ImportError as error:
            raise PigraphError("pySHACL is not installed.", "Run: pip install 'pigraph[pyshacl]'") from error
        self._pyshacl, self._rdflib = pyshacl, rdflib
        self._shapes = shapes
        self._remembering = _remembering(rdflib)
        self._graph = self._parsed(shapes.ntriples)
        # It writes what it does to stderr, errors included, and raises them as well.
        self._log = logging.getLogger("pigraph.reference")
        self._log.addHandler(logging.NullHandler())
        self._log.propagate = False

    def validate(self, quads: Iterable[Quad], only: Iterable[NamedNode] | None = None) -> Validation:
        """The results of the shapes on the graph of ``quads``; if it raises, one failure and no result.

        ``only``: the shapes to ask, all of them by default.
        """
        triples = {q.triple for q in quads}
        return self.validate_ntriples(serialize(triples, format=RdfFormat.N_TRIPLES) or b"", only)

    def validate_ntriples(self, data: bytes, only: Iterable[NamedNode] | None = None) -> Validation:
        """The same of a graph as N-Triples."""
        chosen: list[Any] | None = None if only is None else [self._rdflib.URIRef(shape.value) for shape in only]
        try:
            _, report, text = self._pyshacl.validate(
                self._parsed(data), shacl_graph=self._graph, logger=self._log, inplace=True, use_shapes=chosen
            )
        except Exception as error:
            return Validation((), (f"pySHACL stopped: {type(error).__name__}: {error}",))
        if not isinstance(report, self._rdflib.Graph):
            return Validation((), (f"pySHACL stopped: {text}",))
        # Not every node of type sh:ValidationResult: those below sh:detail are reasons of another result.
        found = report.objects(None, self._rdflib.URIRef(SH["result"].value))
        results = {self._result(report, node) for node in found}
        return Validation(tuple(sorted(results, key=str)))

    def _parsed(self, ntriples: bytes) -> Any:
        # As written: the engine would turn P60M into P5Y, and a result's value would be another term than the data's.
        before = self._rdflib.NORMALIZE_LITERALS
        self._rdflib.NORMALIZE_LITERALS = False
        try:
            return self._remembering().parse(data=ntriples, format="nt")
        finally:
            self._rdflib.NORMALIZE_LITERALS = before

    def _result(self, report: Any, node: Any) -> Result:
        said: dict[str, list[Term]] = {}
        for _, predicate, value in report.triples((node, None, None)):
            said.setdefault(str(predicate), []).append(self._term(value))

        def one(name: str) -> Any:
            return said.get(_RESULT[name], [None])[0]

        shape, constraint, path = one("sourceShape"), one("sourceConstraint"), one("resultPath")
        if isinstance(path, BlankNode):
            known = self._shapes.shape(shape).path
            path = known.node if known else path
        texts = (self._text(m, shape, constraint) for m in said.get(_RESULT["resultMessage"], []))
        return Result(
            one("focusNode"),
            path,
            one("value"),
            shape,
            one("sourceConstraintComponent"),
            one("resultSeverity"),
            tuple(sorted(t for t in texts if t)) if self._own_messages(shape, constraint) else (),
            constraint,
        )

    def _own_messages(self, shape: NamedNode, constraint: NamedNode | None) -> dict[str, str]:
        own = self._shapes.texts(constraint, SH["message"]) if constraint else {}
        return own or self._shapes.texts(shape, SH["message"])

    def _text(self, message: Term, shape: NamedNode, constraint: NamedNode | None) -> tuple[str, str] | None:
        if not isinstance(message, Literal):
            return None
        language = message.language or ""
        if not language:
            known = self._own_messages(shape, constraint).items()
            language = next((k for k, text in known if text == message.value), "")
        return language, message.value

    def _term(self, term: Any) -> Term:
        if isinstance(term, self._rdflib.URIRef):
            return NamedNode(str(term))
        if isinstance(term, self._rdflib.BNode):
            return BlankNode(str(term))
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))


def _remembering(rdflib: Any) -> Any:
    """A class of graphs that parse each query once."""
    from rdflib.plugins.sparql import prepareQuery

    prepared = lru_cache(maxsize=1024)(prepareQuery)

    class Remembering(rdflib.Graph):  # type: ignore[misc]
        def query(self, query_object: Any, *arguments: Any, **named: Any) -> Any:
            plain = isinstance(query_object, str) and not named.get("initNs")
            return super().query(prepared(query_object) if plain else query_object, *arguments, **named)

    return Remembering
