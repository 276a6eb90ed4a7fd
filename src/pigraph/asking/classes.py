"""Bodies of one kind, told by how their names end: the banks of "은행 중에서 … 제공받는 곳"."""

from __future__ import annotations

from pigraph.asking.forms import forms
from pigraph.asking.model import Limit, Test, Value
from pigraph.asking.segment import Token
from pigraph.asking.terms import Terms
from pigraph.text import fold

_SHORTEST = 2
_DEALINGS = ("provide", "receive", "outsource")


def kind_of(token: Token) -> str:
    """The kind of body that a word names: 은행 for 은행들, banks; "" if none."""
    if token.sense("noun"):
        return ""
    names = [token.text, *(fold(s.label) for s in token.senses if s.kind == "org" and s.value == "kind")]
    return next((n for n in names if len(n) >= _SHORTEST and n in forms("body")), "")


def is_of(name: str, kind: str) -> bool:
    """Whether a body is of a kind, by the end of its name: 대학 is 대학교 as well."""
    return fold(name).endswith((kind, *(f for f in forms("university") if f.startswith(kind))))


def class_at(tokens: tuple[Token, ...], i: int, terms: Terms) -> tuple[Value, ...] | None:
    """The bodies of the graph of the kind that the token at ``i`` names; None if it names no kind, or one body."""
    kind = kind_of(tokens[i])
    # 은행 of 한빛은행 is the end of a name that the graph does not have.
    ends = tokens[i].glued and i > 0 and not tokens[i - 1].tail and not tokens[i - 1].means("ask")
    if not kind or ends or not (_asked(tokens, i) or _deals(tokens, i, terms)):
        return None
    found = ((iri, label) for iri, label in terms.bodies() if "/id/service/" not in iri)
    return tuple(Value(label, iri) for iri, label in found if is_of(label, kind))


def asks_kind(tokens: tuple[Token, ...], kind: str) -> int | None:
    """Where bodies of ``kind`` are asked for, if they are: "어느 은행이", "제공받는 은행은"."""
    return next((i for i, t in enumerate(tokens) if kind_of(t) == kind and _asked(tokens, i)), None)


def _asked(tokens: tuple[Token, ...], i: int) -> bool:
    """ "어느 은행", "은행 중에서", "정보를 받는 은행은"."""
    after = tokens[i + 1].text if i + 1 < len(tokens) and not tokens[i].tail else ""
    before = tokens[i - 1] if i else Token("")
    relative = before.means("act", *_DEALINGS) and before.tail.endswith(forms("relative"))
    return before.means("ask", "which", "what", "how_many") or relative or after in forms("among")


def _deals(tokens: tuple[Token, ...], i: int, terms: Terms) -> bool:
    """은행 in "은행에 제공하나요", where no body has just this name."""
    token = tokens[i]
    placed = (
        token.tail in forms("receiver")
        or token.tail in forms("doer")
        or (token.text.isascii() and token.text.endswith("s"))
    )
    alone = any(s.iri in terms.roles for s in token.senses)
    return placed and not alone and any(t.means("act", *_DEALINGS) for t in tokens)


def is_class(limit: Limit) -> bool:
    """Whether a limit is one to bodies of a kind."""
    words = fold(limit.words)
    return limit.test is Test.IS and words in forms("body") and all(is_of(v.label, words) for v in limit.values)
