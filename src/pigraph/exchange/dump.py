"""A dump: a directory with the whole published graph, for those who want the data and not the program.

::

    pigraph.nq, pigraph.jsonld     every document and every inference as a named graph
    policies/                      one Turtle file per version of a policy
    tables/                        flat tables as CSV, and as Parquet where pyarrow is installed
    feeds/                         the versions of each body as Atom
    sources/, coverage.json        the texts that evidence points into; what was not understood
    ontology/, shapes/             own terms, alignments, vocabularies; shapes if there are any
    report.ttl                     the SHACL report, for the day that it says; covered like the rest without contacts
    catalog.ttl, LICENSE           DCAT 3 and VoID
    SHA256SUMS                     checked by sha256sum -c, and by pigraph load

Equal graphs give equal bytes. The directory appears whole or not at all.
"""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from pigraph import resources
from pigraph.errors import DumpError
from pigraph.exchange import parquet, tables
from pigraph.exchange.catalog import write_catalog
from pigraph.exchange.contacts import MARK, Turtle, without_contacts
from pigraph.exchange.feeds import write_feeds
from pigraph.exchange.statements import Published
from pigraph.exchange.sums import NAME as SUMS
from pigraph.exchange.sums import read_sums, write_sums
from pigraph.exchange.versions import versions
from pigraph.store import EmbeddedStore, GraphFormat

KEPT = ("coverage.json", "digest", "report.ttl", MARK)
"""Files of a generation that a dump has as they are, if they are there."""
FOLDERS = ("policies", "sources")


class Dumped(Struct, frozen=True):
    """What a dump holds: its files, and whether tables are there as Parquet too."""

    files: int
    parquet: bool


def dump(published: Path, directory: Path, *, turtle: Turtle | None = None, with_parquet: bool | None = None) -> Dumped:
    """Write the published graph to ``directory``, which is new, empty or an earlier dump (then it is replaced).

    With ``turtle``, names of people and their contact data are left out, and it writes what is left of each policy.
    ``with_parquet``: None writes Parquet if pyarrow is there. Raises `DumpError` and `StoreError`.
    """
    _check(directory)
    if with_parquet and not parquet.available():
        raise parquet.missing()
    wanted = parquet.available() if with_parquet is None else with_parquet
    directory = directory.absolute()
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{directory.name}-", dir=directory.parent) as beside:
            written = Path(beside, "dump")
            written.mkdir()
            if turtle and not (published / MARK).exists():
                covered = Path(beside, "covered")
                covered.mkdir()
                without_contacts(published, covered, turtle)
                published = covered
            _write(published, written, wanted)
            files = sum(p.is_file() for p in written.rglob("*"))
            if directory.exists():
                directory.replace(Path(beside, "before"))
            written.replace(directory)
    except OSError as error:
        raise DumpError(
            f"The dump cannot be written to {directory}: {error.strerror or error}.", "Choose another directory."
        ) from error
    return Dumped(files, wanted)


def _check(directory: Path) -> None:
    """Only what pigraph wrote is replaced."""
    if not directory.exists() and not directory.is_symlink():
        return
    if not directory.is_dir() or directory.is_symlink():
        raise DumpError(f"{directory} is no directory.", "Give a new or empty directory.")
    found = {p.relative_to(directory).as_posix() for p in directory.rglob("*") if not p.is_dir()}
    if not found and not any(directory.iterdir()):
        return
    if SUMS not in found or found - {SUMS} - read_sums(directory).keys():
        raise DumpError(f"{directory} holds other files than a dump.", "Give a new or empty directory.")


def _write(published: Path, directory: Path, with_parquet: bool) -> None:
    store = EmbeddedStore(published / "store")
    for form in (GraphFormat.NQUADS, GraphFormat.JSONLD):
        with (directory / f"pigraph{form.suffix}").open("wb") as file:
            store.dump(form, file)
    for name in KEPT:
        if (published / name).exists():
            shutil.copyfile(published / name, directory / name)
    for folder in FOLDERS:
        shutil.copytree(published / folder, directory / folder)
    for folder in ("ontology", "shapes"):
        if (resources.root() / folder).is_dir():
            shutil.copytree(resources.root() / folder, directory / folder, ignore=shutil.ignore_patterns("__*", ".*"))
    shutil.copyfile(resources.path("LICENSE"), directory / "LICENSE")
    known = versions(published)
    stated = Published(published)
    (directory / "tables").mkdir()
    for name, columns, rows in (
        ("statements", tables.STATEMENTS, partial(tables.statement_rows, stated, known)),
        ("versions", tables.VERSIONS, partial(tables.version_rows, known)),
    ):
        tables.write_csv(directory / "tables" / f"{name}.csv", columns, rows())
        if with_parquet:
            parquet.write_parquet(directory / "tables" / f"{name}.parquet", columns, rows())
    write_feeds(directory / "feeds", stated, known)
    write_catalog(directory, known, without_contacts=(published / MARK).exists())
    write_sums(directory)
