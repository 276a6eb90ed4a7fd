"""Small tables within a cell: whether their first column labels the second, so that a colon stands between them.

Accepts, by example::

    계약자 │ 성명, 주소        필수 │ 성명, 주소
    수익자 │ 성명              선택 │ 직업
"""

from __future__ import annotations

from collections.abc import Sequence

from pigraph.lexicon.columns import ITEM_MARKS, columns
from pigraph.lexicon.people import names_people

COLON = " : "


def labels_rest(rows: Sequence[Sequence[str]]) -> bool:
    """True for rows of a mark of items, or a group of people, and what it holds for."""
    return all(len(row) == 2 and (columns().exact(row[0]) in ITEM_MARKS or names_people(row[0])) for row in rows)
