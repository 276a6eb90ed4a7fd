"""A task that sentences tell: its ground, purpose, items and period.

Accepts, by example (one sentence that says all, or sentences that say a part each)::

    대관 신청
      가나관은 「가나 조례」 제18조에 따라 대관 접수를 목적으로 이름, 연락처를 필수로 받으며, 3년 동안 보관합니다.
      상담 신청 처리를 위하여 이름, 전화번호를 수집하고 1년간 보관합니다.
      대관 접수를 위하여 「가나 조례」 제18조에 따라 개인정보를 처리합니다. 처리하는 개인정보는 이름, 연락처입니다.
      신청인의 동의를 받아 이름과 주소를 받고, 원하는 경우 이메일을 추가로 받습니다. 보유기간은 1년입니다.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from pigraph.laws.citations import Named
from pigraph.lexicon.people import names_people
from pigraph.patterns import seldom
from pigraph.records.automatic import SENTENCE, conjoined
from pigraph.records.bases import CONSENT, distinct, read_bases
from pigraph.records.items import MARKS, ItemList, known_among, read_items, reads_as_items
from pigraph.records.model import Holding, HoldingKind, How, Item, LegalBasis, Requirement, Stated
from pigraph.records.pairs import read_pairs
from pigraph.records.periods import looks_like_period
from pigraph.records.retention import retention_of
from pigraph.sections.model import Node, Section
from pigraph.text import SENTENCES, Words, joined

_SAID = seldom(
    r"^(?:[^\s,]+[은는]\s)?(?:(?P<law>[^.]{2,80}?제\d+조[^.,]{0,20}?)(?:에|에\s)?(?:따라|근거하여|의하여|의거하여)\s)?"
    r"(?P<purpose>[^.,]{2,60}?)(?:[을를]\s목적으로|[을를]?\s위(?:하여|해))\s"
    r"(?P<items>[^.]{2,200}?)[을를]\s(?:(?P<mark>필수|선택)\S{0,4}\s)?(?:받|수집|처리)\S*"
    r"(?:\s(?P<period>[^.]{2,40}?)(?:\s?동안|(?<=[년월일])간)?\s(?:보관|보유)\S*)?\.?$"
)
_KNOWN = 0.4
_PERIOD = 0.3

_CLAUSES = r"(?<=[가-힣][고며])[,\s]\s*"
_WHO = seldom(r"^(?:다만,?\s|또한,?\s)?[^\s,]{1,20}(?<!하)(?<!되)(?<!기간)(?<!정보)(?<!항목)[은는]\s")
_PURPOSE = seldom(r"^(?P<purpose>[^.]{4,80}?)(?:[을를]\s목적으로|[을를]?\s위(?:하여|해)서?)\s")
_LAW = seldom(r"제\s?\d+조[^.]{0,40}?(?:에|에\s)(?:따라|근거하여|의하여|의거하여)\s")
_AGREED = seldom(r"동의를?\s(?:받아|얻어|받고|얻고)\s")
_WISHED = seldom(r"(?:원하|희망|선택)\S{0,4}\s(?:경우에?는?|때에?는?|분에?게?는?)\s")
_TAKEN = seldom(
    r"^(?P<items>[^.]{1,200}?)[을를]\s(?:(?P<mark>필수|선택)\S{0,4}\s)?(?:추가로\s)?(?:[^.,]{2,30}?(?:간|동안|까지)\s)?(?:받(?!지)|수집|처리|입력받|보유|보관|이용)"
)
_ARE = seldom(
    r"(?:처리|수집|보유|이용)하는\s(?:개인)?정보(?:의?\s항목)?(?:은|는)\s(?P<items>[^.]{1,200}?)(?:입니다|이며|이고|이다|으로서?|로서)\W*$"
)
_KEPT = seldom(
    r"(?P<period>[^.,]{2,40}?)(?:\s?동안|(?<=[년월일])간)?\s(?:보관|보유|보존)(?:합니다|하며|하고|한다|함)\W*$"
)
_PERIOD_IS = seldom(
    r"(?:보유|보관|보존|이용)(?:\s?[·및]\s?(?:이용|보유|보관))?\s?기간은\s(?P<period>[^.]{2,60}?)(?:입니다|이며|이고|이다|으로\s(?:합니다|한다))\W*$"
)
_NAMED = seldom(r"^(?P<name>[^.,]{2,30}?(?:정보|명부|명단|대장|파일))[은는]\s(?!다음|아래|위)")
_LEAST = 2
_OBJECT = seldom(r"[을를]\s(?=[^을를.,]{0,20}\d[^을를.,]{0,20}\s(?:보관|보유|보존)\S*\W*$)")
_NOT = seldom(r"않|아니|없이|없습|없다")
_ABOUT = seldom(r"^[^,]{1,30}?[은는]\s")
_OF = seldom(r"^(?P<who>[가-힣]{2,10})의\s")
_FOR_ITEMS = seldom(
    r"^(?:\S+(?:은|는)\s)?(?P<name>[^.,]{2,40}?)(?:을|를)?\s?(?:위하여|위해)\s(?:아래|다음)(?:의|과\s?같은|와\s?같이|와\s?같은)?\s"
    r"[^.]{0,12}(?:항목|개인정보|정보)"
)


def with_sentence(holding: Holding, sentence: Words, named: Named) -> Holding:
    """The task with what the sentences below its name say of it; as it is where they list nothing."""
    return _whole(holding, sentence, named) or _in_parts(holding, sentence, named)


def said_task(sentence: Words, named: Named) -> Holding | None:
    """A task that an enumerated sentence tells with its items, named after what it is about, else its purpose."""
    name = _NAMED.match(sentence.text)
    what = sentence[name.start("name") : name.end("name")] if name else sentence
    task = Holding(kind=HoldingKind.TASK, name=Stated(joined(what.text), what, How.PROSE), entries=(sentence.hull,))
    task = with_sentence(task, sentence[name.end() :] if name else sentence, named)
    if len(task.items) < _LEAST or not (name or task.purposes):
        return None
    return task if name else replace(task, name=task.purposes[0], purposes=())


def _whole(holding: Holding, sentence: Words, named: Named) -> Holding | None:
    """The task with what one sentence that says all of it states; None if it is none."""
    m = _SAID.match(sentence.text)
    if m is None or holding.items or any(p.search(m["items"]) for p in (_LAW, _AGREED, _WISHED)):
        return None
    how = How.PROSE
    label = sentence[m.start("mark") : m.end("mark")] if m["mark"] else None
    mark = Stated(MARKS[m["mark"]], label, how) if label is not None else None
    listed = read_items(sentence[m.start("items") : m.end("items")], how, mark)
    known = known_among(listed.items)
    if len(listed.items) < 2 or known < _KNOWN * len(listed.items):
        return None
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


def _in_parts(holding: Holding, words: Words, named: Named) -> Holding:
    """The task with what several sentences, or clauses of one, say of it."""
    if holding.items or not words.text.rstrip().endswith("다."):
        return holding
    how = How.PROSE
    purposes = holding.purposes
    bases: list[LegalBasis] = list(holding.bases)
    items: list[Item] = []
    open_ended = False
    retention = holding.retention
    for sentence in words.split(SENTENCES):
        rest = _without(sentence, _WHO)
        purpose = _PURPOSE.match(rest.text)
        grounds: list[LegalBasis] = []
        if purpose is not None:
            rest, said = rest[purpose.end() :], rest[purpose.start("purpose") : purpose.end("purpose")]
            if (law := _last(_LAW, said)) is not None:
                grounds += read_bases(said[:law], named, how, consent=False)
                said = said[law:]
            if not purposes and (said := said.strip(" ,")).text:
                purposes = (Stated(joined(said.text), said, how),)
        taken = False
        for clause in rest.split(_CLAUSES):
            if _NOT.search(clause.text):
                continue
            found, etc, more = _items_of(clause, named)
            items += found
            open_ended = open_ended or etc
            grounds += more
            taken = taken or bool(found)
            if retention is None and (period := said_period(clause)) is not None:
                retention = retention_of(period, how)
        if taken or purpose is not None:
            bases += grounds
    if not items:
        return holding
    return replace(
        holding,
        purposes=purposes,
        bases=distinct(bases),
        items=tuple(items),
        open_ended=open_ended,
        retention=retention,
    )


def _items_of(clause: Words, named: Named) -> tuple[list[Item], bool, list[LegalBasis]]:
    """The items that a clause says are taken, whether there are more, and under which law or consent."""
    how = How.PROSE
    grounds: list[LegalBasis] = []
    rest, mark = clause, None
    if (law := _last(_LAW, rest)) is not None:
        grounds += read_bases(rest[:law], named, how, consent=False)
        rest = rest[law:]
    if (agreed := _last(_AGREED, rest)) is not None:
        if (m := CONSENT.search(rest.text, 0, agreed)) is not None:
            grounds.append(LegalBasis(words=rest[m.start() : m.end()].strip(), how=how))
        rest = rest[agreed:]
    if (wished := _last(_WISHED, rest)) is not None:
        mark = Stated(Requirement.OPTIONAL, rest[:wished].strip(), how)
        rest = rest[wished:]
    m = _ARE.search(rest.text) or _TAKEN.match(rest.text)
    if m is None:
        return [], False, grounds
    if said := m.groupdict().get("mark"):
        mark = Stated(MARKS[said], rest[m.start("mark") : m.end("mark")], how)
    listed = rest[m.start("items") : m.end("items")].strip()
    group = None
    if (of := _OF.match(listed.text)) and names_people(of["who"]):
        who = listed[of.start("who") : of.end("who")]
        group, listed = Stated(joined(who.text), who, how), listed[of.end() :].strip()
    found = read_items(listed, how, mark, subject=group)
    items = list(conjoined(found.items))
    known = known_among(items)
    if not known or known < (_KNOWN * len(items) if len(items) > 1 else 1):
        return [], False, grounds
    return items, found.open_ended, grounds


def said_period(clause: Words) -> Words | None:
    """The period for which a clause says that something is kept."""
    m = _PERIOD_IS.search(clause.text)
    if m is None:
        clause = _without(clause, _ABOUT)
        if (end := _last(_OBJECT, clause)) is not None:  # "성명을 3년간 보관합니다"
            clause = clause[end:]
        m = _KEPT.match(clause.text)
    if m is None:
        return None
    period = clause[m.start("period") : m.end("period")].strip(" ,")
    return period if looks_like_period(period.text) > _PERIOD else None


def _without(words: Words, pattern: re.Pattern[str]) -> Words:
    m = pattern.match(words.text)
    return words[m.end() :] if m else words


def _last(pattern: re.Pattern[str], words: Words) -> int | None:
    """Where the last match ends; None if there is none."""
    return max((m.end() for m in pattern.finditer(words.text)), default=None)


def announced(node: Node, section: Section) -> Holding | None:
    """ "… 강좌 운영을 위하여 다음의 항목을 받습니다" with lists of items below."""
    m = _FOR_ITEMS.match(node.words.text) if section.is_about("items") else None
    if m is None or not node.nodes:
        return None
    name = node.words[m.start("name") : m.end("name")].strip()
    lists = [n for n in node.nodes if not n.is_note and not SENTENCE.search(n.words.text)]
    if not lists or any(n.nodes or read_pairs(n.words) or not reads_as_items(n.words) for n in lists):
        return None
    total = ItemList()
    for n in lists:
        total += read_items(n.words, How.LIST)
    return Holding(
        kind=HoldingKind.TASK,
        name=Stated(joined(name.text), name, How.PROSE),
        items=total.items,
        open_ended=total.open_ended,
        entries=tuple(n.words.hull for n in (node, *lists)),
    )
