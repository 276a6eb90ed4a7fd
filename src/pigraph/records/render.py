"""A record as JSON (the shape of the evaluation records, with evidence) and as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pigraph.records.fields import applied, field_of
from pigraph.records.model import (
    Assessment,
    Corrected,
    Holding,
    HoldingKind,
    Item,
    LegalBasis,
    Officer,
    Outsourcing,
    Provision,
    Record,
    Retention,
    Stated,
)
from pigraph.text import Span

_LISTED = (HoldingKind.FILE, HoldingKind.TASK, HoldingKind.AUTOMATIC)
_TOPICS = (
    "purpose",
    "retention",
    "items",
    "provision",
    "outsourcing",
    "overseas_transfer",
    "children",
    "impact_assessment",
    "rights",
    "destruction",
    "safeguards",
    "automatic_collection",
    "officer",
    "access_request",
    "remedies",
    "cctv",
    "pseudonymisation",
    "additional_use",
    "automated_decision",
    "changes",
)


def topics(record: Record) -> list[str]:
    """The topics that the document covers, in the order of the law; items also when any entry lists some."""
    found = {k for s in record.sections for k in s.kinds}
    if any(h.items for h in record.holdings if h.kind in _LISTED):
        found.add("items")
    if any(h.retention for h in record.holdings if h.kind in _LISTED):
        found.add("retention")
    if any(h.purposes for h in record.holdings if h.kind in _LISTED):
        found.add("purpose")
    return [t for t in _TOPICS if t in found]


def to_json(record: Record) -> dict[str, Any]:
    """The record as plain data.

    Each entry has ``evidence`` (source ranges, code points) and ``how`` it was read, and in ``read`` how each of its
    values was.
    """
    listed = [h for h in record.holdings if h.kind in _LISTED]
    return {
        "source": record.source_name,
        "sha256": record.sha256,
        "policy": {
            "title": _text(record.title),
            "controller": _text(record.controller),
            "service": _text(record.service),
            "effective_date": _text(record.effective_date),
            "read": _read(record, "title", "controller", "service", "effective_date", "cookies"),
        },
        "processing": [_holding(h) for h in listed],
        "provisions": [_provision(p) for p in record.provisions if p.recipient is not None],
        "processors": [_outsourcing(o) for o in record.outsourcings if o.processor is not None],
        "impact_assessments": [_assessment(a) for a in record.assessments],
        "officers": [_officer(o) for o in record.officers],
        "cookies": record.cookies.value if record.cookies is not None else None,
        "sections": topics(record),
        "also_processed": [_holding(h) | {"kind": h.kind.value} for h in record.holdings if h.kind not in _LISTED],
        "corrections": [_correction(c) for c in applied(record)],
        "denied": [{"sections": list(s.kinds), "words": s.denied.text} for s in record.sections if s.denied],
        "issues": [{"kind": i.kind.value, "words": i.words, "span": [i.span.begin, i.span.end]} for i in record.issues],
    }


def _text(value: Stated[str] | None) -> str | None:
    return value.value if value is not None else None


def _read(of: object, *names: str, **renamed: str) -> dict[str, str]:
    """How each value of an entry was read, by its key in the JSON; ``renamed``: {key: attribute}."""
    found: dict[str, str] = {}
    for key, attribute in [*((n, n) for n in names), *renamed.items()]:
        value = getattr(of, attribute)
        values = [v.text if isinstance(v, Retention) else v for v in (value if isinstance(value, tuple) else (value,))]
        hows = dict.fromkeys(v.how.value for v in values if isinstance(v, Stated))
        if hows:
            found[key] = ", ".join(hows)
    return found


def _evidence(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.begin, s.end] for s in spans]


def _purpose(purposes: Sequence[Stated[str]]) -> str | None:
    return ", ".join(p.value for p in purposes) or None


def _bases(bases: Sequence[LegalBasis]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for b in bases:
        parts = {"law": b.law, "article": b.article, "paragraph": b.paragraph, "item": b.item, "point": b.point}
        said = {"basis": "consent"} if b.consent else {k: v for k, v in parts.items() if v}
        found.append(said | {"how": b.how.value})
    return found


def _items(items: Sequence[Item]) -> list[dict[str, Any]]:
    return [
        {
            "label": i.label.value,
            "requirement": i.requirement.value.value if i.requirement else None,
            "subject": _text(i.subject),
            "consent": i.consent.value if i.consent else None,
            "read": _read(i, "label", "requirement", "subject", "consent"),
            "evidence": _evidence(i.label.words.spans),
        }
        for i in items
    ]


def _holding(h: Holding) -> dict[str, Any]:
    return {
        "name": h.name.value,
        "purpose": _purpose(h.purposes),
        "legal_bases": _bases(h.bases),
        "items": _items(h.items),
        "retention": h.retention.text.value if h.retention else None,
        "open_ended": h.open_ended,
        "matched": _matched(h),
        "how": h.name.how.value,
        "read": _read(h, "name", "retention", purpose="purposes"),
        "evidence": _evidence(h.entries),
    }


def _matched(h: Holding) -> list[str]:
    """The fields that the policy states under another name: pigraph matched them to this entry."""
    purposes = any(not p.asserted for p in h.purposes)
    retention = h.retention is not None and not h.retention.text.asserted
    return ["purpose"] * purposes + ["retention"] * retention


def _provision(p: Provision) -> dict[str, Any]:
    return {
        "recipient": _text(p.recipient),
        "purpose": _purpose(p.purposes),
        "items": _items(p.items),
        "retention": p.retention.text.value if p.retention else None,
        "legal_bases": _bases(p.bases),
        "open_ended": p.open_ended,
        "how": p.recipient.how.value if p.recipient else None,
        "read": _read(p, "recipient", "retention", purpose="purposes"),
        "evidence": _evidence(p.entries),
    }


def _outsourcing(o: Outsourcing) -> dict[str, Any]:
    return {
        "name": _text(o.processor),
        "task": _text(o.task),
        "from": _text(o.start),
        "to": _text(o.end),
        "subprocessor": o.subprocessor,
        "how": o.processor.how.value if o.processor else None,
        "read": _read(o, "task", **{"name": "processor", "from": "start", "to": "end"}),
        "evidence": _evidence(o.entries),
    }


def _assessment(a: Assessment) -> dict[str, Any]:
    return {
        "file": a.file.value,
        "year": _text(a.year),
        "items": _items(a.items),
        "how": a.file.how.value,
        "read": _read(a, "file", "year"),
        "evidence": _evidence(a.entries),
    }


def _officer(o: Officer) -> dict[str, Any]:
    return {
        "role": o.role.value,
        "name": _text(o.name),
        "department": _text(o.department),
        "phones": [p.value for p in o.phones],
        "email": _text(o.email),
        "how": o.role.how.value,
        "read": _read(o, "role", "name", "department", "phones", "email"),
        "evidence": _evidence(o.entries),
    }


def _correction(c: Corrected) -> dict[str, Any]:
    return {
        "entry": c.kind,
        "name": c.name,
        "field": field_of(c),
        "was": c.was,
        "value": c.value,
        "reason": c.reason,
        "who": c.who,
        "date": c.date,
        "place": c.place,
        "evidence": _evidence(c.words.spans if c.words else ()),
    }


def to_text(record: Record) -> str:
    """The record as lines for people: who, then each entry with purpose, ground, items, period."""
    head = record.title.value if record.title else record.source_name
    lines = [head, "─" * min(60, 2 * len(head))]
    for label, value in (("기관", record.controller), ("서비스", record.service), ("시행일", record.effective_date)):
        lines.append(f"{label}: {_text(value) or '기재 없음'}")
    for title, entries in (
        ("처리하는 개인정보", [_holding_lines(h) for h in record.holdings]),
        ("제3자 제공", [_provision_lines(p) for p in record.provisions if p.recipient]),
        ("처리 위탁", [_outsourcing_lines(o) for o in record.outsourcings if o.processor]),
        ("영향평가", [[f"{a.file.value} ({_text(a.year) or '연도 없음'})"] for a in record.assessments]),
        ("책임자·담당", [_officer_lines(o) for o in record.officers]),
    ):
        lines += ["", f"{title}: {len(entries)}건" if entries else f"{title}: 기재 없음"]
        for entry in entries:
            lines.append(f"  • {entry[0]}")
            lines += [f"      {x}" for x in entry[1:]]
    corrections = list(applied(record))
    if corrections:
        lines += ["", f"정정: {len(corrections)}건", *map(_correction_line, corrections)]
    if record.issues:
        lines += ["", f"읽지 못한 것: {len(record.issues)}건 (pigraph unread)"]
    return "\n".join(lines)


def _correction_line(c: Corrected) -> str:
    of = " ".join(filter(None, ("방침" if c.kind == "policy" else c.name, field_of(c))))
    return f"  • {of}: {c.was or '없음'} → {c.value or '삭제'} ({c.reason})"


def _basis_text(b: LegalBasis) -> str:
    if b.consent:
        return "정보주체 동의"
    parts = [b.law or ""]
    if b.article:
        number, _, branch = b.article.partition("의")
        parts.append(f"제{number}조" + (f"의{branch}" if branch else ""))
    if b.paragraph:
        parts.append(f"제{b.paragraph}항")
    if b.item:
        parts.append(f"제{b.item}호")
    return " ".join(parts)


def _fields(*pairs: tuple[str, str | None]) -> list[str]:
    return [f"{label}: {value}" for label, value in pairs if value]


def _common(h: Holding | Provision) -> list[str]:
    etc = " 등" if h.open_ended else ""
    return _fields(
        ("목적", _purpose(h.purposes)),
        ("근거", ", ".join(map(_basis_text, h.bases))),
        ("항목", ", ".join(_item_text(i) for i in h.items) + etc if h.items else None),
        ("기간", h.retention.text.value if h.retention else None),
    )


def _item_text(item: Item) -> str:
    return f"{item.subject.value}의 {item.label.value}" if item.subject else item.label.value


def _holding_lines(h: Holding) -> list[str]:
    return [h.name.value, *_common(h)]


def _provision_lines(p: Provision) -> list[str]:
    return [_text(p.recipient) or "", *_common(p)]


def _outsourcing_lines(o: Outsourcing) -> list[str]:
    period = f"{_text(o.start) or ''} ~ {_text(o.end) or ''}" if o.start or o.end else None
    return [_text(o.processor) or "", *_fields(("업무", _text(o.task)), ("기간", period))]


def _officer_lines(o: Officer) -> list[str]:
    who = " ".join(filter(None, [_text(o.department), _text(o.name)]))
    return [
        f"{o.role.value} — {who}",
        *_fields(("전화", ", ".join(p.value for p in o.phones)), ("이메일", _text(o.email))),
    ]
