"""Observed of laws: articles that do not fit their clause or did not exist, misspelt names, authorities of other times.

Accepts, by example::

    개인정보 보호법 제25조에 따라 위탁업무 …          Miscitation: the title of 제25조 is about video devices
    개인정보 보호법 제22조의2 (in a policy of 2019)   ArticleNotInForce
    「○○ 지원관한 조례」 for ○○ 지원에 관한 조례      MisnamedLaw
    행정자치부 (in a policy of 2012)                  AuthorityName, pi:notExistingOn 2012-…
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import Literal

from pigraph import resources
from pigraph.checks.observe_policy import Cited, Policy, Seen, topic
from pigraph.checks.observe_wordings import Clause, wordings
from pigraph.checks.statements import Spo
from pigraph.graph.terms import DCT, DEFAULT_BASE, DPV, PI, RDFS, XSD, korean
from pigraph.laws.authorities import Authority, named
from pigraph.laws.citations import Citation, every
from pigraph.laws.registry import registry
from pigraph.text import Span, Words, fold

_REFERENCES, _SUBJECT, _TITLE = str(DCT["references"]), str(DCT["subject"]), str(DCT["title"])
_KIND, _LABEL, _BASIS = str(DCT["type"]), str(RDFS["label"]), str(DPV["hasLegalBasis"])
_ENDLESS, _MONTHS = str(PI["setsEndless"]), str(PI["setsMonths"])
_ACT = "개인정보 보호법"
_ACCORDING = re.compile(
    r"\s*[)」』’'\"]*\s*(?:\([^)\n]{1,40}\))?\s*(?:에|의\s?규정에)?\s*(?:따라|따른|의거|의하여|의한|근거)"
)
_AFTER, _AROUND = 30, 60
"""Letters after a citation that say what the clause is about; letters around it that may make it fitting."""
_OWN_SECTION = re.compile(r"\n[-#*\s]*제\s?\d+\s?조(?:의\s?\d+)?(?=[\s(])")
_PLACE = re.compile(r"제?\s*\d+\s*조|별지|별표|\[별")
_JOINING = re.compile(r"[의및등·]")
_PARAGRAPH = re.compile(r"제\d+[항호].*$")
_QUOTES = "「」『』‘’“”'\"<>〈〉《》[]() \t\n"
_TITLE_END = re.compile(r"(?:법|법률|시행령|시행규칙|조례|규칙|규정)$")


def citations(policy: Policy, articles: Iterable[Cited]) -> Iterator[Seen]:
    """Of cited ``articles`` of the Act, those about another matter than their clause, or not in force on its date."""
    on = (policy.effective or policy.on).isoformat()
    act = registry().law(_ACT)
    for cited in articles:
        span, law = cited.span, cited.place
        title = registry().title(act, cited.article, on)
        if title is None or title == "(삭제)":
            if policy.effective and registry().titles(act, cited.article):
                yield Seen("ArticleNotInForce", ((_REFERENCES, law),), (span,))
            continue
        about = _about(policy.text, span, title)
        if about:
            says = ((_REFERENCES, law), (_SUBJECT, topic(about.topic)), (_TITLE, str(korean(title))))
            yield Seen("Miscitation", says, (span,))


def cited_articles(policy: Policy) -> tuple[Cited, ...]:
    """The articles of the Act that the text cites, searched for."""
    act = registry().law(_ACT).name
    return tuple(
        Cited(c.article, f"<{DEFAULT_BASE}{c.path}>", c.words.hull)
        for c in _found(policy)
        if c.law == act and c.article and c.words.spans
    )


def _about(text: str, span: Span, title: str) -> Clause | None:
    """The topic of the clause after a citation, if the article's title is about another one that is not near."""
    m = _ACCORDING.match(text, span.end)
    of_title = next((c for c in wordings().clauses if c.title.search(title)), None)
    if m is None or of_title is None:
        return None
    clause = " ".join(text[m.end() : m.end() + _AFTER].split())
    before = _OWN_SECTION.split(text[max(0, span.begin - _AROUND) : span.begin])[-1]
    around = before + text[span.end : m.end() + _AROUND]
    about = next((c for c in wordings().clauses if c.clause.match(clause)), None)
    if about is None or about is of_title or of_title.near.search(around):
        return None
    return about


