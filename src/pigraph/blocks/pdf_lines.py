"""Glyphs → printed lines; what is struck out or printed on every page again is left out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from pigraph.blocks.markers import mark_of
from pigraph.blocks.pdf_sheet import Dot, Glyph, Rule, Sheet
from pigraph.text import Words

_SAME_LINE = 0.4
"""Glyphs stand on one line if their baselines differ by less than this share of their size (raised marks of notes)."""
_BLANK = 0.22
"""A gap wider than this share of the size is a blank, where no blank was printed."""
_EDGE = 0.16
"""Headers and footers stand in this share of the page's height, at its top and bottom."""
_PAGE_NUMBER = re.compile(
    r"[-–—\[(<\s]*(?:page|p\.?|쪽|페이지)?\s*\d{1,3}(?:\s*(?:/|of|중)\s*\d{1,3})?\s*(?:쪽|페이지|page)?[-–—\])>\s]*",
    re.I,
)
_OPENING = "([{「『<〈《‘“"
_CLOSING = ")]}」』>〉》’”,.:;·ㆍ%"
_NUMBER = re.compile(r"\d+")


class Line(Struct, frozen=True):
    """One printed line. ``first`` is the width of its first word in points, ``letter`` that of what no line break
    parts at its beginning: a syllable, or a Latin word or number, with the signs that cling to it.

    ``runs_on``: a blank is printed at its end. ``bold``: all of it is. ``page`` counts from 1. ``marks``: the marked
    content of its first and its last glyph.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    first: float
    letter: float
    runs_on: bool
    page: int
    marks: tuple[int, int] = (-1, -1)


def lines_of_glyphs(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The lines of some glyphs from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    anchor: Glyph | None = None
    for glyph in sorted(glyphs, key=lambda g: (g.y, g.x0)):
        if anchor is not None and glyph.y - anchor.y <= _SAME_LINE * max(glyph.size, anchor.size):
            rows[-1].append(glyph)
            if glyph.size > anchor.size and glyph.text.strip():
                anchor = glyph
            continue
        rows.append([glyph])
        anchor = glyph
    found = (_line(row, page) for row in rows)
    return [line for line in found if line is not None]


def _line(row: Sequence[Glyph], page: int) -> Line | None:
    row = sorted(row, key=lambda g: (g.x0, not g.text.strip()))
    parts: list[str] = []
    printed: list[Glyph] = []
    first: float | None = None
    gap = False
    for glyph in row:
        if not glyph.text.strip():
            gap = True
            continue
        last = printed[-1] if printed else None
        if last is not None:
            if glyph.text == last.text and abs(glyph.x0 - last.x0) < 0.12 * glyph.size:
                continue  # printed twice, to look bold
            if gap or glyph.x0 - last.x1 > _BLANK * min(glyph.size, last.size):
                first = last.x1 if first is None else first
                parts.append(" ")
        gap = False
        parts.append(glyph.text)
        printed.append(glyph)
    if not printed:
        return None
    size = Counter(round(g.size, 1) for g in printed).most_common(1)[0][0]
    x0, x1 = printed[0].x0, max(g.x1 for g in printed)
    return Line(
        text=unicodedata.normalize("NFC", "".join(parts)),
        x0=x0,
        x1=x1,
        y=max(printed, key=lambda g: g.size).y,
        size=size,
        bold=all(g.bold for g in printed),
        first=(first if first is not None else x1) - x0,
        letter=_letter(printed) - x0,
        runs_on=gap,
        page=page,
        marks=(printed[0].mark, printed[-1].mark),
    )


def _letter(printed: Sequence[Glyph]) -> float:
    """The right edge of what clings together at the beginning of a line."""
    n = 0
    while n < len(printed) - 1 and printed[n].text in _OPENING:
        n += 1
    latin = printed[n].text.isascii()
    while n < len(printed) - 1:
        last, after = printed[n], printed[n + 1]
        if after.x0 - last.x1 > _BLANK * last.size:
            break
        if not (after.text in _CLOSING or (latin and after.text.isascii() and last.text not in "-/")):
            break
        n += 1
    return printed[n].x1


def unstruck(sheet: Sheet) -> list[Glyph]:
    """The glyphs of a sheet without those that a line strikes out.

    The line runs through the middle of the letters and ends where they end; a ruling line goes further.
    """
    if not sheet.across or not sheet.glyphs:
        return sheet.glyphs
    glyphs = sorted(sheet.glyphs, key=lambda g: g.y)
    levels = [g.y for g in glyphs]
    largest = max(g.size for g in glyphs)
    struck: set[int] = set()
    for rule in _pieces(sheet.across):
        begin = bisect_left(levels, rule.at)
        end = bisect_left(levels, rule.at + 0.5 * largest)
        under = [n for n in range(begin, end) if _strikes(rule, glyphs[n])]
        inked = [glyphs[n] for n in under if glyphs[n].text.strip()]
        if not inked:
            continue
        slack = 0.5 * max(g.size for g in inked)
        if min(g.x0 for g in inked) - rule.begin < slack and rule.end - max(g.x1 for g in inked) < slack:
            struck.update(under)
    gone = {id(glyphs[n]) for n in struck}
    return [g for g in sheet.glyphs if id(g) not in gone] if gone else sheet.glyphs


def _strikes(rule: Rule, glyph: Glyph) -> bool:
    above = (glyph.y - rule.at) / glyph.size
    return 0.15 < above < 0.5 and rule.begin <= (glyph.x0 + glyph.x1) / 2 <= rule.end


def _pieces(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one level that touch, as one: a struck-out text in two fonts has two lines, a table's row many."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at, 1), r.begin)):
        last = found[-1] if found else None
        if last is not None and abs(rule.at - last.at) < 0.6 and rule.begin - last.end < 1.5:
            found[-1] = Rule(last.at, last.begin, max(last.end, rule.end))
        else:
            found.append(rule)
    return found


def with_bullets(lines: Sequence[Line], dots: Sequence[Dot]) -> list[Line]:
    """Lines that a drawn bullet stands before start with its mark, unless they have a mark of their own.

    So do lines whose printed bullet stands before a mark: "• 제1조" is an article in a list.
    """
    found: list[Line] = []
    for line in lines:
        if line.text.startswith("• ") and mark_of(Words.of(line.text[2:])) is not None:
            line = replace(line, text=line.text[2:])
        elif dots and (marks := [d for d in dots if _leads(d, line)]) and mark_of(Words.of(line.text)) is None:
            line = replace(line, text=max(marks, key=lambda d: d.x1).mark + line.text)
        found.append(line)
    return found


def cell_lines(glyphs: Sequence[Glyph], sheet: Sheet) -> list[Line]:
    """The lines of a cell; all drawn bullets are of one kind in it."""
    return with_bullets(lines_of_glyphs(glyphs, sheet.number), [Dot(d.x1, d.y, "• ") for d in sheet.dots])


def _leads(dot: Dot, line: Line) -> bool:
    return 0 < line.x0 - dot.x1 < 2.5 * line.size and -0.1 < (line.y - dot.y) / line.size < 0.7


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """Per page, the indices of its running headers, footers and page numbers.

    The same words (but for numbers) at the same height near the edge of at least two and two fifths of the pages.
    """
    seen: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    drop: list[set[int]] = [set() for _ in pages]
    for n, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for k, line in enumerate(lines):
            if line.y < _EDGE * height or line.y > (1 - _EDGE) * height:
                seen[_NUMBER.sub("#", line.text), round(line.y / 4)].append((n, k))
        ends = [k for k in (0, len(lines) - 1) if lines]
        for k in ends:
            near = lines[k].y < _EDGE * height or lines[k].y > (1 - _EDGE) * height
            if near and len(lines) > 1 and _PAGE_NUMBER.fullmatch(lines[k].text):
                drop[n].add(k)
    least = max(2, 0.4 * len(pages))
    for places in seen.values():
        if len({n for n, _ in places}) >= least:
            for n, k in places:
                drop[n].add(k)
    return drop
