"""The graph where it is asked: one `Store`, an embedded engine, and atomic publishing of what it reads.

A published graph has two layers in one engine. The default graph is flat: the statements of every current
policy plus the reference data, so that a query without ``GRAPH`` meets each triple once. Beside it every
document version, every reading of ours (``…/inferred``) and the reference data is a named graph of its own.
"""

from pigraph.store.digest import Digest
from pigraph.store.embedded import EmbeddedStore, Part, Syntax, fill, is_iri, literal, rewritten
from pigraph.store.formats import GraphFormat, ResultFormat
from pigraph.store.model import Answer, Blank, Dataset, Iri, Rows, Store, Term, Text, Triples
from pigraph.store.prefixes import PREFIXES
from pigraph.store.publish import current, generation

__all__ = [
    "PREFIXES",
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
    "fill",
    "generation",
    "is_iri",
    "literal",
    "rewritten",
]
