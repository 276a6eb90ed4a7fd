"""Plain text → blocks: loose lines, Markdown-like text and tab-separated tables, in one pass.

White space between lines is layout. A line goes on with the paragraph before it when that line was full
(about as wide as the page), did not end a sentence, and the new line carries no mark of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from pigraph.blocks.bordered import clean, is_pipe_row, open_rows, pipe_table, tab_region, tab_table
from pigraph.blocks.cards import cards_at, stacked_card_at
from pigraph.blocks.decode import decode, scored
from pigraph.blocks.headers import header_at
from pigraph.blocks.labelled_lines import labelled_at
from pigraph.blocks.laid_regions import is_laid_out, overlaid
from pigraph.blocks.lined import lined_table
from pigraph.blocks.markers import MarkKind, bare_number, mark_of
from pigraph.blocks.model import Block, Paragraph, Table
from pigraph.blocks.page import Page
from pigraph.blocks.running import written_lines
from pigraph.blocks.sound import KEYS, LEAST_SOUND, sound_rows
from pigraph.blocks.tangled import Tangled, tangled_at
from pigraph.blocks.tangled_blocks import blocks_at
from pigraph.blocks.tangled_header import opens_header, spread_header
from pigraph.blocks.tangled_items import items_at
from pigraph.blocks.tangled_late import late_at
from pigraph.blocks.torn_headings import numbered, unglued
from pigraph.blocks.torn_words import WholeWords
from pigraph.lexicon.columns import columns
from pigraph.lexicon.headings import is_kind_word, kinds_of
from pigraph.patterns import seldom
from pigraph.text import INSERTED, Words

_HEADING = re.compile(r"(#{1,6})\s+")
_SENTENCE_END = re.compile(r"(?:[다요음함임]\.|[.:?!;])[\s)\]”’\"']*$|^\S{0,3}다$|처리\s?방침[()\s]*$")
_LABEL = re.compile(r"^[^:：]{1,25}\s?[:：]")
_BOLD_LABEL = re.compile(r"\*\*[^*]{1,25}\*\*\s?[:：]")
_QUOTE = re.compile(r"^>\s?")
_IN_FORCE = re.compile(r"(?:\[[^\[\]]{0,40}\d[^\[\]]{0,80}\]\s*)+")
"""A line of brackets with dates, "[시행 2026. 1. 1.] [전부개정]": nothing goes on with it."""
_LONG = 60
_LONGEST_HEADING = 50
_HEADINGS = frozenset({MarkKind.ARTICLE, MarkKind.ROMAN, MarkKind.NUMBER})
_PARTICLE_END = re.compile(
    r"(?:을|를|이|가|은|는|의|에|와|과|및|또는|하여|하거나|으로|로|한|된|하는|되는|위한|관한|[,·])$"
)
_CONTACT_END = re.compile(r"\d{3,4}-\d{4}\)?$|@[\w.-]+\)?$")
_ROW = seldom(r"\d{2,4}\s?[.년]\s?\d|\d-\d{3,4}|㈜|\(주\)|\d\s?(?:년|개월)\s*$|까지\s*$")
_STOP = frozenset({MarkKind.ARTICLE, MarkKind.CIRCLED, MarkKind.ROMAN, MarkKind.ARROW, MarkKind.BOX, MarkKind.NOTE})


def read(source: str) -> list[Block]:
    """The blocks of a plain text, with offsets into ``source``."""
    lines = written_lines(source)
    blocks: list[Block] = []
    at = 0
    laid_out = is_laid_out(source, lines)
    if "\f" in source:
        lines = unglued(lines) if laid_out else numbered(unglued(lines))
    lines = overlaid(lines) if laid_out else lines
    page = Page.of(lines)
    if laid_out:
        from pigraph.blocks.laid_out import tables  # what it shares with PDF is heavy to import

        for laid in tables(source, lines):
            blocks += _loose(source, lines[at : laid.start], page, laid_out)
            blocks += [laid.table] if laid.table else []
            blocks += map(_left, laid.left)
            at = laid.end
    return blocks + _loose(source, lines[at:], page, laid_out)


def _loose(source: str, lines: Sequence[Words], page: Page, laid_out: bool) -> list[Block]:
    """The blocks of lines whose blanks say nothing; ``laid_out``: other lines of the text keep the page's layout."""
    pages = "\f" in source  # taken out of a PDF
    tangles = pages and "\n\n" in source and not page.blanks and not laid_out  # line by line
    whole = WholeWords(lines)

    def torn(before: Words, line: Words) -> bool:
        return pages and not page.blanks and page.is_full(before) and whole.torn_between(before, line)

    def joiner(before: Words, line: Words) -> str:
        """What stands between a line and the one it goes on with."""
        return "" if torn(before, line) else page.joiner(before)

    blocks: list[Block] = []
    held: list[Words] = []
    i = 0
    while i < len(lines):
        line = lines[i].strip(" \r\n\u3000")
        if "\t" in line.text.strip():
            end = tab_region(lines, i)
            _flush(held, blocks, joiner)
            blocks.append(tab_table([x.strip(" \r\n") for x in lines[i:end]]))
            i = end
            continue
        if is_pipe_row(line):
            _flush(held, blocks, joiner)
            i = _pipe_region(lines, i, blocks)
            continue
        if (end := open_rows(lines, i)) > i:
            _flush(held, blocks, joiner)
            blocks.append(pipe_table([[x.strip() for x in lines[i:end]]]))
            i = end
            continue
        if card := stacked_card_at(lines, i):
            _flush(held, blocks, joiner)
            blocks += _checked(card[0], lines[i : card[1]]) if pages else [card[0]]
            i = card[1]
            continue
        if tangles and (tangled := _tangled(lines, i, page, whole)):
            _flush(held, blocks, joiner)
            cells, i, left = tangled
            if cells is None:
                blocks += map(_left, left)
                continue
            first = min(cell.begin for row in cells.rows for cell in row if cell)
            blocks += (_left(x) for x in left if x.begin < first)  # a caption
            blocks.append(cells)
            blocks += (_left(x) for x in left if x.begin >= first)
            continue
        header = header_at(lines, i)
        if header is not None:
            begin = i + header.lines
            end = _flat_region(lines, begin, page)
            lined = lined_table(header, lines[begin:end], page)
            table, end = (lined[0], begin + lined[1]) if lined else (decode(header, lines[begin:end], page), end)
            if table is not None:
                _flush(held, blocks, joiner)
                blocks += _checked(table, lines[i:end]) if pages else [table]
                i = end
                continue
        if cards := cards_at(lines, i):
            _flush(held, blocks, joiner)
            blocks += _checked(cards[0], lines[i : cards[1]], beside=False) if tangles else [cards[0]]
            i = cards[1]
            continue
        if labelled := labelled_at(lines, i):
            _flush(held, blocks, joiner)
            blocks += labelled[0]
            i = labelled[1]
            continue
        if held and not torn(held[-1], lines[i]) and not _goes_on(held[-1], lines[i], page):
            _flush(held, blocks, joiner)
        held.append(lines[i])
        i += 1
    _flush(held, blocks, joiner)
    return blocks


