"""A task that one sentence tells whole: its ground, purpose, items and period.

Accepts, by example::

    대관 신청
      가나관은 「가나 조례」 제18조에 따라 대관 접수를 목적으로 이름, 연락처를 필수로 받으며, 3년 동안 보관합니다.
      상담 신청 처리를 위하여 이름, 전화번호를 수집하고 1년간 보관합니다.
"""

from __future__ import annotations

from dataclasses import replace

from pigraph.laws.citations import Named
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.records.bases import read_bases
from pigraph.records.items import MARKS, read_items
from pigraph.records.model import Holding, How, Stated
from pigraph.records.periods import looks_like_period
from pigraph.records.retention import retention_of
from pigraph.text import Words, joined

_SAID = seldom(
    r"^(?:[^\s,]+[은는]\s)?(?:(?P<law>[^.]{2,80}?제\d+조[^.,]{0,20}?)(?:에|에\s)?(?:따라|근거하여|의하여|의거하여)\s)?"
    r"(?P<purpose>[^.,]{2,60}?)(?:[을를]\s목적으로|[을를]?\s위(?:하여|해))\s"
    r"(?P<items>[^.]{2,200}?)[을를]\s(?:(?P<mark>필수|선택)\S{0,4}\s)?(?:받|수집|처리)\S*"
    r"(?:\s(?P<period>[^.]{2,40}?)(?:\s?동안|(?<=[년월일])간)?\s(?:보관|보유)\S*)?\.?$"
)
_KNOWN = 0.4
_PERIOD = 0.3


def with_sentence(holding: Holding, sentence: Words, named: Named) -> Holding:
    """The task with what a sentence below its name says of it; as it is where the sentence lists no items."""
    m = _SAID.match(sentence.text)
    if m is None or holding.items:
        return holding
    how = How.PROSE
    label = sentence[m.start("mark") : m.end("mark")] if m["mark"] else None
    mark = Stated(MARKS[m["mark"]], label, how) if label is not None else None
    listed = read_items(sentence[m.start("items") : m.end("items")], how, mark)
    known = sum(bool(vocabulary().items(i.label.value)) for i in listed.items)
    if len(listed.items) < 2 or known < _KNOWN * len(listed.items):
        return holding
    purpose = sentence[m.start("purpose") : m.end("purpose")].strip()
    bases = read_bases(sentence[m.start("law") : m.end("law")], named, how) if m["law"] else ()
    period = sentence[m.start("period") : m.end("period")].strip(" ,") if m["period"] else None
    kept = period is not None and holding.retention is None and looks_like_period(period.text) > _PERIOD
    return replace(
        holding,
        purposes=(Stated(joined(purpose.text), purpose, how),),
        bases=(*holding.bases, *bases),
        items=listed.items,
        open_ended=listed.open_ended,
        retention=retention_of(period, how) if kept and period is not None else holding.retention,
    )
