"""What is observed in the text of a policy: each kind on a few invented lines, and what must not be taken for it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from pigraph.checks.observe import Lasting, lasting, observe
from pigraph.checks.observe import observed as observed_of
from pigraph.checks.observe_laws import known_periods
from pigraph.checks.observe_policy import Policy
from pigraph.checks.observe_text import channels, lists, mentions, placeholders, remedies, rights, speaker
from pigraph.checks.observe_wordings import items, wordings

PI = "https://w3id.org/pigraph/ns#"
BASE = "https://w3id.org/pigraph/id/"
DOCUMENT = BASE + "policy/가나시/회원시스템/2019-05-01"
TODAY = date(2026, 11, 20)
HEAD = """
@base <https://w3id.org/pigraph/id/> .
@prefix : <https://w3id.org/pigraph/id/policy/가나시/회원시스템/2019-05-01#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix item: <https://w3id.org/pigraph/id/item/> .
@prefix pi: <https://w3id.org/pigraph/ns#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<policy/가나시/회원시스템/2019-05-01> foaf:primaryTopic :policy ; prov:wasDerivedFrom <source/0123456789ab> .
:policy a dpv:PrivacyNotice ; schema:startDate "2019-05-01"^^xsd:date ; dpv:hasDataController <org/가나시> ;
    dpv:hasService <service/가나시/회원시스템> .
