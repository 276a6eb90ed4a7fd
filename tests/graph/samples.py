"""Records of two real policies, written by hand with the values of the reference examples, found in the text.

The texts and examples lie in the shared folder beside the checkout; entries are the examples' own ranges.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, parse

from graph.pages import TOPICS, Page, Words2Slugs
from pigraph.graph.terms import SKOS
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
    Stated,
    Version,
)
from pigraph.text import Span, Words

SHARED = Path(__file__).resolve().parents[3] / "shared"
EXAMPLES = SHARED / "reference" / "examples"
PIPA = "개인정보 보호법"
REQUIRED, OPTIONAL = Requirement.REQUIRED, Requirement.OPTIONAL


def page(name: str) -> Page:
    return Page((SHARED / "policies" / "seed" / f"{name}.txt").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def reference_words() -> Words2Slugs:
    """The vocabulary of the reference data, with the composite and longer labels of the two policies."""
    items: dict[str, tuple[str, ...]] = {}
    subjects: dict[str, str] = {}
    for t in parse((EXAMPLES / "reference.ttl").read_bytes(), format=RdfFormat.TURTLE):
        if t.predicate in (SKOS["prefLabel"], SKOS["altLabel"]) and isinstance(t.object, Literal):
            key, (scheme, slug) = "".join(t.object.value.split()), t.subject.value.split("/")[-2:]
            if scheme == "item" and t.object.language == "ko":
                items.setdefault(key, (slug,))
            elif scheme == "subject":
                subjects.setdefault(key, slug)
    for labels, slugs in (
        ("연락처(주택,핸드폰)", "home-phone-number mobile-phone-number"),
        ("근무기간(입사일,퇴사일)", "employment-start employment-end"),
        ("정신장애등급", "disability-grade"),
        ("이용자인터넷서버도메인", "internet-domain"),
        ("김포시홈페이지를방문할때거친웹사이트주소", "referrer-url"),
        ("이용자의브라우저종류", "browser-type"),
    ):
        items[labels] = tuple(slugs.split())
    return Words2Slugs(items, subjects, TOPICS)


def _spans(*pairs: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(b, e) for b, e in pairs)


def _kept(p: Page, text: str, **fields: object) -> Retention:
    said = p.said(text)
    return Retention(said, (Condition(said.words, **fields),))  # type: ignore[arg-type]


def _section(p: Page, kinds: str, heading: str, end: str, *cited: LegalBasis, denied: str = "") -> SectionRecord:
    head = p.words(heading)
    body = Span(head.begin, Page(p.text, (head.begin, 10**9)).words(end).end)
    return SectionRecord(tuple(kinds.split()), head, body, cited, p.words(denied) if denied else None)


def gimpo() -> Record:
    p = page("gimpo")
    home, petition = p.within(281, 464), p.within(468, 547)
    home_items, petition_items = p.within(3350, 3480), p.within(3470, 3527)
    until = p.within(880, 1090)
    rules = [
        Condition(
            until.words("관계 법령 위반에 따른 수사 · 조사 등이 진행중인 경우에는 해당 수사 · 조사 종료시까지"),
            trigger="investigation-end",
        ),
        Condition(
            until.words("홈페이지 이용에 따른 채권 · 채무관계 잔존시에는 해당 채권 · 채무관계 정산시까지"),
            trigger="claim-settlement",
        ),
    ]
    withdrawal = until.said("공공기관 홈페이지 탈퇴시까지")
    auto, cctv = p.within(3527, 3658), p.within(6096, 6216)
    holdings = (
        Holding(
            HoldingKind.TASK,
            home.said("홈페이지 회원 가입 및 관리"),
            (
                home.said(
                    "회원 가입의사 확인, 회원제 서비스 제공에 따른 본인 식별 · 인증, 회원자격 유지 · 관리, 제한적 본인확인제 시행에 따른 본인확인, 서비스 부정이용 방지, 만 14세 미만 아동의 개인정보 처리시 법정대리인의 동의여부 확인, 각종 고지 · 통지, 고충처리 등"
                ),
            ),
            items=(
                *home_items.items(
                    "성명, 생년월일, 아이디, 비밀번호, 주소, 전화번호, 성별, 이메일주소, 아이디번호",
                    requirement=("필수항목", REQUIRED),
                    marks=home_items,
                ),
                *home_items.items("결혼여부, 직업, 최종학력", requirement=("선택항목", OPTIONAL), marks=home_items),
            ),
            retention=Retention(
                withdrawal, (Condition(withdrawal.words, trigger="membership-withdrawal"),), tuple(rules)
            ),
            entries=_spans((281, 464)),
        ),
        Holding(
            HoldingKind.TASK,
            petition.said("민원사무 처리"),
            (petition.said("민원인의 신원 확인, 민원사항 확인, 사실 조사를 위한 연락 · 통지, 처리결과 통보 등"),),
            items=(
                *petition_items.items(
                    "성명, 주민등록번호, 전화번호, 주소", requirement=("필수항목", REQUIRED), marks=petition_items
                ),
                *petition_items.items("이메일주소", requirement=("선택항목", OPTIONAL), marks=petition_items),
            ),
            retention=_kept(
                p.within(1110, 1149), "민원처리 종료 후 3년", duration="P3Y", months=36, trigger="petition-closed"
            ),
            entries=_spans((468, 547)),
        ),
        Holding(
            HoldingKind.TASK,
            p.within(1149, 1190).said("인감증명법 제10조에 의거 개인정보 처리 · 보유"),
            bases=(p.within(1149, 1190).basis("인감증명법 제10조", "인감증명법", "10조"),),
            retention=_kept(p.within(1149, 1190), "10년", duration="P10Y", months=120),
            entries=_spans((1149, 1185)),
        ),
        Holding(
            HoldingKind.TASK,
            p.within(1189, 1240).said("주민등록법시행령 제60조에 의거 개인정보 처리 · 보유"),
            bases=(p.within(1189, 1240).basis("주민등록법시행령 제60조", "주민등록법 시행령", "60조"),),
            retention=_kept(p.within(1189, 1240), "최소 3년~최대 영구", endless=True, minimum="P3Y"),
            entries=_spans((1189, 1236)),
        ),
        Holding(
            HoldingKind.AUTOMATIC,
            p.within(3500, 3660).said(
                "인터넷 서비스 이용과정에서 아래 개인정보 항목이 자동으로 생성되어 수집될 수 있습니다"
            ),
            items=tuple(
                i
                for label in (
                    "이용자 인터넷서버 도메인",
                    "김포시 홈페이지를 방문할 때 거친 웹사이트 주소",
                    "이용자의 브라우저 종류",
                    "운영체제(OS)",
                    "방문일시",
                )
                for i in auto.items(label, requirement=("자동으로 생성", Requirement.AUTOMATIC), marks=auto)
            ),
            open_ended=True,
            entries=_spans((3527, 3658)),
        ),
        Holding(
            HoldingKind.CCTV,
            p.within(6050, 6100).said("영상정보처리기기 설치 운영"),
            bases=(cctv.basis("개인정보보호법 제25조 제1항", PIPA, "25조 1항"),),
            items=p.within(6170, 6220).items("개인영상정보"),
            entries=_spans((6096, 6148), (6177, 6216)),
            annexes=(cctv.words("김포시 영상정보처리기기 설치 운영 현황"),),
        ),
    )

    def provided(b: int, e: int, to: str, use: str, labels: str, keep: Retention, **more: object) -> Provision:
        q = p.within(b, e)
        fields = {"entries": _spans((b, e)), "is_kind": True, "unclear": frozenset({"data_source"})} | more
        return Provision(q.said(to), purposes=(q.said(use),), items=q.items(labels), retention=keep, **fields)  # type: ignore[arg-type]

    def until_event(b: int, e: int, text: str, trigger: str) -> Retention:
        return _kept(p.within(b, e), text, trigger=trigger)

    tax = {"is_kind": False, "open_ended": True, "subject": Stated("납세자", p.within(2268, 2358).words("납세자"))}
    tax8 = {**tax, "subject": Stated("납세자", p.within(2373, 2461).words("납세자"))}
    provisions = (
        provided(1485, 1593, "경찰서", "수사 자료", "성명, 주민등록번호, 주소", until_event(1485, 1593, "수사 종료시까지", "investigation-end")),
        provided(1602, 1750, "세무서", "세금 부과 및 징수", "성명, 주민등록번호", until_event(1602, 1750, "업무 종료시까지", "task-end"), entries=_spans((1602, 1680), (1718, 1746))),
        provided(1755, 1864, "법원", "법원 심의 자료", "성명, 주민등록번호, 주소", until_event(1755, 1864, "소송 종료시까지", "litigation-end")),
        provided(
            1880, 1991, "신용평가정보회사", "실명인증", "성명, 주민등록번호",
            _kept(p.within(1880, 1991), "인증 후 보유하지 않음", duration="P0D", months=0, trigger="authentication"),
        ),
        provided(2000, 2103, "경찰서", "수사 자료", "가족관계 등록사항", until_event(2000, 2103, "수사 종료시까지", "investigation-end")),
        provided(
            2118, 2259, "신원조회 규정이 있는 법인 또는 공공기관", "결격사유 등 신원조회", "수형/선고 유무",
            until_event(2118, 2259, "신원조회 확인시까지", "identity-check"), remarks=(p.within(2118, 2259).words("※ 개인청구 불가"),),
        ),
        provided(2268, 2358, "국세청", "종합부동산세 부과", "납세자성명, 주민등록번호, 물건지, 과세내역", _kept(p.within(2268, 2358), "5년", duration="P5Y", months=60), **tax),
        provided(2373, 2461, "국민건강보험공단", "의료보험 부과", "납세자성명, 주민등록번호, 과세내역", _kept(p.within(2373, 2461), "5년", duration="P5Y", months=60), **tax8),
    )  # fmt: skip

    def officer(b: int, e: int, heading: str, **fields: str | bool) -> Officer:
        q = p.within(b, e)
        flags = {k: v for k, v in fields.items() if isinstance(v, bool)}
        said = {k: q.said(v) for k, v in fields.items() if isinstance(v, str)}
        phones, faxes = (q.said("031-980-2381"),), (q.said("031-980-2090"),)
        return Officer(
            p.within(b - 60, e).said(heading), phones=phones, faxes=faxes, entries=_spans((b, e)), **said, **flags
        )  # type: ignore[arg-type]

    return Record(
        "gimpo.txt", p.sha256, p.text,
        title=p.said("개인정보처리방침"),
        controller=p.said("김포시"),
        effective_date=p.said("2012. 3. 30.", "2012-03-30"),
        holdings=holdings,
        provisions=provisions,
        outsourcings=(Outsourcing(None, entries=_spans((2508, 2556)), annexes=(p.words("김포시 개인정보 처리업무 위탁현황"),)),),
        officers=(
            officer(4567, 4666, "개인정보 보호책임자", name="조성범", title="행정지원국장", email="choicey@korea.kr", chief=True),
            officer(4692, 4799, "개인정보 보호 담당부서", name="이미화", department="정보통신담당관실", email="lotto@korea.kr"),
            officer(5066, 5181, "개인정보 열람청구 접수·처리 부서", name="이미화", department="정보통신담당관실", email="lotto @korea.kr", access_desk=True),
        ),
        sections=(
            _section(p, "purpose", "제1조(개인정보의 처리목적)", "활용해주시기 바랍니다."),
            _section(p, "retention", "제2조(개인정보의 처리 및 보유기간)", "최대 영구"),
            _section(p, "provision", "제3조(개인정보의 제3자 제공)", "5년 |", p.within(1315, 1381).basis("개인정보 보호법 제17조", PIPA, "17조")),
            _section(p, "outsourcing", "제4조(개인정보처리의 위탁)", "공개하도록 하겠습니다.", p.within(2562, 2725).basis("개인정보 보호법 제25조", PIPA, "25조")),
            _section(p, "rights", "제5조(정보주체의 권리", "하여서는 아니됩니다."),
            _section(p, "items", "제6조(처리하는 개인정보 항목)", "방문일시 등"),
            _section(p, "destruction", "제7조(개인정보의 파기)", "파기합니다."),
            _section(p, "safeguards", "제8조(개인정보의 안전성 확보조치)", "접근통제"),
            _section(p, "officer", "제9조(개인정보 보호책임자)", "처리해드릴 것입니다."),
            _section(p, "access_request", "제10조(개인정보 열람청구)", "노력하겠습니다."),
            _section(p, "remedies", "제11조", "제12조"),
            _section(p, "cctv", "제12조", "보관 운영하고 있습니다.", cctv.basis("개인정보보호법 제25조 제1항", PIPA, "25조 1항")),
            _section(p, "changes", "제13조(개인정보 처리방침 변경)", "2011. 12. 18. 적용"),
        ),
        preamble_citations=(p.basis("개인정보보호법 제30조", PIPA, "30조"),),
        rights=tuple(
            p.within(2800, 3100).said(words, right)
            for words, right in (("열람요구", "access"), ("정정 요구", "correction"), ("삭제요구", "deletion"), ("처리정지 요구", "suspension"))
        ),
        measures=(
            Measure(MeasureKind.ORGANISATIONAL, p.said("내부관리계획 수립·시행, 정기적 직원 교육 등")),
            Measure(MeasureKind.TECHNICAL, p.said("개인정보처리시스템 등의 접근권한 관리, 접근통제시스템 설치, 고유식별정보 등의 암호화, 보안프로그램 설치")),
            Measure(MeasureKind.PHYSICAL, p.said("전산실, 자료보관실 등의 접근통제")),
            Measure(MeasureKind.DELETION, p.said("기록을 재생할 수 없도록 로우레벨포맷(Low Level Format) 등의 방법을 이용하여 파기")),
        ),
        versions=(
            Version(p.words("2011. 12. 19. ~ 2012. 3. 29."), "2011-12-19", "2012-03-29"),
            Version(p.words("2009. 12. 9. ~ 2011. 12. 18."), "2009-12-09", "2011-12-18"),
        ),
        annexes=(p.within(6700, 6884).words("본인서명사실확인서 발급 등에 관한 개인정보처리방침"),),
    )  # fmt: skip


def mental() -> Record:
    p = page("mental-health-case")
    act = "정신건강증진 및 정신질환자 복지서비스 지원에 관한 법률"
    decree, pipa17 = (
        f"{act} 시행령",
        p.within(2780, 2841).basis("「개인정보 보호법」 제17조 제1항 제1호", PIPA, "17조 1항 1호"),
    )

    def acts(b: int, e: int, *places: str) -> tuple[LegalBasis, ...]:
        return tuple(p.within(b, e).basis(f"제{n}", act, n) for n in places)

    client, user = p.within(415, 566), p.within(569, 705)
    # Item tables: without consent (1), with consent (2); the headings of the tables are the marks.
    free, agreed = p.within(1030, 1100), p.within(1395, 1430)
    marked = {"statute": (("동의를 받지 않고", False), free), "consent": (("동의를 받아", True), agreed)}

    def listed(b: int, e: int, labels: str, mark: str) -> tuple[object, ...]:
        consent, where = marked[mark]
        return p.within(b, e).items(labels, consent=consent, marks=where)

    closure = _kept(
        p.within(1165, 1340), "정신건강 사례관리 퇴록일로부터 10년", duration="P10Y", months=120, trigger="case-closure"
    )
    child = p.within(1750, 1870)
    to = p.within(2898, 3022)
    shared_items = "성명, 연락처(주택, 핸드폰), 주소, 나이, 성별, 사례관리 내역"

    def provided(name: str) -> Provision:
        only = name == "서민금융진흥원"
        uses = ["정신건강 상담 이력 확인", *(["법정부 서비스 의뢰"] if only else [])]
        return Provision(
            to.said(name),
            purposes=tuple(map(to.said, uses)),
            items=to.items(shared_items + (", 서비스 의뢰 내용" if only else "")),
            retention=_kept(
                to, "정신건강 사례관리 퇴록일로부터 10년", duration="P10Y", months=120, trigger="case-closure"
            ),
            bases=(LegalBasis(p.within(2812, 2860).words("정보주체의 동의")), pipa17),
            entries=_spans((2898, 3022), (3029, 3108), (2812, 2841)),
        )

    def outsourced(
        b: int, e: int, who: str, task: str, start: tuple[str, str], end: tuple[str, str], phone: str, **more: object
    ) -> Outsourcing:
        q = p.within(b, e)
        fields = {"start": q.said(*start), "end": q.said(*end), "phones": (q.said(phone),), "audit": q.said("적정")}
        return Outsourcing(q.said(who), q.said(task), entries=_spans((b, e)), **fields, **more)  # type: ignore[arg-type]

    def pia(b: int, e: int, file: str, required: str, optional: str) -> Assessment:
        q = p.within(b, e)
        return Assessment(
            q.said(file), q.said("2019"),
            (*q.items(required, requirement=("(필수)", REQUIRED), marks=q), *p.within(q.span("(선택)").begin, e).items(optional, requirement=("(선택)", OPTIONAL), marks=q)),
            entries=_spans((b, e)),
        )  # fmt: skip

    def officer(b: int, e: int, role: str, name: str, phone: str, **fields: object) -> Officer:
        q = p.within(b, e)
        said = {k: q.said(v) if isinstance(v, str) else v for k, v in fields.items()}
        return Officer(q.said(role), q.said(name), phones=(q.said(phone),), entries=_spans((b, e)), **said)  # type: ignore[arg-type]

    history = []
    table = p.within(p.span("이전방침 보기").end, len(p.text))
    for m in re.finditer(r"(\d{4})\.(\d\d)\.(\d\d)\t(.*)\t-", p.text[table.at[0] :]):
        at = table.at[0]
        notes = Words.of(p.text, at + m.start(4), at + m.end(4)).without(r"</?(?:ul|li)[^>]*>").strip()
        history.append(
            Version(Words.of(p.text, at + m.start(), at + m.end(3)), f"{m[1]}-{m[2]}-{m[3]}", None, (notes,))
        )
    records_act = "공공기록물 관리에 관한 법률"
    return Record(
        "mental-health-case.txt", p.sha256, p.text,
        title=p.said("정신건강사례관리시스템 개인정보 처리방침"),
        controller=p.said("한국사회보장정보원"),
        service=p.said("정신건강사례관리시스템"),
        effective_date=p.said("2026년 6월 12일", "2026-06-12"),
        holdings=(
            Holding(
                HoldingKind.FILE, client.said("정신건강사례관리시스템 대상자 정보"), (client.said("정신건강 서비스 대상자 관리"),),
                (*acts(415, 566, "10조", "11조", "15조", "15조의2", "15조의3"), client.basis("제 39조", decree, "39조")),
                (
                    *listed(1165, 1290, "성명, 연락처(주택, 핸드폰), 주소, 나이, 성별, 주민등록번호, 외국인등록번호, 정신질환 진단명, 주거형태, 가족형태, 결혼여부, 학력, 정신장애등급, 의료보장등급", "statute"),
                    *listed(1460, 1520, "병력정보, 치료정보, 재활정보, 종교", "consent"),
                ),
                retention=closure, entries=_spans((415, 566)),
            ),
            Holding(
                HoldingKind.FILE, user.said("정신건강사례관리시스템 사용자 정보"), (user.said("정신건강사례 관리시스템 사용자 관리"),),
                (*acts(569, 705, "12조"), user.basis("개인정보 보호법 제15조 제1항 제4호", PIPA, "15조 1항 4호")),
                (
                    *listed(1330, 1400, "소속기관, 성명, 생년월일, 성별, 직역, 담당사업, 연락처(휴대폰), 아이디, 비밀번호", "statute"),
                    *listed(1535, 1690, "근무형태, 직급, 사례관리자, 관리회원 수, 전자우편주소, 기관구분, 근무유형, 정신건강증진 총 경력, 전문요원 자격취득 이후 정신건강증진 경력, 현 기관 근무년수, 인력유형, 근무상태, 근무기간(입사일, 퇴사일)", "consent"),
                ),
                retention=_kept(p.within(1290, 1400), "탈퇴 후 10년", duration="P10Y", months=120, trigger="membership-withdrawal"),
                entries=_spans((569, 705)),
            ),
            Holding(
                HoldingKind.CHILDREN, child.said("법정대리인 동의를 받기 위하여"), (child.said("법정대리인 동의를 받기 위하여"),),
                items=child.items("법정대리인의 성명, 아동과의 관계"), open_ended=True, subject=child.said("법정대리인"),
                entries=_spans((1791, 1849)),
            ),
        ),
        provisions=tuple(map(provided, ("병무청", "서민금융진흥원", "신용회복위원회"))),
        outsourcings=(
            outsourced(3358, 3453, "네오플로 주식회사", "2026년 정신건강사례관리시스템 기능개선 사업 수행", ("2026.4.27.", "2026-04-27"), ("2027.9.23.", "2027-09-23"), "02-2666-1333", remarks=(p.within(3358, 3453).words("※ 무상하자보수기간(1년)포함"),)),
            outsourced(3454, 3530, "주식회사 휴엔시스", "2026년 정신건강사례관리시스템 유지관리 사업 수행", ("2026.5.7.", "2026-05-07"), ("2026.12.31", "2026-12-31"), "02-501-9265"),
            outsourced(3531, 3605, "주식회사 이지서티", "정신건강사례관리시스템 개인정보 상시 모니터링 구축", ("2026.6.1.", "2026-06-01"), ("2026.9.30", "2026-09-30"), "02-865-5577"),
        ),
        assessments=(
            pia(2076, 2294, "정신건강사례관리 대상자 정보", "성명, 주민등록번호, 외국인등록번호, 핸드폰, 주소, 진료정보, 성별, 나이, 전화번호, 내외국인, 가족형태, 결혼, 종교, 학력정보, 진단정보", "생년월일, 의뢰정보, 연계정보, 상담정보, 조치정보, 병력정보, 치료정보, 재활정보, 임상적평가정보, 평가정보, ISP 정보, 개별상담정보, 그룹프로그램정보, 퇴록정보, 재등록정보"),
            pia(2295, 2409, "정신건강사례관리 사용자 정보", "성명, 주민등록번호, ID, 비밀번호, 권한, 소속기관, 근무형태, 인적자원구분", "전화, 휴대폰, 주소, 이메일, 생년월일, 성별, 근무기간"),
        ),
        officers=(
            officer(6686, 6728, "개인정보보호 책임자", "정영철", "02-6360-6030", title="정보이사", organisation="한국사회보장정보원", chief=True),
            officer(6729, 6771, "분야별 개인정보책임자", "한승원", "02-6360-5480", title="본부장", organisation="한국사회보장정보원"),
            officer(6772, 6812, "개인정보보호 담당자", "윤지훈", "02-6360-5498", title="주임", organisation="한국사회보장정보원"),
            officer(7356, 7400, "개인정보 열람청구 접수·처리 부서", "윤지훈", "02-6360-5498", department="디지털사례정보부", access_desk=True),
        ),
        cookies=p.said("‘쿠키(cookie)’를 사용하지 않습니다", False),
        sections=(
            _section(p, "purpose", "제1조 개인정보의 처리목적", "확인 가능합니다."),
            _section(p, "retention items file_register", "제2조 개인정보의 처리 및 보유기간", "제3조"),
            _section(p, "children", "제3조 14세 미만인 아동", "동의하여야 합니다."),
            _section(p, "impact_assessment", "제4조 개인정보 영향평가", "영향평가 현황", p.within(1950, 2010).basis("「개인정보 보호법」 제33조", PIPA, "33조")),
            _section(p, "provision", "제5조 개인정보의 제3자 제공", "이용·제공현황", p.within(2560, 2640).basis("「정신건강복지법」 제4조", act, "4조"), p.within(2560, 2640).basis("「개인정보 보호법」 제17조", PIPA, "17조"), p.within(2560, 2640).basis("제18조", PIPA, "18조")),
            _section(p, "outsourcing", "제6조 개인정보처리의 위탁", "감독하고 있습니다.", p.within(3610, 3780).basis("개인정보 보호법 제26조", PIPA, "26조")),
            _section(p, "automatic_collection", "제10조 개인정보 자동 수집", "사용하지 않습니다.", denied="‘쿠키(cookie)’를 사용하지 않습니다"),
            *(_section(p, kind, head, "니다.") for kind, head in (("rights", "제7조 정보주체"), ("destruction", "제8조 개인정보"), ("safeguards", "제9조 개인정보의 안전성"), ("officer", "제11조 개인정보 보호책임자"), ("access_request", "제12조 개인정보 열람청구"), ("remedies", "제13조"), ("changes", "제14조 (개인정보처리방침 변경)"))),
        ),
        preamble_citations=(
            p.basis("「개인정보 보호법」 제 30조", PIPA, "30조"),
            p.basis("「공공기록물 관리에 관한 법률」 제20조", records_act, "20조"),
            p.basis("제27조", records_act, "27조"),
            p.basis("동법 시행령 제2조", f"{records_act} 시행령", "2조"),
        ),
        rights=tuple(p.within(3800, 6000).said(w, r) for w, r in (("열람", "access"), ("정정", "correction"), ("삭제", "deletion"), ("처리정지", "suspension"))),
        measures=(
            Measure(MeasureKind.ORGANISATIONAL, p.within(6100, 6210).said("개인정보의 안전한 처리를 위한 내부관리계획 수립·시행, 개인정보취급자 지정의 최소화 및 정기적인 직원 개인정보보호 교육 등")),
            Measure(MeasureKind.TECHNICAL, p.said("개인정보처리시스템 등의 개인정보 접근권한 관리, 침입차단시스템설치, 접근 통제시스템 설치, 고유식별 정보 등의 암호화, 보안프로그램 설치, 접속기록 보관 및 위변조 방지 등 기술적 조치 이행")),
            Measure(MeasureKind.PHYSICAL, p.said("개인정보가 포함된 서류 및 보조저장매체 등이 보관된 전산실, 자료보관실 등에 대한 기술적, 물리적 감시 및 차단, 비인가자에 대한 출입통제 등 출입절차 수립 및 운영")),
            Measure(MeasureKind.DELETION, p.said("전자적 파일 형태로 기록·저장된 개인정보는 기록을 재생할 수 없도록 파기")),
        ),
        versions=tuple(history),
    )  # fmt: skip
