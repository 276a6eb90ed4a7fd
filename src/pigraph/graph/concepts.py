"""Printed wordings as concepts: the vocabulary's where it knows them, else one minted from the words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from pyoxigraph import NamedNode

from pigraph.graph.iris import Iris, slug
from pigraph.graph.statements import Fact
from pigraph.graph.terms import RDF, SKOS, korean


class Lexicon(Protocol):
    """What the graph asks of `pigraph.lexicon.vocabulary.Vocabulary`: slugs for wordings."""

    def items(self, label: str) -> tuple[str, ...]:
        """The slugs of the data items in a label (several for a composite one); () when unknown."""

    def subject(self, text: str) -> str | None:
        """The slug of a group of people."""

    def topic(self, section_kind: str) -> str | None:
        """The slug of the matter that a kind of section is about."""


class Concept(NamedTuple):
    """A concept and, when it had to be minted, its definition."""

    node: NamedNode
    definition: tuple[Fact, ...] = ()


def minted(scheme: str, words: str, iris: Iris, sure: bool = True) -> Concept:
    """A concept named by its words: ``item/{Hangul slug}`` with its label, in its scheme."""
    node = iris.concept(scheme, slug(words))
    facts = (
        Fact(node, RDF["type"], SKOS["Concept"], sure),
        Fact(node, SKOS["inScheme"], iris.scheme(scheme), sure),
        Fact(node, SKOS["prefLabel"], korean(words), sure),
    )
    return Concept(node, facts)


def items(label: str, iris: Iris, lexicon: Lexicon, sure: bool = True) -> Iterator[Concept]:
    """The data items of a printed label."""
    slugs = lexicon.items(label)
    if not slugs:
        yield minted("item", label, iris, sure)
    for known in slugs:
        yield Concept(iris.concept("item", known))


def subject(text: str, iris: Iris, lexicon: Lexicon, sure: bool = True) -> Concept:
    """The group of people of a printed wording."""
    known = lexicon.subject(text)
    return Concept(iris.concept("subject", known)) if known else minted("subject", text, iris, sure)
