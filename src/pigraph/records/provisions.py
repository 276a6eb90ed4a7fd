"""Tables and lists of recipients → provisions (제3자 제공, PIPA 17).

Accepts, by example: a table with 제공받는 자 · 제공목적 · 제공항목 · 보유기간 · 근거, composite cells and list
entries with "- 제공받는 자 : … - 이용목적 : …". A cell that names several recipients gives one provision each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pigraph.laws.citations import Named
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.records.bases import CONSENT, distinct, read_bases, split_basis_purpose
from pigraph.records.grid import Grid, Row
from pigraph.records.holdings import purpose_of, row_items
from pigraph.records.model import How, LegalBasis, Provision, Stated
from pigraph.records.pairs import Pair
from pigraph.records.parties import read_parties
from pigraph.records.retention import retention_of
from pigraph.sections.model import Node
from pigraph.text import SENTENCES, Span, Words

_ANNOUNCES = re.compile(
    r"(?:다음|아래|하기)(?:과|와)?\s?(?:의\s?\S+\s)?같(?:이|습니다|다\.)|아래의?\s?표|다음의?\s?(?:표|경우|기관)"
    r"|(?:아래|다음)의?\s(?:[가-힣\d]{1,3}\s?)?(?:곳|기관|단체|업체|회사|자)(?:에|에게)\s"
)
_GIVES = seldom(r"제공(?:하|합|할|하고|받)")
_GIVEN = seldom(r"제공(?:하는\s?(?:경우|개인정보))?\s*$")
_OTHERWISE = seldom(r"[고며],?\s(?:그\s?(?:밖|외)|이\s?외)에?는?\s")
_HEADING = 40
_GROUND = seldom(
    r"^\s?(?:[「」()\w\s·]*?)(?:에|의)\s?(?:따라|의거|근거|의하여|의해|따른(?!\s(?:경우|때)에(?:만|\s?한)))"
)
_GROUND_CELL = seldom(r"(?:에|의)\s?(?:따른|따라|의한|의거|근거)|^\W*(?:정보주체의?\s)?동의\W*$")
_CONSENT_GIVEN = seldom(r"[을를]?\s?(?:받아|얻어|받고|받은|에\s?따라|에\s?의)")
_NOT_WITHOUT = seldom(r"(?:\S+의\s)?동의\s?없이는?\s(?:\S+\s)?제공(?:되|하)지\s?(?:않|아니)\S*")
_LAW_BEHIND = seldom(r"\s*\([^()]*(?:법|법률|령|규칙|조례)\s?[^()]*\)\s*$")
_LIST_KEYS = frozenset(
    {
        "recipient",
        "purpose",
        "items",
        "retention",
        "basis",
        "basis_purpose",
        "period",
        "method",
        "data_source",
        "items_required",
        "items_optional",
    }
)


def is_provision_table(grid: Grid) -> bool:
    return grid.has("recipient") and not grid.has("year")


def read_provisions(grid: Grid, named: Named, lead: Sequence[Node]) -> list[Provision]:
    """The provisions of a table. ``lead``: the nodes that lead to it, for the ground they give to all rows."""
    general = lead_ground(lead, named)
    unclear = frozenset({"data_source"} & grid.torn)
    found: list[Provision] = []
    for row in grid.rows:
        found.extend(_provisions(row, grid.how, named, general, unclear, grid.header_of("recipient")))
    return found


def provisions_of_pairs(pairs: Sequence[Pair], entry: Span, named: Named, lead: Sequence[Node]) -> list[Provision]:
    """The provisions of one list entry."""
    row = Row(span=entry)
    for pair in pairs:
        if pair.field in _LIST_KEYS:
            row.cells.setdefault(pair.field, []).append(pair.value)
    return _provisions(row, How.LIST, named, lead_ground(lead, named), frozenset())


class Ground(NamedTuple):
    """The ground that a sentence in front of a table or list gives to all of it, and the words that say so."""

    bases: tuple[LegalBasis, ...] = ()
    entries: tuple[Span, ...] = ()


def lead_ground(lead: Sequence[Node], named: Named) -> Ground:
    """The ground that the sentence in front of a table or list gives to all of it.

    "「법」 제17조제1항제1호에 따른 동의로 제공" gives the cited place; without a
    citation the consent. A general reservation ("법 제17조에 해당하는 경우에만") gives none.
    """
    for node in reversed(lead):
        for sentence in node.words.split(SENTENCES):
            heads = len(sentence) <= _HEADING and _GIVEN.search(sentence.text)
            if not heads and not (_ANNOUNCES.search(sentence.text) and _GIVES.search(sentence.text)):
                continue
            if m := _OTHERWISE.search(sentence.text):  # what announces the table is the part that holds for it
                rest = sentence[m.end() :]
                sentence = rest if _ANNOUNCES.search(rest.text) else sentence[: m.start()]
            consent = _consent(sentence)
            bases = [
                b
                for b in read_bases(sentence, named, How.PROSE, consent=False)
                if b.article and _is_ground(sentence, b)
            ]
            if bases:
                last = max(b.words.end for b in bases)
                end = consent.end if consent is not None and consent.begin >= last else last
                return Ground(distinct(bases), (Span(min(b.words.begin for b in bases), end),))
            if consent is not None:
                return Ground((LegalBasis(words=consent, how=How.PROSE),), consent.spans)
    return Ground()


def _consent(sentence: Words) -> Words | None:
    """ "정보주체의 동의를 얻어", "동의 없이는 제공되지 않습니다" in a sentence; not "동의 없이", "동의를 거부"."""
    if m := _NOT_WITHOUT.search(sentence.text):
        return sentence[m.start() : m.end()]
    m = CONSENT.search(sentence.text)
    given = _CONSENT_GIVEN.match(sentence.text, m.end()) if m else None
    return sentence[m.start() : given.end()].strip() if m and given else None


def _without_law(purpose: Stated[str], bases: list[LegalBasis], named: Named, how: How) -> Stated[str]:
    """ "자격 검증 (공공주택 특별법 제48조의8)" → the purpose; the law in parentheses goes to ``bases``."""
    m = _LAW_BEHIND.search(purpose.words.text)
    if not m:
        return purpose
    found = read_bases(purpose.words[m.start() : m.end()], named, how, consent=False)
    if not found:
        return purpose
    bases.extend(found)
    return purpose_of(purpose.words[: m.start()].strip(), how)


def _is_ground(sentence: Words, basis: LegalBasis) -> bool:
    """The citation is followed by 에 따라 / 에 의거 …, not by 에 해당하는 경우."""
    end = basis.words.end
    after = "".join(c for c, o in zip(sentence.text, sentence.at, strict=True) if o >= end)[:24]
    return bool(_GROUND.match(after))


def _provisions(
    row: Row, how: How, named: Named, general: Ground, unclear: frozenset[str], header: str = ""
) -> list[Provision]:
    words = row.get("recipient", "organisation", "name")
    if words is None:
        return []
    parties = read_parties(words, how, header)
    purposes: list[Stated[str]] = [purpose_of(w, how) for w in row.all("purpose")]
    bases: list[LegalBasis] = []
    for w in row.all("basis"):
        bases.extend(read_bases(w, named, how, grounds=True))
    for w in row.all("basis_purpose"):
        more, purpose = split_basis_purpose(w, named, how)
        bases.extend(more)
        if purpose is not None:
            purposes.append(purpose_of(purpose, how))
    for w in row.all("role") if not bases else ():
        if _GROUND_CELL.search(w.text):
            bases.extend(read_bases(w, named, how))
    if not bases:
        purposes = [_without_law(p, bases, named, how) for p in purposes]
    items = row_items(row, how)
    retention = row.get("retention", "period")
    common = Provision(
        recipient=None,
        purposes=tuple(purposes[:1]),
        items=items.items,
        open_ended=items.open_ended,
        retention=retention_of(retention, how) if retention else None,
        bases=distinct(bases) or general.bases,
        remarks=parties.remarks,
        entries=(row.span, *(() if bases else general.entries)),
        unclear=unclear,
    )
    kind = vocabulary().recipient_kind
    return [replace(common, recipient=name, is_kind=kind(name.value)) for name in parties.names]
