"""What the shapes find in each policy, as it is published: a named graph per document, and ``report.ttl`` in a dump.

``{document}/findings`` is one ``sh:ValidationReport`` (SHACL 3.6) of the day that its ``dct:date`` says; its results
are ``…/findings#1``, ``#2`` … Beside what SHACL demands, each has the requirement that it is about
(``dct:conformsTo``: a named shape) and its evidence (``dct:source``). The shapes are the graph `SHAPES`, where texts
are kept once: names, messages, remedies, articles. Shapes without a name are called ``…/shapes#n1`` …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Triple

from pigraph.checks.check import Report
from pigraph.checks.findings import Finding
from pigraph.checks.shapes import SH, ShapesGraph
from pigraph.exchange.versions import BASE
from pigraph.graph.terms import DCT, PI, RDF, XSD

SHAPES = "https://w3id.org/pigraph/shapes"
"""The graph of the shapes."""
NAME = "report.ttl"
_UNNAMED, _NUMBERED = b"<urn:pigraph:unnamed-shape:", f"<{SHAPES}#n".encode()
_PREFIXES = {"sh": SH.iri, "dct": DCT.iri, "pi": PI.iri, "xsd": XSD.iri, "s": f"{SHAPES}#"}


def findings_of(document: str) -> str:
    """The IRI of the findings in a document: that of the report, and of the graph that holds it."""
    return f"{document}/findings"


def shapes_graph(shapes: ShapesGraph) -> bytes:
    """The shapes as N-Triples, with the names that results call them by."""
    return _lines(shapes.triples)


def report_graph(report: Report, shapes: ShapesGraph, sha12: str) -> bytes:
    """A report as N-Triples; ``sha12``: the first digits of the SHA-256 of the source that its quotations are of."""
    node = NamedNode(findings_of(report.document))
    every = (*report.findings, *report.gaps)
    triples = [
        Triple(node, RDF["type"], SH["ValidationReport"]),
        Triple(node, DCT["subject"], NamedNode(report.document)),
        Triple(node, DCT["date"], Literal(report.on.isoformat(), datatype=XSD["date"])),
        Triple(node, SH["conforms"], Literal(not every and not report.failures)),
    ]
    for number, finding in enumerate(every, 1):
        result = NamedNode(f"{node.value}#{number}")
        triples.append(Triple(node, SH["result"], result))
        triples += _result(result, finding, shapes, sha12)
    return _lines(dict.fromkeys(triples))


def _result(node: NamedNode, finding: Finding, shapes: ShapesGraph, sha12: str) -> Iterator[Triple]:
    found = finding.result
    yield Triple(node, RDF["type"], SH["ValidationResult"])
    yield Triple(node, SH["focusNode"], found.focus)
    yield Triple(node, SH["resultSeverity"], found.severity)
    yield Triple(node, SH["sourceConstraintComponent"], found.component)
    yield Triple(node, SH["sourceShape"], found.shape)
    if found.constraint is not None:
        yield Triple(node, SH["sourceConstraint"], found.constraint)
    if found.value is not None:
        yield Triple(node, SH["value"], found.value)
    if found.path is not None:
        yield Triple(node, SH["resultPath"], found.path)
    yield Triple(node, DCT["conformsTo"], shapes.nearest_named(found.shape))
    yield Triple(node, PI["when"], Literal(finding.when))
    for quote in finding.quotes:
        yield Triple(node, DCT["source"], NamedNode(f"{BASE}source/{sha12}#char={quote.begin},{quote.end}"))
    for language, text in finding.message.items():
        if not _is_kept(found.constraint or found.shape, found.shape, text, shapes):
            yield Triple(node, SH["resultMessage"], _text(text, language))


def _is_kept(constraint: NamedNode, shape: NamedNode, text: str, shapes: ShapesGraph) -> bool:
    """Whether a message is one of the shape's own, and not made for this result."""
    named = shapes.nearest_named(shape)
    return any(v.value == text for at in (constraint, shape, named) for v in shapes.values(at, SH["message"]))


def write_report(path: Path, reports: Iterable[bytes], shapes: bytes) -> None:
    """Write reports (N-Triples each) as one conformant Turtle file: with their messages and complex paths.

    ``shapes``: the graph `SHAPES` (N-Triples).
    """
    said = _messages(shapes)
    paths = _paths(shapes)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in _PREFIXES.items())
        for data in reports:
            written = ox.serialize(_whole(data, said, paths), format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b""
            lines = written.decode().split("\n")
            file.write("\n" + "\n".join(line for line in lines if not line.startswith("@prefix ")))


def _whole(report: bytes, said: Mapping[str, list[Literal]], paths: Mapping[str, list[Triple]]) -> Iterator[Triple]:
    """A report with what its results repeat of the shapes, result by result."""
    by_subject: dict[str, list[Triple]] = {}
    for q in ox.parse(report, ox.RdfFormat.N_TRIPLES):
        by_subject.setdefault(str(q.subject), []).append(q.triple)
    written: set[str] = set()
    for triples in by_subject.values():
        yield from triples
        objects = {t.predicate: t.object for t in triples}
        if SH["sourceShape"] in objects and SH["resultMessage"] not in objects:
            places = (str(objects[p]) for p in _SAYING if p in objects)
            for message in next((said[place] for place in places if place in said), ()):
                yield Triple(triples[0].subject, SH["resultMessage"], message)
        path = str(objects.get(SH["resultPath"]))
        if path in paths and path not in written:
            written.add(path)
            yield from paths[path]


_SAYING = (SH["sourceConstraint"], SH["sourceShape"], DCT["conformsTo"])
"""Where the message of a result stands: the first of these that has one."""


def _messages(shapes: bytes) -> Mapping[str, list[Literal]]:
    found: dict[str, list[Literal]] = {}
    for q in ox.parse(shapes, ox.RdfFormat.N_TRIPLES):
        if q.predicate == SH["message"] and isinstance(q.object, Literal):
            found.setdefault(str(q.subject), []).append(q.object)
    return found


def _paths(shapes: bytes) -> Mapping[str, list[Triple]]:
    """The triples of each complex path by its node: a result repeats them (SHACL 3.6.2.2)."""
    by_subject: dict[str, list[Triple]] = {}
    complex_paths: set[str] = set()
    for q in ox.parse(shapes, ox.RdfFormat.N_TRIPLES):
        by_subject.setdefault(str(q.subject), []).append(q.triple)
        if q.predicate == SH["path"] and str(q.object).encode().startswith(_NUMBERED):
            complex_paths.add(str(q.object))

    def below(node: str, seen: set[str]) -> list[Triple]:
        if node in seen:
            return []
        seen.add(node)
        own = by_subject.get(node, []) if node.encode().startswith(_NUMBERED) else []
        return [t for one in own for t in (one, *below(str(one.object), seen))]

    return {node: below(node, set()) for node in complex_paths}


def _lines(triples: Iterable[Triple]) -> bytes:
    return "".join(f"{t} .\n" for t in triples).encode().replace(_UNNAMED, _NUMBERED)


@cache
def _text(text: str, language: str) -> Literal:
    return Literal(text, language=language) if language else Literal(text)
