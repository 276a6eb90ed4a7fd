"""Evidence: ``dct:source`` from a statement to the ranges of the source that it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pyoxigraph import NamedNode

from pigraph.graph.iris import Iris
from pigraph.graph.statements import Fact, asserted
from pigraph.graph.terms import DCT
from pigraph.records.model import How, LegalBasis, Stated
from pigraph.text import Span, Words, in_order, merge

# What may lie between two spans that one range shows better than two: separators, tags, entities.
_GAP = re.compile(r"(?:[^\w<&]|<[^<>]*>|&#?\w+;)*")


class Read(NamedTuple):
    """Words that state a value of a node, and how they were read."""

    words: Words
    how: How


def read(*values: Stated[Any] | Words | LegalBasis | None) -> Iterator[Read]:
    """The words of some values; bare words are stated ones."""
    for value in values:
        if isinstance(value, Words):
            yield Read(value, How.TABLE)
        elif value is not None:
            yield Read(value.words, value.how)


def together(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, those joined that only white space, punctuation or markup parts."""
    done: list[Span] = []
    for span in merge(spans, text):
        if done and _GAP.fullmatch(text, done[-1].end, span.begin):
            done[-1] = Span(done[-1].begin, span.end)
        else:
            done.append(span)
    return tuple(done)


def sources(
    node: NamedNode, text: str, iris: Iris, values: Iterable[Read], entries: tuple[Span, ...] = ()
) -> list[Fact]:
    """The evidence of ``node``: its entries, and the words of its values where the entries do not cover them.

    Words of inferred values are evidence in the inferred graph only; a description beside the document
    (`How.GIVEN`) has no place in it.
    """
    inside = merge(entries)
    stated: list[Span] = []
    inferred: list[Span] = []
    for words, how in values:
        if how is How.GIVEN:
            continue
        outside = [s for s in words.spans if not any(e.covers(s) for e in inside)]
        (stated if asserted(how) else inferred).extend(outside)
    # An entry is a row, a line or a note as printed: entries side by side stay apart.
    known = in_order((*inside, *together(stated, text)))
    more = [s for s in together(inferred, text) if not any(k.covers(s) for k in known)]
    return [
        *(Fact(node, DCT["source"], iris.evidence(s)) for s in known),
        *(Fact(node, DCT["source"], iris.evidence(s), asserted=False) for s in more),
    ]
