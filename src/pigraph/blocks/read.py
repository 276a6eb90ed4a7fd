"""Documents → blocks: one reader per format. A reader's library is imported with the first file that needs it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias, cast

from pigraph.blocks import plain
from pigraph.blocks.rendition import Reading
from pigraph.document import Document, looks_like_policy
from pigraph.document.formats import Format
from pigraph.errors import DocumentError, NotAPolicy

_Reader: TypeAlias = Callable[[bytes, str], Reading]
_MOST_TEXT = 5_000_000
"""Most characters of a policy, whatever its format. The longest known have some 200,000."""


def read(document: Document) -> Reading:
    """What a document says: its text and its blocks in reading order, with offsets into that text.

    Raises a `DocumentError` for a file that its reader cannot read, that is absurdly long, or whose text is no
    policy (`NotAPolicy`).
    """
    name = str(document.path)
    if document.format is Format.TEXT:
        _check_length(document.text, name)
        _check_policy(document.text, name)
        return Reading(document.text, tuple(plain.read(document.text)))
    reader = cast(_Reader, import_module(f"pigraph.blocks.{document.format.value}").read)
    reading = reader(document.data, name)
    _check_length(reading.text, name)
    _check_policy(reading.text, name)
    return reading


def _check_length(text: str, name: str) -> None:
    if len(text) > _MOST_TEXT:
        raise DocumentError(
            f"{name} has {len(text):,} characters of text; no policy has more than {_MOST_TEXT:,}.",
            "Give the policy alone, without what surrounds it.",
        )


def _check_policy(text: str, name: str) -> None:
    if not looks_like_policy(text):
        raise NotAPolicy(
            f"{name} does not read like a privacy policy (개인정보 처리방침).",
            "Its words are listed in data/lexicon/policy.toml; give the text of a policy.",
        )
