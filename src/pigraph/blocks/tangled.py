"""Tables taken out of a page line by line: the columns of a row side by side, each broken over lines of its own.

A printer centres the cells of a row, so the numbers of their lines settle in which order the lines come out, and which
of them fall together: cells of one, three and two lines come out as ``b · c · b+a · c · b``. The reader tries such
numbers for every run of lines and keeps the rows whose words look most like their columns (the weights of
`pigraph.lexicon.weights`). Blank lines part blocks: a row may come out as several blocks of neighbouring columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from pigraph.blocks.model import Table
from pigraph.blocks.page import Page
from pigraph.blocks.tangled_header import blocks_of, untangle
from pigraph.blocks.tokens import Token, tokenise
from pigraph.blocks.wrapped import wrapped
from pigraph.lexicon.columns import columns
from pigraph.lexicon.weights import cell_weights
from pigraph.text import Span, Words

_NO_PAGE = Page(80, False)
_MAX_LINES = 9
_MAX_CELL = 6
_KEYS = frozenset({"name", "recipient", "processor", "task", "role"})
_PEOPLE = frozenset({"person", "contact", "phone", "email", "title", "place"})
_BLANK_COST = 4.0
_ROW_COST = 0.0
_PART_COST = 0.5
_MAX_REGION = 120
_MAX_APART = 3
_FEW = 6
_BLANK_LINES = 4
"""A row of more lines has no blank cell: too many ways to read it."""
_SHORT = 0.93
_SHORT_COST = 4.0
_WIDE = 1.06
_LINE_COST = 0.3
_EDGE_COST = -0.8
_LEFT_COST = 0.3
_SKIP_COST = 3.0
_MOST_WRONG = 0.12
_LEAST_WORTH = 0.3
_PLAIN = frozenset({"index", "items", "retention", "year", "period"})
_SLACK = 4.0
"""A line may be worth this much less in its columns than in the best ones."""
_WORST = -12.0
"""Lines that are worth less than this are no row."""
_MIN = -1e9
_NONE = {"otherwise": 0.0}
_LAST_HEADER_BLOCK = 4

Piece = tuple[int, int, int, int]
"""Tokens of a cell: column, line, first token, token after the last, counted in the line."""


_Node = dict[tuple[int, ...], "_Node"]


@dataclass(frozen=True, slots=True)
class _Head:
    fields: tuple[str, ...]
    words: tuple[Words, ...]
    body: tuple[int, ...]
    """Indices of the lines under it; a line of the first row may come out before the last header."""


def header_blocks(lines: Sequence[Words], start: int, end: int) -> _Head | None:
    """The header that begins at line ``start``, in as many blocks as it takes; None if there is none."""
    found: list[tuple[str, Words]] = []
    skipped: list[int] = []
    waiting: list[int] = []
    body_from = start
    for count, (a, b) in enumerate(blocks_of(lines, start, min(end, start + 40))):
        if count and count > _LAST_HEADER_BLOCK + len(found):
            break
        stop, part = _longest(lines, a, b)
        known = {f for f, _ in found}
        if part and known & {f for f, _ in part}:
            if stop == b and not waiting and {f for f, _ in part} <= known:
                body_from = stop  # a header over two rows says it again
                continue
            part = []
        if part and count and known and not known & (_PEOPLE | {"role", "department"}) and {f for f, _ in part} & _PEOPLE:
            part = []
        if not part:
            if not count or len(waiting) > 8:
                break
            waiting += range(a, b)
            continue
        found += part
        skipped += waiting
        waiting = []
        body_from = stop
        if stop < b:
            break
    fields = {f for f, _ in found}
    if len(found) < 2 or len(fields) < len(found) or not fields & _KEYS or fields & _PEOPLE:
        return None
    return _Head(tuple(f for f, _ in found), tuple(w for _, w in found), (*skipped, *range(body_from, end)))


def _longest(lines: Sequence[Words], a: int, b: int) -> tuple[int, list[tuple[str, Words]]]:
    for n in range(min(b, a + 8), a, -1):
        if part := untangle(lines[a:n]):
            return n, part
    return a, []


def tangled_at(lines: Sequence[Words], start: int, end: int) -> tuple[Table, int] | None:
    """The table whose header begins at ``start`` and whose cells end before line ``end``, and the line after it.

    None if the lines do not fit.
    """
    head = header_blocks(lines, start, end)
    if head is None or not head.body:
        return None
    body = [lines[n] for n in head.body]
    best: tuple[_Found, _Rows, tuple[int, ...]] | None = None
    for order in _orders(head.fields):
        reader = _Rows(body, [head.fields[c] for c in order], [head.words[c] for c in order])
        found = reader.read()
        if found is not None and (best is None or found.score > best[0].score):
            best = (found, reader, order)
    if best is None:
        return None
    found, reader, order = best
    fields = tuple(head.fields[c] for c in order)
    rows = tuple(tuple(_cell(reader, row, c) for c in range(len(fields))) for row in found.rows)
    if not reader.is_sound(found):
        return None
    table = Table(
        rows=rows,
        span=Span(head.words[0].begin, body[found.end - 1].end),
        decoded=True,
        complete=True,
        fields=fields,
        header=tuple(head.words[c] for c in order),
    )
    return table, head.body[found.end - 1] + 1


def _orders(fields: Sequence[str]) -> list[tuple[int, ...]]:
    """The columns in the order they came out and, as a key column printed late may be first, with that in front."""
    plain = tuple(range(len(fields)))
    orders = [plain]
    lead = 1 if fields[0] == "index" else 0
    for key in ("recipient", "name", "processor"):
        if key in fields and fields.index(key) > lead:
            k = fields.index(key)
            orders.append((*plain[:lead], k, *(c for c in plain[lead:] if c != k)))
            break
    return orders


def _cell(reader: _Rows, row: Sequence[Piece], column: int) -> Words:
    pieces = sorted((p for p in row if p[0] == column), key=lambda p: p[1])
    return wrapped([reader.words(p) for p in pieces])


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows with their pieces, what they are worth, and how many lines they took."""

    score: float
    rows: list[list[Piece]]
    end: int


