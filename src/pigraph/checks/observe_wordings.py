"""The words that observations look for, from ``data/checks/*.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct
from pyoxigraph import NamedNode, RdfFormat, parse

from pigraph import resources
from pigraph.checks.needles import Quick
from pigraph.graph.terms import DEFAULT_BASE, SKOS, VOCABULARIES


class Sign(Struct, frozen=True, dict=True):
    """Words that show that a matter is addressed.

    ``topic``: a section about it shows it as well; ``states``: so does a statement with this property (``<…>``).
    ``printed``: only in lines as printed. ``example`` and ``not_`` are for tests. Most patterns are never compiled:
    `quick` tells whether one stands in a text.
    """

    id: str
    source: str
    example: str
    topic: str | None = None
    states: str | None = None
    printed: bool = False
    not_: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source)

    @cached_property
    def quick(self) -> Quick:
        return Quick(self.source)


class Clause(Struct, frozen=True):
    """A topic as clauses word it, and the titles of the articles about it."""

    topic: str
    clause: re.Pattern[str]
    title: re.Pattern[str]
    near: re.Pattern[str]
    example: str


class Channel(Struct, frozen=True):
    """A way to make a request: how it is offered, and what makes it usable."""

    id: str
    offered: re.Pattern[str]
    given: re.Pattern[str]
    label_ko: str
    label_en: str
    example: str


class Right(Struct, frozen=True):
    """A right that may have a heading of its own, and the words that name it anywhere."""

    id: str
    heading: re.Pattern[str]
    named: re.Pattern[str]
    example: str


class Remedy(Struct, frozen=True):
    """A body whose contact has changed: outdated where ``named`` stands without ``current``."""

    id: str
    named: re.Pattern[str]
    current: re.Pattern[str]
    example: str


class Wordings(Struct, frozen=True):
    """All of them."""

    signs: tuple[Sign, ...]
    placeholders: tuple[Sign, ...]
    announced: tuple[Sign, ...]
    clauses: tuple[Clause, ...]
    channels: tuple[Channel, ...]
    rights: tuple[Right, ...]
    remedies: tuple[Remedy, ...]


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    """The wordings of ``data/checks/signs.toml`` and ``wordings.toml``."""
    signs, words = _toml("signs.toml"), _toml("wordings.toml")
    return Wordings(
        tuple(
            Sign(
                e["id"],
                e["pattern"],
                e["example"],
                e.get("topic"),
                _property(e["states"]) if "states" in e else None,
                e.get("printed", False),
            )
            for e in signs["sign"]
        ),
        tuple(
            Sign("placeholder", e["pattern"], e["example"], not_=tuple(e.get("not", ()))) for e in words["placeholder"]
        ),
        tuple(Sign(e["topic"], e["subject"], e["example"]) for e in words["announced"]),
        tuple(
            Clause(e["topic"], re.compile(e["clause"]), re.compile(e["title"]), re.compile(e["near"]), e["example"])
            for e in words["clause"]
        ),
        tuple(
            Channel(
                e["id"],
                re.compile(e["offered"]),
                re.compile(e["given"]),
                e["label_ko"],
                e["label_en"],
                e["example"],
            )
            for e in words["channel"]
        ),
        tuple(Right(e["id"], re.compile(e["heading"]), re.compile(e["named"]), e["example"]) for e in words["right"]),
        tuple(Remedy(e["id"], re.compile(e["named"]), re.compile(e["current"]), e["example"]) for e in words["remedy"]),
    )


class Items(Struct, frozen=True):
    """How data items stand to each other; everything by IRI, written ``<…>``."""

    known: frozenset[str]
    broader: dict[str, tuple[str, ...]]
    related: dict[str, tuple[str, ...]]
    groups: dict[str, tuple[str, ...]]
    bundles: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def items() -> Items:
    """The data items of the vocabulary, with ``data/checks/items.toml``."""
    known: set[str] = set()
    broader: dict[str, list[str]] = {}
    groups: dict[str, list[str]] = {}
    path = resources.path("ontology", "vocabulary", "data-items.ttl")
    for t in parse(path=path, format=RdfFormat.TURTLE):
        if not isinstance(t.subject, NamedNode) or not isinstance(t.object, NamedNode):
            continue
        if t.predicate == SKOS["inScheme"]:
            known.add(str(t.subject))
        elif t.predicate == SKOS["broader"]:
            broader.setdefault(str(t.subject), []).append(str(t.object))
        elif t.predicate == SKOS["member"]:
            groups.setdefault(str(t.object), []).append(str(t.subject))
    words = _toml("items.toml")
    related: dict[str, list[str]] = {}
    for family in words["related"]:
        for one in family:
            related.setdefault(_item(one), []).extend(_item(o) for o in family if o != one)
    bundles = {
        _item(bundle): tuple(f"<{DEFAULT_BASE}subject/{s}>" for s in people)
        for bundle, people in words["bundles"].items()
    }
    return Items(
        frozenset(known),
        {k: tuple(v) for k, v in broader.items()},
        {k: tuple(v) for k, v in related.items()},
        {k: tuple(v) for k, v in groups.items()},
        bundles,
    )


def _item(slug: str) -> str:
    return f"<{DEFAULT_BASE}item/{slug}>"


def _property(name: str) -> str:
    prefix, _, local = name.partition(":")
    return str({n.prefix: n for n in VOCABULARIES}[prefix][local])


def _toml(name: str) -> dict[str, Any]:
    with resources.path("data", "checks", name).open("rb") as f:
        return tomllib.load(f)
