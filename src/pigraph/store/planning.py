"""A query as the embedded engine answers it soonest: written otherwise, with the same answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pigraph.store.nesting import nested
from pigraph.store.ordering import Counted, Counts, ordered

_LONGEST = 20_000
"""Characters of a query that is looked through; none that a person wrote is longer."""
_KEPT = 256
"""Queries remembered; they come from anybody."""


class Planner:
    """Writes queries to one store, which does not change.

    ``counted`` asks it for a number; ``predicates``: how many triples each has, as far as that is known.
    """

    def __init__(self, counted: Counted, predicates: Mapping[str, int]) -> None:
        counts = Counts(counted, predicates)
        self._here = lru_cache(_KEPT)(lambda query: ordered(nested(query), counts))
        self._elsewhere = lru_cache(_KEPT)(nested)

    def planned(self, query: str, *, here: bool = True) -> str:
        """The query to ask instead of ``query``; the same text where nothing is to be gained.

        ``here``: it is asked of the default graph that ``counted`` counts in, not of another dataset.
        """
        if len(query) > _LONGEST:
            return query
        return self._here(query) if here else self._elsewhere(query)
