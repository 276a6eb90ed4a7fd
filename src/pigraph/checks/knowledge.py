"""The published vocabularies as background of a check: what a policy's terms mean, and no more than that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from pigraph import resources
from pigraph.errors import DataError
from pigraph.graph.terms import RDFS, SKOS

# Wordings, remarks and links to other vocabularies: many, and no shape asks for them.
_LEFT_OUT = frozenset(
    {
        RDFS["comment"],
        RDFS["isDefinedBy"],
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
        self._about: dict[Any, list[Quad]] = defaultdict(list)
        for path in files:
            try:
                for quad in parse(path.read_bytes(), RdfFormat.TURTLE, rename_blank_nodes=True):
                    if quad.predicate not in _LEFT_OUT and not _foreign_label(quad):
                        self._about[quad.subject].append(quad)
            except SyntaxError as error:
                raise DataError(f"{path} is not valid Turtle: {error.msg}.", "Correct it there.") from error
        self.labels = {
            quad.subject.value: quad.object.value
            for known in self._about.values()
            for quad in known
            if quad.predicate in _LABELS and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
        }
        """Korean names by IRI."""
        self._led_to = lru_cache(maxsize=None)(self._reach)

    def about(self, quads: Iterable[Quad]) -> list[Quad]:
        """What is known of the terms of ``quads``, of the terms of that, and so on; each statement once."""
        used: dict[Any, None] = {}
        for quad in quads:
            for term in (quad.subject, quad.object):
                if term in self._about:
                    used.update(dict.fromkeys(self._led_to(term)))
        return [known for term in used for known in self._about[term]]

    def _reach(self, term: Any) -> tuple[Any, ...]:
        found: dict[Any, None] = {term: None}
        waiting: list[Any] = [term]
        while waiting:
            for quad in self._about[waiting.pop()]:
                if quad.object in self._about and quad.object not in found:
                    found[quad.object] = None
                    waiting.append(quad.object)
        return tuple(found)


def _foreign_label(quad: Quad) -> bool:
    return quad.predicate in _LABELS and isinstance(quad.object, Literal) and quad.object.language not in (None, "ko")


@cache
def knowledge() -> Knowledge:
    """That of ``ontology/``."""
    return Knowledge(sorted(resources.path("ontology").rglob("*.ttl")))
