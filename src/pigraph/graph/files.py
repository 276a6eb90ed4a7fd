"""Two names of one personal information file: ``skos:closeMatch`` in the inferred graph.

A policy often names a file one way in its processing table and another way in its impact assessment
("○○시스템 대상자 정보", "○○ 대상자 정보"). Only an unambiguous match counts: the names are equal but for
ignorable words and spacing, or nearly equal, and no second file comes close.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode
from rapidfuzz.distance import Indel

from pigraph.graph.statements import Fact
from pigraph.graph.terms import SKOS
from pigraph.graph.wordings import wordings
from pigraph.text import fold

NEARLY_EQUAL = 0.94
"""Similarity (share of characters kept, `Indel`) from which two names can mean one file: in names of 16
characters, one may be inserted."""
CLEAR_LEAD = 0.04
"""By how much the best match must lead the second."""


def key(name: str) -> str:
    """What is compared of a file's name."""
    folded = fold(name)
    for word in wordings().ignorable:
        folded = folded.replace(word, "")
    return folded or fold(name)


def same_file(assessed: Mapping[NamedNode, str], held: Mapping[NamedNode, str]) -> Iterator[Fact]:
    """Links from files of impact assessments to files of holdings (node → name) with another name."""
    for node, name in assessed.items():
        if node in held:
            continue
        ranked = sorted(((_likeness(key(name), key(other)), file) for file, other in held.items()), key=lambda r: -r[0])
        best, second = [*ranked, (0.0, node), (0.0, node)][:2]
        if best[0] >= NEARLY_EQUAL and best[0] - second[0] >= CLEAR_LEAD:
            yield Fact(node, SKOS["closeMatch"], best[1], asserted=False)


def _likeness(one: str, other: str) -> float:
    """0…1; 0 when what differs tells two files apart (a number, 비-, 미- …)."""
    differing = ""
    for op in Indel.opcodes(one, other):
        if op.tag != "equal":
            differing += one[op.src_start : op.src_end] + other[op.dest_start : op.dest_end]
    if any(c.isdigit() or c in wordings().distinguishing for c in differing):
        return 0.0
    return Indel.normalized_similarity(one, other)
