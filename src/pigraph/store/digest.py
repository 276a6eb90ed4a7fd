"""The digest of a graph: equal builds have equal ones, whatever order their files came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pigraph.store.embedded import Part


class Digest:
    """SHA-256 over the sorted digests of the parts of a graph, taken as they pass.

    Of a part counts its graph, whether queries see it, its syntax and its bytes; not where it comes from. A document
    that stands in two graphs, or twice in one, counts as often.
    """

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def of(self, parts: Iterable[Part]) -> Iterator[Part]:
        """The same parts, each noted."""
        for part in parts:
            head = f"{part.graph} {part.syntax.value} {part.current:d}\n".encode()
            self._parts.append(hashlib.sha256(head + part.data).digest())
            yield part

    def hexadecimal(self) -> str:
        """Of all parts so far: 64 digits."""
        return hashlib.sha256(b"".join(sorted(self._parts))).hexdigest()

    def write(self, path: Path) -> None:
        """Put it down in a file, as one line. Raises OSError when the disk refuses."""
        path.write_text(f"{self.hexadecimal()}\n", encoding="ascii")
