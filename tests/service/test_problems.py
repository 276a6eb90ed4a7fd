"""Problem documents (RFC 9457)."""

import json

import pytest

from pigraph.errors import QueryError
from pigraph.service import problems
from pigraph.service.problems import Problem


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (problems.read_only(), 403),
        (problems.not_acceptable(["text/csv"]), 406),
        (problems.busy(3), 503),
        (problems.too_slow(10), 503),
        (problems.too_large("rows", 5), 422),
        (problems.out_of_memory(64), 503),
        (problems.of_query(QueryError("What.", "Remedy.", (2, 3))), 400),
    ],
)
def test_each_says_what_and_what_helps(problem: Problem, status: int) -> None:
    document = json.loads(problem.body())
    assert document["status"] == problem.status == status
    assert document["title"].endswith(".") and document["detail"].endswith(".")


def test_places_limits_and_patience_are_said() -> None:
    place = json.loads(problems.of_query(QueryError("What.", "", (2, 3))).body())
    assert (place["line"], place["column"]) == (2, 3)
    assert json.loads(problems.too_large("rows", 5).body())["limit"] == {"rows": 5}
    assert problems.busy(3).headers == {"Retry-After": "3"}
