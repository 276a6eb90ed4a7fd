"""Reports on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from pigraph.checks.causes import Cause, causes, counts, most_common
from pigraph.checks.check import Report
from pigraph.checks.matrix import State, rows
from pigraph.checks.wording import Wording
from pigraph.languages import Language

_STYLES = {"violation": "bold red", "warning": "yellow", "info": "dim"}
_MARKS = {State.STATED: "O", State.NOT_STATED: "X", State.NOT_APPLICABLE: "-", State.UNKNOWN: "?"}
_MESSAGES = 5
_QUOTES = 3
_LONGEST = 120
_COMMON = 15


def report_text(reports: Sequence[Report], language: Language = Language.KO) -> RenderableType:
    """Every report after the other, and above several of them what they have in common."""
    words = Wording(language)
    parts = [_summary(reports, words)] if len(reports) > 1 else []
    for report in reports:
        parts += [*_report(report, words), Styled("")]
    return Group(*parts, Styled(words.say("note"), style="dim"))


def _report(report: Report, words: Wording) -> Iterator[RenderableType]:
    dated = words.say("effective") + f" {report.effective}" if report.effective else words.say("undated")
    yield Styled(f"{report.controller} {report.title} ({report.name})".strip(), style="bold")
    yield Styled(f"{dated} · {words.say('checked')} {report.on} · {_counted(counts(report.findings), words)}")
    grouped = causes(report.findings)
    if not grouped:
        yield Styled(words.say("nothing"))
    number = 0
    for heading, wanted in (("first", (0, 1)), ("then", (2,))):
        chosen = [c for c in grouped if c.first.rank in wanted]
        if chosen:
            yield Styled(f"\n{words.say(heading)}", style="bold underline")
        for cause in chosen:
            number += 1
            yield from _cause(number, cause, words)
    yield Styled("")
    yield _matrix(report, words)
    if report.gaps:
        yield Styled(f"\n{words.say('unread')}", style="bold underline")
        for n, cause in enumerate(causes(report.gaps), 1):
            yield from _cause(n, cause, words)
    if report.failures:
        yield Styled(f"\n{words.say('failures')}", style="bold underline")
        yield from (Styled(f"- {failure}") for failure in report.failures)


def _cause(number: int, cause: Cause, words: Wording) -> Iterator[RenderableType]:
    first = cause.first
    many = f" · {words.say('cases', count=len(cause.findings))}" if len(cause.findings) > 1 else ""
    heading = Styled(f"{number:2}. ")
    heading.append(f"[{words.say('severity', first.severity)}]", style=_STYLES[first.severity])
    heading.append(f" {', '.join(first.rules)} {words.text(first.name)} · {words.say('when', first.when)}{many}")
    yield heading
    lines = []
    messages = list(cause.messages(words.text).items())
    for message, quotes in messages[:_MESSAGES]:
        lines.append(message)
        for quote in quotes[:_QUOTES]:
            shown = quote.words if len(quote.words) <= _LONGEST else f"{quote.words[:_LONGEST]} …"
            lines.append(f"  {quote.place} 「{shown}」")
        if len(quotes) > _QUOTES:
            lines.append("  " + words.say("more", count=len(quotes) - _QUOTES))
    if len(messages) > _MESSAGES:
        lines.append(words.say("more", count=len(messages) - _MESSAGES))
    lines += [f"{words.say('article')}: {article.label} {article.link}".rstrip() for article in first.articles]
    if remedy := words.text(first.remedy):
        lines.append(f"{words.say('remedy')}: {remedy}")
    # One piece: to lay out each line by itself takes several times as long.
    yield Padding(Styled("\n".join(lines)), (0, 0, 0, 4))


def _matrix(report: Report, words: Wording) -> RenderableType:
    table = Table(box=box.ROUNDED, title=words.say("matrix"), title_justify="left")
    for heading in ("rule", "requirement", "state", "findings"):
        table.add_column(words.say(heading), overflow="fold")
    for row in rows():
        state = report.states[row.id]
        met = counts(f for f in report.findings if row.id in f.rules)
        name = row.ko if words.language is Language.KO else row.en
        table.add_row(row.id, name, f"{_MARKS[state]} {words.say('state', state)}", _counted(met, words, blank=True))
    return table


def _summary(reports: Sequence[Report], words: Wording) -> RenderableType:
    table = Table(box=box.ROUNDED, title=words.say("common"), title_justify="left")
    for heading in ("rule", "severity", "requirement", "in_policies"):
        table.add_column(words.say(heading), overflow="fold")
    for c in most_common(reports)[:_COMMON]:
        table.add_row(c.rule, words.say("severity", c.severity), words.text(c.name), f"{c.policies}/{len(reports)}")
    every = counts(f for r in reports for f in r.findings)
    counted = words.say("policies", count=len(reports))
    return Group(Styled(f"{counted} · {_counted(every, words)}", style="bold"), table, Styled(""))


def _counted(found: dict[str, int], words: Wording, blank: bool = False) -> str:
    shown = {severity: n for severity, n in found.items() if n or not blank}
    return " · ".join(f"{words.say('severity', severity)} {n}" for severity, n in shown.items())
