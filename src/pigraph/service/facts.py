"""What the graph says of one thing: its statements, who points at it, and the labels of all that is named there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from pigraph.service.live import Generation
from pigraph.service.pool import Job
from pigraph.store import Term, literal, term_of

PER_PAGE = 50
"""Links to a thing on one page."""
_LABELS = 400
"""Terms asked for in one query."""
_NODES = 200
"""Nodes shown of a graph that has none of its own."""
_REFERENCE = "https://w3id.org/pigraph/id/reference"


class About(Struct):
    """Statements of one subject: objects by property, both in the order of their names."""

    subject: str
    values: dict[str, list[Term]] = field(default_factory=dict)


def same(iri: str) -> str:
    """The IRIs that a page is about. Of a version that others only mention, the graph knows the policy in it."""
    return f"<{iri}> <{iri}#policy>" if "/id/policy/" in iri else f"<{iri}>"


def own(iri: str, everywhere: bool = False) -> str:
    """The pattern of what is said of a thing; of a vocabulary (``…/ns``), of its terms as well.

    ``everywhere``: in any named graph, for what current policies do not speak of.
    """
    if everywhere:
        return f"VALUES ?s {{ {same(iri)} }} GRAPH ?g {{ ?s ?p ?o }}"
    if "/id/" in iri:
        return f"VALUES ?s {{ {same(iri)} }} ?s ?p ?o"
    return f"{inside(_REFERENCE)} FILTER(?s = <{iri}> || STRSTARTS(STR(?s), {literal(iri + '#')}))"


def inside(graph: str) -> str:
    """The pattern of all statements of one named graph. Some engines answer no ``GRAPH <…>`` once a request names its
    default graph, but all of them ``GRAPH ?g``."""
    return f"VALUES ?g {{ <{graph}> }} GRAPH ?g {{ ?s ?p ?o }}"


def towards(iri: str, everywhere: bool = False) -> str:
    """The pattern of the statements that have a thing as their object; ``everywhere`` as in `own`."""
    found = "GRAPH ?g { ?s ?p ?o }" if everywhere else "?s ?p ?o"
    return f"VALUES ?o {{ {same(iri)} }} {found}"


class Facts:
    """Questions about things to one generation of the graph."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation

    async def rows(self, query: str) -> list[dict[str, Term]]:
        """The rows of a SELECT, unbound variables left out. Raises `Problem`."""
        answer = json.loads(await self.generation.pool.run(Job(query, "json")))
        return [{name: term_of(value) for name, value in row.items()} for row in answer["results"]["bindings"]]

    async def policies(self, words: str, page: int) -> tuple[int, list[dict[str, Term]]]:
        """How many current policies have ``words`` in their title or their body's name, and one page of them."""
        where = (
            "?d foaf:primaryTopic ?p . OPTIONAL { ?p dct:title|rdfs:label ?t } OPTIONAL { ?p schema:startDate ?s } "
            "OPTIONAL { ?p dpv:hasDataController/rdfs:label ?a }"
        )
        if words:
            both = 'CONCAT(COALESCE(STR(?a), ""), " ", COALESCE(STR(?t), ""))'
            where += f" FILTER(CONTAINS(LCASE({both}), LCASE({literal(words)})))"
        (total,) = await self.rows(f"SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE {{ {where} }}")
        rows = await self.rows(
            "SELECT ?d (SAMPLE(?t) AS ?title) (SAMPLE(?a) AS ?agency) (SAMPLE(?s) AS ?since) "
            f"WHERE {{ {where} }} GROUP BY ?d ORDER BY ?agency ?d LIMIT {PER_PAGE} OFFSET {(page - 1) * PER_PAGE}"
        )
        return int(total["n"].value), rows

    async def knows(self, iri: str) -> bool:
        """Whether any statement has this thing."""
        every = (own(iri), towards(iri), inside(iri), own(iri, True), towards(iri, True))
        return await self._holds(" UNION ".join(f"{{ {pattern} }}" for pattern in every))

    async def is_current(self, iri: str) -> bool:
        """Whether current policies, or the reference data, speak of this thing."""
        return await self._holds(f"{{ {own(iri)} }} UNION {{ {towards(iri)} }}")

    async def is_graph(self, iri: str) -> bool:
        """Whether this is a document, with a graph of its own."""
        return await self._holds(inside(iri))

    async def _holds(self, pattern: str) -> bool:
        return bool(json.loads(await self.generation.pool.run(Job(f"ASK {{ {pattern} }}", "json")))["boolean"])

    async def about(self, iri: str) -> list[About]:
        """What is said of a thing; of a document, what its graph says of each node, the document first."""
        if await self.is_graph(iri):
            query = f"SELECT ?s ?p ?o WHERE {{ {inside(iri)} }} ORDER BY ?s ?p ?o"
        else:
            far = not await self.is_current(iri)
            query = f"SELECT DISTINCT ?s ?p ?o WHERE {{ {own(iri, far)} }} ORDER BY ?s ?p ?o"
        found: dict[str, About] = {}
        for row in await self.rows(query):
            one = found.setdefault(row["s"].value, About(row["s"].value))
            one.values.setdefault(row["p"].value, []).append(row["o"])
        # Of a document only its own nodes: what they refer to has pages. Other graphs have none of their own.
        nodes = [a for a in found.values() if a.subject == iri or a.subject.startswith(f"{iri}#")]
        return sorted(nodes, key=lambda a: a.subject != iri) or list(found.values())[:_NODES]

    async def pointing(self, iri: str, page: int) -> tuple[int, list[tuple[str, str]]]:
        """How many statements have a thing as their object, and one page of them as (subject, property)."""
        where = f"{{ SELECT DISTINCT ?s ?p ?o {{ {towards(iri, not await self.is_current(iri))} }} }}"
        (total,) = await self.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")
        rows = await self.rows(
            f"SELECT ?s ?p WHERE {{ {where} }} ORDER BY ?p ?s LIMIT {PER_PAGE} OFFSET {(page - 1) * PER_PAGE}"
        )
        return int(total["n"].value), [(row["s"].value, row["p"].value) for row in rows]

    async def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """Names of things in Korean, else in any language. Things without one are left out."""
        found: dict[str, str] = {}
        every: Sequence[str] = sorted(set(iris))
        for n in range(0, len(every), _LABELS):
            values = " ".join(f"<{iri}>" for iri in every[n : n + _LABELS])
            query = (
                f"SELECT ?s ?label WHERE {{ VALUES ?s {{ {values} }} ?s rdfs:label|skos:prefLabel|dct:title ?label }} "
                'ORDER BY ?s DESC(LANG(?label) = "ko") ?label'
            )
            for row in await self.rows(query):
                found.setdefault(row["s"].value, row["label"].value)
        return found