def _tangled(lines: Sequence[Words], start: int, page: Page, whole: WholeWords) -> Tangled | None:
    """The table taken out of a page line by line that begins at a line."""
    found = tangled_at(lines, start, _tangled_region(lines, start + 1, page), whole)
    if found is not None and found[0] is not None and not found[2] and all(map(all, found[0].rows)):
        return found
    if not opens_header(_first(lines[start])):
        return found
    end = _spread_region(lines, start + 1, page)
    head = spread_header(lines, start, end)
    if head is None:
        return found
    late = blocks_at(lines, head, end, whole)
    if late is None and ("index" in head.fields or (found and found[0])):  # else the search is long and in vain
        late = late_at(lines, head, end, whole)
    late = late or items_at(lines, head, end, whole)
    if late is None or (found is not None and _filled(found[0]) >= _filled(late[0])):
        return found
    return late


def _first(line: Words) -> str:
    return line.text.split(maxsplit=1)[0]


def _filled(table: Table | None) -> int:
    return sum(bool(cell) for row in table.rows for cell in row) if table else 0


def _left(line: Words) -> Paragraph:
    """A line of a table that fits no row, to be reported: nothing goes on with it."""
    return Paragraph(line.strip(), (line.strip(),))


def _checked(table: Table, lines: Sequence[Words], beside: bool = True) -> list[Block]:
    """A table with those of its rows that look like their columns, if many do, and the other ``lines`` of it.

    One without a column that tells its rows apart has lost more of its header than its borders.
    """
    if not KEYS & set(table.fields):
        return [_left(x) for x in lines]
    sound = sound_rows(scored(table.fields), table.rows, beside)
    rows = tuple(row for row, good in zip(table.rows, sound, strict=True) if good)
    if not rows or len(rows) < LEAST_SOUND * len(sound):
        return [_left(x) for x in lines]
    held = {at for row in (table.header, *rows) for cell in row for at in cell.at}
    return [replace(table, rows=rows), *(_left(x) for x in lines if held.isdisjoint(x.at))]


def _goes_on(before: Words, line: Words, page: Page) -> bool:
    if _BOLD_LABEL.match(line.text.strip()):
        return False
    line = clean(line.strip())
    text, last = line.text, clean(before.strip()).text
    if _IN_FORCE.fullmatch(text) or _IN_FORCE.fullmatch(last):
        return False
    if _HEADING.match(text) or _HEADING.match(last) or text.startswith((">", "<")) or last.startswith(">"):
        return False
    mark = mark_of(line)
    inside = mark is not None and mark.kind is MarkKind.DOT and not text[1:2].isspace() and page.joiner(before) == ""
    if (mark is not None and not (inside and page.is_full(before))) or _SENTENCE_END.search(last):
        return False
    if (bare := bare_number(line.strip())) and len(text) <= 40 and kinds_of(bare.rest.text):
        return False
    label = _LABEL.match(text)
    if label and columns().field(label.group()):
        return False
    if last.endswith((",", "，")):
        return True
    if _CONTACT_END.search(last) or is_kind_word(text) or _is_heading(before):
        return False
    full = page.is_full(before)
    torn = len(last) >= _LONG and text.endswith("다.")  # a page break inside a sentence of an unbroken text
    return full or torn


