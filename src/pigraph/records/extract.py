"""One document → its record: every reader in turn, then what they found together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pigraph.blocks.rendition import Reading
from pigraph.document import Document
from pigraph.issues import Issue
from pigraph.laws.citations import Named, survey
from pigraph.lexicon.columns import columns
from pigraph.records import clauses, special
from pigraph.records.assessments import listed_assessments, read_assessments, said_assessments
from pigraph.records.automatic import read_automatic
from pigraph.records.grid import Grid, read_grid
from pigraph.records.holdings import is_holding_table, read_holdings
from pigraph.records.merge import merge_holdings, merge_video
from pigraph.records.model import (
    Assessment,
    Holding,
    HoldingKind,
    How,
    Officer,
    Outsourcing,
    Provision,
    Record,
    Stated,
)
from pigraph.records.noted_items import with_noted_items
from pigraph.records.notes import apply_notes
from pigraph.records.numbered import with_names
from pigraph.records.officer_lines import read_listed_officers
from pigraph.records.officers import is_officer_table, read_desks, read_loose_officers, read_officers, without_repeats
from pigraph.records.outsourcings import (
    announced,
    is_body,
    is_outsourcing_table,
    listed_lines,
    outsourcings_of_pairs,
    read_outsourcings,
    said,
)
from pigraph.records.pairs import Pair, read_pairs
from pigraph.records.policy import read_identity
from pigraph.records.provisions import is_provision_table, provisions_of_pairs, read_provisions
from pigraph.records.said_pairs import SAID, said_pairs
from pigraph.records.said_provisions import said_provisions
from pigraph.records.tasks import read_tasks
from pigraph.records.unread import unknown_columns, unread_issues
from pigraph.sections.model import Node, Placed, Section
from pigraph.sections.tree import sections as read_sections
from pigraph.text import Span, Words, fold

_IGNORED = ("remedies", "label_summary", "contents", "changes", "rights")
_OPENERS = frozenset({"task", "purpose", "items", "period", "retention", "basis", "basis_purpose", "name"})
_SAID_OF_OTHERS = SAID | {"task", "period"}
_MOST_SAID = 12
_LEAST_BELOW = 2
_AUTHORITY = re.compile(r"^\S+(?<![신요초])청$")
_TASK_SECTIONS = ("purpose", "retention", "items", "file_register")


def extract(document: Document, reading: Reading) -> Record:
    """The record of a document as it was read. Never raises for what a policy says or leaves out."""
    text = reading.text
    sections = read_sections(reading.blocks)
    tables = [(s, p, g) for s in sections if not s.is_about(*_IGNORED) for p in s.tables() if (g := read_grid(p.table))]
    tables = with_names(tables)
    officers = _officers(sections, tables)
    identity = read_identity(sections, officers)
    place = identity.controller.value if identity.controller else None
    named = survey(Words.of(text), place)

    holdings: list[Holding] = []
    provisions: list[Provision] = []
    outsourcings: list[Outsourcing] = []
    assessments: list[Assessment] = []
    issues: list[Issue] = []
    for section, placed, grid in tables:
        kind = table_kind(section, grid)
        lead = _lead(placed)
        if kind is not None:
            issues.extend(unknown_columns(grid))
        if kind == "assessment":
            assessments.extend(read_assessments(grid))
        elif kind == "provision":
            provisions.extend(apply_notes(read_provisions(grid, named, lead), placed.notes))
        elif kind == "outsourcing":
            outsourcings.extend(read_outsourcings(grid))
        elif kind == "holding":
            holdings.extend(with_noted_items(read_holdings(grid, named, lead, placed.over), placed.notes))
    holdings.extend(_listed_holdings(sections, named, holdings))
    for section in sections:
        if section.is_about("automatic_collection") and not section.is_about(*_TASK_SECTIONS, *_IGNORED):
            holdings.extend(read_automatic(section))
    for section in sections:
        if section.is_about("impact_assessment") and not assessments:
            assessments.extend(listed_assessments(section) or said_assessments(section))
        if section.is_about("provision") and not section.is_about("overseas_transfer"):
            provisions.extend(_listed_provisions(section, named, provisions))
        if section.is_about("outsourcing"):
            outsourcings.extend(_listed_outsourcings(section, outsourcings))

    used = clauses.cookies(sections)
    service = identity.service.value if identity.service else ""
    merged = merge_holdings(holdings, service)
    merged += special.read_children(sections) + special.read_cookies(sections, used)
    merged = merge_video(merged, special.read_cctv(sections, named))
    record = Record(
        source_name=document.name,
        sha256=document.sha256,
        text=text,
        title=identity.title or _given(document.meta.title),
        controller=identity.controller or _given(document.meta.controller),
        service=identity.service or _given(document.meta.service),
        effective_date=identity.effective_date or _given(document.meta.effective_date),
        holdings=tuple(merged),
        provisions=tuple(provisions),
        outsourcings=tuple(outsourcings),
        assessments=tuple(assessments),
        officers=tuple(officers),
        cookies=used,
        sections=tuple(clauses.section_records(sections, named, officers)),
        preamble_citations=clauses.preamble_citations(sections, named),
        rights=tuple(clauses.rights(sections)),
        measures=tuple(clauses.measures(sections)),
        versions=tuple(clauses.versions(sections)),
        issues=tuple(issues),
    )
    return unread_issues(record, sections, (h.name.words for h in holdings))


def _given(value: str | None) -> Stated[str] | None:
    """What only the description beside the source says: it has no words in the source."""
    return Stated(value, Words("", ()), How.GIVEN) if value else None


def table_kind(section: Section, grid: Grid) -> str | None:
    """What the rows of a table are: by its columns first, by its section where they leave it open."""
    if is_provision_table(grid) and not section.is_about("overseas_transfer"):
        return "provision"
    if grid.has("year") or section.is_about("impact_assessment"):
        return "assessment" if grid.has("name", "task") else None
    if is_outsourcing_table(grid, section) and not section.is_about("overseas_transfer"):
        return "outsourcing"
    if section.is_about("cctv", "overseas_transfer", "safeguards", "destruction", "pseudonymisation"):
        return None
    if is_officer_table(grid, section):
        return "officer"
    if section.is_about("provision") and grid.has("organisation", "name") and grid.has("items", "purpose"):
        return "provision"
    if is_holding_table(grid):
        return "holding"
    return None


def _lead(placed: Placed) -> tuple[Node, ...]:
    """The nodes that lead to a table, the paragraph right before it last."""
    return (*placed.lead, placed.before) if placed.before is not None else placed.lead


def _officers(sections: Sequence[Section], tables: Sequence[tuple[Section, Placed, Grid]]) -> list[Officer]:
    found: list[Officer] = []
    for section in sections:
        own = [(p, g) for s, p, g in tables if s is section]
        for placed, grid in own:
            if table_kind(section, grid) == "officer":
                found.extend(read_officers(grid, section, placed))
        if section.is_about("officer", "access_request"):
            known = [p.table for p, g in own if table_kind(section, g) == "officer"]
            for placed in section.tables():
                if not any(placed.table is t for t in known):
                    found.extend(read_loose_officers(placed.table, section))
        if section.is_about("rights") and not own:
            found.extend(read_desks(section))
        if section.is_about("officer", "access_request", "rights", "remedies"):
            found.extend(read_listed_officers(section))
    return without_repeats(found)


def _listed_holdings(sections: Sequence[Section], named: Named, from_tables: Sequence[Holding]) -> list[Holding]:
    """Tasks from lists; a second pass knows the names that the first one found elsewhere."""
    about = [s for s in sections if s.is_about(*_TASK_SECTIONS) and not s.is_about("provision", "outsourcing")]
    names = {fold(h.name.value) for h in from_tables}
    first = [h for s in about for h in read_tasks(s, named, names)]
    found = {fold(h.name.value) for h in first if h.kind is HoldingKind.TASK}
    if found <= names:
        return first
    names |= found
    return [h for s in about for h in read_tasks(s, named, names)]


def _listed_provisions(section: Section, named: Named, known: Sequence[Provision]) -> list[Provision]:
    found: list[Provision] = []
    for pairs, lead, span in _groups(section, ("recipient",)):
        found.extend(provisions_of_pairs(pairs, span, named, lead))
    return found or ([] if known else said_provisions(section, named))


def _listed_outsourcings(section: Section, known: Sequence[Outsourcing]) -> list[Outsourcing]:
    found: list[Outsourcing] = []
    for pairs, _, span in _groups(section, ("processor", "subprocessor")):
        found.extend(outsourcings_of_pairs(pairs, span))
    if not found and not known:
        found.extend(listed_lines(section))
    if not found and not known and clauses.denial(section) is None:
        found.extend(said(section) or announced(section))
    return found


def _groups(section: Section, keys: tuple[str, ...]) -> Iterable[tuple[list[Pair], tuple[Node, ...], Span]]:
    """Labelled lines in reading order, one group per key, with what leads to it: the sentence before it last.

    A line with a key label ("수탁자 : …") opens a group; so does a short heading with labelled lines below it
    ("가. 다라청 - 제공목적 : …"), which is then the key, or the task of the key below it; so does the bare name of
    a body over labelled lines. Where another label opens every entry ("위탁업무 : … 수탁자 : …"), it opens a group.
    """
    current: list[Pair] = []
    place: tuple[Node, ...] = ()
    nodes = [(node, lead, _pairs(node, lead)) for node, lead in _walk(section.nodes, ()) if not node.is_note]
    opener = _opener([p.field for *_, pairs in nodes for p in pairs], keys)
    if opener is not None and any(_heading_pair(node, keys) for node, _, pairs in nodes if not pairs):
        opener = None
    before: tuple[Node, ...] = ()
    for n, (node, lead, pairs) in enumerate(nodes):
        if not pairs and node.words.text.endswith("다."):
            before = (node,)
        lead = (*lead, *before)
        below = [p for _, _, after in nodes[n + 1 : n + 3] for p in after[:1]]
        heading = None if pairs else _heading_pair(node, keys) or _name_pair(node, below, keys)
        if heading is not None:
            if current:
                yield current, place, _span(current)
            current, place = [heading], lead
            continue
        for pair in pairs:
            if opener is not None and pair.field == opener:
                if current:
                    yield current, place, _span(current)
                current, place = [pair], lead
                continue
            if pair.field in keys and opener is None:
                open_keys = [p for p in current if p.field in keys]
                if open_keys and not (pair.field == "subprocessor" and open_keys[-1].field == "processor"):
                    yield current, place, _span(current)
                    current = [p for p in current if p.field == "task" and p.label is p.value]
                if not current:
                    place = lead
            if current or pair.field in keys:
                current.append(pair)
    if current:
        yield current, place, _span(current)


def _pairs(node: Node, lead: Sequence[Node]) -> list[Pair]:
    """The labelled values of a line; those of a sentence ("보유기간은 3년입니다.") if a name stands over such alone."""
    return read_pairs(node.words) or (_said_below(lead[-1], node) if lead else [])


def _said_below(over: Node, only: Node | None = None) -> list[Pair]:
    """What the lines right below a name of a body say, if each is a sentence that says something (``only``: one)."""
    if not _may_head(over) or not _is_named(over) or len(over.nodes) > _MOST_SAID or read_pairs(over.words):
        return []
    said = [(n, said_pairs(n.words, _SAID_OF_OTHERS)) for n in over.nodes]
    sure = all(pairs and not n.nodes and not read_pairs(n.words) for n, pairs in said)
    if not sure or len({p.field for _, pairs in said for p in pairs}) < _LEAST_BELOW:
        return []
    return [p for n, pairs in said for p in pairs if only is None or n is only]


def _is_named(node: Node) -> bool:
    """True for the name of a body or an authority, not for "제공 현황 공개" or "위탁 계약 시 준수 사항"."""
    name = node.words.text.strip()
    return is_body(name) or _AUTHORITY.match(name) is not None


def _opener(fields: Sequence[str], keys: tuple[str, ...]) -> str | None:
    """The label that opens each entry before its key: the first one, once before every key, never after the last."""
    at = [n for n, field in enumerate(fields) if field == keys[0]]
    if not at or fields[0] not in _OPENERS:
        return None
    parts = [fields[begin:end] for begin, end in pairwise([0, *at])]
    return fields[0] if fields[0] not in fields[at[-1] :] and all(p.count(fields[0]) == 1 for p in parts) else None


def _heading_pair(node: Node, keys: tuple[str, ...]) -> Pair | None:
    """A short enumerated line or heading over labelled lines, as the key or (where they name the key) as the task."""
    if not _may_head(node):
        return None
    below = [p for n in node.nodes for p in read_pairs(n.words)] or _said_below(node)
    if len(below) < _LEAST_BELOW:
        return None
    field = "task" if any(p.field in keys for p in below) else keys[0]
    if field == "task" and "processor" not in keys:
        return None
    return Pair(field, node.words, node.words)


def _may_head(node: Node) -> bool:
    """True for a short enumerated line or heading that may be a name; "제공하는 개인정보의 항목" is nobody."""
    if (node.mark is None and not node.level) or len(node.words) > 50 or node.words.text.endswith("다."):
        return False
    return columns().exact(node.words.text) is None


def _name_pair(node: Node, below: Sequence[Pair], keys: tuple[str, ...]) -> Pair | None:
    """The bare name of a body over two labelled lines that do not name it, as the key."""
    named = node.mark is None and not node.level and is_body(node.words.text.strip())
    if not named or len({p.field for p in below} - set(keys)) < 2 or any(p.field in keys for p in below):
        return None
    return Pair(keys[0], node.words, node.words)


def _walk(nodes: Sequence[Node], lead: tuple[Node, ...]) -> Iterable[tuple[Node, tuple[Node, ...]]]:
    for node in nodes:
        yield node, lead
        yield from _walk(node.nodes, (*lead, node))


def _span(pairs: Sequence[Pair]) -> Span:
    return Span(min(p.label.begin for p in pairs), max((p.value or p.label).end for p in pairs))
