"""Tables taken out of a page line by line: the columns of a row side by side, each broken over lines of its own.

A printer centres the cells of a row, so the numbers of their lines settle in which order the lines come out, and which
of them fall together: cells of one, three and two lines come out as ``b · c · b+a · c · b``. The reader tries such
numbers for every run of lines and keeps the rows whose words look most like their columns (the weights of
`pigraph.lexicon.weights`). Blank lines part blocks: a row may come out as several blocks of neighbouring columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from pigraph.blocks.model import Table
from pigraph.blocks.sound import LEAST_SOUND, sound_rows
from pigraph.blocks.tangled_header import header_blocks
from pigraph.blocks.tangled_rows import Found, Rows
from pigraph.blocks.torn_words import WholeWords
from pigraph.text import Span, Words


def tangled_at(
    lines: Sequence[Words], start: int, end: int, whole: WholeWords
) -> tuple[Table, int, tuple[Words, ...]] | None:
    """The table whose header begins at ``start`` and whose cells end before line ``end``; the line after it; and the
    lines between that fit no row. None if most of them do not.
    """
    head = header_blocks(lines, start, end)
    if head is None or not head.body:
        return None
    body = [lines[n] for n in head.body]
    best: tuple[Found, Rows, tuple[int, ...]] | None = None
    for order in _orders(head.fields):
        reader = Rows(body, [head.fields[c] for c in order], [head.words[c] for c in order], whole)
        found = reader.read()
        if found is not None and (best is None or found.score > best[0].score):
            best = (found, reader, order)
    if best is None:
        return None
    found, reader, order = best
    fields = tuple(head.fields[c] for c in order)
    rows = [tuple(reader.cell(row, c) for c in range(len(fields))) for row in found.rows]
    good = sound_rows(reader.fields, rows, beside=False)
    sound = [row for row, fits in zip(found.rows, good, strict=True) if fits]
    if len(sound) < max(1.0, LEAST_SOUND * len(rows)):
        return None
    used = {n for row in sound for _, n, _, _ in row}
    table = Table(
        rows=tuple(row for row, fits in zip(rows, good, strict=True) if fits),
        span=Span(head.words[0].begin, body[max(used)].end),
        decoded=True,
        complete=True,
        fields=fields,
        header=tuple(head.words[c] for c in order),
    )
    left = tuple(body[n] for n in range(found.end) if n not in used)
    return table, head.body[found.end - 1] + 1, left


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
