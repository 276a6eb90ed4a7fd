"""N-Quads taken apart: the named graphs of a dump, each as N-Triples. One statement a line, graphs in a run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import groupby

from pigraph.errors import DumpError
from pigraph.store import EmbeddedStore, GraphFormat


def split(lines: Iterable[bytes], origin: str) -> Iterator[tuple[str, bytes]]:
    """The IRI and the N-Triples of each graph of ``lines``, which end in a line break each.

    Raises `DumpError` for what is no quad, naming ``origin`` and the line.
    """
    for name, group in groupby(_parts(lines, origin), key=lambda part: part[0]):
        yield name, b"".join(triple for _, triple in group)


def graphs_of(store: EmbeddedStore) -> list[tuple[str, bytes]]:
    """All named graphs of ``store``, sorted."""
    output = io.BytesIO()
    store.dump(GraphFormat.NQUADS, output)
    output.seek(0)
    return list(split(output, "the store"))


def _parts(lines: Iterable[bytes], origin: str) -> Iterator[tuple[str, bytes]]:
    for number, line in enumerate(lines, 1):
        # No graph name has a blank, and literals end in a quotation mark, a tag or a type.
        triple, _, graph = line.removesuffix(b" .\n").rpartition(b" ")
        if not (line.endswith(b" .\n") and graph.startswith(b"<") and graph.endswith(b">") and triple.count(b" ") > 1):
            raise DumpError(f"{origin}, line {number}: not a statement of a named graph.", "Make a new dump.")
        yield graph[1:-1].decode("utf-8"), triple + b" .\n"
