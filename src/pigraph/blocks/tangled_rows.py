"""The rows of a table that was taken out of a page line by line: the likeliest division of its lines into cells.

Every run of lines is tried as a row, with every way in which the lines of centred cells may come out
(`pigraph.blocks.tangled_layouts`); what the words look like decides (the weights of `pigraph.lexicon.weights`). A line
that ends before its column does was not broken by the page, so it ends its cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pigraph.blocks.page import Page
from pigraph.blocks.sound import sound_rows
from pigraph.blocks.tangled_header import blocks_of
from pigraph.blocks.tangled_layouts import Layouts, layouts
from pigraph.blocks.tokens import Token, cues_of, tokenise
from pigraph.blocks.torn_words import WholeWords
from pigraph.blocks.wrapped import printed_lines, printed_width, wrapped
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.lexicon.weights import cell_weights
from pigraph.text import Words

_NO_PAGE = Page(80, False)
_MAX_LINES = 9
_KEYS = frozenset({"name", "recipient", "processor", "task", "role"})
_MAX_REGION = 120
_MOST_WORK = 300_000
"""Steps of the search after which a table is left to the simpler reader (a few seconds)."""
_MOST_LEFT = 3
"""Lines of a cell that comes out after other rows."""
_FEW = 4
_MANY = 9
"""Of so many pieces of a column the widest may be a wrong one."""
_SHORT = 0.93
_WIDE = 1.06
_MIN = -1e9
_OPENERS, _CLOSERS = "([≪《「『【〔", ")]≫》」』】〕"
_OPENING = tuple(_OPENERS)
_MOST_JOINED = 3.0
"""The most that words put together again can be worth in a row."""
_NONE = {"otherwise": 0.0}

Piece = tuple[int, int, int, int]
"""Tokens of a cell: column, line, first token, token after the last, counted in the line."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows with their pieces, what they are worth, and how many lines they took."""

    score: float
    rows: list[list[Piece]]
    end: int


