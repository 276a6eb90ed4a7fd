"""Whose policy it is, of which service, and from when: title, controller, service, effective date.

Accepts, by example::

    가나시 개인정보 처리방침 · 가나시는 개인정보보호법 제30조에 따라 …      controller 가나시
    다라공단 마바포털 개인정보 처리방침 · 다라공단(이하 ‘공단’)은 …         controller 다라공단, service 마바포털
    마바시스템은 … · (기관명) 다라공단                                      a system is a service, not a controller
    이 개인정보 처리방침은 2024. 1. 1.부터 적용됩니다. · 시행일 : 2024-01-01 · [시행 2024. 1. 1.] [전부개정]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pigraph.lexicon.cells import cell_words
from pigraph.patterns import seldom
from pigraph.records.dates import DateFound, find_dates
from pigraph.records.holdings import same_name
from pigraph.records.model import How, Officer, Stated
from pigraph.records.pairs import read_pairs
from pigraph.sections.model import Node, Section
from pigraph.text import Words, fold, joined

_TITLE = re.compile(r"(?:개인정보\s?|개인정보의\s?)?(?:처리|보호|취급)\s?(?:방침|지침|정책)")
_TITLE_END = re.compile(r"\s*[\[(〔<]?\s*개인정보의?\s?(?:처리|보호|취급)\s?(?:방침|지침|정책).*$", re.DOTALL)
_NO_TITLE = re.compile(r"니다|다\.|[:：]|\S\s*[>›»]\s*\S")  # a sentence, a label, a path through the site
_SHORT = r"[(（][^()（）]{0,60}이하\s?[^)）]{1,40}[)）]"
_SUBJECT = re.compile(
    r"^[\s「『‘'\"“\[<]*(?P<who>[가-힣A-Za-z0-9㈜()（）·ㆍ&,.\-\s]{2,60}?)[」』’'\"”\]>]*\s*"
    rf"(?:(?:은|는|이|가)\s?(?P<behind>{_SHORT})|"
    rf"(?P<alias>{_SHORT})?\s*(?:[(（][^()（）]{{0,80}}[)）]\s*)?(?:은|는|이|가|에서는|에서|의))\s"
)
_ALIAS = re.compile(
    r"이하\s?[‘'\"“「]?\s*(?:본\s)?(?P<alias>[^’'\"”」)）]+?)[’'\"”」]?\s*(?:이?라\s?(?:한다|함|고\s?(?:한다|합니다|함)))?\s*[)）.]?$"
)
_ORGANISATION = seldom(r"[(（]기관명[)）]\s*[:：]?\s*(?P<who>[가-힣A-Za-z0-9㈜()·\s]{2,40}?)\s*(?:,|[(（]|$|\n|/|\s-)")
_OPERATOR = seldom(
    r"(?:^|[은는,]\s+)(?P<who>[가-힣A-Za-z0-9㈜()·]{2,30})(?:이|가|에서)\s*(?:운영|관리)(?:하는|하고|하며|중인)"
)
_EFFECTIVE = re.compile(
    r"(?:처리\s?방침|지침|방침)[^.]{0,40}?(?:적용|시행|변경되었으며|개정)|(?:부터|일자로)\s?(?:적용|시행)|즉시\s?적용"
)
_START_LABEL = re.compile(
    r"^[\s*·\-▶○]*(?:최종\s?)?(?:시행\s?일자?|적용\s?일자?|시행\s?일시|시행(?=\s*[:：]))\s*[*]*\s*[:：)]?\s*"
)
_DAY = r"\d{4}\s?[.년-][\d.\s월일-]{3,12}"
_START_ALONE = seldom(rf"[\s\[(<]*(?:시행\s?{_DAY}|{_DAY}(?:자로|부터)?\s?시행)[\s\])>.]*(?:[\[(][^\[\]()]*[\])]\s*)*")
_OF_A_LAW = seldom(r"(?:법률|[령칙])\s?제")
_OTHERS = seldom(r"이전|종전|지난|\d[^\n]*[제개]정|(?:법률|[령칙])\s?제")
"""Beside a date that stands alone: it may be that of another version, or of a law."""
_SERVICE_LABEL = re.compile(
    r"^\W*(?:서비스명?|시스템명|사이트명|홈페이지명)\W*[:：]\s*(?P<who>[^·:：/|]{2,40}?)\s*(?:[·/|].*)?$"
)
_CONTROLLER_LABEL = re.compile(
    r"^\W*(?:운영자|운영\s?기관|운영\s?주체|개인정보\s?처리자|기관명)\W*[:：]\W*(?P<who>[^·:：/|()]{2,40}?)\s*(?:[·/|(].*)?$"
)
_NO_BODY = re.compile(
    r"(?:정보주체|이용자|운영자|개인 ?정보|다음|각각|회원|쿠키|위탁|권리|귀하|전자적|처리방침|방침|「|제\d)"
    r"|(?:본|이|만|우리|당|해당|법|동법|영)\s|만 ?\d"
    r"|(?:단|다만|또한|또|그리고|이에|따라서|아울러)[,\s]|(?:본교|본원|당사|당원|본사|귀사)$"
)
_KIND_OF_BODY = seldom(r"(?:\S+\s){0,3}?(?P<kind>[가-힣]{2,})인\s(?=[가-힣A-Za-z0-9])")
_KINDS = ("기관", "공기업", "의료원", "기업", "단체")
_CLAUSE = seldom(r"^|[.:,]\s+")
_NUMBER = re.compile(r"[\d\s.]+")
_EARLIER = re.compile(r"이전|종전|과거|~|∼|～|까지\s?적용|개정\s?전")


class Identity(NamedTuple):
    """Title, controller, service and effective date of a policy; None where the document does not say."""

    title: Stated[str] | None
    controller: Stated[str] | None
    service: Stated[str] | None
    effective_date: Stated[str] | None
    aliases: tuple[str, ...] = ()


def read_identity(sections: Sequence[Section], officers: Sequence[Officer]) -> Identity:
    """The identity of a policy from its preamble, its sections and its officers."""
    title = _title(sections)
    who, aliases = _speaker(sections, title)
    controller, service = _controller(who, sections, officers, title)
    controller = _labelled(sections, _CONTROLLER_LABEL) or controller
    if title is not None and controller is not None:
        controller = _in_full(controller, title)
    named = _service_of(title, controller) if title is not None else None
    named = named or _labelled(sections, _SERVICE_LABEL)
    if named is not None and not (service is not None and service.value.endswith(f" {named.value}")):
        service = named
    if service is not None and controller is not None and same_name(service.value, controller.value):
        service = None
    return Identity(title, controller, service, _effective(sections), aliases)


def _title(sections: Sequence[Section]) -> Stated[str] | None:
    """The first short line that names a privacy policy."""
    for section in sections[:2]:
        lines: list[Words] = [n.words for n in section.walk()]
        for words in lines[:6]:
            first = next(iter(words.split("\n")))
            bare = first.strip(" \n[]<>「」『』()#*")
            if len(bare) <= 80 and _TITLE.search(bare.text) and not _NO_TITLE.search(bare.text):
                return Stated(joined(bare.text), bare, How.PROSE)
    return None


def _speaker(sections: Sequence[Section], title: Stated[str] | None) -> tuple[Words | None, tuple[str, ...]]:
    """The grammatical subject of the preamble (else of most sentences), and its short names."""
    preamble = [n.words for n in sections[0].walk() if title is None or n.words.begin != title.words.begin]
    for words in preamble:
        if m := _SUBJECT.match(words.text):
            who = words[m.start("who") : m.end("who")].strip(" ,·")
            if _not_body(who.text):
                continue
            return who, _short_names(m)
    votes: Counter[str] = Counter()
    first: dict[str, Words] = {}
    meant: dict[str, tuple[Words, tuple[str, ...]]] = {}
    for section in sections[1:]:
        for node in section.walk():
            if m := _SUBJECT.match(node.words.text):
                who = node.words[m.start("who") : m.end("who")].strip()
                if not _not_body(who.text) and len(who) <= 40:
                    votes[fold(who.text)] += 1
                    first.setdefault(fold(who.text), who)
                    meant.update((fold(short), (who, _short_names(m))) for short in _short_names(m))
    if votes and votes.most_common(1)[0][1] >= 2:
        name = votes.most_common(1)[0][0]
        if name in meant:
            return meant[name]
        if name not in cell_words().body_endings:  # "공단" alone is nobody's name
            return first[name], ()
    return None, ()


def _short_names(subject: re.Match[str]) -> tuple[str, ...]:
    """What a body is called from here on: "다라공단(이하 ‘공단’)은"."""
    short = _ALIAS.search((subject["alias"] or subject["behind"] or "").strip("()（） "))
    return (short["alias"].strip(),) if short else ()


def _labelled(sections: Sequence[Section], label: re.Pattern[str]) -> Stated[str] | None:
    """A preamble line such as "서비스명 : 가나 포털"."""
    for node in sections[0].walk():
        if m := label.match(node.words.text):
            return _value(node.words[m.start("who") : m.end("who")])
    return None


def _in_full(controller: Stated[str], title: Stated[str]) -> Stated[str]:
    """The fuller name that the title gives: "가나도 다라구 개인정보 처리방침" for 다라구, "가나소방서 …" for 소방서."""
    m = _TITLE_END.search(title.words.text)
    if not m:
        return controller
    rest = title.words[: m.start()].strip()
    parts = rest.text.split()
    inside = len(parts) == 2 and same_name(parts[1], controller.value) and parts[0].endswith(("시", "도", "군"))
    short = len(controller.value) > 2 and controller.value.endswith(cell_words().body_endings)
    if inside or (short and len(parts) == 1 and parts[0].endswith(controller.value)):
        return Stated(joined(rest.text), rest, How.PROSE)
    return controller


def _not_body(text: str) -> bool:
    """True for a subject that is not a body: 정보주체, 개인정보, 이 방침 … (not 이음시, 당가군, 법나부)."""
    return len(text) < 2 or bool(_NO_BODY.match(text))


def _controller(
    who: Words | None, sections: Sequence[Section], officers: Sequence[Officer], title: Stated[str] | None
) -> tuple[Stated[str] | None, Stated[str] | None]:
    """The body that processes; a system or portal that speaks for itself is the service."""
    if who is None:
        if title is not None and (m := _TITLE_END.search(title.value)):
            bare = title.words[: len(title.words) - (len(title.value) - m.start())].strip() if m.start() else None
            if bare is not None and bare.text and bare.text.endswith(cell_words().body_endings):
                return Stated(joined(bare.text), bare, How.PROSE), None
        return _stated_body(sections, officers), None
    body = _without_kind(_without_parenthesis(who.strip()))
    if not body.text.endswith(cell_words().service_endings):
        return Stated(joined(body.text), body, How.PROSE), None
    service = Stated(joined(body.text), body, How.PROSE)
    stated = _stated_body(sections, officers)
    if stated is not None:
        return stated, service
    owner = _operator(sections[0]) or _behind(body, sections) or _owner(body, sections)
    return owner, service


def _operator(preamble: Section) -> Stated[str] | None:
    """The body that the preamble says runs the service: "예약포털은 가나공사가 운영하는 …"."""
    for node in preamble.walk():
        for m in _OPERATOR.finditer(node.words.text):
            who = node.words[m.start("who") : m.end("who")].strip()
            if who.text.endswith(cell_words().body_endings) and not _not_body(who.text):
                return _value(who)
    return None


def _behind(service: Words, sections: Sequence[Section]) -> Stated[str] | None:
    """The body that sentences name with its service in brackets: "다라부(마바포털)는 …"."""
    after = re.compile(
        r"^(?P<who>[가-힣A-Za-z0-9㈜·]{2,30})\s?[(（]\W{0,2}" + re.escape(service.text) + r"\W{0,2}[)）]"
    )
    for section in sections:
        for node in section.walk():
            for m in _CLAUSE.finditer(node.words.text):
                if found := after.match(node.words.text[m.end() :]):
                    return _value(node.words[m.end() : m.end() + found.end("who")])
    return None


def _without_parenthesis(words: Words) -> Words:
    m = re.search(r"\s*[(（][^)）]*[)）]?\s*$", words.text)
    return words[: m.start()] if m and m.start() > 1 and "㈜" not in m.group() and "(주)" not in m.group() else words


def _without_kind(words: Words) -> Words:
    """ "지방공기업인 가나공사" → the name behind what kind of body it is; not 장애인 고용센터, 재단법인 가나."""
    m = _KIND_OF_BODY.match(words.text)
    endings = (*(e for e in cell_words().body_endings if len(e) > 1), *_KINDS)
    return words[m.end() :].strip() if m and m["kind"].endswith(endings) else words


def _owner(service: Words, sections: Sequence[Section]) -> Stated[str] | None:
    """The body in front of its service, "다라공단 홈페이지": known by its ending, or as the subject of sentences."""
    for m in reversed(list(re.finditer(r"\S+", service.text))[:-1]):
        head = service[: m.end()]
        speaks = re.compile(re.escape(head.text) + r"(?:은|는|이|가)\s")
        spoken = sum(
            bool(speaks.match(n.words.text[c.end() :]))
            for s in sections
            for n in s.walk()
            for c in _CLAUSE.finditer(n.words.text)
        )
        if len(head) >= 3 and (head.text.endswith(cell_words().body_endings) or spoken >= 2):
            return Stated(joined(head.text), head, How.PROSE)
    return None


def _stated_body(sections: Sequence[Section], officers: Sequence[Officer]) -> Stated[str] | None:
    """The body that the text names as its agency: (기관명) …, or the organisation of its officers."""
    for section in sections:
        for node in section.walk():
            if m := _ORGANISATION.search(node.words.text):
                return _value(node.words[m.start("who") : m.end("who")])
    for section in sections:
        for node in section.walk():
            for pair in read_pairs(node.words, ("organisation",)):
                if (
                    section.is_about("officer", "access_request", "purpose", "items", "retention")
                    and 2 <= len(pair.value) <= 30
                ):
                    return _value(pair.value)
    named = [o.organisation for o in officers if o.organisation is not None]
    if named:
        best = Counter(o.value for o in named).most_common(1)[0][0]
        return next(o for o in named if o.value == best)
    return None


def _value(words: Words) -> Stated[str]:
    words = words.strip(" *,")
    return Stated(joined(words.text), words, How.PROSE)


def _service_of(title: Stated[str], controller: Stated[str] | None) -> Stated[str] | None:
    """What the title names between the controller and "개인정보 처리방침"."""
    words = title.words
    m = _TITLE_END.search(words.text)
    if not m:
        return None
    rest = words[: m.start()].strip(" 「」『』‘’'\"“”[]<>()")
    if controller is not None:
        name = controller.value
        flat = fold(rest.text)
        if flat == fold(name):
            return None
        for cut in range(1, len(rest) + 1):
            if same_name(rest.text[:cut], name) and (
                cut == len(rest) or not rest.text[cut].isalnum() or rest.text[cut - 1] != " "
            ):
                rest = rest[cut:].strip(" 「」『』‘’'\"“”[]<>()")
                break
    if len(rest) < 2 or rest.text in ("의", "본", "우리"):
        return None
    if controller is not None and same_name(rest.text, controller.value):
        return None
    return Stated(joined(rest.text), rest, How.PROSE)


def _effective(sections: Sequence[Section]) -> Stated[str] | None:
    """The date from which this text applies. Of several, the latest that is not the end of an earlier version."""
    dated = [(n, d) for n in _date_lines(sections, about_changes=True) if (d := _effective_date(n))]
    if dated:
        # A history says the same of each version: "이 방침은 2021. 1. 변경되었으며 적용됩니다", next 2022.
        form = _NUMBER.sub("", dated[0][0].words.text)
        return max((d for n, d in dated if _NUMBER.sub("", n.words.text) == form), key=lambda d: d.value)
    lines = _date_lines(sections, about_changes=False)
    for node in lines:
        if found := _effective_date(node):
            return found
    # Of several that stand alone nothing tells which version this is.
    alone = [
        day
        for at, n in enumerate(lines)
        if _START_ALONE.fullmatch(n.words.text)
        and not _OF_A_LAW.search(n.words.text)
        and not any(_OTHERS.search(near.words.text) for near in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]))
        for day in find_dates(n.words)[:1]
    ]
    return _date(alone[0]) if len({day.value for day in alone}) == 1 else None


def _date_lines(sections: Sequence[Section], about_changes: bool) -> list[Node]:
    nodes: list[Node] = []
    for n, section in enumerate(sections):
        near = section.is_about("changes") or n == 0 or (not about_changes and n == len(sections) - 1)
        if near:
            nodes.extend(section.walk())
    return nodes


def _effective_date(node: Node) -> Stated[str] | None:
    for sentence in node.words.split(r"(?<=다\.)\s+|\n"):
        if m := _START_LABEL.match(sentence.text):
            dates = find_dates(sentence[m.end() : m.end() + 40])
            if dates:
                return _date(dates[0])
        if m := _EARLIER.search(sentence.text):
            sentence = sentence[: m.start()]
        if not _EFFECTIVE.search(sentence.text):
            continue
        dates = find_dates(sentence)
        if dates:
            return _date(dates[0])
    return None


def _date(found: DateFound) -> Stated[str]:
    return Stated(found.value, found.words, How.PROSE)
