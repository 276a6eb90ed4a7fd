from pathlib import Path

import pytest

from pigraph.answers import question, questions
from pigraph.errors import DataError, PigraphError
from pigraph.store import EmbeddedStore, Part, Rows, Syntax, Text, fill

GOOD = "# title.ko: 무엇을?\n# title.en: What?\n# column.s: 주어\nSELECT ?s { ?s ?p ?o }\n"

GRAPH = """
@base <https://w3id.org/pigraph/id/> .
@prefix : <https://w3id.org/pigraph/id/policy/가나시/방침/2024-01-01#> .
@prefix pi: <https://w3id.org/pigraph/ns#> .
@prefix item: <https://w3id.org/pigraph/id/item/> .
@prefix topic: <https://w3id.org/pigraph/id/topic/> .
@prefix pipa: <https://w3id.org/pigraph/id/law/개인정보보호법/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix time: <http://www.w3.org/2006/time#> .

:policy a dpv:PrivacyNotice ; dpv:hasDataController <org/가나시> ; schema:startDate "2024-01-01" ;
    dpv:hasProcess :h1 , :p1 , :p2 , :o1 ; dpv:hasImpactAssessment :a1 ; dct:hasPart :c1 , :c2 .
# One thing may be spelled in two ways: it still is one row.
<org/가나시> rdfs:label "가나시"@ko , "가 나 시"@ko .
item:resident-registration-number skos:prefLabel "주민등록번호"@ko , "resident registration number"@en .
item:email skos:prefLabel "전자우편"@ko .
item:address skos:prefLabel "주소"@ko .
<file/가> rdfs:label "회원 명부"@ko .
<file/나> rdfs:label "회원명부 파일"@ko .

:h1 a pi:Holding ; pi:file <file/가> ; dpv:hasPersonalData item:resident-registration-number , item:email ;
    dpv:hasLegalBasis dpv:Consent ; dpv:hasStorageCondition :r1 ; dct:source <char=0,3> .
:r1 rdfs:label "10년"@ko ; time:months 120 .
:p1 a pi:Provision ; dpv:hasRecipient <org/다라청> ;
    dpv:hasPersonalData item:resident-registration-number , item:email ;
    dpv:hasLegalBasis pipa:제17조 ; pi:silentOn dpv:hasStorageCondition ; dct:source <char=5,9> , <char=0,3> .
:p2 a pi:Provision ; dpv:hasRecipient <org-type/경찰서> ; dpv:hasPersonalData item:resident-registration-number ;
    pi:silentOn dpv:hasLegalBasis ; dpv:hasStorageCondition :r1 ; dct:source <char=9,12> .
<org/다라청> rdfs:label "다라청"@ko .
<org-type/경찰서> skos:prefLabel "경찰서"@ko , "경찰 서"@ko , "police station"@en .
pipa:제17조 rdfs:label "개인정보 보호법 제17조"@ko .
pipa:제25조 rdfs:label "개인정보 보호법 제25조"@ko .
:o1 a pi:Outsourcing ; dpv:hasDataProcessor <org/마바> ; dpv:hasPurpose :u1 ; schema:endDate "2025-12-31" ;
    dct:source <char=12,14> .
<org/마바> rdfs:label "마바"@ko . :u1 rdfs:label "유지보수"@ko .
:c1 dct:subject topic:provision ; dct:references pipa:제17조 ; dct:source <char=14,15> .
:c2 dct:subject topic:outsourcing ; dct:references pipa:제25조 ; dct:source <char=15,16> .
:a1 a dpv:PIA ; pi:file <file/나> ; dpv:hasPersonalData item:email , item:address ; dct:source <char=16,18> .
"""
INFERRED = """
@base <https://w3id.org/pigraph/id/> .
<file/나> <http://www.w3.org/2004/02/skos/core#closeMatch> <file/가> .
"""

EXPECTED: dict[str, list[tuple[str, ...]]] = {
    "rrn-recipients": [
        ("가 나 시", "경찰 서", "방침에 법령 없음", "개인정보 보호법 제17조", "10년"),
        ("가 나 시", "다라청", "개인정보 보호법 제17조", "개인정보 보호법 제17조", "방침에 기간 없음"),
    ],
    "rrn-holders": [("가 나 시", "회원 명부", "정보주체 동의", "10년")],
    "processors": [("가 나 시", "마바", "유지보수", "", "2025-12-31")],
    "consent-only": [("가 나 시", "[전체] 회원 명부", "2")],
    "long-retention": [("가 나 시", "제공 → 경찰 서", "10년"), ("가 나 시", "회원 명부", "10년")],
    "unsaid": [("가 나 시", "미기재", "hasLegalBasis", "1"), ("가 나 시", "미기재", "hasStorageCondition", "1")],
    "outsourcing-citations": [("가 나 시", "2024-01-01", "개인정보 보호법 제25조")],
    "only-one-recipient": [("가 나 시", "다라청", "항목", "전자우편")],
    "assessment-gaps": [("가 나 시", "회원명부 파일", "주소")],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    directory = tmp_path_factory.mktemp("store")
    document = "https://w3id.org/pigraph/id/policy/가나시/방침/2024-01-01"
    graph = GRAPH.replace("<char=", "<source/aaaaaaaaaaaa#char=")
    stated = Part(document, graph.encode(), True, Syntax.TURTLE)
    fill(directory, [stated, Part(f"{document}/inferred", INFERRED.encode(), False, Syntax.TURTLE)])
    return EmbeddedStore(directory)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_question_answers_what_it_says(store: EmbeddedStore, name: str) -> None:
    asked = question(name)
    answer = store.query(asked.sparql)
    assert isinstance(answer, Rows)
    rows = [tuple(t.value if isinstance(t, Text) else "" for t in row) for row in answer.rows]
    evidence = "evidence" in answer.variables
    assert [row[:-1] if evidence else row for row in rows] == EXPECTED[name]
    assert not evidence or all("#char=" in row[-1] for row in rows)
    assert set(asked.columns) == set(answer.variables)


def test_every_question_has_its_answer_here() -> None:
    assert {q.name for q in questions()} == set(EXPECTED)


def test_a_question_says_itself_what_it_asks(tmp_path: Path) -> None:
    (tmp_path / "what.rq").write_text(GOOD)
    (found,) = questions(tmp_path)
    assert (found.name, found.ko, found.en, found.columns) == ("what", "무엇을?", "What?", {"s": "주어"})
    assert found.sparql == GOOD


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * {}", "needs exactly one title"),
        ("# title.ko: 무엇을?\nSELECT * {}", "needs exactly one title"),
        (GOOD.replace("# title.en", "# titel.en"), "line 2"),
        (GOOD.replace("title.en: What?", "title.en:"), "line 2"),
    ],
)
def test_a_question_without_titles_is_broken(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "what.rq").write_text(text)
    with pytest.raises(DataError, match=place) as caught:
        questions(tmp_path)
    assert "what.rq" in caught.value.message


def test_an_unknown_question_names_the_nearest() -> None:
    with pytest.raises(PigraphError, match="no question called 'rrn-recipient'") as caught:
        question("rrn-recipient")
    assert "rrn-recipients" in caught.value.remedy
