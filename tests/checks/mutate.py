"""Graphs changed in small, repeatable ways: a triple dropped, moved, added, or given a value of another kind."""

import random
from collections.abc import Iterator

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
VALUES = (
    ox.Literal(0),
    ox.Literal(3),
    ox.Literal("5.5", datatype=ox.NamedNode(f"{XSD}decimal")),
    ox.Literal("가나다"),
    ox.Literal(""),
    ox.Literal("제3조", language="ko"),
    ox.Literal("a", language="en"),
    ox.Literal("2024-01-01", datatype=ox.NamedNode(f"{XSD}date")),
    ox.Literal("2024-13-01", datatype=ox.NamedNode(f"{XSD}date")),
    ox.Literal(True),
    ox.NamedNode("http://example.org/new"),
)


def mutations(quads: list[ox.Quad], name: str, number: int) -> Iterator[list[ox.Quad]]:
    """``number`` graphs near ``quads``, each one to three changes away; equal arguments give equal graphs."""
    for n in range(number):
        chance = random.Random(f"{name}/{n}")
        graph = list(quads)
        for _ in range(chance.randint(1, 3)):
            if graph:
                _change(graph, chance)
        yield list(dict.fromkeys(graph))


def _change(graph: list[ox.Quad], chance: random.Random) -> None:
    at = chance.randrange(len(graph))
    old, other = graph[at], graph[chance.randrange(len(graph))]
    value = chance.choice([*VALUES, other.object, other.subject])
    what = chance.choice(["drop", "value", "add", "predicate", "subject"])
    if what == "drop":
        del graph[at]
    elif what == "value":
        graph[at] = ox.Quad(old.subject, old.predicate, value)
    elif what == "add":
        graph.append(ox.Quad(old.subject, other.predicate, value))
    elif what == "predicate":
        graph[at] = ox.Quad(old.subject, other.predicate, old.object)
    else:
        graph[at] = ox.Quad(other.subject, old.predicate, old.object)
