"""The cells of a table that was taken out of a page line by line: what pieces of lines are worth as one.

A line that ends before its column does was not broken by the page, so it ends its cell; the halves of a word are in
one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pigraph.blocks.page import Page
from pigraph.blocks.tokens import Token, cues_of, tokenise
from pigraph.blocks.torn_words import WholeWords
from pigraph.blocks.wrapped import printed_lines, printed_width, wrapped
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.lexicon.weights import cell_weights
from pigraph.patterns import seldom
from pigraph.text import Words

_NO_PAGE = Page(80, False)
_REACH = 9
"""Lines among which the other half of a word is looked for."""
_KEYS = frozenset({"name", "recipient", "processor", "task", "role"})
_FEW = 4
_MANY = 9
"""Of so many pieces of a column the widest may be a wrong one."""
_SHORT = 0.93
_WIDE = 1.06
_OPENERS, _CLOSERS = "([≪《「『【〔", ")]≫》」』】〕"
_OPENING = tuple(_OPENERS)
MOST_JOINED = 3.0
"""The most that words put together again can be worth in a row."""
SYLLABLE = seldom("[가-힣]")
_WHOLE = frozenset("등및외후")
"""Words of one syllable."""
_NAMES = {"items_required": "items", "items_optional": "items"}

Piece = tuple[int, int, int, int]
"""Tokens of a cell: column, line, first token, token after the last, counted in the line."""


class Cells:
    """The lines under a header as tokens, and what they are worth in its columns."""

    def __init__(
        self, lines: Sequence[Words], fields: Sequence[str], header: Sequence[Words], whole: WholeWords
    ) -> None:
        self.lines = lines
        self.known = whole
        self.names, self.headers = tuple(fields), tuple(header)
        self.fields = [_NAMES.get(f, f) for f in fields]
        self.width = len(fields)
        self.tokens: list[list[Token]] = [[] for _ in lines]
        for token in tokenise(lines, _NO_PAGE):
            self.tokens[token.line].append(token)
        weights = cell_weights()
        self.costs = weights.tangled
        self.emit = [[[weights.score(t.cues, f) for f in self.fields] for t in line] for line in self.tokens]
        self.header = [max(printed_width(x.text) for x in printed_lines(w)) for w in header]
        self.widths = [0] * self.width
        self.key = next((c for c, f in enumerate(self.fields) if f in _KEYS), 0)
        self._worths: dict[tuple[Piece, ...], float] = {}
        self._others: dict[tuple[int, int, int], frozenset[tuple[int, int]]] = {}
        self._measures: dict[tuple[int, int, int], tuple[int, int]] = {}

    def pieces(self, block: tuple[int, int], column: int) -> list[Piece]:
        """A block of lines (its first, and the line after it) as a cell of a column."""
        return [(column, n, 0, len(self.tokens[n])) for n in range(*block)]

    def words(self, piece: Piece) -> Words:
        _, n, a, b = piece
        line = self.lines[n]
        first, last = self.tokens[n][a].words, self.tokens[n][b - 1].words
        return line[line.at.index(first.at[0]) : line.at.index(last.at[-1]) + 1]

    def learn(self, rows: Sequence[Sequence[Piece]]) -> None:
        """Learns from some rows how wide the columns are."""
        self._worths.clear()
        for c in range(self.width):
            cells = [sorted(p for p in row if p[0] == c) for row in rows]
            broken = sorted(self.measure(p)[0] for cell in cells for p in cell[:-1])
            lengths = sorted(self.measure(p)[0] for cell in cells for p in cell)
            longest = lengths[-1 - (len(lengths) >= _MANY)] if lengths else 0
            # What the page broke is as wide as the column, give or take a letter.
            self.widths[c] = max(broken[len(broken) // 2] if len(broken) >= _FEW else longest, self.header[c])

    def cell(self, row: Sequence[Piece], column: int) -> Words:
        """A cell from its pieces; the author, not the page, ended one that leaves room for the next."""
        pieces = sorted((p for p in row if p[0] == column), key=lambda p: p[1])
        width = max((max(self.widths[column], self.measure(p)[0]) for p in pieces), default=0)
        parts: list[list[Piece]] = []
        for n, piece in enumerate(pieces):
            if n and not self._leaves_room(pieces[n - 1], piece, width):
                parts[-1].append(piece)
            else:
                parts.append([piece])
        return Words.join((wrapped([self.words(p) for p in part], self._torn_between) for part in parts), "\n")

    def _torn_between(self, before: Words, line: Words) -> bool:
        """True if a word goes on on the next line; a syllable alone there is the end of one: 명 / 부."""
        alone = SYLLABLE.fullmatch(line.text) is not None and line.text not in _WHOLE
        return self.known.torn_between(before, line) or (alone and SYLLABLE.match(before.text[-1:]) is not None)

    def has_half(self, row: Sequence[Piece], column: int) -> bool:
        """True if a cell begins or ends inside a word of which the other half is not in it."""
        return self._torn(sorted((p for p in row if p[0] == column), key=lambda p: p[1])) > 0

    def worth_with_words(self, mine: Sequence[Piece]) -> float:
        """What a cell and its words are worth."""
        return sum(self.emit[n][k][c] for c, n, a, b in mine for k in range(a, b)) + self.worth(tuple(mine))

    def worth(self, mine: tuple[Piece, ...]) -> float:
        """What a cell is worth beyond its words: how it begins and ends, and how its lines go on."""
        if mine not in self._worths:
            self._worths[mine] = self._worth(mine, mine[0][0])
        return self._worths[mine]

    def _worth(self, mine: Sequence[Piece], c: int) -> float:
        weights = cell_weights()
        first, last = self.tokens[mine[0][1]][mine[0][2]], self.tokens[mine[-1][1]][mine[-1][3] - 1]
        value = weights.begin(first.cues, self.fields[c]) + self._ending(mine, c)
        if {"comma", "connector", "joins"} & last.cues:
            value -= self.costs["open"]
        if "joins" in first.cues:
            value -= 2 * self.costs["open"]
        value += self._joined(mine, c) - self.costs["torn"] * self._torn(mine)
        if self.fields[c] == "retention":
            worth = sum(self.emit[n][k][c] for _, n, x, y in mine for k in range(x, y))
            value -= 1.5 if worth < 0 else 0.0
        value -= self.costs["short"] * self._misfits(mine, c) + self.costs["line"] * (len(mine) - 1)
        value -= 3.0 * (sum(self.measure(p)[1] for p in mine) != 0)
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
            if (m, first) in self.halves(n, last - 1, 1):
                text = self.tokens[n][last - 1].text + self.tokens[m][first].text
                cues = cues_of(text) | ({"item"} if vocabulary().knows_item(text.rpartition(",")[0] or text) else set())
                halves = self.emit[n][last - 1][column] + self.emit[m][first][column]
                gain += max(0.0, cell_weights().score(cues, self.fields[column]) - halves)
        return min(gain, MOST_JOINED)

    def _torn(self, mine: Sequence[Piece]) -> int:
        """How many ends of the lines of a cell are halves of a word whose other half is not in the cell beside it."""
        count = 0
        for k, (_, n, x, y) in enumerate(mine):
            after = self.halves(n, y - 1, 1)
            count += bool(after) and not (k + 1 < len(mine) and mine[k + 1][1:3] in after)
            before = self.halves(n, x, -1)
            count += bool(before) and not (k and (mine[k - 1][1], mine[k - 1][3] - 1) in before)
        return count

    def halves(self, n: int, k: int, way: int) -> frozenset[tuple[int, int]]:
        """Line and token of the other halves of the word that a token begins (``way`` 1) or ends (``way`` -1)."""
        key = (n, k, way)
        if key not in self._others:
            text = self.tokens[n][k].text
            near = range(n + 1, min(n + _REACH, len(self.lines))) if way > 0 else range(max(0, n - _REACH), n)
            self._others[key] = frozenset(
                (m, j)
                for m in near
                for j, other in enumerate(self.tokens[m])
                if (j == 0 or len(other.text) > 1)
                and (self.known.torn(text, other.text) if way > 0 else self.known.torn(other.text, text))
            )
        return self._others[key]

    def _misfits(self, mine: Sequence[Piece], column: int) -> int:
        """How many lines of a cell end too early to have been broken by the column's width, or are too wide for it."""
        lengths = [self.measure(p)[0] for p in mine]
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

    def is_wide(self, piece: Piece) -> bool:
        """True for a piece wider than its column, as far as that is known."""
        return bool(self.widths[piece[0]]) and self.measure(piece)[0] > _WIDE * self.widths[piece[0]] + 1

    def _leaves_room(self, piece: Piece, after: Piece, width: int) -> bool:
        """True for a line of a cell that the page did not break: the next one's first syllables had room on it."""
        return self.measure(piece)[0] + min(5, printed_width(self._first(after).text)) < _SHORT * width

    def _first(self, piece: Piece) -> Token:
        return self.tokens[piece[1]][piece[2]]

    def measure(self, piece: Piece) -> tuple[int, int]:
        """The printed width of a piece, and how many more parentheses it opens than it closes."""
        if piece[1:] not in self._measures:
            text = self.words(piece).text
            self._measures[piece[1:]] = (
                printed_width(text),
                sum(map(text.count, _OPENERS)) - sum(map(text.count, _CLOSERS)),
            )
        return self._measures[piece[1:]]
