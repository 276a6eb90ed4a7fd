"""What the shapes find in each policy, as it is published: a named graph per document, and ``report.ttl`` in a dump.

``{document}/findings`` is one ``sh:ValidationReport`` (SHACL 3.6) of the day that its ``dct:date`` says; its results
are ``…/findings#1``, ``#2`` … Beside what SHACL demands, each has the requirement that it is about
(``dct:conformsTo``: a named shape) and its evidence (``dct:source``). The shapes are the graph `SHAPES`, where texts
are kept once: names, messages, remedies, articles. Shapes without a name are called ``…/shapes#n1`` …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, Triple

from pigraph.checks.shapes import SH
from pigraph.graph.terms import DCT, PI, XSD

SHAPES = "https://w3id.org/pigraph/shapes"
"""The graph of the shapes."""
NAME = "report.ttl"
NUMBERED = f"<{SHAPES}#n".encode()
"""What shapes without a name are called in the graph, and a number."""
_PREFIXES = {"sh": SH.iri, "dct": DCT.iri, "pi": PI.iri, "xsd": XSD.iri, "s": f"{SHAPES}#"}


def findings_of(document: str) -> str:
    """The IRI of the findings in a document: that of the report, and of the graph that holds it."""
    return f"{document}/findings"


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
        if q.predicate == SH["path"] and str(q.object).encode().startswith(NUMBERED):
            complex_paths.add(str(q.object))

    def below(node: str, seen: set[str]) -> list[Triple]:
        if node in seen:
            return []
        seen.add(node)
        own = by_subject.get(node, []) if node.encode().startswith(NUMBERED) else []
        return [t for one in own for t in (one, *below(str(one.object), seen))]

    return {node: below(node, set()) for node in complex_paths}
