"""What a PDF page shows: glyphs, rules and dots.

Coordinates are points (1/72 inch) from the top left corner of the sheet as it is read: x to the right, y down.
"""

from __future__ import annotations

from msgspec import Struct, field


class Glyph(Struct, frozen=True):
    """One printed character from ``x0`` to ``x1`` on the baseline ``y``; ``size`` is its height in points.

    ``mark`` is the number of the marked content it belongs to on its page, -1 for none (ISO 32000-1, 14.6).
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    mark: int = -1


class Rule(Struct, frozen=True):
    """A ruling line at ``at`` (y of a horizontal one, x of a vertical one) from ``begin`` to ``end``."""

    at: float
    begin: float
    end: float


class Box(Struct, frozen=True):
    """A rectangle from the left top to the right bottom corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def across(self) -> tuple[Rule, Rule]:
        return Rule(self.y0, self.x0, self.x1), Rule(self.y1, self.x0, self.x1)

    @property
    def down(self) -> tuple[Rule, Rule]:
        return Rule(self.x0, self.y0, self.y1), Rule(self.x1, self.y0, self.y1)


class Dot(Struct, frozen=True):
    """A small shape that may be the bullet of a list, as the mark that it stands for."""

    x1: float
    y: float
    mark: str


class Sheet(Struct):
    """One page: its size, what is printed on it, and the share of it that pictures cover.

    ``across`` and ``down`` are ruling lines, drawn ``frames`` among them; ``fills`` are coloured areas.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    pictures: float = 0.0

    def upright(self, top: float, bottom: float) -> list[float]:
        """Where lines and the sides of areas stand between two heights, from left to right."""
        rules = [*self.down, *(r for box in self.fills for r in box.down)]
        return sorted(r.at for r in rules if r.begin < bottom and top < r.end)
