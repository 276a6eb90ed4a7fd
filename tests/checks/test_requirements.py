from datetime import date

import pytest

from checks.policies import ON, SHAPES
from checks.test_engines import shapes
from pigraph.checks.catalogue import catalogue
from pigraph.checks.requirements import Requirements, shapes_of
from pigraph.errors import DataError

OWN = Requirements(shapes_of(SHAPES))
BY_ID = {r.rule: r for r in OWN.all()}


def test_a_property_shape_takes_what_it_does_not_say_from_the_shape_around_it() -> None:
    graph = shapes_of(SHAPES)
    stated = next(r for r in map(OWN.of, graph.declared) if r.shape.value.endswith("#Basis"))
    (inner,) = [OWN.of(c.terms[0]) for c in graph.shape(stated.shape).constraints]  # type: ignore[arg-type]
    assert inner.ids == ("L-PROV", "G7") and inner.level == "Mandatory" and inner.name["en"] == "ground for provision"
    assert inner.message["ko"] == "제공의 근거를 밝히지 않았습니다."
    assert inner.sources == ("https://w3id.org/pigraph/id/law/개인정보보호법/제17조제1항",)


@pytest.mark.parametrize(
    ("rule", "effective", "expected"),
    [
        ("L-PROV", date(2018, 1, 1), "E,T"),
        ("L-PROV", date(2010, 1, 1), "T"),
        ("L-PROV", None, "T"),
        ("OLD", date(2018, 1, 1), "E"),
        ("OLD", date(2020, 8, 5), ""),
        ("X-1", date(2018, 1, 1), "T"),
        ("P28-12-5", date(2030, 1, 1), ""),
    ],
)
def test_a_duty_counts_for_the_dates_on_which_it_holds(rule: str, effective: date | None, expected: str) -> None:
    assert BY_ID[rule].when(effective, ON) == expected


def test_gaps_are_those_of_their_file() -> None:
    assert {rule for rule, r in BY_ID.items() if r.gap} == {"READ-1"}


@pytest.mark.parametrize("wrong", ['pi:since "bald"^^xsd:date', "pi:level pi:Nice", 'pi:when "now"'])
def test_a_date_or_level_that_is_none_is_an_error(wrong: str) -> None:
    text = f"@prefix pi: <https://w3id.org/pigraph/ns#> . :S a sh:NodeShape ; sh:targetClass :T ; {wrong} ."
    with pytest.raises(DataError, match="org/S"):
        Requirements(shapes(text))


def test_a_directory_without_shapes_is_an_error(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError, match="no shapes"):
        shapes_of(tmp_path)


def test_the_catalogue_names_every_requirement_with_article_example_and_remedy() -> None:
    page = catalogue(OWN)
    assert all(f"### {', '.join(r.ids)}: " in page for r in BY_ID.values())
    assert "[개인정보 보호법 제17조제1항](https://www.law.go.kr/법령/개인정보보호법/제17조)" in page
    assert "- Example: 예: 개인정보 보호법 제17조제1항제1호" in page and "- Remedy: Cite the article." in page
    assert page.index("L-PROV") < page.index("Not read by pigraph") < page.index("READ-1: ")
