"""The vocabulary as a lexicon: labels to items, phrases to events, names to kinds of bodies."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from pigraph import resources
from pigraph.errors import DataError
from pigraph.lexicon.vocabulary import Vocabulary, vocabulary

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/pigraph/id/item/one> skos:prefLabel "하나"@ko , "one"@en ; skos:altLabel "첫째"@ko .
<https://w3id.org/pigraph/id/item/two> skos:prefLabel "둘"@ko , "two"@en{more} .
"""


def _words() -> dict[str, dict[str, list[str]]]:
    with resources.path("data", "lexicon", "labels.toml").open("rb") as file:
        return tomllib.load(file)


@pytest.mark.parametrize(
    ("label", "slugs"),
    [
        ("핸드폰", "mobile-phone-number"),
        ("E-Mail", "email"),
        ("이메일 주소", "email"),
        ("결혼", "marital-status"),
        ("진단정보", "diagnosis"),
        ("전화", "phone-number"),
        ("내외국인", "domestic-foreign"),
        ("주민등록등·초본", "resident-register-copy"),
        ("주민등록등ㆍ초본", "resident-register-copy"),
        ("키", "height"),
        # composite labels
        ("연락처(주택, 핸드폰)", "home-phone-number mobile-phone-number"),
        ("근무기간(입사일, 퇴사일)", "employment-start employment-end"),
        ("주민(외국인)등록번호", "resident-registration-number foreigner-registration-number"),
        ("주민/외국인등록번호", "resident-registration-number foreigner-registration-number"),
        ("브라우저 종류 및 운영체제(OS)", "browser-type operating-system"),
        ("성명과 연락처", "full-name contact"),
        ("성명, 생년월일 등", "full-name birth-date"),
        ("입학 및 졸업일자", "admission-date graduation-date"),
        ("보호자 성명 및 연락처", "guardian-name guardian-contact"),
        ("직장정보(직장명, 직위)", "company-name job-rank"),
        ("학력사항(출신학교명, 학과/전공)", "education school-name major"),
        ("연락처(전화번호, 이메일)", "phone-number email"),
        ("주민등록번호(사업자번호)", "resident-registration-number business-registration-number"),
        # parentheses that describe
        ("소속(회사명)", "affiliation"),
        ("비밀번호(해시)", "password"),
        ("본인인증정보(CI)", "enrolment-verification"),
        ("성명(한자)", "full-name"),
        ("자격증(발행기관, 취득일)", "certificate"),
        ("사업자(등록)번호", "business-registration-number"),
        # owners and clauses
        ("이용자의 브라우저 종류 및 운영체제(OS)", "browser-type operating-system"),
        ("신청인 성명", "full-name"),
        ("납세자성명", "full-name"),
        ("담당 교사의 이메일", "email"),
        ("이용자 인터넷서버 도메인", "internet-domain"),
        ("홈페이지를 방문할 때 거친 웹사이트 주소", "referrer-url"),
        ("실적 연계를 위한 주민/외국인등록번호", "resident-registration-number foreigner-registration-number"),
    ],
)
def test_reads_labels(label: str, slugs: str) -> None:
    assert vocabulary().items(label) == tuple(slugs.split())
    assert vocabulary().knows_item(label)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "밀키트",
        "신용평가정보회사",
        "학과 전공",
        "성명과 알 수 없는 것",
        "상품 번호",
        "장애인 등록번호",
        "임의의 정보(성명, 알 수 없는 것)",
        "웹사이트의 주소",
        "가" * 500,
        "((((((",
        "))))",
    ],
)
def test_does_not_guess(label: str) -> None:
    assert vocabulary().items(label) == ()
    assert not vocabulary().knows_item(label)


@pytest.mark.parametrize(
    ("slug", "category"),
    [
        ("resident-registration-number", "unique-identifier"),
        ("religion", "sensitive"),
        ("height", "sensitive-by-context"),
        ("password", "authentication"),
        ("blood-type", "general"),
        ("no-such-item", None),
    ],
)
def test_category(slug: str, category: str | None) -> None:
    assert vocabulary().category(slug) == category


