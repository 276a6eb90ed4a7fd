"""A source file as text: what it is called, what it says, and what its description beside it gives."""

from pigraph.document.describe import Meta
from pigraph.document.load import Document, load
from pigraph.document.policy import looks_like_policy

__all__ = ["Document", "Meta", "load", "looks_like_policy"]
