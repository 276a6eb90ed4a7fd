"""Documents → blocks: one reader per format, chosen by what the text looks like."""

from __future__ import annotations

from pigraph.blocks import plain
from pigraph.blocks.model import Block


def read(text: str) -> list[Block]:
    """The blocks of a document's text, in reading order, with offsets into it."""
    return plain.read(text)
