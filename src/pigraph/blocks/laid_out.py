"""Tables of a text that keeps the layout of its pages with blanks (``pdftotext -layout``).

A header names the columns (`laid_heads`); where its names and what is below them stand, and what the words look like,
gives the cells of each line (`laid_columns`), and how the lines of centred cells stand to each other gives the rows
(`laid_rows`). Rows whose cells do not look like their columns stay lines, and all that is in no table does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from pigraph.blocks.decode import scored
from pigraph.blocks.laid_columns import Band, Piece, Row, bands, pieces, placed, starts
from pigraph.blocks.laid_heads import Head, head_at, may_begin
from pigraph.blocks.laid_regions import bodies, empty_lines, flat
from pigraph.blocks.laid_rows import Fit, first, rows, spans, width
from pigraph.blocks.model import Table
from pigraph.blocks.page import Page
from pigraph.blocks.pdf_breaks import Habits, marked
from pigraph.blocks.pdf_lines import Line
from pigraph.blocks.pdf_tags import Tags
from pigraph.blocks.sound import LEAST_SOUND, sound_rows
from pigraph.blocks.tokens import Token, tokenise
from pigraph.blocks.torn_words import WholeWords
from pigraph.lexicon.weights import cell_weights
from pigraph.text import INSERTED, Span, Words, fold

_MOST_COLUMNS = 14
_STRAY = 1.5
_STRAYS = 4.0
_LETTER = 2.0
_WORTH = 1.0
_UNKNOWN = 1.0
_EMPTY = 20.0
"""What speaks against a column without cells."""
_NUMBERS = frozenset({"phone", "fax", "contact"})
_DIGITS = re.compile(r"[\d()-]+")
_MOST = 4.0
"""What a word is worth in a column counts up to so much, for it or against it."""
_SHIFTS = (0, -5, 5)
"""Names may stand so far from the middle of their columns: what stands left of them moves them."""
_NOTHING = Words("", ())
_NO_PAGE = Page(80, False)
_MOST_WORK = 2_000
"""Lines of tables that are read in one text."""
_TRY = 8
"""What it takes to look for a header, in such lines."""


class Laid(Struct, frozen=True):
    """A table and the lines it takes, from ``start`` to before ``end``; ``left``: lines of it that fit no row."""

    table: Table | None
    start: int
    end: int
    left: tuple[Words, ...]


class _Part(Struct):
    """Lines of a table on one page, cut into its columns; ``gaps``: an empty line stands before a line."""

    head: Head
    start: int
    end: int
    lines: list[Row]
    tokens: list[list[Token]]
    gaps: list[bool]


def tables(source: str, lines: Sequence[Words]) -> list[Laid]:
    """The tables of a laid-out text in their order. ``lines``: its lines that are not blank, with leading blanks."""
    page = Page.of(lines)
    text = [flat(x) for x in lines]
    groups: list[list[_Part]] = []
    work = _Work()
    n = 0
    while n < len(text):
        head = _head(text, n, len(text), work)
        if head is None:
            n += 1
            continue
        n = head.end
        parts, n = _parts(source, text, head, page, work)
        if parts:
            groups.append(parts)
    habits = _habits([p for g in groups for p in g], text)
    whole = WholeWords(text)
    return [laid for g in groups if (laid := _table(g, text, habits, whole))]


class _Work(Struct):
    """What may still be done for one text; what is left over of it stays lines."""

    left: int = _MOST_WORK

    def takes(self, cost: int) -> bool:
        self.left -= cost
        return self.left >= 0


def _head(text: Sequence[Words], n: int, end: int, work: _Work) -> Head | None:
    return head_at(text, n, end) if may_begin(text, n) and work.takes(_TRY) else None


def _parts(source: str, text: Sequence[Words], head: Head, page: Page, work: _Work) -> tuple[list[_Part], int]:
    """The table under a header, page by page, and the line after it."""
    parts: list[_Part] = []
    at = head.end
    for start, end in bodies(source, text, head.end, page):
        while start < end:
            tried = (h for n in range(start, end) if (h := _head(text, n, end, work)))
            after = next((h for h in tried if _opens(source, text, h, head)), None)
            stop = after.start if after else end
            if start < stop:
                part = _part(source, text, head, start, stop) if work.takes(stop - start) else None
                if part is not None:
                    parts.append(part)
                    at = part.end
                if part is None or part.end < stop:
                    return parts, at
            if after is None:
                break
            if not _same(after, head):
                return parts, stop
            at = start = after.end
    return parts, at


def _opens(source: str, text: Sequence[Words], head: Head, before: Head) -> bool:
    """True for a header below the cells of another table: the same again, or one that is set apart."""
    if _same(head, before):
        return True
    return (
        empty_lines(source, text[head.start - 1], text[head.start]) > 0
        or "\f" in source[text[head.start - 1].end : text[head.start].begin]
    )


def _same(a: Head, b: Head) -> bool:
    return [fold(x.text) for x in a.names] == [fold(x.text) for x in b.names]


def _part(source: str, lines: Sequence[Words], head: Head, start: int, end: int) -> _Part | None:
    """The lines under a header, cut into its columns; lines at their end that fit those badly are left out."""
    count = len(head.names)
    if not 1 < count <= _MOST_COLUMNS:
        return None
    fields = scored(head.fields)
    own: list[list[Token]] = [[] for _ in lines[start:end]]
    for token in tokenise(lines[start:end], _NO_PAGE):
        own[token.line].append(token)
    worth = [[[_worth(t, f) for f in fields] for t in _whole(tokens)] for n, tokens in enumerate(own)]
    choices = [_between([(a + by, b + by) for a, b in head.bands]) for by in _SHIFTS]
    below = bands([pieces(x) for x in lines[start:end]])
    if len(below) == count:
        choices.append(below)
    if begins := starts(lines[start:end], head.bands):
        choices.append(begins)
    tried = [placed(lines[start:end], x, worth) for x in choices]
    found, _ = min(tried, key=lambda x: x[1] + _EMPTY * sum(all(c not in row for row in x[0]) for c in range(count)))
    known = _extents(found, head.bands)
    while end > start and _sticks_out(lines[end - 1], known):
        apart = end == start + 1 or empty_lines(source, lines[end - 2], lines[end - 1]) > 0
        if not apart and _fits(lines[end - 1], known):
            break
        end -= 1
    if end == start:
        return None
    gaps = [n > start and empty_lines(source, lines[n - 1], lines[n]) > 0 for n in range(start, end)]
    return _Part(head, start, end, found[: end - start], own[: end - start], gaps)


def _worth(token: Token, field: str | None) -> float:
    """What a word is worth in a column; parts of broken numbers have no cues."""
    if not token.cues and _DIGITS.fullmatch(token.text):
        return _WORTH * (field in _NUMBERS)
    most = _MOST if token.cues else _UNKNOWN  # a part of a word
    return _WORTH * max(-most, min(_MOST, cell_weights().score(token.cues, field)))


def _whole(tokens: Sequence[Token]) -> list[Token]:
    """One token per word of a line: the first of those into which a word was cut."""
    return [t for n, t in enumerate(tokens) if not n or t.words.begin > tokens[n - 1].words.end]


def _between(names: Sequence[Band]) -> list[Band]:
    """Columns as wide as their names leave room for."""
    middles = [(a[1] + b[0]) // 2 for a, b in pairwise(names)]
    return list(zip([0, *middles], [*middles, max(names[-1][1], middles[-1] + 1)], strict=True))


def _extents(lines: Sequence[Row], names: Sequence[Band]) -> list[Band]:
    found = []
    for c, band in enumerate(names):
        mine = [x[c] for x in lines if c in x]
        found.append((min((p.x0 for p in mine), default=band[0]), max((p.x1 for p in mine), default=band[1])))
    return found


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


def _table(group: Sequence[_Part], text: Sequence[Words], habits: Habits, whole: WholeWords) -> Laid | None:
    head = group[0].head
    fields = scored(head.fields)
    lines = [x for p in group for x in p.lines]
    gaps = [g for p in group for g in p.gaps]
    tokens = [t for p in group for t in p.tokens]
    places = [n for p in group for n in range(p.start, p.end)]
    count = len(head.names)
    index = fields.index("index") if "index" in fields else -1
    ranges, _ = rows(lines, gaps, count, _fitting(lines, tokens, fields), index)
    widest = [max((width(x[c].words.text) for x in lines if c in x), default=0.0) for c in range(count)]
    cells = [[_cell(_lines_of(lines, r, c), widest[c], habits, whole) for c in range(count)] for r in ranges]
    for c in range(count):
        mine = [[n for n in range(*r) if c in lines[n]] for r in ranges]
        whose = spans([(x[0], x[-1]) if x else None for x in mine], ranges, 1 if c < 2 else 2)
        shown = [cells[n][c] if n is not None else _NOTHING for n in whose]
        for row, words in zip(cells, shown, strict=True):
            row[c] = words
    sound = sound_rows(fields, cells)
    start, end = head.start, group[-1].end
    kept = [row for row, good in zip(cells, sound, strict=True) if good]
    left = tuple(text[places[n]] for r, good in zip(ranges, sound, strict=True) if not good for n in range(*r))
    if len(kept) < max(1.0, LEAST_SOUND * len(cells)):
        return Laid(None, start, end, tuple(text[start:end]))
    top = [[a or b for a, b in zip(head.above, head.names, strict=True)]] if any(head.above) else []
    shown_rows = [*top, list(head.names), *kept]
    spots = [w.hull for row in shown_rows for w in row if w]
    span = Span(min(s.begin for s in spots), max(s.end for s in spots))
    return Laid(Table(tuple(tuple(r) for r in shown_rows), span), start, end, left)


def _fitting(
    lines: Sequence[Row], tokens: Sequence[Sequence[Token]], fields: Sequence[str | None]
) -> list[dict[int, Fit]]:
    """How the words of each line fit the columns in which they stand, at the ends of a cell."""
    weights = cell_weights()
    found: list[dict[int, Fit]] = []
    for n, row in enumerate(lines):
        fits: dict[int, Fit] = {}
        for c in row:
            if mine := _tokens_of(lines, tokens, (n, n + 1), c):
                numbers = sum("number" in t.cues for t in mine)
                fits[c] = Fit(weights.begin(mine[0].cues, fields[c]), weights.end(mine[-1].cues, fields[c]), numbers)
        found.append(fits)
    return found


def _tokens_of(lines: Sequence[Row], tokens: Sequence[Sequence[Token]], rows_: tuple[int, int], c: int) -> list[Token]:
    found: list[Token] = []
    for n in range(*rows_):
        if c in lines[n]:
            held = lines[n][c].words
            found += [t for t in tokens[n] if held.begin <= t.words.begin < held.end]
    return found


def _lines_of(lines: Sequence[Row], rows_: tuple[int, int], c: int) -> list[Piece]:
    return [lines[n][c] for n in range(*rows_) if c in lines[n]]


def _cell(parts: Sequence[Piece], most: float, habits: Habits, whole: WholeWords) -> Words:
    """The words of a cell: lines that its width had broken are joined, others stay lines of their own."""
    found: list[Words] = []
    printed = [_printed(p, n) for n, p in enumerate(parts)]
    for n, part in enumerate(parts):
        if n:
            a, b = printed[n - 1], printed[n]
            room = most - a.x1
            joined = not marked(b.text, a.text) and habits.is_full(a, b, room)
            joiner = habits.joiner(a, b, room) if joined else "\n"
            if whole.torn_between(parts[n - 1].words, part.words):
                joiner = ""
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
