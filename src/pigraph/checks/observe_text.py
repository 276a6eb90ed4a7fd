"""Observed in the running text: matters that it mentions, placeholders, lists that do not follow, channels, rights.

Accepts, by example::

    <기관명>은 <보유기간>까지 보유합니다                            Placeholder, twice
    다음과 같이 … 위탁하고 있습니다. / 위탁현황 / ② …               MissingList: a title, and then the next clause
    다음과 같이 … 위탁하고 있습니다. / ② … 합니다. / 제5조 …         MissingList: only sentences up to the next section
    우편이나 팩스로도 신청받습니다                                UnaddressedChannel, if no address is given
    1. 개인정보 열람 요구 (with its own text); 정정 only named      UnexplainedRight
    ○○시스템은 「개인정보 보호법」 제30조에 따라                    ServiceAsController
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pyoxigraph import Literal

from pigraph.checks.needles import Haystack
from pigraph.checks.observe_policy import Policy, Seen, sign, topic
from pigraph.checks.observe_wordings import Right, wordings
from pigraph.checks.statements import Spo
from pigraph.graph.terms import DCT, DPV, PI, RDFS, korean
from pigraph.patterns import seldom
from pigraph.text import Span, fold

_TOPIC, _MENTIONS, _LABEL = str(DCT["subject"]), str(PI["mentions"]), str(RDFS["label"])
_ANNOUNCES = re.compile(r"(?:다음과|아래와)\s같(?:이|습니다)[^\n.]{0,200}\.?")
_TITLE = re.compile(r"[^.:|\d]{2,40}?(?:현황|목록|내역|명단|업체)")
_NEXT_CLAUSE = seldom(r"(?:[-*]\s*)?(?:[②-⑮]|제\s?\d+\s?조|\d+\.\s|[나-하]\.\s)")
_NEXT_SECTION = seldom(r"(?:#{1,6}\s|[-*#\s]*제\s?\d+\s?조(?:\s|\()|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ]+\s?\.)")
_SENTENCE = seldom(r"[^:：|\t]{20,}다\s?\.")
_ROWS = {"outsourcing": str(DPV["hasDataProcessor"]), "provision": str(DPV["hasRecipient"])}
"""What a row of a list states: where one does, the list is not missing."""
_SECTION = 12
"""So many lines of a section are looked at for a list."""
_EXAMPLE = seldom(r"예\s?\)|예\s?:|예시|보기\s?:")
_THROUGH = re.compile(r"통하여|통해|로\s(?:신청|제출|요청|요구|접수|행사|(?:할|하실)\s?수)")
_REQUEST = seldom(r"권리|열람|정정|신청|청구|요구|제출|행사|접수")
_HEADING_MARK = re.compile(
    r"^[ \t]*(?:[-*][ \t]*)?(?:\d{1,2}[.)]|[가-하][.)]|[①-⑮]|[•▶○□■])\s*(?P<words>[^\n]{2,40}?)\s*$", re.M
)
_SUBJECT = re.compile(
    r"(?P<who>[^\s.,()][^\n.,()]{1,40}?)(?:\([^)\n]{1,40}\))?\s?(?:은|는|이|가)\s[^.]{0,200}?제\s?30\s?조"
)
_JOINT = re.compile(r"[ \t](?<=(?<![가-힣])[가-힣].)(?=[가-힣](?![가-힣]))")
"""A blank between two letters that stand alone."""
_ARTICLE_30 = re.compile(r"제\s?30\s?조")
_REACH = 300
"""What `_SUBJECT` spans at most before the article."""
_PREAMBLE = 1500
"""Code points in which the preamble's first sentence ends."""
_BODY = 20
"""A line of so many letters below a heading explains it."""


def mentions(policy: Policy) -> Iterator[Spo]:
    """Which signs stand in the text at all, whose topic has a section by whatever heading, or that a row states."""
    topics = policy.statements.values(policy.node, _TOPIC)
    stated = policy.statements.by
    printed, mended = policy.haystack, None
    for s in wordings().signs:
        found = (s.topic and topic(s.topic) in topics) or s.states in stated or s.quick.stands_in(printed)
        if not found and not s.printed:
            mended = mended or Haystack(_mended(policy.text))
            found = s.quick.stands_in(mended)
        if found:
            yield policy.node, _MENTIONS, sign(s.id)


def _mended(text: str) -> str:
    """The text with letter-spaced words ("파 기") and words broken over two lines put together."""
    lines = _JOINT.sub("", text).split("\n")
    joined = [lines[0]]
    for before, line in pairwise(lines):
        end, begin = before.rstrip(" \t"), line.lstrip(" \t")
        if end and begin and "가" <= end[-1] <= "힣" and "가" <= begin[0] <= "힣":
            joined[-1] = joined[-1].rstrip(" \t") + begin
        else:
            joined.append(line)
    return "\n".join(joined)


def placeholders(policy: Policy) -> Iterator[Seen]:
    """What a template left to fill in, apart from lines that give an example."""
    for form in wordings().placeholders:
        for m in form.pattern.finditer(policy.text) if form.quick.stands_in(policy.haystack) else ():
            if _EXAMPLE.search(_line(policy.text, m.start()).cut(policy.text)):
                continue
            yield Seen("Placeholder", ((_LABEL, str(Literal(m[0].strip()))),), (Span(m.start(), m.end()),))


