"""A label on a line of its own and its value on the next one, again and again → paragraphs "label : value".

Accepts, by example::

    접수 부서                  two labels or more, each with one line that looks like its value
    민원봉사과
    전화번호
    02-000-0000
    시행일                     or one label of a date over nothing but a date
    2026년 1월 5일
"""

from __future__ import annotations

from collections.abc import Sequence

from pigraph.blocks.decode import scored
from pigraph.blocks.markers import mark_of
from pigraph.blocks.model import Paragraph
from pigraph.blocks.page import Page
from pigraph.blocks.sound import sound_rows
from pigraph.blocks.tokens import tokenise
from pigraph.lexicon.columns import columns
from pigraph.lexicon.weights import cell_weights
from pigraph.text import INSERTED, Words

_COLON = Words(" : ", (INSERTED,) * 3)
_TELLING = frozenset(
    {"items", "retention", "basis", "phone", "email", "contact", "person", "department", "period", "date"}
)
"""Fields whose values show that they are theirs."""
_LEAST = 2
_NO_PAGE = Page(80, False)


def labelled_at(lines: Sequence[Words], start: int) -> tuple[list[Paragraph], int] | None:
    """The labelled values that begin at line ``start``, and the line after them; None if there are none."""
    if _label(lines, start) is None:
        return None
    fields: list[str] = []
    values: list[Words] = []
    end = start
    while (field := _label(lines, end)) and field not in fields and _is_value(lines, end + 1):
        fields.append(field)
        values.append(lines[end + 1].strip())
        end += 2
    if not (_are_told(fields, values) if len(fields) >= _LEAST else _is_date(fields, values)):
        return None
    labels = [lines[n].strip() for n in range(start, end, 2)]
    pairs = zip(labels, values, strict=True)
    return [Paragraph(Words.join([a, _COLON, b], ""), (a, b)) for a, b in pairs], end


def _label(lines: Sequence[Words], at: int) -> str | None:
    return columns().exact(lines[at].text) if at < len(lines) and mark_of(lines[at].strip()) is None else None


def _is_value(lines: Sequence[Words], at: int) -> bool:
    if at >= len(lines):
        return False
    line = lines[at].strip()
    return columns().exact(line.text) is None and mark_of(line) is None and not line.text.endswith(("다.", ":"))


def _are_told(fields: Sequence[str], values: Sequence[Words]) -> bool:
    """True if the values look like those of their labels, and some like nothing else."""
    told = [(f, v) for f, v in zip(scored(fields), values, strict=True) if f in _TELLING]
    return bool(told) and all(max(_worths(f, v)) > 0 for f, v in told) and sound_rows(scored(fields), [values])[0]


def _is_date(fields: Sequence[str], values: Sequence[Words]) -> bool:
    return fields == ["date"] and min(_worths("date", values[0])) > 0


def _worths(field: str | None, value: Words) -> list[float]:
    return [cell_weights().score(t.cues, field) for t in tokenise([value], _NO_PAGE)]
