"""Saved questions: ``data/questions/{name}.rq``, each a SPARQL query that says itself what it asks.

Its first lines are comments of the form ``# key: value``::

    # title.ko: 주민등록번호를 누가 받고, 어느 법에 따라 받나?
    # title.en: Who receives resident registration numbers, and under which law?
    # column.recipient: 받는 자
    # parameter.item: 개인정보 항목
    SELECT ?recipient … VALUES ?item { item:resident-registration-number } …

``title.ko`` and ``title.en`` are required; ``column.{variable}`` is the heading of a column of the answer, and
``parameter.{variable}`` says what another value may be given for: the query has one ``VALUES ?variable { … }`` for it.
Values that are evidence IRIs are printed as the quoted words. The name is the file name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from pigraph import resources
from pigraph.errors import DataError, PigraphError
from pigraph.patterns import seldom
from pigraph.store.writing import is_iri

_HEADER = seldom(r"#\s*([a-z]+)\.(\w+):\s*(\S.*?)\s*")


class Question(Struct, frozen=True):
    """A saved question: its name, titles, column headings by variable, and query."""

    name: str
    ko: str
    en: str
    sparql: str
    columns: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)

    def filled(self, values: Mapping[str, str]) -> str:
        """The query with other values for its parameters: whole numbers and IRIs. Raises `PigraphError`."""
        sparql = self.sparql
        for name, value in values.items():
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise PigraphError(f"The question {self.name} has no parameter {name!r}.", f"It has: {known}.")
            if not value.isdecimal() and not is_iri(value):
                raise PigraphError(f"{value!r} is neither a whole number nor an IRI.", "Give one of these.")
            term = value if value.isdecimal() else f"<{value}>"
            sparql = _values(name).sub(lambda m: f"{m[1]} {term} }}", sparql)  # noqa: B023 (used at once)
        return sparql


def questions(directory: Path | None = None) -> list[Question]:
    """All saved questions, by name. Raises `DataError`, naming the file, for one without titles."""
    folder = directory or resources.path("data", "questions")
    return [_read(path) for path in sorted(folder.glob("*.rq"))]


def question(name: str, directory: Path | None = None) -> Question:
    """The saved question called ``name``. Raises `PigraphError` with the nearest names if there is none."""
    every = {q.name: q for q in questions(directory)}
    if name in every:
        return every[name]
    near = difflib.get_close_matches(name, every, n=3, cutoff=0.4)
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    raise PigraphError(f"There is no question called {name!r}.", f"{meant}pigraph question lists all of them.")


def _read(path: Path) -> Question:
    sparql = path.read_text(encoding="utf-8")
    titles: dict[str, str] = {}
    columns: dict[str, str] = {}
    parameters: dict[str, str] = {}
    kept = {"title": titles, "column": columns, "parameter": parameters}
    for number, line in enumerate(sparql.splitlines(), 1):
        if not line.startswith("#"):
            break
        found = _HEADER.fullmatch(line)
        if not found or found[1] not in kept:
            raise DataError(
                f"{path}, line {number}: not a header line: {line!r}.",
                "Write # title.ko: …, # title.en: …, # column.NAME: … or # parameter.NAME: …, then the query.",
            )
        kept[found[1]][found[2]] = found[3]
    if set(titles) != {"ko", "en"}:
        raise DataError(f"{path} needs exactly one title in each of ko and en.", "Begin it with # title.ko: … .")
    for name in parameters:
        if len(_values(name).findall(sparql)) != 1:
            raise DataError(f"{path} has not one VALUES ?{name} {{ … }}.", "Write the default of the parameter there.")
    return Question(path.stem, titles["ko"], titles["en"], sparql, columns, parameters)


def _values(name: str) -> re.Pattern[str]:
    return re.compile(rf"(VALUES \?{re.escape(name)} \{{)[^{{}}]*\}}")
