"""The statements of each published document, packed, beside the store of their generation.

::

    statements/{sha12}     lines, compressed: the document's IRI; a digest of its statements; what is observed of it
                           (JSON) or nothing; its stated graph by predicate and subject (JSON)

Who goes over all documents, as checks do, has a whole graph from here in a tenth of the time that the store takes to
put it together: nothing is parsed but JSON. A generation without them, such as one that was loaded from a dump, has its
store.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from pigraph.checks.statements import Statements, spo


class Stated(Struct, frozen=True):
    """The stated graph of a document; ``digest``: of what it states; ``observed``: one line, empty for nothing."""

    statements: Statements
    digest: str
    observed: bytes = b""

    @classmethod
    def of(cls, ntriples: bytes, observed: bytes = b"") -> Stated:
        # A store gives statements in no order that anyone promises.
        lines = b"\n".join(sorted(ntriples.splitlines()))
        return cls(Statements(spo(ntriples)), hashlib.blake2b(lines, digest_size=32).hexdigest(), observed)


def write(directory: Path, graphs: Iterable[tuple[str, str, bytes, bytes]]) -> None:
    """Keep ``graphs`` (sha256 of the source, document, N-Triples, one line of what is observed), taken one by one, in
    the new ``directory``."""
    directory.mkdir()
    for sha256, document, ntriples, observed in graphs:
        one = Stated.of(ntriples, observed)
        by = json.dumps(one.statements.by, ensure_ascii=False, separators=(",", ":"))
        packed = zlib.compress(b"\n".join((document.encode(), one.digest.encode(), observed, by.encode())), 3)
        (directory / sha256[:12]).write_bytes(packed)


def read(directory: Path, sha12: str, document: str) -> Stated | None:
    """What is kept of a document; None where nothing is, or nothing whole."""
    try:
        named, digest, observed, by = zlib.decompress((directory / sha12).read_bytes()).split(b"\n", 3)
        if named != document.encode():
            return None
        return Stated(Statements.looked_up(json.loads(by)), digest.decode(), observed)
    except (OSError, ValueError, zlib.error):
        return None
