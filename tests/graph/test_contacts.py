"""Telephone numbers that can be dialled, and those that cannot."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from graph.pages import Page
from pigraph.graph.contacts import officer, tel
from pigraph.graph.iris import Iris
from pigraph.graph.terms import SCHEMA
from pigraph.records.model import Officer, Record


@pytest.mark.parametrize(
    ("printed", "iri"),
    [
        ("031-980-2381", "tel:+82-31-980-2381"),
        ("02)123-4567", "tel:+82-2-123-4567"),
        ("(02) 123 4567", "tel:+82-2-123-4567"),
        ("0319802381", "tel:+82-319802381"),
        ("010.1234.5678", "tel:+82-10-1234-5678"),
        ("1577-1234", "tel:+82-1577-1234"),
        ("+82-2-123-4567", "tel:+82-2-123-4567"),
    ],
)
def test_dialable(printed: str, iri: str) -> None:
    assert tel(printed) == NamedNode(iri)


@pytest.mark.parametrize("printed", ["980-2381", "02-123-4567~8", "02-123-4567(내선 3)", "없음", "119", ""])
def test_not_dialable(printed: str) -> None:
    assert tel(printed) is None


def test_what_cannot_be_dialled_or_mailed_is_kept_as_printed() -> None:
    page = Page("보호책임자 980-2381 hong[at]korea.kr")
    iris = Iris.of(Record("a.txt", "0" * 64, page.text))
    who = Officer(page.said("보호책임자"), phones=(page.said("980-2381"),), email=page.said("hong[at]korea.kr"))
    found = {(f.predicate, f.object) for f in officer(iris.part("policy"), iris.part("k1"), who, page.text, iris)}
    assert (SCHEMA["telephone"], Literal("980-2381")) in found
    assert (SCHEMA["email"], Literal("hong[at]korea.kr")) in found
