"""Ruling lines → grids of cells, by geometry alone.

Lines that cross form one table. Their positions cut it into boxes; boxes without a line between them are one cell,
which may span rows and columns. Open sides (no line left and right, as pages of the web like it, or at a page
break) are closed at the ends of the lines. Tables with lines between the rows only get their columns from the
white gaps that all rows share.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from pigraph.blocks.pdf_limits import TooMuch
from pigraph.blocks.pdf_lines import Line, cell_lines
from pigraph.blocks.pdf_sheet import Box, Glyph, Rule, Sheet

SNAP = 3.0
"""Lines nearer than this, in points, are one line (double borders, cells drawn one by one)."""
_NARROW = 7.5
_COVERED = 0.6
_MOST_CROSSINGS = 500_000
_MOST_BOXES = 20_000
_GUTTER = 0.7
_LOW = 0.8
_OVERHANG = 14.0


class Cell(Struct):
    """A cell of the rows ``r0`` to ``r1`` and the columns ``c0`` to ``c1`` (end-exclusive) and its printed lines.

    ``left`` and ``right`` are its borders, in points; ``open``: no line closes it below; ``glyphs`` become ``lines``.
    """

    r0: int
    r1: int
    c0: int
    c1: int
    left: float = 0.0
    right: float = 0.0
    open: bool = False
    glyphs: list[Glyph] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


class Grid(Struct):
    """A table on one page: the edges of its columns (``xs``) and rows (``ys``) and its cells, by first row and column.

    ``open_top``: no line closes it there, as where a page break tore a row. ``complete``: lines show every merged
    cell. ``whole``: the file says where it begins and ends. A grid that goes over pages has the ``ys`` of its first
    page; ``height`` counts all rows.
    """

    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    page: int
    open_top: bool = False
    complete: bool = True
    whole: bool = False

    @property
    def width(self) -> int:
        return len(self.xs) - 1

    @property
    def height(self) -> int:
        return max((c.r1 for c in self.cells), default=0)


def grids(sheet: Sheet, glyphs: Sequence[Glyph]) -> tuple[list[Grid], list[Grid], list[Glyph]]:
    """The tables of a sheet from top to bottom, its frames (boxes of one cell), and the glyphs outside the tables.

    Raises `TooMuch` for a sheet of lines that no table has.
    """
    ruled = _found(_merged(sheet.across), _merged(sheet.down), sheet.number)
    # The background of a text inside of a ruled cell is no border.
    fills = _outside([g for g in ruled if len(g.cells) > 1], sheet.fills)
    across = _merged([*sheet.across, *(r for box in fills for r in box.across)])
    down = _merged([*sheet.down, *(r for box in fills for r in box.down)])
    found = _found(across, down, sheet.number) if fills else ruled
    found.sort(key=lambda g: (g.ys[0], g.xs[0]))
    frames = [g for g in found if len(g.cells) == 1]
    tables = _outermost([g for g in found if len(g.cells) > 1])
    for grid in tables:
        if grid.ys[-1] > _LOW * sheet.height and any(c.open for c in grid.cells if c.r1 == grid.height):
            grid.ys[-1] += _OVERHANG  # browsers let the last line of a torn row hang out
    rest = _fill(tables, glyphs)
    tables = [g for g in tables if _has_text(g)]
    striped, rest = _striped(across, down, rest, sheet.number)
    tables += striped
    for grid in tables:
        for cell in grid.cells:
            cell.lines = cell_lines(cell.glyphs, sheet)
            cell.left, cell.right = grid.xs[cell.c0], grid.xs[cell.c1]
            cell.glyphs = []
    return sorted((_trimmed(g) for g in tables), key=lambda g: g.ys[0]), frames, rest


def _found(across: Sequence[Rule], down: Sequence[Rule], page: int) -> list[Grid]:
    if len(across) * len(down) > _MOST_CROSSINGS:
        raise TooMuch("a page has more lines than tables have")
    return [g for part in _components(across, down) if (g := _grid(*part, page)) is not None]


def _outside(tables: Sequence[Grid], fills: Sequence[Box]) -> list[Box]:
    """The areas that lie in none of the tables."""
    if len(tables) * len(fills) > _MOST_CROSSINGS:
        raise TooMuch("a page has more lines than tables have")
    found: list[Box] = []
    for box in fills:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if not any(g.xs[0] < x < g.xs[-1] and g.ys[0] < y < g.ys[-1] for g in tables):
            found.append(box)
    return found


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules near one level, joined where they touch."""
    found: list[Rule] = []
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if level and rule.at - level[0].at > SNAP:
            found += _touching(level)
            level = []
        level.append(rule)
    return found + _touching(level)


