"""Reports as one self-contained page: no script, nothing loaded from elsewhere, readable on paper and on a phone.

Everything that a policy says is escaped. Severity and state are words and a mark, never a colour alone; tables have a
caption and headers with a scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from pigraph import resources
from pigraph.checks.causes import Cause, causes, counts, most_common
from pigraph.checks.check import Report
from pigraph.checks.matrix import State, rows
from pigraph.checks.wording import Wording
from pigraph.languages import Language
from pigraph.quotes import Quote

_MARKS = {State.STATED: "●", State.NOT_STATED: "✕", State.NOT_APPLICABLE: "–", State.UNKNOWN: "?"}
_SEVERITY_MARKS = {"violation": "■", "warning": "▲", "info": "○"}
_LONGEST = 240
_QUOTES = 5


def report_html(reports: Sequence[Report], language: Language = Language.KO) -> str:
    """The page: every report after the other, and before several of them what they have in common."""
    words = Wording(language)
    title = escape(words.say("title"))
    style = resources.path("data", "checks", "report.css").read_text(encoding="utf-8")
    parts = [
        "<!doctype html>",
        f'<html lang="{language}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{style}</style></head>",
        f"<body><header><h1>{title}</h1><p>{escape(words.say('note'))}</p></header>",
        *(_overview(reports, words) if len(reports) > 1 else []),
        "<main>",
        *(line for number, report in enumerate(reports, 1) for line in _report(number, report, words)),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _overview(reports: Sequence[Report], words: Wording) -> Iterator[str]:
    every = counts(f for r in reports for f in r.findings)
    yield f'<section aria-labelledby="all"><h2 id="all">{escape(words.say("summary"))}</h2>'
    yield f"<p>{escape(words.say('policies', count=len(reports)))} · {_counted(every, words)}</p>"
    common = [
        (c.rule, _severity(c.severity, words), escape(words.text(c.name)), f"{c.policies}/{len(reports)}")
        for c in most_common(reports)
    ]
    headings = [words.say(w) for w in ("rule", "severity", "requirement", "in_policies")]
    yield from _table(words.say("common"), headings, [(escape(a), b, c, d) for a, b, c, d in common])
    yield f'</section><nav aria-labelledby="contents"><h2 id="contents">{escape(words.say("contents"))}</h2><ol>'
    for number, report in enumerate(reports, 1):
        counted = _counted(counts(report.findings), words)
        yield f'<li><a href="#p{number}">{escape(_heading(report))}</a> <span class="counts">{counted}</span></li>'
    yield "</ol></nav>"


def _heading(report: Report) -> str:
    return f"{report.controller} {report.title}".strip() or report.name


def _report(number: int, report: Report, words: Wording) -> Iterator[str]:
    name = f"p{number}"
    dated = f"{words.say('effective')} {report.effective}" if report.effective else words.say("undated")
    yield f'<article aria-labelledby="{name}"><h2 id="{name}">{escape(_heading(report))}</h2>'
    yield f'<p class="about">{escape(report.name)} · {escape(dated)} · {escape(words.say("checked"))} {report.on}</p>'
    yield f'<p class="counts">{_counted(counts(report.findings), words)}</p>'
    grouped = causes(report.findings)
    if not grouped:
        yield f"<p>{escape(words.say('nothing'))}</p>"
    for heading, wanted in (("first", (0, 1)), ("then", (2,))):
        yield from _causes(words.say(heading), [c for c in grouped if c.first.rank in wanted], words)
    yield from _matrix(report, words)
    yield from _causes(words.say("unread"), causes(report.gaps), words)
    if report.failures:
        yield f"<h3>{escape(words.say('failures'))}</h3><ul>"
        yield from (f"<li>{escape(failure)}</li>" for failure in report.failures)
        yield "</ul>"
    yield "</article>"


def _causes(heading: str, chosen: list[Cause], words: Wording) -> Iterator[str]:
    if not chosen:
        return
    yield f'<h3>{escape(heading)}</h3><ol class="causes">'
    for cause in chosen:
        first = cause.first
        title = words.text(first.name) or words.text(first.message)
        many = f" · {words.say('cases', count=len(cause.findings))}" if len(cause.findings) > 1 else ""
        about = [", ".join(first.rules), words.say("when", first.when)]
        about += [words.say("level", first.level)] if first.level else []
        yield f'<li class="{first.severity}"><h4>{_severity(first.severity, words)} {escape(title)}</h4>'
        yield f'<p class="about">{escape(" · ".join(about) + many)}</p>'
        for message, quotes in cause.messages(words.text).items():
            if message != title:
                yield f"<p>{escape(message)}</p>"
            yield from _quotes(quotes[:_QUOTES], words)
            if rest := quotes[_QUOTES:]:
                yield f"<details><summary>{escape(words.say('more', count=len(rest)))}</summary>"
                yield from _quotes(rest, words)
                yield "</details>"
        yield from _advice(cause, words)
        yield "</li>"
    yield "</ol>"


def _quotes(quotes: Sequence[Quote], words: Wording) -> Iterator[str]:
    if quotes:
        yield f'<ul class="quotes" aria-label="{escape(words.say("quotes"))}">'
        yield from (_quote(q, words) for q in quotes)
        yield "</ul>"


def _quote(quote: Quote, words: Wording) -> str:
    shown = quote.words if len(quote.words) <= _LONGEST else f"{quote.words[:_LONGEST]} …"
    place = escape(words.say("line", line=quote.line))
    return f'<li><span class="place">{place}</span> <q lang="ko">{escape(shown)}</q></li>'


def _advice(cause: Cause, words: Wording) -> Iterator[str]:
    first = cause.first
    articles = [
        f'<a href="{escape(a.link)}">{escape(a.label)}</a>' if a.link else escape(a.label) for a in first.articles
    ]
    if articles:
        yield f"<p>{escape(words.say('article'))}: {', '.join(articles)}</p>"
    if remedy := words.text(first.remedy):
        yield f'<p class="remedy">{escape(words.say("remedy"))}: {escape(remedy)}</p>'


def _matrix(report: Report, words: Wording) -> Iterator[str]:
    found = []
    for row in rows():
        state = report.states[row.id]
        met = counts(f for f in report.findings if row.id in f.rules)
        name = row.ko if words.language is Language.KO else row.en
        said = f'<span aria-hidden="true">{_MARKS[state]}</span> {escape(words.say("state", state))}'
        found.append((escape(row.id), escape(name), said, _counted(met, words, blank=True)))
    headings = [words.say(w) for w in ("rule", "requirement", "state", "findings")]
    yield from _table(words.say("matrix"), headings, found)


def _table(caption: str, headings: list[str], cells: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """``cells`` are HTML; the first of each row is its header."""
    yield f'<div class="table" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
    yield f"<caption>{escape(caption)}</caption><thead><tr>"
    yield "".join(f'<th scope="col">{escape(h)}</th>' for h in headings) + "</tr></thead><tbody>"
    for first, *rest in cells:
        yield f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
    yield "</tbody></table></div>"


def _severity(severity: str, words: Wording) -> str:
    mark = f'<span aria-hidden="true">{_SEVERITY_MARKS[severity]}</span>'
    return f'<span class="severity">{mark} {escape(words.say("severity", severity))}</span>'


def _counted(found: dict[str, int], words: Wording, blank: bool = False) -> str:
    shown = {severity: n for severity, n in found.items() if n or not blank}
    return " · ".join(f"{escape(words.say('severity', severity))} {n}" for severity, n in shown.items())
