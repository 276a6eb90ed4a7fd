"""An answer on a terminal: the table, the words that prove it, what the policies say instead, other questions."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from pigraph.asking.model import Answer, Row
from pigraph.asking.wording import word
from pigraph.quotes import Quote

_LONGEST_QUOTE = 240


def shown(answer: Answer) -> RenderableType:
    """Everything of an answer but its sentence."""
    parts: list[RenderableType] = []
    if answer.chips:
        parts.append(Styled(" · ".join(chip.label for chip in answer.chips), style="dim"))
    if answer.rows:
        numbers: dict[Quote, int] = {}
        table = Table(box=box.ROUNDED, show_lines=True)
        for column in answer.columns:
            table.add_column(column.heading, overflow="fold")
        for row in answer.rows:
            table.add_row(*(Styled(_cell(row, column.key, numbers, answer)) for column in answer.columns))
        parts += [table, *(Styled(line) for line in _quotations(numbers))]
    for one in answer.instead:
        parts.append(Styled(f"{one.agency}: {one.remark}".rstrip(": ")))
        parts += [Styled(f"  {q.place} 「{_cut(q.words)}」") for q in one.quotes]
    parts += [Styled(f"  {example}") for example in answer.examples]
    return Group(*parts)


def _cell(row: Row, key: str, numbers: dict[Quote, int], answer: Answer) -> str:
    if key == "label":
        return f"{row.label} ({word('inferred', answer.language)})" if row.inferred else row.label
    if key == "agency":
        return f"{row.agency} {row.effective}".strip()
    if key == "law":
        return "\n".join(_law(x.label, x.title, x.verdict) for x in row.laws) or row.no_law
    if key == "evidence":
        return " ".join(f"[{numbers.setdefault(q, len(numbers) + 1)}]" for q in row.quotes)
    return "\n".join(v.label for v in row.cells.get(key, ()))


def _law(label: str, title: str, verdict: str) -> str:
    return label + (f" ({title})" if title else "") + (f" · {verdict}" if verdict else "")


def _quotations(numbers: dict[Quote, int]) -> Iterator[str]:
    for quote, number in numbers.items():
        yield f"[{number}] {quote.place} 「{_cut(quote.words)}」"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]} …"
