"""Queries written so that the engine walks from node to node: EXISTS groups nested, nothing multiplied.

Oxigraph joins the patterns inside an EXISTS by hashing: each is evaluated for the whole graph, a path that may have no
length (``p*``, ``p?``) even for every node. As only existence is asked, ``EXISTS { A . B . C }`` may as well be written
``EXISTS { A . FILTER EXISTS { B . FILTER EXISTS { C } } }``, in which each pattern starts from nodes at hand. Written
from the focus node outwards, as people do, such groups take a tenth to a fiftieth of the time. For queries that anybody
may write, `pigraph.store.planning` does so more cautiously.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

COUNTING = frozenset({"group", "having", "count", "sum", "avg", "min", "max", "sample", "group_concat"})
_REPEATED = frozenset({"*", "+", "?"})
_OTHER = frozenset({"optional", "union", "bind", "graph", "service", "minus", "values", "select"})


class Token(Struct):
    """A piece of a query: its kind (`selects` names them) and text."""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """A keyword in small letters; "" for anything else."""
        return self.text.lower() if self.kind == "word" else ""


def nested(tokens: list[Token], outside: frozenset[str] = frozenset()) -> list[Token]:
    """The same query with its EXISTS groups nested; groups with more than triples and filters stay as they are.

    ``outside``: variables around ``tokens``. A repeated path that ends in one of them comes first in its group: it
    leads to few nodes, where the patterns before it, as written, may lead to many.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        found.append(tokens[at])
        if tokens[at].word == "exists":
            begin = next(n for n in range(at, len(tokens)) if tokens[n].text == "{")
            end = closing(tokens, begin)
            around = outside | {t.text for t in (*tokens[:begin], *tokens[end:]) if t.kind == "variable"}
            inside = nested(tokens[begin + 1 : end], around)
            found += [*tokens[at + 1 : begin + 1], *(_levels(inside, around) or inside), tokens[end]]
            at = end
        at += 1
    return found


def without_repetition(tokens: list[Token], group: range) -> list[Token]:
    """The same query where patterns of its outermost ``group`` that only ask whether there is some value do no more.

    ``?a :p ?once`` multiplies the solutions by its matches if ``?once`` stands nowhere else. Results are a set, so
    ``FILTER EXISTS { ?a :p ?once }`` gives the same ones. Queries that count are left as they are.
    """
    taken = taken_apart(tokens[group.start + 1 : group.stop])
    if taken is None or any(t.word in COUNTING for t in tokens):
        return tokens
    statements, filters = taken
    used = Counter(t.text for t in tokens if t.kind == "variable")
    plain = [[t for t in statement if t.kind != "blank"] for statement in statements]
    asking = [len(s) == 3 and s[2].kind == "variable" and used[s[2].text] == 1 for s in plain]
    bound = {"?this", *(t.text for s, a in zip(plain, asking, strict=True) if not a for t in s)}
    kept: list[Token] = []
    asked: list[Token] = []
    for statement, short, only in zip(statements, plain, asking, strict=True):
        if only and short[0].text in bound:
            asked += [Token("sign", " FILTER EXISTS { "), *statement, Token("sign", " } ")]
        else:
            kept += [*statement, Token("sign", " . ")]
    if not asked:
        return tokens
    rest = [t for one in filters for t in (*one, Token("blank", " "))]
    return [*tokens[: group.start + 1], *kept, *asked, *rest, *tokens[group.stop :]]


def closing(tokens: list[Token], begin: int) -> int:
    """The place of the bracket that closes the one at ``begin``; the end where none does."""
    opens, closes = tokens[begin].text, {"{": "}", "(": ")"}[tokens[begin].text]
    depth = 0
    for n in range(begin, len(tokens)):
        if tokens[n].kind == "sign":
            depth += (tokens[n].text == opens) - (tokens[n].text == closes)
            if depth == 0:
                return n
    return len(tokens) - 1


def _levels(tokens: list[Token], outside: frozenset[str]) -> list[Token] | None:
    """The group as nested ones of one pattern each, filters innermost; None where it cannot or need not be."""
    taken = taken_apart(tokens)
    if taken is None:
        return None
    statements, filters = taken
    if len(statements) < 2:
        return None
    statements.sort(key=lambda statement: not _path_from(statement, outside))
    written: list[Token] = []
    for n, statement in enumerate(statements):
        written += [*([Token("sign", " FILTER EXISTS { ")] if n else []), *statement, Token("sign", " . ")]
    for one in filters:
        written += [*one, Token("blank", " ")]
    return [*written, Token("sign", " }" * (len(statements) - 1))]


def _path_from(statement: list[Token], outside: frozenset[str]) -> bool:
    """Whether it is a repeated path with an end among ``outside``."""
    short = [t for t in statement if t.kind != "blank"]
    repeated = any(t.kind == "sign" and t.text in _REPEATED for t in short)
    return repeated and bool({short[0].text, short[-1].text} & outside)


def taken_apart(tokens: list[Token]) -> tuple[list[list[Token]], list[list[Token]]] | None:
    """The triple patterns of a group, one per predicate, and its filters; None if it holds anything else."""
    statements: list[list[Token]] = []
    filters: list[list[Token]] = []
    current: list[Token] = []
    at = 0

    def finish() -> None:
        if any(t.kind != "blank" for t in current):
            statements.extend(_predicates(current))
        current.clear()

    while at < len(tokens):
        token = tokens[at]
        if token.word in _OTHER or token.text in ("{", "["):
            return None
        if token.word == "filter":
            finish()
            begin = next((n for n in range(at, len(tokens)) if tokens[n].text in ("(", "{")), at)
            end = closing(tokens, begin) if begin > at else at
            filters.append(tokens[at : end + 1])
            at = end
        elif token.text == "(":
            end = closing(tokens, at)
            current += tokens[at : end + 1]
            at = end
        elif token.text == ".":
            finish()
        else:
            current.append(token)
        at += 1
    finish()
    return statements, filters


def _predicates(tokens: list[Token]) -> list[list[Token]]:
    """``s p o ; q r`` as ``s p o`` and ``s q r``."""
    start = next(n for n, t in enumerate(tokens) if t.kind != "blank")
    subject = tokens[start]
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens[start + 1 :]:
        depth += (token.text == "(") - (token.text == ")")
        if token.text == ";" and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return [[subject, *part] for part in parts if any(t.kind != "blank" for t in part)]
