"""Reports as RDF: one conformant ``sh:ValidationReport`` per policy (SHACL 3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from pigraph.checks.check import Report
from pigraph.checks.engine import Result
from pigraph.checks.findings import Finding
from pigraph.checks.shapes import SH, ShapesGraph, Term
from pigraph.graph.terms import DCT, PI, RDF, XSD
from pigraph.store import PREFIXES


def report_turtle(reports: Sequence[Report], shapes: ShapesGraph) -> str:
    """All reports as Turtle, in the order given. ``shapes``: those that made them, for what results point at.

    ``sh:conforms`` is about what is reported: the results that count on one of the two dates, gaps included.
    """
    triples = [t for report in reports for t in _report(report, shapes)]
    written = (serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b"").decode()
    # The serializer declares every prefix, in no fixed order. Line breaks inside literals are escaped.
    body = [line for line in written.split("\n") if not line.startswith("@prefix ")]
    text = "\n".join(body)
    used = [f"@prefix {p}: <{iri}> ." for p, iri in sorted(PREFIXES.items()) if re.search(rf"\b{p}:", text)]
    return "\n".join([*used, "", *body])


def _report(report: Report, shapes: ShapesGraph) -> Iterator[Triple]:
    node = NamedNode(f"{report.document}#report-{report.on}")
    every = (*report.findings, *report.gaps)
    yield Triple(node, RDF["type"], SH["ValidationReport"])
    yield Triple(node, DCT["subject"], NamedNode(report.document))
    yield Triple(node, DCT["date"], _date(report.on))
    yield Triple(node, SH["conforms"], Literal(not every and not report.failures))
    for number, finding in enumerate(every, 1):
        result = NamedNode(f"{node.value}-{number}")
        yield Triple(node, SH["result"], result)
        yield from _result(result, finding, shapes)


def _result(node: NamedNode, finding: Finding, shapes: ShapesGraph) -> Iterator[Triple]:
    result = finding.result
    yield from result_triples(node, result)
    if result.path is not None:
        yield from _path(result.path, shapes)
    for language, text in finding.message.items():
        yield Triple(node, SH["resultMessage"], Literal(text, language=language) if language else Literal(text))
    for rule in finding.rules:
        yield Triple(node, DCT["identifier"], Literal(rule))
    yield Triple(node, PI["when"], Literal(finding.when))


def result_triples(node: NamedNode, result: Result) -> Iterator[Triple]:
    """What SHACL says of a result called ``node`` (3.6.2), but its messages and what a complex path consists of."""
    yield Triple(node, RDF["type"], SH["ValidationResult"])
    yield Triple(node, SH["focusNode"], result.focus)
    yield Triple(node, SH["resultSeverity"], result.severity)
    yield Triple(node, SH["sourceConstraintComponent"], result.component)
    yield Triple(node, SH["sourceShape"], result.shape)
    if result.constraint is not None:
        yield Triple(node, SH["sourceConstraint"], result.constraint)
    if result.value is not None:
        yield Triple(node, SH["value"], result.value)
    if result.path is not None:
        yield Triple(node, SH["resultPath"], result.path)


def _path(node: Term, shapes: ShapesGraph) -> Iterator[Triple]:
    """The triples of a complex path: a result repeats them (SHACL 3.6.2.2)."""
    waiting, seen = [node], set()
    while waiting:
        at = waiting.pop()
        if isinstance(at, BlankNode) and at not in seen:
            seen.add(at)
            for t in shapes.triples:
                if t.subject == at:
                    yield t
                    waiting.append(t.object)  # type: ignore[arg-type]


def _date(on: date) -> Literal:
    return Literal(on.isoformat(), datatype=XSD["date"])
