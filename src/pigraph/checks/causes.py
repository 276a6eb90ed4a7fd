"""Findings by what causes them: what to fix first, and what many policies have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct

from pigraph.checks.check import Report
from pigraph.checks.findings import Finding
from pigraph.quotes import Quote

_LEVELS = ("Mandatory", "Conditional", "Expected", "Recommended", "")


class Cause(Struct, frozen=True):
    """Findings of one shape, with one severity, on the same dates: they are put right in the same way."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        return self.findings[0]

    def messages(self, text: Callable[[Mapping[str, str]], str]) -> dict[str, tuple[Quote, ...]]:
        """What is said of it, each message once (``text`` picks its language), with the words of the policy that
        show it, in their order."""
        said: dict[str, list[Quote]] = {}
        for finding in self.findings:
            said.setdefault(text(finding.message), []).extend(finding.quotes)
        return {m: tuple(sorted(dict.fromkeys(found), key=lambda q: (q.begin, q.end))) for m, found in said.items()}


class Common(NamedTuple):
    """A rule that many policies meet: its id, severity, name by language, and how many policies."""

    rule: str
    severity: str
    name: dict[str, str]
    policies: int


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """The gravest first, duties before recommendations, then what occurs most often."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for f in findings:
        groups.setdefault((f.rule, f.shape, f.severity, f.when), []).append(f)
    found = [Cause(tuple(group)) for group in groups.values()]
    return sorted(found, key=lambda c: (c.first.rank, _LEVELS.index(c.first.level), -len(c.findings), c.first.rule))


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity, the gravest first."""
    counted = Counter(f.severity for f in findings)
    return {severity: counted[severity] for severity in ("violation", "warning", "info")}


def most_common(reports: Iterable[Report]) -> list[Common]:
    """The rules by how many policies meet them; the gravest first among equals."""
    met: Counter[tuple[str, str]] = Counter()
    one: dict[tuple[str, str], Finding] = {}
    for report in reports:
        for f in report.findings:
            one.setdefault((f.rule, f.severity), f)
        met.update({(f.rule, f.severity) for f in report.findings})
    ordered = sorted(met, key=lambda k: (-met[k], one[k].rank, k))
    return [Common(rule, severity, dict(one[rule, severity].name), met[rule, severity]) for rule, severity in ordered]
