"""The whole record of any text: reading never fails, and every word of it stands in the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from fragments import policy_like
from pigraph.records.model import Record
from pigraph.records.render import to_json
from pigraph.text import INSERTED, Span, Words
from records.texts import VOWS, record


def words_in(value: Any) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, tuple | frozenset):
        for part in value:
            yield from words_in(part)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from words_in(getattr(value, name))


def spans_in(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_in(part)
    elif isinstance(value, Struct) and not isinstance(value, Words):
        for name in value.__struct_fields__:
            yield from spans_in(getattr(value, name))


def check(found: Record) -> None:
    whole = Span(0, len(found.text))
    for words in words_in(found):
        assert len(words.text) == len(words.at)
        for c, o in zip(words.text, words.at, strict=True):
            assert o == INSERTED or found.text[o] == c or (c == " " and found.text[o].isspace())
    assert all(whole.covers(s) for s in spans_in(found))
    assert to_json(found)["source"] == "a.txt"


@given(policy_like)
@settings(max_examples=80, deadline=None)
def test_any_text_has_a_record(text: str) -> None:
    check(record(text))


@pytest.mark.parametrize("mark", ["-", "①", "1.", "○", "※", "가."])
def test_a_mark_without_words(mark: str) -> None:
    check(record(f"가나재단 개인정보 처리방침\n{mark}\n{VOWS}"))


@pytest.mark.parametrize("line", ["- 성명\n-", "- 처리 목적:"])
def test_a_task_with_an_empty_line(line: str) -> None:
    check(record(f"1. 처리 목적 및 수집하는 개인정보의 항목\n가. 회원 가입\n{line}\n"))


@given(st.integers(0, 40), st.integers(0, 60), st.sampled_from(["", "\t", "|", "(", "※", "제3조", "  "]))
@settings(max_examples=40, deadline=None)
def test_a_policy_cut_anywhere_has_a_record(begin: int, length: int, noise: str) -> None:
    lines = POLICY.splitlines()
    check(record("\n".join([*lines[begin : begin + length], noise, *lines[:begin]])))


POLICY = f"""가나재단 개인정보 처리방침
{VOWS}제1조(개인정보의 처리 목적 및 항목, 보유기간)
① 재단은 「개인정보 보호법」 제32조에 따라 개인정보파일을 처리합니다.
연번
개인정보파일명
운영근거 / 처리목적
개인정보 항목
보유기간
1
도서관 회원명부
도서관법 제8조 / 도서 대출 및 회원 관리
(필수) 성명, 연락처
(선택) 이메일
탈퇴 시까지
2
수강생 명단
평생교육법 제5조, 정보주체 동의 / 평생교육 강좌 운영
수강생(성명, 생년월일), 보호자(연락처)
수료 후 3년
제2조(개인정보의 제3자 제공)
① 재단은 다음과 같이 제공합니다.
| 제공받는 자 | 제공목적 | 제공항목 | 보유기간 |
|---|---|---|---|
| 국세청 | 연말정산 | 성명, 주민등록번호 | 5년 |
| | | | |
제3조(개인정보 처리업무의 위탁)
수탁자\t위탁업무\t위탁기간
㈜가나소프트\t유지보수\t2024.1.1. ~ 2024.12.31.
\t문자 발송\t
제4조(개인정보 영향평가 수행 결과)
개인정보파일명 영향평가 수행연도
도서관 회원명부 2023
제5조(개인정보 보호책임자)
▶ 개인정보 보호책임자 : 경영본부장 홍길동 (02-123-4567, Fax) 02-123-4568, a@b.kr)
제6조(개인정보 처리방침의 변경)
이 방침은 2024. 1. 1.부터 적용됩니다.
- 2022. 1. 1. ~ 2023. 12. 31. 적용
"""


def test_a_policy_in_every_layout() -> None:
    found = record(POLICY)
    check(found)
    assert found.controller is not None
    assert found.controller.value == "가나재단"
    assert [h.name.value for h in found.holdings] == ["도서관 회원명부", "수강생 명단"]
    assert [p.recipient.value for p in found.provisions if p.recipient] == ["국세청"]
    assert [(o.processor and o.processor.value, o.task and o.task.value) for o in found.outsourcings] == [
        ("㈜가나소프트", "유지보수"),
        ("㈜가나소프트", "문자 발송"),
    ]
    assert [(a.file.value, a.year and a.year.value) for a in found.assessments] == [("도서관 회원명부", "2023")]
    assert [o.name and o.name.value for o in found.officers] == ["홍길동"]
    assert found.effective_date is not None
    assert found.effective_date.value == "2024-01-01"
    assert [(v.start, v.end) for v in found.versions] == [("2022-01-01", "2023-12-31")]
    assert found.source_name == "a.txt"


def test_the_same_text_has_the_same_record() -> None:
    assert record(POLICY) == record(POLICY)


@pytest.mark.parametrize("piece", ["- ", "성명, 연락처 ", "(", "개인정보 보호법 제1조 ", "가나다를 위하여 ", "1. "])
def test_endless_repetition_ends(piece: str) -> None:
    """A pattern that backtracks over the whole line would take minutes here; the watchdog would end the test."""
    record(f"개인정보 처리방침\n제1조(개인정보의 처리 목적)\n{piece * 10_000}\n")


def test_a_card_of_pseudonymised_data_is_no_holding() -> None:
    found = record(
        "1. 개인정보의 처리 목적\n가. 회원 관리 : 본인 확인\n2. 가명정보의 처리\n구분\t내용\n가명처리 목적\t건강 연구\n"
        "가명처리 항목\t나이대, 성별\n보유기간\t연구 종료 시까지\n"
    )
    assert [h.name.value for h in found.holdings] == ["회원 관리"]
