"""Observations: what shapes need beyond the stated graph. None yet."""

from __future__ import annotations

from datetime import date


def observe(stated: bytes, text: str, document: str, on: date) -> bytes:
    """What is observed of one document, as N-Triples.

    ``stated``: its stated graph (N-Triples); ``text``: the source text that its evidence points into;
    ``document``: its IRI; ``on``: the day of the check.
    """
    return b""