<org/가나시> rdfs:label "가나시"@ko . <service/가나시/회원시스템> rdfs:label "회원시스템"@ko .
"""


def observed(text: str, turtle: str = "") -> list[Triple]:
    stated = "".join(f"{q.triple} .\n" for q in parse((HEAD + turtle).encode(), RdfFormat.TURTLE)).encode()
    return [q.triple for q in parse(observe(stated, text, DOCUMENT, TODAY), RdfFormat.N_TRIPLES)]


def seen(kind: str, text: str, turtle: str = "") -> list[str]:
    """The quoted evidence of the observations of a kind."""
    triples = observed(text, turtle)
    nodes = {t.subject for t in triples if isinstance(t.object, NamedNode) and t.object.value == PI + kind}
    found = []
    for t in triples:
        if t.subject in nodes and t.predicate.value.endswith("/terms/source"):
            begin, end = t.object.value.partition("#char=")[2].split(",")
            found.append((int(begin), int(end)))
    return [text[b:e] for b, e in sorted(found)]


def says(text: str, predicate: str, turtle: str = "") -> set[str]:
    return {
        t.object.value.rpartition("/")[2] if isinstance(t.object, NamedNode) else t.object.value
        for t in observed(text, turtle)
        if t.predicate.value.rpartition("#")[2] == predicate and isinstance(t.object, NamedNode | Literal)
    }


@pytest.mark.parametrize("sign", wordings().signs, ids=lambda s: s.id)
def test_a_sign_is_found_in_its_example(sign: object) -> None:
    assert sign.pattern.search(sign.example)  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", wordings().placeholders, ids=lambda s: s.example[:12])
def test_placeholders(form: object) -> None:
    assert form.pattern.search(form.example)  # type: ignore[attr-defined]
    assert [n for n in form.not_ if form.pattern.search(n)] == []  # type: ignore[attr-defined]


def test_other_wordings_are_found_in_their_examples() -> None:
    w = wordings()
    assert [a.id for a in w.announced if not a.pattern.search(a.example)] == []
    assert [c.topic for c in w.clauses if not c.clause.match(c.example)] == []
    assert [c.id for c in w.channels if not c.offered.search(c.example)] == []
    assert [r.id for r in w.rights if not (r.heading.fullmatch(r.example) and r.named.search(r.example))] == []
    assert [r.id for r in w.remedies if not r.named.search(r.example) or r.current.search(r.example)] == []
    assert len({s.id for s in w.signs}) == len(w.signs)


def test_related_items_and_bundles_are_in_the_vocabulary() -> None:
    book = items()
    assert {*book.related, *book.bundles} <= book.known


def test_both_dates_stand_on_the_check() -> None:
    assert says("", "policyDate") == {"2019-05-01"}
    assert says("", "checkDate") == {"2026-11-20"}


def test_a_matter_is_mentioned_by_words_by_its_section_or_by_a_row() -> None:
    assert "destruction" in says("지체 없이 파기합니다.", "mentions")
    assert "destruction" not in says("지체 없이 폐기합니다.", "mentions")
    assert "destruction" in says("", "mentions", ":policy dct:subject <topic/destruction> .")
    assert "destruction" in says("제6조 개 인 정 보 의   파 기", "mentions")
    assert "destruction" in says("지체 없이 파\n기합니다", "mentions")
    assert "items" in says("", "mentions", ":h1 a pi:Holding ; dpv:hasPersonalData item:email .")


@pytest.mark.parametrize(
    ("text", "sign", "said"),
    [
        ("권리 행사는 서면(우 12345 가나시 다라로 1), 전자우편(a@example.go.kr)으로 합니다.", "rights-method", True),
        ("요구는 민원실에 방문하거나 전화(02-100-0000)로 하시면 됩니다.", "rights-method", True),
        ("정보주체는 열람을 요구할 수 있습니다.", "rights-method", False),
        ("서버실은 출입을 통제합니다.", "safeguard-physical", True),
        ("행사에 출입합니다.", "safeguard-physical", False),
        ("기록물평가심의를 거쳐 파기합니다.", "destruction-procedure", True),
        ("지체 없이 파기합니다.", "destruction-procedure", False),
        ("접수 부서 : 정보전략팀", "access-desk", True),
        ("접수·처리 부서 : 정보전략팀", "access-desk", True),
        ("개인정보 보호 담당부서 : 정보전략팀", "access-desk", False),
        ("요구는 고객지원실(전화 02-100-0000)에 하시면 됩니다.", "access-desk", True),
        ("요구는 서면으로 하시면 됩니다.", "access-desk", False),
        ("재수탁자: ㈜다라", "subprocessor", False),
        ("수탁자\t재수탁자\t업무", "subprocessor", False),
        ("일부 업무는 재위탁하여 처리합니다.", "subprocessor", True),
        ("위탁받은 업무를 재위탁하지 않습니다.", "subprocessor", False),
        ("재위탁 제한을 계약서에 적습니다.", "subprocessor", False),
        ("고유식별정보는 도서관법 시행령 제40조에 따라 처리합니다.", "rrn-law", True),
        ("회원\t도서관법 시행령 제40조\t성명, 주민등록번호", "rrn-law", False),
        ("| 도서관법 시행령 제40조 | 성명, 주민등록번호 |", "rrn-law", False),
    ],
)
def test_words_that_show_a_matter(text: str, sign: str, said: bool) -> None:
    assert (sign in says(text, "mentions")) is said


def test_an_example_is_no_placeholder() -> None:
    assert seen("Placeholder", "<기관명>은 개인정보를 처리합니다.") == ["<기관명>"]
    assert seen("Placeholder", "예) <기관명>은 개인정보를 처리합니다.") == []


ANNOUNCED = "① 가나시는 다음과 같이 처리업무를 위탁하고 있습니다.\n\n처리업무 위탁현황\n{}\n② 위탁계약을 맺습니다.\n"


def test_a_list_that_does_not_follow() -> None:
    assert len(seen("MissingList", ANNOUNCED.format(""))) == 1
    assert seen("MissingList", ANNOUNCED.format("㈜다라 | 유지관리\n")) == []
    assert seen("MissingList", ANNOUNCED.replace("위탁현황", "위탁현황 바로가기").format("")) == []


SENTENCES = "① 가나시는 다음과 같이 처리업무를 위탁하고 있습니다.\n② 위탁계약을 맺을 때 제26조에 따라 책임을 문서로 정합니다.\n{}"


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        ("\n제5조(파기)\n", 1),
        ("## 제5조 파기\n", 1),
        ("㈜다라 : 유지관리\n제5조(파기)\n", 0),
        ("수탁자\t업무\n㈜다라\t유지관리\n제5조(파기)\n", 0),
        ("③ 위탁 현황은 가나시 누리집 게시판에서 확인하실 수 있습니다.\n제5조(파기)\n", 0),
        ("", 0),
    ],
)
def test_a_section_of_nothing_but_sentences(rest: str, count: int) -> None:
    assert len(seen("MissingList", SENTENCES.format(rest))) == count


def test_a_list_that_was_read_is_not_missing() -> None:
    row = ":o1 a pi:Outsourcing ; dpv:hasDataProcessor <org/다라> ."
    assert seen("MissingList", SENTENCES.format("제5조(파기)\n"), row) == []


OUTSOURCED = "위탁계약을 맺을 때 개인정보 보호법 {}에 따라 위탁업무 수행 목적 외 처리 금지를 적습니다."


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (OUTSOURCED.format("제25조"), ["개인정보 보호법 제25조"]),
        (OUTSOURCED.format("제26조"), []),
        (OUTSOURCED.format("제27조"), ["개인정보 보호법 제27조"]),
        (OUTSOURCED.format("제28조"), ["개인정보 보호법 제28조"]),
        (OUTSOURCED.format("제24조"), ["개인정보 보호법 제24조"]),
        ("주민등록번호 | 5년\n제3조(위탁)\n" + OUTSOURCED.format("제24조"), ["개인정보 보호법 제24조"]),
        (OUTSOURCED.format("제17조"), ["개인정보 보호법 제17조"]),
        ("개인정보 보호법 제18조에 따라 제3자에게 제공합니다.", []),
        ("고유식별정보는 개인정보 보호법 제24조에 따라 위탁업무에서 암호화합니다.", []),
        ("개인정보 보호법 제23조에 따라 민감정보를 처리합니다.", []),
        ("영업의 양수자는 개인정보 보호법 제27조에 따라 위탁업무를 이어받습니다.", []),
        (OUTSOURCED.format("제29조"), []),
        ("개인정보 보호법 제25조에 따라 영상정보처리기기를 설치·운영합니다.", []),
        ("영상정보의 위탁은 개인정보 보호법 제25조에 따라 위탁업무를 정합니다.", []),
    ],
)
def test_an_article_about_another_matter(text: str, wrong: list[str]) -> None:
    assert seen("Miscitation", text) == wrong


def test_an_article_of_a_later_day() -> None:
    assert seen("ArticleNotInForce", "개인정보 보호법 제22조의2에 따라") == ["개인정보 보호법 제22조의2"]
    assert seen("ArticleNotInForce", "개인정보 보호법 제24조의2에 따라") == []


def test_a_law_under_a_wrong_name() -> None:
    right, wrong = "「가나시 도서관 운영에 관한 조례」 제3조", "「가나시 도서관 운영관한 조례」 제6조"
    assert seen("MisnamedLaw", f"{right}, {wrong}") == [wrong]
    assert seen("MisnamedLaw", f"{right}, 「가나시  도서관운영에  관한 조례」 제6조") == []
    assert seen("MisnamedLaw", f"{right}, 같은 조례 제6조") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("행정자치부의 포털", 1),
        ("(구) 행정자치부의 포털", 0),
        ("행정자치부고시 제2015-1호", 0),
        ("개인정보 관리지침(행정자치부)", 0),
        ("행정안전부의 포털", 0),
        ("교육부서에 문의", 0),
    ],
)
def test_authorities_of_another_time(text: str, count: int) -> None:
    assert len(seen("AuthorityName", text)) == count


def test_what_is_not_yet_differs_from_what_is_gone() -> None:
    assert says("재정경제부의 포털", "notYetOn") == {"2019-05-01"}
    assert says("재정경제부의 포털", "notExistingOn") == set()
    assert says("여성가족부의 포털", "notExistingOn") == {"2026-11-20"}


def test_periods_of_cited_articles() -> None:
    row = ":h1 a pi:Holding ; dpv:hasLegalBasis <law/인감증명법{}> ."
    assert says("", "setsEndless", row.format("/제10조")) == {"true"}
    assert says("", "setsMonths", row.format("시행령/제17조제1항제3호")) == {"120", "360"}
    assert says("", "setsMonths", row.format("/제11조")) == set()
    assert all(re.fullmatch(r"(?:law|ordinance)/[^/]+/제\d+조(?:의\d+)?", place) for place in known_periods())


def test_a_channel_needs_its_address() -> None:
    assert seen("UnaddressedChannel", "열람은 팩스를 통하여 신청하실 수 있습니다.") == ["팩스"]
    assert seen("UnaddressedChannel", "열람은 팩스를 통하여 신청하실 수 있습니다.\n팩스 : 02-100-1234") == []
    assert seen("UnaddressedChannel", "열람은 전자우편을 통하여 신청하실 수 있습니다. a@example.go.kr") == []
    assert seen("UnaddressedChannel", "우편을 통하여 발송합니다.") == []
    assert seen("UnaddressedChannel", "권리는 서면, 팩스로 행사할 수 있습니다.") == ["팩스"]
    assert seen("UnaddressedChannel", "전화 02-100-1234. 열람은 모사전송(FAX)으로 하실 수 있습니다.") == ["모사전송"]
    assert seen("UnaddressedChannel", "권리는 팩스(02-100-1234)로 행사할 수 있습니다.") == []


EXPLAINED = "열람 또는 처리정지하도록 요구할 수 있고 공공기관의 장은 이를 조치합니다."


def test_a_right_without_a_procedure_of_its_own() -> None:
    lead = "정보주체는 열람·정정·처리정지를 요구할 수 있습니다.\n"
    two = f"1. 개인정보 열람 요구\n{EXPLAINED}\n2. 개인정보 처리정지 요구\n{EXPLAINED}\n"
    assert seen("UnexplainedRight", lead + two) == ["정정"]
    assert seen("UnexplainedRight", lead + two + f"3. 개인정보 정정·삭제 요구\n{EXPLAINED}\n") == []
    assert seen("UnexplainedRight", lead + "1. 열람 요구\n2. 처리정지 요구\n") == []


def test_a_service_that_speaks_as_the_controller() -> None:
    said = "회원시스템은 「개인정보 보호법」 제30조에 따라 처리방침을 공개합니다."
    assert seen("ServiceAsController", said) == ["회원시스템"]
    assert seen("ServiceAsController", "가나시 " + said) == []
    assert seen("ServiceAsController", said.replace("회원시스템은", "가나시는")) == []


def test_remedies_with_an_old_contact() -> None:
    old = "개인정보 분쟁조정위원회 : (국번없이) 118"
    assert len(seen("OutdatedRemedy", old)) == 1
    assert seen("OutdatedRemedy", old + ", 1833-6972") == []
    assert seen("OutdatedRemedy", "개인정보 분쟁조정위원회에 신청할 수 있습니다.") == []
    assert seen("OutdatedRemedy", "개인정보 분쟁조정위원회: 02-100-5150") == ["분쟁조정위원회: 02-100-5150"]
    assert seen("OutdatedRemedy", "경찰청 182 (cyberbureau.police.go.kr)") == ["cyberbureau.police.go.kr"]
    assert seen("OutdatedRemedy", "경찰청 182 (ecrm.police.go.kr)") == []


GROUPS = """
:h1 a pi:Holding ; dpv:hasProcess :h1a , :h1b .
:h1a dpv:hasNecessity dpv:Required ; dct:description "성명, 연락처(집, 직장)"@ko ; dct:source <source/0123456789ab#char=0,2> .
:h1b dpv:hasNecessity dpv:Optional ; dct:description "{}"@ko ; dct:source <source/0123456789ab#char=3,5> .
"""


def test_an_item_both_required_and_optional() -> None:
    assert seen("DoubledItem", "성명 성명", GROUPS.format("성 명, 직급")) == ["성명", "성명"]
    assert seen("DoubledItem", "성명 성명", GROUPS.format("성명(한자), 직장")) == []
    assert (
        seen("DoubledItem", "성명 성명", GROUPS.format("성명") + ":h1b dpv:hasDataSubject <subject/guardian> .") == []
    )


FILES = """
:h1 a pi:Holding ; pi:file <file/1> . <file/1> rdfs:label "회원시스템 이용자 정보"@ko .
:a1 a dpv:PIA ; pi:file <file/2> . <file/2> rdfs:label "{}"@ko .
"""


def test_an_assessment_is_compared_with_the_holding_of_its_file() -> None:
    assert says("", "comparedWith", FILES.format("회원 이용자 정보")) == {"2019-05-01#h1"}
    assert says("", "comparedWith", FILES.format("직원 정보")) == set()


def test_days_without_a_version() -> None:
    versions = """
