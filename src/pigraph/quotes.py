"""Evidence read: from a source IRI (``…/source/{sha12}#char=b,e``) and its text to the words that it points at."""

from __future__ import annotations

import html
import re

from msgspec import Struct

from pigraph.patterns import seldom
from pigraph.text import joined

EVIDENCE = re.compile(r"\S*/source/([0-9a-f]{12})#char=(\d+),(\d+)")
"""An evidence IRI: the first digits of the SHA-256 of its source, and a range of code points."""
_TAG = seldom(r"<!--.*?-->|<[^>]*>|^[^<>]*>|<[^<>]*$", re.DOTALL)
_BORDERS = re.compile(r"\s*(?:\|\s*(?::?-{2,}:?)?\s*)+")


class Quote(Struct, frozen=True):
    """Words of a source: ``words`` with white space joined and without markup, ``name`` of the file, ``line`` (1-based)
    where they begin, and their range in code points."""

    words: str
    name: str
    line: int
    begin: int
    end: int

    @property
    def place(self) -> str:
        return f"{self.name}:{self.line}"


def is_html(name: str) -> bool:
    """Whether the text of the file called ``name`` has markup that is not for reading."""
    return name.lower().endswith((".html", ".htm", ".xhtml"))


def quoted(text: str, name: str, begin: int, end: int) -> Quote:
    """The words of a range of ``text``, the decoded source called ``name``."""
    words = text[begin:end]
    if is_html(name):
        words = html.unescape(_TAG.sub(" ", words))
    words = _BORDERS.sub(" | ", words).strip(" |")
    return Quote(joined(words), name, text.count("\n", 0, begin) + 1, begin, end)
