"""What the policies state as flat tables: one row per data item of a row of a policy, and one row per version.

``statements.csv`` has who, whose data, which item, why, under which law, how long, to whom, and the words that say so.
Several values in one cell are parted by `` | ``. An empty cell is no statement: ``not_stated`` and ``unreadable`` say
of which columns the policy says nothing, and which it states unreadably; else the column does not apply.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pigraph.exchange.statements import Entry, Published, Value
from pigraph.exchange.versions import Version

STATEMENTS = (
    "who",
    "service",
    "effective_date",
    "current",
    "kind",
    "entry",
    "whose_data",
    "item",
    "item_iri",
    "requirement",
    "why",
    "law",
    "how_long",
    "to_whom",
    "not_stated",
    "unreadable",
    "quote",
    "place",
    "source",
    "version",
)
VERSIONS = ("who", "service", "effective_date", "title", "current", "source", "sha256", "turtle", "version", "policy")
_KINDS = ("holding", "provision", "outsourcing")
_COLUMNS = {
    "subject": "whose_data",
    "item": "item",
    "purpose": "why",
    "legal_basis": "law",
    "retention": "how_long",
    "recipient": "to_whom",
    "processor": "to_whom",
}
_BETWEEN = " | "


def statement_rows(published: Published, versions: Iterable[Version]) -> Iterator[tuple[str, ...]]:
    """The rows of ``statements``, in the order of versions and of places in each."""
    for version in versions:
        for entry in published.entries(version.document):
            if entry.kind in _KINDS:
                yield from _rows(published, version, entry)


def version_rows(versions: Iterable[Version]) -> Iterator[tuple[str, ...]]:
    """The rows of ``versions``."""
    for v in versions:
        yield (
            v.agency, v.service, v.date, v.title, _yes(v.current), v.source, v.sha256, v.turtle, v.document, v.policy
        )  # fmt: skip


def write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """RFC 4180, in UTF-8 with a byte order mark: without it, spreadsheets take Korean for another encoding."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _rows(published: Published, version: Version, entry: Entry) -> Iterator[tuple[str, ...]]:
    quoted = [published.quote(iri) for iri in entry.evidence]
    for item in entry.values.get("item") or (None,):
        cells = {
            "whose_data": _cell(entry, "subject", item),
            "item": _label(item),
            "item_iri": item.iri if item else "",
            "requirement": _cell(entry, "requirement", item),
            "why": _cell(entry, "purpose", item),
            "law": _cell(entry, "legal_basis", item),
            "how_long": _cell(entry, "retention", item),
            "to_whom": _cell(entry, "recipient", item) or _cell(entry, "processor", item),
        }
        yield (
            version.agency,
            version.service,
            version.date,
            _yes(version.current),
            entry.kind,
            entry.name,
            *cells.values(),
            _gaps(entry.silent, cells),
            _gaps(entry.unclear, cells),
            " … ".join(q.words for q in quoted),
            quoted[0].place if quoted else "",
            " ".join(entry.evidence),
            version.document,
        )


def _label(item: Value | None) -> str:
    """Without what is stated of it in brackets, which has columns of its own."""
    if item is None:
        return ""
    shown = ", ".join(words for _, words in item.details)
    return item.text.removesuffix(f" ({shown})") if shown else item.text


def _cell(entry: Entry, field: str, item: Value | None) -> str:
    own = [words for name, words in (item.details if item else ()) if name == field]
    return _BETWEEN.join(dict.fromkeys([*(v.text for v in entry.values.get(field, ())), *own]))


def _gaps(fields: tuple[str, ...], cells: Mapping[str, str]) -> str:
    """The columns of ``fields``. A row may be silent on what is stated of this item alone, such as consent."""
    columns = {_COLUMNS[f] for f in fields if f in _COLUMNS}
    return _BETWEEN.join(sorted(c for c in columns if not cells[c]))


def _yes(value: bool) -> str:
    return "true" if value else "false"
