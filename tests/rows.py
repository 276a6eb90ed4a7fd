"""Answers of two engines, compared by what they say."""

from __future__ import annotations

from pigraph.store import Answer, Rows, Term

SEPARATORS = ("; ", ", ", " ")


def plain(answer: Answer) -> list[tuple[str, ...]]:
    """The rows of an answer in an order of their own, so that two engines can be compared.

    SPARQL leaves open in which order GROUP_CONCAT takes its values, and what it makes of none: an empty text is as
    good as no value.
    """
    assert isinstance(answer, Rows)
    return sorted(tuple(map(_cell, row)) for row in answer.rows)


def _cell(term: Term | None) -> str:
    value = term.value if term else ""
    separator = next((s for s in SEPARATORS if s in value), None)
    return separator.join(sorted(value.split(separator))) if separator else value
