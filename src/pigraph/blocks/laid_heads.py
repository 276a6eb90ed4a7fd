"""Headers of laid-out tables: where lines name columns, and over which columns of characters each name stands.

Accepts, by example::

    연번 담당부서        파일명          one blank between two names
    개인정보파일명    처리 목적   보유
                        기간          names broken over lines
     처리 항목
    필수     선택                     a name over several others
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pigraph.blocks.headers import header_at
from pigraph.blocks.laid_columns import Band, Piece, bands, pieces
from pigraph.blocks.tangled_header import untangle
from pigraph.lexicon.columns import columns
from pigraph.text import Words

_MOST_LINES = 6
_LONGEST = 100
"""A line of more letters (blanks apart) names no columns."""
_LONG = 24
_APART = 2
_NOTHING = Words("", ())


@dataclass(frozen=True, slots=True)
class Head:
    """A header from line ``start`` to before ``end``: a name, its field and its place per column.

    ``above``: what stands over several names, blank where nothing does.
    """

    start: int
    end: int
    names: tuple[Words, ...]
    fields: tuple[str | None, ...]
    bands: tuple[Band, ...]
    above: tuple[Words, ...]


def heads(lines: Sequence[Words], start: int, end: int) -> Iterator[Head]:
    """The headers between two lines, from top to bottom."""
    n = start
    while n < end:
        head = _head_at(lines, n, end)
        if head is not None:
            yield head
        n = head.end if head is not None else n + 1


def _head_at(lines: Sequence[Words], start: int, end: int) -> Head | None:
    most = start
    while most < min(end, start + _MOST_LINES) and sum(map(len, lines[most].text.split())) <= _LONGEST:
        most += 1
    for stop in range(most, start, -1):
        found = untangle(lines[start:stop])
        if found and len(found) > 1 and (head := _placed(lines, start, stop, found)) is not None:
            return head
    if most > start and (plain := header_at(lines, start)) is not None and plain.lines == 1:
        return _placed(lines, start, start + 1, list(zip(plain.fields, plain.words, strict=True)))
    for stop in range(most, start, -1):
        if head := _pieced(lines, start, stop):
            return head
    return None


def _placed(
    lines: Sequence[Words], start: int, stop: int, found: Sequence[tuple[str | None, Words]]
) -> Head | None:
    """A header from its names; None if the parts of a name stand in different places."""
    x = {at: (n, k) for n in range(start, stop) for k, at in enumerate(lines[n].at)}
    named: list[tuple[Band, int, str | None, Words]] = []
    for field, words in found:
        places = [x[at] for at in words.at if at in x]
        parts = [
            (min(k for m, k in places if m == n), max(k for m, k in places if m == n) + 1)
            for n in sorted({n for n, _ in places})
        ]
        if any(b[0] > a[1] + _APART or a[0] > b[1] + _APART for a in parts for b in parts):
            return None
        band = (min(p[0] for p in parts), max(p[1] for p in parts))
        named.append((band, min(n for n, _ in places), field, words))
    named.sort(key=lambda p: p[0])
    leaves = [a for a in named if not _covers(a, named)]
    if len(leaves) < 2 or len({f for _, _, f, _ in leaves} - {None}) < 2:
        return None
    above = [
        next((g[3] for g in named if g not in leaves and _below(g, leaf)), _NOTHING) for leaf in leaves
    ]
    return Head(
        start,
        stop,
        tuple(words for *_, words in leaves),
        tuple(field for _, _, field, _ in leaves),
        tuple(band for band, *_ in leaves),
        tuple(above),
    )


_Named = tuple[Band, int, str | None, Words]


def _below(group: _Named, leaf: _Named) -> bool:
    middle = (leaf[0][0] + leaf[0][1]) / 2
    near = leaf[0][1] - leaf[0][0]
    return leaf[1] > group[1] and group[0][0] - near <= middle <= group[0][1] + near


def _covers(a: _Named, named: Sequence[_Named]) -> bool:
    """True for a name over two others that no third name stands between."""
    under = [b for b in named if b is not a and _below(a, b)]
    return len(under) > 1 and not any(b[1] <= a[1] and under[0][0][0] < b[0][0] < under[-1][0][0] for b in named if b is not a)


def _pieced(lines: Sequence[Words], start: int, stop: int) -> Head | None:
    """A header whose names are pieces of lines, some of which may be unknown."""
    split = [pieces(x) for x in lines[start:stop]]
    cut = bands(split)
    if len(cut) < 2:
        return None
    known = columns().field
    parts: list[list[Piece]] = [[] for _ in cut]
    for line in split:
        for p in line:
            at = max(range(len(cut)), key=lambda k: min(p.x1, cut[k][1]) - max(p.x0, cut[k][0]))
            parts[at].append(p)
    names = [Words.join([p.words for p in mine]) for mine in parts]
    fields = [known(w.text) if len(w) <= _LONG else None for w in names]
    if len({f for f in fields if f}) < 2 or 2 * sum(f is not None for f in fields) < len(fields):
        return None
    if any(len(w) > _LONG or "," in w.text or not w for w in names):
        return None
    return Head(start, stop, tuple(names), tuple(fields), tuple(cut), tuple(_NOTHING for _ in names))
