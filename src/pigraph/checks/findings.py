"""Results as findings: the requirement, the dates for which it counts, and the words of the policy that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from pigraph.checks.engine import Result
from pigraph.checks.requirements import Requirement, Requirements
from pigraph.checks.shapes import SH, Term
from pigraph.graph.terms import DCT, DEFAULT_BASE, DPV, PROV, RDF, RDFS, SCHEMA, SKOS
from pigraph.quotes import EVIDENCE, Quote, quoted

_SEVERITIES = ("violation", "warning", "info")
_ARTICLE = re.compile(r"제\d+조(?:의\d+)?")
_LAW_PORTAL = "https://www.law.go.kr"
_SHELVES = {"law": "법령", "ordinance": "자치법규"}
_RULE = re.compile(r"(지침|고시|기준|훈령|예규|규정)$")
"""Endings of the names of administrative rules, which the portal keeps on a shelf of their own."""


@dataclass(frozen=True, slots=True)
class Article:
    """A place in a law: its IRI, how people write it, and where the text in force can be read ("" = unknown)."""

    iri: str
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Finding:
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
    """The graph of one document, with its observations, as findings ask it."""

    def __init__(self, document: str, quads: Iterable[Quad], text: str, name: str) -> None:
        """``text``: the source that evidence points into; ``name``: of its file."""
        self.document = document
        self.text = text
        self.name = name
        self._objects: dict[tuple[Any, Any], list[Any]] = {}
        self._subjects: dict[Any, list[Any]] = {}
        for q in quads:
            self._objects.setdefault((q.subject, q.predicate), []).append(q.object)
            self._subjects.setdefault(q.object, []).append(q.subject)

    @cached_property
    def policy(self) -> NamedNode:
        return NamedNode(f"{self.document}#policy")

    @property
    def title(self) -> str:
        return self._literal(self.policy, DCT["title"])

    @property
    def controller(self) -> str:
        return next((self.label(c) for c in self.objects(self.policy, DPV["hasDataController"])), "")

    @property
    def effective(self) -> date | None:
        """When the policy took effect; None where it states no full calendar date."""
        try:
            return date.fromisoformat(self._literal(self.policy, SCHEMA["startDate"]))
        except ValueError:
            return None

    def objects(self, subject: Term, predicate: NamedNode) -> list[Any]:
        return self._objects.get((subject, predicate), [])

    def label(self, node: Term) -> str:
        return self._literal(node, RDFS["label"]) or self._literal(node, SKOS["prefLabel"])

    def quotes(self, *nodes: Term | None) -> tuple[Quote, ...]:
        """The words of the first of ``nodes`` that has evidence, or else of what has it as a value."""
        for node in nodes:
            # The policy as a whole has its title and dates as evidence, which show nothing about what it lacks.
            if node is None or node == self.policy or isinstance(node, Literal):
                continue
            places = self.objects(node, DCT["source"])
            if not places and not self.objects(node, RDF["type"]):
                continue
            if not places:
                around = [s for s in self._subjects.get(node, []) if s != self.policy]
                places = [p for s in around[:1] for p in self.objects(s, DCT["source"])]
            found = {m for p in places if isinstance(p, NamedNode) and (m := EVIDENCE.fullmatch(p.value))}
            ranges = sorted({(int(m[2]), int(m[3])) for m in found})
            if ranges:
                return tuple(quoted(self.text, self.name, b, e) for b, e in ranges if b <= e <= len(self.text))
        return ()

    @property
    def source(self) -> str:
        return next((s.value for s in self.objects(NamedNode(self.document), PROV["wasDerivedFrom"])), "")

    def _literal(self, subject: Term, predicate: NamedNode) -> str:
        return next((str(v.value) for v in self.objects(subject, predicate) if isinstance(v, Literal)), "")


def findings(
    results: Iterable[Result], requirements: Requirements, graph: PolicyGraph, today: date, labels: Mapping[str, str]
) -> list[Finding]:
    """The results that count on one of the two dates; the gravest first, then in the order of the policy.

    ``labels``: names of laws by IRI.
    """
    effective = graph.effective
    found: list[Finding] = []
    for result in results:
        requirement = requirements.of(result.shape)
        if when := requirement.when(effective, today):
            found.append(_finding(result, requirement, graph, when, labels))
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


def _finding(
    result: Result, requirement: Requirement, graph: PolicyGraph, when: str, labels: Mapping[str, str]
) -> Finding:
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
        tuple(article(iri, labels) for iri in requirement.sources),
        graph.quotes(result.value, result.focus),
        result.focus.value,
        result.value.value if result.value is not None else "",
        result.path.value if isinstance(result.path, NamedNode) else "",
        result.shape.value,
        requirement.gap,
        result,
    )
