"""Record → RDF: what one policy states as triples, and what pigraph infers from it, kept apart."""

from pigraph.graph.build import triples
from pigraph.graph.iris import DEFAULT_BASE
from pigraph.graph.statements import MintedItem, Statements
from pigraph.graph.writing import nquads, ntriples, turtle, turtle_of

__all__ = ["DEFAULT_BASE", "MintedItem", "Statements", "nquads", "ntriples", "triples", "turtle", "turtle_of"]
