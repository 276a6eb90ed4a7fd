"""The published Turtle: well-formed, complete in both languages, and one wording for one concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, RdfFormat, Triple, parse, serialize
from rdflib import Graph

from pigraph import resources
from pigraph.text import fold

SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
FILES = sorted(resources.path("ontology").rglob("*.ttl"))
REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "examples"


def triples(path: Path) -> list[Triple]:
    return list(parse(path=path, format=RdfFormat.TURTLE))


def everything() -> list[Triple]:
    return [t for path in FILES for t in triples(path)]


def labels(some: list[Triple], name: str) -> dict[str, dict[str, list[str]]]:
    """Concept → language → labels."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for t in some:
        if t.predicate.value == SKOS + name and isinstance(t.object, Literal):
            found[t.subject.value][t.object.language or ""].append(t.object.value)
    return found


def concepts() -> set[str]:
    return {
        t.subject.value for t in everything() if t.predicate.value == RDF_TYPE and t.object.value == SKOS + "Concept"
    }


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_two_parsers_read_the_same(path: Path) -> None:
    assert not any(isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode) for t in triples(path))
    ours = serialize(triples(path), format=RdfFormat.N_TRIPLES)
    assert set(Graph().parse(data=ours, format="nt")) == set(Graph().parse(path))


def test_every_concept_has_one_label_in_each_language() -> None:
    preferred = labels(everything(), "prefLabel")
    # The English name of a kind of recipient is an alternative label (see the head of recipient-kinds.ttl).
    kinds = [c for c in concepts() if "/id/org-type/" in c]
    others = [c for c in concepts() if "/id/org-type/" not in c]
    counts = {c: {k: len(v) for k, v in preferred[c].items()} for c in concepts()}
    assert not {c: counts[c] for c in others if counts[c] != {"ko": 1, "en": 1}}
    assert not {c: counts[c] for c in kinds if counts[c] != {"ko": 1}}
    alternative = labels(everything(), "altLabel")
    assert not [c for c in kinds if len(alternative[c]["en"]) != 1]


def test_every_concept_is_in_the_scheme_of_its_iri() -> None:
    schemes = {t.subject.value: t.object.value for t in everything() if t.predicate.value == SKOS + "inScheme"}
    for concept in concepts():
        if "/id/" in concept:
            assert schemes[concept] == concept.rpartition("/")[0]


def test_no_wording_belongs_to_two_concepts() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in ("prefLabel", "altLabel"):
        for concept, by_language in labels(everything(), name).items():
            for wording in by_language["ko"]:
                owners[concept.rpartition("/")[0], fold(wording)].add(concept)
    assert not {k: v for k, v in owners.items() if len(v) > 1}


def test_no_label_is_both_preferred_and_alternative() -> None:
    preferred, alternative = labels(everything(), "prefLabel"), labels(everything(), "altLabel")
    assert not [c for c in alternative if set(alternative[c]["ko"]) & set(preferred[c]["ko"])]


def test_own_terms() -> None:
    """16 terms: 5 classes, 8 properties, 3 concepts."""
    own = [
        t
        for t in triples(resources.path("ontology", "pigraph.ttl"))
        if t.subject.value.startswith("https://w3id.org/pigraph/ns#")
    ]
    kinds = Counter(t.object.value.rpartition("#")[2] for t in own if t.predicate.value == RDF_TYPE)
    assert len({t.subject.value for t in own}) == 16
    assert (kinds["Class"], kinds["Property"], kinds["Concept"]) == (5, 8, 3)


def test_articles_named_as_sources_are_described() -> None:
    some = everything()
    subjects = {t.subject.value for t in some}
    sources = {t.object.value for t in some if t.predicate.value == "http://purl.org/dc/terms/source"}
    assert sources - subjects == set()


@pytest.mark.shared
def test_same_items_and_labels_as_the_reference() -> None:
    if not REFERENCE.is_dir():
        pytest.skip(f"no {REFERENCE}")
    theirs, ours = triples(REFERENCE / "reference.ttl"), everything()
    schemes = ("item", "event", "subject", "topic", "right")

    def curated(some: list[Triple]) -> dict[str, dict[str, list[str]]]:
        return {c: v for c, v in labels(some, "prefLabel").items() if c.split("/id/")[-1].partition("/")[0] in schemes}

    reference, published = curated(theirs), curated(ours)
    assert len([c for c in reference if "/id/item/" in c]) == 202
    assert {c for c in published if "/id/item/" in c} >= {c for c in reference if "/id/item/" in c}
    assert {c: published.get(c) for c in reference} == reference


@pytest.mark.shared
def test_what_the_reference_says_of_concepts_and_pipa_is_published() -> None:
    if not REFERENCE.is_dir():
        pytest.skip(f"no {REFERENCE}")
    ours = set(everything())
    of_us = ("id/item", "id/event", "id/subject", "id/topic", "id/right", "id/law/개인정보보호법")
    lost = [
        t
        for t in [*triples(REFERENCE / "reference.ttl"), *triples(REFERENCE / "vocabulary.ttl")]
        if (t.subject.value.removeprefix("https://w3id.org/pigraph/").startswith(of_us) or "/ns" in t.subject.value)
        and t.predicate.value != SKOS + "note"
        and t not in ours
    ]
    assert lost == []
