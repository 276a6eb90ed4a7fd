"""An answer as a table on a terminal, with the evidence below it.

Korean letters are two columns wide; the table library counts them so. Evidence IRIs become numbers in the
table and quotations under it: ``[1] file.txt:12 「words」``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from pigraph.answers.sources import Sources
from pigraph.store import PREFIXES, Answer, Iri, Rows, Term, Triples

_LONGEST_QUOTE = 240
_EMPTY: Mapping[str, str] = {}


def answer_table(answer: Answer, sources: Sources, columns: Mapping[str, str] = _EMPTY) -> RenderableType:
    """``answer`` as a table, with ``columns`` (variable → heading), its quotations and its number of rows."""
    if isinstance(answer, bool):
        return Styled("yes" if answer else "no")
    if isinstance(answer, Triples):
        answer = Rows(("subject", "predicate", "object"), tuple(answer.triples))
    table = Table(box=box.ROUNDED, show_lines=True)
    for name in answer.variables:
        table.add_column(columns.get(name, name), overflow="fold")
    numbers: dict[str, int] = {}
    for row in answer.rows:
        table.add_row(*(Styled(_cell(term, numbers)) for term in row))
    count = len(answer.rows)
    lines = [Styled(line) for line in _quotations(numbers, sources)]
    return Group(table, *lines, Styled(f"{count} row{'' if count == 1 else 's'}", style="dim"))


def short(iri: str) -> str:
    """``iri`` with the known prefix that abbreviates it most, else as it is."""
    space = max((s for s in PREFIXES.values() if iri.startswith(s)), key=len, default="")
    name = iri[len(space) :]
    if not space or not name or "/" in name or "#" in name:
        return iri
    prefix = next(p for p, s in PREFIXES.items() if s == space)
    return f"{prefix}:{name}"


def telephone(iri: str) -> str:
    """``tel:+82-31-980-2381`` as printed in Korea: 031-980-2381; a nationwide number (1577-9613) has no 0."""
    number = iri.removeprefix("tel:")
    if not number.startswith("+82-"):
        return number
    local = number.removeprefix("+82-")
    digits = local.replace("-", "")
    return local if digits.startswith("1") and len(digits) == 8 else f"0{local}"


def _cell(term: Term | None, numbers: dict[str, int]) -> str:
    if term is None:
        return ""
    if evidence := Sources.evidence(term.value):
        return " ".join(f"[{numbers.setdefault(iri, len(numbers) + 1)}]" for iri in evidence)
    if isinstance(term, Iri):
        return short(term.value)
    return term.value


def _quotations(numbers: Mapping[str, int], sources: Sources) -> Iterator[str]:
    for iri, number in numbers.items():
        if not sources.has(iri):  # the graph is asked elsewhere, and the texts are not here
            yield f"[{number}] {iri}"
            continue
        quote = sources.quote(iri)
        words = quote.words if len(quote.words) <= _LONGEST_QUOTE else f"{quote.words[:_LONGEST_QUOTE]} …"
        yield f"[{number}] {quote.place} 「{words}」"
