"""Answers of two engines, compared by what they say."""

from __future__ import annotations

from pigraph.store import Answer, Rows

SEPARATORS = ("; ", ", ", " ")


def plain(answer: Answer) -> list[tuple[str, ...]]:
    """The rows of an answer in an order of their own, so that two engines can be compared.

    SPARQL leaves open in which order GROUP_CONCAT takes its values, and what it makes of none: an empty text is as
    good as no value.
    """
    assert isinstance(answer, Rows)
    return sorted(tuple(cell(term.value if term else "") for term in row) for row in answer.rows)


def cell(value: str) -> str:
    """A value, or several of GROUP_CONCAT in an order of their own."""
    separator = next((s for s in SEPARATORS if s in value), None)
    return separator.join(sorted(value.split(separator))) if separator else value
