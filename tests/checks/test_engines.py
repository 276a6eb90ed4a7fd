"""Both engines, on a small case for every component: the expected results, and the same ones."""

import pyoxigraph as ox
import pytest

from checks.cases import CASES, PREFIXES, Case
from pigraph.checks.compile import compiled
from pigraph.checks.engine import Result, Validation, validate
from pigraph.checks.reference_engine import ReferenceEngine
from pigraph.checks.shapes import ShapesGraph

EXAMPLE = "http://example.org/"
BY_NAME = {case.name: case for case in CASES}


def shapes(text: str) -> ShapesGraph:
    return ShapesGraph(q.triple for q in ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE))


def quads(text: str) -> list[ox.Quad]:
    return list(ox.parse(PREFIXES.rpartition(": sh:declare")[0] + text, ox.RdfFormat.TURTLE))


def term(shown: object) -> str:
    if shown is None:
        return ""
    if isinstance(shown, ox.BlankNode):
        return "_:"
    if isinstance(shown, ox.NamedNode):
        return shown.value.replace(EXAMPLE, ":")
    assert isinstance(shown, ox.Literal)
    if shown.datatype.value.endswith("#integer"):
        return shown.value
    return str(shown).replace("<http://www.w3.org/2001/XMLSchema#date>", "xsd:date")


def line(result: Result) -> str:
    path = "*" if isinstance(result.path, ox.BlankNode) else term(result.path) or "-"
    component = result.component.value.rpartition("#")[2].removesuffix("ConstraintComponent")
    return f"{term(result.focus).removeprefix(':')} {component} {path} {term(result.value)}".removesuffix(
        " "
    ).removesuffix(" -")


def lines(validation: Validation) -> set[str]:
    assert validation.failures == ()
    return {line(r) for r in validation.results}


def expected(case: Case) -> set[str]:
    return {x.removesuffix(" -") for x in case.results.splitlines()}


def test_every_case_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(CASES)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_compiled_shapes_find_what_violates_them(name: str) -> None:
    case = BY_NAME[name]
    assert lines(validate(compiled(shapes(case.shapes)), quads(case.data))) == expected(case)


@pytest.mark.parametrize("name", [c.name for c in CASES if not c.deviates])
def test_the_reference_engine_finds_the_same(name: str) -> None:
    case = BY_NAME[name]
    assert lines(ReferenceEngine(shapes(case.shapes)).validate(quads(case.data))) == expected(case)


@pytest.mark.parametrize("name", [c.name for c in CASES if c.deviates])
def test_known_deviations_of_the_reference_engine_are_there(name: str) -> None:
    case = BY_NAME[name]
    validation = ReferenceEngine(shapes(case.shapes)).validate(quads(case.data))
    assert validation.failures or lines(validation) != expected(case)
