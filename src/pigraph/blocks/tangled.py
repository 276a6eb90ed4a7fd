"""Tables taken out of a page line by line: the columns of a row side by side, each broken over lines of its own.

A printer centres the cells of a row, so the numbers of their lines settle in which order the lines come out, and which
of them fall together: cells of one, three and two lines come out as ``b · c · b+a · c · b``. The reader tries such
numbers for every run of lines and keeps the rows whose words look most like their columns (the weights of
`pigraph.lexicon.weights`). Blank lines part blocks: a row may come out as several blocks of neighbouring columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from pigraph.blocks.model import Table
from pigraph.blocks.sound import KEYS, LEAST_SOUND, sound_rows
from pigraph.blocks.tangled_cells import Cells
from pigraph.blocks.tangled_header import Head, header_blocks
from pigraph.blocks.tangled_rows import Found, Rows
from pigraph.blocks.torn_words import WholeWords
from pigraph.patterns import seldom
from pigraph.text import Span, Words

Tangled = tuple[Table | None, int, tuple[Words, ...]]
"""A table, the line after it, and the lines between that fit no row; no table where its words came out in halves."""
_PARTED = seldom(r"\n(?![(\[<※])")
"""A break in a name that the page did not make."""


def tangled_at(lines: Sequence[Words], start: int, end: int, whole: WholeWords) -> Tangled | None:
    """The table whose header begins at ``start`` and whose cells end before line ``end``; the line after it; and the
    lines between that fit no row. None if most of them do not.
    """
    head = header_blocks(lines, start, end)
    found = _table([head], lines, whole) if head is not None and head.body else None
    if found is not None and found[0] is not None:
        return found
    late = header_blocks(lines, start, end, late=True)
    if late is None or not late.body or late.fields == (head and head.fields):
        return found
    # One of its parts may be a caption.
    fewer = (header_blocks(lines, start, end, late=True, without=f) for f in late.fields if f not in KEYS)
    return _table([late, *(h for h in fewer if h is not None and h.body)], lines, whole) or found


def _table(heads: Sequence[Head], lines: Sequence[Words], whole: WholeWords) -> Tangled | None:
    """The likeliest table under one of some headers."""
    best: tuple[Found, Cells, Head, tuple[int, ...]] | None = None
    for head in heads:
        body = [lines[n] for n in head.body]
        for order in _orders(head.fields):
            cells = Cells(body, [head.fields[c] for c in order], [head.words[c] for c in order], whole)
            found = Rows(cells, len(heads)).read()
            if found is not None and (best is None or found.score > best[0].score):
                best = (found, cells, head, order)
    if best is None:
        return None
    found, reader, head, order = best
    lines = reader.lines
    rows = [tuple(reader.cell(row, c) for c in range(len(order))) for row in found.rows]
    parts = [any(reader.has_half(row, c) for c in range(len(order))) for row in found.rows]
    good = whole_rows(reader.fields, rows, beside=len(heads) > 1, parts=parts)
    sound = [row for row, fits in zip(found.rows, good, strict=True) if fits]
    if len(sound) < max(1.0, LEAST_SOUND * len(rows)):
        taken = head.body[: found.end]
        return (None, taken[-1] + 1, tuple(head.words) + tuple(lines[: found.end])) if any(parts) else None
    used = {n for row in sound for _, n, _, _ in row}
    table = Table(
        rows=tuple(row for row, fits in zip(rows, good, strict=True) if fits),
        span=Span(head.words[0].begin, lines[max(used)].end),
        complete=True,
        fields=tuple(head.fields[c] for c in order),
        header=tuple(head.words[c] for c in order),
    )
    left = tuple(lines[n] for n in range(found.end) if n not in used)
    return table, head.body[found.end - 1] + 1, left


def whole_rows(
    fields: Sequence[str],
    rows: Sequence[Sequence[Words]],
    beside: bool,
    broken: bool = False,
    parts: Sequence[bool] = (),
) -> list[bool]:
    """For each row whether it looks like its columns, and holds no part of another row.

    ``beside``: a row next to one that does not is none either; else only if it has a blank cell. ``broken``: a name
    may have several lines that its author broke. ``parts``: for each row whether it is known to be a part.
    """
    good = sound_rows(fields, rows, beside=False)
    good = [fits and not part for fits, part in zip(good, parts or [False] * len(good), strict=True)]
    key = next((c for c, f in enumerate(fields) if f in KEYS), 0)
    found = []
    for n, row in enumerate(rows):
        torn = not all(good[max(0, n - 1) : n + 2])
        parted = torn and (beside or not all(row))
        lines = not broken and _PARTED.search(row[key].text) is not None
        found.append(good[n] and not parted and not lines and not any(map(_says_twice, row)))
    return found


def _says_twice(cell: Words) -> bool:
    """True for a cell of two rows that say the same: "5년", "5년"."""
    words = cell.text.split()
    half = len(words) // 2
    return half > 0 and words[:half] == words[half:]


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
