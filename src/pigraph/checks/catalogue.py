"""What is checked, as a page: every requirement with its article, level, example, remedy and shape (Markdown)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pigraph.checks.findings import article
from pigraph.checks.knowledge import knowledge
from pigraph.checks.requirements import Requirement, Requirements
from pigraph.checks.wording import Wording
from pigraph.languages import Language

_HEAD = """# What is checked

Written by `pigraph shapes` from `shapes/`; the tests compare it. A finding is a *violation* where the text alone shows
it for certain, a *warning* where it is probable or the writing guide expects more, else *info*. A duty counts from its
date on, for the day when the policy took effect and for the day of the check.
"""
_GAPS = """## Not read by pigraph

These are about our reading. They are never held against whoever wrote the policy.
"""


def catalogue(requirements: Requirements) -> str:
    """The page, ending in one line break."""
    every = requirements.all()
    own = [r for r in every if not r.gap]
    gaps = [r for r in every if r.gap]
    lines = [_HEAD, *_table(own), *(line for r in own for line in _section(r))]
    if gaps:
        lines += [_GAPS, *_table(gaps), *(line for r in gaps for line in _section(r))]
    return "\n".join(lines).rstrip() + "\n"


def _table(requirements: list[Requirement]) -> Iterator[str]:
    english = Wording(Language.EN)
    yield "| id | requirement | level | severity | since | article |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for r in requirements:
        level = english.say("level", r.level) if r.level else ""
        cells = [", ".join(r.ids), _both(r.name), level, r.severity, _since(r), _articles(r)]
        yield "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"
    yield ""


def _section(r: Requirement) -> Iterator[str]:
    yield f"### {', '.join(r.ids)}: {_both(r.name)}\n"
    yield f"- Shape: `{r.shape.value.rpartition('#')[2]}`"
    for heading, texts in (("Says", r.message), ("Example", r.example), ("Remedy", r.remedy)):
        for text in _each(texts):
            yield f"- {heading}: {text}"
    yield ""


def _articles(r: Requirement) -> str:
    found = [article(iri, knowledge().labels) for iri in r.sources]
    return ", ".join(f"[{a.label}]({a.link})" if a.link else a.label for a in found)


def _since(r: Requirement) -> str:
    return f"{r.since or ''}{f' until {r.before}' if r.before else ''}"


def _both(texts: Mapping[str, str]) -> str:
    return " / ".join(_each(texts))


def _each(texts: Mapping[str, str]) -> list[str]:
    """Korean first."""
    return [" ".join(texts[language].split()) for language in ("ko", "en", "") if language in texts]
