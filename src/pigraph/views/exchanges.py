"""Who gives what to whom, over all current policies: the reach of a leak, concentration, what is shared most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import networkx as nx
from msgspec import Struct

from pigraph.views.library import Library
from pigraph.views.rows import Kind
from pigraph.views.things import Thing, things

_EXCHANGES = """
SELECT DISTINCT ?row ?agency ?party ?item ?entrusted WHERE {
  ?policy dpv:hasDataController ?agency ; dpv:hasProcess ?row .
  { ?row dpv:hasRecipient ?party BIND(false AS ?entrusted) } UNION
  { ?row dpv:hasDataProcessor ?party BIND(true AS ?entrusted) }
  OPTIONAL { ?row dpv:hasPersonalData ?item } }"""


class Exchange(Struct, frozen=True):
    """One provision or outsourcing: who, to whom, which items (IRIs; none where the policy names none)."""

    row: str
    agency: str
    party: str
    kind: Kind
    items: frozenset[str]


class Reached(Struct, frozen=True):
    """An organisation that data of another can reach, in how many ``hops``; ``path``: over which, from the origin.

    ``sure``: every step is a provision that names the item; else one of them entrusts work without naming data.
    """

    thing: Thing
    hops: int
    path: tuple[Thing, ...]
    sure: bool


class Ranked(Struct, frozen=True):
    """Something counted: by how many bodies, and by how many rows (or recipients)."""

    thing: Thing
    agencies: int
    count: int


class Concentration(Struct, frozen=True):
    """Processors by the bodies that use them. ``top``: the share of entrusted work of the first three (0 to 1);
    ``index``: the sum of squared shares (0: spread thin, 1: one for all)."""

    ranked: tuple[Ranked, ...]
    total: int
    top: float
    index: float


def exchanges(library: Library) -> list[Exchange]:
    """All provisions and outsourcings of current policies that name their party."""
    found: dict[tuple[str, str], tuple[str, Kind, set[str]]] = {}
    for row in library.select(_EXCHANGES):
        kind = Kind.OUTSOURCING if row["entrusted"].value == "true" else Kind.PROVISION
        _, _, items = found.setdefault((row["row"].value, row["party"].value), (row["agency"].value, kind, set()))
        if "item" in row:
            items.add(row["item"].value)
    return [Exchange(row, a, party, kind, frozenset(i)) for (row, party), (a, kind, i) in sorted(found.items())]


def reach(library: Library, every: Iterable[Exchange], origin: str, item: str, hops: int) -> list[Reached]:
    """Who may hold ``item`` ("" = any) of the organisation ``origin``, at most ``hops`` steps away, the nearest first.

    Data go along provisions that name the item, and to processors, of whom policies rarely say what they see.
    """
    graph = nx.DiGraph()
    for one in every:
        named = item in one.items if item else True
        if not named and (one.kind is Kind.PROVISION or one.items):
            continue
        known = graph.get_edge_data(one.agency, one.party, {"sure": False})
        graph.add_edge(one.agency, one.party, sure=known["sure"] or (named and one.kind is Kind.PROVISION))
    if origin not in graph:
        return []
    paths = nx.single_source_shortest_path(graph, origin, cutoff=hops)
    names = things(library, {node for path in paths.values() for node in path})
    found = [
        Reached(
            names[node],
            len(path) - 1,
            tuple(names[n] for n in path),
            all(graph.edges[a, b]["sure"] for a, b in pairwise(path)),
        )
        for node, path in paths.items()
        if node != origin
    ]
    return sorted(found, key=lambda r: (r.hops, not r.sure, r.thing.label))


def concentration(library: Library, every: Iterable[Exchange], most: int = 20) -> Concentration:
    """Which processors most bodies rely on."""
    entrusted = [one for one in every if one.kind is Kind.OUTSOURCING]
    graph = nx.Graph((f"by {one.agency}", one.party) for one in entrusted)
    rows = Counter(one.party for one in entrusted)
    order = sorted(rows, key=lambda party: (-graph.degree[party], -rows[party], party))
    names = things(library, order[:most])
    total = sum(rows.values())
    shares = sorted((n / total for n in rows.values()), reverse=True)
    ranked = tuple(Ranked(names[p], graph.degree[p], rows[p]) for p in order[:most])
    return Concentration(ranked, total, sum(shares[:3]), sum(share * share for share in shares))


def shared(library: Library, every: Sequence[Exchange], most: int = 20) -> list[Ranked]:
    """The items that the most different parties receive, with the number of bodies that give them."""
    graph = nx.Graph((item, one.party) for one in every for item in one.items)
    givers = Counter(item for item, _ in {(i, one.agency) for one in every for i in one.items})
    order = sorted(givers, key=lambda item: (-graph.degree[item], -givers[item], item))[:most]
    names = things(library, order)
    return [Ranked(names[item], givers[item], graph.degree[item]) for item in order]
