"""Rows of file and task tables → holdings.

Accepts, by example: a table with 개인정보파일명 · 운영근거 · 처리목적, one with 개인정보파일명 · 항목 · 보유기간,
one with 운영근거/처리목적 in one column, with 필수항목 and 선택항목 in two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pigraph.laws.citations import Named
from pigraph.patterns import seldom
from pigraph.records.bases import read_bases, split_basis_purpose
from pigraph.records.grid import Grid, Row
from pigraph.records.items import MARKS, ItemList, read_items
from pigraph.records.labels import is_name
from pigraph.records.model import Holding, HoldingKind, How, LegalBasis, Requirement, Stated
from pigraph.records.retention import retention_of
from pigraph.sections.model import Node
from pigraph.text import Words, fold, joined, opens

_FILE = re.compile("파일")
_WITHOUT = seldom(r"동의\s?없이|동의를?\s?(?:받지|얻지)\s?(?:않|아니)")
_WITH = seldom(r"동의를?\s?(?:받아|얻어|받고|받은\s?후)|동의에\s?(?:의|따|근거)|동의\s?기반")
_ABOUT_ITEMS = re.compile(
    r"처리하는|수집하는|수집·이용하는|처리·보유하는|개인정보의?\s?(?:항목|처리|수집)|이용하는"
    r"|(?:다음|아래)[과와]\s?같이\s(?:개인정보를\s)?(?:처리|수집)"
)
_LEADING_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|[①-⑳•·\-○])\s*")
_NOTE_SIGN = re.compile(r"(?<=\S)\s*(?:[*†‡※]{1,3}|(?:주\s?\d|(?<=\s)주)\))$")
_WRAPPED = re.compile(r"^(?:<[^<>]+>|\[[^\[\]]+\]|【[^【】]+】|〔[^〔〕]+〕|《[^《》]+》)$")
_SEVERAL_FIELDS = ("items", "items_required", "items_optional", "items_automatic")
_MARK_CELL = seldom(r"^\W*(필수|선택|자동)(?:적)?\s?(?:수집)?\s?(?:항목|정보|사항|수집|생성)?\W*$")
COLUMN_MARKS = {
    "items_required": Requirement.REQUIRED,
    "items_optional": Requirement.OPTIONAL,
    "items_automatic": Requirement.AUTOMATIC,
}


def consent_of(lead: Sequence[Node]) -> Stated[bool] | None:
    """Whether the innermost heading over a table or list puts it under consent (True) or a statute (False)."""
    for node in reversed(lead):
        text = node.words.text
        if len(text) > 90 or not _ABOUT_ITEMS.search(text):
            continue
        if _WITHOUT.search(text):
            return Stated(False, node.words, How.LIST)
        if _WITH.search(text):
            return Stated(True, node.words, How.LIST)
    return None


def is_holding_table(grid: Grid) -> bool:
    """True for tables whose rows are files or tasks that the agency itself processes."""
    if grid.has("recipient", "processor", "subprocessor", "recording", "count", "change", "year", "duty"):
        return False
    about = grid.has("items", *COLUMN_MARKS, "retention", "purpose", "basis_purpose", "basis")
    return about and grid.has("name", "purpose", "role", "subject", "basis_purpose", "items")


def read_holdings(grid: Grid, named: Named, lead: Sequence[Node], over: Words | None = None) -> list[Holding]:
    """The holdings of a table. ``lead``: the nodes that lead to it; ``over``: the line right over it."""
    consent = consent_of(lead)
    key = next((k for k in ("name", "role", "subject", "task") if grid.has(k)), None)
    is_file = bool(_FILE.search(grid.header_of("name"))) if key == "name" else False
    alone = key is None and len(grid.rows) == 1 and over is not None
    title = over if alone and over and is_name(over) and not _ABOUT_ITEMS.search(over.text) else None
    found: list[Holding] = []
    for row in grid.rows:
        holding = _holding(row, grid, key, is_file, named, consent, title)
        if holding is not None:
            found.append(holding)
    return found


def _holding(
    row: Row,
    grid: Grid,
    key: str | None,
    is_file: bool,
    named: Named,
    consent: Stated[bool] | None,
    title: Words | None = None,
) -> Holding | None:
    how = grid.how
    words = row.get(key) if key else title
    purposes, bases = _purposes(row, named, how)
    if words is None:
        if not purposes:
            return None
        words = purposes[0].words
        if key is None:
            purposes = ()
    name = clean_name(words)
    items = row_items(row, how, consent)
    retention = row.get("retention", "period")
    if not (purposes or bases or items.items or retention or items.none):
        return None
    return Holding(
        kind=HoldingKind.FILE if is_file else HoldingKind.TASK,
        name=Stated(joined(name.text), name, how),
        purposes=purposes,
        bases=bases,
        items=items.items,
        open_ended=items.open_ended,
        retention=retention_of(retention, how) if retention else None,
        entries=(row.span,),
    )


def clean_name(words: Words) -> Words:
    """A name without its leading number or bullet, the sign of a footnote, or the brackets around all of it."""
    m = _LEADING_NUMBER.match(words.text)
    words = words[m.end() :].strip() if m else words.strip()
    if (sign := _NOTE_SIGN.search(words.text)) and not opens(words.text[: sign.start()]):
        words = words[: sign.start()]
    return words[1:-1].strip() if _WRAPPED.match(words.text) else words


def _purposes(row: Row, named: Named, how: How) -> tuple[tuple[Stated[str], ...], tuple[LegalBasis, ...]]:
    purposes: list[Stated[str]] = []
    bases: list[LegalBasis] = []
    for words in row.all("basis"):
        bases.extend(read_bases(words, named, how, grounds=True))
    for words in row.all("basis_purpose"):
        more, purpose = split_basis_purpose(words, named, how)
        bases.extend(more)
        if purpose is not None:
            purposes.append(purpose_of(purpose, how))
    purposes.extend(purpose_of(words, how) for words in row.all("purpose"))
    return tuple(purposes[:1]), tuple(bases)


def purpose_of(words: Words, how: How) -> Stated[str]:
    """A purpose as printed, white space joined, without list marks."""
    words = clean_name(words)
    text = re.sub(r"\s*\n\s*[-•·○]\s*", ", ", words.text)
    return Stated(joined(text), words, how)


def row_items(row: Row, how: How, consent: Stated[bool] | None = None) -> ItemList:
    """All items of a row, from columns for required, optional and automatic items as well."""
    total = ItemList()
    general = _row_mark(row, how)
    cells = [(field, words) for field in _SEVERAL_FIELDS for words in row.all(field)]
    places = [words.at for _, words in cells]
    for n, (field, words) in enumerate(cells):
        if words.at in places[:n]:
            continue
        wide = words.at in places[n + 1 :]  # over the columns of several marks: none of them holds
        mark = Stated(COLUMN_MARKS[field], words, how) if field in COLUMN_MARKS and not wide else general
        total += read_items(words, how, mark, consent)
    return total


def _row_mark(row: Row, how: How) -> Stated[Requirement] | None:
    """필수 or 선택 in a column of its own ("구분", "필수/선택")."""
    for words in row.all("requirement", "role"):
        if m := _MARK_CELL.match(words.text.strip()):
            return Stated(MARKS[m.group(1)], words, how)
    return None


def same_name(a: str, b: str) -> bool:
    """True when two names differ only in white space, quotes and middots."""
    return fold(a) == fold(b)
