"""A bulk index of statutes, kept as one SQLite file: thousands of laws, looked up in microseconds, loaded in none.

`build` makes the file from an index that anyone can produce from an open statute collection (``data/laws/README.md``
describes its columns); `Imported` reads it. A law may stand in the index in several versions: what changes from one to
the next dates the titles of its articles.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TextIO, TypeAlias

from msgspec import Struct

from pigraph.errors import DataError
from pigraph.laws.titles import LawKind
from pigraph.text import fold

COLUMNS = ("law_name", "law_type", "effective", "article", "article_title", "deleted")
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE law (name TEXT PRIMARY KEY, kind TEXT, first TEXT) WITHOUT ROWID;
CREATE TABLE article (law TEXT, article TEXT, n INTEGER, title TEXT, start TEXT, finish TEXT,
  PRIMARY KEY (law, article, n)) WITHOUT ROWID;
"""
_FORMAT = "1"


DELETED = "(삭제)"
"""What stands as title of an article from its deletion on."""

Row: TypeAlias = tuple[str, str, str | None, str | None]
"""An article, its title, and from and to when (ISO dates, ``to`` exclusive): as in `pigraph.laws.registry.Article`."""


class Merged(Struct, frozen=True):
    """What an import put into the registry."""

    laws: int
    articles: int
    file: Path


class Imported:
    """The laws of a bulk index. Raises `DataError` for a file that `build` did not make."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self._base = sqlite3.connect(f"file:{file}?mode=ro", uri=True, check_same_thread=False)
            meta = dict(self._base.execute("SELECT key, value FROM meta"))
        except sqlite3.Error as error:
            raise DataError(f"{file} is no registry of laws: {error}.", "Run pigraph laws import again.") from error
        if meta.get("format") != _FORMAT:
            raise DataError(f"{file} was made by another version of pigraph.", "Run pigraph laws import again.")
        self.digest = meta["digest"]
        # A policy cites few laws, each of them often.
        self.articles = lru_cache(maxsize=256)(self._articles)

    def laws(self) -> Iterator[tuple[str, LawKind, str]]:
        """Official names, kinds, and the date from which all articles are recorded; by name."""
        for name, kind, first in self._base.execute("SELECT name, kind, first FROM law ORDER BY name"):
            yield name, LawKind(kind), first

    def _articles(self, law: str) -> tuple[Row, ...]:
        """The articles of a law, in the order of the index; of each, its titles in time."""
        rows = self._base.execute("SELECT article, title, start, finish FROM article WHERE law = ? ORDER BY n", (law,))
        return tuple(rows)


def build(source: Path, target: Path) -> Merged:
    """Make the registry file ``target`` from a bulk index, CSV or gzipped CSV. What was there before stays if it fails.

    Raises `DataError` with the line of what is wrong.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        with closing(sqlite3.connect(part)) as base:
            base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
            laws, articles = _fill(base, source)
            base.executemany("INSERT INTO meta VALUES (?, ?)", [("format", _FORMAT), ("digest", digest)])
            base.commit()
        part.replace(target)
    except OSError as error:
        raise DataError(f"{source} cannot be imported: {error.strerror or error}.", "Give a readable file.") from error
    finally:
        part.unlink(missing_ok=True)
    return Merged(laws, articles, target)


def _fill(base: sqlite3.Connection, source: Path) -> tuple[int, int]:
    versions: dict[str, dict[str, dict[str, tuple[str, bool]]]] = {}
    kinds: dict[str, str] = {}
    for row in _rows(source):
        name = row["law_name"]
        kinds.setdefault(name, _kind(row["law_type"]))
        articles = versions.setdefault(name, {}).setdefault(row["effective"], {})
        articles[row["article"]] = (row["article_title"], row["deleted"] == "1")
    base.executemany(
        "INSERT INTO law VALUES (?, ?, ?)", ((name, kinds[name], min(dates)) for name, dates in versions.items())
    )
    total = 0
    for name, dates in versions.items():
        found = list(_timeline(dates))
        total += len({article for article, *_ in found})
        base.executemany(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?)",
            ((name, article, n, *rest) for n, (article, *rest) in enumerate(found)),
        )
    return len(versions), total


def _timeline(versions: Mapping[str, Mapping[str, tuple[str, bool]]]) -> Iterator[Row]:
    """The titles of a law's articles in time, from its versions by date of entry into force.

    What stands in the earliest version may be older: it has no beginning.
    """
    dates = sorted(versions)
    for article in dict.fromkeys(a for date in dates for a in versions[date]):
        states = [_state(versions[date], article) for date in dates]
        begin = 0
        for n in range(1, len(dates) + 1):
            if n < len(dates) and states[n] == states[begin]:
                continue
            if states[begin] is not None and (states[begin] != DELETED or begin == 0 or states[begin - 1] is not None):
                yield (
                    article,
                    states[begin] or "",
                    dates[begin] if begin else None,
                    dates[n] if n < len(dates) else None,
                )
            begin = n


def _state(version: Mapping[str, tuple[str, bool]], article: str) -> str | None:
    """The title of an article in a version, `DELETED`, or None where the version does not have it."""
    if article not in version:
        return None
    title, deleted = version[article]
    return DELETED if deleted else title


def _rows(source: Path) -> Iterator[dict[str, str]]:
    with _opened(source) as stream:
        reader = csv.DictReader(stream)
        try:
            missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
            if missing:
                raise DataError(f"{source} has no column {', '.join(missing)}.", "data/laws/README.md lists them.")
            for row in reader:
                if not row["law_name"] or not fold(row["law_name"]) or not (row["article"] or "").startswith("제"):
                    raise DataError(
                        f"{source} line {reader.line_num}: no law or no article.", "Each row is an article of a law."
                    )
                yield {column: (row[column] or "").strip() for column in COLUMNS}
        except (UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile) as error:
            raise DataError(
                f"{source} line {reader.line_num + 1}: {error}.", "Give UTF-8 CSV, or it gzipped."
            ) from error


@contextmanager
def _opened(source: Path) -> Iterator[TextIO]:
    with source.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        stream = gzip.GzipFile(fileobj=raw) if packed else raw
        yield io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")


def _kind(law_type: str) -> str:
    """The kind of norm by its type: 법률, 대통령령, …령 and …규칙 of ministries and courts."""
    if law_type in ("법률", "헌법"):
        return LawKind.ACT
    if law_type == "대통령령":
        return LawKind.DECREE
    if law_type.endswith("조례"):
        return LawKind.ORDINANCE
    return LawKind.RULE if law_type.endswith(("령", "규칙")) else LawKind.NOTICE