class Rows:
    """One search over the lines under a header."""

    def __init__(
        self,
        lines: Sequence[Words],
        fields: Sequence[str],
        header: Sequence[Words],
        whole: WholeWords,
        share: int = 1,
        gaps: bool = False,
    ) -> None:
        """``share``: how many searches share the work that one table may take.

        ``gaps``: cells of a row may come out after the next rows; they are left out.
        """
        self.gaps = gaps
        self.names, self.headers = fields, header
        names = {"items_required": "items", "items_optional": "items"}
        self.lines = lines
        self.known = whole
        self.fields = [names.get(f, f) for f in fields]
        self.width = len(fields)
        self.tokens: list[list[Token]] = [[] for _ in lines]
        for token in tokenise(lines, _NO_PAGE):
            self.tokens[token.line].append(token)
        weights = cell_weights()
        self.costs = weights.tangled
        self.emit = [[[weights.score(t.cues, f) for f in self.fields] for t in line] for line in self.tokens]
        self.header = [max(printed_width(x.text) for x in printed_lines(w)) for w in header]
        self.work = _MOST_WORK // share
        self.widths = [0] * self.width
        self.groups: dict[tuple[int, int, int, int], tuple[float, list[Piece]] | None] = {}
        self.halves: dict[tuple[int, int, int], frozenset[tuple[int, int]]] = {}
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

    def read(self) -> Found | None:
        """The best rows; None when the lines fit no rows, or too many. A second pass knows how wide the columns are."""
        found = self._search()
        if found is None:
            return None
        good = sound_rows(self.fields, [[self.cell(r, c) for c in range(self.width)] for r in found.rows], beside=False)
        rows = [row for row, fits in zip(found.rows, good, strict=True) if fits] or found.rows
        self.measure(rows)
        return self._search()

    def measure(self, rows: Sequence[Sequence[Piece]]) -> None:
        """Learns from some rows how wide the columns are."""
        for c in range(self.width):
            cells = [sorted(p for p in row if p[0] == c) for row in rows]
            broken = sorted(self._measure(p)[0] for cell in cells for p in cell[:-1])
            lengths = sorted(self._measure(p)[0] for cell in cells for p in cell)
            longest = lengths[-1 - (len(lengths) >= _MANY)] if lengths else 0
            # What the page broke is as wide as the column, give or take a letter.
            self.widths[c] = max(broken[len(broken) // 2] if len(broken) >= _FEW else longest, self.header[c])

    def worth(self, pieces: list[Piece]) -> float:
        """What a cell is worth by itself."""
        column = pieces[0][0]
        return sum(self.emit[n][k][c] for c, n, a, b in pieces for k in range(a, b)) + self._whole(
            pieces, column, column
        )

    def cell(self, row: Sequence[Piece], column: int) -> Words:
        """A cell from its pieces; the author, not the page, ended one that leaves room for the next."""
        pieces = sorted((p for p in row if p[0] == column), key=lambda p: p[1])
        width = max((max(self.widths[column], self._measure(p)[0]) for p in pieces), default=0)
        parts: list[list[Piece]] = []
        for n, piece in enumerate(pieces):
            if n and not self._leaves_room(pieces[n - 1], piece, width):
                parts[-1].append(piece)
            else:
                parts.append([piece])
        return Words.join((wrapped([self.words(p) for p in part], self.known.torn_between) for part in parts), "\n")

    def _search(self) -> Found | None:
        n = len(self.lines)
        if not n or n > _MAX_REGION:
            return None
        self.groups.clear()
        self.splits.clear()
        self.most.clear()
        blocks = list(blocks_of(self.lines, 0, n))
        ends = {b for _, b in blocks}
        best: list[list[float]] = [[_MIN] * self.width for _ in range(n + 1)]
        back: dict[tuple[int, int], tuple[int, int, list[Piece]]] = {}
        best[0][0] = 0.0
        skip = self.costs["late"] if self.gaps else self.costs["skip"]

        def reach(state: tuple[int, int], value: float, came: tuple[int, int, list[Piece]]) -> None:
            if value > best[state[0]][state[1]]:
                best[state[0]][state[1]] = value
                back[state] = came

        for i in range(n):
            stop = min(e for e in ends if e > i)
            for a in range(self.width - 1, -1, -1):
                if best[i][a] == _MIN:
                    continue
                if (stop == i + 1 or (self.gaps and stop <= i + _MOST_LEFT)) and (i == 0 or i in ends):
                    reach((stop, a), best[i][a] - skip * (stop - i), (i, a, []))
                if a and self.gaps and i in ends:
                    reach((i, 0), best[i][a] - self._missing(a, self.width) - self.costs["row"], (i, a, []))
                for first in self._firsts(i, a, ends):
                    value = best[i][a] - self._missing(a, first)
                    for j in range(i + 1, min(stop, i + _MAX_LINES) + 1):
                        for b in range(first, self.width):
                            whole = b == self.width - 1
                            got = self._group(i, j, first, b) if whole or j in ends else None
                            if got is not None:
                                cost = self.costs["row"] if whole else self.costs["part"]
                                reach((j, 0 if whole else b + 1), value + got[0] - cost, (i, a, got[1]))
        if self.work < 0:
            return None
        end = max(range(n + 1), key=lambda j: best[j][0] - self.costs["left"] * (n - j))
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
        return Found(best[end][0], rows, end)

    def _firsts(self, i: int, a: int, ends: set[int]) -> range:
        """The columns of a row that may follow at a line: the next one, or one after some that come out later."""
        return range(a, self.width if self.gaps and (not a or i in ends) else a + 1)

    def _missing(self, a: int, b: int) -> float:
        """What it costs that some cells of a row come out later."""
        return sum(self.costs["gap"] * (1.5 if c == self.key else 1.0) for c in range(a, b))

    def _group(self, i: int, j: int, a: int, b: int) -> tuple[float, list[Piece]] | None:
        """The best way to give the lines i to j to the columns a to b of one row."""
        if (i, j, a, b) in self.groups:
            return self.groups[i, j, a, b]
        best: tuple[float, list[Piece]] | None = None
        least = self.costs["worst"]
        rest = [0.0]
        for n in range(j - 1, i - 1, -1):
            rest.append(rest[-1] + self._most(n, a, b))
        rest.reverse()
        bonus = sum(self.bonus[a : b + 1]) + _MOST_JOINED
        floors = [self._most(n, a, b) - self.costs["slack"] for n in range(i, j)]

        def walk(node: Layouts, n: int, total: float, pieces: list[Piece]) -> None:
            nonlocal best, least
            self.work -= 1
            if self.work < 0:
                return
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

        walk(layouts(j - i, b - a + 1), i, 0.0, [])
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
                    if stop - 1 > at and self.tokens[n][stop - 1].words.begin - self.tokens[n][stop - 2].words.end > 1:
                        gained -= self.costs["gutter"]  # no cell has blanks side by side
                    inside = self.tokens[n][stop].depth if stop < size else 0
                    gain = gained + (self._edge(n, stop) if stop < size else 0.0) - 1.5 * bool(inside)
                    if len(present) > 1 and self._is_wide((c, n, at, stop)):
                        gain -= self.costs["short"]
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
        if token.words.begin - before.words.end > 1:
            return self.costs["gutter"]
        cost = self.costs["edge"] / self.width  # the fewer the columns, the more room between them
        if self._halves(n, stop - 1, 1) or self._halves(n, stop, -1):
            cost += self.costs["torn"]
        if "comma" in before.cues:
            cost -= 1.5  # a list may wrap there
        if "connector" in before.cues or "joins" in token.cues:
            cost -= 2.0
        named = "company" in before.cues and "company-mark" not in before.cues and len(before.text) > 4
        if (named and "company" not in token.cues) or "company-end" in before.cues:
            cost += 3.0
        return cost

    def _whole(self, pieces: Sequence[Piece], a: int, b: int) -> float:
        """What the cells are worth as wholes: how they begin and end, and whether any is blank."""
        weights = cell_weights()
        value = 0.0
        for c in range(a, b + 1):
            mine = [p for p in pieces if p[0] == c]
            if not mine:
                value -= self.costs["blank"] * (1.5 if c == self.key else 1)
                continue
            first, last = self.tokens[mine[0][1]][mine[0][2]], self.tokens[mine[-1][1]][mine[-1][3] - 1]
            value += weights.begin(first.cues, self.fields[c]) + self._ending(mine, c)
            if {"comma", "connector", "joins"} & last.cues:
                value -= self.costs["open"]
            if "joins" in first.cues:
                value -= 2 * self.costs["open"]
            value += self._joined(mine, c) - self.costs["torn"] * self._torn(mine)
            if self.fields[c] == "retention":
                worth = sum(self.emit[n][k][c] for _, n, x, y in mine for k in range(x, y))
                value -= 1.5 if worth < 0 else 0.0
            value -= self.costs["short"] * self._misfits(mine, c) + self.costs["line"] * (len(mine) - 1)
            value -= 3.0 * (sum(self._measure(p)[1] for p in mine) != 0)
        return value

    def _ending(self, mine: Sequence[Piece], c: int) -> float:
        """What it is worth that a cell ends so; a syllable alone on its last line is the end of a word: 때까 / 지."""
        weights, field = cell_weights(), self.fields[c]
        _, n, a, b = mine[-1]
        value = weights.end(self.tokens[n][b - 1].cues, field)
        if len(mine) > 1 and b == a + 1 and len(self.tokens[n][a].text) == 1:
            before = self.tokens[mine[-2][1]][mine[-2][3] - 1].text
            value = max(value, weights.end(cues_of(before + self.tokens[n][a].text), field))
        return value

    def _joined(self, mine: Sequence[Piece], column: int) -> float:
        """What the words that the page tore between two lines of a cell are worth whole, beyond their halves."""
        gain = 0.0
        for (_, n, _, last), (_, m, first, _) in pairwise(mine):
            if (m, first) in self._halves(n, last - 1, 1):
                text = self.tokens[n][last - 1].text + self.tokens[m][first].text
                cues = cues_of(text) | ({"item"} if vocabulary().knows_item(text.rpartition(",")[0] or text) else set())
                halves = self.emit[n][last - 1][column] + self.emit[m][first][column]
                gain += max(0.0, cell_weights().score(cues, self.fields[column]) - halves)
        return min(gain, _MOST_JOINED)

    def _torn(self, mine: Sequence[Piece]) -> int:
        """How many ends of the lines of a cell are halves of a word whose other half is not in the cell beside it."""
        count = 0
        for k, (_, n, x, y) in enumerate(mine):
            after = self._halves(n, y - 1, 1)
            count += bool(after) and not (k + 1 < len(mine) and mine[k + 1][1:3] in after)
            before = self._halves(n, x, -1)
            count += bool(before) and not (k and (mine[k - 1][1], mine[k - 1][3] - 1) in before)
        return count

    def _halves(self, n: int, k: int, way: int) -> frozenset[tuple[int, int]]:
        """Line and token of the other halves of the word that a token begins (``way`` 1) or ends (``way`` -1)."""
        key = (n, k, way)
        if key not in self.halves:
            text = self.tokens[n][k].text
            near = range(n + 1, min(n + _MAX_LINES, len(self.lines))) if way > 0 else range(max(0, n - _MAX_LINES), n)
            self.halves[key] = frozenset(
                (m, j)
                for m in near
                for j, other in enumerate(self.tokens[m])
                if (j == 0 or len(other.text) > 1)
                and (self.known.torn(text, other.text) if way > 0 else self.known.torn(other.text, text))
            )
        return self.halves[key]

    def _misfits(self, mine: Sequence[Piece], column: int) -> int:
        """How many lines of a cell end too early to have been broken by the column's width, or are too wide for it."""
        lengths = [self._measure(p)[0] for p in mine]
        width = max(self.widths[column] or max(lengths), self.header[column])
        wide = int(any(length > _WIDE * width + 1 for length in lengths))
        for piece, after in pairwise(mine):
            if self._leaves_room(piece, after, width) and not self._sets_apart(self._first(after)):
                wide += 1
        return wide

    @staticmethod
    def _sets_apart(token: Token) -> bool:
        """True for a token before which authors break a line: "(필수)", a note in brackets."""
        return not {"mark", "group"}.isdisjoint(token.cues) or token.text.startswith(_OPENING)

    def _is_wide(self, piece: Piece) -> bool:
        """True for a piece wider than its column, as far as that is known."""
        return bool(self.widths[piece[0]]) and self._measure(piece)[0] > _WIDE * self.widths[piece[0]] + 1

    def _leaves_room(self, piece: Piece, after: Piece, width: int) -> bool:
        """True for a line of a cell that the page did not break: the next one's first syllables had room on it."""
        return self._measure(piece)[0] + min(5, printed_width(self._first(after).text)) < _SHORT * width

    def _first(self, piece: Piece) -> Token:
        return self.tokens[piece[1]][piece[2]]

    def _measure(self, piece: Piece) -> tuple[int, int]:
        """The printed width of a piece, and how many more parentheses it opens than it closes."""
        if piece[1:] not in self.measures:
            text = self.words(piece).text
            self.measures[piece[1:]] = (
                printed_width(text),
                sum(map(text.count, _OPENERS)) - sum(map(text.count, _CLOSERS)),
            )
        return self.measures[piece[1:]]
