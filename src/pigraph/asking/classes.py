"""Bodies of one kind, told by how their names end: the banks of "은행 중에서 … 제공받는 곳"."""

from __future__ import annotations

from pigraph.asking.forms import forms
from pigraph.asking.model import Limit, Test, Value
from pigraph.asking.segment import Token
from pigraph.asking.terms import Terms
from pigraph.text import fold

_SHORTEST = 2


def class_at(tokens: tuple[Token, ...], i: int, terms: Terms) -> tuple[Value, ...] | None:
    """The bodies of the graph of the kind that the token at ``i`` names to choose among; None if it names no kind."""
    token = tokens[i]
    if (
        len(token.text) < _SHORTEST
        or token.sense("noun")
        or not (token.text in forms("body") or any(s.kind == "org" and s.value == "kind" for s in token.senses))
    ):
        return None
    after = tokens[i + 1].text if i + 1 < len(tokens) and not token.tail else ""
    asked = i > 0 and tokens[i - 1].means("ask", "which", "what")
    if not asked and after not in forms("among"):
        return None
    return tuple(Value(label, iri) for iri, label in terms.bodies() if _is_one(token.text, label, iri))


def _is_one(kind: str, label: str, iri: str) -> bool:
    return "/id/service/" not in iri and fold(label).endswith(kind)


def is_class(limit: Limit) -> bool:
    """Whether a limit is one to bodies of a kind."""
    words = fold(limit.words)
    return limit.test is Test.IS and words in forms("body") and all(fold(v.label).endswith(words) for v in limit.values)
