"""Statements as files: one Turtle file per policy for people, N-Quads for stores. Equal statements, equal bytes.

Order in Turtle: the document and its source, the policy, its rows with their item groups, purposes and
conditions, then sections, measures, contacts and annexes, and last what they refer to (organisations, files,
concepts, laws, other versions). Within a subject: its type first, then properties in the order of `_PROPERTIES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from pigraph.graph.statements import Statements
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
_FRAGMENTS = ("policy", "h", "p", "o", "a", "u", "r", "c", "m", "d", "k", "x", "e")
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


def in_reading_order(triples: Iterable[Triple], document: NamedNode) -> list[Triple]:
    """Triples of one document in the order described above."""
    return sorted(triples, key=lambda t: (_subject(_iri(t.subject), document.value), _property(t), _object(t)))


def turtle(statements: Statements, *, inferred: bool = False) -> str:
    """The stated graph as Turtle (the inferred one on request), ending in one line break."""
    base = statements.base
    prefixes = {v.prefix: v.iri for v in VOCABULARIES}
    prefixes |= {prefix: f"{base}{scheme}/" for scheme, prefix in _SCHEMES.items()}
    prefixes[""] = statements.document.value + "#"
    graph = statements.inferred if inferred else statements.stated
    used = {p: iri for p, iri in prefixes.items() if any(_uses(t, iri) for t in graph)}
    written = serialize(graph, format=RdfFormat.TURTLE, prefixes=used, base_iri=base) or b""
    # Line breaks inside literals are escaped, so each line is one; str.splitlines knows too many others.
    lines = [_wrapped(line) for line in written.decode("utf-8").split("\n") if not line.startswith("@")]
    # The serializer writes prefixes in no fixed order.
    head = [f"@base <{base}> .", *(f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(used.items()))]
    body = "\n".join(line + ("\n" if line.endswith(" .") else "") for line in lines)
    return "\n".join([*head, "", body.rstrip("\n")]) + "\n"


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
    line = re.sub("^\t", _INDENT, line)
    if len(line) <= _WIDTH or '"' in line:
        return line
    lines = [""]
    for part in re.split("(?<= , )", line):
        if len(lines[-1]) + len(part) > _WIDTH:
            lines[-1] = lines[-1].rstrip()
            lines.append(2 * _INDENT)
        lines[-1] += part
    return "\n".join(lines)


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise TypeError(f"statements have no blank nodes: {term}")
    return term.value


def _uses(triple: Triple, namespace: str) -> bool:
    terms = [triple.subject, triple.predicate, triple.object]
    if isinstance(triple.object, Literal):
        terms[2] = triple.object.datatype
    return any(isinstance(t, NamedNode) and t.value.startswith(namespace) for t in terms)


def _subject(iri: str, document: str) -> tuple[int, int, tuple[tuple[int, str], ...]]:
    if iri == document:
        return 0, 0, ()
    if not iri.startswith(document + "#"):
        # The source stands beside the document; all others follow the fragments.
        return (1 if _SOURCE.search(iri) else 3), 0, _natural(iri)
    name = iri[len(document) + 1 :]
    letters = re.match("[a-z]+", name)
    rank = _FRAGMENTS.index(letters[0]) if letters and letters[0] in _FRAGMENTS else len(_FRAGMENTS)
    return 2, rank, _natural(name)


def _property(triple: Triple) -> tuple[int, int, str]:
    term = triple.predicate
    if term in _PROPERTIES:
        return 0, _PROPERTIES[term], ""
    return (2, _LAST[term], "") if term in _LAST else (1, 0, term.value)


def _object(triple: Triple) -> tuple[tuple[int, str], ...]:
    return _natural(triple.object.value if isinstance(triple.object, NamedNode) else str(triple.object))


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key that has h2 before h10; the text itself decides between equals (h1, h01)."""
    parts = re.split(r"([0-9]+)", text)
    return (*((int(p), "") if n % 2 else (-1, p) for n, p in enumerate(parts)), (-1, text))