def test_every_item_has_one_category() -> None:
    assert all(vocabulary().category(slug) for slug in vocabulary().slugs("item"))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("홈페이지 탈퇴시까지", "membership-withdrawal"),
        ("민원처리 종료 후 3년", "petition-closed"),
        ("사례관리 퇴록일로부터 10년", "case-closure"),
        ("해당 수사 · 조사 종료시까지", "investigation-end"),
        ("채권, 채무관계 정산시까지", "claim-settlement"),
        ("수집 목적을 달성할 때까지", "purpose-achieved"),
        ("보유목적이 종료되는 시점", "purpose-achieved"),
        ("구독 해지 시 까지", "service-cancellation"),
        ("해당 학년도 종료 시까지", "school-year-end"),
        ("5년", None),
        ("", None),
    ],
)
def test_event(text: str, slug: str | None) -> None:
    assert vocabulary().event(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("신청자", "applicant"),
        ("[회원]", "member"),
        ("비회원", "non-member"),
        ("비장애인", None),
        ("서비스 신청자 정보", "applicant"),
        ("만 14세 미만 아동", "child"),
        ("납세자", "taxpayer"),
        ("민원인(신청인)", "petitioner"),
        ("서버", None),
    ],
)
def test_subject(text: str, slug: str | None) -> None:
    assert vocabulary().subject(text) == slug


@pytest.mark.parametrize(
    "name",
    [
        "경찰서",
        "법원",
        "각급 학교",
        "관내 초등학교",
        "관할 세무서",
        "신원조회 규정이 있는 법인 또는 공공기관",
        "민간돌봄서비스업체",
        "국세청 등 관계기관",
        "경찰서 등",
        "홈페이지를 이용하는 기관",
        "센터에 등록된 자원봉사 활동처",
        "법원, 경찰서 및 검찰",
    ],
)
def test_kinds_of_bodies(name: str) -> None:
    assert vocabulary().recipient_kind(name)


@pytest.mark.parametrize(
    "name",
    ["국세청", "국세청 등", "국민건강보험공단", "주식회사 한국업체", "㈜한국협력사", "우리은행", "서울여자중학교", ""],
)
def test_named_bodies(name: str) -> None:
    assert not vocabulary().recipient_kind(name)


def test_every_section_kind_that_states_something_has_a_topic() -> None:
    with resources.path("data", "lexicon", "sections.toml").open("rb") as file:
        kinds = {kind["id"] for kind in tomllib.load(file)["kind"]}
    # A table of contents and a summary of labels are about no matter of their own.
    assert {k for k in kinds if vocabulary().topic(k) is None} <= {"contents", "label_summary"}
    assert vocabulary().topic("children") == "child"
    assert vocabulary().topic("impact_assessment") == "pia"


def test_labels() -> None:
    assert vocabulary().label("item", "email") == "전자우편주소"
    assert vocabulary().label("item", "email", "en") == "e-mail address"
    assert vocabulary().label("event", "no-such-event") is None
    assert vocabulary().label("org-type", "경찰서", "en") == "police station"


def test_a_wording_of_two_concepts_is_an_error() -> None:
    assert Vocabulary([TURTLE.format(more="")], _words()).items("첫 째") == ("one",)
    broken = Vocabulary([TURTLE.format(more=' ; skos:altLabel "첫 째"@ko')], _words())
    with pytest.raises(DataError, match=r"첫 째.*item/one.*item/two"):
        broken.items("하나")


@pytest.mark.shared
def test_the_items_of_the_examples() -> None:
    """What the labels of three sample policies mean, as the worked examples of the model have it."""
    gold = Path(__file__).resolve().parents[3] / "shared" / "gold" / "seed"
    if not gold.is_dir():
        pytest.skip(f"no {gold}")
    examples = gold.parents[1] / "reference" / "examples"
    for name in ("gimpo", "mental-health-case"):
        expected = set(re.findall(r"\bitem:([a-z-]+)", (examples / f"{name}.ttl").read_text(encoding="utf-8")))
        record = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
        labels = {i["label"] for key in ("processing", "provisions") for row in record[key] for i in row["items"]}
        assert labels
        for label in labels:
            slugs = vocabulary().items(label)
            assert slugs, label
            assert set(slugs) <= expected, (label, slugs)
