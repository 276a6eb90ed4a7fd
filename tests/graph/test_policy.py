"""Versions, sections and annexes of a policy."""

from __future__ import annotations

import pytest

from graph.pages import Page, Words2Slugs
from graph.test_build import values
from pigraph.graph.build import triples
from pigraph.graph.statements import Statements
from pigraph.graph.terms import DEFAULT_BASE
from pigraph.records.model import Record, SectionRecord, Version

PAGE = Page("한빛구 2024. 5. 1. 시행 제4조(쿠키) 쿠키를 사용하지 않습니다. 위탁 현황 위탁  현황 개정: 주소 변경")
STUB = f"{DEFAULT_BASE}policy/한빛구/개인정보처리방침"


def build(lexicon: Words2Slugs, date: str | None = "2024-05-01", **fields: object) -> Statements:
    effective = PAGE.said("2024. 5. 1.", date) if date else None
    record = Record(
        "a.txt", PAGE.sha256, PAGE.text, controller=PAGE.said("한빛구"), effective_date=effective, **fields  # type: ignore[arg-type]
    )  # fmt: skip
    return triples(record, lexicon=lexicon)


def version(start: str | None, end: str | None = None, notes: str = "") -> Version:
    return Version(PAGE.words("개정"), start, end, (PAGE.words(notes),) if notes else ())


def test_versions_are_chained_newest_first_whatever_their_order(lexicon: Words2Slugs) -> None:
    built = build(lexicon, versions=(version("2019-01-01", "2020-02-29"), version("2020-03")))
    assert values(built, "policy", "prov:wasRevisionOf") == {"policy/한빛구/개인정보처리방침/2020-03#policy"}
    older = f"{STUB}/2019-01-01#policy"
    assert values(built, f"{STUB}/2020-03#policy", "prov:wasRevisionOf") == {older.removeprefix(DEFAULT_BASE)}
    assert values(built, older, "schema:startDate") == {"2019-01-01"}
    assert values(built, older, "schema:endDate") == {"2020-02-29"}


def test_a_row_of_a_change_history_says_when_the_text_was_modified(lexicon: Words2Slugs) -> None:
    built = build(lexicon, versions=(version("2020-03-01", notes="주소 변경"),))
    assert values(built, f"{STUB}/2020-03-01#policy", "dct:modified") == {"2020-03-01"}
    assert values(built, f"{STUB}/2020-03-01#policy", "adms:versionNotes") == {"주소 변경"}
    assert values(built, f"{STUB}/2020-03-01#policy", "schema:startDate") == set()


def test_the_entry_of_the_own_date_is_about_the_policy(lexicon: Words2Slugs) -> None:
    built = build(lexicon, versions=(version("2024-05-01", notes="주소 변경"),))
    assert values(built, "policy", "adms:versionNotes") == {"주소 변경"}
    assert values(built, "policy", "prov:wasRevisionOf") == set()


def test_a_later_or_undated_version_is_not_revised_by_the_policy(lexicon: Words2Slugs) -> None:
    built = build(lexicon, versions=(version("2025-01-01"), version(None, "2020-01-01"), version(None)))
    assert values(built, "policy", "prov:wasRevisionOf") == set()
    assert values(built, f"{STUB}/2025-01-01#policy", "prov:wasRevisionOf") == set()
    assert values(built, f"{STUB}/until-2020-01-01#policy", "schema:endDate") == {"2020-01-01"}


def test_a_policy_without_a_date_revises_the_newest_version(lexicon: Words2Slugs) -> None:
    built = build(lexicon, None, versions=(version("2019-01-01"), version("2020-01-01")))
    assert values(built, "policy", "prov:wasRevisionOf") == {"policy/한빛구/개인정보처리방침/2020-01-01#policy"}


@pytest.mark.parametrize("denied", [True, False])
def test_no_cookies_is_said_once(lexicon: Words2Slugs, denied: bool) -> None:
    words = PAGE.words("쿠키를 사용하지 않습니다")
    body = PAGE.span("제4조(쿠키) 쿠키를 사용하지 않습니다")
    section = SectionRecord(("automatic_collection",), PAGE.words("제4조(쿠키)"), body, (), words if denied else None)
    built = build(lexicon, cookies=PAGE.said("쿠키를 사용하지 않습니다", False), sections=(section,))
    assert values(built, "policy", "dct:hasPart") == {"#c1"}
    assert values(built, "c1", "dpv:hasApplicability") == {"dpv:NotApplicable"}
    assert values(built, "c1", "dct:subject") == {"topic/auto-collection"}


def test_a_section_that_cites_and_denies_nothing_is_a_topic_only(lexicon: Words2Slugs) -> None:
    section = SectionRecord(("officer",), PAGE.words("시행"), PAGE.span("시행"))
    built = build(lexicon, sections=(section,))
    assert values(built, "policy", "dct:subject") == {"topic/officer"}
    assert values(built, "policy", "dct:hasPart") == set()


def test_an_annex_named_twice_is_one_document(lexicon: Words2Slugs) -> None:
    built = build(lexicon, annexes=(PAGE.words("위탁 현황"), PAGE.within(45, 99).words("위탁  현황")))
    assert values(built, "policy", "dct:relation") == {"#x1"}
