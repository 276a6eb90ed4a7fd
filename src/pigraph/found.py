"""What the shapes find in the documents of a build: reports for one day, kept beside what was read of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from pigraph.cache import Entry, Spool, version
from pigraph.checks.check import Report, checker
from pigraph.checks.findings import Finding
from pigraph.checks.observe import Lasting, lasting
from pigraph.checks.observe_policy import Policy
from pigraph.checks.report_turtle import result_triples
from pigraph.checks.shapes import SH, ShapesGraph
from pigraph.errors import StoreError
from pigraph.exchange.findings import NAME, NUMBERED, SHAPES, findings_of, write_report
from pigraph.exchange.versions import BASE
from pigraph.graph.terms import DCT, PI, RDF, XSD
from pigraph.store import Part

_UNNAMED = b"<urn:pigraph:unnamed-shape:"
_OBSERVED = "observed"
_A_TASK = 50
"""Starting a process takes as long as checking some hundred policies: fewer are checked in this one."""


def find(spool: Spool, entries: Iterable[Entry], on: date, jobs: int) -> None:
    """Check what has no report for the day yet, in as many processes as ``jobs``. Raises `StoreError`.

    A policy over which the checks trip has no findings; it is published all the same, and the build says so.
    """
    day = on.isoformat()
    new = [entry for entry in entries if spool.beside(entry, day) is None]
    tasks = [new[n : n + _A_TASK] for n in range(0, len(new), _A_TASK)]
    if min(jobs, len(tasks)) <= 1:
        for task in tasks:
            _check(spool, task, on)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn")) as pool:
        for done in [pool.submit(_check, spool, task, on) for task in tasks]:
            done.result()


def observed(spool: Spool, entry: Entry) -> bytes:
    """What `find` observed of an entry, as `Lasting.packed` gives it; nothing where it found nothing."""
    return spool.beside(entry, _OBSERVED) or b""


def parts(spool: Spool, entries: Iterable[Entry], on: date) -> Iterator[Part]:
    """The graphs of what was found, and of the shapes; none of it is in the default graph."""
    for entry in entries:
        if found := spool.beside(entry, on.isoformat()):
            yield Part(findings_of(entry.document), found, current=False, origin=str(entry.path))
    yield Part(SHAPES, shapes_graph(checker().shapes), current=False, origin="shapes")


def write(spool: Spool, entries: Iterable[Entry], on: date, directory: Path) -> tuple[str, ...]:
    """Write the report of all ``entries`` into a directory; returns the documents that have none."""
    unchecked: list[str] = []

    def reports() -> Iterator[bytes]:
        for entry in sorted(entries, key=lambda e: e.document):
            if found := spool.beside(entry, on.isoformat()):
                yield found
            else:
                unchecked.append(entry.document)

    write_report(directory / NAME, reports(), shapes_graph(checker().shapes))
    return tuple(unchecked)


def _check(spool: Spool, entries: list[Entry], on: date) -> None:
    checks = checker()
    for entry in entries:
        stated, text = spool.part(entry, "stated"), spool.part(entry, "text").decode()
        try:
            known = Lasting.unpacked(spool.beside(entry, _OBSERVED) or b"", version())
            if known is None:
                known = lasting(Policy(stated, text, entry.document, on))
                spool.lay_beside(entry, _OBSERVED, known.packed(version()))
            report = checks.check(entry.document, stated, text, entry.name, on, known)
            found = report_graph(report, checks.shapes, entry.sha256[:12])
        except StoreError:
            raise
        except Exception:
            found = b""
        spool.lay_beside(entry, on.isoformat(), found)


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
    yield from result_triples(node, found)
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


def _lines(triples: Iterable[Triple]) -> bytes:
    return "".join(f"{t} .\n" for t in triples).encode().replace(_UNNAMED, NUMBERED)


@cache
def _text(text: str, language: str) -> Literal:
    return Literal(text, language=language) if language else Literal(text)