class _Rows:
    """One search over the lines under a header."""

    def __init__(self, lines: Sequence[Words], fields: Sequence[str], header: Sequence[Words]) -> None:
        names = {"items_required": "items", "items_optional": "items"}
        self.lines = lines
        self.fields = [names.get(f, f) for f in fields]
        self.width = len(fields)
        self.tokens: list[list[Token]] = [[] for _ in lines]
        for token in tokenise(lines, _NO_PAGE):
            self.tokens[token.line].append(token)
        weights = cell_weights()
        self.emit = [[[weights.score(t.cues, f) for f in self.fields] for t in line] for line in self.tokens]
        self.header = [max(_width(x.text) for x in _printed(w)) for w in header]
        self.widths = [0] * self.width
        self.groups: dict[tuple[int, int, int, int], tuple[float, list[Piece]] | None] = {}
        self.measures: dict[tuple[int, int, int], tuple[int, int]] = {}
        self.most: dict[tuple[int, int, int], float] = {}
        self.splits: dict[tuple[int, tuple[int, ...]], tuple[float, tuple[int, ...]]] = {}
        self.bonus = [
            max(0.0, *weights.begins.get(f, _NONE).values()) + max(0.0, *weights.ends.get(f, _NONE).values())
            for f in self.fields
        ]
        self.key = next((c for c, f in enumerate(self.fields) if f in _KEYS), 0)

    def words(self, piece: Piece) -> Words:
        _, n, a, b = piece
        line = self.lines[n]
        first, last = self.tokens[n][a].words, self.tokens[n][b - 1].words
        return line[line.at.index(first.at[0]) : line.at.index(last.at[-1]) + 1]

    def read(self) -> _Found | None:
        """The best rows; None when the lines fit no rows. A second pass knows how wide the columns are."""
        found = self._search()
        if found is None:
            return None
        for c in range(self.width):
            lengths = sorted(_width(self.words(p).text) for row in found.rows for p in row if p[0] == c)
            common = lengths[-1 if len(lengths) < _FEW else -2] if lengths else 0
            self.widths[c] = max(common, self.header[c])
        return self._search()

    def is_sound(self, found: _Found) -> bool:
        """True when nearly all cells look like their columns: better no table than a wrong one."""
        cells = {(k, c): [p for p in row if p[0] == c] for k, row in enumerate(found.rows) for c in range(self.width)}
        blank = sum(not pieces for pieces in cells.values())
        wrong = 0
        for (_, c), pieces in cells.items():
            if not pieces:
                continue
            worth = sum(self.emit[n][k][c] for _, n, a, b in pieces for k in range(a, b))
            text = " ".join(self.words(p).text for p in pieces)
            wrong += (
                (self.fields[c] in _PLAIN and worth < 0)
                or sum(self._measure(p)[1] for p in pieces) != 0
                or (self.fields[c] != "items" and columns().exact(text) is not None)
            )
        tokens = sum(b - a for pieces in cells.values() for _, _, a, b in pieces)
        return blank + wrong <= _MOST_WRONG * len(cells) and found.score >= _LEAST_WORTH * tokens

    def _search(self) -> _Found | None:
        n = len(self.lines)
        if not n or n > _MAX_REGION:
            return None
        self.groups.clear()
        ends = {b for _, b in blocks_of(self.lines, 0, n)}
        best: list[list[float]] = [[_MIN] * self.width for _ in range(n + 1)]
        back: dict[tuple[int, int], tuple[int, int, list[Piece]]] = {}
        best[0][0] = 0.0

        def reach(state: tuple[int, int], value: float, came: tuple[int, int, list[Piece]]) -> None:
            if value > best[state[0]][state[1]]:
                best[state[0]][state[1]] = value
                back[state] = came

        for i in range(n):
            stop = min(e for e in ends if e > i)
            for a in range(self.width):
                if best[i][a] == _MIN:
                    continue
                if i and stop == i + 1 and i in ends:
                    reach((stop, a), best[i][a] - _SKIP_COST, (i, a, []))
                for j in range(i + 1, min(stop, i + _MAX_LINES) + 1):
                    for b in range(a, self.width):
                        whole = b == self.width - 1
                        got = self._group(i, j, a, b) if whole or j in ends else None
                        if got is not None:
                            cost = _ROW_COST if whole else _PART_COST
                            reach((j, 0 if whole else b + 1), best[i][a] + got[0] - cost, (i, a, got[1]))
        end = max(range(n + 1), key=lambda j: best[j][0] - _LEFT_COST * (n - j))
        if not end:
            return None
        rows: list[list[Piece]] = []
        current: list[Piece] = []
        at, column = end, 0
        while at:
            i, a, pieces = back[at, column]
            current = [*pieces, *current]
            if a == 0 and current:
                rows.insert(0, current)
                current = []
            at, column = i, a
        return _Found(best[end][0], rows, end)

    def _group(self, i: int, j: int, a: int, b: int) -> tuple[float, list[Piece]] | None:
        """The best way to give the lines i to j to the columns a to b of one row."""
        if (i, j, a, b) in self.groups:
            return self.groups[i, j, a, b]
        best: tuple[float, list[Piece]] | None = None
        least = _WORST
        rest = [0.0]
        for n in range(j - 1, i - 1, -1):
            rest.append(rest[-1] + self._most(n, a, b))
        rest.reverse()
        bonus = sum(self.bonus[a : b + 1])
        floors = [self._most(n, a, b) - _SLACK for n in range(i, j)]

        def walk(node: _Node, n: int, total: float, pieces: list[Piece]) -> None:
            nonlocal best, least
            if n == j:
                value = total + self._whole(pieces, a, b)
                if value > least:
                    least, best = value, (value, pieces)
                return
            steps = []
            for present, after in node.items():
                taken = tuple(a + c for c in present)
                score, cuts = self._split(n, taken)
                if score >= floors[n - i]:
                    steps.append((score, taken, cuts, after))
            for score, taken, cuts, after in sorted(steps, key=lambda x: -x[0]):
                if total + score + rest[n + 1 - i] + bonus <= least:
                    break
                new = [(c, n, cuts[k], cuts[k + 1]) for k, c in enumerate(taken)]
                walk(after, n + 1, total + score, pieces + new)

        walk(_layouts(j - i, b - a + 1), i, 0.0, [])
        self.groups[i, j, a, b] = best
        return best

    def _most(self, n: int, a: int, b: int) -> float:
        """The most that line ``n`` can be worth in the columns a to b."""
        key = (n, a, b)
        if key not in self.most:
            span = range(a, b + 1)
            subsets = (tuple(s) for size in range(1, len(span) + 1) for s in combinations(span, size))
            self.most[key] = max(self._split(n, s)[0] for s in subsets)
        return self.most[key]

    def _split(self, n: int, present: tuple[int, ...]) -> tuple[float, tuple[int, ...]]:
        """The best cuts of line ``n`` among some columns, each at least one token."""
        if (n, present) in self.splits:
            return self.splits[n, present]
        emit = self.emit[n]
        size = len(emit)
        best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, (0,))}]
        for k, c in enumerate(present):
            now: dict[int, tuple[float, tuple[int, ...]]] = {}
            for at, (value, cuts) in best[-1].items():
                gained = value
                for stop in range(at + 1, size - (len(present) - k - 1) + 1):
                    gained += emit[stop - 1][c]
                    inside = self.tokens[n][stop].depth if stop < size else 0
                    gain = gained + (self._edge(n, stop) if stop < size else 0.0) - 1.5 * bool(inside)
                    if k == len(present) - 1 and stop < size:
                        continue
                    if stop not in now or gain > now[stop][0]:
                        now[stop] = (gain, (*cuts, stop))
            best.append(now)
        result = best[-1].get(size, (_MIN, ()))
        self.splits[n, present] = result
        return result

    def _edge(self, n: int, stop: int) -> float:
        """What it costs to end a cell inside a line before token ``stop``."""
        before, token = self.tokens[n][stop - 1], self.tokens[n][stop]
        cost = _EDGE_COST
        if "comma" in before.cues:
            cost -= 1.5  # a list may wrap there
        if "connector" in before.cues or "joins" in token.cues:
            cost -= 2.0
        return cost

    def _whole(self, pieces: Sequence[Piece], a: int, b: int) -> float:
        """What the cells are worth as wholes: how they begin and end, and whether any is blank."""
        weights = cell_weights()
        value = 0.0
        for c in range(a, b + 1):
            mine = [p for p in pieces if p[0] == c]
            if not mine:
                value -= _BLANK_COST * (2 if c == self.key else 1)
                continue
            first, last = self.tokens[mine[0][1]][mine[0][2]], self.tokens[mine[-1][1]][mine[-1][3] - 1]
            value += weights.begin(first.cues, self.fields[c]) + weights.end(last.cues, self.fields[c])
            if "comma" in last.cues or "connector" in last.cues:
                value -= 3.0
            if self.fields[c] == "retention":
                worth = sum(self.emit[n][k][c] for _, n, x, y in mine for k in range(x, y))
                value -= 1.5 if worth < 0 else 0.0
            value -= _SHORT_COST * self._misfits(mine, c) + _LINE_COST * (len(mine) - 1)
            value -= 3.0 * (sum(self._measure(p)[1] for p in mine) != 0)
        return value

    def _misfits(self, mine: Sequence[Piece], column: int) -> int:
        """How many lines of a cell end too early to have been broken by the column's width, or are too wide for it."""
        lengths = [self._measure(p)[0] for p in mine]
        known = self.widths[column]
        width = max(known, *lengths) if not known else known
        wide = sum(length > _WIDE * width for length in lengths)
        for length, after in zip(lengths, mine[1:], strict=False):
            token = self.tokens[after[1]][after[2]]
            if length + min(5, _width(token.text)) < _SHORT * width and not {"mark", "group"} & token.cues:
                wide += 1
        return wide

    def _measure(self, piece: Piece) -> tuple[int, int]:
        """The printed width of a piece, and how many more parentheses it opens than it closes."""
        if piece[1:] not in self.measures:
            text = self.words(piece).text
            self.measures[piece[1:]] = (_width(text), text.count("(") - text.count(")"))
        return self.measures[piece[1:]]


