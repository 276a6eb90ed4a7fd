"""SPARQL-based constraints (SHACL 5): the SELECT of a shape, made to answer for every focus node at once.

SHACL runs the query once per focus node with ``$this`` pre-bound. Here ``$this`` is bound by a pattern that lists the
focus nodes, put where SPARQL, which evaluates inner groups first, would otherwise not know it: into the outermost
group, into alternatives of a UNION, nested groups and subqueries that mention it. (EXISTS and OPTIONAL see it anyway.)
Prefixed names are written out, so that queries need no prologue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import NamedNode

from pigraph.checks.nesting import Token, closing, nested, without_repetition
from pigraph.checks.shapes import Constraint, Shape, ShapesGraph, Term
from pigraph.patterns import seldom

_TOKEN = seldom(
    r"""(?P<blank>\s+|\#[^\n]*)
    |(?P<string>\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)?)
    |(?P<word>@?[\w-]+)
    |(?P<sign>\^\^|[{}()\[\]]|.)""",
    re.VERBOSE | re.DOTALL,
)
_PREFIX = seldom(r"PREFIX\s+([\w.-]*):\s*<([^>]*)>\s*", re.IGNORECASE)
_FORBIDDEN = frozenset({"values", "minus", "service"})
"""SHACL 5.2.1: what queries with pre-bound variables must not contain."""
_MODIFIERS = frozenset({"group", "having", "limit", "offset"})
_OPTIONAL_PATH = frozenset({"|", "*", "?", "!"})


def select_query(graph: ShapesGraph, shape: Shape, tokens: list[Token], focus: str) -> str:
    """A constraint's query (`tokens_of`) with the pattern ``focus``, which binds ``?this``, wherever it is needed.

    Raises `DataError` for a query that is none, or that uses what SHACL or pigraph does not allow.
    """
    outer = _outer_group(graph, shape, tokens)
    if {t.word for t in tokens[outer.stop :]} & {"limit", "offset"}:
        raise graph.error(shape.node, "the query of its sh:sparql has a LIMIT, which would count all focus nodes")
    tokens = without_repetition(tokens, outer)
    written: list[Token] = []
    for at, token in enumerate(tokens):
        written.append(token)
        if token.text == "{" and (at == outer.start or _wants_focus(tokens, at)):
            written.append(Token("blank", f" {focus} "))
    return "".join(t.text for t in nested(written))


def exists_group(graph: ShapesGraph, shape: Shape, constraint: Constraint, node: str, suffix: str) -> str:
    """The pattern of the constraint's query, with ``node`` for ``$this`` and variables of its own.

    Raises `DataError` for queries that group or limit: these cannot be asked of one node inside another query.
    """
    tokens = tokens_of(graph, shape, constraint)
    outer = _outer_group(graph, shape, tokens)
    if {t.word for t in tokens[outer.stop :]} & _MODIFIERS:
        raise graph.error(shape.node, "its sh:sparql groups, so other shapes cannot refer to it")
    own = suffix.removeprefix("?")
    inside = nested(tokens[outer.start + 1 : outer.stop])
    return "".join(
        t.text if t.kind != "variable" else node if t.text == "?this" else f"{t.text}_{own}" for t in inside
    ).strip()


def needed(graph: ShapesGraph, shape: Shape, tokens: list[Token]) -> frozenset[Term]:
    """Terms that every solution of a constraint's query (`tokens_of`) takes a triple of: the constants of its outermost
    patterns, and of those in a FILTER EXISTS.

    Cautious: a pattern with an alternative or optional path counts as needing nothing.
    """
    tokens = _without_exists([t for t in tokens if t.kind != "blank"])
    outer = _outer_group(graph, shape, tokens)
    found: set[Term] = set()
    pattern: list[Token] = []
    optional = False
    depth = 0
    for at in range(outer.start + 1, outer.stop + 1):
        token = tokens[at]
        if depth == 0 and (token.text in (".", ";") or token.text in "{}" or token.word):
            if not optional:
                found |= {NamedNode(t.text[1:-1]) for t in pattern}
            pattern, optional = [], False
        depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
        if depth == 0 and token.kind == "sign" and token.text in _OPTIONAL_PATH:
            optional = True
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if depth == 0 and token.kind == "iri" and tokens[at - 1].text != "^^" and after not in ("(", "{"):
            pattern.append(token)
    return frozenset(found)


def tokens_of(graph: ShapesGraph, shape: Shape, constraint: Constraint) -> list[Token]:
    """The constraint's query in pieces: prefixes resolved, ``$this`` as ``?this``, the shape's path for ``$PATH``."""
    select = constraint.terms[1].value
    prefixes = _prefixes(tuple(t.value for t in constraint.options["prefixes"])) | _prefixes((select,))
    tokens: list[Token] = []
    for m in _TOKEN.finditer(_PREFIX.sub("", select)):
        kind, text = m.lastgroup or "", m[0]
        if kind == "variable":
            text = f"?{text[1:]}"
            if text in ("?currentShape", "?shapesGraph"):
                raise graph.error(shape.node, f"pigraph does not support {m[0]}")
            if text == "?PATH":
                if shape.path is None:
                    raise graph.error(shape.node, "its sh:sparql uses $PATH, but it has no sh:path")
                kind, text = "path", shape.path.sparql
                if isinstance(shape.path.node, NamedNode):
                    kind = "iri"
                else:
                    text = f"({text})"
        elif kind == "name":
            prefix, _, local = text.partition(":")
            if prefix not in prefixes:
                raise graph.error(shape.node, f"the prefix {prefix}: of its sh:sparql is not declared")
            kind, text = "iri", f"<{prefixes[prefix]}{_unescaped(local)}>"
        elif kind == "blank":
            text = " "
        tokens.append(Token(kind, text))
    return tokens


@lru_cache(maxsize=256)
def _prefixes(declarations: tuple[str, ...]) -> dict[str, str]:
    return {m[1]: m[2] for d in declarations for m in _PREFIX.finditer(d)}


def _without_exists(tokens: list[Token]) -> list[Token]:
    """The same patterns with those of ``FILTER EXISTS { … }`` among them, each between full stops."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        if [t.word for t in tokens[at : at + 2]] == ["filter", "exists"] and tokens[at + 2].text == "{":
            end = closing(tokens, at + 2)
            stop = Token("sign", ".")
            found += [stop, *_without_exists(tokens[at + 3 : end]), stop]
            at = end
        else:
            found.append(tokens[at])
        at += 1
    return found


def _unescaped(local: str) -> str:
    """The local part of a prefixed name without its backslashes."""
    return re.sub(r"\\(.)", r"\1", local)


def _outer_group(graph: ShapesGraph, shape: Shape, tokens: list[Token]) -> range:
    """The outermost group: the places of its braces."""
    words = [t for t in tokens if t.kind != "blank"]
    if not words or words[0].word != "select":
        raise graph.error(shape.node, "its sh:sparql is no SELECT query")
    if forbidden := {t.word for t in words} & _FORBIDDEN:
        raise graph.error(shape.node, f"SHACL forbids {', '.join(sorted(forbidden)).upper()} in sh:sparql")
    begin = next((n for n, t in enumerate(tokens) if t.text == "{"), -1)
    if not any(t.text == "?this" for t in tokens[:begin]) and begin > 0:
        raise graph.error(shape.node, "its sh:sparql does not select $this")
    depth = 0
    for n, token in enumerate(tokens):
        if token.kind == "sign":
            depth += (token.text == "{") - (token.text == "}")
        if token.text == "}" and depth == 0:
            return range(begin, n)
    raise graph.error(shape.node, "the braces of its sh:sparql do not match")


def _wants_focus(tokens: list[Token], at: int) -> bool:
    """Whether the group that opens here is evaluated by itself and mentions the focus node."""
    before = [t for t in tokens[:at] if t.kind != "blank"]
    word = before[-1].word
    if word in ("optional", "exists") or _inside_exists(tokens, at):
        return False
    inside = list(_inside(tokens, at))
    if next((t.word for t in inside if t.kind != "blank"), "") == "select":
        return False  # its own group follows
    return any(t.text == "?this" for t in inside)


def _inside(tokens: list[Token], at: int) -> Iterator[Token]:
    depth = 0
    for token in tokens[at + 1 :]:
        if token.kind == "sign":
            depth += (token.text == "{") - (token.text == "}")
        if depth < 0:
            return
        yield token


def _inside_exists(tokens: list[Token], at: int) -> bool:
    """Whether some group around this place is that of an EXISTS, which is evaluated with the focus node at hand."""
    depth = 0
    for n in range(at - 1, -1, -1):
        if tokens[n].kind == "sign" and tokens[n].text in "{}":
            depth += 1 if tokens[n].text == "}" else -1
            if depth < 0:
                before = [t for t in tokens[:n] if t.kind != "blank"]
                if before and before[-1].word == "exists":
                    return True
                depth = 0
    return False
