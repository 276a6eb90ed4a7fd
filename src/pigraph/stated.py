"""The statements of each published document, packed, beside the store of their generation.

::

    statements/{sha12}     a line with the document's IRI, then its stated graph (N-Triples), compressed

Who goes over all documents, as checks do, reads a whole graph here in a tenth of the time that the store takes to put
it together. A generation without them, such as one that was loaded from a dump, has its store.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path


def write(directory: Path, graphs: Iterable[tuple[str, str, bytes]]) -> None:
    """Keep ``graphs`` (sha256 of the source, document, N-Triples), taken one by one, in the new ``directory``."""
    directory.mkdir()
    for sha256, document, stated in graphs:
        (directory / sha256[:12]).write_bytes(zlib.compress(f"{document}\n".encode() + stated, 3))


def read(directory: Path, sha12: str, document: str) -> bytes | None:
    """The stated graph of a document; None where it is not kept, or not whole."""
    try:
        named, _, stated = zlib.decompress((directory / sha12).read_bytes()).partition(b"\n")
    except (OSError, zlib.error):
        return None
    return stated if named == document.encode() else None
