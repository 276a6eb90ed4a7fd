"""Where a text keeps the layout of its pages with blanks, and which of its lines may be tables.

What is printed in two fonts may come out as two lines; those are put together first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pigraph.blocks.laid_columns import pieces
from pigraph.blocks.markers import MarkKind, bare_number, mark_of
from pigraph.blocks.page import Page
from pigraph.lexicon.headings import kinds_of
from pigraph.patterns import seldom
from pigraph.text import Words

_GAP = re.compile(r"\S {2,}\S")
_FAR = seldom(r"\S {6,}\S")
_LEAST = 3
"""So many lines with pieces below those of a line shortly before make a text a laid-out one."""
_ALIGNED = 1
_NEAR = 6
_AHEAD = 14
_MOST_BLANK = 3
"""Empty lines inside a table at most."""
_MOST_LINES = 120
_TIGHT = 2
_INDENTED = 12
_LONG_NOTE = 30
_WORD = seldom(r"\S+")
_SENTENCE = seldom(r"니다\.?$")
_SIGNS = seldom(r"[\d()\[\].,·-]{1,4}")
_HOLE = seldom(r"\S \S")
_STOP = frozenset({MarkKind.ARTICLE, MarkKind.ROMAN, MarkKind.ARROW, MarkKind.BOX, MarkKind.NOTE})


def is_laid_out(source: str, lines: Sequence[Words]) -> bool:
    """True for a text whose lines hold pieces set apart by blanks: far apart on pages, or below each other."""
    if "\f" in source and any(_FAR.search(x.text) and "\t" not in x.text.strip() for x in lines):
        return True
    aligned = 0
    near: list[list[int]] = []
    for line in lines:
        gapped = "\t" not in line.text.strip() and _GAP.search(line.text) is not None
        begins = [p.x0 for p in pieces(flat(line))][1:] if gapped else []
        aligned += any(abs(a - b) <= _ALIGNED for a in begins for last in near for b in last)
        near = [*near[1 - _NEAR :], begins]
    return aligned >= _LEAST


def flat(line: Words) -> Words:
    """A line without a form feed at its beginning: it moves nothing."""
    at = len(line.text) - len(line.text.lstrip("\f"))
    return line[at : len(line.text.rstrip())]


def empty_lines(source: str, a: Words, b: Words) -> int:
    return source.count("\n", a.end, b.begin) - 1


def _is_gapped(line: Words) -> bool:
    """True for a line of several pieces, the first of which is no mark."""
    parts = pieces(line)
    if len(parts) < 2:
        return False
    mark = mark_of(Words.of(parts[0].words.text + " "))
    return len(parts) > 2 or mark is None or bool(mark.rest.text.strip()) or parts[0].words.text.isdigit()


def bodies(source: str, lines: Sequence[Words], start: int, page: Page) -> list[tuple[int, int]]:
    """The lines from ``start`` that may be the cells of one table: a range for each page that it takes."""
    found: list[tuple[int, int]] = []
    end = start
    while end < len(lines):
        begin = end
        while end < len(lines) and end - begin < _MOST_LINES:
            broken = end == begin and (found or "\f" in source[lines[end - 1].end : lines[end].begin])
            if broken and not _goes_on(source, lines, end, page):
                break
            if not broken and not _joins(source, lines, end, page) and not _is_tight(source, lines, start, end):
                break
            end += 1
        if end == begin:
            break
        found.append((begin, end))
        if end < len(lines) and end - begin < _MOST_LINES and not _page_ends(source, lines, end):
            break
    return found


def _is_cell(line: Words) -> bool:
    """True for a line that can only be a part of a table."""
    return _is_gapped(line) or len(line) - len(line.strip()) >= _INDENTED


def _page_ends(source: str, lines: Sequence[Words], n: int) -> bool:
    """True if a new page begins with line ``n``."""
    return "\f" in source[lines[n - 1].end : lines[n].begin]


def _goes_on(source: str, lines: Sequence[Words], n: int, page: Page) -> bool:
    """True if the first line of a page may be one of a table that began before."""
    near = lines[n : n + _AHEAD]
    if not _may_stand(lines, n, page):
        return False
    for k, line in enumerate(near):
        if _is_gapped(line):
            return True
        if k and (_page_ends(source, lines, n + k) or not _may_stand(lines, n + k, page)):
            return False
    return False


def _is_tight(source: str, lines: Sequence[Words], start: int, n: int) -> bool:
    """True if line ``n``, in the middle of a table, may be a row whose cells are only a blank apart."""
    near = lines[n - 1 : n + 2]
    closed = len(near) == 3 and all(source.count("\n", a.end, b.begin) == 1 for a, b in pairwise(near))
    if closed and not _SENTENCE.search(near[1].text) and _is_cell(near[0]) and _is_cell(near[2]):
        return True
    after = lines[n + 1 : n + 1 + _TIGHT]
    if not after or "\f" in source[lines[n - 1].end : after[-1].begin] or _SENTENCE.search(lines[n].text):
        return False
    if empty_lines(source, lines[n - 1], lines[n]) > 1 or not any(_is_gapped(x) for x in after):
        return False
    if _is_gapped(lines[n - 1]) and not any(empty_lines(source, a, b) for a, b in pairwise(lines[n - 1 : n + 2])):
        return True
    begins = {p.x0 for x in lines[start:n] for p in pieces(x)[1:]}
    return sum(m.start() in begins for m in _WORD.finditer(lines[n].text)) > 1


def _joins(source: str, lines: Sequence[Words], n: int, page: Page) -> bool:
    """True if line ``n`` may stand in one table with the line before it."""
    if _page_ends(source, lines, n) or empty_lines(source, lines[n - 1], lines[n]) > _MOST_BLANK:
        return False
    return _may_stand(lines, n, page)


def _may_stand(lines: Sequence[Words], n: int, page: Page) -> bool:
    """True if a line may hold cells."""
    line = lines[n].strip()
    if _is_gapped(lines[n]):
        return True
    mark = mark_of(line)
    if mark is not None and (mark.kind in _STOP or (mark.kind is MarkKind.CIRCLED and len(line) > _LONG_NOTE)):
        return False
    listed = mark is not None and mark.kind in (MarkKind.NUMBER, MarkKind.SYLLABLE) and bool(mark.rest.text.strip())
    inner = len(lines[n]) - len(line) >= _INDENTED
    if mark is not None and listed and not inner and (mark.kind is MarkKind.SYLLABLE or kinds_of(mark.rest.text)):
        return False
    if (bare := bare_number(line)) and kinds_of(bare.rest.text):
        return False
    full = page.is_full(lines[n]) and len(lines[n]) - len(line) < 0.3 * page.width and len(line) > 0.6 * page.width
    return not _SENTENCE.search(line.text) and not (full and _one_cell(line))


def _one_cell(line: Words) -> bool:
    return len(pieces(line)) == 1


def overlaid(lines: Sequence[Words]) -> list[Words]:
    """The lines with those put together that a second font had parted: its letters fit the blanks of the line above."""
    found: list[Words] = []
    for line in lines:
        if found and (whole := _overlaid(flat(found[-1]), line)) is not None:
            found[-1] = whole
        else:
            found.append(line)
    return found


def _overlaid(above: Words, line: Words) -> Words | None:
    """A line with the digits and signs of the one below it in its blanks; None if they are no part of it."""
    tokens = [line[m.start() : m.end()] for m in _WORD.finditer(line.text)]
    signs = "".join(t.text for t in tokens)
    if line.begin - above.end > 1 or "(" not in signs or not all(_SIGNS.fullmatch(t.text) for t in tokens):
        return None  # numbers alone may be the next line of a cell
    holes: dict[int, Words] = {}
    tail: list[Words] = []
    for token in tokens:
        x0 = token.begin - line.begin
        if x0 >= len(above) - 1:
            tail.append(token)
            continue
        hole = next((x for x in (x0, x0 - 1, x0 + 1) if _HOLE.match(above.text, x - 1) and x not in holes), None)
        if hole is None or x0 == 0:
            return None
        holes[hole] = token
    if not holes:
        return None
    return Words.join([*(holes.get(n, above[n : n + 1]) for n in range(len(above))), *tail], "")
