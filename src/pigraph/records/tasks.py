"""Enumerated tasks → holdings: purposes, retention periods and items that stand in lists.

Accepts, by example (the same task may stand in several articles; `pigraph.records.merge` brings it together)::

    1. 홈페이지 회원 가입 및 관리                         a name, with a sentence or labelled lines below
       회원 가입의사 확인, … 등을 목적으로 개인정보를 처리합니다.
       - 필수항목 : 성명, 이메일
    2. 강좌 운영 : 강좌가 끝난 후 1년                     name : value, read by what the section is about
    3. 강좌 신청 신청 내역의 확인, … 목적으로 …           name and sentence in one line, if the name is known
    4. … 중에 다음 정보가 자동으로 생성됩니다.  - 접속 IP, 방문일시
    5. 상담 접수를 위하여 성명, 연락처를 수집하며 1년간 보관합니다.   a sentence that says all: its purpose is the name
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from pigraph.blocks.markers import MarkKind
from pigraph.blocks.model import Table
from pigraph.laws.citations import Named
from pigraph.lexicon.columns import columns
from pigraph.patterns import seldom
from pigraph.records import periods
from pigraph.records.automatic import (
    SENTENCE,
    read_automatic_line,
    read_automatic_lists,
    read_automatic_sentences,
)
from pigraph.records.bases import read_bases, split_basis_purpose
from pigraph.records.holdings import COLUMN_MARKS, clean_name, consent_of
from pigraph.records.items import ItemList, known_among, read_items, reads_as_items
from pigraph.records.labels import Card, cards, label_of, outside, own_pairs, pairs_of
from pigraph.records.model import Holding, HoldingKind, How, LegalBasis, Requirement, Retention, Stated
from pigraph.records.pairs import Pair, read_pairs
from pigraph.records.retention import retention_of
from pigraph.records.said_pairs import items_of, said_pairs
from pigraph.records.said_tasks import announced, said_task, with_sentence
from pigraph.sections.model import Node, Section
from pigraph.text import Span, Words, fold, joined

_PURPOSE = re.compile(
    r"(?P<what>.+?)(?:(?:을|를|의|에|하기)\s?(?:위한\s?)?목적으로|(?:을|를)?\s?위하여|(?:을|를)?\s?위해)(?:서|만)?\s?[^.]{0,24}?(?:개인정보를?|정보를?)?\s?(?:처리|수집|이용|활용|보유)[^.]{0,12}(?:니다|다|음|함)\.?",
    re.DOTALL,
)
_PURPOSE_TAIL = seldom(r"(?:을|를|의)?\s*$")
_NAME_VALUE = re.compile(r"^(?P<name>[^:：]{2,60}?)\s*[:：]\s*(?P<value>.+)$", re.DOTALL)
_UNDER_LAW = seldom(r"(?:에|의)\s?(?:따른|의한|의거|근거)|에\s?따라")
_TASK_END = seldom(r"(?:관리|처리|제공|운영|접수|신청|발급|서비스|가입|업무|상담|지원|안내|예약|등록|사업)$")


def read_tasks(section: Section, named: Named, names: Iterable[str] = ()) -> list[Holding]:
    """The holdings that a section lists. ``names``: folded names known from elsewhere in the document."""
    listed = cards(section)
    found = [h for card in listed if (h := _of_card(card, named)) is not None]
    known = set(names)
    closing = set(_closing(section.nodes))
    for node, lead in _marked(outside(section.nodes, listed), ()):
        if any(card.span.begin <= n.words.begin < card.span.end for card in listed for n in node.walk()):
            continue
        if found and found[-1].kind is HoldingKind.AUTOMATIC and found[-1].entries[0].covers(node.words.hull):
            continue
        if lead and _is_task_text(lead[-1]) and any(p.field == "items_automatic" for p in read_pairs(node.words)[:1]):
            continue  # a label of the task above
        holding = (
            read_automatic_line(node)
            or announced(node, section)
            or _task(node, lead, section, named, known, closing)
            or said_task(node.words, named)
        )
        if holding is not None:
            found.append(holding)
    for siblings in (section.nodes, *(node.nodes for node in section.walk())):
        found += read_automatic_lists(siblings)
    return found + read_automatic_sentences(n for n in section.walk() if n.mark is None)


def _closing(nodes: Sequence[Node]) -> Iterator[int]:
    """Where labels stand that close a list: unmarked, after a sentence, under its last entry and under no other.

    They are about the whole list: "- 가 : 3년  - 나 : 5년  기간이 지나면 파기합니다.  근거 : …".
    """
    entries = [n for n in nodes if n.mark is not None and not n.is_note]
    if len(entries) > 1 and not any(n.children for n in entries[:-1]):
        after = False
        for child in entries[-1].nodes:
            if after and (child.mark is None or child.kind is MarkKind.STAR):  # "*근거: …*" in Markdown
                yield from (p.label.begin for p in read_pairs(child.words))
            if child.mark is None:
                yield from (p.label.begin for p in said_pairs(child.words))
            after = after or (child.mark is None and bool(SENTENCE.search(child.words.text)))
    for node in nodes:
        yield from _closing(node.nodes)


def _of_card(card: Card, named: Named) -> Holding | None:
    name = clean_name(card.name.value)
    if not name.text:
        return None
    labelled_file = card.name.label is not card.name.value and "파일" in card.name.label.text
    kind = HoldingKind.FILE if labelled_file else HoldingKind.TASK
    holding = Holding(kind=kind, name=Stated(joined(name.text), name, How.LIST), entries=(card.span,))
    return _with_pairs(holding, card.pairs, named, consent_of(card.lead), _mark_above(card.lead))


def _marked(nodes: Sequence[Node], lead: tuple[Node, ...]) -> Iterable[tuple[Node, tuple[Node, ...]]]:
    for node in nodes:
        if node.is_note:
            continue
        if node.mark is not None or (node.level and node.children):
            yield node, lead
        yield from _marked(node.nodes, (*lead, node))


def _task(
    node: Node, lead: tuple[Node, ...], section: Section, named: Named, known: set[str], closing: Container[int] = ()
) -> Holding | None:
    if lead and (node.kind is MarkKind.DASH or _is_task_text(lead[-1])) and _is_label_line(node):
        return None
    name, value = _name_and_value(node, known)
    if not name or (value is None and (label_of(node) or columns().field(name.text) in COLUMN_MARKS)):
        return None
    below = _below(node)
    pairs = own_pairs(node, closing)
    if value is not None and (inside := pairs_of(value)):
        pairs = inside + pairs
        cut = value[: value.index(inside[0].label.begin)].strip(" (（,/-")
        value = cut if cut.text else None
    how = How.LIST
    consent = consent_of((*lead, node))
    holding = Holding(kind=HoldingKind.TASK, name=Stated(joined(name.text), name, how))
    purpose = _purpose(value) if value is not None else None
    if purpose is None:
        purpose = next((p for n in below if (p := _purpose(n.words)) is not None), None)
    if purpose is not None and section.is_about("purpose", "items", "retention"):
        holding = replace(holding, purposes=(Stated(joined(purpose.text), purpose, How.PROSE),))
    if value is not None and purpose is None:
        holding = _by_section(holding, value, section, node, consent)
    holding = _with_pairs(holding, pairs, named, consent, _mark_above(lead))
    holding = _with_lines(holding, node, section, consent)
    for n in below:
        holding = with_sentence(holding, n.words, named)
    bases = read_bases(name, named, how, consent=False) or _bases_above(lead, named)
    holding = replace(holding, bases=(*holding.bases, *bases))
    if not (holding.purposes or holding.items or holding.retention):
        return None
    return replace(holding, entries=_entries(node, holding))


def _is_label_line(node: Node) -> bool:
    pairs = read_pairs(node.words)
    return bool(pairs) and pairs[0].label.begin - node.words.begin < 8


def _is_task_text(node: Node) -> bool:
    return node.mark is not None and not SENTENCE.search(node.words.text) and len(node.words) < 60


def _name_and_value(node: Node, known: set[str]) -> tuple[Words | None, Words | None]:
    words = node.words
    text = words.text
    m = _NAME_VALUE.match(text)
    if m and (parts := _possessive(words, m, known)):
        return parts
    if _is_label_line(node):
        pair = read_pairs(words)[0]
        if pair.field == "name":
            return pair.value, None
        return None, None
    if m:
        name = words[m.start("name") : m.end("name")].strip()
        unlabelled = not SENTENCE.search(m["name"]) and columns().field(m["name"]) is None
        if unlabelled or fold(name.text) in known:
            return name, words[m.start("value") :].strip()
    if not SENTENCE.search(text) and len(text) <= 60:
        return (words, None) if node.nodes else (None, None)
    if _PURPOSE.match(text):
        return _split_glued(words, known)
    return None, None


def _possessive(words: Words, m: re.Match[str], known: set[str]) -> tuple[Words, Words] | None:
    """ "유실물 관리의 수집근거 : …" → the known name, and the labelled value."""
    for end in (x.start() for x in re.finditer(r"의\s", m["name"])):
        if fold(m["name"][:end]) in known:
            return words[:end].strip(), words[end + 1 :].strip()
    return None


def _split_glued(words: Words, known: set[str]) -> tuple[Words | None, Words | None]:
    """Name and sentence of "강좌 신청 신청 내역의 확인, … 목적으로 처리합니다."."""
    text = words.text
    blanks = [m.start() for m in re.finditer(r"\s", text[:50])]
    for end in reversed(blanks):
        if fold(text[:end]) in known:
            return words[:end].strip(), words[end:].strip()
    if re.match(r"^\S+(?:은|는|이|가)\s", text):
        return None, None
    comma = text.find(",")
    for end in blanks:
        head = text[:end]
        if (
            len(head) >= 4
            and (comma < 0 or end < comma)
            and _TASK_END.search(head)
            and not text[end:].lstrip().startswith(("및", "등", "·", "을", "를"))
        ):
            return words[:end].strip(), words[end:].strip()
    return None, None


def _purpose(words: Words) -> Words | None:
    """The purpose that a sentence states, without "… 목적으로 개인정보를 처리합니다"."""
    m = _PURPOSE.match(words.text)
    if not m:
        return None
    what = words[m.start("what") : m.end("what")].strip()
    tail = _PURPOSE_TAIL.search(what.text)
    if tail and tail.group().strip():
        what = what[: tail.start()]
    what = what.strip(" ,·-")
    return what if len(what) >= 2 and not re.search(r"(?:다음|아래)(?:의)?$", what.text) else None


def _by_section(holding: Holding, value: Words, section: Section, node: Node, consent: Stated[bool] | None) -> Holding:
    """A bare value ("name : value"), read by what it looks like and what the section is about."""
    how = How.LIST
    period = periods.looks_like_period(value.text[:60])
    if section.is_about("retention") and (period > 0.3 or not section.is_about("purpose", "items")):
        return replace(holding, retention=_retention(value, node))
    listed = read_items(value, how, consent=consent)
    known = known_among(listed.items)
    if section.is_about("items") and (known or not section.is_about("purpose")):
        return replace(holding, items=listed.items, open_ended=listed.open_ended)
    if section.is_about("purpose"):
        return replace(holding, purposes=(Stated(joined(value.text.rstrip(". ")), value.strip(" ."), how),))
    return holding


def _retention(value: Words, node: Node) -> Retention:
    return retention_of(value, How.LIST, [n.words for n in node.walk() if n is not node and not n.is_note])


def _below(node: Node) -> list[Node]:
    """The lines that belong to a task: its children, but not tasks of their own."""
    return [n for child in node.nodes for n in child.walk() if not n.is_note]


def _with_pairs(
    holding: Holding,
    pairs: Sequence[Pair],
    named: Named,
    consent: Stated[bool] | None,
    mark: Stated[Requirement] | None = None,
) -> Holding:
    items = ItemList(holding.items, holding.open_ended)
    bases: list[LegalBasis] = list(holding.bases)
    for pair in pairs:
        how = How.PROSE if pair.said else How.LIST
        if pair.field in COLUMN_MARKS:
            items += items_of(pair, Stated(COLUMN_MARKS[pair.field], pair.label, how), consent)
        elif pair.field == "items":
            items += items_of(pair, mark, consent)
        elif pair.field in ("retention", "period") and holding.retention is None:
            holding = replace(holding, retention=retention_of(pair.value, how))
        elif pair.field == "basis":
            bases.extend(read_bases(pair.value, named, how, grounds=True))
        elif pair.field == "basis_purpose":
            more, purpose = split_basis_purpose(pair.value, named, how)
            bases.extend(more)
            if purpose is not None and not holding.purposes:
                holding = replace(holding, purposes=(Stated(joined(purpose.text), purpose, how),))
        elif pair.field == "purpose" and not holding.purposes:
            holding = replace(holding, purposes=(Stated(joined(pair.value.text), pair.value, how),))
    return replace(holding, items=items.items, open_ended=items.open_ended, bases=tuple(bases))


def _with_lines(holding: Holding, node: Node, section: Section, consent: Stated[bool] | None) -> Holding:
    """Lines without a label below a name: marked or known items, else (about purposes) the purpose."""
    how = How.LIST
    items = ItemList(holding.items, holding.open_ended)
    titles = {id(a) for a, b in pairwise(node.children) if isinstance(b, Table)}
    for child in node.nodes:
        text = child.words.text
        if id(child) in titles or child.is_note or read_pairs(child.words) or SENTENCE.search(text) or len(text) > 400:
            continue
        if section.is_about("items") and not holding.items and reads_as_items(child.words):
            items += read_items(child.words, how, None, consent)
        elif section.is_about("purpose") and not holding.purposes and not section.is_about("items"):
            holding = replace(holding, purposes=(Stated(joined(text.rstrip(". ")), child.words.strip(" ."), how),))
        elif section.is_about("retention") and holding.retention is None and periods.looks_like_period(text[:60]) > 0.5:
            holding = replace(holding, retention=retention_of(child.words, how))
    return replace(holding, items=items.items, open_ended=items.open_ended)


def _mark_above(lead: Sequence[Node]) -> Stated[Requirement] | None:
    """What a heading such as "필수 수집항목" says of the items of all tasks under it."""
    for node in reversed(lead):
        mark = COLUMN_MARKS.get(columns().field(node.words.text) or "")
        if mark is not None:
            return Stated(mark, node.words, How.LIST)
    return None


def _bases_above(lead: Sequence[Node], named: Named) -> tuple[LegalBasis, ...]:
    """The law in a heading such as "4. 「가나법」 제6조에 따른 보존" over what it makes the body keep."""
    above = lead[-1].words if lead else None
    if above is None or SENTENCE.search(above.text) or not _UNDER_LAW.search(above.text):
        return ()
    return read_bases(above, named, How.LIST, consent=False)


def _entries(node: Node, holding: Holding) -> tuple[Span, ...]:
    words = [node.words, *(n.words for n in _below(node))]
    values = [*(p.words for p in holding.purposes), *(i.label.words for i in holding.items)]
    ends = (
        [v.end for v in values]
        + ([holding.retention.text.words.end] if holding.retention else [])
        + [holding.name.words.end]
    )
    begin, end = node.words.begin, max(ends)
    own = [w.hull for w in words if w.begin < end]
    return tuple(
        Span(max(begin, s.begin), min(max(end, node.words.begin), s.end)) for s in own if s.begin < min(end, s.end)
    )
