"""Finds the cells of a table that lost its borders: one Viterbi pass over its tokens.

The hidden state of a token is its column. Between two tokens the reader stays in the cell, moves on to a
later column of the row, or starts the next row; what the tokens look like (law citation, data item, period,
body, person …) decides. Nothing is known about any particular table: the header gives the columns, the
weights of `SCORES` and `MOVES` are per kind of column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pigraph.blocks.headers import Header
from pigraph.blocks.model import Table
from pigraph.blocks.tokens import Token, tokenise
from pigraph.text import Span, Words

_ORG: Mapping[str, float] = {
    "": -0.4, "organisation": 1.2, "company": 3, "spaced": 2.5, "item": -1.5, "mark": -6, "cite": -3, "date": -6, "length": -4,
    "comma": -0.3, "period-link": -1.5, "phone": -6, "email": -6, "url": -3, "number": -4, "range": -5, "audit": -3, "purpose-end": -0.5,
}  # fmt: skip
_TASK: Mapping[str, float] = {
    "": 0.15, "company": -3, "spaced": -3, "mark": -5, "cite": -1, "date": -6, "range": -5, "length": -2, "phone": -6, "email": -6,
    "url": -3, "number": -2, "audit": -2, "period-link": -1, "purpose-end": 0.5, "consent": -1, "group": -2, "item": -0.4,
}  # fmt: skip
_PERIOD: Mapping[str, float] = {
    "": -2.5, "date": 6, "range": 4.5, "number": 2, "year": 4, "length": 3, "period-link": 2.5, "period-event": 1.0, "mark": -4, "cite": -3,
    "audit": -4,
}  # fmt: skip

SCORES: Mapping[str, Mapping[str, float]] = {
    "index": {"": -9, "number": 15},
    "name": {
        "": 0.1, "cite": -2.5, "mark": -6, "group": -1, "date": -4, "length": -2, "phone": -6, "email": -6, "number": -3, "consent": -3,
        "comma": -1, "period-link": -1.5, "file-end": 0.6, "item": -0.3,
    },
    "basis": {"": -0.9, "cite": 2.6, "consent": 2.6, "mark": -5, "item": -2, "length": -3, "date": -3, "phone": -6},
    "basis_purpose": {
        "": 0, "cite": 2.6, "consent": 2, "mark": -6, "item": -1.2, "length": -3, "phone": -6, "purpose-end": 0.4, "date": -3,
    },
    "purpose": _TASK,
    "task": _TASK,
    "items": {
        "": -0.35, "mark": 5, "group": 2.5, "item": 2.2, "item-like": 0.6, "comma": 0.9, "cite": -3, "length": -4, "date": -5,
        "company": -3, "period-link": -2.5, "period-event": -0.6, "consent": -2, "spaced": -3, "phone": -3, "number": -3, "audit": -1,
    },
    "retention": {
        "": -0.4, "length": 5, "period-link": 2, "period-event": 1.4, "item": -2.2, "mark": -5, "cite": -3, "company": -4, "comma": -0.2,
        "date": 1, "phone": -6, "email": -6, "number": -2, "consent": -3,
    },
    "recipient": _ORG,
    "processor": _ORG,
    "subprocessor": _ORG,
    "organisation": {**_ORG, "": -0.2},
    "period": _PERIOD,
    "date": _PERIOD,
    "year": {"": -7, "year": 9},
    "role": {"": -1.2, "role": 3.5, "role-filler": 2.2, "person": -1, "rank": -3, "phone": -6, "email": -6, "contact-label": -3},
    "department": {
        "": -0.4, "department": 2.2, "person": -0.8, "rank": -0.5, "phone": -6, "email": -6, "contact-label": -4, "role": -1.5, "role-filler": -1,
    },
    "person": {"": -4, "person": 3, "rank": -3, "department": -2, "phone": -6, "email": -6, "role": -4},
    "title": {"": -3.5, "rank": 4.5, "phone": -6, "email": -6, "contact-label": -4, "role": -2},
    "contact": {
        "": -1, "phone": 6, "email": 6, "contact-label": 2.5, "connector": 1, "department": 0.3, "role": -1.5, "role-filler": -1.5, "person": -1,
        "rank": -1, "number": 1, "url": 2,
    },
    "phone": {"": -2, "phone": 7, "contact-label": 1, "email": -3, "number": 1, "connector": 0.5},
    "fax": {"": -2, "phone": 6, "contact-label": 1, "email": -3, "number": 1},
    "email": {"": -4, "email": 8, "contact-label": 1, "phone": -6},
    "audit": {"": -5, "audit": 8},
    "url": {"": -3, "url": 7},
    "data_source": {"": 0, "item-like": 0.5, "item": 0.2, "company": -3, "cite": -2, "comma": -1},
}  # fmt: skip
"""What a token with a cue (or any token: "") is worth in a column of a field. Relative log-odds, chosen by hand."""

_OTHER: Mapping[str, float] = {"": -0.4, "mark": -3, "cite": -1, "company": -1}

ENDS: Mapping[str, Mapping[str, float]] = {
    "name": {"file-name": 2.2, "people": 2, "file-end": 1.2, "": -0.5},
    "purpose": {"purpose-end": 1.5, "": -1},
    "task": {"purpose-end": 1.5, "": -1},
    "basis": {"cite": 1, "consent": 1, "": -1},
    "items": {"item": 1, "item-like": 0.7, "": -0.8},
    "retention": {"length": 1.5, "period-link": 1.5, "": -2},
    "recipient": {"organisation": 2, "company": 2, "spaced": 2, "": -1.2},
    "processor": {"organisation": 2, "company": 2, "spaced": 2, "": -1.2},
    "department": {"department": 1, "": -1},
}
"""What it is worth that a cell of a field ends with such a token ("": with none of them)."""

BEGINS: Mapping[str, Mapping[str, float]] = {
    "items": {"none": 0, "item": 0, "mark": 0, "group": 0, "item-like": 0, "comma": 0, "": -2.5},
    "basis": {"cite": 0, "consent": 0, "": -2},
    "period": {"date": 0, "range": 0, "year": 0, "": -3},
}
"""What it costs that a cell of a field begins with a token that shows none of the cues."""

_SINGLE = frozenset({"index", "year", "person", "audit", "email"})


def decode(header: Header, lines: Sequence[Words]) -> Table | None:
    """The table under ``header`` in ``lines`` (at least one non-blank line); None without tokens."""
    tokens = tokenise(lines)
    if not tokens:
        return None
    columns = _viterbi(tokens, _scored(header.fields))
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
        decoded=True,
        fields=header.fields,
        header=header.words,
    )


def _scored(fields: Sequence[str | None]) -> list[str | None]:
    """The fields to score by: 구분 ("role") in a table without people is the name of a task."""
    if {"person", "department", "title", "contact", "phone", "email", "organisation"} & set(fields):
        return list(fields)
    names = {"items_required": "items", "items_optional": "items", "items_automatic": "items"}
    if "name" not in fields:
        names["role"] = "name"
    return [names.get(f or "", f) for f in fields]


def _viterbi(tokens: Sequence[Token], fields: Sequence[str | None]) -> list[tuple[int, bool]]:
    """For each token its column and whether it opens a cell."""
    width = len(fields)
    blanks = any(t.runs_on for t in tokens)
    emit = [[_emission(t, f) for f in fields] for t in tokens]
    best = [emit[0][c] + _begin(tokens[0], fields[c]) - 3.0 * c for c in range(width)]
    trail: list[list[tuple[int, bool]]] = [[(-1, True)] * width]
    for i in range(1, len(tokens)):
        before, token = tokens[i - 1], tokens[i]
        leave = [_end(before, f) for f in fields]
        enter = [_begin(token, f) for f in fields]
        stay_cost, move_cost = _boundary(before, token, blanks)
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
    final = [b + _end(tokens[-1], f) - 1.0 * (width - 1 - c) for c, (b, f) in enumerate(zip(best, fields, strict=True))]
    column = max(range(width), key=final.__getitem__)
    path: list[tuple[int, bool]] = []
    for i in range(len(tokens) - 1, -1, -1):
        came, opens = trail[i][column]
        path.append((column, opens))
        column = came
    return path[::-1]


def _emission(token: Token, field: str | None) -> float:
    scores = SCORES.get(field or "", _OTHER)
    value = scores.get("", 0.0)
    positive = [scores[c] for c in token.cues if scores.get(c, 0.0) > 0]
    negative = [scores[c] for c in token.cues if scores.get(c, 0.0) < 0]
    if positive:
        value = max(value, 0.0) if value < 0 else value
        value += max(positive) + 0.25 * (sum(positive) - max(positive))
    if negative:
        value += min(negative) if not positive else 0.5 * min(negative)
    return value


def _end(token: Token, field: str | None) -> float:
    ends = ENDS.get(field or "")
    if ends is None:
        return 0.0
    found = [ends[c] for c in token.cues if c in ends]
    return max(found) if found else ends[""]


def _begin(token: Token, field: str | None) -> float:
    begins = BEGINS.get(field or "")
    if begins is None:
        return 0.0
    return 0.0 if any(c in begins for c in token.cues) else begins[""]


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
    if {"none"} & (before.cues | token.cues):
        stay -= 3.0
    if token.depth:
        move -= 8.0
    if "comma" in before.cues:
        move -= 5.0
    if ({"connector"} & before.cues and "range" not in before.cues) or "joins" in token.cues:
        move -= 5.0
    if "company-mark" in before.cues:
        stay += 6.0
    if "spaced" in before.cues and token.first and token.last:
        stay += 1.5
    if before.text.endswith(("에", "를", "을", "의", "한", "된", "하는", "위한", "관한")) and len(before.text) > 1:
        move -= 2.0
    named = "company" in before.cues and "company-mark" not in before.cues and len(before.text) > 4
    if (named and "company" not in token.cues) or "company-end" in before.cues:
        stay -= 4.0
    if before.text.endswith(("~", "∼", "～")) or token.text.startswith(("~", "∼", "～")):
        move -= 6.0
    return stay, move


def _list_break(before: Token, token: Token) -> float:
    """What it costs to go on in an item list: it goes on with a comma, else another cell is likely."""
    if "item" not in before.cues or "comma" in before.cues or {"mark", "group"} & token.cues or token.depth:
        return 0.0
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
    parts: list[Words] = []
    line: list[Words] = []
    number = -1
    for token in tokens:
        if token.line != number and line:
            parts.append(Words.join(line))
            line = []
        number = token.line
        line.append(token.words)
    if line:
        parts.append(Words.join(line))
    return Words.join(parts, "\n") if parts else Words("", ())
