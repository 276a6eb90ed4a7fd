"""Tables that hold the text of a policy: a row for each section, its heading in the first cells, its text in the last.

Accepts, by example::

    1              │ 처리 목적 │ 재단은 …        a number, a heading, the text
    제1조(처리 목적) │ 재단은 …                   a heading with its number, the text
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pigraph.lexicon.headings import kinds_of

_NUMBER = re.compile(r"(?:제\s?)?\d{1,2}\s?[조.)]?|[Ⅰ-Ⅻ]\.?")
_SAYS = re.compile(r"다\.")
_LONGEST_TITLE = 60
_LONG = 200
FEWEST = 4
"""Rows that make such a table, at least."""
_MOST_OF_IT = 0.5
_DEEPEST = 6


def titles_of(rows: Sequence[Sequence[str]], told: Sequence[bool]) -> list[str]:
    """The heading of each row, "" where it has none; [] for a table of another kind.

    Of such a table most rows have a heading of a known kind, and a last cell that tells more than a value (``told``).
    """
    titles = [_title(row[:-1]) for row in rows]
    if titles and not kinds_of(titles[0]):
        titles[0] = ""  # the header: "구분 │ 내용"
    known = {kinds for title in titles if title and (kinds := kinds_of(title))}
    both = sum(bool(title) and more for title, more in zip(titles, told, strict=True))
    if len(known) < FEWEST or 2 * len(known) < len(rows) or 2 * both < len(rows):
        return []
    return titles


def tells(text: str) -> bool:
    """True for a cell that is more than a value: it has sentences, or is long."""
    return len(text) > _LONG or bool(_SAYS.search(text))


def is_most(letters: int, whole: int) -> bool:
    """True for a table that is the greater part of a policy; another one sums it up."""
    return letters >= _MOST_OF_IT * whole


def level_of(within: Sequence[int], above: int) -> int:
    """The level of the headings: one over those in the cells, else one below those before the table (``above``)."""
    return max(1, min(within) - 1) if within else min(_DEEPEST, above + 1)


def _title(labels: Sequence[str]) -> str:
    """What the cells before the last say: "1. 처리 목적"; "" where they are no heading."""
    if not 0 < len(labels) <= 2 or not 0 < len(labels[-1]) <= _LONGEST_TITLE or _NUMBER.fullmatch(labels[-1]):
        return ""
    if len(labels) == 1:
        return labels[0]
    number, title = labels
    return f"{number}{'.' if number.isdigit() else ''} {title}" if _NUMBER.fullmatch(number) else ""
