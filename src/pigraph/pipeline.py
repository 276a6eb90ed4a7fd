"""The whole flow on one screen: from source files to a published graph.

::

    reading.make (each file) → spool on disk → store.fill → published generation

`pigraph.reading` works on one file and shares nothing, so a build runs it in as many processes as it likes and
gives the same graph. What it made goes through a spool on disk, which is also the cache of the next build.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from msgspec import Struct

from pigraph import resources, stated
from pigraph.answers import Sources, write_coverage
from pigraph.cache import Entry, Spool
from pigraph.errors import StoreError, UnreadableFile
from pigraph.making import Failure, Maker, Task, Work, made_here
from pigraph.reading import SUFFIXES, make
from pigraph.store import Digest, Part, Syntax, fill, generation

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of files done and of all files."""

_REFERENCE = "https://w3id.org/pigraph/id/reference"
_Run: TypeAlias = Callable[[list[Task]], Iterable[Entry | Failure]]
"""What makes tasks, in any order."""


class BuildReport(Struct, frozen=True):
    """What a build did.

    ``directory`` of the generation (None: nothing was published); ``documents`` by file name, ``failures`` in the
    order given; ``repeated``: files left out because another has the same bytes; ``triples`` that queries see;
    ``unchecked``: current documents over which the checks tripped, so that they have no findings.
    """

    directory: Path | None
    documents: tuple[Entry, ...]
    failures: tuple[Failure, ...]
    repeated: tuple[Path, ...] = ()
    triples: int = 0
    unchecked: tuple[str, ...] = ()


def build(
    paths: Iterable[Path],
    home: Path,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    fresh: bool = False,
    on_progress: Progress = lambda done, total: None,
    maker: Maker = make,
    on: date | None = None,
) -> BuildReport:
    """Read every policy in ``paths`` (files and directories) and publish their graph in ``home``.

    A file that fails is reported and left out; if all do, nothing is published. ``jobs``: processes, as many as
    cores by default; ``cluster``: the address of a Dask scheduler, whose workers read instead. Files that an earlier
    build in ``home`` read, and that have not changed since, are not read again unless ``fresh``. The result depends on
    none of them, but on the day ``on`` (today), for which policies are checked. What was made lies on disk until it is
    published, so that memory does not grow with the texts.
    Raises `StoreError` if the graph cannot be written, `ClusterError` if the cluster cannot be used, and
    `PigraphError` if there is nothing to read.
    """
    files = list(sources(paths))
    with ExitStack() as stack:
        spool = stack.enter_context(_spool(home, fresh))
        run = stack.enter_context(_runner(Work(spool, maker), jobs, cluster))
        made, failures = _make_all(run, [(path, False) for path in files], on_progress)
        made, repeated = _distinct(made)
        shared = {name for name, count in Counter(m.document for m in made).items() if count > 1}
        again, failed = _make_all(run, [(m.path, True) for m in made if m.document in shared])
        made, _ = _distinct([m for m in made if m.document not in shared] + again)
        failures += failed
        if not made:
            return BuildReport(None, (), failures)
        from pigraph import found

        day = on or date.today()
        found.find(spool, _newest(made), day, jobs or os.cpu_count() or 1)
        with generation(home) as directory:
            triples, unchecked = _publish(spool, made, day, directory)
    return BuildReport(directory.with_suffix(""), tuple(made), failures, repeated, triples, unchecked)


@contextmanager
def _runner(work: Work, jobs: int | None, cluster: str | None) -> Iterator[_Run]:
    if cluster is None:
        yield lambda tasks: made_here(work, tasks, jobs or os.cpu_count() or 1)
        return
    from pigraph.cluster import Cluster

    with Cluster(cluster) as there:
        yield lambda tasks: there.made(work, tasks)


