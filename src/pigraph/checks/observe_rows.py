"""Observed across rows: how items stand to each other, which holding an assessment is of, gaps between versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product

from pyoxigraph import NamedNode, Triple

from pigraph.checks.observe_policy import Policy, Seen
from pigraph.checks.observe_wordings import items
from pigraph.graph.files import same_file
from pigraph.graph.terms import DCT, DPV, PI, RDF, RDFS, SCHEMA, SKOS, korean
from pigraph.text import Span, fold

_COMMA = re.compile(r",(?![^()]*\))")
_WORD = re.compile(r"[가-힣]{2,}")
_COMMON = re.compile(
    r"개인\s?정보|정보|처리|보유|보관|보존|관리|운영|업무|서비스|기록|파일|시스템|이용|제\d+조|[가-힣]*법(?:률|령)?(?![가-힣])|의거|관한|따른|위한|위해|대한"
)


def listed(policy: Policy) -> Iterator[Triple]:
    """Of every item that the policy lists: whether the vocabulary has it, its broader, related items and classes."""
    book = items()
    own = {t.object for t in policy.triples if t.predicate == DPV["hasPersonalData"]}
    for item in own & book.known:
        if not isinstance(item, NamedNode):
            continue
        yield Triple(item, RDF["type"], PI["VocabularyItem"])
        yield from _upwards(item)
        for other in book.related.get(item, ()):
            if other in own:
                yield Triple(item, SKOS["related"], other)
        for group in book.groups.get(item, ()):
            yield Triple(group, SKOS["member"], item)
        for people in book.bundles.get(item, ()):
            yield Triple(item, PI["bundleOf"], people)


def _upwards(item: NamedNode) -> Iterator[Triple]:
    for broader in items().broader.get(item, ()):
        yield Triple(item, SKOS["broader"], broader)
        yield from _upwards(broader)


def assessed(policy: Policy) -> Iterator[Triple]:
    """Which holdings an impact assessment is of: those of the same file, or of a file whose name is nearly the same."""
    files = {h: f for h in policy.of_class(PI["Holding"]) for f in policy.objects(h, PI["file"])}
    checked = {a: f for a in policy.of_class(DPV["PIA"]) for f in policy.objects(a, PI["file"])}
    held = {f: name for f in files.values() if (name := policy.label(f))}
    others = {f: name for f in checked.values() if (name := policy.label(f))}
    alike = {f.subject: f.object for f in same_file(others, held)}
    for assessment, file in checked.items():
        wanted = file if file in held else alike.get(file)
        for holding, of in files.items():
            if of == wanted:
                yield Triple(assessment, PI["comparedWith"], holding)


def alike(policy: Policy) -> Iterator[Triple]:
    """Which rows without items have a telling word in common with the name of one that has some."""
    names = {h: _name(policy, h) for h in policy.of_class(PI["Holding"])}
    full = {h for h in names if next(policy.objects(h, DPV["hasPersonalData"]), None)}
    for row, name in names.items():
        for other in full if row not in full else ():
            if any(word in names[other] for word in _WORD.findall(_COMMON.sub(" ", name))):
                yield Triple(row, PI["resembles"], other)


def _name(policy: Policy, holding: NamedNode) -> str:
    file = next(policy.objects(holding, PI["file"]), None)
    return policy.label(file or holding) or ""


def doubled(policy: Policy) -> Iterator[Seen]:
    """Labels that a row lists as required and as optional, unless the optional ones are said to be of other people."""
    for holding in policy.of_class(PI["Holding"]):
        groups = list(policy.objects(holding, DPV["hasProcess"]))
        required = [g for g in groups if DPV["Required"] in set(policy.objects(g, DPV["hasNecessity"]))]
        optional = [g for g in groups if DPV["Optional"] in set(policy.objects(g, DPV["hasNecessity"]))]
        for one, other in product(required, optional):
            # (선택) 보호자(성명) is about somebody else than a 성명 before it; [선택] 휴대폰번호 is about no one new.
            named, again = (set(policy.objects(g, DPV["hasDataSubject"])) for g in (one, other))
            if again and again != named:
                continue
            optionally = {fold(x) for x in _labels(policy, other)}
            for label in _labels(policy, one):
                if fold(label) in optionally:
                    says = ((RDFS["label"], korean(label)), (DCT["relation"], holding))
                    yield Seen("DoubledItem", says, (*_evidence(policy, one), *_evidence(policy, other)))


def _labels(policy: Policy, group: NamedNode) -> list[str]:
    """The items of a group as printed. A comma within brackets parts nothing."""
    return [x.strip() for text in policy.values(group, DCT["description"]) for x in _COMMA.split(text) if x.strip()]


def gaps(policy: Policy) -> Iterator[Seen]:
    """Days between two versions on which none was in force."""
    periods: list[tuple[date, date | None, NamedNode]] = []
    for version in policy.of_class(DPV["PrivacyNotice"]):
        start, end = (_day(policy, version, p) for p in ("startDate", "endDate"))
        if start is not None:
            periods.append((start, end, version))
    for (_, end, older), (start, _, _) in pairwise(sorted(periods, key=lambda p: p[0])):
        if end is not None and start - end > timedelta(days=1):
            yield Seen("VersionGap", ((DCT["relation"], older),), _evidence(policy, older))


def _day(policy: Policy, node: NamedNode, name: str) -> date | None:
    for value in policy.values(node, SCHEMA[name]):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def _evidence(policy: Policy, node: NamedNode) -> tuple[Span, ...]:
    found = []
    for source in policy.objects(node, DCT["source"]):
        begin, _, end = source.value.partition("#char=")[2].partition(",")
        if begin.isdigit() and end.isdigit():
            found.append(Span(int(begin), int(end)))
    return tuple(sorted(found))