def lists(policy: Policy) -> Iterator[Seen]:
    """Lists that a sentence announces, whose title is followed by the next clause.

    A title that points elsewhere (바로가기, 별첨) announces a list in another place, and is not one.
    """
    elsewhere = next(s.pattern for s in wordings().signs if s.id == "other-place")
    for m in _ANNOUNCES.finditer(policy.text):
        begin = _sentence(policy.text, m.start())
        below = _lines_below(policy.text, m.end())
        if _only_sentences_follow(policy.text, m.end(), elsewhere):
            for about in wordings().announced:
                rows = _ROWS.get(about.id)
                if rows and rows not in policy.statements.by and about.pattern.search(policy.text, begin, m.end()):
                    yield Seen("MissingList", ((_TOPIC, topic(about.id)),), (Span(begin, m.end()),))
                    break
            continue
        if len(below) < 2 or not _TITLE.fullmatch(below[0].cut(policy.text).strip()):
            continue
        shown = policy.text[begin : below[1].begin]
        if not _NEXT_CLAUSE.match(below[1].cut(policy.text).strip()) or elsewhere.search(shown):
            continue
        for about in wordings().announced:
            if about.pattern.search(policy.text, begin, m.end()):
                yield Seen("MissingList", ((_TOPIC, topic(about.id)),), (Span(begin, below[0].end),))
                break


def _only_sentences_follow(text: str, at: int, elsewhere: re.Pattern[str]) -> bool:
    """Whether the rest of a section, to the next one, is nothing but sentences that point nowhere else."""
    line = _line(text, at)
    if text[at : line.end].strip() or elsewhere.search(line.cut(text)):
        return False
    for below in _lines_below(text, at, _SECTION):
        words = below.cut(text).strip()
        if _NEXT_SECTION.match(words):
            return True
        if not _SENTENCE.fullmatch(words) or elsewhere.search(words):
            return False
    return False


def channels(policy: Policy) -> Iterator[Seen]:
    """Channels that sentences about requests offer, without an address or number for them anywhere in the text."""
    sentences = [(_sentence(policy.text, m.start()), m.end()) for m in _THROUGH.finditer(policy.text)]
    for channel in wordings().channels:
        for start, end in sentences:
            offered = channel.offered.search(policy.text, start, end)
            if offered and _REQUEST.search(policy.text, max(0, start - 60), end + 60):
                break
        else:
            continue
        if not channel.given.search(policy.text):
            label = Literal(channel.label_en, language="en")
            says = ((_LABEL, str(korean(channel.label_ko))), (_LABEL, str(label)))
            yield Seen("UnaddressedChannel", says, (Span(*offered.span()),))


def rights(policy: Policy) -> Iterator[Seen]:
    """Rights that the text only names, where it explains at least two others under headings of their own."""
    explained: dict[str, Span] = {}
    for m in _HEADING_MARK.finditer(policy.text):
        right = next((r for r in wordings().rights if r.heading.fullmatch(m["words"])), None)
        if right is None:
            continue
        below = _lines_below(policy.text, m.end(), 1)
        if below and len(below[0]) >= _BODY and not _heading(below[0].cut(policy.text)):
            explained.setdefault(right.id, Span(m.start("words"), m.end("words")))
    if len(explained) < 2:
        return
    begin = min(s.begin for s in explained.values())
    for right in wordings().rights:
        # Named in the sentence that leads to the headings.
        lead = policy.text[max(0, begin - 300) : begin]
        if right.id not in explained and (name := right.named.search(lead)):
            at = max(0, begin - 300) + name.start()
            yield Seen("UnexplainedRight", ((_LABEL, str(korean(name[0]))),), (Span(at, at + len(name[0])),))


def _heading(line: str) -> Right | None:
    m = _HEADING_MARK.match(line)
    return next((r for r in wordings().rights if m and r.heading.fullmatch(m["words"])), None)


def remedies(policy: Policy) -> Iterator[Seen]:
    """Bodies named with a contact that has changed since."""
    for remedy in wordings().remedies:
        m = remedy.named.search(policy.text)
        if m and not remedy.current.search(policy.text):
            yield Seen("OutdatedRemedy", ((_LABEL, str(Literal(remedy.id))),), (Span(m.start(), m.end()),))


def speaker(policy: Policy) -> Iterator[Seen]:
    """A preamble whose subject is the service, and which does not name the body."""
    article = _ARTICLE_30.search(policy.text, 0, _PREAMBLE)
    m = article and _SUBJECT.search(policy.text, max(0, article.start() - _REACH), _PREAMBLE)
    if not m:
        return
    who = fold(m["who"])
    if who not in {fold(s) for s in policy.services} or any(fold(c) in fold(m[0]) for c in policy.controllers):
        return
    yield Seen("ServiceAsController", ((_LABEL, str(korean(m["who"]))),), (Span(m.start("who"), m.end("who")),))


def _sentence(text: str, at: int, most: int = 200) -> int:
    """Where the sentence or line of ``at`` begins, at most so many code points before it."""
    floor = max(0, at - most)
    return max(text.rfind("\n", floor, at), text.rfind(".", floor, at), floor - 1) + 1


def _line(text: str, at: int) -> Span:
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Span(begin, len(text) if end < 0 else end)


def _lines_below(text: str, at: int, count: int = 2) -> list[Span]:
    """The next lines with something in them, without the rest of the line of ``at``."""
    found: list[Span] = []
    at = _line(text, at).end + 1
    while at < len(text) and len(found) < count:
        line = _line(text, at)
        if line.cut(text).strip():
            found.append(line)
        at = line.end + 1
    return found
