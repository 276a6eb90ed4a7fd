"""Reports of earlier checks, on disk: a policy that has not changed is not checked again on the same day.

::

    home/checked/{version}/reports     a table (SQLite): one row for each document, engine and shapes

``version`` is that of `pigraph.cache`: code, data and libraries. A row says which statements, source, and day its
report (JSON) is of. What does not fit, or is damaged, does not count. Nothing in it is ever executed.

One file, because to make one for each policy took a seventh of the time of its check. Whoever checks many policies
writes them in one transaction: they are there whole, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from datetime import date
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct
from pyoxigraph import BlankNode, NamedNode

from pigraph.cache import version
from pigraph.checks.check import Checker, Report
from pigraph.checks.choices import Engine
from pigraph.checks.engine import Result
from pigraph.checks.findings import Finding, finding
from pigraph.checks.matrix import State
from pigraph.checks.shapes import Term
from pigraph.checks.statements import term
from pigraph.quotes import Quote

_DAYS_KEPT = 90
"""A row that no check used for so long is removed: its document is gone."""
_DAY = 24 * 3600
_TABLE = """CREATE TABLE IF NOT EXISTS reports
    (name BLOB PRIMARY KEY, question BLOB NOT NULL, sum BLOB NOT NULL, report BLOB NOT NULL, used INTEGER NOT NULL)"""


class Question(Struct, frozen=True):
    """What a report answers: a document (IRI), the digest of what it states, the first digits of its source's SHA-256,
    the name of its file, and the day."""

    document: str
    stated: str
    sha12: str
    name: str
    on: date

    @property
    def digest(self) -> bytes:
        return _digest(repr((self.document, self.stated, self.sha12, self.name, self.on)).encode())


class Checked:
    """The reports below ``home`` of one engine with its shapes. Several processes may use them at once.

    A directory that cannot be written keeps nothing and harms no check. Used in a ``with`` block, at whose end what
    was kept is written.
    """

    def __init__(self, home: Path, checker: Checker, engine: Engine) -> None:
        self._directory = home / "checked" / version()
        self._file = self._directory / "reports"
        self._checker = checker
        kind = f"{engine} {metadata.version('pyshacl')}" if engine is Engine.PYSHACL else engine
        self._asked = _digest(f"{kind}\n".encode() + checker.shapes.ntriples)
        self._kept: list[tuple[bytes, bytes, bytes, bytes, int]] = []
        self._used: list[tuple[int, bytes]] = []
        self._table: sqlite3.Connection | None = None

    def __enter__(self) -> Checked:
        with suppress(OSError, sqlite3.Error):
            if self._file.is_file():
                self._table = _opened(self._file)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._table is not None:
            self._table.close()
            self._table = None
        kept, self._kept, used, self._used = self._kept, [], self._used, []
        if not kept and not used:
            return
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            with closing(_opened(self._file)) as table, table:
                table.execute(_TABLE)
                table.executemany("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?)", kept)
                table.executemany("UPDATE reports SET used = ? WHERE name = ?", used)
        except sqlite3.OperationalError:  # the disk is full, or another check has been writing for long
            pass
        except sqlite3.DatabaseError:  # damaged: the next check begins a new one
            with suppress(OSError):
                self._file.unlink()
        except OSError:
            pass

    def tidy(self) -> None:
        """Remove what other versions left, and what is long unused."""
        if not self._directory.parent.is_dir():
            return
        for other in self._directory.parent.iterdir():
            if other != self._directory:
                shutil.rmtree(other, ignore_errors=True)
        with suppress(OSError, sqlite3.Error):
            if self._file.is_file():
                with closing(_opened(self._file)) as table, table:
                    table.execute("DELETE FROM reports WHERE used < ?", (int(time.time()) - _DAYS_KEPT * _DAY,))

    def find(self, question: Question) -> Report | None:
        """The report of an earlier check; None if there is none that fits."""
        if self._table is None:
            return None
        name, now = self._name(question), int(time.time())
        try:
            answer = self._table.execute("SELECT question, sum, report, used FROM reports WHERE name = ?", (name,))
            row = answer.fetchone()
            if row is None or row[0] != question.digest or row[1] != _digest(row[2]):
                return None
            report = _report(json.loads(row[2]), self._checker)
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None
        if row[3] < now - _DAY:
            self._used.append((now, name))
        return report

    def keep(self, question: Question, report: Report) -> None:
        """Put a report down, to be written with the others."""
        body = json.dumps(_json(report), ensure_ascii=False).encode()
        self._kept.append((self._name(question), question.digest, _digest(body), body, int(time.time())))

    def _name(self, question: Question) -> bytes:
        return _digest(self._asked + question.document.encode())


def _opened(file: Path) -> sqlite3.Connection:
    table = sqlite3.connect(file, timeout=20)
    # What a crash of the machine damages is found out again: nobody need wait for the disk.
    table.execute("PRAGMA synchronous = OFF")
    return table


def _digest(of: bytes) -> bytes:
    return hashlib.blake2b(of, digest_size=32).digest()


def _json(report: Report) -> dict[str, Any]:
    return {
        "document": report.document,
        "name": report.name,
        "title": report.title,
        "controller": report.controller,
        "effective": report.effective.isoformat() if report.effective else None,
        "on": report.on.isoformat(),
        "states": dict(report.states),
        "failures": report.failures,
        "findings": [_result(f) for f in (*report.findings, *report.gaps)],
    }


def _result(found: Finding) -> dict[str, Any]:
    """A finding without what its shape says about itself."""
    r = found.result
    # The path of a shape has no name that lasts; that of a result is its shape's.
    path = None if isinstance(r.path, BlankNode) else _written(r.path)
    terms = {"focus": r.focus, "value": r.value, "shape": r.shape, "component": r.component, "severity": r.severity}
    return {
        **{name: _written(one) for name, one in terms.items()},
        "path": path,
        "constraint": _written(r.constraint),
        "messages": r.messages,
        "when": found.when,
        "quotes": [(q.words, q.name, q.line, q.begin, q.end) for q in found.quotes],
    }


def _report(data: dict[str, Any], checker: Checker) -> Report:
    found = [_finding(one, checker) for one in data["findings"]]
    return Report(
        data["document"],
        data["name"],
        data["title"],
        data["controller"],
        date.fromisoformat(data["effective"]) if data["effective"] else None,
        date.fromisoformat(data["on"]),
        tuple(f for f in found if not f.gap),
        tuple(f for f in found if f.gap),
        {rule: State(state) for rule, state in data["states"].items()},
        tuple(data["failures"]),
    )


def _finding(data: dict[str, Any], checker: Checker) -> Finding:
    shape = _iri(data["shape"])
    own = checker.shapes.shape(shape).path
    focus = term(data["focus"])
    result = Result(
        focus,
        term(data["path"]) if data["path"] else own.node if own else None,
        term(data["value"]) if data["value"] else None,
        shape,
        _iri(data["component"]),
        _iri(data["severity"]),
        tuple((language, text) for language, text in data["messages"]),
        _iri(data["constraint"]) if data["constraint"] else None,
    )
    quotes = tuple(Quote(*quote) for quote in data["quotes"])
    return finding(result, checker.requirements.of(shape), quotes, data["when"], checker.article)


def _written(one: Term | None) -> str | None:
    return None if one is None else str(one)


def _iri(written: str) -> NamedNode:
    found = term(written)
    if not isinstance(found, NamedNode):
        raise TypeError(written)
    return found
