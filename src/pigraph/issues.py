"""What reading left open: never a guess, always a line that somebody can look at."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from pigraph.text import Span


class IssueKind(StrEnum):
    """Why words of a document did not become a statement."""

    UNREAD = "unread"
    """No reader claimed these words of a section that pigraph reads."""
    UNKNOWN_HEADING = "unknown-heading"
    """A heading whose topic no wording in the lexicon matches."""
    UNKNOWN_COLUMN = "unknown-column"
    """A table column whose header no wording in the lexicon matches."""
    UNKNOWN_ITEM = "unknown-item"
    """A data item that is not in the vocabulary: a concept of its own is minted for it."""
    UNKNOWN_LAW = "unknown-law"
    """A law name that is not in the registry: cited as printed."""
    UNCLEAR = "unclear"
    """Words that state something, but not readably enough to assert it."""


class Issue(Struct, frozen=True, order=True):
    """One thing that was not understood, with its words and place (code points of the source)."""

    span: Span
    kind: IssueKind
    words: str
    remark: str = ""
