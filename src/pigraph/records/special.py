"""Holdings that stand outside the file tables: cookies, legal representatives of children, video devices.

Accepts, by example::

    보호자의 성명, 연락처 등 최소한의 정보를 받으며                             items of legal representatives
    아동에게 보호자의 성명과 연락처를 요구하며                                  the same
    맞춤서비스를 제공하기 위해 … ‘쿠키(cookie)’를 사용합니다 · 쿠키의 사용목적 : …   cookies
    개인정보보호법 제25조 제1항에 따라 영상정보처리기기를 설치 운영합니다           video devices
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pigraph.laws.citations import Named, find
from pigraph.patterns import seldom
from pigraph.records.bases import basis_of, distinct
from pigraph.records.clauses import denial
from pigraph.records.items import read_items
from pigraph.records.model import Holding, HoldingKind, How, Item, Stated
from pigraph.sections.model import Section
from pigraph.text import Words, joined

_GUARDIAN = seldom(
    r"(?P<list>(?:법정\s?대리인|보호자)의?\s?(?:성명|이름)[^.]{0,60}?)(?:(?:과|와)\s?같(?:이|은)|\s?등)?\s?(?:의\s)?(?:필요한\s)?최소한의\s?(?:개인)?정보"
)
_FROM_CHILD = seldom(
    r"아동(?:으로부터|에게서|에게)\s?(?:직접\s)?(?P<list>(?:그\s)?(?:법정\s?대리인|보호자)의?\s?(?:성명|이름)[^.]{0,60}?)(?:을|를)\s(?:\S+\s)?(?:수집|요구|요청|받)"
)
_ABOUT = seldom(r"(?P<who>법정\s?대리인|보호자)")
_IN_ORDER = seldom(r"(?P<what>[^,.]{2,50}?(?:기|를|을))\s?위(?:하여|해|한)")
_COOKIE = seldom(r"쿠키|쿠기|cookie", re.IGNORECASE)
_COOKIE_PURPOSE = seldom(
    r"(?:사용|이용|설치|운영)\s?목적\s*[:：]\s*(?P<what>.+?)(?:(?:를|을)\s?위(?:해|하여)\s?사용됩니다)?\.?\s*$",
    re.DOTALL,
)
_VIDEO_ITEM = seldom(r"개인영상정보|영상정보(?!처리)|CCTV\s?영상")
_VIDEO_PURPOSE = seldom(
    r"설치\s?(?:근거\s?[·및/]?\s?)?(?:목적|근거\s?및\s?목적)[^:：]{0,12}[:：]\s*(?P<what>.+)$", re.DOTALL
)


def read_children(sections: Sequence[Section]) -> list[Holding]:
    """What is collected about the legal representatives of children under 14 (PIPA 22-2)."""
    for section in sections:
        if not section.is_about("children"):
            continue
        for node in section.walk():
            least = _GUARDIAN.search(node.words.text)
            m = least or _FROM_CHILD.search(node.words.text)
            if not m:
                continue
            words = node.words[m.start("list") : m.end("list")].strip()
            who = _ABOUT.search(node.words.text)
            items = read_items(words, How.PROSE)
            purpose = _in_order_to(node.words[: m.start()])
            start = purpose.words.begin if purpose is not None else words.begin
            entry = node.words[node.words.index(start) or 0 : m.end()]
            return [
                Holding(
                    kind=HoldingKind.CHILDREN,
                    name=Stated(joined(section.heading.text), section.heading, How.PROSE),
                    purposes=(purpose,) if purpose is not None else (),
                    items=items.items,
                    open_ended=least is not None or items.open_ended,
                    subject=_stated(node.words[who.start() : who.end()]) if who else None,
                    entries=entry.spans,
                )
            ]
    return []


def read_cookies(sections: Sequence[Section], used: Stated[bool] | None) -> list[Holding]:
    """Cookies as a holding, when the policy says that they are used (PIPA 30(1)7)."""
    if used is None or not used.value:
        return []
    m = _COOKIE.search(used.words.text)
    if m is None:
        return []
    item = used.words[m.start() : m.end()]
    section = next((s for s in sections if s.span.covers(used.words.hull)), None)
    purpose: Stated[str] | None = None
    for node in section.walk() if section is not None else ():
        if p := _COOKIE_PURPOSE.search(node.words.text):
            purpose = _stated(node.words[p.start("what") : p.end("what")])
            break
    if purpose is None:
        purpose = _in_order_to(used.words)
    heading = section.heading if section is not None and section.heading else item
    return [
        Holding(
            kind=HoldingKind.COOKIES,
            name=Stated(joined(heading.text), heading, How.PROSE),
            purposes=(purpose,) if purpose is not None else (),
            items=(Item(Stated(item.text, item, How.PROSE)),),
            entries=used.words.spans,
        )
    ]


def read_cctv(sections: Sequence[Section], named: Named) -> list[Holding]:
    """Video devices as a holding, when the policy says that they are installed (PIPA 25)."""
    for section in sections:
        if not section.is_about("cctv") or denial(section) is not None:
            continue
        nodes = list(section.walk())
        item = next((n.words[m.start() : m.end()] for n in nodes if (m := _VIDEO_ITEM.search(n.words.text))), None)
        if item is None or not nodes:
            continue
        first = nodes[0]
        bases = [basis_of(c, How.PROSE) for c in find(first.words, named) if c.article]
        purpose = next(
            (
                _stated(n.words[m.start("what") : m.end("what")])
                for n in nodes
                if (m := _VIDEO_PURPOSE.search(n.words.text))
            ),
            None,
        )
        return [
            Holding(
                kind=HoldingKind.CCTV,
                name=Stated(joined(section.heading.text), section.heading, How.PROSE),
                purposes=(purpose,) if purpose is not None else (),
                bases=distinct(bases),
                items=(Item(Stated(item.text, item, How.PROSE)),),
                entries=first.words.spans,
            )
        ]
    return []


def _in_order_to(words: Words) -> Stated[str] | None:
    """The last "… 기 위하여" of some words."""
    found = None
    for m in _IN_ORDER.finditer(words.text):
        found = words[m.start("what") : m.end()]
    if found is None:
        return None
    found = found.strip()
    if subject := re.match(r"^\S+(?:은|는|이|가)\s", found.text):
        found = found[subject.end() :]
    return _stated(found)


def _stated(words: Words) -> Stated[str]:
    words = words.strip()
    return Stated(joined(words.text), words, How.PROSE)