@contextmanager
def _spool(home: Path, fresh: bool) -> Iterator[Spool]:
    """The cache of ``home``; with ``fresh`` an empty spool that is gone afterwards."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not fresh:
            yield Spool.cached(home)
            return
        with TemporaryDirectory(prefix="spool-", dir=home) as directory:
            yield Spool(Path(directory))
    except OSError as error:
        raise StoreError(
            f"The graph cannot be written to {home}: {error.strerror or error}.", "Make room or choose another --home."
        ) from error


def _publish(spool: Spool, made: list[Entry], on: date, directory: Path) -> tuple[int, tuple[str, ...]]:
    """Fill the new generation from the spool, one document at a time; returns the triples that queries see, and what
    has no findings."""
    from pigraph import found

    digest, newest = Digest(), _newest(made)
    triples = fill(directory / "store", digest.of(chain(_parts(spool, made), found.parts(spool, newest, on))))
    unchecked = found.write(spool, newest, on, directory)
    digest.write(directory / "digest")
    Sources.write(directory / "sources", ((m.sha256, m.name, spool.part(m, "text").decode()) for m in made))
    kept = ((m.sha256, m.document, spool.part(m, "stated"), found.observed(spool, m)) for m in made)
    stated.write(directory / "statements", kept)
    write_coverage(directory / "coverage.json", map(spool.coverage, made))
    (directory / "policies").mkdir()
    for name, one in _turtle_names(made):
        (directory / "policies" / name).write_bytes(spool.part(one, "turtle"))
    return triples, unchecked


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """The files of ``paths``, each once, those of a directory in order. Raises `PigraphError` for an empty one."""
    seen: set[Path] = set()
    for path in paths:
        found = [path]
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not found:
                raise UnreadableFile(f"{path} holds no policy.", f"Files must end in {', '.join(SUFFIXES)}.")
        for file in found:
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file


def _make_all(
    run: _Run, tasks: list[Task], on_progress: Progress = lambda done, total: None
) -> tuple[list[Entry], tuple[Failure, ...]]:
    done: dict[Path, Entry | Failure] = {}
    for result in run(tasks):
        done[result.path] = result
        on_progress(len(done), len(tasks))
    ordered = [done[path] for path, _ in tasks]
    made = [r for r in ordered if isinstance(r, Entry)]
    return made, tuple(r for r in ordered if isinstance(r, Failure))


def _distinct(made: list[Entry]) -> tuple[list[Entry], tuple[Path, ...]]:
    """Files of different bytes, in an order that does not depend on where they lie; and the repeated ones."""
    first: dict[str, Entry] = {}
    repeated = tuple(m.path for m in made if first.setdefault(m.sha256, m) is not m)
    return sorted(first.values(), key=lambda m: (m.name, m.sha256)), repeated


def _newest(made: list[Entry]) -> list[Entry]:
    newest = current(m.document for m in made)
    return [m for m in made if m.document in newest]


def _parts(spool: Spool, made: list[Entry]) -> Iterator[Part]:
    newest = current(m.document for m in made)
    for one in made:
        stated, inferred = spool.part(one, "stated"), spool.part(one, "inferred")
        yield Part(one.document, stated, one.document in newest, origin=str(one.path))
        yield Part(f"{one.document}/inferred", inferred, current=False, origin=str(one.path))
    for path in sorted(resources.path("ontology").rglob("*.ttl")):
        yield Part(_REFERENCE, path.read_bytes(), current=True, syntax=Syntax.TURTLE, origin=str(path))


def current(documents: Iterable[str]) -> set[str]:
    """Of document IRIs (``…/policy/{controller}/{policy}/{date}``), those in force: the newest of each policy.

    Two texts with the same date (``{date}~{sha8}``) both stay: nobody says which one counts. A text without a
    date (``sha-{sha8}``) stays only where the policy has no dated one.
    """
    versions: dict[str, list[str]] = {}
    for document in documents:
        policy, _, version = document.rpartition("/")
        versions.setdefault(policy, []).append(version)
    newest = set()
    for policy, known in versions.items():
        last = max(_date(version) for version in known)
        newest |= {f"{policy}/{version}" for version in known if _date(version) == last}
    return newest


def _date(version: str) -> str:
    return "" if version.startswith("sha-") else version.partition("~")[0]


def _turtle_names(made: list[Entry]) -> Iterator[tuple[str, Entry]]:
    stems = Counter(m.path.stem for m in made)
    for one in made:
        unique = "" if stems[one.path.stem] == 1 else f"-{one.sha256[:8]}"
        yield f"{one.path.stem}{unique}.ttl", one
