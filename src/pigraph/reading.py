"""One file read: from the source to the record of what it states, and on to its graph.

::

    document.load → blocks.read → records.extract → records.correct → graph.build.triples

The readers and their lexicon take longer to import than a query takes to answer, so that each function imports what it
needs.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pigraph.document import Document, load

if TYPE_CHECKING:
    from pigraph.blocks.rendition import Reading
    from pigraph.cache import Made
    from pigraph.records.explain import Explained
    from pigraph.records.model import Record

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".hwpx", ".hwp")
"""Of the files that a build takes from a directory. A file that is named itself may end in anything."""


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for reference cycles while documents are read or checked, which makes few of them but many objects.

    What is left over is collected afterwards. Threads may overlap: the first that ends switches on.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@uncollected()
def read(path: Path) -> Record:
    """What the policy at ``path`` states, corrected. Raises `DocumentError`, `CorrectionError` and `DataError`."""
    return _read(load(path))[1]


def _read(document: Document) -> tuple[Reading, Record]:
    from pigraph.blocks.read import read as read_blocks
    from pigraph.records.corrections import correct
    from pigraph.records.extract import extract

    reading = read_blocks(document)
    return reading, correct(extract(document, reading), document.corrections)


def explained(path: Path) -> list[Explained]:
    """Every value that `read` gives, with its words and why it was read so. Raises as `read`."""
    reading, record = _read(load(path))
    from pigraph.records.explain import explain
    from pigraph.sections.tree import sections

    return explain(record, sections(reading.blocks))


@uncollected()
def make(path: Path, collides: bool = False) -> Made:
    """The graph of the policy at ``path``; ``collides`` as in `pigraph.graph.build.triples`. Raises as `read`."""
    source = load(path)
    from pigraph.answers import measure
    from pigraph.cache import Made
    from pigraph.graph.build import triples
    from pigraph.graph.writing import ntriples, turtle

    _, record = _read(source)
    statements = triples(record, collides=collides)
    document = statements.document.value
    return Made(
        path=source.path,
        text=record.text,
        document=document,
        stated=ntriples(statements.stated),
        inferred=ntriples(statements.inferred),
        turtle=turtle(statements),
        coverage=measure(source.name, record.sha256, document, record.text, record.claimed, record.issues),
    )


class StatedText(NamedTuple):
    """What checks ask of a policy: the IRI of its ``document``, what it states (N-Triples), its source text."""

    document: str
    stated: bytes
    text: str


@uncollected()
def stated_of(source: Document) -> StatedText:
    """What a file states and nothing else: a part of what `make` gives. Raises as `read`."""
    from pigraph.graph.build import triples
    from pigraph.graph.writing import ntriples

    _, record = _read(source)
    statements = triples(record)
    return StatedText(statements.document.value, ntriples(statements.stated), record.text)


def turtle_of(document: str, triples: bytes) -> str:
    """The stated ``triples`` (N-Triples) of ``document`` as `make` writes them for people."""
    from pigraph.graph.writing import turtle_of as written

    return written(document, triples)
