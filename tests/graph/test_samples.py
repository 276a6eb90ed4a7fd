"""The reference examples: the graph built from records of two real policies, next to the hand-made one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from graph import samples
from graph.evidence import problems
from pigraph.graph.build import triples
from pigraph.graph.statements import Statements
from pigraph.graph.terms import DCT, DPV, PI, RDF, RDFS, SKOS, VCARD
from pigraph.graph.writing import turtle
from pigraph.records.model import Record

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not samples.EXAMPLES.is_dir(), reason="the shared folder is not beside the checkout"),
]

RECORDS: dict[str, Callable[[], Record]] = {"gimpo": samples.gimpo, "mental-health-case": samples.mental}

# Where the hand-made examples and the built graphs differ everywhere, and why.
EVERYWHERE = {
    "source": "each node has evidence of its own: the words of its values, also outside its entry",
    "description": "printed item lists are added; destruction is verbatim, the examples summarise it",
    "is_part_of": "law chains are in reference.ttl, here also in each file",
    "title": "sections have their heading as title",
    "wasRevisionOf": "earlier versions are chained to the oldest",
    "versionNotes": "notes of one cell are one text here",
    "seeAlso": "links are not in the record",
}
# And where else: lines of the example only (-) and of the built graph only (+).
ALSO = {
    "gimpo": {
        # The record has no grade of an officer; citations outside the preamble stand at their sections.
        "- #k:['개인정보 보호책임자'] | note",
        "- policy | references | id/law/개인정보보호법/제18조",
        "- policy | references | id/law/개인정보보호법/제32조",
        # The example shortens the name of the automatic collection.
        "- #h: 자동으로 | label",
        "+ #h: 자동으로 | label",
    },
    "mental-health-case": {
        "- policy | references | id/law/개인정보보호법/제18조",
        "- policy | references | id/law/개인정보보호법/제32조",
        # The example words name and purpose of the children's section freely.
        "- #h:child | hasPurpose",
        "+ #h:child | hasPurpose",
        "- #h:child | label",
        "+ #h:child | label",
        "- #u:child | label",
        "+ #u:child | label",
        "- #u:child | type",
        "+ #u:child | type",
        # The newest row of the change history is a version of its own here, a remark on the policy there.
        "- policy | modified",
        "+ 2026-06-11 | modified",
        "+ 2026-06-11 | type",
        "+ 2026-06-11 | isVersionOf",
    },
}


@pytest.fixture(scope="module", params=RECORDS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def record(name: str) -> Record:
    return RECORDS[name]()


@pytest.fixture(scope="module")
def built(record: Record) -> Statements:
    return triples(record, lexicon=samples.reference_words())


def differences(name: str, built: Statements) -> tuple[Counter[str], Counter[str]]:
    example = [
        Triple(q.subject, q.predicate, q.object)
        for q in parse((samples.EXAMPLES / f"{name}.ttl").read_bytes(), format=RdfFormat.TURTLE)
    ]
    want, have = canonical(example), canonical(built.stated)
    return want - have, have - want


def canonical(graph: Iterable[Triple]) -> Counter[str]:
    """Triples with fragments named by what they say, so that their numbers do not matter."""
    about: dict[str, dict[str, list[str]]] = {}
    for t in graph:
        about.setdefault(t.subject.value, {}).setdefault(t.predicate.value, []).append(t.object.value)
    parents = {
        o: s for s, ps in about.items() for o in ps.get(DPV["hasProcess"].value, ()) if not s.endswith("#policy")
    }

    def get(node: str, *terms: NamedNode) -> list[str]:
        return sorted(v for t in terms for v in about.get(node, {}).get(t.value, ()))

    def called(node: str) -> str:
        match = re.search("#([hporuacmdkx])([0-9]+)([a-z]*)$", node)
        if not match:
            return node
        kind = match[1]
        if match[3]:
            return f"{called(parents[node])}/{get(node, DPV['hasNecessity'], DPV['hasLegalBasis'])}"
        items = get(node, DPV["hasPersonalData"])
        by: dict[str, list[str]] = {
            "h": get(node, PI["file"]) or items or get(node, RDFS["label"], DCT["subject"]),
            "p": get(node, DPV["hasRecipient"]) + items,
            "o": get(node, DPV["hasDataProcessor"]),
            "a": get(node, PI["file"]),
            "c": get(node, DCT["subject"]),
            "k": get(node, VCARD["role"]),
            "x": get(node, DCT["title"]),
            "m": get(node, RDF["type"]),
            "d": get(node, RDF["type"]),
        }
        return f"#{kind}:{by.get(kind, get(node, RDFS['label']))}"

    def short(value: str) -> str:
        return value.removeprefix("https://w3id.org/pigraph/")

    return Counter(
        f"{short(called(t.subject.value))} | {re.split('[/#]', t.predicate.value)[-1]} | "
        f"{short(called(t.object.value)) if isinstance(t.object, NamedNode) else t.object}"
        for t in graph
    )


def brief(sign: str, line: str) -> str:
    subject, predicate, value = line.split(" | ", 2)
    if "법정대리인" in subject or "legal-representative" in subject:
        return f"{sign} {subject[:3]}child | {predicate}"
    if "browser-type" in subject:
        return f"{sign} #h: 자동으로 | {predicate}"
    if "2026-06-11" in subject:
        return f"{sign} 2026-06-11 | {predicate}"
    if subject.endswith("#policy"):
        subject = "policy"
    return f"{sign} {subject} | {predicate}" + (f" | {value}" if predicate == "references" else "")


def test_the_graph_is_the_example_but_for_listed_differences(name: str, built: Statements) -> None:
    missing, more = differences(name, built)
    lines = {
        brief(sign, line)
        for sign, side in (("-", missing), ("+", more))
        for line in side
        if line.split(" | ")[1] not in EVERYWHERE and not line.startswith(("id/law/", "id/ordinance/"))
    }
    assert lines == ALSO[name]


def test_evidence_holds_the_words_of_every_value(record: Record, built: Statements) -> None:
    assert problems(record, built) == []


def test_nothing_is_minted_that_the_vocabulary_knows(built: Statements) -> None:
    assert built.minted == []


def test_files_of_assessments_are_matched_in_the_inferred_graph() -> None:
    statements = triples(samples.mental(), lexicon=samples.reference_words())
    links = [t for t in statements.inferred if t.predicate == SKOS["closeMatch"]]
    matched = {(t.subject.value.rsplit("/", 1)[1], t.object.value.rsplit("/", 1)[1]) for t in links}
    assert matched == {
        ("정신건강사례관리대상자정보", "정신건강사례관리시스템대상자정보"),
        ("정신건강사례관리사용자정보", "정신건강사례관리시스템사용자정보"),
    }


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    for build in RECORDS.values():
        statements = triples(build(), lexicon=samples.reference_words())
        store.bulk_load(turtle(statements).encode(), format=RdfFormat.TURTLE)
        store.bulk_load(turtle(statements, inferred=True).encode(), format=RdfFormat.TURTLE)
    for file in ("reference.ttl", "vocabulary.ttl"):
        store.bulk_load((samples.EXAMPLES / file).read_bytes(), format=RdfFormat.TURTLE)
    return store


def questions() -> list[tuple[str, str, list[str]]]:
    """Name, SPARQL and expected rows of each reference question, without the rows of the third sample policy."""
    path = samples.EXAMPLES.parent / "queries.rq"
    if not path.is_file():
        return []
    prologue, *parts = re.split("(?m)^#### ", path.read_text(encoding="utf-8"))
    found = []
    for part in parts:
        head, _, rest = part.partition("\n")
        query, _, answers = rest.partition("# → ")
        rows = [line[2:] for line in answers.splitlines()[2:] if line.startswith("# ")]
        kept = [r for r in rows if not re.search("서울특별시|파란샘|서울시", r)]
        found.append((head.split()[0], prologue + query, kept))
    return found


@pytest.mark.parametrize(("question", "query", "expected"), questions(), ids=[q[0] for q in questions()])
def test_reference_questions_have_their_answers(store: Store, question: str, query: str, expected: list[str]) -> None:
    solutions = list(store.query(query))  # type: ignore[arg-type]
    answers = [" | ".join("" if v is None else v.value for v in s) for s in solutions]  # type: ignore[attr-defined]
    if question == "Q13":
        # Its rows are spans of the example; what they are evidence of is compared.
        answers = sorted({a.rsplit(" | ", 1)[0] for a in answers})
        expected = sorted({e.rsplit(" | ", 1)[0] for e in expected})
    assert answers == expected
