"""The statements of each published document, packed, beside the store of their generation.

::

    statements/{sha12}     a line with the document's IRI, one with what is observed of it (JSON) or an empty one, then
                           its stated graph (N-Triples), compressed

Who goes over all documents, as checks do, reads a whole graph here in a tenth of the time that the store takes to put
it together. A generation without them, such as one that was loaded from a dump, has its store.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path


def write(directory: Path, graphs: Iterable[tuple[str, str, bytes, bytes]]) -> None:
    """Keep ``graphs`` (sha256 of the source, document, N-Triples, one line of what is observed), taken one by one, in
    the new ``directory``."""
    directory.mkdir()
    for sha256, document, stated, observed in graphs:
        packed = zlib.compress(b"\n".join((document.encode(), observed, stated)), 3)
        (directory / sha256[:12]).write_bytes(packed)


def read(directory: Path, sha12: str, document: str) -> tuple[bytes, bytes] | None:
    """The stated graph of a document, and what is observed of it; None where they are not kept, or not whole."""
    try:
        named, observed, stated = zlib.decompress((directory / sha12).read_bytes()).split(b"\n", 2)
    except (OSError, ValueError, zlib.error):
        return None
    return (stated, observed) if named == document.encode() else None
