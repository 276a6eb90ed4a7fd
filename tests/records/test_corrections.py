"""A person's corrections of what was read, and those that do not fit."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from pigraph.document import Correction
from pigraph.errors import CorrectionError
from pigraph.records.corrections import correct
from pigraph.records.fields import applied, field_of
from pigraph.records.model import HoldingKind, How, Record
from pigraph.records.render import to_json, to_text
from records.texts import VOWS, record

TEXT = f"""가나재단 다라포털 개인정보 처리방침
{VOWS}제1조(처리하는 개인정보의 항목)
개인정보파일명\t운영근거\t처리목적\t항목\t보유기간
회원명부\t주차장법 제8조, 동의\t회원 관리\t[필수] 성명 [선택] 보호자(성명), 이메일\t5년
직원명부\t동의\t인사 관리\t성명\t준영구
제2조(개인정보의 제3자 제공)
제공받는 자\t목적\t항목
국세청\t과세\t성명
국세청\t통계\t주소
제3조(개인정보 처리업무의 위탁)
수탁자\t위탁업무\t기간
㈜마바\t발송\t2024.1.1.~2024.12.31.
제4조(개인정보 보호책임자)
성명 : 홍길동 / 부서명 : 총무과 / 연락처 : 02-123-4567
제5조(개인정보 자동 수집 장치의 설치·운영 및 거부에 관한 사항)
재단은 쿠키를 사용합니다.
"""


def apply(*given: dict[str, Any]) -> Record:
    every = [Correction(**{"place": f"/a/b/가.corrections.toml:{n}", "reason": f"까닭 {n}", **c}) for n, c in enumerate(given, 1)]  # fmt: skip
    return correct(record(TEXT), every)


def about(entry: str, name: str, field: str | None = None, **given: Any) -> dict[str, Any]:
    return {"entry": entry, "name": name, "field": field, **given}


def member(**given: Any) -> dict[str, Any]:
    return about("holding", "회원명부", **given)


def labels(changed: Record) -> list[str]:
    return [i.label.value for i in changed.holdings[0].items]


def test_the_text_is_read_as_the_tests_assume() -> None:
    read = record(TEXT)
    assert [h.name.value for h in read.holdings if h.kind is HoldingKind.FILE] == ["회원명부", "직원명부"]
    assert [p.recipient.value for p in read.provisions if p.recipient] == ["국세청", "국세청"]
    assert labels(read) == ["성명", "성명", "이메일"]
    assert correct(read, ()) is read


def test_a_period_is_corrected_with_its_conditions() -> None:
    changed = apply(member(field="retention", value="탈퇴 후 2년", was="5년", who="가나", date="2026-01-01"))
    kept = changed.holdings[0].retention
    assert kept is not None and (kept.text.value, kept.text.how) == ("탈퇴 후 2년", How.CORRECTED)
    assert kept.text.asserted and kept.text.words.spans == ()
    assert [(c.duration, c.trigger, c.words.spans) for c in kept.conditions] == [("P2Y", "membership-withdrawal", ())]
    (done,) = changed.holdings[0].corrections
    assert (done.place, done.attribute, done.value, done.was) == (
        "가.corrections.toml:1",
        "retention",
        "탈퇴 후 2년",
        "5년",
    )
    assert (done.reason, done.who, done.date, field_of(done)) == ("까닭 1", "가나", "2026-01-01", "retention")


def test_quoted_words_are_the_evidence() -> None:
    changed = apply(member(field="retention", value="준영구", words="성명\t준영구"))
    kept = changed.holdings[0].retention
    assert kept is not None
    assert [s.cut(TEXT) for s in kept.text.words.spans] == ["준영구"], "of the quotation, the value itself"
    loose = apply(member(field="purpose", value="다른 목적", words="회원   관리"))
    assert [s.cut(TEXT) for s in loose.holdings[0].purposes[0].words.spans] == ["회원 관리"]


def test_what_is_quoted_is_read() -> None:
    line = "재단은 알림을 보냅니다 가나다라."
    before = record(TEXT.replace("제2조", f"{line}\n제2조"))
    assert line in [i.words for i in before.issues]
    quoting = Correction("가:1", "까닭", "holding", "알림", words=line, add=True)
    after = correct(before, (quoting,))
    assert line not in [i.words for i in after.issues]
    assert any(s.cut(after.text).find(line) >= 0 for s in after.claimed)


def test_members_of_a_list() -> None:
    added = apply(member(field="items", value="[선택] 주소, 전화번호"))
    assert labels(added) == ["성명", "성명", "이메일", "주소", "전화번호"]
    new = added.holdings[0].items[-1]
    assert new.requirement is not None and (new.label.how, new.requirement.how) == (How.CORRECTED, How.CORRECTED)
    assert labels(apply(member(field="items", was="이메일", value="주소"))) == ["성명", "성명", "주소"]
    assert labels(apply(member(field="items", was="보호자의 성명", remove=True))) == ["성명", "이메일"]
    bases = apply(
        member(field="legal_bases", was="주차장법 제8조", value="주차장법 제9조제1항"),
        member(field="legal_bases", was="동의", remove=True),
    )
    (basis,) = bases.holdings[0].bases
    assert (basis.path, basis.how) == ("law/주차장법/제9조제1항", How.CORRECTED)
    phones = apply(about("officer", "홍길동", "phones", value="02-999-8888")).officers[0].phones
    assert [p.value for p in phones] == ["02-123-4567", "02-999-8888"]


def test_values_of_every_kind() -> None:
    changed = apply(
        {"field": "controller", "value": "사아재단"},
        {"field": "effective_date", "value": "2024-01-01"},
        {"field": "cookies", "value": False},
        member(field="open_ended", value=True),
        member(field="purpose", remove=True),
        about("provision", "국세청", "recipient", nth=2, value="경찰서"),
        about("outsourcing", "㈜마바", "to", value="2025-12-31"),
        about("officer", "홍길동", "department", value="정보과"),
    )
    shown = to_json(changed)
    assert shown["policy"]["controller"] == "사아재단" and shown["policy"]["effective_date"] == "2024-01-01"
    assert shown["cookies"] is False and shown["policy"]["read"]["cookies"] == "corrected"
    assert shown["processing"][0]["open_ended"] is True and shown["processing"][0]["purpose"] is None
    assert [p["recipient"] for p in shown["provisions"]] == ["국세청", "경찰서"]
    assert [p.is_kind for p in changed.provisions] == [False, True]
    assert shown["processors"][0]["to"] == "2025-12-31" and shown["processors"][0]["read"]["to"] == "corrected"
    assert shown["officers"][0]["department"] == "정보과"
    assert [c["field"] for c in shown["corrections"]] == [
        "controller", "effective_date", "cookies", "open_ended", "purpose", "recipient", "to", "department",
    ]  # fmt: skip
    text = to_text(changed)
    assert "정정: 8건" in text and "회원명부 purpose: 회원 관리 → 삭제 (까닭 5)" in text


def test_entries_are_added_and_taken_away() -> None:
    changed = apply(
        about("holding", "직원명부", remove=True),
        about("holding", "새 명부", add=True, words="인사 관리"),
        about("holding", "새 명부", "purpose", value="안내"),
    )
    assert [h.name.value for h in changed.holdings if h.kind in (HoldingKind.FILE, HoldingKind.TASK)] == [
        "회원명부",
        "새 명부",
    ]
    new = changed.holdings[-1]
    assert [s.cut(TEXT) for s in new.entries] == ["인사 관리"]
    assert [c.attribute for c in new.corrections] == ["name", "purposes"]
    (gone,) = changed.corrections
    assert (gone.kind, gone.attribute, gone.was, gone.value, field_of(gone)) == ("holding", "", "직원명부", None, None)
    assert len(list(applied(changed))) == 3


def test_a_corrected_field_is_no_longer_unclear() -> None:
    read = record(TEXT)
    blurred = replace(read, holdings=(replace(read.holdings[0], unclear=frozenset({"retention"})), *read.holdings[1:]))
    after = correct(blurred, (Correction("가:1", "까닭", "holding", "회원명부", field="retention", value="2년"),))
    assert after.holdings[0].unclear == frozenset()


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (about("holding", "없는 명부", "name", value="가"), "names no holding that is read: '없는 명부'"),
        (about("provision", "국세청", "purpose", value="가"), "may mean 2 entries: provision '국세청'"),
        (about("provision", "국세청", "purpose", value="가", nth=3), "number 3, but only 2 are read"),
        (member(field="colour", value="가"), "a field that holding '회원명부' does not have: 'colour'"),
        ({"field": "colour", "value": "가"}, "a field that the policy does not have: 'colour'"),
        (member(field="retention", value="2년", was="1년"), "is stale: retention of holding '회원명부' was '1년' and now is '5년'"),
        (about("provision", "국세청", "retention", nth=1, value="2년", was="1년"), "and now is not read"),
        (member(field="items", value="주소", was="사진"), "is stale: items of holding '회원명부' was '사진'"),
        (member(field="items", value="주소", was="성명"), "may mean 2 of items"),
        (member(field="items", remove=True), "does not say which of items"),
        (member(field="items", value="이메일"), "what is read anyway"),
        (member(field="retention", value="5 년"), "what is read anyway: retention is '5년'"),
        (member(field="name", remove=True), "takes away name of holding '회원명부', which it needs"),
        ({"field": "effective_date", "remove": True}, "takes away effective_date of the policy, which is not read"),
        ({"field": "effective_date", "value": "내년"}, "gives effective_date that is no date: '내년'"),
        ({"field": "cookies", "value": "아니오"}, "needs true or false for cookies"),
        (member(field="retention", value=True), "needs a text for retention"),
        (member(field="legal_bases", value="관련 법령"), "in which none can be read: '관련 법령'"),
        (member(field="retention", value="2년", words="없는 말"), "quotes words that the source does not have: '없는 말'"),
        (about("holding", "회원명부", add=True), "adds holding '회원명부', which is read already"),
        (about("officer", "홍길동", "department", value="가", words="개인정보"), "that the source has"),
    ],
)  # fmt: skip
def test_a_correction_that_does_not_fit_is_an_error(given: dict[str, Any], what: str) -> None:
    with pytest.raises(CorrectionError) as caught:
        apply(given)
    assert caught.value.message.startswith("/a/b/가.corrections.toml:1: the correction ")
    assert what in caught.value.message and caught.value.remedy
