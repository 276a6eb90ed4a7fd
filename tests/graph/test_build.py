"""What a record becomes: the facts of one small policy, and where inference goes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pyoxigraph import Literal, NamedNode

from graph.evidence import problems, spans_of
from graph.pages import Page, Words2Slugs
from pigraph.graph.build import triples
from pigraph.graph.statements import Statements
from pigraph.records.model import Holding, HoldingKind, How, Item, LegalBasis, Record, Requirement, Retention, Stated

BASE = "https://w3id.org/pigraph/id/"
NS = {
    "pi": "https://w3id.org/pigraph/ns#",
    "dpv": "https://w3id.org/dpv#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "adms": "http://www.w3.org/ns/adms#",
    "prov": "http://www.w3.org/ns/prov#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "time": "http://www.w3.org/2006/time#",
}


def values(statements: Statements, node: str, term: str, *, inferred: bool = False) -> set[str]:
    """Objects of a property: names below the base or a namespace are shortened, literals are their text."""
    prefix, _, name = term.partition(":")
    subject = node if node.startswith("http") else f"{statements.document.value}#{node}"
    found = set()
    for t in statements.inferred if inferred else statements.stated:
        if t.subject.value == subject and t.predicate.value == NS[prefix] + name:
            value = t.object.value
            for short, iri in NS.items():
                value = value.replace(iri, f"{short}:") if isinstance(t.object, NamedNode) else value
            found.add(value.removeprefix(statements.document.value).removeprefix(BASE))
    return found


@pytest.fixture(scope="module")
def built(record: Record, lexicon: Words2Slugs) -> Statements:
    return triples(record, lexicon=lexicon)


FACTS = [
    ("policy", "dpv:hasDataController", {"org/한빛구도서관"}),
    ("policy", "dpv:hasService", {"service/한빛구도서관/회원시스템"}),
    ("policy", "schema:startDate", {"2024-05-01"}),
    ("policy", "dct:isVersionOf", {"policy/한빛구도서관/회원시스템"}),
    ("policy", "dct:references", {"law/개인정보보호법/제30조"}),
    ("policy", "dct:subject", {"topic/purpose", "topic/provision", "topic/auto-collection"}),
    ("policy", "dpv:hasProcess", {"#h1", "#h2", "#p1", "#o1", "#o2"}),
    ("policy", "dpv:hasImpactAssessment", {"#a1"}),
    ("policy", "pi:privacyOfficer", {"#k1"}),
    ("policy", "pi:silentOn", set()),
    ("policy", "dct:relation", {"#x1"}),
    ("h1", "pi:file", {"file/한빛구도서관/회원시스템이용자정보"}),
    ("h1", "rdfs:label", set()),
    ("h1", "dpv:hasLegalBasis", {"law/도서관법/제8조제1항"}),
    (
        "h1",
        "dpv:hasPersonalData",
        {"item/full-name", "item/home-phone-number", "item/mobile-phone-number", "item/독서취향"},
    ),
    ("h1", "dct:description", {"성명, 연락처(주택, 핸드폰), 독서취향"}),
    ("h1", "pi:openEnded", {"true"}),
    ("h1", "pi:silentOn", set()),
    ("h1a", "dpv:hasNecessity", {"dpv:Required"}),
    ("h1b", "dpv:hasNecessity", {"dpv:Optional"}),
    ("h1b", "dpv:hasPersonalData", {"item/독서취향"}),
    ("h1", "dpv:hasStorageCondition", {"#r1", "#r2"}),
    ("r1", "rdf:type", {"dpv:StorageDuration", "dpv:UntilEventDuration"}),
    ("r1", "rdf:value", {"P5Y"}),
    ("r1", "time:months", {"60"}),
    ("r1", "pi:trigger", {"event/membership-withdrawal"}),
    ("r2", "pi:exceptionTo", {"#r1"}),
    ("r3", "rdf:type", {"dpv:StorageDuration", "dpv:EndlessDuration"}),
    ("h2", "rdfs:label", {"대관 신청"}),
    ("h2", "pi:file", set()),
    ("h2", "dpv:hasLegalBasis", {"dpv:Consent"}),
    ("h2a", "dpv:hasDataSubject", {"subject/신청자"}),
    ("h2a", "dpv:hasNecessity", set()),
    ("p1", "dpv:hasRecipient", {"org-type/경찰서"}),
    ("p1", "dpv:hasProcess", set()),
    ("p1", "rdfs:comment", {"※ 공문 필요"}),
    ("p1", "pi:unclearOn", {"dpv:hasDataSource"}),
    ("p1", "pi:silentOn", {"dpv:hasLegalBasis"}),
    ("r4", "pi:trigger", {"event/수사종료"}),
    ("o1", "dpv:hasDataProcessor", {"org/가온"}),
    ("o1", "schema:endDate", {"2024-12-31"}),
    ("o1", "vcard:hasTelephone", {"tel:+82-2-123-4567"}),
    ("o1", "dpv:hasAuditStatus", {"dpv:AuditApproved"}),
    ("o2", "pi:silentOn", {"dpv:hasDataProcessor", "dpv:hasPurpose"}),
    ("o2", "dct:relation", {"#x1"}),
    ("x1", "dct:subject", {"topic/outsourcing"}),
    ("a1", "dct:date", {"2023"}),
    ("a1", "dpv:hasPersonalData", {"item/full-name", "item/독서취향"}),
    ("k1", "vcard:fn", {"홍길동"}),
    ("k1", "vcard:hasEmail", {"mailto:a@korea.kr"}),
    ("c1", "dct:references", {"law/개인정보보호법/제17조"}),
    ("c1", "dct:subject", {"topic/provision"}),
    ("c2", "dct:subject", {"topic/auto-collection"}),
    ("c2", "dpv:hasApplicability", {"dpv:NotApplicable"}),
    ("m1", "rdf:type", {"dpv:OrganisationalMeasure"}),
    ("policy", "prov:wasRevisionOf", {"policy/한빛구도서관/회원시스템/2020-01-01#policy"}),
    (f"{BASE}policy/한빛구도서관/회원시스템/2020-01-01#policy", "adms:versionNotes", {"제정"}),
    (f"{BASE}law/도서관법/제8조제1항", "eli:is_part_of", {"law/도서관법/제8조"}),
    (f"{BASE}law/도서관법/제8조제1항", "rdfs:label", {"도서관법 제8조 제1항"}),
    (f"{BASE}law/도서관법/제8조", "eli:is_part_of", {"law/도서관법"}),
    (f"{BASE}org/가온", "rdfs:label", {"㈜가온"}),
    (f"{BASE}item/독서취향", "skos:prefLabel", {"독서취향"}),
    (f"{BASE}item/독서취향", "skos:inScheme", {"item"}),
    (f"{BASE}item/full-name", "skos:prefLabel", set()),
]  # fmt: skip


@pytest.mark.parametrize(("node", "term", "expected"), FACTS)
def test_facts_of_a_small_policy(built: Statements, node: str, term: str, expected: set[str]) -> None:
    assert values(built, node, term) == expected


def test_unknown_items_are_returned_once(built: Statements) -> None:
    assert [(m.label, m.concept.value.removeprefix(BASE)) for m in built.minted] == [("독서취향", "item/독서취향")]


def test_an_assessed_file_is_matched_to_the_held_one_in_the_inferred_graph_only(built: Statements) -> None:
    file = f"{BASE}file/한빛구도서관/회원이용자정보"
    assert values(built, file, "skos:closeMatch", inferred=True) == {"file/한빛구도서관/회원시스템이용자정보"}
    assert values(built, file, "skos:closeMatch") == set()


def test_evidence_holds_the_words_of_every_value(record: Record, built: Statements) -> None:
    assert problems(record, built) == []


def test_the_evidence_check_sees_a_lost_span(record: Record, built: Statements) -> None:
    spans = spans_of(built)
    node = f"{built.document.value}#h2"
    assert spans[node]
    fewer = [t for t in built.stated if not (t.subject.value == node and t.predicate.value == NS["dct"] + "source")]
    assert problems(record, replace(built, stated=fewer))


def one_holding(page: Page, lexicon: Words2Slugs, **fields: object) -> Statements:
    holding = Holding(HoldingKind.TASK, page.said("대관 신청"), **fields)  # type: ignore[arg-type]
    return triples(Record("t.txt", page.sha256, page.text, holdings=(holding,)), lexicon=lexicon)


def test_matched_values_are_inferred_and_leave_the_silence(
    page: Page, lexicon: Words2Slugs, inferred_item: Item
) -> None:
    statements = one_holding(
        page,
        lexicon,
        purposes=(page.said("회원 관리", how=How.MATCHED),),
        bases=(LegalBasis(page.words("정보주체 동의"), how=How.MATCHED),),
        items=(inferred_item,),
        retention=Retention(page.said("탈퇴 후 5년", how=How.MATCHED)),
    )
    silent = {"dpv:hasPurpose", "dpv:hasLegalBasis", "dpv:hasPersonalData", "dpv:hasStorageCondition"}
    assert values(statements, "h1", "pi:silentOn") == silent
    for term in silent:
        assert values(statements, "h1", term) == set()
        assert values(statements, "h1", term, inferred=True)
    # The words that were matched are evidence there, too.
    assert values(statements, "h1", "dct:source", inferred=True)
    assert values(statements, "u1", "rdfs:label") == set()
    assert values(statements, "u1", "rdfs:label", inferred=True) == {"회원 관리"}


def test_a_carried_mark_is_unclear_and_its_value_inferred(page: Page, lexicon: Words2Slugs) -> None:
    items = page.items("성명", requirement=("필수", Requirement.REQUIRED), mark=How.CARRIED, marks=page)
    statements = one_holding(page, lexicon, items=items)
    assert values(statements, "h1a", "pi:unclearOn") == {"dpv:hasNecessity"}
    assert values(statements, "h1a", "dpv:hasNecessity") == set()
    assert values(statements, "h1a", "dpv:hasNecessity", inferred=True) == {"dpv:Required"}
    assert values(statements, "h1a", "dpv:hasPersonalData") == {"item/full-name"}


def test_a_group_of_matched_items_is_inferred_as_a_whole(page: Page, lexicon: Words2Slugs) -> None:
    required = ("필수", Requirement.REQUIRED)
    matched = page.items("이메일", requirement=required, how=How.MATCHED, marks=page)
    statements = one_holding(page, lexicon, items=(*matched, *page.items("성명", requirement=required, marks=page)))
    assert values(statements, "h1", "dpv:hasProcess") == {"#h1a"}
    assert values(statements, "h1", "dpv:hasProcess", inferred=True) == {"#h1b"}
    assert values(statements, "h1a", "dpv:hasPersonalData") == {"item/full-name"}
    assert values(statements, "h1b", "dpv:hasNecessity") == set()
    assert values(statements, "h1b", "dpv:hasNecessity", inferred=True) == {"dpv:Required"}


def test_nothing_distinguished_makes_no_groups(page: Page, lexicon: Words2Slugs) -> None:
    assert values(one_holding(page, lexicon, items=page.items("성명")), "h1", "dpv:hasProcess") == set()


def test_automatic_items_make_no_group_of_their_own_but_a_topic(page: Page, lexicon: Words2Slugs) -> None:
    items = page.items("성명", requirement=("회원", Requirement.AUTOMATIC), marks=page)
    statements = one_holding(page, lexicon, items=items)
    assert values(statements, "h1", "dct:subject") == {"topic/auto-collection"}
    assert values(statements, "h1", "dpv:hasProcess") == set()


def test_groups_take_exactly_the_dimensions_that_are_stated(page: Page, lexicon: Words2Slugs) -> None:
    consented = page.items("성명", consent=("동의", True), marks=page)
    statutory = page.items("이메일", consent=("동의", False), subject="회원", marks=page)
    plain = page.items("독서취향")
    statements = one_holding(page, lexicon, items=(*consented, *statutory, *plain))
    assert values(statements, "h1a", "dpv:hasLegalBasis") == {"dpv:Consent"}
    assert values(statements, "h1b", "dpv:hasLegalBasis") == {"pi:StatutoryBasis"}
    assert values(statements, "h1b", "dpv:hasDataSubject") == {"subject/member"}
    assert values(statements, "h1c", "dpv:hasPersonalData") == {"item/독서취향"}
    assert values(statements, "h1c", "dpv:hasLegalBasis") == set()
    # Consent on a group is not consent on the row.
    assert values(statements, "h1", "pi:silentOn") >= {"dpv:hasLegalBasis"}


def test_a_policy_without_any_file_is_silent_on_files(page: Page, lexicon: Words2Slugs) -> None:
    assert values(one_holding(page, lexicon), "policy", "pi:silentOn") == {"pi:file"}
    empty = triples(Record("t.txt", page.sha256, page.text), lexicon=lexicon)
    assert values(empty, "policy", "pi:silentOn") == set()


def test_an_unclear_field_is_not_a_silence(page: Page, lexicon: Words2Slugs) -> None:
    statements = one_holding(page, lexicon, unclear=frozenset({"retention"}))
    assert values(statements, "h1", "pi:unclearOn") == {"dpv:hasStorageCondition"}
    assert "dpv:hasStorageCondition" not in values(statements, "h1", "pi:silentOn")


@pytest.mark.parametrize(
    ("kind", "topic"),
    [
        (HoldingKind.CHILDREN, "topic/child"),
        (HoldingKind.COOKIES, "topic/auto-collection"),
        (HoldingKind.CCTV, "topic/cctv"),
    ],
)
def test_special_holdings_have_a_topic(page: Page, lexicon: Words2Slugs, kind: HoldingKind, topic: str) -> None:
    holding = Holding(kind, page.said("대관 신청"))
    statements = triples(Record("t.txt", page.sha256, page.text, holdings=(holding,)), lexicon=lexicon)
    assert values(statements, "h1", "dct:subject") == {topic}
    assert values(statements, "h1", "rdfs:label") == {"대관 신청"}


def test_values_given_beside_the_document_have_no_evidence(page: Page, lexicon: Words2Slugs) -> None:
    given = Stated("한빛구", page.words("한빛구"), How.GIVEN)
    statements = triples(Record("t.txt", page.sha256, page.text, controller=given), lexicon=lexicon)
    assert values(statements, "policy", "dpv:hasDataController") == {"org/한빛구"}
    assert values(statements, "policy", "dct:source") == set()


def test_a_body_printed_in_two_ways_has_one_label(page: Page, lexicon: Words2Slugs, record: Record) -> None:
    out = record.outsourcings[0]
    assert out.processor
    twice = replace(record, outsourcings=(out, replace(out, processor=replace(out.processor, value="주식회사 가온"))))
    assert values(triples(twice, lexicon=lexicon), f"{BASE}org/가온", "rdfs:label") == {"㈜가온"}


def test_numbers_follow_the_document_not_the_order_of_the_record(record: Record, lexicon: Words2Slugs) -> None:
    turned = replace(record, holdings=record.holdings[::-1], outsourcings=record.outsourcings[::-1])
    assert triples(turned, lexicon=lexicon) == triples(record, lexicon=lexicon)


def test_every_fact_is_stated_or_inferred_but_not_both(built: Statements) -> None:
    assert not set(built.stated) & set(built.inferred)
    assert len(set(built.stated)) == len(built.stated)
    assert all(isinstance(t.object, NamedNode | Literal) for t in built.stated)


def test_the_own_vocabulary_is_the_default(record: Record) -> None:
    assert "item/full-name" in values(triples(record), "h1", "dpv:hasPersonalData")
