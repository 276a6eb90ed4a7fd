"""In which order the lines of cells side by side come out of a page, when each cell is centred in its row.

Cells of one, three and two lines come out as five: the second cell's first line, the third's first, the first cell
with the second's middle line (or each on a line of its own), the third's last, the second's last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

_MAX_CELL = 6
_MAX_APART = 3
_MOST_HEIGHTS = 20_000
"""So many combinations of heights of cells are tried; a wider and higher row is not read here."""
_BLANK_LINES = 4
"""A row of more lines has no blank cell: too many ways to read it."""

Layouts = dict[tuple[int, ...], "Layouts"]
"""A tree: the columns that stand on a line, in order → what may follow."""


@lru_cache(maxsize=256)
def layouts(count: int, width: int) -> Layouts:
    """The ways in which cells of one row may come out as ``count`` lines, as a tree of the columns on each line."""
    tree: Layouts = {}
    if (min(count, _MAX_CELL) + 1) ** width > _MOST_HEIGHTS:
        return tree
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


@lru_cache(maxsize=1024)
def _cuts(present: tuple[int, ...]) -> tuple[tuple[tuple[int, ...], ...], ...]:
    found: list[tuple[tuple[int, ...], ...]] = [(present,)]
    for n in range(1, len(present)):
        found += ((present[:n], *tail) for tail in _cuts(present[n:]))
    return tuple(found)
