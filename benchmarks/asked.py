"""Shapes of query that people ask of the graph, by kind. They need nothing but the default graph, and their
answers do not depend on the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

_PREFIXES = """\
PREFIX pi: <https://w3id.org/pigraph/ns#>
PREFIX item: <https://w3id.org/pigraph/id/item/>
PREFIX dpv: <https://w3id.org/dpv#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """A query, its kind (point, join, aggregate, rows, path, order) and what it asks."""

    name: str
    kind: str
    asks: str
    body: str

    @property
    def sparql(self) -> str:
        return _PREFIXES + self.body


class Known(NamedTuple):
    """IRIs that are in a graph: a policy, and the recipient and the processor that most policies have together."""

    policy: str
    recipient: str
    processor: str

    @classmethod
    def of(cls, store: ox.Store) -> Known:
        """Of the default graph of ``store``; the first ones by name where several are as good."""
        policies = "SELECT ?p { ?p a dpv:PrivacyNotice } ORDER BY ?p LIMIT 1"
        pairs = """SELECT ?to ?by {
              ?policy dpv:hasProcess/dpv:hasRecipient ?to ; dpv:hasProcess/dpv:hasDataProcessor ?by }
            GROUP BY ?to ?by ORDER BY DESC(COUNT(DISTINCT ?policy)) ?to ?by LIMIT 1"""
        ((policy,),) = store.query(_PREFIXES + policies)  # type: ignore[misc]
        ((to, by),) = store.query(_PREFIXES + pairs)  # type: ignore[misc]
        return cls(policy.value, to.value, by.value)


def shapes(known: Known) -> tuple[Shape, ...]:
    """The queries, of what is in the graph."""
    return (
        Shape("point", "point", "what one policy states of itself", f"SELECT ?p ?o {{ <{known.policy}> ?p ?o }}"),
        Shape(
            "rrn-law",
            "join",
            "who processes resident registration numbers, under which law",
            """SELECT ?body ?x ?law { ?x dpv:hasLegalBasis ?law ;
                 dpv:hasPersonalData item:resident-registration-number .
                 ?policy dpv:hasProcess ?x ; dpv:hasDataController ?body }""",
        ),
        Shape(
            "recipient",
            "join",
            "who gives what to one recipient, for what purpose",
            """SELECT ?name ?what ?why {
                 ?x dpv:hasRecipient <https://w3id.org/pigraph/id/org/국세청> ; dpv:hasPersonalData ?what ;
                   dpv:hasPurpose/rdfs:label ?why .
                 ?policy dpv:hasProcess ?x ; dpv:hasDataController/rdfs:label ?name }""",
        ),
        Shape(
            "three-hops",
            "join",
            "bodies that give something to one recipient and employ one processor, and what they give",
            f"""SELECT DISTINCT ?name ?what {{
                 ?policy dpv:hasDataController/rdfs:label ?name ; dpv:hasProcess ?given, ?done .
                 ?given dpv:hasPersonalData ?what ; dpv:hasRecipient <{known.recipient}> .
                 ?done dpv:hasDataProcessor <{known.processor}> }}""",
        ),
        Shape(
            "top-recipients",
            "aggregate",
            "the recipients of most policies",
            """SELECT ?who (COUNT(DISTINCT ?policy) AS ?n) { ?policy dpv:hasProcess/dpv:hasRecipient ?who }
                 GROUP BY ?who ORDER BY DESC(?n) ?who LIMIT 20""",
        ),
        Shape(
            "category",
            "path",
            "bodies that receive anything below one category of items",
            """SELECT DISTINCT ?who { ?x a pi:Provision ; dpv:hasRecipient ?who ; dpv:hasPersonalData ?item .
                 ?item skos:broader* pi:UniqueIdentifier }""",
        ),
        Shape(
            "words",
            "aggregate",
            "how many labels hold a word",
            """SELECT (COUNT(*) AS ?n) { ?x rdfs:label ?label FILTER(CONTAINS(STR(?label), "회원")) }""",
        ),
        Shape(
            "thousand-rows",
            "rows",
            "a thousand rows of a join",
            """SELECT ?policy ?x ?item { ?policy dpv:hasProcess ?x . ?x dpv:hasPersonalData ?item } LIMIT 1000""",
        ),
        Shape(
            "count",
            "aggregate",
            "how often each property is stated",
            """SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p""",
        ),
        Shape(
            "page",
            "order",
            "a page of processors in the order of their names",
            """SELECT ?name ?policy { ?policy dpv:hasProcess ?x . ?x dpv:hasDataProcessor/rdfs:label ?name }
                 ORDER BY ?name ?policy OFFSET 40 LIMIT 20""",
        ),
        # Last: engines that give it up have to be started again.
        Shape(
            "not-stated",
            "join",
            "holdings that name no legal basis",
            """SELECT ?body ?x { ?x a pi:Holding ; pi:silentOn dpv:hasLegalBasis . ?policy dpv:hasProcess ?x ;
                 dpv:hasDataController ?body . FILTER NOT EXISTS { ?x dpv:hasProcess/dpv:hasLegalBasis ?law } }""",
        ),
    )
