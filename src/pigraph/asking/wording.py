"""What answers say, in Korean and English: sentences, headings, chips."""

from __future__ import annotations

from pigraph.asking.model import Answer, Chip, Field, Meaning, Shape, Status
from pigraph.languages import Language


def word(name: str, language: Language) -> str:
    return _WORDS[name][0 if language is Language.KO else 1]


_WORDS = {
    "no_law": ("방침에 법령 없음", "the policy names no law"),
    "law_unclear": ("법령을 읽을 수 없음", "the law cannot be read"),
    "consent": ("정보주체 동의", "consent of the data subject"),
    "inferred": ("pigraph의 해석", "pigraph's reading"),
    "yes": ("예", "yes"),
    "agency": ("기관", "body"),
    "law": ("법적 근거", "legal basis"),
    "evidence": ("원문", "words of the policy"),
    "item": ("개인정보 항목", "personal data"),
    "recipient": ("제공받는 자", "recipient"),
    "processor": ("수탁자", "processor"),
    "purpose": ("목적", "purpose"),
    "retention": ("보유기간", "retention"),
    "file": ("개인정보파일·업무", "file or task"),
    "start": ("시작일", "from"),
    "end": ("종료일", "until"),
    "period": ("위탁기간", "period"),
    "year": ("수행연도", "year"),
    "right": ("권리", "right"),
    "measure": ("안전조치", "safeguard"),
    "destruction": ("파기방법", "destruction"),
    "audit": ("점검결과", "inspection"),
    "person": ("이름", "name"),
    "unit": ("부서", "department"),
    "title": ("직위", "position"),
    "phone": ("전화번호", "telephone"),
    "mail": ("이메일", "email"),
    "fax": ("팩스", "fax"),
    "service": ("서비스", "service"),
    "category": ("구분", "category"),
    "consent_limit": ("동의", "consent"),
    "necessity": ("필수·선택", "required or optional"),
    "subject": ("정보주체", "data subject"),
    "topic": ("조항", "clause"),
    "denied": ("하지 않음", "denied"),
    "role": ("역할", "role"),
    "months": ("보유 개월", "months kept"),
    "words": ("이름에", "named"),
    "holding": ("직접 처리", "held by the body"),
    "provision": ("제3자 제공", "provision to third parties"),
    "outsourcing": ("처리 위탁", "outsourcing"),
    "assessment": ("영향평가", "impact assessment"),
    "contact": ("담당자·연락처", "contacts"),
    "clause": ("방침의 조항", "clauses"),
    "policy": ("처리방침", "policies"),
    "list": ("목록", "list"),
    "count": ("개수", "how many"),
    "exists": ("여부", "whether"),
    "top": ("가장 많은", "most"),
    "common": ("공통", "in common"),
    "compare": ("비교", "comparison"),
}


def heading(key: str, meaning: Meaning, language: Language) -> str:
    """The heading of a column; ``label`` is what was asked for."""
    return word(meaning.targets[0].value if key == "label" else key, language)


def sentence(answer: Answer) -> str:
    """One sentence: number, denominator, date."""
    meaning = answer.meaning
    assert meaning
    ko = answer.language is Language.KO
    target = word(meaning.targets[0].value, answer.language)
    asked = ", ".join(chip.label for chip in answer.chips if chip.kind not in ("scene", "target", "shape"))
    scene = word(meaning.scene.value, answer.language)
    n, date = answer.policies, answer.as_of
    if answer.status is Status.NOT_STATED:
        if ko:
            return f"처리방침 {n}건({date} 기준)에서 찾았지만, {scene}({asked})에 대해 {target}을(를) 밝힌 방침은 없습니다."
        return f"Looked up in {n} policies (as of {date}): none states the {target} for {scene} ({asked})."
    bodies = len({r.policy for r in answer.rows})
    shown = ", ".join(answer.labels[:5]) + (" …" if len(answer.labels) > 5 else "")
    if ko:
        return f"{target} {len(answer.labels)}건: {shown} (처리방침 {n}건 중 {bodies}건, {date} 기준)."
    return f"{target}, {len(answer.labels)} in all: {shown} ({bodies} of {n} policies, as of {date})."


def chips(meaning: Meaning, language: Language) -> tuple[Chip, ...]:
    """The parts of a meaning in words."""
    shown = [Chip("scene", word(meaning.scene.value, language))]
    shown += [Chip("target", word(t.value, language)) for t in meaning.targets]
    shown += [Chip("shape", word(meaning.shape.value, language))] if meaning.shape is not Shape.LIST else []
    for limit in meaning.limits:
        name = word("consent_limit" if limit.field is Field.CONSENT else limit.field.value, language)
        values = " / ".join(v.label for v in limit.values[:3])
        shown.append(Chip(limit.field.value, f"{name}: {values}", limit.words))
    return tuple(shown)
