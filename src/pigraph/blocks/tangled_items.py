"""Tables taken out of a page line by line with rows too tall to be put together: their names and data items.

Where the rows are numbered, a number is a block of its own, and the blocks after it are the next cells of its row. The
data items of a row begin where it says what is required, and are told by what they look like, whatever stands between
them::

    [필수] 성명, 연락 / (blank) / 1 / (blank) / 회원 명부 / (blank) / 온라인 / 처, 주소 / 수집     성명, 연락처, 주소

A row of which an item has no end or no beginning is not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pigraph.blocks.markers import mark_of
from pigraph.blocks.model import Table
from pigraph.blocks.page import Page
from pigraph.blocks.sound import sound_rows
from pigraph.blocks.tangled import Tangled
from pigraph.blocks.tangled_header import Head, blocks_of, numbers_in
from pigraph.blocks.tokens import Token, cues_of, tokenise
from pigraph.blocks.torn_words import WholeWords
from pigraph.blocks.wrapped import wrapped
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.lexicon.weights import cell_weights
from pigraph.patterns import seldom
from pigraph.text import Span, Words

_REQUIRED = seldom(r"\W*필수(?:항목|정보|사항)?(?:\W|$)")
_MARKED = seldom(r"\W*(?:필수|선택)(?:항목|정보|사항)?(?:\W|$)")
_NO_PAGE = Page(80, False)
_LEAD = ("name", "purpose")
"""The columns after the numbers of which the cells are read."""
_SURER = 0.3
"""How much more a line of items must look like items than like the cells of any other column."""
_ITEM = frozenset({"item", "item-like"})
_OPEN = frozenset({"comma", "connector"})
_ELSEWHERE = frozenset({"cite", "length", "period-link", "period-event", "department", "consent", "phone", "company"})
_PART = seldom(r"(?:^|[,:\n])\s*[가-힣]\s*(?:[,\n]|$)")
"""A syllable is no item: the half of one."""
_WORD = seldom(r"[가-힣]{3,}")
_END = seldom(r"[가-힣]{1,3}")


def items_at(lines: Sequence[Words], head: Head, end: int, whole: WholeWords) -> Tangled | None:
    """The table under a header, whose cells end before line ``end``; see `tangled_at`."""
    if head.fields[:2] != ("index", "name") or "items" not in head.fields:
        return None
    body = [lines[n].strip() for n in head.body]
    numbers = numbers_in(body)
    begins = [n for n, line in enumerate(body) if _REQUIRED.match(line.text)]
    if numbers is None or len(begins) != len(numbers):
        return None
    ends = [*begins[1:], len(body)]
    if any(not a < n < b for a, n, b in zip([-1, *begins], numbers, ends, strict=False)):
        return None  # not beside their lists
    reader = _Items(body, [f for f in head.fields if f != "index"], whole)
    lead = [f for f, g in zip(head.fields[1:], _LEAD, strict=False) if f == g]
    rows = []
    used: set[int] = set()
    for number, (begin, stop) in zip(numbers, zip(begins, ends, strict=True), strict=True):
        cells = _cells_after(body, number, len(lead))
        items = reader.read(begin, stop)
        if len(cells) == len(lead) and items:
            rows.append((*(wrapped([body[n] for n in cell], whole.torn_between) for cell in cells), reader.cell(items)))
            used.update(n for cell in (*cells, items) for n in cell)
    fields = (*lead, "items")
    good = sound_rows(fields, rows, beside=False)
    rows = [row for row, fits in zip(rows, good, strict=True) if fits]
    return _table(head, fields, rows, body, end)


def _cells_after(body: Sequence[Words], number: int, count: int) -> list[list[int]]:
    """The lines of the blocks after a number that is a block of its own."""
    blocks = list(blocks_of(body, 0, len(body)))
    at = next((k for k, block in enumerate(blocks) if block == (number, number + 1)), None)
    if at is None:
        return []
    return [list(range(a, b)) for a, b in blocks[at + 1 : at + 1 + count]]


def _table(
    head: Head, fields: Sequence[str], rows: Sequence[tuple[Words, ...]], body: Sequence[Words], end: int
) -> Tangled | None:
    if not rows:
        return None
    held = {at for row in rows for cell in row for at in cell.at}
    table = Table(
        rows=tuple(rows),
        span=Span(head.words[0].begin, max(cell.end for row in rows for cell in row)),
        complete=True,
        fields=tuple(fields),
        header=tuple(head.words[head.fields.index(f)] for f in fields),
    )
    return table, end, tuple(line for line in body if held.isdisjoint(line.at))


class _Items:
    """The lines of a table that are data items."""

    def __init__(self, body: Sequence[Words], fields: Sequence[str], whole: WholeWords) -> None:
        self.body = body
        self.whole = whole
        self.tokens: list[list[Token]] = [[] for _ in body]
        for token in tokenise(body, _NO_PAGE):
            self.tokens[token.line].append(token)
        weights = cell_weights()
        others = [f for f in fields if f != "items"]
        self.sure = []
        for line in self.tokens:
            worth = sum(weights.score(t.cues, "items") for t in line)
            best = max(sum(weights.score(t.cues, f) for t in line) for f in others)
            self.sure.append(worth >= best + _SURER)

    def read(self, begin: int, stop: int) -> list[int]:
        """The lines of the items that begin at a line and end before another; none if one is a part of an item."""
        marked = [n for n in range(begin, stop) if _MARKED.match(self.body[n].text)]
        known = [n for n in range(begin, stop) if n in marked or self.sure[n]]
        if any(self.body[n].text.count("(") < self.body[n].text.count(")") for n in known):
            return []
        found: list[int] = []
        for n, after in pairwise([*known, stop]):
            more = self._rest(n, after, after in marked or after == stop)
            if more is None:
                return []
            found += [n, *more]
        return found if not _PART.search(self.cell(found).text) else []

    def _rest(self, n: int, after: int, closes: bool) -> list[int] | None:
        """The lines before ``after`` that end what a line of items began; None if something is missing.

        ``closes``: the list, or its part, ends there.
        """
        between = range(n + 1, after)
        last = self.tokens[n][-1]
        if _MARKED.fullmatch(self.body[n].text) or last.text == ":":
            return None if closes else []
        if not _OPEN.isdisjoint(last.cues):
            lists = [m for m in between if any("comma" in t.cues for t in self.tokens[m][:-1])]
            words = [m for m in between if _WORD.fullmatch(self.body[m].text) and not self._is_elsewhere(m)]
            ends = lists or words
            if not closes or len(ends) != 1:
                return None if closes else []
            rest = self._rest(ends[0], after, closes) if lists else []
            return None if rest is None else [ends[0], *rest]
        halves = [m for m in between if len(self.tokens[m]) == 1 and self._one_word(last.text, self.body[m].text)]
        if len(halves) == 1:
            return halves
        if not closes or _is_item(last):
            return []
        next_line = self.body[n + 1].text if n + 1 < after else ""
        return [n + 1] if _END.fullmatch(next_line) and self.body[n + 1].begin == self.body[n].end + 1 else None

    def _is_elsewhere(self, n: int) -> bool:
        return not _ELSEWHERE.isdisjoint(self.tokens[n][0].cues)

    def cell(self, items: Sequence[int]) -> Words:
        return wrapped([self.body[n] for n in items], self._torn_between)

    def _torn_between(self, before: Words, line: Words) -> bool:
        """A line of items that ends without a comma goes on inside a word."""
        left, right = before.text.split()[-1], line.text.split()[0]
        if mark_of(line) is not None or right.startswith(":") or not _OPEN.isdisjoint(cues_of(left)):
            return False
        return self._one_word(left, right) or not (_MARKED.match(left) or vocabulary().knows_item(left))

    def _one_word(self, left: str, right: str) -> bool:
        known = vocabulary().knows_item
        joined = (left + right).rstrip(",")
        return self.whole.torn(left, right) or (known(joined) and not known(right.rstrip(",")))


def _is_item(token: Token) -> bool:
    return not _ITEM.isdisjoint(token.cues) or token.text.endswith(")")
