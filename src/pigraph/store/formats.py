"""What answers and graphs can be written as: one table of facts per kind."""

from __future__ import annotations

from enum import Enum


class ResultFormat(Enum):
    """A format of SPARQL results: its name, media type and file suffix."""

    JSON = ("json", "application/sparql-results+json", ".srj")
    CSV = ("csv", "text/csv", ".csv")
    TSV = ("tsv", "text/tab-separated-values", ".tsv")
    XML = ("xml", "application/sparql-results+xml", ".srx")

    def __init__(self, label: str, media_type: str, suffix: str) -> None:
        self.label = label
        self.media_type = media_type
        self.suffix = suffix


class GraphFormat(Enum):
    """A format of RDF: its name, media type, file suffix, and whether it holds named graphs."""

    TURTLE = ("turtle", "text/turtle", ".ttl", False)
    NTRIPLES = ("ntriples", "application/n-triples", ".nt", False)
    RDFXML = ("rdfxml", "application/rdf+xml", ".rdf", False)
    TRIG = ("trig", "application/trig", ".trig", True)
    NQUADS = ("nquads", "application/n-quads", ".nq", True)
    JSONLD = ("jsonld", "application/ld+json", ".jsonld", True)

    def __init__(self, label: str, media_type: str, suffix: str, named_graphs: bool) -> None:
        self.label = label
        self.media_type = media_type
        self.suffix = suffix
        self.named_graphs = named_graphs
