"""Flows as columns of nodes: agency → file → item → recipient or processor → law, no more than people can look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from pigraph.views.exchanges import Exchange
from pigraph.views.library import Library
from pigraph.views.rows import Kind, Row, rows
from pigraph.views.things import Thing, nodes, things

MOST = 60
"""Nodes of one picture."""
_BANDS = 36
"""Nodes of the picture of all policies, whose bands need room."""
_ROWS = 300
"""Rows that a picture is made of."""


KINDS = (Kind.HOLDING, Kind.PROVISION, Kind.OUTSOURCING)
"""The rows that are drawn."""


class Column(StrEnum):
    """The columns, from left to right."""

    AGENCY = "agency"
    FILE = "file"
    ITEM = "item"
    PARTY = "party"
    LAW = "law"


_Key: TypeAlias = tuple[Column, str]


class Node(Struct, frozen=True):
    """A thing in a column; ``hidden``: how many it stands for, where there is no room for each (``thing`` is None)."""

    key: str
    column: Column
    thing: Thing | None
    weight: int
    hidden: int = 0


class Edge(Struct, frozen=True):
    """A flow from one node to another: in how many rows."""

    begin: str
    end: str
    weight: int


class Flow(Struct, frozen=True):
    """``nodes`` in the order of columns and places, at most `MOST`; ``more``: rows there are beyond those shown."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: int = 0

    def columns(self) -> list[tuple[Column, list[Node]]]:
        """Columns that have nodes, each with its own."""
        every = [(column, [n for n in self.nodes if n.column is column]) for column in Column]
        return [(column, own) for column, own in every if own]


def around(library: Library, page: str, iri: str, total: int, wide: str = "") -> Flow:
    """The flow of the rows that a page is about, ``total`` of them; ``wide``: the column that gets the most room."""
    found = rows(library, nodes(library, page, iri, KINDS, limit=_ROWS))
    links = Counter(link for row in found for link in dict.fromkeys(_links(row, iri)))
    named = {key: thing for row in found for key, thing in _named(row)}
    return _bounded(links, named, wide, iri, max(0, total - len(found)))


def aggregate(library: Library, every: Iterable[Exchange], wide: str = "") -> Flow:
    """The flow over all policies: bodies → items → recipients, by the number of rows."""
    links: Counter[tuple[_Key, _Key]] = Counter()
    for one in every:
        for item in one.items:
            links[(Column.AGENCY, one.agency), (Column.ITEM, item)] += 1
            links[(Column.ITEM, item), (Column.PARTY, one.party)] += 1
    weights = _weights(links)
    likely = [key for column in Column for key in _heaviest(weights, column)[:MOST]]
    names = things(library, {iri for _, iri in likely})
    return _bounded(links, {key: names[key[1]] for key in likely}, wide, "", 0, MOST if wide else _BANDS)


def _weights(links: Mapping[tuple[_Key, _Key], int]) -> Counter[_Key]:
    """In how many links each thing is, on either side."""
    weights: Counter[_Key] = Counter()
    for (begin, end), n in links.items():
        weights[begin] += n
        weights[end] += n
    return weights


def _heaviest(weights: Mapping[_Key, int], column: Column) -> list[_Key]:
    return sorted((key for key in weights if key[0] is column), key=lambda key: (-weights[key], key[1]))


def _links(row: Row, focus: str) -> list[tuple[_Key, _Key]]:
    """The links of one row. On the page of an item only that item is drawn: all others would hide it."""
    file = _key(Column.FILE, row.name) if row.name else None
    items = [_key(Column.ITEM, i.thing) for i in row.items if "/item/" not in focus or i.thing.iri == focus]
    parties = [_key(Column.PARTY, t) for t in row.to.values]
    laws = [_key(Column.LAW, t) for t in row.law.values if t.page == "law"]
    agencies = [_key(Column.AGENCY, row.agency)] if row.agency else []
    stages = [agencies, [file] if file else [], items, parties, laws]
    there = [stage for stage in stages if stage]
    return [(a, b) for left, right in pairwise(there) for a in left for b in right]


def _named(row: Row) -> list[tuple[_Key, Thing]]:
    every: list[tuple[Column, Thing]] = [(Column.ITEM, i.thing) for i in row.items]
    every += [(Column.PARTY, t) for t in row.to.values] + [(Column.LAW, t) for t in row.law.values]
    every += [(Column.AGENCY, Thing(row.agency.iri, row.agency.label, "agency"))] if row.agency else []
    every += [(Column.FILE, row.name)] if row.name else []
    return [(_key(column, thing), thing) for column, thing in every]


def _key(column: Column, thing: Thing) -> _Key:
    return column, thing.iri or thing.label


def _bounded(
    links: Mapping[tuple[_Key, _Key], int],
    named: Mapping[_Key, Thing],
    wide: str,
    focus: str,
    more: int,
    most: int = MOST,
) -> Flow:
    weights = _weights(links)
    places: dict[_Key, str] = {}
    kept: dict[Column, list[Node]] = {}
    room = _room({c: len(_heaviest(weights, c)) for c in Column}, wide, most)
    for column in Column:
        order = sorted(_heaviest(weights, column), key=lambda key: key[1] != focus)
        shown = order if len(order) <= room[column] else order[: max(0, room[column] - 1)]
        kept[column] = [Node(f"{column}{n}", column, named[key], weights[key]) for n, key in enumerate(shown)]
        places |= {key: f"{column}{n}" for n, key in enumerate(shown)}
        if rest := order[len(shown) :]:
            places |= dict.fromkeys(rest, f"{column}-rest")
            kept[column].append(Node(f"{column}-rest", column, None, sum(weights[k] for k in rest), len(rest)))
    edges: Counter[tuple[str, str]] = Counter()
    for (begin, end), n in links.items():
        edges[places[begin], places[end]] += n
    ordered = _untangled(kept, edges)
    return Flow(tuple(ordered), tuple(Edge(a, b, n) for (a, b), n in sorted(edges.items())), more)


def _room(sizes: Mapping[Column, int], wide: str, most: int) -> dict[Column, int]:
    """Nodes of each column: what short ones leave free goes to the wide one, else to the longest ones."""
    least = {c: min(n, most // len(Column) if not wide else 6) for c, n in sizes.items()}
    while (left := most - sum(least.values())) > 0:
        longing = [c for c in Column if least[c] < sizes[c] and (not wide or c == wide)]
        longing = longing or [c for c in Column if least[c] < sizes[c]]
        if not longing:
            break
        for column in longing[:left]:
            least[column] += 1
    return least


def _untangled(kept: Mapping[Column, Sequence[Node]], edges: Mapping[tuple[str, str], int]) -> list[Node]:
    """Nodes of each column in the order of their neighbours to the left, so that fewer lines cross."""
    place: dict[str, float] = {}
    found: list[Node] = []
    for column in Column:
        own = list(kept[column])
        middle = {node.key: _middle(node, place, edges) for node in own}
        own.sort(key=lambda node: (node.thing is None, middle[node.key]))
        place |= {node.key: (n + 1) / (len(own) + 1) for n, node in enumerate(own)}
        found += own
    return found


def _middle(node: Node, place: Mapping[str, float], edges: Mapping[tuple[str, str], int]) -> float:
    """Where the neighbours of a node stand that have a place already."""
    before = [(place[a], n) for (a, b), n in edges.items() if b == node.key and a in place]
    return sum(p * n for p, n in before) / sum(n for _, n in before) if before else float("inf")
