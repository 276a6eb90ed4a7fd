"""A small policy that has one of everything, and a vocabulary that knows most of its words."""

from __future__ import annotations

from graph.pages import TOPICS, Page, Words2Slugs
from pigraph.records.model import (
    Assessment,
    Condition,
    Holding,
    HoldingKind,
    LegalBasis,
    Measure,
    MeasureKind,
    Officer,
    Outsourcing,
    Provision,
    Record,
    Requirement,
    Retention,
    SectionRecord,
    Version,
)

TEXT = """한빛구 도서관 회원시스템 개인정보 처리방침
이 방침은 「개인정보 보호법」 제30조에 따라 2024. 5. 1.부터 시행합니다.
제1조(처리 목적)
회원시스템 이용자 정보 | 회원 관리 | 도서관법 제8조제1항 | 필수: 성명, 연락처(주택, 핸드폰) | 선택: 독서취향 등
탈퇴 후 5년
다만, 소송 중이면 소송 종료시까지
대관 신청 | 대관 | 정보주체 동의 | 신청자(성명, 이메일) | 영구
제2조(제3자 제공) 「개인정보 보호법」 제17조에 따라 제공합니다.
경찰서 | 수사 자료 | 성명 | 수사 종료시까지 ※ 공문 필요
제3조(위탁) 「개인정보 보호법」 제26조
㈜가온 | 시스템 유지관리 | 2024.1.1. ~ 2024.12.31. | 02-123-4567 | 적정
한빛구 위탁 현황 별첨
영향평가: 회원 이용자 정보 2023 성명, 독서취향
쿠키를 사용하지 않습니다.
보호책임자 문화국장 홍길동 031-980-2381 a@korea.kr
내부관리계획 수립
2020. 1. 1. 제정
"""


def page() -> Page:
    return Page(TEXT)


def lexicon() -> Words2Slugs:
    items = {
        "성명": ("full-name",),
        "이메일": ("email",),
        "연락처(주택,핸드폰)": ("home-phone-number", "mobile-phone-number"),
    }
    return Words2Slugs(items, {"회원": "member"}, TOPICS)


def record() -> Record:
    p = page()
    first = p.within(p.span("회원시스템 이용자 정보 |").begin, p.span("다만,").begin)
    second = p.within(p.span("대관 신청").begin, p.span("제2조").begin)
    third = p.within(p.span("경찰서").begin, p.span("제3조").begin)
    out = p.within(p.span("㈜가온").begin, p.span("한빛구 위탁").begin)
    pia = p.within(p.span("영향평가:").begin, p.span("쿠키").begin)
    kept = first.said("탈퇴 후 5년")
    rent = second.items("성명, 이메일", subject="신청자", marks=second)
    return Record(
        "tiny.txt",
        p.sha256,
        p.text,
        title=p.said("회원시스템 개인정보 처리방침"),
        controller=p.said("한빛구 도서관"),
        service=p.said("회원시스템"),
        effective_date=p.said("2024. 5. 1.", "2024-05-01"),
        holdings=(
            Holding(
                HoldingKind.FILE,
                first.said("회원시스템 이용자 정보"),
                (first.said("회원 관리"),),
                (first.basis("도서관법 제8조제1항", "도서관법", "8조 1항", "law/도서관법/제8조제1항"),),
                (
                    *first.items("성명, 연락처(주택, 핸드폰)", requirement=("필수", Requirement.REQUIRED), marks=first),
                    *first.items("독서취향", requirement=("선택", Requirement.OPTIONAL), marks=first),
                ),
                open_ended=True,
                retention=Retention(
                    kept,
                    (Condition(kept.words, "P60M", 60, "membership-withdrawal"),),
                    (Condition(p.words("소송 중이면 소송 종료시까지"), trigger="litigation-end"),),
                ),
                entries=(first.span("회원시스템 이용자 정보 | 회원 관리"),),
            ),
            Holding(
                HoldingKind.TASK,
                second.said("대관 신청"),
                (second.said("대관"),),
                (LegalBasis(second.words("정보주체 동의")),),
                rent,
                retention=Retention(second.said("영구"), (Condition(second.words("영구"), endless=True),)),
            ),
        ),
        provisions=(
            Provision(
                third.said("경찰서"),
                True,
                (third.said("수사 자료"),),
                third.items("성명"),
                retention=Retention(
                    third.said("수사 종료시까지"),
                    (Condition(third.words("수사 종료시까지"), trigger_words=third.words("수사 종료")),),
                ),
                remarks=(third.words("※ 공문 필요"),),
                unclear=frozenset({"data_source"}),
            ),
        ),
        outsourcings=(
            Outsourcing(
                out.said("㈜가온"),
                out.said("시스템 유지관리"),
                out.said("2024.1.1.", "2024-01-01"),
                out.said("2024.12.31.", "2024-12-31"),
                phones=(out.said("02-123-4567"),),
                audit=out.said("적정"),
            ),
            Outsourcing(None, annexes=(p.words("한빛구 위탁 현황"),), entries=(p.span("한빛구 위탁 현황 별첨"),)),
        ),
        assessments=(Assessment(pia.said("회원 이용자 정보"), pia.said("2023"), pia.items("성명, 독서취향")),),
        officers=(
            Officer(
                p.said("보호책임자"),
                p.said("홍길동"),
                title=p.said("문화국장"),
                phones=(p.said("031-980-2381"),),
                email=p.said("a@korea.kr"),
                chief=True,
            ),
        ),
        cookies=p.said("쿠키를 사용하지 않습니다", False),
        sections=(
            SectionRecord(("purpose",), p.words("제1조(처리 목적)"), p.span("제1조(처리 목적)")),
            SectionRecord(
                ("provision",),
                p.words("제2조(제3자 제공)"),
                p.span("제2조(제3자 제공)"),
                (p.basis("「개인정보 보호법」 제17조", "개인정보 보호법", "17조"),),
            ),
        ),
        preamble_citations=(p.basis("「개인정보 보호법」 제30조", "개인정보 보호법", "30조"),),
        measures=(Measure(MeasureKind.ORGANISATIONAL, p.said("내부관리계획 수립")),),
        versions=(Version(p.words("2020. 1. 1. 제정"), "2020-01-01", None, (p.words("제정"),)),),
    )
