"""What no reader claimed: the words of the sections that pigraph reads, less what became a statement.

Sections whose content is boilerplate by law (rights, remedies, safeguards, destruction, changes) are claimed as
a whole: that the policy has them is all that is recorded of their prose. In the others a sentence is claimed
when a reader took something from it or when it is a known frame (`pigraph.lexicon.frames`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pigraph.blocks.model import Table
from pigraph.issues import Issue, IssueKind
from pigraph.lexicon.columns import columns
from pigraph.lexicon.frames import is_frame
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.records.grid import Grid
from pigraph.records.model import Record
from pigraph.sections.model import Node, Section
from pigraph.text import Span, Words, joined, merge

_TOPIC_ONLY = (
    "rights",
    "remedies",
    "safeguards",
    "destruction",
    "changes",
    "label_summary",
    "contents",
    "pseudonymisation",
    "additional_use",
    "automated_decision",
    "automatic_collection",
    "cctv",
    "children",
    "sensitive",
    "overseas_transfer",
)
_PREVIEW = 80


def unread_issues(record: Record, sections: Sequence[Section], read: Iterable[Words] = ()) -> Record:
    """The record with its claimed ranges and an issue for everything that was left over.

    ``read``: further words that were understood, though no value of the record holds them.
    """
    claimed: list[Span] = []
    _collect(record, claimed)
    claimed.extend(s for words in read for s in words.spans)
    issues: list[Issue] = list(record.issues)
    for n, section in enumerate(sections):
        if section.heading:
            claimed.append(section.heading.hull)
            if not section.kinds:
                issues.append(_issue(IssueKind.UNKNOWN_HEADING, section.heading))
        if n == 0 or section.is_about(*_TOPIC_ONLY):
            claimed.append(section.span)
    merged = merge(claimed, record.text)
    begins = [s.begin for s in merged]
    for section in sections:
        if section.is_about(*_TOPIC_ONLY):
            continue
        for words in _leaves(section.children):
            if not words.text.strip() or _meets(words.hull, merged, begins):
                continue
            if is_frame(words.text):
                claimed.append(words.hull)
                continue
            issues.append(_issue(IssueKind.UNREAD, words))
    issues.extend(_unclear(record))
    issues.extend(_unknown_items(record))
    issues.extend(_unknown_laws(record))
    return replace(record, claimed=merge(claimed, record.text), issues=tuple(sorted(set(issues))))


def _meets(span: Span, merged: Sequence[Span], begins: Sequence[int]) -> bool:
    """True when ``span`` meets one of the sorted, disjoint spans; ``begins`` are their begins."""
    last = bisect_left(begins, span.end) - 1
    return last >= 0 and merged[last].meets(span)


def _leaves(children: Sequence[Node | Table]) -> Iterator[Words]:
    for child in children:
        if isinstance(child, Table):
            for row in child.rows:
                filled = [c for c in row if c.text.strip()]
                if filled and not all(columns().field(c.text) for c in filled):
                    yield Words.join(filled)
        else:
            yield child.words
            yield from _leaves(child.children)


def unknown_columns(grid: Grid) -> Iterator[Issue]:
    """The columns of a table that was read whose header no wording of the lexicon matches."""
    for field, header in zip(grid.fields, grid.headers, strict=False):
        if field is None and header.text.strip():
            yield _issue(IssueKind.UNKNOWN_COLUMN, header)


def _unclear(record: Record) -> Iterator[Issue]:
    """Values that the text addresses unreadably, by the rows that they would belong to."""
    rows = [
        *((h.unclear, h.entries) for h in record.holdings),
        *((p.unclear, p.entries) for p in record.provisions),
        *((o.unclear, o.entries) for o in record.outsourcings),
        *((a.unclear, a.entries) for a in record.assessments),
    ]
    for unclear, entries in rows:
        for name in sorted(unclear):
            for span in entries[:1]:
                yield Issue(span, IssueKind.UNCLEAR, joined(span.cut(record.text))[:_PREVIEW], name)


def _unknown_items(record: Record) -> Iterator[Issue]:
    lists = [
        *(h.items for h in record.holdings),
        *(p.items for p in record.provisions),
        *(o.items for o in record.outsourcings),
        *(a.items for a in record.assessments),
    ]
    known = vocabulary().items
    for items in lists:
        for item in items:
            if not known(item.label.value):
                yield _issue(IssueKind.UNKNOWN_ITEM, item.label.words)


def _unknown_laws(record: Record) -> Iterator[Issue]:
    for bases in [*(h.bases for h in record.holdings), *(p.bases for p in record.provisions)]:
        for basis in bases:
            if not basis.known:
                yield _issue(IssueKind.UNKNOWN_LAW, basis.words)


def _issue(kind: IssueKind, words: Words) -> Issue:
    text = joined(words.text)
    return Issue(words.hull, kind, text if len(text) <= _PREVIEW else text[:_PREVIEW] + "…")


def _collect(value: Any, claimed: list[Span]) -> None:
    """Adds the source ranges of all words in a record."""
    kind = type(value)
    if kind is Words:
        claimed.extend(value.spans)
    elif kind is Span:
        claimed.append(value)
    else:
        for part in value if kind is tuple else map(value.__getattribute__, _parts(kind)):
            if type(part) not in _WORDLESS:
                _collect(part, claimed)


_WORDLESS = frozenset({str, int, bool, type(None)})
_known_parts: dict[type, tuple[str, ...]] = {}


def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a part of a record that may hold words; none for what is no part of one."""
    if kind not in _known_parts:
        names = kind.__struct_fields__ if issubclass(kind, Struct) else ()
        _known_parts[kind] = tuple(n for n in names if n not in ("body", "issues", "claimed"))
    return _known_parts[kind]
