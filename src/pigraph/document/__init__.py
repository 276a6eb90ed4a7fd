"""A source file: what it is called, of which format it is, and what stands beside it: description, corrections."""

from pigraph.document.corrections import Correction
from pigraph.document.describe import Meta
from pigraph.document.formats import Format
from pigraph.document.load import MOST_BYTES, Document, beside, load
from pigraph.document.policy import looks_like_policy

__all__ = ["MOST_BYTES", "Correction", "Document", "Format", "Meta", "beside", "load", "looks_like_policy"]
