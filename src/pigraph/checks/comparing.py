"""Filters of SPARQL in plain Python, where both are sure to agree; where not, `Undecided` leaves it to the engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from pigraph.checks.groups import Call, Expression
from pigraph.checks.statements import Statements, text
from pigraph.graph.terms import RDF, XSD
from pigraph.patterns import seldom

if TYPE_CHECKING:
    from pigraph.checks.walk import Row


class Plain(str):
    """The characters of a simple literal that a function made."""


Operand: TypeAlias = "Callable[[Statements, Row], str | bool]"
"""A term as N-Triples writes it, a `Plain`, or a truth value."""
Condition: TypeAlias = "Callable[[Statements, Row], bool]"

_DATE = f"^^{XSD['date']}"
_STRING = str(XSD["string"])
_KIND = re.compile(r'"(?:@([A-Za-z0-9-]+)|\^\^(<[^>]*>))?$')
_CANONICAL = {
    str(XSD["integer"]): re.compile(r'"(?:0|-?[1-9]\d*)"'),
    str(XSD["boolean"]): re.compile(r'"(?:true|false)"'),
    str(XSD["date"]): re.compile(r'"\d{4}-\d\d-\d\d"'),
}
_PLAIN_PATTERN = seldom(r"\^?(?:[^\\.^$\[\]]|\[\^?[^\\\[\]&~-]*(?:[0-9]-[0-9])?\]|\$(?=$|[|)]))*")
"""Regular expressions that mean the same everywhere: no escapes, no dot, anchors only at the ends …"""
_OTHER_PATTERN = seldom(r"\(\?|[*+?}][+*]")
"""… and neither special groups nor possessive repetition."""
_END = seldom(r"\$(?=$|[|)])")


class Undecided(Exception):
    """Values whose comparison is the engine's."""


class TypeMismatch(Exception):
    """SPARQL's type error: a filter that has it lets nothing pass."""


def condition(one: Expression, operand: Callable[[Expression], Operand]) -> Condition | None:
    """An expression as a filter; None if it is none that is known here. ``operand`` reads variables and EXISTS."""
    value = _value(one, operand)
    if value is None:
        return None

    def passes(graph: Statements, row: Row) -> bool:
        try:
            return value(graph, row) is True
        except TypeMismatch:
            return False

    return passes


def _value(one: Expression, operand: Callable[[Expression], Operand]) -> Operand | None:
    if isinstance(one, str) and one[0] in '"<':
        return lambda graph, row: one
    if not isinstance(one, Call):
        return operand(one)
    if one.name in ("regex", "replace", "substr"):
        return _of_constants(one, operand)
    arguments = [_value(a, operand) for a in one.arguments]
    if any(a is None for a in arguments):
        return None
    known: list[Operand] = [a for a in arguments if a is not None]
    if one.name in ("&&", "||"):
        return _joined(known, one.name == "||")
    if one.name == "!":
        return lambda graph, row: not _truth(known[0](graph, row))
    if one.name == "in" and all(isinstance(a, str) and a[0] == "<" for a in one.arguments[1:]):
        listed = frozenset(map(str, one.arguments[1:]))
        return lambda graph, row: known[0](graph, row) in listed
    function = _FUNCTIONS[one.name]
    if len(known) == 1:
        return lambda graph, row: function(_term(known[0](graph, row)))
    return lambda graph, row: function(*[_term(k(graph, row)) for k in known])


def _of_constants(one: Call, operand: Callable[[Expression], Operand]) -> Operand | None:
    """REGEX, REPLACE of plain words, and SUBSTR: what they look for is written in the query."""
    of, *rest = one.arguments
    value = _value(of, operand)
    if value is None or not all(isinstance(r, str) and (r.isdecimal() or _KIND.search(r)) for r in rest):
        return None
    constants = [str(r) if str(r).isdecimal() else text(str(r)) for r in rest]
    if one.name == "regex" and len(constants) == 1:
        if not _PLAIN_PATTERN.fullmatch(constants[0]) or _OTHER_PATTERN.search(constants[0]):
            return None
        pattern = re.compile(_END.sub(r"\\Z", constants[0]))
        # A policy's few labels are asked about again and again.
        found = lru_cache(maxsize=512)(lambda characters: pattern.search(characters) is not None)
        return lambda graph, row: found(_string(value(graph, row)))
    if one.name == "replace" and len(constants) == 2 and not re.search(r"[\\.^$*+?()\[\]{}|]", "".join(constants)):
        old, new = constants
        return lambda graph, row: Plain(_string(value(graph, row)).replace(old, new))
    if one.name == "substr" and len(constants) == 2 and all(c.isdecimal() for c in constants):
        begin, length = int(constants[0]) - 1, int(constants[1])
        if begin >= 0:
            return lambda graph, row: Plain(_string(value(graph, row))[begin : begin + length])
    return None


