"""What words inside cells look like: endings and word lists from ``data/lexicon/cells.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import NamedTuple

from pigraph import resources


class CellWords(NamedTuple):
    """Word lists by the kind of thing that a cell holds; endings are tuples for ``str.endswith``."""

    organisation_endings: tuple[str, ...]
    body_endings: tuple[str, ...]
    service_endings: tuple[str, ...]
    company_marks: tuple[str, ...]
    file_endings: tuple[str, ...]
    file_names: tuple[str, ...]
    captions: tuple[str, ...]
    purpose_endings: tuple[str, ...]
    period_events: tuple[str, ...]
    period_links: frozenset[str]
    period_lengths: frozenset[str]
    item_endings: tuple[str, ...]
    items_named_so: tuple[str, ...]
    button_commands: tuple[str, ...]
    audit: frozenset[str]
    ranks: frozenset[str]
    rank_endings: tuple[str, ...]
    department_endings: tuple[str, ...]
    role_words: tuple[str, ...]
    party_beside: frozenset[str]
    countries: tuple[str, ...]
    role_fillers: frozenset[str]
    surnames: frozenset[str]
    contact_labels: frozenset[str]


@lru_cache(maxsize=1)
def cell_words() -> CellWords:
    """The word lists of ``data/lexicon/cells.toml``."""
    with resources.path("data", "lexicon", "cells.toml").open("rb") as f:
        t = tomllib.load(f)
    return CellWords(
        organisation_endings=tuple(sorted(t["organisation"]["endings"], key=len, reverse=True)),
        body_endings=tuple(t["organisation"]["bodies"]),
        service_endings=tuple(t["service"]["endings"]),
        company_marks=tuple(t["organisation"]["company"]),
        file_endings=tuple(t["file"]["endings"]),
        file_names=tuple(t["file"]["names"]),
        captions=tuple(t["caption"]["endings"]),
        purpose_endings=tuple(t["purpose"]["endings"]),
        period_events=tuple(t["period"]["events"]),
        period_links=frozenset(t["period"]["links"]),
        period_lengths=frozenset(t["period"]["lengths"]),
        item_endings=tuple(t["item"]["endings"]),
        items_named_so=tuple(t["item"]["named_so"]),
        button_commands=tuple(t["button"]["commands"]),
        audit=frozenset(t["audit"]["words"]),
        ranks=frozenset(t["rank"]["words"]),
        rank_endings=tuple(t["rank"]["endings"]),
        department_endings=tuple(t["department"]["endings"]),
        role_words=tuple(t["role"]["words"]),
        party_beside=frozenset(t["party"]["beside"]),
        countries=tuple(t["country"]["names"]),
        role_fillers=frozenset(t["role"]["fillers"]),
        surnames=frozenset(t["surname"]["letters"]),
        contact_labels=frozenset(t["contact"]["labels"]),
    )
