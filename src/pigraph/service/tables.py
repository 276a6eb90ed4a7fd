"""The queries of a table of the JSON API: how many rows pass some filters, one page of them, all of them.

A large table says which part of its query finds what rows there are and what they are ordered by: a sub-query that
names its variables, ended by ``} # page: agency rule iri`` (the order; only these columns are keys). A page is then
two queries: the keys of its rows, and with these in the place of the sub-query, the rest of each row. In one query an
engine may work out the rest of all rows before it takes a page of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import TypeAlias

from msgspec import Struct

from pigraph.answers import Question
from pigraph.service.problems import Problem
from pigraph.store import literal

Binding: TypeAlias = dict[str, dict[str, str]]
"""A row of an answer: terms by the names of variables (SPARQL 1.1 Query Results JSON Format §3.2.2)."""
_KEYS = re.compile(
    r"\{ (?P<keys>SELECT (?P<names>(?:\?\w+ )+)WHERE \{.*?)\} # page: (?P<order>[\w ]+)\n\s*\}", re.DOTALL
)


class Queries(Struct, frozen=True):
    """``table`` are the rows that pass as a group graph pattern, ``shown`` its columns, ``order`` what orders it.

    ``keys`` are the same rows, of a large table by its keys alone: then these are called ``names``, and a query for all
    columns has them between ``before`` and ``after``. Keys are IRIs and plain texts.
    """

    shown: str
    table: str
    keys: str
    order: str
    names: str = ""
    before: str = ""
    after: str = ""

    @property
    def every(self) -> str:
        """All rows."""
        return f"SELECT {self.shown} WHERE {{ {self.table} }} ORDER BY {self.order}"

    @property
    def count(self) -> str:
        """How many rows: ?n."""
        return f"SELECT (COUNT(*) AS ?n) WHERE {{ {self.keys} }}"

    def page(self, size: int, start: int) -> str:
        """The keys of one page; without ``names`` its rows."""
        some = f"LIMIT {size} OFFSET {start}"
        return f"SELECT {self.names or self.shown} WHERE {{ {self.keys} }} ORDER BY {self.order} {some}"

    def whole(self, keys: Sequence[Binding]) -> str:
        """The rows that have these keys."""
        names = [name.removeprefix("?") for name in self.names.split()]
        rows = " ".join(f"({' '.join(_term(key.get(name)) for name in names)})" for key in keys)
        table = f"{self.before} VALUES ({self.names}) {{ {rows} }} {self.after}"
        return f"SELECT {self.shown} WHERE {{ {{ {table}\n}} }} ORDER BY {self.order}"


def of_table(table: Question, filters: Sequence[tuple[str, str]]) -> Queries:
    """The queries of a table for some filters (column, words); words are only literals in them. Raises `Problem`."""
    for name, _ in filters:
        if name not in table.columns:
            names = ", ".join(table.columns)
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"There is no column {name!r}.", f"Columns are {names}.")
    try:
        parts = [f"FILTER(CONTAINS(LCASE(STR(?{n})), LCASE({literal(words)})))" for n, words in filters]
    except ValueError as error:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "A filter holds no text.", "Encode it as UTF-8.") from error
    shown = " ".join(f"?{name}" for name in table.columns)
    found = _KEYS.search(table.sparql)
    order = " ".join(f"?{name}" for name in found["order"].split()) if found else shown
    every = f"{{ {table.sparql}\n}} {' '.join(parts)}"
    if found is None or not {name for name, _ in filters} <= set(found["order"].split()):
        return Queries(shown, every, every, order)
    keys = f"{{ {found['keys']} {' '.join(parts)} }} }}"
    before, after = table.sparql[: found.start()], table.sparql[found.end() :]
    return Queries(shown, every, keys, order, found["names"].strip(), before, after)


def _term(value: dict[str, str] | None) -> str:
    if value is None:
        return "UNDEF"
    if value["type"] == "uri":
        return f"<{value['value']}>"
    return literal(value["value"])
