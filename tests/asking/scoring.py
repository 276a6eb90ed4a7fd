"""How an answer is scored: its status, then the F1 of its labels, then that of the laws that go with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_DOTS = str.maketrans(dict.fromkeys("·•‧․∙⋅・ㆍᆞ･", "·"))
_NOTHING = re.compile(r"[\s「」『』<>\"'“”‘’\[\].,;:·\-–—]+")


def score(gold: Mapping[str, Any], answer: Mapping[str, Any]) -> float:
    """Between 0 and 1. ``gold``: status, labels ("a|b": either counts), laws (absent: not scored)."""
    if answer["status"] not in gold["status"].split("|"):
        return 0.0
    found = _f1(gold["labels"], (a["label"] for a in answer["answers"]))
    if "laws" in gold:
        found *= _f1(gold["laws"], (law for a in answer["answers"] for law in a["laws"]))
    return found


def _f1(wanted: Iterable[str], got: Iterable[str]) -> float:
    options = [{_folded(o) for o in w.split("|")} for w in wanted]
    given = {_folded(g) for g in got}
    hits = sum(1 for option in options if option & given)
    extra = len(given.difference(*options)) if options else len(given)
    if not options and not extra:
        return 1.0
    return 2 * hits / (len(options) + hits + extra) if hits else 0.0


def _folded(text: str) -> str:
    return _NOTHING.sub("", unicodedata.normalize("NFKC", str(text).translate(_DOTS)).translate(_DOTS).lower())