def _is_heading(line: Words) -> bool:
    """True for a marked line that reads like a whole heading, however wide: "10. 자동 수집 장치의 설치·운영 …"."""
    mark = mark_of(clean(line.strip()))
    if mark is None or mark.kind not in _HEADINGS:
        return False
    title = mark.rest.text
    whole = title.count("(") == title.count(")") and not _PARTICLE_END.search(title)
    return whole and len(title) <= _LONGEST_HEADING and bool(kinds_of(title))


def _flush(held: list[Words], blocks: list[Block], joiner: Callable[[Words, Words], str]) -> None:
    if not held:
        return
    first = held[0]
    parts = [clean(x.strip()) for x in held]
    level = 0
    if m := _HEADING.match(parts[0].text):
        level = len(m.group(1))
        parts[0] = parts[0][m.end() :]
    elif m := _QUOTE.match(parts[0].text):
        parts[0] = parts[0][m.end() :]
    joined: list[Words] = []
    before: Words | None = None
    for raw, part in zip(held, parts, strict=True):
        if part.text:
            between = joiner(before, part) if before is not None else ""
            joined += [Words(between, (INSERTED,) * len(between)), part]
            before = raw
    if joined:
        words = Words.join(joined, "")
        indent = len(first.text) - len(first.text.lstrip(" "))
        blocks.append(Paragraph(words, tuple(p for p in parts if p.text), level, indent))
    held.clear()


def _pipe_region(lines: Sequence[Words], start: int, blocks: list[Block]) -> int:
    """Reads pipe tables from ``start``; a following one with a blank header is the same table, torn."""
    groups: list[list[Words]] = []
    i = start
    while i < len(lines) and is_pipe_row(lines[i].strip()):
        group: list[Words] = []
        begin = i
        while i < len(lines) and is_pipe_row(lines[i].strip()) and (i == begin or not _gap_between(lines, i)):
            group.append(lines[i].strip())
            i += 1
        if groups and _has_header(group):
            blocks.extend(_table(groups))
            groups = []
        groups.append(group)
    blocks.extend(_table(groups))
    return i


def _table(groups: Sequence[Sequence[Words]]) -> list[Table]:
    table = pipe_table(groups)
    return [table] if table.rows else []  # a rule alone is no table


def _gap_between(lines: Sequence[Words], i: int) -> bool:
    return lines[i].begin - lines[i - 1].end > 1


def _has_header(group: Sequence[Words]) -> bool:
    return bool(re.sub(r"[\s|]", "", group[0].text))


def _tangled_region(lines: Sequence[Words], start: int, page: Page) -> int:
    """As `_flat_region`, but a list goes on under a table at the latest where its next entry is marked."""
    end = _flat_region(lines, start, page)
    marks = (n for n in range(start, end) if (m := mark_of(lines[n].strip())) and m.kind is MarkKind.SYLLABLE)
    return next(marks, end)


def _spread_region(lines: Sequence[Words], start: int, page: Page) -> int:
    """As `_tangled_region`, but parts of the header may come out among the cells."""
    end = _flat_region(lines, start, page, headers=False)
    marks = (n for n in range(start, end) if (m := mark_of(lines[n].strip())) and m.kind is MarkKind.SYLLABLE)
    return next(marks, end)


def _flat_region(lines: Sequence[Words], start: int, page: Page, headers: bool = True) -> int:
    """The end of the lines that may be cells of a table that lost its borders.

    ``headers``: another header ends it.
    """
    end = start
    while end < len(lines):
        text = lines[end].text.strip()
        mark = mark_of(lines[end].strip())
        if mark is not None and (mark.kind in _STOP or (mark.kind is MarkKind.NUMBER and mark.rest.text)):
            break
        if (bare := bare_number(lines[end].strip())) and len(text) <= 40 and kinds_of(bare.rest.text):
            break
        if "\t" in text or is_pipe_row(lines[end].strip()) or _HEADING.match(text):
            break
        if re.search(r"니다\.?\s*$", text):
            # The sentence began on the full lines before.
            while end > start and page.is_full(lines[end - 1]) and not _ROW.search(lines[end - 1].text):
                end -= 1
            break
        if headers and end > start and header_at(lines, end, inside=True):
            break
        if (
            mark is not None
            and headers
            and end > start
            and end + 1 < len(lines)
            and header_at(lines, end + 1, inside=True)
        ):
            break  # a title over the next table
        end += 1
    return end
