"""Every shape: what it has to say of itself, what makes it fire, and what does not; a second engine agrees."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.namespace import DCTERMS

from pigraph.checks.observe_wordings import wordings
from pigraph.laws.registry import registry
from shapes.remake import changed, complete, fires, mutations
from shapes.runner import BASE, PI, SHAPES, Finding, graph, run, shapes, store

HERE = Path(__file__).parent
NAMES = sorted(shapes())
KNOWN = frozenset((HERE / "requirements.txt").read_text(encoding="utf-8").split())
LEVELS = {PI[name] for name in ("Mandatory", "Conditional", "Expected", "Recommended")}
SEVERITIES = {SH.Violation, SH.Warning, SH.Info}
ARTICLE = re.compile(r"https://w3id\.org/pigraph/id/law/[^/]+/(?:부칙)?제\d+조\S*")
GAPS = sorted(str(s) for s in graph("gaps").subjects(RDF.type) if isinstance(s, URIRef))


def languages(node: URIRef, predicate: URIRef, of: Graph) -> set[str | None]:
    return {label.language for label in of.objects(node, predicate) if str(label).strip()}


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_says_what_it_stands_for(name: str) -> None:
    g, node = graph(), URIRef(BASE + name)
    for predicate in (SH.name, SH.message, PI.remedy):
        assert languages(node, predicate, g) == {"ko", "en"}, predicate
    assert languages(node, SH.description, g) == {"ko"}
    assert g.value(node, SH.severity) in SEVERITIES
    assert g.value(node, PI.level) in LEVELS
    date.fromisoformat(str(g.value(node, PI.since)))
    assert str(g.value(node, PI.when)) in {"None", "E", "T"}
    ids = {str(i) for i in g.objects(node, DCTERMS.identifier)}
    assert ids and ids <= KNOWN
    sources = [str(s) for s in g.objects(node, DCTERMS.source)]
    assert sources and all(ARTICLE.fullmatch(s) for s in sources)


@pytest.mark.parametrize("iri", GAPS)
def test_a_gap_has_a_name_and_accuses_nobody(iri: str) -> None:
    g, node = graph("gaps"), URIRef(iri)
    assert languages(node, SH.name, g) == languages(node, SH.message, g) == {"ko", "en"}
    assert g.value(node, SH.severity) in SEVERITIES
    assert not list(g.objects(node, DCTERMS.identifier))


def test_there_are_shapes_for_most_requirements() -> None:
    named = {i for s in shapes().values() for i in s.ids}
    assert len(shapes()) >= 50
    # Left to other data: fetched pages, registers, contracts, ranks; and what only explains other rules.
    assert KNOWN - named == {
        "D31-1-4", "G-AI", "G-LABEL", "G-LVL", "G-ORD", "G-PUB", "G-SEP", "G11", "G15", "L-18-4", "L-32", "L-CPO", "L-PIAPUB",
        "L-SCOPE", "L-SUP", "P25-2-4", "P28-12-5", "P28-8-1-3", "P30-1-3c", "P30-2eval", "P30-2pub", "P30-3", "P30-4",
        "P31-2-4", "X-LABEL", "X-MERGE",
    }  # fmt: skip


def test_cited_articles_of_the_act_exist() -> None:
    act = registry().law("개인정보 보호법")
    cited = {str(s) for s in graph().objects(None, DCTERMS.source) if "/개인정보보호법/" in str(s)}
    places = [m for s in cited if (m := re.search(r"/제(\d+)조(의\d+)?", s))]
    assert len(places) == len(cited) > 30
    assert [m[0] for m in places if not registry().titles(act, m[1] + (m[2] or ""))] == []


def test_the_complete_policy_lacks_nothing() -> None:
    assert run(complete()) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_taken_out_is_found_by_its_shape_alone(name: str) -> None:
    assert fires(changed(*mutations()[name])) == {name}


@pytest.mark.parametrize("name", NAMES)
def test_fixtures(name: str) -> None:
    fail, fine = (store((HERE / name / f"{kind}.ttl").read_bytes()) for kind in ("fail", "pass"))
    assert fires(fail) == {name}
    assert run(fine, (name,)) == []


@pytest.mark.parametrize("name", NAMES)
def test_fixtures_are_parts_of_the_complete_policy(name: str) -> None:
    """Else ``complete.ttl`` has changed, and ``remake.py`` was not run."""
    broken, whole = changed(*mutations()[name]), complete()
    assert [q for q in store((HERE / name / "fail.ttl").read_bytes()) if q not in broken] == []
    assert [q for q in store((HERE / name / "pass.ttl").read_bytes()) if q not in whole] == []


def test_no_fixture_is_left_over() -> None:
    assert sorted(p.name for p in HERE.iterdir() if (p / "fail.ttl").exists() or (p / "pass.ttl").exists()) == NAMES


@cache
def alone(name: str) -> Graph:
    """One shape with what hangs on it, and the prefixes."""
    every, found = graph(), Graph()
    waiting = [URIRef(BASE + name), URIRef("https://w3id.org/pigraph/shapes")]
    while waiting:
        for triple in every.triples((waiting.pop(), None, None)):
            found.add(triple)
            if isinstance(triple[2], BNode):
                waiting.append(triple[2])
    return found


def by_pyshacl(name: str, data: Path) -> list[Finding]:
    _, report, _ = pyshacl.validate(Graph().parse(data), shacl_graph=alone(name), inference="none")
    assert isinstance(report, Graph)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        found.append(Finding(name, str(focus), "" if value in (None, focus) else str(value)))
    return sorted(set(found))


@pytest.mark.parametrize("name", NAMES)
def test_pyshacl_finds_the_same(name: str) -> None:
    for kind in ("fail", "pass"):
        path = HERE / name / f"{kind}.ttl"
        assert by_pyshacl(name, path) == run(store(path.read_bytes()), (name,))


def test_pyshacl_reads_the_gaps() -> None:
    shape_graph = graph("terms", "gaps")
    data = Graph().parse(HERE / "complete.ttl")
    assert pyshacl.validate(data, shacl_graph=shape_graph, inference="none")[0]
    here = "https://w3id.org/pigraph/id/policy/가나시/개인정보처리방침/2026-01-01#"
    dpv = "https://w3id.org/dpv#"
    data.remove((URIRef(here + "h1"), URIRef(dpv + "hasPurpose"), None))
    data.remove((URIRef(here + "h2"), DCTERMS.source, None))
    data.add((URIRef(here + "p1"), URIRef(dpv + "hasRecipient"), URIRef("https://w3id.org/pigraph/id/org/마바")))
    data.add((URIRef(here + "p1"), PI.unclearOn, URIRef(dpv + "hasDataSource")))
    _, report, _ = pyshacl.validate(data, shacl_graph=shape_graph, inference="none")
    assert isinstance(report, Graph)
    found = {str(s).removeprefix(BASE) for s in report.objects(None, SH.sourceShape)}
    assert found == {"PurposeRead", "EvidenceKept", "RecipientRead", "Unclear"}


def test_every_sign_is_asked_for() -> None:
    known = {s.id for s in wordings().signs}
    asked = set(re.findall(r"sign:([\w-]+)", "".join(p.read_text(encoding="utf-8") for p in SHAPES.glob("*.ttl"))))
    # Where a list is said to be in another place, the observer of lists asks.
    assert known == asked | {"other-place"}