def _joined(parts: list[Operand], wanted: bool) -> Operand:
    """``||`` (wanted: True) and ``&&``: one part may decide where another is an error."""

    def value(graph: Statements, row: Row) -> bool:
        error: TypeMismatch | None = None
        for part in parts:
            try:
                if _truth(part(graph, row)) is wanted:
                    return wanted
            except TypeMismatch as mismatch:
                error = mismatch
        if error:
            raise error
        return not wanted

    return value


def _truth(value: str | bool) -> bool:
    if not isinstance(value, bool):
        raise Undecided
    return value


def _term(value: str | bool) -> str:
    if isinstance(value, bool):
        raise Undecided
    return value


def _string(value: str | bool) -> str:
    """The characters of a simple literal."""
    term = _term(value)
    if isinstance(term, Plain):
        return term
    if term[0] != '"':
        raise TypeMismatch
    if term[-1] != '"':
        raise Undecided
    return text(term)


def _str(term: str) -> str:
    if isinstance(term, Plain):
        return term
    if term[0] == "_":
        raise TypeMismatch
    return Plain(term[1:-1] if term[0] == "<" else text(term))


def _lang(term: str) -> str:
    if isinstance(term, Plain):
        return Plain()
    if term[0] != '"':
        raise TypeMismatch
    kind = _KIND.search(term)
    return Plain(kind[1] if kind and kind[1] else "")


def _datatype(term: str) -> str:
    if isinstance(term, Plain):
        return _STRING
    if term[0] != '"':
        raise TypeMismatch
    kind = _KIND.search(term)
    if kind and kind[1]:
        return str(RDF["langString"])
    return kind[2] if kind and kind[2] else _STRING


def _equal(one: str, other: str) -> bool:
    if isinstance(one, Plain) or isinstance(other, Plain):
        # An IRI is no literal, whatever its characters.
        return "<" not in (_sort(one), _sort(other)) and _string(one) == _string(other)
    if one == other:
        if one[0] == '"' and one[-1] == ">":
            raise Undecided  # An ill-typed literal does not even equal itself.
        return True
    if one[0] == other[0] == '"':
        if one[-1] == other[-1] == '"':
            return False
        raise Undecided
    return False


def _sort(term: str) -> str:
    return '"' if isinstance(term, Plain) else term[0]


def same_value(one: str, other: str) -> bool:
    """Whether two literals that are written differently may be one value to the engine, which knows some types."""
    kinds = [_datatype(one), _datatype(other)] if one[0] == other[0] == '"' else []
    if not kinds or kinds[0] != kinds[1] or kinds[0] == _STRING or one[-1] != ">":
        return False
    plain = _CANONICAL.get(kinds[0])
    return plain is None or not (plain.match(one) and plain.match(other))


def _less(one: str, other: str) -> bool:
    if isinstance(one, Plain) or isinstance(other, Plain) or (one[-1] == other[-1] == '"'):
        return _string(one) < _string(other)
    return _day(one) < _day(other)


def _less_or_equal(one: str, other: str) -> bool:
    return not _less(other, one)


def _day(term: str) -> date:
    """A plain calendar date."""
    if not term.endswith(_DATE) or len(term) != len(_DATE) + 12:
        raise Undecided
    try:
        return date.fromisoformat(term[1:11])
    except ValueError:
        raise Undecided from None


_FUNCTIONS: dict[str, Callable[..., str | bool]] = {
    "str": _str,
    "lang": _lang,
    "datatype": _datatype,
    "contains": lambda one, other: _string(other) in _string(one),
    "=": _equal,
    "!=": lambda one, other: not _equal(one, other),
    "in": lambda one, *listed: any(_equal(one, other) for other in listed),
    "<": _less,
    ">": lambda one, other: _less(other, one),
    "<=": _less_or_equal,
    ">=": lambda one, other: _less_or_equal(other, one),
}
