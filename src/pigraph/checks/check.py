"""One policy checked: its statements, what is observed in its text, the vocabularies, and the shapes over all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from pigraph.checks.choices import Engine
from pigraph.checks.compile import compiled
from pigraph.checks.engine import Validation, results
from pigraph.checks.findings import Finding, PolicyGraph, article, findings
from pigraph.checks.knowledge import Knowledge, knowledge
from pigraph.checks.matrix import State, states
from pigraph.checks.observe import Lasting, observed
from pigraph.checks.observe_policy import Policy
from pigraph.checks.requirements import Requirements, shapes_of
from pigraph.checks.shapes import ShapesGraph
from pigraph.checks.statements import Statements, quads


class Report(Struct, frozen=True):
    """What the shapes say of one document on one day.

    ``effective``: when the policy took effect (E), ``on``: the day of the check (T). ``findings`` are about the policy,
    ``gaps`` about what pigraph did not read; ``states``: the table of Article 30 by id of the requirement;
    ``failures``: constraints that could not be asked, in the engine's words.
    """

    document: str
    name: str
    title: str
    controller: str
    effective: date | None
    on: date
    findings: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    states: dict[str, State]
    failures: tuple[str, ...]


class Checker:
    """The shapes, ready to be run over any number of policies."""

    def __init__(
        self,
        shapes: ShapesGraph,
        engine: Engine = Engine.COMPILED,
        background: Knowledge | None = None,
        *,
        prove: bool = True,
    ) -> None:
        """Raises `DataError` for shapes that cannot be run and `PigraphError` where the engine is missing.

        ``prove``: as in `compiled`.
        """
        self.shapes = shapes
        self.requirements = Requirements(shapes)
        self._background = background or knowledge()
        self.article = lru_cache(maxsize=None)(lambda iri: article(iri, self._background.labels))
        """The place in a law that an IRI names."""
        self._validate: Callable[[Statements], Validation]
        if engine is Engine.PYSHACL:
            from pigraph.checks.reference_engine import ReferenceEngine

            reference = ReferenceEngine(shapes)
            self._validate = lambda data: reference.validate(quads(data))
        else:
            ready = compiled(shapes, prove=prove)
            self._validate = lambda data: results(ready, data)

    def warm(self, on: date, text: str = "") -> None:
        """Read the words and make ready the patterns that the first policy would wait for, by a check of nothing but
        ``text``."""
        self.check("urn:pigraph:nothing", b"", text, "", on)

    def check(
        self,
        document: str,
        stated: bytes | Statements,
        text: str,
        name: str,
        on: date,
        known: Lasting | None = None,
    ) -> Report:
        """The report of a document: its IRI, its stated graph (N-Triples, or statements that are added to), source
        text and file name; on a day.

        ``known``: what `lasting` found in it.
        """
        data = known_of(stated, text, document, on, known)
        decided = states(data)
        graph = PolicyGraph(document, data, text, name)
        self._background.complete(data)
        validation = self._validate(data)
        found = findings(validation.results, self.requirements, graph, on, self.article)
        return Report(
            document,
            name,
            graph.title,
            graph.controller,
            graph.effective,
            on,
            tuple(f for f in found if not f.gap),
            tuple(f for f in found if f.gap),
            _decided(decided, found),
            validation.failures,
        )


def _decided(known: dict[str, State], found: list[Finding]) -> dict[str, State]:
    """A violation shows that the duty applies: what was unknown is then not stated."""
    violated = {rule for f in found if f.rank == 0 for rule in f.rules}
    return {
        rule: State.NOT_STATED if state is State.UNKNOWN and rule in violated else state
        for rule, state in known.items()
    }


def known_of(
    stated: bytes | Statements, text: str, document: str, on: date, known: Lasting | None = None
) -> Statements:
    """What is known of a document itself: what it states (N-Triples), and what is observed in it."""
    policy = Policy(stated, text, document, on)
    policy.statements.add(observed(policy, known))
    return policy.statements


@cache
def checker(engine: Engine = Engine.COMPILED, directory: Path | None = None) -> Checker:
    """The one for pigraph's own shapes, or for the Turtle files in a directory. Made once per process."""
    # Pigraph's own are proved by its tests.
    return Checker(shapes_of(directory), engine, prove=directory is not None)
