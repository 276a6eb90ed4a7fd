"""Questions to offer instead of one that cannot be answered: the nearest of some, about names of the graph at hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from pigraph.asking.link import Linked
from pigraph.asking.terms import Terms
from pigraph.asking.words import table
from pigraph.languages import Language

_SLOT = re.compile(r"\{(\w+)\}")
_ROLES = {"agency": "controller", "recipient": "recipient", "processor": "processor", "service": "service"}
_USUAL = "주민등록번호"


def examples(question: str, linked: Linked | None, terms: Terms, language: Language, most: int = 3) -> tuple[str, ...]:
    """At most ``most`` questions, the nearest to ``question`` first. Names that it mentions are used where they fit."""
    names = _names(linked, terms)
    filled = [
        _SLOT.sub(lambda m: names[m[1]], template)
        for template in _templates(language)
        if all(slot in names for slot in _SLOT.findall(template))
    ]
    return tuple(sorted(filled, key=lambda one: -fuzz.token_set_ratio(question, one))[:most])


@lru_cache(maxsize=2)
def _templates(language: Language) -> tuple[str, ...]:
    return tuple(entry[language.value] for entry in table("examples")["example"])


def _names(linked: Linked | None, terms: Terms) -> Mapping[str, str]:
    """A name for each slot: one that the question mentions, else the first of the graph."""
    names: dict[str, str] = {}
    for slot, role in _ROLES.items():
        named = [iri for iri, roles in terms.roles.items() if role in roles]
        if named:
            names[slot] = terms.labels[named[0]]
    names["item"] = _USUAL
    laws = sorted(s.label for senses in terms.words.values() for s in senses if s.kind == "law")
    if laws:
        names["law"] = laws[0]
    for token in linked.tokens if linked else ():
        for sense in token.senses:
            if sense.kind in ("item", "law") and sense.iri:
                names[sense.kind] = sense.label
            for slot, role in _ROLES.items():
                if role in terms.roles.get(sense.iri, ()):
                    names[slot] = sense.label
    return names
