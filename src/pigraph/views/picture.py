"""Where a flow is drawn: boxes in columns and bands between them, in the units of an SVG."""

from __future__ import annotations

from msgspec import Struct

from pigraph.views.flows import Column, Flow, Node

WIDTH = 1120
_TOP = 44
_BOX = 176
_LEAST = 28
_GAP = 8
_TALLEST = 120
_WIDEST = 16


class Box(Struct, frozen=True):
    """A node drawn: its left upper corner, size and label of at most a line."""

    node: Node
    x: float
    y: float
    width: float
    height: float

    @property
    def label(self) -> str:
        """As much of the name as there is room for: Korean letters are two columns wide."""
        name, room = self.node.thing.label if self.node.thing else "", 22
        for n, letter in enumerate(name):
            room -= 2 if ord(letter) > 0x2E80 else 1
            if room < 0:
                return f"{name[:n]}…"
        return name


class Band(Struct, frozen=True):
    """An edge drawn: a path, its width, and what it joins in words."""

    path: str
    width: float
    begin: Node
    end: Node
    weight: int


class Picture(Struct, frozen=True):
    """Boxes, bands, the columns with their left edge, and the size of all of it."""

    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]
    columns: tuple[tuple[Column, float], ...]
    width: int
    height: int


def picture(flow: Flow, thick: bool = False) -> Picture:
    """A flow drawn. ``thick``: sizes show how many rows there are (a Sankey diagram)."""
    columns = flow.columns()
    step = (WIDTH - _BOX) / max(1, len(columns) - 1)
    heaviest = max((node.weight for node in flow.nodes), default=1)
    boxes: dict[str, Box] = {}
    bottom = 0.0
    for n, (_, own) in enumerate(columns):
        y = float(_TOP)
        for node in own:
            height = _LEAST + (_TALLEST - _LEAST) * node.weight / heaviest if thick else _LEAST
            boxes[node.key] = Box(node, round(n * step, 1), round(y, 1), _BOX, round(height, 1))
            y += height + _GAP
        bottom = max(bottom, y)
    return Picture(
        tuple(boxes.values()),
        tuple(_bands(flow, boxes, thick)),
        tuple((column, round(n * step, 1)) for n, (column, _) in enumerate(columns)),
        WIDTH,
        int(bottom),
    )


def _bands(flow: Flow, boxes: dict[str, Box], thick: bool) -> list[Band]:
    heaviest = max((edge.weight for edge in flow.edges), default=1)
    out = dict.fromkeys(boxes, 0)
    into = dict.fromkeys(boxes, 0)
    leaving = {key: sum(e.weight for e in flow.edges if e.begin == key) for key in boxes}
    coming = {key: sum(e.weight for e in flow.edges if e.end == key) for key in boxes}
    bands = []
    for edge in sorted(flow.edges, key=lambda e: (boxes[e.begin].y, boxes[e.end].y)):
        a, b = boxes[edge.begin], boxes[edge.end]
        # Bands leave and arrive beside each other, in the order of their other ends.
        y1 = a.y + a.height * (out[edge.begin] + edge.weight / 2) / leaving[edge.begin]
        y2 = b.y + b.height * (into[edge.end] + edge.weight / 2) / coming[edge.end]
        out[edge.begin] += edge.weight
        into[edge.end] += edge.weight
        x1, x2 = a.x + a.width, b.x
        middle = (x1 + x2) / 2
        path = f"M{x1:.1f} {y1:.1f} C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        width = 1 + _WIDEST * edge.weight / heaviest if thick else 1 + 2 * edge.weight / heaviest
        bands.append(Band(path, round(width, 1), a.node, b.node, edge.weight))
    return bands
