"""Changes of the complete policy next to what a shape looks for: which shapes fire then, if any."""

from __future__ import annotations

import pytest

from shapes.remake import changed, fires

CONSENT_ARTICLE = "<law/개인정보보호법/제15조제1항제1호> eli:is_part_of <law/개인정보보호법> ."
STATUTES = ":h2 dpv:hasLegalBasis <law/가나복지법/제7조> , <law/가나복지법시행령/제28조> ."
ORDINANCE = """<ordinance/가나시복지조례/제3조> eli:is_part_of <ordinance/가나시복지조례> .
<ordinance/가나시복지조례> a eli:LegalResource ; skos:prefLabel "가나시 복지 조례"@ko ; dct:type <law-kind/ordinance> ."""
GONE = ':seen-1 a pi:AuthorityName ; dct:isPartOf :policy ; rdfs:label "가나부"@ko ; pi:notExistingOn {} .'
DESTROYED = ":policy pi:mentions sign:destruction , sign:destruction-procedure , sign:destruction-electronic , sign:destruction-paper ."

EDGES: dict[str, tuple[str, str, set[str]]] = {
    "the article on consent is no other ground": (
        "",
        ":h1 dpv:hasLegalBasis <law/개인정보보호법/제15조제1항제1호> . " + CONSENT_ARTICLE,
        set(),
    ),
    "numbers on an ordinance, under a general word of statutes": (
        STATUTES,
        ":h2 dpv:hasLegalBasis pi:StatutoryBasis , <ordinance/가나시복지조례/제3조> . " + ORDINANCE,
        {"RrnBasis"},
    ),
    "numbers on an ordinance, with the article stated elsewhere": (
        STATUTES,
        ":policy pi:mentions sign:rrn-law . :h2 dpv:hasLegalBasis <ordinance/가나시복지조례/제3조> . " + ORDINANCE,
        {"RrnBasisTied"},
    ),
    "a task without items, like a file that has some": (
        ":h5 dpv:hasPersonalData item:full-name , item:case-management-record .",
        ":h5 pi:resembles :h2 .",
        set(),
    ),
    "files that all lack a purpose": (
        ":h1 dpv:hasPurpose :u1 . :h2 dpv:hasPurpose :u2 .",
        "",
        {"HoldingPurpose"},
    ),
    "files that only their names tell": (
        ":h1 pi:file <file/가나시/회원정보> . :h2 pi:file <file/가나시/복지신청정보> .",
        ':policy pi:silentOn pi:file . :h2 rdfs:label "복지 신청자 명부"@ko .',
        set(),
    ),
    "sensitive data on the general grounds of Art. 15": (
        """:h2 dpv:hasLegalBasis <law/가나복지법/제7조> , <law/가나복지법시행령/제28조> ;
            dpv:hasPersonalData item:resident-registration-number .
        :a1 dpv:hasPersonalData item:resident-registration-number .""",
        ":h2 dpv:hasLegalBasis <law/개인정보보호법/제15조제1항제4호> .",
        {"IdentifierBasis", "SensitiveBasis"},
    ),
    "a cookie with neither purpose nor period": (
        ":h3 dpv:hasPurpose :u3 ; dpv:hasStorageCondition :r2 ; dpv:hasPersonalData item:ip-address .",
        ":h3 dpv:hasPersonalData item:cookie .",
        set(),
    ),
    "nothing of destruction at all": (DESTROYED, "", {"DestructionStated"}),
    "an authority that goes later": ("", GONE.format('"2026-11-20"^^xsd:date'), {"AuthorityGone"}),
    "an authority that was gone before": (
        "",
        GONE.format('"2026-01-01"^^xsd:date , "2026-11-20"^^xsd:date'),
        {"AuthorityGoneBefore"},
    ),
    "a change before the date": (
        "",
        '<policy/가나시/개인정보처리방침/2024-01-01#policy> dct:modified "2025-12-31"^^xsd:date .',
        set(),
    ),
}


@pytest.mark.parametrize("name", EDGES)
def test_edges(name: str) -> None:
    delete, insert, expected = EDGES[name]
    assert fires(changed(delete, insert)) == expected
