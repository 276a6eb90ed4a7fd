"""A record as JSON and as text."""

from __future__ import annotations

import json

from pigraph.records.render import to_json, to_text, topics
from pigraph.text import Span
from records.texts import VOWS, record

TEXT = f"""가나재단 다라포털 개인정보 처리방침
{VOWS}제1조(처리하는 개인정보의 항목)
개인정보파일명\t운영근거\t처리목적\t항목\t보유기간
회원명부\t주차장법 제8조, 동의\t회원 관리\t[필수] 성명 [선택] 보호자(연락처) 등\t5년
제2조(개인정보의 제3자 제공)
제공받는 자\t목적\t항목
국세청\t과세\t성명
제3조(개인정보 처리업무의 위탁)
재단은 다음과 같이 위탁하고 있습니다.
수탁자 현황
제4조(개인정보의 국외 이전)
재단은 개인정보를 국외로 이전하지 않습니다.
제5조(개인정보 보호책임자)
성명 : 홍길동 / 부서명 : 총무과 / 연락처 : 02-123-4567
제6조(개인정보 자동 수집 장치의 설치·운영 및 거부에 관한 사항)
재단은 쿠키를 사용합니다.
"""


def test_json_has_every_value_with_its_evidence() -> None:
    found = json.loads(json.dumps(to_json(record(TEXT)), ensure_ascii=False))
    assert found["policy"] == {
        "title": "가나재단 다라포털 개인정보 처리방침",
        "controller": "가나재단",
        "service": "다라포털",
        "effective_date": None,
        "read": {"title": "prose", "controller": "prose", "service": "prose", "cookies": "prose"},
    }
    (one,) = found["processing"]
    assert (one["name"], one["purpose"], one["retention"], one["open_ended"], one["how"]) == (
        "회원명부",
        "회원 관리",
        "5년",
        True,
        "table",
    )
    assert one["read"] == {"name": "table", "purpose": "table", "retention": "table"}
    assert one["legal_bases"] == [
        {"law": "주차장법", "article": "8", "how": "table"},
        {"basis": "consent", "how": "table"},
    ]
    plain = [{k: v for k, v in i.items() if k != "evidence"} for i in one["items"]]
    assert plain == [
        {
            "label": "성명",
            "requirement": "required",
            "subject": None,
            "consent": None,
            "read": {"label": "table", "requirement": "table"},
        },
        {
            "label": "연락처",
            "requirement": "optional",
            "subject": "보호자",
            "consent": None,
            "read": {"label": "table", "requirement": "table", "subject": "table"},
        },
    ]
    for item in one["items"]:
        assert "".join(Span(*s).cut(TEXT) for s in item["evidence"]) == item["label"]
    (given,) = found["provisions"]
    assert (given["recipient"], [i["label"] for i in given["items"]]) == ("국세청", ["성명"])
    assert found["processors"] == [], "what is only announced names no processor"
    assert found["officers"][0]["phones"] == ["02-123-4567"]
    assert found["cookies"] is True
    assert [h["kind"] for h in found["also_processed"]] == ["cookies"]
    assert found["denied"] == [
        {"sections": ["overseas_transfer"], "words": "재단은 개인정보를 국외로 이전하지 않습니다."}
    ]


def test_topics_are_in_the_order_of_the_law() -> None:
    assert topics(record(TEXT)) == [
        "purpose", "retention", "items", "provision", "outsourcing", "overseas_transfer", "automatic_collection", "officer",
    ]  # fmt: skip
    assert topics(record("안내\n")) == []


def test_text_for_people_has_the_values() -> None:
    text = to_text(record(TEXT))
    for value in (
        "가나재단",
        "다라포털",
        "회원명부",
        "회원 관리",
        "주차장법",
        "보호자의 연락처",
        "5년",
        "국세청",
        "홍길동",
        "02-123-4567",
    ):
        assert value in text
    assert "None" not in text
