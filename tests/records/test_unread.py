"""What no reader claimed is reported, and nothing else."""

from __future__ import annotations

from pigraph.issues import IssueKind
from pigraph.records.model import Record
from pigraph.text import Span
from records.texts import VOWS, record


def issues(found: Record) -> list[tuple[str, str]]:
    return [(i.kind.value, i.words) for i in found.issues]


def test_a_policy_that_is_understood_has_no_issues() -> None:
    text = f"가나재단 개인정보 처리방침\n{VOWS}제1조(개인정보의 제3자 제공)\n제공받는 자\t목적\t항목\n국세청\t과세\t성명\n제2조(개인정보의 파기)\n- 파쇄\n"
    found = record(text)
    assert found.issues == ()
    assert all(span.cut(text) for span in found.claimed)


def test_rows_and_lines_that_nobody_claimed() -> None:
    text = (
        f"{VOWS * 3}제1조(개인정보의 제3자 제공)\n① 다음과 같이 제공합니다.\n가나\t다라\n마바\t사아\n② 자카 타파\n"
        "제2조(인사말 및 연혁)\n"
    )
    found = record(text)
    assert issues(found) == [
        ("unread", "가나 다라"),
        ("unread", "마바 사아"),
        ("unread", "자카 타파"),
        ("unknown-heading", "인사말 및 연혁"),
    ]
    assert [i.span.cut(text) for i in found.issues] == ["가나\t다라", "마바\t사아", "자카 타파", "인사말 및 연혁"]


def test_items_and_laws_that_nobody_knows() -> None:
    text = f"{VOWS * 3}1. 처리하는 개인정보의 항목\n업무명\t근거\t항목\n상담\t가나다라법 제8조\t성명, 브로카트 문양\n"
    found = record(text)
    assert (IssueKind.UNKNOWN_ITEM.value, "브로카트 문양") in issues(found)
    assert (IssueKind.UNKNOWN_ITEM.value, "성명") not in issues(found)


def test_issues_are_in_reading_order_and_short() -> None:
    text = f"{VOWS * 3}1. 개인정보의 제3자 제공\n- {'가나 ' * 60}끝\n- 다라\n"
    found = record(text)
    spans = [i.span for i in found.issues]
    assert spans == sorted(spans)
    assert [len(i.words) for i in found.issues] == [81, 2]
    assert found.issues[0].words.endswith("…")


def test_claimed_ranges_are_apart_and_inside() -> None:
    found = record(f"{VOWS * 3}1. 개인정보의 파기\n- 파쇄\n2. 개인정보의 제3자 제공\n- 가나\n")
    assert all(a.end < b.begin for a, b in zip(found.claimed, found.claimed[1:], strict=False))
    assert all(Span(0, len(found.text)).covers(s) for s in found.claimed)
