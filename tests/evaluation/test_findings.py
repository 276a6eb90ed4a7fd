"""Findings in the shipped policies, against what a careful reader found in them and what must not be found.

``gold/findings/seed.csv``: expected findings, matched by the ids of requirements. ``allowed.csv``: what is in order.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pigraph.checks.observe import observe
from pigraph.reading import make
from shapes.runner import run, shapes, store

GOLD = Path(__file__).parent / "gold" / "findings"
POLICIES = Path(__file__).resolve().parents[2] / "data" / "policies"
TODAY = date(2026, 11, 20)
ID = re.compile(r"[A-Z]+[\w-]*\w")

Found = tuple[str, str, frozenset[str], frozenset[str]]
"""Node, severity, ids, and the dates (E, T) that a finding holds for."""


@cache
def found(policy: str) -> tuple[Found, ...]:
    made = make(POLICIES / f"{policy}.txt")
    seen = observe(made.stated, made.text, made.document, TODAY)
    day = re.search(r'policyDate> "([\d-]+)"', seen.decode())
    findings = []
    for f in run(store(made.stated, seen)):
        shape = shapes()[f.shape]
        when = {shape.when} if shape.when else {"T", *(["E"] if day and shape.since <= day[1] else [])}
        findings.append((f.focus.rpartition("#")[2], shape.severity, shape.ids, frozenset(when)))
    return tuple(findings)


def rows(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def ids(rule: str) -> frozenset[str]:
    """The ids of a cell; what stands in brackets explains one."""
    return frozenset(ID.findall(re.sub(r"\([^)]*\)", "", rule)))


def certain(severity: str) -> list[dict[str, str]]:
    return [r for r in rows("seed.csv") if r["severity"] == severity and r["certainty"].startswith("certain")]


def hit(row: dict[str, str], severities: set[str]) -> bool:
    dates = set(re.findall(r"\b[ET]\b", row["when"].split("(")[0]))
    return any(
        severity in severities and dates & when and ids(row["rule"]) & found_ids
        for _, severity, found_ids, when in found(row["seed"])
    )


VIOLATIONS = [r for r in rows("seed.csv") if r["severity"] == "violation"]


@pytest.mark.parametrize("row", VIOLATIONS, ids=[r["id"] for r in VIOLATIONS])
def test_every_violation_is_found_as_one(row: dict[str, str]) -> None:
    assert hit(row, {"Violation"})


def test_most_certain_warnings_are_found() -> None:
    expected = certain("warning")
    missed = [r["id"] for r in expected if not hit(r, {"Warning"})]
    assert len(expected) == 22
    assert missed == []


def flagged(row: dict[str, str]) -> Iterator[Found]:
    wanted, _, severity = row["ids"].partition("/")
    for finding in found(row["policy"]):
        node, level, found_ids, when = finding
        if level == "Info" or (severity and level != severity) or (row["node"] and node != row["node"]):
            continue
        # A finding for both dates is one of a duty that held already on the policy's date.
        if set(row["when"].split(",")) & when and frozenset(wanted.split()) & found_ids:
            yield finding


@pytest.mark.parametrize("row", rows("allowed.csv"), ids=lambda r: f"{r['policy']}:{r['ids']}:{r['when']}")
def test_what_is_in_order_is_not_flagged(row: dict[str, str]) -> None:
    assert list(flagged(row)) == []


def test_nothing_is_a_violation_that_a_careful_reader_did_not_find() -> None:
    for policy in ("gimpo", "mental-health-case", "seoul-mongttang"):
        expected = {i for r in VIOLATIONS if r["seed"] == policy for i in ids(r["rule"])}
        for node, severity, found_ids, _ in found(policy):
            assert severity != "Violation" or found_ids & expected, (policy, node, found_ids)


READ = {
    "01-1365-volunteer-portal": {"RrnBasis": 4},
    "06-jongno-fmc": {"OutsourcingArticle": 1},
    "08-ssis-website": {"AutomaticCollection": 1},
    "10-dangjin-city": {"RrnBasis": 1},
    "13-pyeongtaek-urban-corp": {"OutsourcingArticle": 1},
    "16-pocheon-mobility": {"OutsourcingArticle": 1},
    "22-skku": {"RrnBasis": 1},
}
"""Violations of shared policies that were read in the source and hold."""


@pytest.mark.shared
def test_violations_of_shared_policies_are_those_that_were_read(shared: Path) -> None:
    violations: dict[str, dict[str, int]] = {}
    for path in sorted((shared / "policies" / "dev").iterdir()):
        made = make(path)
        findings = run(store(made.stated, observe(made.stated, made.text, made.document, TODAY)))
        names = [f.shape for f in findings if shapes()[f.shape].severity == "Violation"]
        if names:
            violations[path.stem] = {name: names.count(name) for name in sorted(set(names))}
    assert violations == READ
