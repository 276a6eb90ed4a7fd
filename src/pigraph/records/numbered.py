"""Rows that name their file only by its number in an earlier table → rows with that name.

Accepts, by example::

    번호 │ 개인정보파일명 │ 처리 목적        번호 │ 항목       │ 보유 기간
    가   │ 회원 명부      │ 회원 관리        나   │ 성명, 주소 │ 3년          of 주차 명부
    나   │ 주차 명부      │ 주차 관리
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pigraph.blocks.markers import SYLLABLES
from pigraph.patterns import seldom
from pigraph.records.grid import Grid, Row
from pigraph.records.holdings import COLUMN_MARKS, is_holding_table, row_items
from pigraph.records.items import known_among
from pigraph.sections.model import Placed, Section
from pigraph.text import Words, fold

_NUMBER = r"(?<![가-힣])(?:(?:개인정보\s?)?파일(?:의|명의)?\s?|일련\s?)?(?:번호|연번|순번)"
_EARLIER = (  # "화면 위에" and "보호법 제30조를" are no other table
    r"(?:(?<![가-힣])(?:위(?!에|하|한|해|와|치)|앞|표(?=의|와|에|\s?\d))|제\s?\d+\s?[조항](?=의?\s?(?:표|파일|번호|연번|순번))|파일)"
)
_AGAIN = seldom(
    rf"(?:{_NUMBER}[^.]{{0,20}}{_EARLIER}|{_EARLIER}[^.]{{0,20}}{_NUMBER})"
    r"[^.]{0,30}(?:같|동일|일치|따[르릅른]|뜻|가리|나타[내낸냄냅])"
)
_SIGNS = re.compile(r"[\s.()\[\]]")
_SAID = frozenset({"items", *COLUMN_MARKS, "retention", "period", "basis", "requirement", "method", "remark"})
"""Fields of a table whose rows may be named elsewhere: anything else may name them in the table."""
_ABOUT = frozenset({"items", *COLUMN_MARKS, "retention"})
_SECTIONS = ("purpose", "items", "retention", "file_register")
_FEWEST = 3

Entry = tuple[Section, Placed, Grid]


def with_names(tables: Sequence[Entry]) -> list[Entry]:
    """The tables of a document; those that number what an earlier one names have its names."""
    found: list[Entry] = []
    naming: Grid | None = None
    names: dict[str, Words] = {}
    for section, placed, grid in tables:
        if grid.has("name"):  # the later of two tables that name files is meant
            if is_holding_table(grid) and (named := _names(grid)):
                naming, names = grid, named
        elif naming and (rows := _named_rows(grid, names, set(naming.fields), section, placed)):
            fields, headers = ("name", *grid.fields), (_header(naming), *grid.headers)
            grid = replace(grid, fields=fields, headers=headers, rows=rows)
        found.append((section, placed, grid))
    return found


def _header(grid: Grid) -> Words:
    return next((h for f, h in zip(grid.fields, grid.headers, strict=False) if f == "name"), Words.of(""))


def _names(grid: Grid) -> dict[str, Words]:
    """The names of a table by their numbers; {} where a number is missing or stands for two names."""
    found: dict[str, Words] = {}
    for row in grid.rows:
        number, name = row.get("index"), row.get("name")
        if number is None or name is None:
            return {}
        if fold(found.setdefault(_key(number), name).text) != fold(name.text):
            return {}
    return found


def _named_rows(
    grid: Grid, names: dict[str, Words], said: set[str | None], section: Section, placed: Placed
) -> tuple[Row, ...]:
    """The rows of a table with the names that their numbers mean; () where these may be numbers of its own.

    ``said``: the fields of the table with the names.
    """
    fields = set(grid.fields) - {"index"}
    if "index" not in grid.fields or not fields <= _SAID or not fields & _ABOUT:
        return ()
    if section.kinds and not section.is_about(*_SECTIONS):
        return ()
    numbers = [_key(n) if (n := row.get("index")) is not None else "" for row in grid.rows]
    if not numbers or not set(numbers) <= set(names):
        return ()
    if not _lists_items(grid):
        return ()
    if not _says_so(grid, section, placed) and (fields & said or len(set(numbers)) < _FEWEST or _counts(numbers)):
        return ()
    return tuple(_named(row, names[number]) for row, number in zip(grid.rows, numbers, strict=True))


def _named(row: Row, name: Words) -> Row:
    return Row({**row.cells, "name": [name]}, row.merged, row.span, row.leading)


def _key(number: Words) -> str:
    return _SIGNS.sub("", fold(number.text))


def _counts(numbers: Sequence[str]) -> bool:
    """True for numbers that a table of its own would have: 1, 2, 3 or 가, 나, 다."""
    letters = list(SYLLABLES[: len(numbers)])
    return list(numbers) in (letters, [str(n) for n in range(1, len(numbers) + 1)])


def _lists_items(grid: Grid) -> bool:
    """False where the items are records that a law has kept ("계약에 관한 기록"): no file of the table is meant."""
    items = [item for row in grid.rows for item in row_items(row, grid.how).items]
    return 2 * known_among(items) >= len(items)


def _says_so(grid: Grid, section: Section, placed: Placed) -> bool:
    """True where the header or the section says that these numbers are those of another table."""
    if "파일" in grid.header_of("index"):
        return True
    lines = [node.words.text for node in (*section.nodes, *placed.lead, *placed.notes)]
    return any(_AGAIN.search(line) for line in lines)
