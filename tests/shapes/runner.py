"""Runs the shapes by the letter of SHACL-SPARQL, on the store that pigraph uses: one query per shape.

Only what ``shapes/`` uses for requirements: one target, and ``sh:hasValue`` or one ``sh:sparql`` constraint.
pySHACL runs the same shapes in `test_shapes.py`; this one is fast enough to run all of them a thousand times.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rdflib import RDF, SH, Graph, Namespace
from rdflib import Literal as RdfLiteral
from rdflib.namespace import DCTERMS

PI = Namespace("https://w3id.org/pigraph/ns#")
SHAPES = Path(__file__).resolve().parents[2] / "shapes"
BASE = "https://w3id.org/pigraph/shapes#"
REQUIREMENTS = ("content", "conditional", "rows", "deep")


@dataclass(frozen=True)
class Shape:
    name: str
    severity: str
    ids: frozenset[str]
    since: str
    when: str | None
    query: str


@dataclass(frozen=True, order=True)
class Finding:
    shape: str
    focus: str
    value: str


@cache
def graph(*names: str) -> Graph:
    found = Graph()
    for name in names or ("terms", *REQUIREMENTS):
        found.parse(SHAPES / f"{name}.ttl")
    return found


@cache
def prefixes() -> str:
    terms = graph("terms")
    pairs = [(terms.value(d, SH.prefix), terms.value(d, SH.namespace)) for d in terms.objects(None, SH.declare)]
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(pairs))


@cache
def shapes() -> dict[str, Shape]:
    """Every named shape of the requirement files."""
    g, found = graph(), {}
    for node in {*g.subjects(RDF.type, SH.NodeShape), *g.subjects(RDF.type, SH.PropertyShape)}:
        target = next(
            pattern.format(g.value(node, kind).n3())
            for kind, pattern in (
                (SH.targetClass, "?this a {}"),
                (SH.targetObjectsOf, "?any {} ?this"),
                (SH.targetSubjectsOf, "?this {} ?any"),
            )
            if g.value(node, kind)
        )
        path, value, constraint = g.value(node, SH.path), g.value(node, SH.hasValue), g.value(node, SH.sparql)
        if constraint:
            select = str(g.value(constraint, SH.select)).replace("$this", "?this")
            query = f"{prefixes()}SELECT DISTINCT ?this ?value WHERE {{ {{ SELECT DISTINCT ?this WHERE {{ {target} }} }} {_body(select)} }}"
        else:
            query = f"SELECT DISTINCT ?this WHERE {{ {target} FILTER NOT EXISTS {{ ?this {path.n3()} {value.n3()} }} }}"
        when = g.value(node, PI.when)
        name = str(node).removeprefix(BASE)
        found[name] = Shape(
            name,
            str(g.value(node, SH.severity)).rpartition("#")[2],
            frozenset(map(str, g.objects(node, DCTERMS.identifier))),
            str(g.value(node, PI.since)),
            str(when) if isinstance(when, RdfLiteral) else None,
            query,
        )
    return found


def _body(select: str) -> str:
    """What stands between the braces of a SELECT."""
    return select[select.index("{") + 1 : select.rindex("}")]


def store(*parts: bytes) -> Store:
    made = Store()
    for part in parts:
        made.bulk_load(part, RdfFormat.TURTLE)
    return made


def run(data: Store, names: tuple[str, ...] = ()) -> list[Finding]:
    """What the shapes (all by default) find in some data, sorted."""
    found = []
    for name in names or shapes():
        solutions = data.query(shapes()[name].query)
        variables = {v.value for v in solutions.variables}
        for row in solutions:
            value = row["value"] if "value" in variables else None
            text = value.value if isinstance(value, NamedNode | Literal) else ""
            found.append(Finding(name, row["this"].value, text))
    return sorted(set(found))


def signs_asked() -> dict[str, str]:
    """Shapes that ask for one sign, and the sign."""
    g = graph()
    asked = g.subject_objects(SH.hasValue)
    return {str(node).removeprefix(BASE): str(value) for node, value in asked if str(node).startswith(BASE)}
