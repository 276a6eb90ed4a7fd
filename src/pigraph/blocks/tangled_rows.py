"""The rows of a table that was taken out of a page line by line: the likeliest division of its lines into cells.

Every run of lines is tried as a row, with every way in which the lines of centred cells may come out
(`pigraph.blocks.tangled_layouts`); what the words look like decides (the weights of `pigraph.lexicon.weights`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from pigraph.blocks.sound import sound_rows
from pigraph.blocks.tangled_cells import MOST_JOINED, Cells, Piece
from pigraph.blocks.tangled_header import blocks_of
from pigraph.blocks.tangled_layouts import Layouts, layouts
from pigraph.lexicon.weights import cell_weights

_MAX_LINES = 9
_MAX_LINES_BESIDE_GAPS = 7
_MAX_REGION = 120
_MOST_WORK = 300_000
"""Steps of the search after which a table is left to the simpler reader (a few seconds)."""
_MOST_LEFT = 3
"""Lines of a cell that comes out after other rows."""
_LEAST_WORTH = 0.9
"""What each line of a table with gaps must be worth at first sight."""
_MIN = -1e9
_NONE = {"otherwise": 0.0}


class Found(NamedTuple):
    """Rows with their pieces, what they are worth, and how many lines they took."""

    score: float
    rows: list[list[Piece]]
    end: int


class Rows:
    """One search over the lines under a header."""

    def __init__(self, cells: Cells, share: int = 1, gaps: bool = False) -> None:
        """``share``: how many searches share the work that one table may take.

        ``gaps``: cells of a row may come out after the next rows; they are left out.
        """
        self.cells = cells
        self.lines = cells.lines
        self.costs = cells.costs
        self.width = cells.width
        self.gaps = gaps
        self.work = _MOST_WORK // share
        self.groups: dict[tuple[int, int, int, int], tuple[float, list[Piece]] | None] = {}
        self.most: dict[tuple[int, int, int], float] = {}
        self.splits: dict[tuple[int, tuple[int, ...]], tuple[float, tuple[int, ...]]] = {}
        weights = cell_weights()
        self.bonus = [
            max(0.0, *weights.begins.get(f, _NONE).values()) + max(0.0, *weights.ends.get(f, _NONE).values())
            for f in cells.fields
        ]

    def read(self) -> Found | None:
        """The best rows; None when the lines fit no rows, or too many. A second pass knows how wide the columns are."""
        found = self._search()
        if found is None or (self.gaps and found.score < _LEAST_WORTH * len(self.lines)):
            return None
        rows = [[self.cells.cell(r, c) for c in range(self.width)] for r in found.rows]
        good = sound_rows(self.cells.fields, rows, beside=False)
        self.cells.learn([row for row, fits in zip(found.rows, good, strict=True) if fits] or found.rows)
        return self._search()

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
        most = _MAX_LINES_BESIDE_GAPS if self.gaps else _MAX_LINES
        skip = self.costs["late"] if self.gaps else self.costs["skip"]

        def reach(state: tuple[int, int], value: float, came: tuple[int, int, list[Piece]]) -> None:
            if value > best[state[0]][state[1]]:
                best[state[0]][state[1]] = value
                back[state] = came

        for i in range(n):
            if self.work < 0:
                return None
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
                    for j in range(i + 1, min(stop, i + most) + 1):
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
        return sum(self.costs["gap"] * (1.5 if c == self.cells.key else 1.0) for c in range(a, b))

    def _group(self, i: int, j: int, a: int, b: int) -> tuple[float, list[Piece]] | None:
        """The best way to give the lines i to j to the columns a to b of one row."""
        if (i, j, a, b) in self.groups:
            return self.groups[i, j, a, b]
        if self.work < 0:
            return None
        best: tuple[float, list[Piece]] | None = None
        least = self.costs["worst"]
        rest = [0.0]
        for n in range(j - 1, i - 1, -1):
            rest.append(rest[-1] + self._most(n, a, b))
        rest.reverse()
        bonus = sum(self.bonus[a : b + 1]) + MOST_JOINED
        floors = [self._most(n, a, b) - self.costs["slack"] for n in range(i, j)]

        seen: list[dict[tuple[int, ...], tuple[float, list[Piece]]]] = [{} for _ in floors]

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
            splits = seen[n - i]
            for present, after in node.items():
                split = splits.get(present)
                if split is None:
                    taken = tuple(a + c for c in present)
                    score, cuts = self._split(n, taken)
                    split = score, [(c, n, x, y) for c, x, y in zip(taken, cuts, cuts[1:], strict=False)]
                    splits[present] = split
                if split[0] >= floors[n - i]:
                    steps.append((split, after))
            steps.sort(key=_worth, reverse=True)
            for (score, new), after in steps:
                if total + score + rest[n + 1 - i] + bonus <= least:
                    break
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
        emit = self.cells.emit[n]
        size = len(emit)
        best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, (0,))}]
        for k, c in enumerate(present):
            now: dict[int, tuple[float, tuple[int, ...]]] = {}
            for at, (value, cuts) in best[-1].items():
                gained = value
                for stop in range(at + 1, size - (len(present) - k - 1) + 1):
                    gained += emit[stop - 1][c]
                    if (
                        stop - 1 > at
                        and self.cells.tokens[n][stop - 1].words.begin - self.cells.tokens[n][stop - 2].words.end > 1
                    ):
                        gained -= self.costs["gutter"]  # no cell has blanks side by side
                    inside = self.cells.tokens[n][stop].depth if stop < size else 0
                    gain = gained + (self._edge(n, stop) if stop < size else 0.0) - 1.5 * bool(inside)
                    if len(present) > 1 and self.cells.is_wide((c, n, at, stop)):
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
        before, token = self.cells.tokens[n][stop - 1], self.cells.tokens[n][stop]
        if token.words.begin - before.words.end > 1:
            return self.costs["gutter"]
        cost = self.costs["edge"] / self.width  # the fewer the columns, the more room between them
        if self.cells.halves(n, stop - 1, 1) or self.cells.halves(n, stop, -1):
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
        value = 0.0
        for c in range(a, b + 1):
            mine = tuple(p for p in pieces if p[0] == c)
            if not mine:
                value -= self.costs["blank"] * (1.5 if c == self.cells.key else 1)
                continue
            value += self.cells.worth(mine)
        return value


def _worth(step: tuple[tuple[float, list[Piece]], Layouts]) -> float:
    return step[0][0]
