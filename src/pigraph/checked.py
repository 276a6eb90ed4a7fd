"""Reports of earlier checks, on disk: a policy that has not changed is not checked again on the same day.

::

    home/checked/{version}/{name}      one document: a header line (JSON), then its report (JSON)

``version`` is that of `pigraph.cache`: code, data and libraries. ``name`` is a digest of the document's IRI, the engine
and the shapes, so that there is one entry for each; its header says of which statements, source, and day it is. What
does not fit, or is damaged, does not count. Nothing in it is ever executed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

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
"""An entry that no check used for so long is removed: its document is gone."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a report answers: a document (IRI), its statements (N-Triples), the first digits of its source's SHA-256,
    the name of its file, and the day."""

    document: str
    stated: bytes
    sha12: str
    name: str
    on: date

    @property
    def digest(self) -> str:
        # The store gives statements in no order that anyone promises.
        lines = b"\n".join(sorted(self.stated.splitlines()))
        return hashlib.blake2b(repr((self.document, self.sha12, self.name, self.on)).encode() + lines).hexdigest()


class Checked:
    """The entries below ``home`` of one engine with its shapes. Several processes may write at once.

    A directory that cannot be written keeps nothing and harms no check.
    """

    def __init__(self, home: Path, checker: Checker, engine: Engine) -> None:
        self._directory = home / "checked" / version()
        self._checker = checker
        kind = f"{engine} {metadata.version('pyshacl')}" if engine is Engine.PYSHACL else engine
        self._asked = hashlib.sha256(f"{kind}\n".encode() + checker.shapes.ntriples).hexdigest()

    def tidy(self) -> None:
        """Remove what other versions left, and what is long unused."""
        if not self._directory.parent.is_dir():
            return
        for other in self._directory.parent.iterdir():
            if other != self._directory:
                shutil.rmtree(other, ignore_errors=True)
        oldest = time.time() - _DAYS_KEPT * 24 * 3600
        for file in self._directory.glob("*"):
            with suppress(OSError):  # another check may be doing the same
                if file.stat().st_mtime < oldest:
                    file.unlink()

    def find(self, question: Question) -> Report | None:
        """The report of an earlier check; None if there is none that fits."""
        file = self._file(question)
        try:
            head, _, body = file.read_bytes().partition(b"\n")
            header = json.loads(head)
            if header["question"] != question.digest or header["sum"] != hashlib.sha256(body).hexdigest():
                return None
            report = _report(json.loads(body), self._checker)
            os.utime(file)
            return report
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, question: Question, report: Report) -> None:
        """Put a report down, whole or not at all."""
        body = json.dumps(_json(report), ensure_ascii=False).encode()
        head = json.dumps({"question": question.digest, "sum": hashlib.sha256(body).hexdigest()}).encode()
        file = self._file(question)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            part.write_bytes(head + b"\n" + body)
            # To rename over a file may wait for the disk; that there is none for a moment only costs a check.
            file.unlink(missing_ok=True)
            part.rename(file)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _file(self, question: Question) -> Path:
        return self._directory / hashlib.sha256(f"{self._asked} {question.document}".encode()).hexdigest()


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
