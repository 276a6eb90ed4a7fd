"""What unknown words of a question must be, by their place: a body, somebody, an item. The graph has none of them."""

from __future__ import annotations

import re

from msgspec.structs import replace

from pigraph.asking.forms import forms
from pigraph.asking.names import is_ordinary
from pigraph.asking.segment import Token
from pigraph.asking.words import Sense

_DEEDS = ("hold", "keep", "provide", "receive", "outsource", "assess")
_ABOUT_ACTS = ("hold", "keep", "provide", "receive", "outsource", "entrusted", "assess", "delete")
_ABOUT_NOUNS = ("retention", "law", "purpose", "item", "file", "recipient", "processor", "company")
_NAME = re.compile("[가-힣]{2,4}")


def guessed(tokens: list[Token]) -> list[Token]:
    """``tokens`` with a sense for the unknown ones that can only be one thing."""
    return _absent(_by_place(tokens))


def _by_place(tokens: list[Token]) -> list[Token]:
    """What an unknown word must be by its place: whom something is given to, who does it, what is collected."""
    found = list(tokens)
    for i, token in enumerate(tokens):
        acts = [a for t in tokens[i + 1 :] for a in t.senses if a.kind == "act"]
        if not token.senses and i + 1 < len(tokens) and (somebody := _someone(token, tokens[i + 1])):
            found[i] = somebody
            continue
        if token.senses or len(token.text) < 2 or not acts:
            continue
        after = tokens[i + 1]
        if after.sense("item") and token.tail in forms("listing"):
            found[i] = replace(token, senses=(Sense("item", "unknown", token.text),))
            continue
        given = any(a.value in ("provide", "outsource") for a in acts)
        if (token.tail in forms("receiver") and given) or (token.tail in forms("doer") and acts[0].value in _DEEDS):
            found[i] = replace(token, senses=(Sense("org", "unknown", token.text),))
    return _objects(_collected(found))


def _collected(tokens: list[Token]) -> list[Token]:
    """ "Which agencies collect shoe sizes?": unknown English words behind a word of collecting are one unknown item."""
    found: list[Token] = []
    sure = False
    for token in tokens:
        loose = not token.senses and token.text.isascii() and token.text.isalpha() and len(token.text) > 1
        last = found[-1] if found else None
        if sure and loose and last and last.means("item", "unknown") and last.text.isascii():
            found[-1] = replace(last, text=last.text + token.text, end=token.end)
        else:
            found.append(replace(token, senses=(Sense("item", "unknown", token.text),)) if sure and loose else token)
        act = token.sense("act")
        sure = (act is not None and act.label in forms("collecting")) or (
            sure and (loose or all(s.kind == "fill" for s in token.senses))
        )
    return found


def _someone(token: Token, after: Token) -> Token | None:
    """Somebody whom the graph does not name: "홍길동의 전화번호"."""
    bare = next((token.text.removesuffix(tail) for tail in forms("whose")[1:] if token.text.endswith(tail)), token.text)
    if not after.sense("contact") or after.means("noun") or token.tail not in forms("whose"):
        return None
    return replace(token, text=bare, senses=(Sense("someone", "unknown", bare),)) if _NAME.fullmatch(bare) else None


def _objects(tokens: list[Token]) -> list[Token]:
    """ "노동조합 가입 여부를 수집": an object of several words, one of them unknown, is one unknown item."""
    found: list[Token] = []
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        start = len(found)
        if token.tail in forms("object") and after and after.means("act", "hold", "keep", "provide", "receive"):
            while (
                start
                and not found[start - 1].tail
                and found[start - 1].sense("part", "fill", "unit")
                and not found[start - 1].means("ask")
            ):
                start -= 1
            while start and _loose(found[start - 1]) and not found[start - 1].tail:
                start -= 1
        words = [*found[start:], token]
        if len(words) > 1 and any(_loose(t) for t in words) and not token.sense("item"):
            whole = Token.joined(words)
            found[start:] = [replace(whole, senses=(Sense("item", "unknown", whole.text),))]
        else:
            found.append(token)
    return found


def _loose(token: Token) -> bool:
    """A word that names nothing by itself here: an unknown one, or a kind of body."""
    return not token.senses or all(s.kind == "org" and s.value == "kind" for s in token.senses)


def _absent(tokens: list[Token]) -> list[Token]:
    """Words of names that public bodies use but this graph does not have, as what no policy here states."""
    about = any(t.means("act", *_ABOUT_ACTS) or t.means("noun", *_ABOUT_NOUNS) for t in tokens)
    if not about or any(t.means("ask", "how") for t in tokens):
        return tokens
    return [
        replace(t, senses=(Sense("item", "unknown", t.text),)) if not t.senses and is_ordinary(t.text) else t
        for t in tokens
    ]
