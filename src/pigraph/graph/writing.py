"""Statements as files: one Turtle file per policy for people, N-Quads for stores. Equal statements, equal bytes.

Order in Turtle: the document and its source, the policy, its rows with their item groups, purposes and
conditions, then sections, measures, contacts and annexes, and last what they refer to (organisations, files,
concepts, laws, other versions). Within a subject: its type first, then properties in the order of `_PROPERTIES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias, TypeVar

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from pigraph.graph.iris import DEFAULT_BASE
from pigraph.graph.statements import Fact, Statements
from pigraph.graph.terms import (
    ADMS,
    DCAT,
    DCT,
    DPV,
    FOAF,
    OA,
    PI,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    TIME,
    VCARD,
    VOCABULARIES,
)

_INDENT = "    "
_WIDTH = 120
_SOURCE = re.compile("/source/[0-9a-f]{12}$")
_DIGITS = re.compile("([0-9]+)")
_LETTERS = re.compile("[a-z]+")
_OBJECTS = re.compile("(?<= , )")
_FRAGMENTS = ("policy", "h", "p", "o", "a", "u", "r", "c", "m", "d", "k", "x", "e", "l")
_SCHEMES = {
    "item": "item",
    "event": "ev",
    "subject": "subj",
    "topic": "topic",
    "right": "right",
    "org": "ag",
    "org-type": "ot",
}
_PROPERTIES = {
    term: n
    for n, term in enumerate(
        (
            RDF["type"],
            RDFS["label"],
            SKOS["prefLabel"],
            FOAF["primaryTopic"],
            PROV["wasDerivedFrom"],
            DCT["title"],
            DCT["language"],
            DCT["isVersionOf"],
            SCHEMA["startDate"],
            SCHEMA["endDate"],
            DCT["modified"],
            ADMS["versionNotes"],
            PROV["wasRevisionOf"],
            OA["hasTarget"],
            PI["correctedOn"],
            PROV["value"],
            PROV["wasAttributedTo"],
            PI["file"],
            DCT["date"],
            DCT["subject"],
            DPV["hasDataController"],
            DPV["hasService"],
            DPV["hasRecipient"],
            DPV["hasDataProcessor"],
            DPV["hasNecessity"],
            DPV["hasPurpose"],
            DPV["hasLegalBasis"],
            DPV["hasDataSubject"],
            DPV["hasPersonalData"],
            PI["openEnded"],
            DCT["description"],
            DPV["hasProcess"],
            DPV["hasImpactAssessment"],
            DPV["hasStorageCondition"],
            RDF["value"],
            TIME["months"],
            SCHEMA["minValue"],
            PI["trigger"],
            PI["exceptionTo"],
            PI["privacyOfficer"],
            DCAT["contactPoint"],
            VCARD["role"],
            DCT["hasPart"],
        )
    )
}
# Silences and evidence close a subject.
_CLOSING = (RDFS["comment"], PI["unclearOn"], PI["silentOn"], DCT["relation"], DCT["source"])
_LAST = {term: n for n, term in enumerate(_CLOSING)}


_AnyTriple = TypeVar("_AnyTriple", Triple, Fact)
_Natural: TypeAlias = tuple[list[str | int], str]


def in_reading_order(triples: Iterable[_AnyTriple], document: NamedNode) -> list[_AnyTriple]:
    """Triples (or facts) of one document in the order described above."""
    by_subject: dict[str, dict[NamedNode, list[_AnyTriple]]] = {}
    for triple in triples:
        by_subject.setdefault(_iri(triple.subject), {}).setdefault(triple.predicate, []).append(triple)
    # Sorted level by level: the keys of subjects and objects are dear, and most properties have one value.
    return [
        triple
        for subject in sorted(by_subject, key=lambda iri: _subject(iri, document.value))
        for term in sorted(by_subject[subject], key=_property)
        for triple in _sorted_by_object(by_subject[subject][term])
    ]


def turtle(statements: Statements, *, inferred: bool = False) -> str:
    """The stated graph as Turtle (the inferred one on request), ending in one line break."""
    base = statements.base
    prefixes = {v.prefix: v.iri for v in VOCABULARIES}
    prefixes |= {prefix: f"{base}{scheme}/" for scheme, prefix in _SCHEMES.items()}
    prefixes[""] = statements.document.value + "#"
    graph = statements.inferred if inferred else statements.stated
    plain = ntriples(graph).decode("utf-8")
    used = {p: iri for p, iri in prefixes.items() if f"<{iri}" in plain}
    written = serialize(graph, format=RdfFormat.TURTLE, prefixes=used, base_iri=base) or b""
    # Line breaks inside literals are escaped, so each line is one; str.splitlines knows too many others.
    lines = [_wrapped(line) for line in written.decode("utf-8").split("\n") if not line.startswith("@")]
    # The serializer writes prefixes in no fixed order.
    head = [f"@base <{base}> .", *(f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(used.items()))]
    body = "\n".join(line + ("\n" if line.endswith(" .") else "") for line in lines)
    return "\n".join([*head, "", body.rstrip("\n")]) + "\n"


def turtle_of(document: str, triples: bytes) -> str:
    """N-Triples of a document as `turtle` writes its statements, with the base of pigraph's own names."""
    node = NamedNode(document)
    return turtle(
        Statements(
            node, DEFAULT_BASE, in_reading_order((q.triple for q in parse(triples, RdfFormat.N_TRIPLES)), node), []
        )
    )


