"""The tree of a policy: sections, and in them nodes by enumeration, with tables where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from pigraph.blocks.markers import Mark, MarkKind
from pigraph.blocks.model import Table
from pigraph.text import Span, Words


class Node(Struct):
    """One paragraph with what is enumerated below it. ``words`` are the words after the mark.

    ``mark`` is None for a plain paragraph. Notes (※) are nodes without children.
    """

    words: Words
    mark: Mark | None = None
    children: list[Node | Table] = field(default_factory=list)
    level: int = 0
    indent: int = 0

    @property
    def kind(self) -> MarkKind | None:
        return self.mark.kind if self.mark else None

    @property
    def nodes(self) -> list[Node]:
        """The child nodes, without tables."""
        return [c for c in self.children if isinstance(c, Node)]

    @property
    def is_note(self) -> bool:
        return self.kind is MarkKind.NOTE

    def walk(self) -> Iterator[Node]:
        """This node and all nodes below it, in reading order."""
        yield self
        for child in self.nodes:
            yield from child.walk()


class Placed(NamedTuple):
    """A table with the nodes that lead to it (outermost first) and the notes that follow it."""

    table: Table
    lead: tuple[Node, ...]
    before: Node | None
    notes: tuple[Node, ...]

    @property
    def over(self) -> Words | None:
        """The line right over the table; None under another table."""
        if self.before is not None:
            return self.before.words
        return self.lead[-1].words if self.lead and self.lead[-1].children[0] is self.table else None


class Section(Struct):
    """A top-level section: its heading, its kinds (ids of ``sections.toml``) and its content.

    The preamble is the section with an empty heading and number 0. ``span`` covers heading and content.
    """

    heading: Words
    number: int
    kinds: tuple[str, ...]
    span: Span
    children: list[Node | Table] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        return [c for c in self.children if isinstance(c, Node)]

    def walk(self) -> Iterator[Node]:
        """All nodes, in reading order."""
        for node in self.nodes:
            yield from node.walk()

    def tables(self) -> Iterator[Placed]:
        """All tables in reading order, each with its place."""
        yield from _tables(self.children, ())

    def is_about(self, *kinds: str) -> bool:
        return any(k in self.kinds for k in kinds)


def _tables(children: list[Node | Table], lead: tuple[Node, ...]) -> Iterator[Placed]:
    for i, child in enumerate(children):
        if isinstance(child, Node):
            yield from _tables(child.children, (*lead, child))
            continue
        before = children[i - 1] if i else None
        notes: list[Node] = []
        for after in children[i + 1 :]:
            if isinstance(after, Table):
                break
            if after.is_note or after.kind in (MarkKind.STAR, MarkKind.NUMBER_PAREN):
                notes.append(after)
            elif after.mark is not None and not notes:
                break
        yield Placed(child, lead, before if isinstance(before, Node) else None, tuple(notes))
