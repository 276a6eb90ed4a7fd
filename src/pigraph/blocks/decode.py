"""Finds the cells of a table that lost its borders: one Viterbi pass over its tokens.

The hidden state of a token is its column. Between two tokens the reader stays in the cell, moves on to a
later column of the row, or starts the next row; what the tokens look like (law citation, data item, period,
body, person …) decides. Nothing is known about any particular table: the header gives the columns, the
weights are per field (`pigraph.lexicon.weights`) and per kind of boundary (here).
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from pigraph.blocks.headers import Header
from pigraph.blocks.model import Table
from pigraph.blocks.page import Page, blank_before
from pigraph.blocks.tokens import Token, tokenise
from pigraph.lexicon.columns import columns as lexicon
from pigraph.lexicon.weights import cell_weights
from pigraph.patterns import seldom
from pigraph.text import INSERTED, Span, Words

_BLANK = Words(" ", (INSERTED,))
_BREAK = Words("\n", (INSERTED,))
_SINGLE = frozenset({"index", "year", "person", "audit", "email"})
_LINED = 2.5
"""What it costs to leave a cell inside a line of a table whose headers have a line each: so do most cells."""
_BRACKETED = seldom(r"[(（](?P<what>[^()（）]+)[)）]\s*$")
_CONTACTS = frozenset({"contact", "phone", "email"})
_PARTED = 4.0
"""What it costs to stay in a cell behind a blank line."""


def decode(header: Header, lines: Sequence[Words], page: Page) -> Table | None:
    """The table under ``header`` in ``lines`` (at least one non-blank line); None without tokens."""
    tokens = tokenise(lines, page)
    if not tokens:
        return None
    parted = blank_before(lines) if page.parted else frozenset()
    fields = scored(header.fields)
    worths = _worths(tokens, fields, [_in_brackets(h.text) for h in header.words])
    columns = _viterbi(tokens, fields, worths, header.lines >= len(header.fields), parted)
    rows: list[list[list[Token]]] = []
    previous = (len(header.fields), False)
    for token, (column, opens) in zip(tokens, columns, strict=True):
        if opens and (column <= previous[0] or not rows):
            rows.append([[] for _ in header.fields])
        rows[-1][column].append(token)
        previous = (column, opens)
    return Table(
        rows=tuple(tuple(_cell(cell) for cell in row) for row in rows),
        span=Span(header.words[0].begin, tokens[-1].words.end),
        fields=header.fields,
        header=header.words,
    )


def scored(fields: Sequence[str | None]) -> list[str | None]:
    """The fields to score by: 구분 ("role") in a table without people is the name of a task."""
    names = {"items_required": "items", "items_optional": "items", "items_automatic": "items"}
    names["requirement"] = "role"  # 필수 or 선택
    if {"person", "department", "title", "contact", "phone", "email", "organisation"} & set(fields):
        # A position without a column for the department holds both: "의료정보과 주무관".
        if "department" not in fields:
            names["title"] = "position"
    elif "name" not in fields:
        names["role"] = "name"
    return [names.get(f or "", f) for f in fields]


def _in_brackets(header: str) -> str | None:
    """How to reach somebody may stand with him: "수탁자(연락처)"."""
    m = _BRACKETED.search(header)
    return field if m and (field := lexicon().field(m["what"])) in _CONTACTS else None


def _worths(tokens: Sequence[Token], fields: Sequence[str | None], beside: Sequence[str | None]) -> list[list[float]]:
    """What each token is worth in each column; ``beside``: the field of what stands in brackets in its cells."""
    weights = cell_weights()
    found = [[weights.score(t.cues, f) for f in fields] for t in tokens]
    for n, other in enumerate(beside):
        for token, row in zip(tokens, found, strict=True) if other else ():
            if token.cues & {"phone", "email"}:
                row[n] = max(row[n], weights.score(token.cues, other))
    return found


def _viterbi(
    tokens: Sequence[Token],
    fields: Sequence[str | None],
    emit: Sequence[Sequence[float]],
    lined: bool,
    parted: Set[int],
) -> list[tuple[int, bool]]:
    """For each token its column and whether it opens a cell.

    ``emit``: what it is worth in each; ``lined``: the headers have a line each; ``parted``: lines behind blank ones.
    """
    weights = cell_weights()
    width = len(fields)
    blanks = any(t.runs_on for t in tokens)
    best = [emit[0][c] + weights.begin(tokens[0].cues, fields[c]) - 3.0 * c for c in range(width)]
    trail: list[list[tuple[int, bool]]] = [[(-1, True)] * width]
    for i in range(1, len(tokens)):
        before, token = tokens[i - 1], tokens[i]
        leave = [weights.end(before.cues, f) for f in fields]
        enter = [weights.begin(token.cues, f) for f in fields]
        stay_cost, move_cost = _boundary(before, token, blanks)
        if lined and not token.first:
            move_cost -= _LINED
        if token.first and token.line in parted:
            stay_cost -= _PARTED
        list_cost = _list_break(before, token)
        now: list[float] = []
        steps: list[tuple[int, bool]] = []
        for c in range(width):
            value = (
                best[c]
                + stay_cost
                - (4.0 if fields[c] in _SINGLE else 0.0)
                - (list_cost if fields[c] == "items" else 0.0)
            )
            step = (c, False)
            for p in range(width):
                moved = best[p] + leave[p] + enter[c] + move_cost + _move(p, c, width, token)
                if moved > value:
                    value, step = moved, (p, True)
            now.append(value + emit[i][c])
            steps.append(step)
        best = now
        trail.append(steps)
    final = [
        b + weights.end(tokens[-1].cues, f) - 1.0 * (width - 1 - c)
        for c, (b, f) in enumerate(zip(best, fields, strict=True))
    ]
    column = max(range(width), key=final.__getitem__)
    path: list[tuple[int, bool]] = []
    for i in range(len(tokens) - 1, -1, -1):
        came, opens = trail[i][column]
        path.append((column, opens))
        column = came
    return path[::-1]


def _boundary(before: Token, token: Token, blanks: bool) -> tuple[float, float]:
    """What it costs to stay in the cell, and to leave it, between two neighbouring tokens.

    ``blanks``: lines that the cell goes on from end in a blank in this table, so others likely end a cell.
    """
    stay, move = 0.0, 0.0
    if token.first:
        if blanks and not before.runs_on:
            move += 0.8
        if before.runs_on and "spaced" not in before.cues:
            stay += 1.2
        if before.line != token.line and {"mark", "group"} & token.cues:
            stay += 0.5
    else:
        stay += 0.6
        move -= 1.2
    if "half" in token.cues:
        stay += 4.0
    if {"none"} & (before.cues | token.cues):
        stay -= 3.0
    if token.depth:
        move -= 8.0
    if "comma" in before.cues:
        move -= 5.0
    if ({"connector"} & before.cues and "range" not in before.cues) or "joins" in token.cues:
        move -= 5.0
    if "spaced" in before.cues and not token.first:
        stay += 3.0 if "spaced" in token.cues else -3.0
    if "company-mark" in before.cues:
        stay += 6.0
    if "spaced" in before.cues and token.first and token.last:
        stay += 1.5
    if before.text.endswith(("에", "를", "을", "의", "한", "된", "하는", "위한", "관한")) and len(before.text) > 1:
        move -= 2.0
    named = "company" in before.cues and "company-mark" not in before.cues and len(before.text) > 4
    beside = _is_contact_in_brackets(token)
    if _is_contact_in_brackets(before) and not {"phone", "email"} & token.cues:
        stay -= 5.0
    if ((named and "company" not in token.cues) or "company-end" in before.cues) and not beside:
        stay -= 5.0
    if before.text.endswith(("~", "∼", "～")) or token.text.startswith(("~", "∼", "～")):
        move -= 6.0
    return stay, move


def _is_contact_in_brackets(token: Token) -> bool:
    return "phone" in token.cues and token.text.startswith("(") and token.text.endswith(")")


def _list_break(before: Token, token: Token) -> float:
    """What it costs to go on in an item list: it goes on with a comma, else another cell is likely."""
    if "comma" in before.cues or {"mark", "group"} & token.cues or token.depth:
        return 0.0
    if "item" not in before.cues:
        return 1.0 if "item-like" in before.cues and token.first and "item" not in token.cues else 0.0
    if "item" in token.cues:
        return 1.0
    return 2.0 if token.first else 1.5


def _move(before: int, after: int, width: int, token: Token) -> float:
    """What it costs to open column ``after`` when the last cell was in column ``before``."""
    if after > before:
        return -2.5 * (after - before - 1)
    new_row = -0.3 - 2.2 * (width - 1 - before) - 2.5 * after
    return new_row if token.first else new_row - 2.0


def _cell(tokens: Sequence[Token]) -> Words:
    """The words of a cell: a line break where the line ended, a blank where it went on, nothing inside a word."""
    parts: list[Words] = []
    before: Token | None = None
    for token in tokens:
        if before is not None:
            if token.line == before.line or (before.runs_on and "spaced" not in before.cues | token.cues):
                parts.append(_BLANK)
            elif "half" not in token.cues:
                parts.append(_BREAK)
        parts.append(token.words)
        before = token
    return Words.join(parts, "") if parts else Words("", ())