def ntriples(triples: Iterable[Triple]) -> bytes:
    """Triples as N-Triples in UTF-8, one a line, in the order given."""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def nquads(statements: Statements) -> str:
    """Both graphs as N-Quads in code point order, each triple in the graph that it belongs to."""
    quads = [
        Quad(t.subject, t.predicate, t.object, graph)
        for graph, triples in (
            (statements.document, statements.stated),
            (statements.inferred_graph, statements.inferred),
        )
        for t in triples
    ]
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return "".join(line + "\n" for line in sorted(written.decode("utf-8").split("\n")) if line)


def _wrapped(line: str) -> str:
    """A line of the serializer, indented with blanks; a long list of objects over several lines."""
    if line.startswith("\t"):
        line = _INDENT + line[1:]
    if len(line) <= _WIDTH or '"' in line:
        return line
    lines = [""]
    for part in _OBJECTS.split(line):
        if len(lines[-1]) + len(part) > _WIDTH:
            lines[-1] = lines[-1].rstrip()
            lines.append(2 * _INDENT)
        lines[-1] += part
    return "\n".join(lines)


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise TypeError(f"statements have no blank nodes: {term}")
    return term.value


def _subject(iri: str, document: str) -> tuple[int, int, _Natural]:
    if iri == document:
        return 0, 0, ([], "")
    if not iri.startswith(document + "#"):
        # The source stands beside the document; all others follow the fragments.
        return (1 if _SOURCE.search(iri) else 3), 0, _natural(iri)
    name = iri[len(document) + 1 :]
    letters = _LETTERS.match(name)
    rank = _FRAGMENTS.index(letters[0]) if letters and letters[0] in _FRAGMENTS else len(_FRAGMENTS)
    return 2, rank, _natural(name)


@lru_cache(maxsize=256)
def _property(term: NamedNode) -> tuple[int, int, str]:
    if term in _PROPERTIES:
        return 0, _PROPERTIES[term], ""
    return (2, _LAST[term], "") if term in _LAST else (1, 0, term.value)


def _sorted_by_object(triples: list[_AnyTriple]) -> list[_AnyTriple]:
    return sorted(triples, key=_object) if len(triples) > 1 else triples


def _object(triple: Triple | Fact) -> _Natural:
    term = triple.object
    return _natural(term.value if isinstance(term, NamedNode) else str(term))


def _natural(text: str) -> _Natural:
    """A sort key that has h2 before h10; the text itself decides between equals (h1, h01)."""
    parts: list[str | int] = [*_DIGITS.split(text)]  # words at even places, numbers at odd ones
    parts[1::2] = map(int, parts[1::2])
    return parts, text
