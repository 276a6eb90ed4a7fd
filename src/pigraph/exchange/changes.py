"""Changes as words in Korean or English, and as JSON; each with the words of the policies on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from pigraph.answers import Quote
from pigraph.exchange.diff import Change, Side, What
from pigraph.exchange.versions import Version
from pigraph.exchange.words import word
from pigraph.languages import Language
from pigraph.text import fold

Quoter: TypeAlias = Callable[[str], Quote]
"""From an evidence IRI to its words."""

_SIGNS = {What.ADDED: "+", What.REMOVED: "-", What.CHANGED: "~"}
_LONGEST_QUOTE = 160
_MOST_QUOTES = 2
_INDENT = " " * 6


def quotes(side: Side, quoter: Quoter) -> list[tuple[str, Quote]]:
    """The evidence of a side with its words: only the places that hold its text, if any do."""
    every = [(iri, quoter(iri)) for iri in side.evidence]
    wanted = fold(side.text.partition(" (")[0])
    return [pair for pair in every if wanted and wanted in fold(pair[1].words)] or every


def to_json(
    versions: tuple[Version, Version], changes: Sequence[Change], quoters: tuple[Quoter, Quoter]
) -> dict[str, Any]:
    """Plain data: both versions, how many changes of which sort, and the changes."""
    return {
        "before": _version(versions[0]),
        "after": _version(versions[1]),
        "counts": _counts(changes),
        "changes": [
            {
                "change": c.what.value,
                "kind": c.kind,
                "name": c.name,
                "field": c.field or None,
                "before": _side(c.before, quoters[0]),
                "after": _side(c.after, quoters[1]),
            }
            for c in changes
        ],
    }


def to_text(
    versions: tuple[Version, Version],
    changes: Sequence[Change],
    quoters: tuple[Quoter, Quoter],
    language: Language = Language.KO,
) -> str:
    """Lines for people: a head, one block per entry, and the totals. Does not end in a line break."""
    lines = [f"{_named(versions[0])} → {_named(versions[1])}"]
    for (kind, name), group in groupby(changes, key=lambda c: (c.kind, c.name)):
        lines += ["", " ".join(filter(None, (word("kinds", kind, language), f"「{name}」" if name else "")))]
        shown: set[str] = set()
        for line in (line for change in group for line in _lines(change, quoters, language)):
            # A quotation is printed once for all values of an entry.
            if line not in shown:
                lines.append(line)
            if line.startswith(_INDENT):
                shown.add(line)
    if not changes:
        return "\n".join([*lines, word("changes", "none", language)])
    return "\n".join([*lines, "", word("changes", "total", language).format(**_counts(changes))])


def _lines(change: Change, quoters: tuple[Quoter, Quoter], language: Language) -> Iterator[str]:
    what = word("changes", change.what, language)
    shown = [s.text for s in (change.before, change.after) if s]
    if change.field == "unclear":
        shown = [word("fields", text, language) for text in shown]
    said = f": {word('fields', change.field, language)} {' → '.join(shown)}" if change.field else ""
    yield f"  {_SIGNS[change.what]} {what}{said}"
    # The words of an entry are those of its values, which follow.
    for side, quoter in zip((change.before, change.after), quoters, strict=True):
        for _, quote in quotes(side, quoter)[:_MOST_QUOTES] if side and change.field else ():
            words = quote.words if len(quote.words) <= _LONGEST_QUOTE else f"{quote.words[:_LONGEST_QUOTE]} …"
            yield f"{_INDENT}{quote.place} 「{words}」"


def _counts(changes: Sequence[Change]) -> dict[str, int]:
    counted = Counter(c.what for c in changes)
    return {what.value: counted[what] for what in What}


def _named(version: Version) -> str:
    return f"{version.name} ({version.source})"


def _version(version: Version) -> dict[str, Any]:
    return {
        "document": version.document,
        "agency": version.agency or None,
        "service": version.service or None,
        "date": version.date or None,
        "source": version.source,
        "sha256": version.sha256,
    }


def _side(side: Side | None, quoter: Quoter) -> dict[str, Any] | None:
    if side is None:
        return None
    evidence = [{"iri": iri, "place": quote.place, "words": quote.words} for iri, quote in quotes(side, quoter)]
    return {"text": side.text, "evidence": evidence}
