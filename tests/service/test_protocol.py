"""From parameters to operations; the service's answers to them are in test_endpoint.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pigraph.service.problems import Problem
from pigraph.service.protocol import FORM, QUERY, operation, parameters


def test_parameters_of_a_form_and_its_address() -> None:
    found = parameters("POST", b"default-graph-uri=urn:a", f"{FORM}; charset=utf-8", b"query=ASK+%7B%7D&query=x")
    assert found == {"default-graph-uri": ["urn:a"], "query": ["ASK {}", "x"]}
    assert parameters("POST", b"", QUERY, "한글".encode()) == {"query": ["한글"]}


def test_an_operation_is_a_job() -> None:
    asked = operation({"query": ["CONSTRUCT WHERE { ?s ?p ?o }"], "named-graph-uri": ["urn:a"]}, "application/ld+json")
    assert (asked.job.form, asked.job.graph, asked.job.default, asked.job.named) == ("jsonld", True, (), ("urn:a",))
    own = operation({"query": ["ASK {}"]}, "").job
    assert (own.form, own.default, own.named) == ("json", None, None)


def test_entity_tags_tell_graphs_queries_datasets_and_formats_apart() -> None:
    asked = [
        operation({"query": ["ASK {}"]}, ""),
        operation({"query": ["ASK { }"]}, ""),
        operation({"query": ["ASK {}"]}, "application/xml"),
        operation({"query": ["ASK {}"], "default-graph-uri": ["urn:a"]}, ""),
    ]
    assert len({o.etag(digest) for o in asked for digest in ("1", "2")}) == 8


@pytest.mark.parametrize("given", [{}, {"query": ["ASK {}", "ASK {}"]}])
def test_one_query_is_wanted(given: dict[str, list[str]]) -> None:
    with pytest.raises(Problem) as problem:
        operation(given, "")
    assert problem.value.status == 400


def test_service_is_refused_with_its_place() -> None:
    with pytest.raises(Problem) as problem:
        operation({"query": ["ASK {\n SERVICE <urn:x> {} }"]}, "")
    assert (problem.value.status, problem.value.place) == (403, (2, 2))


@given(st.binary(max_size=60), st.sampled_from([FORM, QUERY, "text/x", ""]), st.binary(max_size=60))
def test_no_request_breaks_it(address: bytes, kind: str, body: bytes) -> None:
    try:
        operation(parameters("POST", address, kind, body), "")
    except Problem as problem:
        assert 400 <= problem.status < 500
