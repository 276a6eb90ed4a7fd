"""What shapes say about themselves: which requirement each stands for, since when, how strictly, and the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from pyoxigraph import Literal, NamedNode

from pigraph import resources
from pigraph.checks.shapes import SH, ShapesGraph, Term
from pigraph.errors import DataError
from pigraph.graph.terms import DCT, PI

GAPS = "gaps.ttl"
"""The file of shapes about what pigraph did not read: never the fault of whoever wrote the policy."""
_LEVELS = ("Mandatory", "Conditional", "Expected", "Recommended")
_ABOUT = (
    SH["name"], SH["message"], SH["description"], DCT["source"], DCT["identifier"],
    PI["level"], PI["since"], PI["before"], PI["when"], PI["remedy"],
)  # fmt: skip


class Requirement(Struct, frozen=True):
    """One named shape as a requirement; texts by language.

    ``ids``: of requirements.md, the first one leads (the shape's own name where it gives none). ``sources``: IRIs of
    the articles. ``since``, ``before``: the duty holds from the one date to the day before the other. ``only``: "E"
    or "T" where the shape decides by itself for that date. ``gap``: it is about our reading, not about the policy.
    """

    shape: NamedNode
    ids: tuple[str, ...]
    name: Mapping[str, str]
    message: Mapping[str, str]
    example: Mapping[str, str]
    remedy: Mapping[str, str]
    severity: str
    level: str
    sources: tuple[str, ...]
    since: date | None
    before: date | None
    only: str
    gap: bool

    @property
    def rule(self) -> str:
        return self.ids[0]

    def when(self, policy: date | None, today: date) -> str:
        """For which dates it counts: "E,T", "T", "E", or "" for none.

        ``policy`` (E) is when the policy took effect, ``today`` (T) the day of the check. A duty that begins after T
        counts for neither.
        """
        if self.since and self.since > today:
            return ""
        if self.only:
            return self.only
        then = policy is not None and self._holds(policy)
        return ",".join([*(["E"] if then else []), *(["T"] if self._holds(today) else [])])

    def _holds(self, on: date) -> bool:
        return not (self.since and on < self.since) and not (self.before and on >= self.before)


class Requirements:
    """The requirements of a shapes graph, by shape. Raises `DataError` for a date or level that is none."""

    def __init__(self, shapes: ShapesGraph) -> None:
        self._shapes = shapes
        self._known: dict[NamedNode, Requirement] = {}
        for root in shapes.roots:
            self.of(root.node)

    def of(self, shape: NamedNode) -> Requirement:
        """What ``shape`` stands for: each property from itself, else from the nearest shape around it that has it."""
        if shape not in self._known:
            self._known[shape] = self._read(shape)
        return self._known[shape]

    def all(self) -> list[Requirement]:
        """Every requirement that names an identifier, in the order of their identifiers."""
        found = {s: self.of(s) for s in self._shapes.declared if self._shapes.values(s, DCT["identifier"])}
        return sorted(found.values(), key=lambda r: (r.gap, r.ids, r.shape.value))

    def _read(self, shape: NamedNode) -> Requirement:
        around = [shape]
        while around[-1] in self._shapes.parents:
            around.append(self._shapes.parents[around[-1]])
        said = {p: next((v for s in around if (v := self._shapes.values(s, p))), []) for p in _ABOUT}

        def texts(predicate: NamedNode) -> dict[str, str]:
            return {v.language or "": v.value for v in said[predicate] if isinstance(v, Literal)}

        level = next((v.value.removeprefix(PI.iri) for v in said[PI["level"]]), "")
        if level and level not in _LEVELS:
            raise self._shapes.error(shape, f"its pi:level is none of {', '.join(_LEVELS)}")
        only = next((v.value for v in said[PI["when"]]), "")
        if only not in ("", "E", "T"):
            raise self._shapes.error(shape, "its pi:when is neither E nor T")
        named = self._shapes.nearest_named(shape)
        own = named.value.rpartition("#")[2].rpartition("/")[2]
        # Identifiers may stand in one literal, separated by commas.
        ids = [part.strip() for v in said[DCT["identifier"]] for part in v.value.split(",") if part.strip()]
        return Requirement(
            shape,
            tuple(ids) or (own,),
            texts(SH["name"]),
            texts(SH["message"]),
            texts(SH["description"]),
            texts(PI["remedy"]),
            self._shapes.shape(shape).severity.value.removeprefix(SH.iri).lower(),
            level,
            tuple(v.value for v in said[DCT["source"]]),
            self._date(shape, said[PI["since"]]),
            self._date(shape, said[PI["before"]]),
            only,
            any(self._shapes.origins.get(s) == GAPS for s in around),
        )

    def _date(self, shape: NamedNode, values: list[Term]) -> date | None:
        for value in values:
            try:
                return date.fromisoformat(value.value) if isinstance(value, Literal) else None
            except ValueError as error:
                raise self._shapes.error(shape, f"{value.value} is no date") from error
        return None


def shapes_of(directory: Path | None = None) -> ShapesGraph:
    """The shapes in a directory, ``shapes/`` by default. Raises `DataError` where there are none."""
    folder = directory or resources.path("shapes")
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise DataError(f"{folder} holds no shapes.", "Put Turtle files with SHACL shapes there.")
    return ShapesGraph.load(files)
