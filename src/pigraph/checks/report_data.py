"""Reports for programs: JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from pigraph.checks.causes import counts, most_common
from pigraph.checks.check import Report
from pigraph.checks.findings import Finding
from pigraph.checks.wording import Wording
from pigraph.languages import Language

_COLUMNS = (
    "policy", "file", "rule", "severity", "level", "when", "name", "message", "remedy", "article", "link", "line",
    "quotes", "not_read",
)  # fmt: skip


def to_json(reports: Sequence[Report], language: Language = Language.KO) -> dict[str, Any]:
    """All reports as one object.

    ``findings`` are about the policies, ``not_read`` about pigraph's reading; each names its policy. ``policies`` has
    dates, counts and the table of Article 30 (``matrix``: id → stated, not stated, not applicable, unknown).
    """
    words = Wording(language)
    return {
        "on": reports[0].on.isoformat() if reports else None,
        "policies": [_policy(r) for r in reports],
        "findings": [_finding(r, f, words) for r in reports for f in r.findings],
        "not_read": [_finding(r, f, words) for r in reports for f in r.gaps],
        "common": [
            {"rule": c.rule, "severity": c.severity, "name": words.text(c.name), "policies": c.policies}
            for c in most_common(reports)
        ],
    }


def to_csv(reports: Sequence[Report], language: Language = Language.KO) -> str:
    """One line per finding; several articles or quotations of one are parted by line breaks. CRLF, as RFC 4180 says."""
    words = Wording(language)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for report in reports:
        for f in (*report.findings, *report.gaps):
            said = _finding(report, f, words)
            said["link"] = "\n".join(a["link"] for a in said["articles"] if a["link"])
            said["line"] = said["quotes"][0]["line"] if said["quotes"] else ""
            said["quotes"] = "\n".join(q["text"] for q in said["quotes"])
            said["not_read"] = str(f.gap).lower()
            writer.writerow([_harmless(str(said[column])) for column in _COLUMNS])
    return lines.getvalue()


def _harmless(cell: str) -> str:
    # A spreadsheet would run a cell that begins so as a formula, and these are words of other people.
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _policy(report: Report) -> dict[str, Any]:
    return {
        "policy": report.document,
        "file": report.name,
        "title": report.title,
        "controller": report.controller,
        "effective": report.effective.isoformat() if report.effective else None,
        "counts": counts(report.findings),
        "not_read": len(report.gaps),
        "matrix": {rule: state.value for rule, state in report.states.items()},
        "failures": list(report.failures),
    }


def _finding(report: Report, f: Finding, words: Wording) -> dict[str, Any]:
    return {
        "rule": f.rule,
        "rules": list(f.rules),
        "severity": f.severity,
        "level": f.level,
        "when": f.when,
        "policy": report.document,
        "file": report.name,
        "name": words.text(f.name),
        "message": words.text(f.message),
        "remedy": words.text(f.remedy),
        "article": ", ".join(a.label for a in f.articles),
        "articles": [{"iri": a.iri, "label": a.label, "link": a.link} for a in f.articles],
        "quotes": [{"text": q.words, "file": q.name, "line": q.line, "begin": q.begin, "end": q.end} for q in f.quotes],
        "focus": f.focus,
        "value": f.value,
        "path": f.path,
        "shape": f.shape,
    }
