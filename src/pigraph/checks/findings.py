"""Results as findings: the requirement, the dates for which it counts, and the words of the policy that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct
from pyoxigraph import Literal, NamedNode

from pigraph.checks.engine import Result
from pigraph.checks.requirements import Requirement, Requirements
from pigraph.checks.shapes import SH, Term
from pigraph.checks.statements import Statements
from pigraph.graph.terms import DCT, DEFAULT_BASE, DPV, RDFS, SCHEMA, SKOS
from pigraph.patterns import seldom
from pigraph.quotes import EVIDENCE, Quote, quoted

_LABEL, _NAME = str(RDFS["label"]), str(SKOS["prefLabel"])
_TITLE, _SOURCE, _START = str(DCT["title"]), str(DCT["source"]), str(SCHEMA["startDate"])
_CONTROLLER = str(DPV["hasDataController"])
_SEVERITIES = ("violation", "warning", "info")
_ARTICLE = seldom(r"제\d+조(?:의\d+)?")
_LAW_PORTAL = "https://www.law.go.kr"
_SHELVES = {"law": "법령", "ordinance": "자치법규"}
_RULE = seldom(r"(지침|고시|기준|훈령|예규|규정)$")
"""Endings of the names of administrative rules, which the portal keeps on a shelf of their own."""


class Article(Struct, frozen=True):
    """A place in a law: its IRI, how people write it, and where the text in force can be read ("" = unknown)."""

    iri: str
    label: str
    link: str


class Finding(Struct, frozen=True):
    """One thing that a policy lacks or has wrong, or (``gap``) that pigraph did not read.

    ``rule``: the id of the requirement; ``rules``: all of them; ``severity``: violation, warning or info; ``when``:
    "E,T", "E" or "T" (E: when the policy took effect, T: the day of the check); texts by language; ``focus`` and
    ``value`` as they stand in the graph, ``path``: the IRI of the property, if it is a single one.
    """

    rule: str
    rules: tuple[str, ...]
    severity: str
    level: str
    when: str
    name: Mapping[str, str]
    message: Mapping[str, str]
    remedy: Mapping[str, str]
    articles: tuple[Article, ...]
    quotes: tuple[Quote, ...]
    focus: str
    value: str
    path: str
    shape: str
    gap: bool
    result: Result

    @property
    def rank(self) -> int:
        """0 for violations, 1 for warnings, 2 for the rest."""
        return _SEVERITIES.index(self.severity)


class PolicyGraph:
    """The graph of one document, with its observations, as findings ask it. Terms as N-Triples writes them."""

    def __init__(self, document: str, statements: Statements, text: str, name: str) -> None:
        """``document``: its bare IRI; ``text``: the source that evidence points into; ``name``: of its file."""
        self.document = document
        self.text = text
        self.name = name
        self._statements = statements
        self.policy = f"<{document}#policy>"
        self._known: dict[tuple[tuple[int, int], ...], tuple[Quote, ...]] = {}

    @property
    def title(self) -> str:
        return self._literal(self.policy, _TITLE)

    @property
    def controller(self) -> str:
        return next((self.label(c) for c in self._statements.values(self.policy, _CONTROLLER)), "")

    @cached_property
    def effective(self) -> date | None:
        """When the policy took effect; None where it states no full calendar date."""
        try:
            return date.fromisoformat(self._literal(self.policy, _START))
        except ValueError:
            return None

    def label(self, node: str) -> str:
        return self._literal(node, _LABEL) or self._literal(node, _NAME)

    def quotes(self, value: Term | None, focus: Term) -> tuple[Quote, ...]:
        """The words of a result's value, of the focus node if it has that value, of whatever has it, or of the focus
        node: the first that has evidence."""
        said_of = str(focus)
        if value is not None and not isinstance(value, Literal) and value != focus:
            meant = str(value)
            places = self._own(meant)
            if not places:
                around = self._pointing.get(meant, set())
                places = self._own(said_of) if said_of in around else ()
                places = places or min(filter(None, map(self._own, around)), default=())
            if places:
                return self._quoted(places)
        return self._quoted(self._own(said_of))

    def _own(self, node: str) -> tuple[tuple[int, int], ...]:
        """The source ranges of a node. The policy as a whole has its title and dates as evidence, which show nothing
        about what it lacks."""
        places = () if node == self.policy else self._statements.values(node, _SOURCE)
        found = [m for p in places if p[0] == "<" and (m := EVIDENCE.fullmatch(p[1:-1]))]
        return tuple(sorted([(int(m[2]), int(m[3])) for m in found]))

    @cached_property
    def _pointing(self) -> dict[str, set[str]]:
        """What has a node as value of whatever property. Asked once everything is known."""
        found: dict[str, set[str]] = {}
        for of in self._statements.by.values():
            for subject, values in of.items():
                for value in values:
                    if value[0] != '"':
                        found.setdefault(value, set()).add(subject)
        return found

    def _quoted(self, ranges: tuple[tuple[int, int], ...]) -> tuple[Quote, ...]:
        known = self._known.get(ranges)
        if known is None:
            known = tuple(quoted(self.text, self.name, b, e) for b, e in ranges if b <= e <= len(self.text))
            self._known[ranges] = known
        return known

    def _literal(self, subject: str, predicate: str) -> str:
        return next(iter(self._statements.texts(subject, predicate)), "")


def findings(
    results: Iterable[Result],
    requirements: Requirements,
    graph: PolicyGraph,
    today: date,
    articles: Callable[[str], Article],
) -> list[Finding]:
    """The results that count on one of the two dates; the gravest first, then in the order of the policy.

    ``articles``: the place in a law that an IRI names, as `article` gives it.
    """
    effective = graph.effective
    found: list[Finding] = []
    for result in results:
        requirement = requirements.of(result.shape)
        if when := requirement.when(effective, today):
            quotes = graph.quotes(result.value, result.focus)
            found.append(finding(result, requirement, quotes, when, articles))
    return sorted(found, key=lambda f: (f.gap, f.rank, f.rule, f.quotes[0].begin if f.quotes else -1, f.focus, f.value))


def article(iri: str, labels: Mapping[str, str]) -> Article:
    """The place that ``iri`` (``…/law/{name}/{place}``) names. Paragraphs are linked to their article."""
    kind, _, path = iri.removeprefix(DEFAULT_BASE).partition("/")
    if kind not in _SHELVES or not path:
        return Article(iri, iri, "")
    law, _, place = path.partition("/")
    named = labels.get(f"{DEFAULT_BASE}{kind}/{law}", law)
    # 개인정보보호법(법률제14107호): the portal has no page for one amendment under this name.
    title = law.partition("(")[0]
    shelf = "행정규칙" if kind == "law" and _RULE.search(title) else _SHELVES[kind]
    in_force = _ARTICLE.match(place)
    link = "/".join([_LAW_PORTAL, shelf, title, *([in_force[0]] if in_force and shelf != "행정규칙" else [])])
    return Article(iri, f"{named} {place}".strip(), link)


def finding(
    result: Result, requirement: Requirement, quotes: tuple[Quote, ...], when: str, articles: Callable[[str], Article]
) -> Finding:
    """One result as a finding, with what its shape says about itself."""
    name = result.severity.value.removeprefix(SH.iri).lower()
    plain = result.component.value.removeprefix(SH.iri).removesuffix("ConstraintComponent")
    return Finding(
        requirement.rule,
        requirement.ids,
        name if name in _SEVERITIES else "info",
        requirement.level,
        when,
        requirement.name,
        dict(result.messages) or requirement.message or requirement.name or {"": plain},
        requirement.remedy,
        tuple(map(articles, requirement.sources)),
        quotes,
        result.focus.value,
        result.value.value if result.value is not None else "",
        result.path.value if isinstance(result.path, NamedNode) else "",
        result.shape.value,
        requirement.gap,
        result,
    )
