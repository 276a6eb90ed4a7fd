"""Tables whose cells the text still marks: tab-separated rows and Markdown pipe rows.

Accepts, by example::

    연번\t제공받는 자\t제공목적          | 제공자료 | 내용 |
    1\t가나다청\t통계 작성              |------|---|
    2\t라마바공단\t                     | | - 제공받는 자 : 가나다청 - 이용목적 : 통계 작성 |

A pipe table whose header is blank continues the one before (torn by a page break). HTML tags and entities
inside cells are layout and are dropped; a blank cell stays blank. Without pipes around them (``가 | 나``) rows are
a table under a line of two or more known headers: menus and lists of links are written so as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pigraph.blocks.markers import mark_of
from pigraph.blocks.model import Table
from pigraph.lexicon.columns import columns
from pigraph.patterns import seldom
from pigraph.text import INSERTED, Span, Words

_TAG = seldom(
    r"</?(?:ul|ol|li|p|br|div|span|b|strong|em|u|i|s|font|a|td|tr|th|table|tbody|thead|sup|sub|small)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_BREAK = seldom(r"<br\s*/?>|</(?:p|li|div)>", re.IGNORECASE)
_STRUCK = seldom(r"~~(?:[^~]|~(?!~))*~~")  # with a range of dates in it: ~~2024.1.1.~2024.12.31.~~
_STRUCK_TAG = seldom(r"<(s|del|strike)\b[^<>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)
_EMPHASIS = seldom(r"\*\*|__")
_BOLD_MARK = seldom(
    r"(?:^|\n)[^\w\n]{0,9}?\*\*(?:필수|선택|자동)(?P<end>\*\*)(?=\s+[가-힣A-Za-z])(?!\s+(?:항목|정보|사항|동의|여부|입력|수집|생성))"
)
_RULE = seldom(r"^\|?[\s:|\-–—]+\|?$")
_ENTITY = seldom(r"&(?:nbsp|amp|lt|gt|quot|middot|#160|#183);")


def clean(words: Words) -> Words:
    """Words without layout marks: HTML tags, entities that are blanks, Markdown emphasis."""
    text = words.text
    if "~~" in text:
        words = words.without(_STRUCK)
    if "<" in text:
        words = words.without(_STRUCK_TAG)
        if _BREAK.search(words.text):
            words = Words.join([p.strip() for p in words.split(_BREAK)], "\n")
        words = words.without(_TAG)
    if "&" in words.text:
        words = words.without(_ENTITY)
    if "**" in words.text or "__" in words.text:
        words = _marked(words).without(_EMPHASIS)
    return words.strip()


def _marked(words: Words) -> Words:
    """Words with a colon behind each bold mark that opens a line: "**필수** 성명" is no item that begins so."""
    parts: list[Words] = []
    last = 0
    for m in _BOLD_MARK.finditer(words.text):
        parts += [words[last : m.end("end")], Words(":", (INSERTED,))]
        last = m.end("end")
    return Words.join([*parts, words[last:]], "") if parts else words


def is_pipe_row(line: Words) -> bool:
    text = line.text
    return text.startswith("|") and text.count("|") >= 2


def open_rows(lines: Sequence[Words], start: int) -> int:
    """The end of a table without pipes around its rows that begins with ``start``; ``start`` if none does."""
    pipes = lines[start].text.count("|")
    if not pipes or is_pipe_row(header := lines[start].strip()):
        return start
    cells = pipe_cells(header)
    known = sum(columns().exact(cell.text) is not None for cell in cells)
    if known < 2 or 2 * known < len(cells):
        return start
    end = start + 1
    while end < len(lines) and lines[end].text.count("|") == pipes:
        end += 1
    return end if any(not is_rule(line.strip()) for line in lines[start + 1 : end]) else start


def is_rule(line: Words) -> bool:
    """The |---|---| line under a Markdown header."""
    return bool(_RULE.match(line.text)) and "-" in line.text


def pipe_cells(line: Words) -> tuple[Words, ...]:
    inner = line[1:] if line.text.startswith("|") else line
    if inner.text.endswith("|"):
        inner = inner[: len(inner) - 1]
    return tuple(clean(c) for c in inner.split(r"(?<!\\)\|"))


def pipe_table(groups: Sequence[Sequence[Words]]) -> Table:
    """One table from the pipe rows of one or more groups of lines (several where page breaks tore it)."""
    rows: list[tuple[Words, ...]] = []
    joins: list[int] = []
    for n, group in enumerate(groups):
        body = [line for line in group if not is_rule(line)]
        cells = [pipe_cells(line) for line in body]
        if n:
            joins.append(len(rows))
            cells = [c for k, c in enumerate(cells) if k or any(c)]
        rows.extend(cells)
    width = max((len(r) for r in rows), default=0)
    first, last = groups[0][0], groups[-1][-1]
    return Table(
        rows=tuple(_padded(r, width) for r in rows),
        span=Span(first.begin, last.end),
        joins=tuple(joins),
    )


def tab_region(lines: Sequence[Words], start: int) -> int:
    """The end of a run of tab-separated lines; a lone line between two of them belongs to a broken cell."""
    width = lines[start].text.count("\t")
    end = start + 1
    while end < len(lines):
        if "\t" in lines[end].text.strip(" \r\n"):
            end += 1
            continue
        after = end + 1 < len(lines) and "\t" in lines[end + 1].text.strip(" ")
        open_cell = lines[end - 1].text.count("\t") < width
        if after and open_cell and mark_of(lines[end].strip()) is None:
            end += 1
            continue
        break
    return end


def tab_table(lines: Sequence[Words]) -> Table:
    """One table from tab-separated lines. A line without a tab continues the cell before it."""
    rows: list[list[Words]] = []
    width = max(line.text.count("\t") + 1 for line in lines)
    for line in lines:
        cells = [clean(c) for c in line.split("\t")]
        if rows and len(cells) < width and len(rows[-1]) + len(cells) - 1 <= width and len(rows[-1]) < width:
            last = rows[-1].pop()
            rows[-1].append(Words.join([last, cells[0]], "\n"))
            rows[-1].extend(cells[1:])
        else:
            rows.append(cells)
    return Table(
        rows=tuple(_padded(tuple(r), width) for r in rows),
        span=Span(lines[0].begin, lines[-1].end),
    )


def _padded(row: tuple[Words, ...], width: int) -> tuple[Words, ...]:
    return row + tuple(Words("", ()) for _ in range(width - len(row)))
