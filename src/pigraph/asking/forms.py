"""Particles, endings and parts of names by which questions are read (``data/lexicon/questions/forms.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pigraph.asking.words import table


@cache
def forms(name: str) -> tuple[str, ...]:
    """The forms of an entry, as they are listed."""
    return tuple(_entry(name)["forms"])


@cache
def either(*names: str) -> str:
    """A pattern, in a group of its own, for any form of some entries. Longer forms are tried first."""
    found = {form for name in names for form in forms(name)}
    return f"(?:{'|'.join(re.escape(form) for form in sorted(found, key=lambda f: (-len(f), f)))})"


@cache
def valued(name: str) -> Mapping[str, int]:
    """The forms of an entry with the numbers that they stand for."""
    return MappingProxyType(dict(zip(forms(name), _entry(name)["values"], strict=True)))


def _entry(name: str) -> dict[str, Any]:
    entry: dict[str, Any] = table("forms")[name]
    return entry
