"""A query as the embedded engine answers it soonest: written otherwise, with the same answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pigraph.store.nesting import nested
from pigraph.store.ordering import Counted, Counts, ordered
from pigraph.store.prefixes import PREFIXES

_KNOWN = tuple((f"{prefix}:", prefix, iri) for prefix, iri in PREFIXES.items())
_DECLARED = re.compile(r"PREFIX\s+([\w.-]*):", re.IGNORECASE)

_LONGEST = 20_000
"""Characters of a query that is looked through; none that a person wrote is longer."""
_KEPT = 256
"""Queries remembered; they come from anybody."""


class Plan(NamedTuple):
    """What to ask, and the known prefixes that it seems to use and not to declare: each costs the engine a little."""

    text: str
    prefixes: dict[str, str]


class Planner:
    """Writes queries to one store, which does not change.

    ``counted`` asks it for a number; ``predicates``: how many triples each has, as far as that is known.
    """

    def __init__(self, counted: Counted, predicates: Mapping[str, int]) -> None:
        counts = Counts(counted, predicates)
        self._here = lru_cache(_KEPT)(lambda query: _plan(ordered(nested(query), counts)))
        self._elsewhere = lru_cache(_KEPT)(lambda query: _plan(nested(query)))

    def planned(self, query: str, *, here: bool = True) -> Plan:
        """What to ask instead of ``query``; the same text where nothing is to be gained.

        ``here``: it is asked of the default graph that ``counted`` counts in, not of another dataset. What cannot be
        parsed must be asked as it was written, with all `known` prefixes: a declaration may be in a comment.
        """
        if len(query) > _LONGEST:
            return Plan(query, known(query))
        return self._here(query) if here else self._elsewhere(query)


def known(query: str) -> dict[str, str]:
    """The prefixes that need no declaration and that a query may mean. All of them cost as much as a small query."""
    return {prefix: iri for written, prefix, iri in _KNOWN if written in query}


def _plan(query: str) -> Plan:
    declared = set(_DECLARED.findall(query))
    return Plan(query, {prefix: iri for prefix, iri in known(query).items() if prefix not in declared})