:v1 a dpv:PrivacyNotice ; schema:startDate "2016-01-01"^^xsd:date ; schema:endDate "2016-12-31"^^xsd:date ;
    dct:source <source/0123456789ab#char=0,4> .
:v2 a dpv:PrivacyNotice ; schema:startDate "{}"^^xsd:date .
"""
    assert seen("VersionGap", "2016", versions.format("2017-01-05")) == ["2016"]
    assert seen("VersionGap", "2016", versions.format("2017-01-01")) == []


def test_equal_policies_give_equal_bytes() -> None:
    text = "<기관명>은 행정자치부의 포털을 이용합니다. <기관명>은 위탁합니다."
    assert observed(text) == observed(text)
    assert len(seen("Placeholder", text)) == 2


@pytest.mark.parametrize(
    "part", ["가", " ", "가나 ", "다음과 같이 ", "<가나다 ", "\n", "1", "0-", "○", "팩스 통하여 ", "1. 열람\n"]
)
def test_endless_repetitions_end(part: str, watchdog: None) -> None:
    policy = Policy(b"", part * (200_000 // len(part)), DOCUMENT, TODAY)
    for observer in (mentions, placeholders, lists, channels, rights, remedies, speaker):
        assert len(list(observer(policy))) < 100_000


WHOLE = "개인정보 보호법 제25조에 따라 위탁업무를 정한다.\n행정안전부 1234\n시장 000\n「공공기록물 관리관한 법률」"


def _policy(on: date) -> Policy:
    stated = "".join(f"{q.triple} .\n" for q in parse(HEAD.encode(), RdfFormat.TURTLE)).encode()
    return Policy(stated, WHOLE, DOCUMENT, on)


def test_what_lasts_is_observed_once_for_all_days() -> None:
    packed = lasting(_policy(TODAY)).packed("1")
    known = Lasting.unpacked(packed, "1")
    assert known == lasting(_policy(TODAY))
    assert known.cited
    assert known.seen
    for day in (TODAY, date(2011, 1, 2)):
        assert set(observed_of(_policy(day), known)) == set(observed_of(_policy(day)))
    nothing = Lasting((), (), ())
    assert set(observed_of(_policy(TODAY), nothing)) != set(observed_of(_policy(TODAY)))


def test_what_another_version_observed_does_not_count() -> None:
    packed = lasting(_policy(TODAY)).packed("1")
    assert Lasting.unpacked(packed, "2") is None
    assert Lasting.unpacked(packed[:-5], "1") is None
    assert Lasting.unpacked(b"", "1") is None
