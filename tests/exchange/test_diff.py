from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.conftest import build
from exchange.policies import BEFORE
from pigraph.exchange.diff import Change, What, compare
from pigraph.exchange.statements import Entry, Published, Value
from pigraph.exchange.versions import versions
from pigraph.store import current

OLD = "https://w3id.org/pigraph/id/policy/가나시/개인정보처리방침/2023-01-01"
NEW = "https://w3id.org/pigraph/id/policy/가나시/개인정보처리방침/2024-01-01"


def told(changes: Sequence[Change]) -> list[tuple[str, ...]]:
    """Changes as short tuples."""
    return [
        (c.what.value, c.kind, c.name, c.field, c.before.text if c.before else "", c.after.text if c.after else "")
        for c in changes
    ]


def test_what_changed_between_two_versions_and_nothing_else(published: Path) -> None:
    stated = Published(published)
    assert told(compare(stated.entries(OLD), stated.entries(NEW))) == [
        ("changed", "policy", "", "start", "2023-01-01", "2024-01-01"),
        ("removed", "holding", "도서대출", "", "도서대출", ""),
        ("removed", "holding", "도서대출", "purpose", "도서 대출", ""),
        ("removed", "holding", "도서대출", "legal_basis", "도서관법 제8조", ""),
        ("removed", "holding", "도서대출", "item", "성명", ""),
        ("removed", "holding", "도서대출", "item", "전자우편주소", ""),
        ("removed", "holding", "도서대출", "retention", "1년", ""),
        ("added", "holding", "민원처리", "item", "", "주민등록번호"),
        ("changed", "holding", "민원처리", "retention", "10년", "5년"),
        ("removed", "outsourcing", "다라소프트", "", "다라소프트", ""),
        ("removed", "outsourcing", "다라소프트", "processor", "다라소프트", ""),
        ("removed", "outsourcing", "다라소프트", "purpose", "홈페이지 유지보수", ""),
        ("added", "outsourcing", "마바소프트", "", "", "마바소프트"),
        ("added", "outsourcing", "마바소프트", "processor", "", "마바소프트"),
        ("added", "outsourcing", "마바소프트", "purpose", "", "홈페이지 유지보수"),
        ("changed", "officer", "개인정보 보호책임자", "name", "홍길동", "김철수"),
    ]


def test_every_value_that_changed_has_its_words(published: Path) -> None:
    stated = Published(published)
    for change in compare(stated.entries(OLD), stated.entries(NEW)):
        for side in (change.before, change.after):
            assert side is None or all(stated.quote(iri).words for iri in side.evidence)
            assert side is None or side.evidence


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("성명, 전화번호 |", "필수: 성명, 선택: 전화번호 |", {("changed", "item", "성명", "성명 (필수)"),
                                                       ("changed", "item", "전화번호", "전화번호 (선택)")}),
        ("| 2년 |", "| 영구 |", {("changed", "retention", "2년", "영구")}),
        ("도서관법 제8조", "도서관법 제9조", {("changed", "legal_basis", "도서관법 제8조", "도서관법 제9조")}),
        ("| 수사 | 성명, 주소 |", "| 수사 | 성명 |", {("removed", "item", "주소", "")}),
        ("02-123-4567", "02-765-4321", {("changed", "phone", "+82-2-123-4567", "+82-2-765-4321")}),
        ("성명, 이메일", "성명, 이메일주소", set()),  # one concept, worded otherwise
        ("성명, 주소 | 10년", "주소, 성명 | 10 년", set()),
    ],
)  # fmt: skip
def test_one_change_is_told_as_that_change(
    old: str, new: str, expected: set[tuple[str, ...]], published: Path, tmp_path: Path
) -> None:
    assert BEFORE.count(old) == 1
    other = Published(current(build(tmp_path / "other", draft=BEFORE.replace(old, new))))
    changes = told(compare(Published(published).entries(OLD), other.entries(OLD)))
    assert {(what, field, before, after) for what, _, _, field, before, after in changes} == expected


def test_the_order_of_rows_does_not_matter(published: Path) -> None:
    entries = Published(published).entries(OLD)
    assert compare(entries, list(reversed(entries))) == []


def test_every_version_differs_from_itself_in_nothing(published: Path) -> None:
    for one in versions(published):
        entries = Published(published).entries(one.document)
        assert entries and compare(entries, entries) == []


names = st.sampled_from(["회원관리", "회원 관리", "민원처리", ""])
values = st.builds(
    lambda key, detail: Value(f"{key} {detail}".strip(), f"{key}{detail}", key if detail else ""),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["", "x", "y"]),
)
fields = st.dictionaries(st.sampled_from(["item", "purpose", "retention"]), st.lists(values, min_size=1).map(tuple))
entry_lists = st.lists(
    st.builds(
        Entry,
        kind=st.sampled_from(["holding", "provision"]),
        name=names,
        values=fields,
        unclear=st.sampled_from([(), ("item",)]),
    ),
    max_size=5,
)


@given(entry_lists)
def test_anything_compared_with_itself_is_the_same(entries: list[Entry]) -> None:
    assert compare(entries, entries) == []
    assert compare(entries, entries[::-1]) == []


@given(entry_lists, entry_lists)
def test_looking_back_turns_every_change_around(one: list[Entry], other: list[Entry]) -> None:
    forth, back = compare(one, other), [c.turned() for c in compare(other, one)]

    def key(change: Change) -> str:
        # Two spellings of a name are one name; either may head what differs.
        return str(("".join(change.name.split()), change.kind, change.field, change.before, change.after))

    def plain(changes: list[Change]) -> list[str]:
        return sorted(key(c) for c in changes)

    assert plain(forth) == plain(back)
    assert all((c.what is What.CHANGED) == (c.before is not None and c.after is not None) for c in forth)
