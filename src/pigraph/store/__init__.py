"""The graph where it is asked: one `Store` over two engines, and atomic publishing of what the embedded one reads.

A published graph has two layers in one engine. The default graph is flat: the statements of every current
policy plus the reference data, so that a query without ``GRAPH`` meets each triple once. Beside it every
document version, every reading of ours (``…/inferred``) and the reference data is a named graph of its own.
"""

from pigraph.store.digest import Digest
from pigraph.store.embedded import EmbeddedStore, Part, Syntax, current_triples, fill
from pigraph.store.formats import GraphFormat, ResultFormat
from pigraph.store.model import OWN, Answer, Blank, Dataset, Iri, Rows, Store, Term, Text, Triples, selected, term_of
from pigraph.store.opened import VARIABLE, external, opened
from pigraph.store.prefixes import PREFIXES, shortened
from pigraph.store.publish import current, generation
from pigraph.store.tokens import names_graphs
from pigraph.store.writing import is_iri, literal, rewritten

__all__ = [
    "OWN",
    "PREFIXES",
    "VARIABLE",
    "Answer",
    "Blank",
    "Dataset",
    "Digest",
    "EmbeddedStore",
    "GraphFormat",
    "Iri",
    "Part",
    "ResultFormat",
    "Rows",
    "Store",
    "Syntax",
    "Term",
    "Text",
    "Triples",
    "current",
    "current_triples",
    "external",
    "fill",
    "generation",
    "is_iri",
    "literal",
    "names_graphs",
    "opened",
    "rewritten",
    "selected",
    "shortened",
    "term_of",
]
