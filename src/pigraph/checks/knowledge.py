"""The published vocabularies as background of a check: what a policy's terms mean, and no more than that."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from pyoxigraph import Literal, Quad, RdfFormat, parse

from pigraph import resources
from pigraph.checks.statements import Spo, Statements
from pigraph.errors import DataError
from pigraph.graph.terms import RDFS, SKOS

# Wordings, remarks and links to other vocabularies: many, and no shape asks for them. Members of groups lead to all
# items that the policy does not list; to which groups its own belong is observed (`checks.observe_rows.listed`).
_LEFT_OUT = frozenset(
    {
        RDFS["comment"],
        RDFS["isDefinedBy"],
        SKOS["member"],
        *(SKOS[n] for n in ("altLabel", "hiddenLabel", "definition", "example", "note", "scopeNote", "editorialNote")),
        *(SKOS[n] for n in ("inScheme", "topConceptOf", "notation")),
        *(SKOS[f"{n}Match"] for n in ("exact", "close", "broad", "narrow", "related")),
    }
)
_LABELS = frozenset({RDFS["label"], SKOS["prefLabel"]})


class Knowledge:
    """Statements about concepts, classes, laws: of all of them, those that a policy's own terms lead to.

    A graph with all of them would be checked ten times as slowly, and nearly all of it is about other policies' terms.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        """Raises `DataError` for a file that is no Turtle."""
        about: dict[str, dict[Spo, None]] = {}
        self.labels: dict[str, str] = {}
        """Korean names by IRI."""
        for path in files:
            try:
                for quad in parse(path.read_bytes(), RdfFormat.TURTLE, rename_blank_nodes=True):
                    if quad.predicate in _LEFT_OUT or _foreign_label(quad):
                        continue
                    subject = str(quad.subject)
                    about.setdefault(subject, {})[subject, str(quad.predicate), str(quad.object)] = None
                    if quad.predicate in _LABELS and isinstance(quad.object, Literal):
                        self.labels[subject[1:-1]] = quad.object.value
            except SyntaxError as error:
                raise DataError(f"{path} is not valid Turtle: {error.msg}.", "Correct it there.") from error
        self._about = {subject: list(said) for subject, said in about.items()}
        self._values = {subject: _by_predicate(said) for subject, said in about.items()}
        self._led_to = lru_cache(maxsize=None)(self._reach)

    def about(self, statements: Statements) -> list[Spo]:
        """What is known of the terms of ``statements``, of the terms of that, and so on; each statement once."""
        return [known for term in self._used(statements) for known in self._about[term]]

    def complete(self, statements: Statements) -> None:
        """Add what `about` gives. Nearly all of it is about terms of which ``statements`` say nothing yet."""
        by, more = statements.by, []
        for term in self._used(statements):
            for predicate, values in self._values[term]:
                of = by.setdefault(predicate, {})
                if term in of:
                    more += [(term, predicate, value) for value in values]
                else:
                    of[term] = values.copy()
        statements.add(more)

    def _used(self, statements: Statements) -> dict[str, None]:
        terms: set[str] = set()
        for of in statements.by.values():
            terms.update(of, *of.values())
        used: dict[str, None] = {}
        for term in self._about.keys() & terms:
            if term not in used:
                used.update(self._led_to(term))
        return used

    def _reach(self, term: str) -> dict[str, None]:
        found: dict[str, None] = {term: None}
        waiting = [term]
        while waiting:
            for _, _, value in self._about[waiting.pop()]:
                if value in self._about and value not in found:
                    found[value] = None
                    waiting.append(value)
        return found


def _by_predicate(said: Iterable[Spo]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for _, predicate, value in said:
        found.setdefault(predicate, []).append(value)
    return list(found.items())


def _foreign_label(quad: Quad) -> bool:
    return quad.predicate in _LABELS and isinstance(quad.object, Literal) and quad.object.language not in (None, "ko")


@cache
def knowledge() -> Knowledge:
    """That of ``ontology/``."""
    return Knowledge(sorted(resources.path("ontology").rglob("*.ttl")))