def names(policy: Policy) -> Iterator[Seen]:
    """Names of laws that are no name, abbreviation or other spacing of the law that they mean."""
    seen: set[str] = set()
    for cited in _found(policy):
        spans = cited.words.spans
        if cited.carried or not spans:
            continue
        printed = " ".join(_PLACE.split(cited.words.text, maxsplit=1)[0].strip(_QUOTES).split())
        law = registry().find(cited.law)
        accepted = {_key(n) for n in ((*law.names, cited.law) if law else (cited.law,))}
        key = _key(printed)
        if len(key) < 8 or key in seen or not _TITLE_END.search(printed) or fold(printed)[:1] in "동같":
            continue
        if any(a.endswith(key) or key.endswith(a) for a in accepted) or registry().find(printed):
            continue
        seen.add(key)
        says = ((_LABEL, str(korean(printed))), (_TITLE, str(korean(cited.law))))
        yield Seen("MisnamedLaw", says, (cited.words.hull,))


def _key(name: str) -> str:
    """A name without spacing, quotes and middots, 의, 및 and 등: what differs beyond them is another name."""
    return _JOINING.sub("", fold(name))


def kinds(policy: Policy) -> Iterator[Spo]:
    """Act, decree, ordinance …: what each cited law is."""
    for law, name in policy.laws:
        yield law, _KIND, f"<{DEFAULT_BASE}law-kind/{registry().law(name).kind}>"


def periods(policy: Policy) -> Iterator[Spo]:
    """How long the articles that rows rest on have records kept, where that is on record."""
    for node in policy.statements.back(_BASIS):
        place = _PARAGRAPH.sub("", node[1:-1].removeprefix(DEFAULT_BASE))
        for months in known_periods().get(place, ()):
            if months is None:
                yield node, _ENDLESS, str(Literal(True))
            else:
                yield node, _MONTHS, str(Literal(months))


@lru_cache(maxsize=1)
def known_periods() -> dict[str, tuple[int | None, ...]]:
    """Path of an article → the periods in months that it sets (None: for ever), from ``data/laws/periods.csv``."""
    found: dict[str, list[int | None]] = {}
    with resources.path("data", "laws", "periods.csv").open(encoding="utf-8-sig", newline="") as f:
        for row in csv.DictReader(f):
            place = f"{registry().law(row['law']).path}/{row['article']}"
            found.setdefault(place, []).append(None if row["months"] == "endless" else int(row["months"]))
    return {place: tuple(months) for place, months in found.items()}


def authorities(policy: Policy) -> Iterator[Seen]:
    """Authorities by names that they did not have on the policy's date, or do not have on the day of the check.

    One observation per name, with every place. Not counted: "(구) ○○부", notices of a ministry (○○부고시).
    """
    places: dict[str, list[Authority]] = {}
    for authority in named(policy.text):
        if not authority.then:
            places.setdefault(authority.name, []).append(authority)
    for name, found in places.items():
        says = []
        for day in filter(None, (policy.effective, policy.on)):
            on = day.isoformat()
            if not found[0].existed(on):
                # A name may be older than its first recorded period, unless another body had its tasks then.
                relation = "notExistingOn" if found[0].begun(on) else "notYetOn"
                says.append((str(PI[relation]), f'"{on}"^^{XSD["date"]}'))
        if says:
            spans = tuple(Span(a.begin, a.end) for a in found)
            yield Seen("AuthorityName", ((_LABEL, str(korean(name))), *dict.fromkeys(says)), spans)


def _found(policy: Policy) -> tuple[Citation, ...]:
    return _citations(policy.text, next(iter(policy.controllers), None))


@lru_cache(maxsize=1)
def _citations(text: str, place: str | None) -> tuple[Citation, ...]:
    """The citations of a whole text. For ordinances named without their city, ``place`` says which."""
    return every(Words.of(text), place)
