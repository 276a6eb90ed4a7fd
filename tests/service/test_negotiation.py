"""Content negotiation (RFC 9110 §12.5.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pigraph.service.negotiation import BOOLEANS, GRAPHS, HTML, RESULTS, negotiate


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("text/csv", "csv"),
        ("TEXT/CSV; charset=utf-8", "csv"),
        ("application/json", "json"),
        ("text/csv;q=0.5, application/xml;q=0.7", "xml"),
        ("text/csv; q=0.500,text/tab-separated-values ; q=0.501", "tsv"),
        ("application/sparql-results+json;q=0, application/json;q=0, */*;q=0.1", "xml"),
        ("text/csv;q=0, */*;q=0", None),
        ("image/png", None),
        ("nonsense", None),
        # What is most specific counts, not what comes first.
        ("*/*;q=0.9, text/csv;q=1, text/*;q=0.1", "csv"),
    ],
)
def test_of_results(accept: str, name: str | None) -> None:
    chosen = negotiate(accept, RESULTS)
    assert (chosen and chosen.name) == name


def test_a_browser_gets_a_page_and_a_program_turtle() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert negotiate(browser, (*GRAPHS, HTML)) is HTML
    assert negotiate("*/*", (*GRAPHS, HTML)) is GRAPHS[0]


@given(st.text(), st.sampled_from([RESULTS, BOOLEANS, GRAPHS]))
def test_no_header_breaks_it(accept: str, offered: tuple[object, ...]) -> None:
    assert negotiate(accept, offered) in (None, *offered)  # type: ignore[arg-type]
