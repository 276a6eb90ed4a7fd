"""A dump taken in: its sums are verified, and it is published as a new generation; the old one stays until then."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from pigraph.answers import read_coverage
from pigraph.errors import DumpError, StoreError
from pigraph.exchange.catalog import NAME as CATALOG
from pigraph.exchange.catalog import current_documents
from pigraph.exchange.dump import KEPT
from pigraph.exchange.quads import split
from pigraph.exchange.sums import verify
from pigraph.exchange.versions import REFERENCE
from pigraph.store import Part, fill, generation

_QUADS = "pigraph.nq"
_NEEDED = (_QUADS, CATALOG, "coverage.json", "sources/names.json")
_TAKEN = re.compile(r"policies/[^/]+\.ttl|sources/(?:[0-9a-f]{12}\.txt|names\.json)")


class Loaded(Struct, frozen=True):
    """What was loaded: documents, and the triples that queries see."""

    documents: int
    triples: int


def load(directory: Path, home: Path) -> Loaded:
    """Publish the dump in ``directory`` as the graph in ``home``; a dump made of it afterwards has the same bytes.

    Raises `DumpError` for a dump that is damaged, incomplete or none, and `StoreError` when ``home`` cannot be
    written: then the graph that was published before stays.
    """
    names = verify(directory, _NEEDED)
    try:
        documents = [c.document for c in read_coverage(directory / "coverage.json")]
        texts = json.loads((directory / "sources" / "names.json").read_text(encoding="utf-8"))
    except (StoreError, OSError, ValueError) as error:
        raise DumpError(f"{directory} is no whole dump: {error}", "Make a new one with pigraph dump.") from error
    for needed in (f"sources/{sha12}.txt" for sha12 in texts):
        if needed not in names:
            raise DumpError(f"The dump {directory} is incomplete: it has no {needed}.", "Make a new one.")
    current = current_documents(directory / CATALOG) | {REFERENCE}
    found: set[str] = set()
    with generation(home) as made:
        triples = fill(made / "store", _parts(directory / _QUADS, current, found))
        if missing := sorted({*documents, REFERENCE} - found):
            raise DumpError(f"The dump {directory} is incomplete: {_QUADS} has no {missing[0]}.", "Make a new one.")
        for name in names:
            if name in KEPT or _TAKEN.fullmatch(name):
                (made / name).parent.mkdir(exist_ok=True)
                shutil.copyfile(directory / name, made / name)
        (made / "policies").mkdir(exist_ok=True)
    return Loaded(len(documents), triples)


def _parts(path: Path, current: set[str], found: set[str]) -> Iterator[Part]:
    with path.open("rb") as file:
        for name, data in split(file, str(path)):
            found.add(name)
            yield Part(name, data, name in current, origin=str(path))
