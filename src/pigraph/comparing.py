"""Two policies to compare, each a file or a version of the published graph, read and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from pigraph.exchange.changes import Quoter
from pigraph.exchange.diff import Change, compare
from pigraph.exchange.statements import Entry, Published
from pigraph.exchange.versions import Version, version, versions
from pigraph.languages import Language
from pigraph.pipeline import build
from pigraph.reading import SUFFIXES
from pigraph.store import current


class Compared(Struct, frozen=True):
    """Both versions, what differs, and the words of either's evidence."""

    versions: tuple[Version, Version]
    changes: list[Change]
    quoters: tuple[Quoter, Quoter]


class _Opened(Struct, frozen=True):
    version: Version
    entries: list[Entry]
    quoter: Quoter


@contextmanager
def compared(before: str, after: str, home: Callable[[], Path], language: Language) -> Iterator[Compared]:
    """Compare two policies: paths of files, or names as in `pigraph.exchange.versions.version`.

    ``home`` is called only for a name. Quotations can be asked for until the block ends. Raises `PigraphError`.
    """
    with TemporaryDirectory(prefix="pigraph-") as read:
        one = _open(before, Path(read, "before"), home, language)
        other = _open(after, Path(read, "after"), home, language)
        changes = compare(one.entries, other.entries)
        yield Compared((one.version, other.version), changes, (one.quoter, other.quoter))


def _open(name: str, read: Path, home: Callable[[], Path], language: Language) -> _Opened:
    path = Path(name)
    if path.is_file() or path.suffix.lower() in SUFFIXES:
        # A file is published by itself, so that what is compared is what a build would state.
        report = build([path], read, jobs=1)
        for failure in report.failures:
            raise failure.error
        published = current(read)
        (found,) = versions(published)
    else:
        published = current(home())
        found = version(versions(published), name)
    stated = Published(published, language)
    return _Opened(found, stated.entries(found.document), stated.quote)
