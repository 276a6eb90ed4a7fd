"""Recipients that a sentence names with all that it says of them → provisions.

Accepts, by example (purpose, recipient and law in any order)::

    다라세무서에 원천징수 신고를 위하여 성명, 지급액을 「소득세법」 제164조에 따라 제공하며, 이를 5년간 보관합니다.
    상해보험 가입을 위하여 정보주체의 동의를 받아 ㈜마바에 성명, 생년월일을 제공합니다.
    가나군은 통계 작성을 위하여 성명, 주소를 다라청에 제공합니다.
"""

from __future__ import annotations

from pigraph.laws import authorities
from pigraph.laws.citations import Named
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.patterns import seldom
from pigraph.records.automatic import conjoined
from pigraph.records.bases import CONSENT, distinct, read_bases
from pigraph.records.items import known_among, read_items
from pigraph.records.model import How, LegalBasis, Provision, Stated
from pigraph.records.outsourcings import is_body
from pigraph.records.retention import retention_of
from pigraph.records.said_tasks import said_period
from pigraph.sections.model import Section
from pigraph.text import SENTENCES, Words, joined

_GIVES = seldom(r"[을를]\s(?P<between>(?:(?![을를]\s)[^.,])*?)제공(?:하고\s있(?:습니다|으며|다)|합니다|하며|한다)")
_OPENS = seldom(r"^(?:(?:다만|또한|한편|그리고|아울러),?\s)?(?:[^\s,]{1,24}[은는]\s)?")
_BEFORE_LAW = seldom(r"[「『]?\s*$")
_UNDER = seldom(r"^[」』]?[^.,]{0,12}?(?:에|에\s)(?:따라|근거하여|의하여|의거하여|의거|근거)(?:\s|$)")
_AGREED = seldom(r"동의를?\s(?:받아|얻어|받고|얻고)(?:\s|$)")
_FOR = seldom(r"^(?P<purpose>[^.]{2,80}?)(?:[을를]\s목적으로|[을를]?\s위(?:하여|해)서?)\s")
_TO = seldom(r"^(?P<who>[^.,]{2,40}?)(?:에게|에)\s")
_TO_END = seldom(r"^(?P<who>[^.,]{2,40}?)(?:에게|에)$")
_OFFICE = seldom(r"[가-힣]{2}(?<![신요])청$")
_NOBODY = seldom(r"위하여|위해|목적으로|제3자|기관$|업체$|다른|외부")
_OTHERS = seldom(r"^\W*(?:[^\s,]{1,24}[은는]\s)?(?:(?:이를|제공받은\s(?:개인)?정보를)\s)?")
_KNOWN = 0.4


def said_provisions(section: Section, named: Named) -> list[Provision]:
    """The provisions that sentences of a section tell: a body, and items of which most are known."""
    return [
        provision
        for node in section.walk()
        for sentence in node.words.split(SENTENCES)
        if (provision := _provision(sentence, named)) is not None
    ]


def _provision(sentence: Words, named: Named) -> Provision | None:
    how = How.PROSE
    gives = _GIVES.search(sentence.text)
    if gives is None:
        return None
    rest = sentence[: gives.start()]
    between = sentence[gives.start("between") : gives.end("between")]
    rest = rest[m.end() :] if (m := _OPENS.match(rest.text)) else rest
    bases: list[LegalBasis] = []
    for part in (rest, between):
        bases += [*read_bases(part, named, how, consent=False), *_agreed(part)]
    rest = _without_grounds(rest, named)
    purpose = who = None
    for _ in range(2):
        if purpose is None and (m := _FOR.match(rest.text)) and not _starts_with_body(rest):
            purpose, rest = rest[m.start("purpose") : m.end("purpose")], rest[m.end() :].strip()
        if who is None and (m := _TO.match(rest.text)) and _is_recipient(m["who"]):
            who, rest = rest[m.start("who") : m.end("who")], rest[m.end() :].strip()
    behind = _without_grounds(between, named)
    if who is None and (m := _TO_END.match(behind.text)) and _is_recipient(m["who"]):
        who = behind[m.start("who") : m.end("who")]
    listed = read_items(rest, how)
    items = list(conjoined(listed.items))
    known = known_among(items)
    if who is None or not known or known < _KNOWN * len(items):
        return None
    after = sentence[gives.end() :]
    kept = said_period(after[m.end() :] if (m := _OTHERS.match(after.text)) else after)
    return Provision(
        recipient=Stated(joined(who.text), who, how),
        purposes=(Stated(joined(purpose.text), purpose, how),) if purpose is not None else (),
        items=tuple(items),
        open_ended=listed.open_ended,
        retention=retention_of(kept, how) if kept is not None else None,
        bases=distinct(bases),
        is_kind=vocabulary().recipient_kind(joined(who.text)),
        entries=(sentence.hull,),
    )


def _starts_with_body(words: Words) -> bool:
    m = _TO.match(words.text)
    return m is not None and _is_recipient(m["who"])


def _is_recipient(text: str) -> bool:
    """True for the name of a body: "㈜가나", "다라공단", "마바청", a ministry."""
    if _NOBODY.search(text):
        return False
    return is_body(text) or bool(_OFFICE.search(text)) or any(a.end == len(text) for a in authorities.named(text))


def _agreed(words: Words) -> list[LegalBasis]:
    m = CONSENT.search(words.text)
    if m is None or not _AGREED.match(words.text, m.end() - len("동의")):
        return []
    return [LegalBasis(words=words[m.start() : m.end()].strip(), how=How.PROSE)]


def _without_grounds(words: Words, named: Named) -> Words:
    """The words without the laws under which, and the consent with which, something is done."""
    cited = read_bases(words, named, How.PROSE, consent=False)
    if cited:
        begin = words.index(min(b.words.begin for b in cited)) or 0
        end = words.index(max(b.words.end for b in cited) - 1)
        under = _UNDER.match(words.text[(end or 0) + 1 :])
        if under is not None and end is not None:
            before = _BEFORE_LAW.search(words.text[:begin])
            words = _glued(words, before.start() if before else begin, end + 1 + under.end())
    agreed = CONSENT.search(words.text)
    if agreed is not None and (got := _AGREED.match(words.text, agreed.end() - len("동의"))):
        words = _glued(words, agreed.start(), got.end())
    return words.strip()


def _glued(words: Words, begin: int, end: int) -> Words:
    parts = [p for p in (words[:begin].strip(), words[end:].strip()) if p.text]
    return Words.join(parts, " ") if parts else Words.of("")
