"""Atom feeds (RFC 4287): the versions of the policies of each body, newest first.

The moment of an entry is the beginning of its effective date in Korea. A version that states none has 1970-01-01, and
says so: every entry must have a moment, and the time of a build would make equal graphs differ.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as Tree

from pigraph.exchange.diff import compare
from pigraph.exchange.statements import Entry, Published
from pigraph.exchange.versions import BASE, Version
from pigraph.exchange.words import word
from pigraph.languages import Language

_ATOM = "http://www.w3.org/2005/Atom"
_UNDATED = "1970-01-01T00:00:00Z"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_NAME = 200
"""Bytes of a file name before its suffix; most file systems allow 255."""


def feeds(published: Published, versions: Iterable[Version]) -> Iterator[tuple[str, bytes]]:
    """The name of each file, without directory, and its bytes; in the order of names of bodies."""

    def body(version: Version) -> str:
        return version.policy.split("/")[-2]

    for slug, group in groupby(sorted(versions, key=lambda v: (body(v), v.document)), key=body):
        yield f"{_file(slug)}.atom", _feed(published, slug, list(group))


def write_feeds(directory: Path, published: Published, versions: Iterable[Version]) -> int:
    """Write all feeds into ``directory``; returns their number."""
    directory.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, data in feeds(published, versions):
        (directory / name).write_bytes(data)
        count += 1
    return count


def moment(stated: str) -> str:
    """An RFC 3339 moment for a stated date (ISO, of any precision)."""
    parts = [*stated.split("-"), "01", "01"][:3]
    try:
        return f"{date.fromisoformat('-'.join(parts)).isoformat()}T00:00:00+09:00"
    except ValueError:
        return _UNDATED


def _feed(published: Published, slug: str, versions: list[Version]) -> bytes:
    agency = next((v.agency for v in versions if v.agency), slug)
    feed = Tree.Element("feed", {"xmlns": _ATOM, "xml:lang": "ko"})
    _add(feed, "id", f"{BASE}feed/{slug}")
    _add(feed, "title", word("feeds", "title", Language.KO).format(agency=agency))
    _add(feed, "subtitle", word("feeds", "title", Language.EN).format(agency=agency))
    _add(feed, "updated", max(moment(v.date) for v in versions))
    _add(Tree.SubElement(feed, "author"), "name", agency)
    _add(feed, "generator", "pigraph")
    entries = []
    for _, group in groupby(sorted(versions, key=_in_time), key=lambda v: v.policy):
        before: list[Entry] | None = None
        for version in group:
            stated = published.entries(version.document)
            entries.append((moment(version.date), version.document, _entry(version, stated, before)))
            before = stated
    feed.extend(entry for *_, entry in sorted(entries, key=lambda e: e[:2], reverse=True))
    Tree.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Tree.tostring(feed, encoding="unicode")}\n'.encode()


def _entry(version: Version, stated: list[Entry], before: list[Entry] | None) -> Tree.Element:
    entry = Tree.Element("entry")
    _add(entry, "id", version.document)
    _add(entry, "title", version.name)
    _add(entry, "updated", moment(version.date))
    Tree.SubElement(entry, "link", {"rel": "alternate", "href": version.document})
    counts = {f"{kind}s": sum(e.kind == kind for e in stated) for kind in ("holding", "provision", "outsourcing")}
    said = []
    for language in Language:
        words = word("feeds", "summary", language).format(**counts)
        if before is not None:
            whats = [c.what.value for c in compare(before, stated)]
            changes = {what: whats.count(what) for what in ("added", "removed", "changed")}
            words += "; " + word("changes", "total", language).format(**changes)
        if moment(version.date) == _UNDATED:
            words += "; " + word("feeds", "undated", language)
        said.append(words)
    _add(entry, "summary", "\n".join(said))
    return entry


def _in_time(version: Version) -> tuple[str, str, str]:
    return version.policy, moment(version.date), version.document


def _file(slug: str) -> str:
    if len(slug.encode()) <= _LONGEST_NAME:
        return slug
    return hashlib.sha256(slug.encode()).hexdigest()


def _add(parent: Tree.Element, name: str, text: str) -> None:
    Tree.SubElement(parent, name).text = _NO_XML.sub("\ufffd", text)
