from pathlib import Path

import pytest

from exchange.test_diff import NEW, OLD
from pigraph.errors import PigraphError
from pigraph.exchange.versions import BASE, version, versions


def test_versions_lie_side_by_side_and_the_newest_is_current(published: Path) -> None:
    found = versions(published)
    assert [(v.document, v.date, v.current, v.source, v.turtle) for v in found] == [
        (OLD, "2023-01-01", False, "before.md", "before.ttl"),
        (NEW, "2024-01-01", True, "after.md", "after.ttl"),
    ]
    assert {(v.agency, v.policy) for v in found} == {("가나시", f"{BASE}policy/가나시/개인정보처리방침")}


@pytest.mark.parametrize(
    "name",
    [OLD, OLD.removeprefix(BASE), "가나시@2023-01-01", "가 나 시/개인정보처리방침@2023-01-01"],
)
def test_a_version_is_found_by_iri_or_by_name_and_date(published: Path, name: str) -> None:
    assert version(versions(published), name).document == OLD


@pytest.mark.parametrize(
    ("name", "words"),
    [("가나시", "any of 2 versions"), ("가나시@2022-01-01", "Did you mean"), ("없는 기관", "no version called")],
)
def test_what_is_not_found_or_not_one_is_said(published: Path, name: str, words: str) -> None:
    with pytest.raises(PigraphError, match=words):
        version(versions(published), name)