def _printed(words: Words) -> list[Words]:
    """The lines in which some words stand in the source."""
    cuts = [n for n in range(1, len(words)) if words.at[n] != words.at[n - 1] + 1]
    return [words[x:y] for x, y in zip([0, *cuts], [*cuts, len(words)], strict=True)]


def _width(text: str) -> int:
    """How wide a text prints, in halves of a Hangul syllable."""
    return sum(2 if ord(c) >= 0x1100 else 1 for c in text)


@lru_cache(maxsize=256)
def _layouts(count: int, width: int) -> _Node:
    """The ways in which cells of one row may come out as ``count`` lines, as a tree of the columns on each line."""
    tree: _Node = {}
    for heights in product(range(min(count, _MAX_CELL) + 1), repeat=width):
        if not count <= sum(heights) <= count + width + 1 or heights.count(0) > (count <= _BLANK_LINES):
            continue
        positions: dict[int, list[int]] = {}
        for c, height in enumerate(heights):
            for p in range(-height + 1, height, 2):
                positions.setdefault(p, []).append(c)
        if not len(positions) <= count <= len(positions) + _MAX_APART:
            continue
        for layout in _parted([tuple(positions[p]) for p in sorted(positions)], count):
            node = tree
            for present in layout:
                node = node.setdefault(present, {})
    return tree


def _parted(groups: Sequence[tuple[int, ...]], count: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Lines of the same height may come out apart: every way to get ``count`` lines out of the groups."""
    if not groups:
        if count == 0:
            yield ()
        return
    first, rest = groups[0], groups[1:]
    for parts in _cuts(first):
        if len(parts) <= count - len(rest):
            for tail in _parted(rest, count - len(parts)):
                yield (*parts, *tail)


def _cuts(present: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
    for n in range(1, len(present) + 1):
        if n == len(present):
            yield (present,)
        else:
            for tail in _cuts(present[n:]):
                yield (present[:n], *tail)
