"""Tables of a text that keeps the layout of its pages with blanks (``pdftotext -layout``).

Pieces of lines that stand below each other are columns (`laid_columns`), lines that belong together are rows
(`laid_rows`). What becomes a table has a first row that names columns; all other lines stay lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pigraph.blocks.laid_columns import Band, Piece, Row, bands, gutters, pieces, placed
from pigraph.blocks.laid_regions import empty_lines, flat, regions
from pigraph.blocks.laid_rows import first, rows, spans, width
from pigraph.blocks.model import Table
from pigraph.blocks.page import Page
from pigraph.blocks.pdf_breaks import Habits, marked
from pigraph.blocks.pdf_lines import Line
from pigraph.blocks.pdf_tags import Tags
from pigraph.blocks.tangled_header import untangle
from pigraph.lexicon.columns import columns
from pigraph.text import INSERTED, Span, Words, fold

_HEADER = 6
_OUT = 0.3
_CLOSE = 3
_MORE = 3
_MOST_COLUMNS = 14
_STRAY = 1.5
_STRAYS = 4.0
_COUNTED = 3.0
_LETTER = 2.0
_NOTHING = Words("", ())


@dataclass(frozen=True, slots=True)
class Laid:
    """A table and the lines it takes, from ``start`` to before ``end``."""

    table: Table
    start: int
    end: int


@dataclass(slots=True)
class _Part:
    """Lines of a table on one page, cut into its columns; ``gaps``: an empty line stands before a line."""

    start: int
    end: int
    width: int
    lines: list[Row]
    gaps: list[bool]
    printed: Sequence[Words]


def tables(source: str, lines: Sequence[Words]) -> list[Laid]:
    """The tables of a laid-out text in their order. ``lines``: its lines that are not blank, with leading blanks."""
    page = Page.of(lines)
    text = [flat(x) for x in lines]
    parts = [p for a, b in regions(source, text, page) if (p := _part(source, text, a, b))]
    habits = _habits(parts, text)
    found: list[Laid] = []
    n = 0
    while n < len(parts):
        group = [parts[n]]
        while n + 1 < len(parts) and _continues(source, text, group[-1], parts[n + 1]):
            n += 1
            group.append(parts[n])
        n += 1
        if laid := _table(group, habits):
            found.append(laid)
    return found


def _part(source: str, lines: Sequence[Words], start: int, end: int) -> _Part | None:
    """The table of a region: lines at its ends that fit its columns badly are left out."""
    while start < end:
        cut = bands([pieces(x) for x in lines[start:end]])
        if len(cut) < 2 or not any(len(pieces(x)) > 1 for x in lines[start:end]):
            return None
        if _sticks_out(lines[start], cut) or _is_caption(lines[start:end]):
            start += 1
        elif _sticks_out(lines[end - 1], cut) and (
            empty_lines(source, lines[end - 2], lines[end - 1]) > 0 or not _fits(lines[end - 1], cut)
        ):
            end -= 1
        else:
            gaps = [n > start and empty_lines(source, lines[n - 1], lines[n]) > 0 for n in range(start, end)]
            return _best_part(lines[start:end], gaps, start)
    return None


def _best_part(lines: Sequence[Words], gaps: list[bool], start: int) -> _Part | None:
    """The columns of a table that least speaks against.

    The lines of a header stand in a block of their own, which may be moved, so the columns are also sought without
    them; columns that stand close are tried as one.
    """
    split = [pieces(x) for x in lines]
    best: tuple[float, list[Band], int, list[Row]] | None = None
    names = [_count(lines[:h]) for h in range(min(_HEADER, len(lines) - 1))]
    for header in range(min(_HEADER, len(lines) - 1)):
        choices = [bands(split[header:])]
        if names[header] and 0 <= len(apart := gutters(lines[header:])) - names[header] <= _MORE:
            choices.append(apart)
        for cut in choices:
            if not 1 < len(cut) <= _MOST_COLUMNS:
                continue
            cost, found = _tried(lines, gaps, header, cut, bands(split[:header]))
            cost += _COUNTED * abs(len(cut) - names[header]) if names[header] else 0.0
            if best is None or cost < best[0]:
                best = cost, cut, header, found
    joined = True
    while best is not None and joined and len(best[1]) > 2:
        joined = False
        cut, header = best[1], best[2]
        for k in range(len(cut) - 1):
            low, high = cut[k][0], max(cut[k][1], cut[k + 1][1])
            beside = any(sum(low <= p.x0 and p.x1 <= high for p in x) > 1 for x in split)
            near = cut[k + 1][0] - cut[k][1] <= _CLOSE or 0 < names[header] < len(cut)
            if near and not beside:
                both = [*cut[:k], (low, high), *cut[k + 2 :]]
                cost, found = _tried(lines, gaps, header, both, bands(split[:header]))
                cost += _COUNTED * abs(len(both) - names[header]) if names[header] else 0.0
                if cost < best[0]:
                    best, joined = (cost, both, header, found), True
    return _Part(start, start + len(lines), len(best[1]), best[3], gaps, lines) if best else None


def _count(header: Sequence[Words]) -> int:
    """How many columns a header names, 0 if that cannot be told."""
    if found := _untangled(header):
        return len(found)
    split = [pieces(x) for x in header]
    known = sum(columns().exact(p.words.text) is not None for x in split for p in x)
    return len(bands(split)) if known > 1 else 0


def _tried(
    lines: Sequence[Words], gaps: Sequence[bool], header: int, cut: Sequence[Band], own: Sequence[Band]
) -> tuple[float, list[Row]]:
    """The lines in columns, and what speaks against that; those of the header in its own, if it has as many."""
    body, out = placed(lines[header:], cut)
    top, more = placed(lines[:header], own if len(own) == len(cut) else cut) if header else ([], 0.0)
    _, cost = rows([*top, *body], gaps, len(cut))
    return cost + _OUT * (out + more), [*top, *body]


def _is_caption(lines: Sequence[Words]) -> bool:
    """True if the first line is one piece over a line that names columns without it."""
    parts = [pieces(x) for x in lines[:2]]
    if len(parts) < 2 or len(parts[0]) != 1 or len(parts[1]) < 2:
        return False
    known = columns().field
    names = [p.words.text for p in parts[1]]
    under = [p.words.text for p in parts[1] if p.x0 < parts[0][0].x1 and parts[0][0].x0 < p.x1]
    above = parts[0][0].words.text
    if sum(known(x) is not None for x in names) < 2 or not under:
        return False
    return not any(columns().exact(above + x) for x in under)


def _sticks_out(line: Words, cut: Sequence[Band]) -> bool:
    """True for one piece that stands over several columns."""
    whole = pieces(line)
    if len(whole) != 1:
        return False
    p = whole[0]
    over = [k for k, (x0, x1) in enumerate(cut) if p.x0 < x1 - _STRAY and x0 + _STRAY < p.x1]
    return len(over) > 1


def _fits(line: Words, cut: Sequence[Band]) -> bool:
    """True if a line can be cut into pieces that stand in their columns."""
    (row,), out = placed([line], cut)
    return len(row) > 1 and out <= _STRAYS


def _continues(source: str, lines: Sequence[Words], a: _Part, b: _Part) -> bool:
    """True if a part stands first on the page after that of the other, with as many columns."""
    between = source[lines[a.end - 1].end : lines[b.start].begin]
    return a.end == b.start and "\f" in between and a.width == b.width


def _table(group: Sequence[_Part], habits: Habits) -> Laid | None:
    lines = [x for p in group for x in p.lines]
    gaps = [g for p in group for g in p.gaps]
    count = group[0].width
    ranges, _ = rows(lines, gaps, count)
    start = group[0].start
    while ranges and sum(1 for c in range(count) if _lines_of(lines, ranges[0], c)) < 2:
        start += ranges[0][1] - ranges[0][0]
        ranges = ranges[1:]
    if len(ranges) < 2:
        return None
    widest = [max((width(x[c].words.text) for x in lines if c in x), default=0.0) for c in range(count)]
    cells = [[_cell(_lines_of(lines, r, c), widest[c], habits) for c in range(count)] for r in ranges]
    names = _untangled(group[0].printed[: ranges[0][1]])
    if len(names) == count:
        cells[0] = names
    if not _named(cells[0]):
        return None
    key = [fold(x.text) for x in cells[0]]
    kept = [n for n, row in enumerate(cells) if not n or [fold(x.text) for x in row] != key]
    cells, ranges = [cells[n] for n in kept], [ranges[n] for n in kept]
    head = 2 if len(cells) > 2 and _spread(cells) else 1
    for c in range(count):
        mine = [[n for n in range(*r) if c in lines[n]] for r in ranges[head:]]
        whose = spans([(x[0], x[-1]) if x else None for x in mine], ranges[head:], 1 if c < 2 else 2)
        shown = [cells[n + head][c] if n is not None else _NOTHING for n in whose]
        for row, words in zip(cells[head:], shown, strict=True):
            row[c] = words
    places = [w.hull for row in cells for w in row if w]
    span = Span(min(s.begin for s in places), max(s.end for s in places))
    return Laid(Table(tuple(tuple(r) for r in cells), span), start, group[-1].end)


def _lines_of(lines: Sequence[Row], rows_: tuple[int, int], c: int) -> list[Piece]:
    return [lines[n][c] for n in range(*rows_) if c in lines[n]]


def _spread(cells: list[list[Words]]) -> bool:
    """Fills a header of two rows: a name that spans columns or both rows stands in each of its cells.

    False if the second row is none of a header.
    """
    known = columns().field
    top, below = cells[:2]
    whole = [Words.join([a, b], "") if a and b else a or b for a, b in zip(top, below, strict=True)]
    names = [bool(b) and known(b.text) is not None for b in below]
    torn = [bool(a and b) and columns().exact(w.text) is not None for a, b, w in zip(top, below, whole, strict=True)]
    if sum(names) < 2 or any(b and not (n or t) for b, n, t in zip(below, names, torn, strict=True)):
        return False
    for c in range(len(top)):
        if torn[c] or not below[c]:
            top[c] = below[c] = whole[c] if torn[c] else top[c]
        elif not top[c] and c:
            top[c] = top[c - 1]
    return True


def _named(header: Sequence[Words]) -> bool:
    """True if a row names columns. Labels beside their values are read as cards."""
    return sum(columns().field(w.text) is not None for w in header if w) > 1


def _untangled(lines: Sequence[Words]) -> list[Words]:
    """The headers in some lines from left to right, if all of them are known wordings."""
    found = untangle(lines) if lines else None
    x0 = {at: at - line.begin for line in lines for at in line.at}
    return sorted((words for _, words in found or ()), key=lambda w: min(x0[at] for at in w.at if at in x0))


def _cell(parts: Sequence[Piece], most: float, habits: Habits) -> Words:
    """The words of a cell: lines that its width had broken are joined, others stay lines of their own."""
    found: list[Words] = []
    printed = [_printed(p, n) for n, p in enumerate(parts)]
    for n, part in enumerate(parts):
        if n:
            a, b = printed[n - 1], printed[n]
            room = most - a.x1
            joined = not marked(b.text, a.text) and habits.is_full(a, b, room)
            joiner = habits.joiner(a, b, room) if joined else "\n"
            found.append(Words(joiner, (INSERTED,) * len(joiner)))
        found.append(part.words)
    return Words.join(found, "") if found else _NOTHING


def _printed(part: Piece, n: int) -> Line:
    """A piece as a printed line; its measures are halves of a Hangul syllable."""
    text = part.words.text
    return Line(text, 0.0, width(text), n, _LETTER, False, width(text.split(" ")[0]), first(text), False, 0)


def _habits(parts: Sequence[_Part], lines: Sequence[Words]) -> Habits:
    """How the text breaks words, from the words inside its lines."""
    inside = {n for p in parts for n in range(p.start, p.end)}
    plain = [(" ".join(x.text.split()), n) for n, x in enumerate(lines) if n not in inside]
    made = [Line(t, 0.0, width(t), n, _LETTER, False, 0.0, first(t), False, 0) for t, n in plain if t]
    cells = [[_printed(p, 0)] for part in parts for row in part.lines for p in row.values()]
    right = max((x.x1 for x in made), default=0.0)
    return Habits.of([(made, right)], cells, Tags())
