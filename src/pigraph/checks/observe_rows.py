"""Observed across rows: how items stand to each other, which holding an assessment is of, gaps between versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product

from pyoxigraph import NamedNode

from pigraph.checks.observe_policy import Policy, Seen
from pigraph.checks.observe_wordings import items
from pigraph.checks.statements import Spo
from pigraph.graph.files import same_file
from pigraph.graph.terms import DCT, DPV, PI, RDF, RDFS, SCHEMA, SKOS, korean
from pigraph.patterns import seldom
from pigraph.text import fold

_TYPE, _LABEL, _RELATION = str(RDF["type"]), str(RDFS["label"]), str(DCT["relation"])
_ITEM, _PROCESS, _SUBJECT = str(DPV["hasPersonalData"]), str(DPV["hasProcess"]), str(DPV["hasDataSubject"])
_FILE, _HOLDING, _ASSESSMENT = str(PI["file"]), str(PI["Holding"]), str(DPV["PIA"])
_NECESSITY, _REQUIRED, _OPTIONAL = str(DPV["hasNecessity"]), str(DPV["Required"]), str(DPV["Optional"])
_KNOWN, _BUNDLE, _RESEMBLES = str(PI["VocabularyItem"]), str(PI["bundleOf"]), str(PI["resembles"])
_BROADER, _RELATED, _MEMBER = str(SKOS["broader"]), str(SKOS["related"]), str(SKOS["member"])
_NOTICE, _START, _END = str(DPV["PrivacyNotice"]), str(SCHEMA["startDate"]), str(SCHEMA["endDate"])
_COMPARED, _DESCRIPTION = str(PI["comparedWith"]), str(DCT["description"])
_COMMA = re.compile(r",(?![^()]*\))")
_WORD = seldom(r"[가-힣]{2,}")
_COMMON = seldom(
    r"개인\s?정보|정보|처리|보유|보관|보존|관리|운영|업무|서비스|기록|파일|시스템|이용|제\d+조|[가-힣]*법(?:률|령)?(?![가-힣])|의거|관한|따른|위한|위해|대한"
)


def listed(policy: Policy) -> Iterator[Spo]:
    """Of every item that the policy lists: whether the vocabulary has it, its broader, related items and classes."""
    book = items()
    own = policy.statements.back(_ITEM).keys()
    for item in own & book.known:
        yield item, _TYPE, _KNOWN
        yield from _upwards(item)
        for other in book.related.get(item, ()):
            if other in own:
                yield item, _RELATED, other
        for group in book.groups.get(item, ()):
            yield group, _MEMBER, item
        for people in book.bundles.get(item, ()):
            yield item, _BUNDLE, people


def _upwards(item: str) -> Iterator[Spo]:
    for broader in items().broader.get(item, ()):
        yield item, _BROADER, broader
        yield from _upwards(broader)


def assessed(policy: Policy) -> Iterator[Spo]:
    """Which holdings an impact assessment is of: those of the same file, or of a file whose name is nearly the same."""
    files = {h: f for h in policy.of_class(_HOLDING) for f in policy.statements.iris(h, _FILE)}
    checked = {a: f for a in policy.of_class(_ASSESSMENT) for f in policy.statements.iris(a, _FILE)}
    held = {NamedNode(f[1:-1]): name for f in files.values() if (name := policy.label(f))}
    others = {NamedNode(f[1:-1]): name for f in checked.values() if (name := policy.label(f))}
    alike = {str(f.subject): str(f.object) for f in same_file(others, held)} if others and held else {}
    labelled = {str(f) for f in held}
    for assessment, file in checked.items():
        wanted = file if file in labelled else alike.get(file)
        for holding, of in files.items():
            if of == wanted:
                yield assessment, _COMPARED, holding


def alike(policy: Policy) -> Iterator[Spo]:
    """Which rows without items have a telling word in common with the name of one that has some."""
    names = {h: _name(policy, h) for h in policy.of_class(_HOLDING)}
    full = {h for h in names if policy.statements.iris(h, _ITEM)}
    for row, name in names.items():
        if row in full:
            continue
        words = _WORD.findall(_COMMON.sub(" ", name))
        for other in full if words else ():
            if any(word in names[other] for word in words):
                yield row, _RESEMBLES, other


def _name(policy: Policy, holding: str) -> str:
    file = next(iter(policy.statements.iris(holding, _FILE)), None)
    return policy.label(file or holding) or ""


def doubled(policy: Policy) -> Iterator[Seen]:
    """Labels that a row lists as required and as optional, unless the optional ones are said to be of other people."""
    iris = policy.statements.iris
    for holding in policy.of_class(_HOLDING):
        groups = iris(holding, _PROCESS)
        required = [g for g in groups if _REQUIRED in iris(g, _NECESSITY)]
        optional = [g for g in groups if _OPTIONAL in iris(g, _NECESSITY)]
        for one, other in product(required, optional):
            # (선택) 보호자(성명) is about somebody else than a 성명 before it; [선택] 휴대폰번호 is about no one new.
            named, again = set(iris(one, _SUBJECT)), set(iris(other, _SUBJECT))
            if again and again != named:
                continue
            optionally = {fold(x) for x in _labels(policy, other)}
            for label in _labels(policy, one):
                if fold(label) in optionally:
                    says = ((_LABEL, str(korean(label))), (_RELATION, holding))
                    yield Seen("DoubledItem", says, (*policy.evidence(one), *policy.evidence(other)))


def _labels(policy: Policy, group: str) -> list[str]:
    """The items of a group as printed. A comma within brackets parts nothing."""
    described = policy.statements.texts(group, _DESCRIPTION)
    return [x.strip() for text in described for x in _COMMA.split(text) if x.strip()]


def gaps(policy: Policy) -> Iterator[Seen]:
    """Days between two versions on which none was in force."""
    periods: list[tuple[date, date | None, str]] = []
    for version in policy.of_class(_NOTICE):
        start, end = policy.day(version, _START), policy.day(version, _END)
        if start is not None:
            periods.append((start, end, version))
    for (_, end, older), (start, _, _) in pairwise(sorted(periods, key=lambda p: p[0])):
        if end is not None and start - end > timedelta(days=1):
            yield Seen("VersionGap", ((_RELATION, older),), policy.evidence(older))
