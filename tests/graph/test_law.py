"""Places in laws: their paths, parents and labels."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pigraph.graph.iris import Iris
from pigraph.graph.law import citations, path_of, standings
from pigraph.graph.terms import DCT, ELI, PI, RDFS
from pigraph.records.model import LegalBasis, Record
from pigraph.text import Words

NO_WORDS = Words("", ())
IRIS = Iris.of(Record("a.txt", "0" * 64, ""))


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        (("15", "1", "4", None), "law/개인정보보호법/제15조제1항제4호"),
        (("24의2", "1", "3의2", "가"), "law/개인정보보호법/제24조의2제1항제3호의2가목"),
        ((None, None, None, None), "law/개인정보보호법"),
    ],
)
def test_paths_of_laws_that_the_registry_does_not_know(parts: tuple[str | None, ...], path: str) -> None:
    assert path_of(LegalBasis(NO_WORDS, "개인정보 보호법", *parts)) == path


@pytest.mark.parametrize(
    ("path", "chain", "label"),
    [
        ("law/가법/제15조제1항제4호", ["제15조제1항제4호", "제15조"], "가 법 제15조 제1항 제4호"),
        ("law/가법/제4조의2제3호의2가목", ["제4조의2제3호의2가목", "제4조의2"], "가 법 제4조의2 제3호의2 가목"),
        ("ordinance/가법/제6조", ["제6조"], "가 법 제6조"),
        ("law/가법/별표1", ["별표1"], "가 법 별표1"),
    ],
)  # fmt: skip
def test_a_place_is_part_of_its_article_and_that_of_its_law(path: str, chain: list[str], label: str) -> None:
    node = IRIS.part("c1")
    facts = list(citations(node, DCT["references"], (LegalBasis(NO_WORDS, "가 법", path=path),), IRIS))
    parents = {f.subject.value: f.object.value for f in facts if f.predicate == ELI["is_part_of"]}
    names = [f"{IRIS.base}{path.rsplit('/', 1)[0]}/{place}" for place in chain] + [IRIS.base + path.rsplit("/", 1)[0]]
    assert parents == dict(pairwise(names))
    assert label in [f.object.value for f in facts if f.predicate == RDFS["label"]]


def test_a_law_cited_as_a_whole_has_a_label_to_show() -> None:
    facts = list(citations(IRIS.part("c1"), DCT["references"], (LegalBasis(NO_WORDS, "가 법", path="law/가법"),), IRIS))
    assert [f.object.value for f in facts if f.predicate == RDFS["label"]] == ["가 법"]


def test_consent_is_no_citation() -> None:
    assert not list(citations(IRIS.part("c1"), DCT["references"], (LegalBasis(NO_WORDS),), IRIS))


def test_each_cited_place_has_its_verdict_on_the_date_of_the_policy() -> None:
    places = [("개인정보 보호법", "25"), ("개인정보 보호법", "25"), ("개인정보 보호법", "37의2"), ("바둑진흥법", "1")]
    bases = [LegalBasis(NO_WORDS, law, article) for law, article in places]
    facts = list(standings(IRIS.part("policy"), bases, "2012-03-30", IRIS))
    assert not any(f.asserted for f in facts)
    verdicts = [f.object.value.partition("#")[2] for f in facts if f.predicate == PI["verdict"]]
    assert verdicts == ["Retitled", "NotYetInForce", "UnknownLaw"]
    assert [f.object.value for f in facts if f.predicate == DCT["title"]] == ["영상정보처리기기의 설치ㆍ운영 제한"]