def _touching(level: Sequence[Rule]) -> list[Rule]:
    found: list[Rule] = []
    if level:
        at = sum(r.at for r in level) / len(level)
        for rule in sorted(level, key=lambda r: r.begin):
            if found and rule.begin - found[-1].end <= SNAP:
                found[-1] = Rule(at, found[-1].begin, max(found[-1].end, rule.end))
            else:
                found.append(Rule(at, rule.begin, rule.end))
    return [r for r in found if r.end - r.begin > SNAP]


def _components(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Sets of rules that cross or touch each other."""
    root = list(range(len(across) + len(down)))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    order = sorted(range(len(down)), key=lambda k: down[k].at)
    places = [down[k].at for k in order]
    for n, rule in enumerate(across):
        for k in order[bisect_left(places, rule.begin - SNAP) : bisect_right(places, rule.end + SNAP)]:
            if down[k].begin - SNAP <= rule.at <= down[k].end + SNAP:
                root[find(len(across) + k)] = find(n)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for n, rule in enumerate(across):
        parts[find(n)][0].append(rule)
    for k, rule in enumerate(down):
        parts[find(len(across) + k)][1].append(rule)
    return [p for p in parts.values() if p[0] and p[1]]


def _grid(across: list[Rule], down: list[Rule], page: int) -> Grid | None:
    left, right = min(r.begin for r in across), max(r.end for r in across)
    top, bottom = min(r.begin for r in down), max(r.end for r in down)
    xs = _edges([r.at for r in down], left, right)
    ys = _edges([r.at for r in across], top, bottom)
    if len(xs) < 2 or len(ys) < 2:
        return None
    if (len(xs) - 1) * (len(ys) - 1) > _MOST_BOXES:
        return None  # a drawing
    walls = _cover(down, xs, ys)
    floors = _cover(across, ys, xs)
    grid = Grid(xs, ys, _cells(len(ys) - 1, len(xs) - 1, walls, floors), page)
    grid.open_top = not any((0, c) in floors for c in range(grid.width))
    for cell in grid.cells:
        cell.open = not any((cell.r1, c) in floors for c in range(cell.c0, cell.c1))
    return grid


def _edges(levels: Sequence[float], low: float, high: float) -> list[float]:
    found: list[float] = []
    for at in sorted([*levels, low, high]):
        if not found or at - found[-1] > SNAP:
            found.append(at)
    return found


def _cover(rules: Sequence[Rule], levels: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """(level, step) pairs: the rules on that level cover most of that step."""
    length: dict[tuple[int, int], float] = defaultdict(float)
    for rule in rules:
        k = min(range(len(levels)), key=lambda i: abs(levels[i] - rule.at))
        for n in range(max(0, bisect_right(steps, rule.begin) - 1), len(steps) - 1):
            if steps[n] >= rule.end:
                break
            length[k, n] += min(rule.end, steps[n + 1]) - max(rule.begin, steps[n])
    return {(k, n) for (k, n), part in length.items() if part >= _COVERED * (steps[n + 1] - steps[n])}


def _cells(rows: int, columns: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]) -> list[Cell]:
    """Boxes joined where no line parts them: rectangles that grow right, then down."""

    def parted(c: int, r: int) -> bool:
        """True if row ``r`` has a border left of column ``c``: a line, or the end of a line above or below."""
        if (c, r) in walls or c in (0, columns):
            return True
        return any(((k, c - 1) in floors) != ((k, c) in floors) for k in (r, r + 1))

    done: set[tuple[int, int]] = set()
    found: list[Cell] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in done:
                continue
            c1 = c + 1
            while not parted(c1, r) and (r, c1) not in done:
                c1 += 1
            r1 = r + 1
            while r1 < rows and not any((r1, k) in floors for k in range(c, c1)):
                inside = any(parted(k, r1) for k in range(c + 1, c1))
                if inside or not parted(c, r1) or not parted(c1, r1):
                    break
                r1 += 1
            done.update((i, k) for i in range(r, r1) for k in range(c, c1))
            found.append(Cell(r, r1, c, c1))
    return found


def _outermost(found: Sequence[Grid]) -> list[Grid]:
    """Tables that stand in no other table: what is inside a cell is text of that cell."""

    def inside(a: Grid, b: Grid) -> bool:
        return (
            b.xs[0] - SNAP <= a.xs[0]
            and a.xs[-1] <= b.xs[-1] + SNAP
            and b.ys[0] - SNAP <= a.ys[0]
            and a.ys[-1] <= b.ys[-1] + SNAP
        )

    kept: list[Grid] = []
    for grid in sorted(found, key=lambda g: -(g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0])):
        if not any(inside(grid, other) for other in kept):
            kept.append(grid)
    return sorted(kept, key=lambda g: (g.ys[0], g.xs[0]))


def _fill(tables: Sequence[Grid], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Puts glyphs into the cells they stand in and returns the others."""
    if not tables:
        return list(glyphs)
    places = [
        {(r, c): cell for cell in g.cells for r in range(cell.r0, cell.r1) for c in range(cell.c0, cell.c1)}
        for g in tables
    ]
    rest: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - 0.3 * glyph.size
        for grid, place in zip(tables, places, strict=True):
            if grid.xs[0] <= x < grid.xs[-1] and grid.ys[0] <= y < grid.ys[-1]:
                place[bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1].glyphs.append(glyph)
                break
        else:
            rest.append(glyph)
    return rest


def _has_text(grid: Grid) -> bool:
    return any(g.text.strip() for cell in grid.cells for g in cell.glyphs)


def _trimmed(grid: Grid) -> Grid:
    """A grid without the narrow rows and columns that only double lines and paddings make."""
    row = _kept(grid.ys, {(c.r0, c.r1) for c in grid.cells if c.lines})
    column = _kept(grid.xs, {(c.c0, c.c1) for c in grid.cells if c.lines})
    grid.cells = [c for c in grid.cells if row[c.r0] < row[c.r1] and column[c.c0] < column[c.c1]]
    for cell in grid.cells:
        cell.r0, cell.r1 = row[cell.r0], row[cell.r1]
        cell.c0, cell.c1 = column[cell.c0], column[cell.c1]
    grid.ys = [y for n, y in enumerate(grid.ys) if n == 0 or row[n] > row[n - 1]]
    grid.xs = [x for n, x in enumerate(grid.xs) if n == 0 or column[n] > column[n - 1]]
    return grid


def _kept(edges: Sequence[float], used: set[tuple[int, int]]) -> list[int]:
    """The new index of each edge when narrow bands that no text stands in alone are left out."""
    found = [0]
    for n, (low, high) in enumerate(pairwise(edges)):
        found.append(found[-1] + (high - low >= _NARROW or (n, n + 1) in used))
    return found


def _striped(
    across: Sequence[Rule], down: Sequence[Rule], glyphs: Sequence[Glyph], page: int
) -> tuple[list[Grid], list[Glyph]]:
    """Tables with lines between their rows only: three lines of one width or more, with gaps between columns."""
    sets: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in across:
        if not any(
            d.begin - SNAP <= rule.at <= d.end + SNAP and rule.begin - SNAP <= d.at <= rule.end + SNAP for d in down
        ):
            sets[round(rule.begin / SNAP), round(rule.end / SNAP)].append(rule)
    found: list[Grid] = []
    rest = list(glyphs)
    for rules in sets.values():
        if len(rules) < 3:
            continue
        ys = sorted(r.at for r in rules)
        left, right = rules[0].begin, rules[0].end
        inner = [
            g for g in rest if ys[0] < g.y - 0.3 * g.size < ys[-1] and left - SNAP <= g.x0 and g.x1 <= right + SNAP
        ]
        gutters = _gutters([g for g in inner if g.text.strip()])
        if not gutters:
            continue
        xs = [left, *gutters, right]
        cells = [Cell(r, r + 1, c, c + 1) for r in range(len(ys) - 1) for c in range(len(xs) - 1)]
        grid = Grid(xs, ys, cells, page, complete=False)
        rest = _fill([grid], rest)
        if all(any(c.glyphs for c in cells if c.r0 == r) for r in range(grid.height)):
            found.append(grid)
        else:
            rest += [g for c in cells for g in c.glyphs]
    return found, rest


def _gutters(glyphs: Sequence[Glyph]) -> list[float]:
    """The middles of the gaps that no glyph stands in, at least `_GUTTER` of a letter wide."""
    if not glyphs:
        return []
    spans = sorted((g.x0, g.x1) for g in glyphs)
    size = sorted(g.size for g in glyphs)[len(glyphs) // 2]
    reach = spans[0][1]
    found: list[float] = []
    for (_, _), (x0, x1) in pairwise(spans):
        if x0 - reach > _GUTTER * size:
            found.append((reach + x0) / 2)
        reach = max(reach, x1)
    return found
