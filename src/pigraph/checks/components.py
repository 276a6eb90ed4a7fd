"""What violates each SHACL constraint, as SPARQL: one function per group of components (SHACL 4.1 to 4.8).

Two forms of each. `violations` gives patterns that bind ``?this`` (the focus node) and ``?value`` of every result of a
constraint. `fails` gives a Boolean expression: whether some node, already bound, has any result of a whole shape; that
is how ``sh:node``, ``sh:not``, ``sh:or`` … look into other shapes.

A comparison that SPARQL cannot make (a date with a word) is an error there and a violation in SHACL; every expression
says so itself (``COALESCE``), so that one bad value is one result and never the end of the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, count

from msgspec import Struct
from pyoxigraph import NamedNode

from pigraph.checks.selects import exists_group
from pigraph.checks.shapes import SH, Constraint, Shape, ShapesGraph, Term
from pigraph.graph.terms import XSD

TYPES = "urn:pigraph:checks:instances"
"""Named graph that says who is an instance of what, subclasses included; filled before the queries run."""
INSTANCE = "urn:pigraph:checks:instance-of"

_SPELLED_OUT = 4
"""Counts up to this are spelled out as distinct values; larger ones are counted in a subquery."""
_COMPARED = {"minExclusive": ">", "minInclusive": ">=", "maxExclusive": "<", "maxInclusive": "<="}
_KINDS = {
    "BlankNode": "isBlank({v})",
    "IRI": "isIRI({v})",
    "Literal": "isLiteral({v})",
    "BlankNodeOrIRI": "!isLiteral({v})",
    "BlankNodeOrLiteral": "!isIRI({v})",
    "IRIOrLiteral": "!isBlank({v})",
}
# Types whose lexical forms the engine checks when it casts a string.
_CAST = frozenset(
    XSD[n].value
    for n in (
        "boolean", "integer", "decimal", "float", "double", "dateTime", "date", "time", "duration", "gYear",
        "gYearMonth", "gMonth", "gMonthDay", "gDay", "yearMonthDuration", "dayTimeDuration",
    )
)  # fmt: skip
# Derived from xsd:integer: the engine stores them as xsd:integer and forgets which they were.
_FORGOTTEN = frozenset(
    XSD[n].value
    for n in (
        "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long", "int", "short",
        "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip


class Violation(Struct, frozen=True):
    """A pattern that binds the focus node and the ``?value`` of results (and ``?path`` for ``sh:closed``).

    ``needs``: terms without which a graph has no match. ``several``: matches may repeat one result.
    """

    pattern: str
    needs: frozenset[Term] = frozenset()
    several: bool = False


class Writer:
    """Writes the SPARQL of the constraints of one shapes graph; keeps variables apart."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._names = count(1)
        self.classes: set[Term] = set()
        """Classes that some ``sh:class`` asks for."""

    def violations(self, shape: Shape, constraint: Constraint) -> Iterator[Violation]:
        """Patterns of every result of ``constraint`` at a focus node ``?this``; not for sparql and property."""
        path = shape.path
        needs: frozenset[Term] = frozenset(path.needs or ()) if path else frozenset()
        focus, value = "?this", "?value"
        if (wrong := self._wrong(constraint, value)) is not None:
            reach = f"{focus} {path.sparql} {value} ." if path else f"BIND({focus} AS {value})"
            yield Violation(f"{reach} FILTER({wrong})", needs, path is not None)
        elif constraint.kind in ("minCount", "qualifiedMinCount", "hasValue"):
            yield Violation(f"FILTER({self._set_fails(shape, constraint, focus)})")
        elif constraint.kind in ("maxCount", "qualifiedMaxCount"):
            yield Violation(f"FILTER({self._set_fails(shape, constraint, focus)})", needs)
        else:
            for pattern in self._pairs(shape, constraint, focus, value):
                yield Violation(pattern, several=True)

    def fails(self, node: str, name: Term) -> str:
        """An expression: whether the node in the variable ``node`` does not conform to the shape ``name``."""
        assert isinstance(name, NamedNode)
        shape = self._graph.shape(name)
        if shape.deactivated:
            return "false"
        found = [self._constraint_fails(shape, c, node) for c in shape.constraints]
        return " || ".join(f"({f})" for f in found) or "false"

    def _constraint_fails(self, shape: Shape, constraint: Constraint, node: str) -> str:
        path, value = shape.path, self.new()
        if constraint.kind == "property":
            if path is None:
                return self.fails(node, constraint.terms[0])
            return f"EXISTS {{ {node} {path.sparql} {value} . FILTER({self.fails(value, constraint.terms[0])}) }}"
        if constraint.kind == "sparql":
            if not constraint.terms:
                return "false"
            return f"EXISTS {{ {exists_group(self._graph, shape, constraint, node, self.new())} }}"
        if (wrong := self._wrong(constraint, value if path else node)) is not None:
            return f"EXISTS {{ {node} {path.sparql} {value} . FILTER({wrong}) }}" if path else wrong
        if constraint.kind in ("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount", "hasValue"):
            return self._set_fails(shape, constraint, node)
        pairs = self._pairs(shape, constraint, node, value)
        return " || ".join(f"EXISTS {{ {pattern} }}" for pattern in pairs)

    def _wrong(self, constraint: Constraint, v: str) -> str | None:
        """Of constraints that look at each value by itself: whether ``v`` violates it. Never an error."""
        kind, term = constraint.kind, constraint.terms[0] if constraint.terms else None
        if kind == "class":
            assert term is not None
            self.classes.add(term)
            return f"NOT EXISTS {{ GRAPH <{TYPES}> {{ {v} <{INSTANCE}> {term} }} }}"
        if kind == "datatype":
            if constraint.terms[0].value in _FORGOTTEN:
                raise self._graph.error(constraint.terms[0], "the engine cannot tell it from xsd:integer")
            return f"!({_typed(v, str(term))})"
        if kind == "nodeKind":
            name = term.value.removeprefix(SH.iri) if isinstance(term, NamedNode) else ""
            if name not in _KINDS:
                raise self._graph.error(constraint.terms[0], "it is no sh:nodeKind")
            return f"!({_KINDS[name].format(v=v)})"
        if kind in _COMPARED:
            return f"!COALESCE({v} {_COMPARED[kind]} {term}, false)"
        if kind in ("minLength", "maxLength"):
            if kind == "minLength" and constraint.number == 0:
                return f"isBlank({v})"
            sign = "<" if kind == "minLength" else ">"
            return f"(isBlank({v}) || STRLEN(STR({v})) {sign} {constraint.number})"
        if kind == "pattern":
            flags = "".join(f", {f}" for f in constraint.options["flags"])
            return f"(isBlank({v}) || !COALESCE(REGEX(STR({v}), {term}{flags}), false))"
        if kind == "languageIn":
            asked = [f"langMatches(LANG({v}), {t})" for t in constraint.terms]
            return f"!COALESCE({' || '.join(asked) or 'false'}, false)"
        if kind == "in":
            return " && ".join(f"!sameTerm({v}, {t})" for t in constraint.terms) or "true"
        if kind == "node":
            return f"({self.fails(v, constraint.terms[0])})"
        if kind == "not":
            return f"!({self.fails(v, constraint.terms[0])})"
        if kind in ("and", "or"):
            sign = " || " if kind == "and" else " && "
            return sign.join(f"({self.fails(v, t)})" for t in constraint.terms) or str(kind == "or").lower()
        if kind == "xone":
            return f"({' + '.join(f'IF({self.fails(v, t)}, 0, 1)' for t in constraint.terms) or '0'}) != 1"
        return None

    def _set_fails(self, shape: Shape, constraint: Constraint, node: str) -> str:
        """Of constraints on the set of values: whether that of ``node`` violates it."""
        path = shape.path
        if constraint.kind == "hasValue":
            term = constraint.terms[0]
            return f"NOT EXISTS {{ {node} {path.sparql} {term} }}" if path else f"!sameTerm({node}, {term})"
        assert path is not None
        wanted = constraint.options.get("shape", ())
        siblings = constraint.options.get("siblings", ())

        def counts(v: str) -> str:
            conforms = [*(f"!({self.fails(v, w)})" for w in wanted), *(f"({self.fails(v, s)})" for s in siblings)]
            return " && ".join(conforms)

        if constraint.kind.endswith("MaxCount") or constraint.kind == "maxCount":
            return self._at_least(constraint.number + 1, path.sparql, node, counts)
        return f"!({self._at_least(constraint.number, path.sparql, node, counts)})"

    def _at_least(self, number: int, path: str, node: str, counts: Callable[[str], str]) -> str:
        if number <= 0:
            return "true"
        values = [self.new() for _ in range(number if number <= _SPELLED_OUT else 1)]
        reach = " ".join(f"{node} {path} {v} ." for v in values)
        tests = [t for v in values if (t := counts(v))]
        tests += [f"!sameTerm({a}, {b})" for a, b in combinations(values, 2)]
        inside = f"{reach} FILTER({' && '.join(tests)})" if tests else reach
        if number <= _SPELLED_OUT:
            return f"EXISTS {{ {inside} }}"
        counted = f"COUNT(DISTINCT {values[0]}) >= {number}"
        return f"EXISTS {{ SELECT {node} WHERE {{ {inside} }} GROUP BY {node} HAVING({counted}) }}"

    def _pairs(self, shape: Shape, constraint: Constraint, node: str, v: str) -> Iterator[str]:
        """Of constraints that compare values with other values: patterns of what violates it."""
        path, other = shape.path, self.new()
        reach = f"{node} {path.sparql} {v} ." if path else f"BIND({node} AS {v})"
        if constraint.kind == "closed":
            listed = " && ".join(f"?path != {t}" for t in constraint.terms) or "true"
            # A closed property shape looks at the properties of its values.
            inner = f"{reach} {v} ?path {other} ." if path else f"{node} ?path {v} ."
            yield f"{inner} FILTER({listed})"
            return
        term = constraint.terms[0]
        if constraint.kind == "uniqueLang":
            yield (
                f"{node} {path.sparql if path else ''} {v}a , {v}b . FILTER(LANG({v}a) != '' && !sameTerm({v}a, {v}b) "
                f"&& LCASE(LANG({v}a)) = LCASE(LANG({v}b))) BIND(LCASE(LANG({v}a)) AS ?lang)"
            )
        elif constraint.kind == "equals":
            if path:
                yield f"{reach} FILTER NOT EXISTS {{ {node} {term} {v} }}"
                yield f"{node} {term} {v} . FILTER NOT EXISTS {{ {node} {path.sparql} {v} }}"
            else:
                yield f"{reach} FILTER NOT EXISTS {{ {node} {term} {node} }}"
                yield f"{node} {term} {v} . FILTER(!sameTerm({node}, {v}))"
        elif constraint.kind == "disjoint":
            yield f"{reach} {node} {term} {v} ." if path else f"{node} {term} {node} . BIND({node} AS {v})"
        else:
            sign = "<" if constraint.kind == "lessThan" else "<="
            yield f"{reach} {node} {term} {other} . FILTER(!COALESCE({v} {sign} {other}, false))"

    def new(self) -> str:
        """A variable that no other pattern uses."""
        return f"?v{next(self._names)}_"


def _typed(v: str, datatype: str) -> str:
    """Whether ``v`` is a literal of the type, and well-formed."""
    iri = datatype.strip("<>")
    same = f"COALESCE(DATATYPE({v}) = {datatype}, false)"
    if iri in _CAST:
        return f"{same} && isLiteral(COALESCE({datatype}(STR({v})), <urn:ill-formed>))"
    return same
