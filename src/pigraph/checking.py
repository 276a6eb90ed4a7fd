"""Policies of the published graph checked: one, some, or all of them. What was found before is not asked again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pigraph import stated as kept
from pigraph.answers import Sources
from pigraph.cache import version
from pigraph.checks.check import Report, checker
from pigraph.checks.choices import Asked
from pigraph.checks.observe import Lasting
from pigraph.errors import PigraphError
from pigraph.reading import uncollected
from pigraph.stated import Stated
from pigraph.store import EmbeddedStore, Iri, selected

if TYPE_CHECKING:
    from pigraph.checked import Checked

_AT_ONCE = 100
"""Policies of one task: starting a process takes as long as checking some two hundred."""
_CURRENT = """SELECT DISTINCT ?document ?source WHERE {
  ?document foaf:primaryTopic ?policy ; prov:wasDerivedFrom ?source } ORDER BY ?document"""


class Published(Struct, frozen=True):
    """A current document of the published graph: its IRI, and the first digits of its source's SHA-256."""

    document: str
    sha12: str


def published(generation: Path, wanted: str | None = None) -> list[Published]:
    """The current documents of a published graph, or those that ``wanted`` names.

    ``wanted``: the IRI of a document or policy, the name of its source file, or part of the document's IRI, such as
    the name of the body. Raises `PigraphError` if there is none.
    """
    every = [
        Published(d.value, s.value.rpartition("/")[2])
        for d, s in selected(EmbeddedStore(generation / "store"), _CURRENT).rows
        if isinstance(d, Iri) and isinstance(s, Iri)
    ]
    if wanted is None:
        return every
    sources = Sources(generation / "sources")
    exact = [p for p in every if wanted in (p.document, f"{p.document}#policy", p.document.rpartition("/")[0])]
    named = exact or [p for p in every if wanted in (sources.name(p.sha12), Path(sources.name(p.sha12)).stem)]
    found = named or [p for p in every if wanted in p.document]
    if not found:
        raise PigraphError(
            f"{wanted} is no file and names no policy of the published graph.",
            "Give a file, a name such as that of the body, or all.",
        )
    return found


def check_published(
    generation: Path,
    chosen: Iterable[Published],
    asked: Asked,
    *,
    jobs: int | None = None,
    fresh: bool = False,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Report]:
    """The reports of documents of a published graph, in their order. ``jobs``: processes, one per core by default.

    What an earlier check found out, and has not changed since, is not asked again unless ``fresh``.
    """
    every = list(chosen)
    if not fresh:
        _earlier(generation, asked).tidy()
    tasks = [every[n : n + _AT_ONCE] for n in range(0, len(every), _AT_ONCE)]
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    reports: list[Report] = []
    if workers <= 1:
        for task in tasks:
            reports += _check(generation, task, asked, fresh)
            on_progress(len(reports), len(every))
        return reports
    from concurrent.futures import ProcessPoolExecutor  # nobody who checks one policy should wait for these
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        for done in pool.map(_check, [generation] * len(tasks), tasks, [asked] * len(tasks), [fresh] * len(tasks)):
            reports += done
            on_progress(len(reports), len(every))
    return reports


@uncollected()
def _check(generation: Path, documents: list[Published], asked: Asked, fresh: bool) -> list[Report]:
    from pigraph.checked import Question

    store, sources = _opened(generation)
    checks, reports = checker(asked.engine, asked.shapes), []
    with _earlier(generation, asked) as earlier:
        for p in documents:
            stated = kept.read(generation / "statements", p.sha12, p.document) or Stated.of(store.graph(p.document))
            question = Question(p.document, stated.digest, p.sha12, sources.name(p.sha12), asked.on)
            report = None if fresh else earlier.find(question)
            if report is None:
                known = Lasting.unpacked(stated.observed, version())
                report = checks.check(
                    p.document, stated.statements, sources.text(p.sha12), question.name, asked.on, known
                )
                earlier.keep(question, report)
            reports.append(report)
    return reports


def _earlier(generation: Path, asked: Asked) -> Checked:
    """Beside the generations of the same place."""
    from pigraph.checked import Checked

    return Checked(generation.parent.parent, checker(asked.engine, asked.shapes), asked.engine)


@cache
def _opened(generation: Path) -> tuple[EmbeddedStore, Sources]:
    return EmbeddedStore(generation / "store"), Sources(generation / "sources")
