"""Canonical literals."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal
from rdflib import Literal as OtherLiteral
from rdflib import URIRef

from pigraph.graph.terms import XSD, date, duration, korean


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("P5Y", "P5Y"),
        ("P60M", "P5Y"),
        ("P18M", "P1Y6M"),
        ("P2W", "P14D"),
        ("P0D", "P0D"),
        ("P0Y", "P0D"),
        ("P1Y0M3D", "P1Y3D"),
    ],
)
def test_durations_are_canonical(iso: str, expected: str) -> None:
    literal = duration(iso)
    assert literal == Literal(expected, datatype=XSD["duration"])
    # rdflib rewrites what is not canonical: then its form would be another one.
    assert str(OtherLiteral(literal.value, datatype=URIRef(literal.datatype.value))) == expected


@pytest.mark.parametrize("iso", ["", "P", "5Y", "PT5H", "P-1Y"])
def test_no_duration(iso: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        duration(iso)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2024-05-01", "date"),
        ("2024-05", "gYearMonth"),
        ("2019", "gYear"),
        ("2023-02-30", "string"),
        ("2024-5-1", "string"),
        ("상시", "string"),
        ("2024-05-01-01", "string"),
    ],
)
def test_dates_have_the_type_of_their_precision(value: str, kind: str) -> None:
    assert date(value) == Literal(value, datatype=XSD[kind])


def test_policy_text_is_korean_and_joined() -> None:
    assert korean(" 수사\n  자료 ") == Literal("수사 자료", language="ko")
