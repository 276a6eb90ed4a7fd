"""Storage conditions as nodes: their kinds, their labels, and which of them are one."""

from __future__ import annotations

import pytest

from graph.pages import Page
from pigraph.graph.iris import Iris
from pigraph.graph.retention import facts, terms
from pigraph.records.model import Condition, Record, Retention

PAGE = Page("5년, 탈퇴 시까지. 다만, 2025. 12. 31.까지 영구 보존, 이용 목적 달성에 필요한 기간")


def cell(phrase: str, **fields: object) -> Retention:
    return Retention(PAGE.said(phrase), (Condition(PAGE.words(phrase), **fields),))  # type: ignore[arg-type]


def literals(retention: Retention, term: str) -> list[str]:
    iris = Iris.of(Record("a.txt", "0" * 64, PAGE.text))
    names = {t: f"r{n}" for n, t in enumerate(terms(retention), 1)}
    found = facts(iris.part("h1"), retention, names, PAGE.text, iris)
    return [f.object.value.rsplit("#", 1)[-1] for f in found if f.predicate.value.endswith(term)]


@pytest.mark.parametrize(
    ("fields", "kind", "value", "months"),
    [
        ({"duration": "P5Y", "months": 60}, "TemporalDuration", ["P5Y"], ["60"]),
        ({"duration": "P60M"}, "TemporalDuration", ["P5Y"], ["60"]),
        ({"duration": "P90D"}, "TemporalDuration", ["P90D"], []),
        ({"duration": "P0D", "trigger": "authentication"}, "UntilEventDuration", ["P0D"], ["0"]),
        ({"trigger": "task-end"}, "UntilEventDuration", [], []),
        ({"until": "2025-12-31"}, "UntilTimeDuration", ["2025-12-31"], []),
        ({"endless": True, "minimum": "P36M"}, "EndlessDuration", [], []),
        ({}, None, [], []),
    ],
)
def test_kinds(fields: dict[str, object], kind: str | None, value: list[str], months: list[str]) -> None:
    retention = cell("5년", **fields)
    assert literals(retention, "#type") == ["StorageDuration", *([kind] if kind else [])]
    assert literals(retention, "#value") == value
    assert literals(retention, "#months") == months
    assert literals(retention, "minValue") == (["P3Y"] if "minimum" in fields else [])


def test_the_only_condition_is_labelled_with_the_whole_text() -> None:
    whole = PAGE.said("5년, 탈퇴 시까지")
    assert [t.label for t in terms(Retention(whole, (Condition(PAGE.words("5년")),)))] == ["5년, 탈퇴 시까지"]
    two = Retention(whole, (Condition(PAGE.words("5년")), Condition(PAGE.words("탈퇴 시까지"))))
    assert [t.label for t in terms(two)] == ["5년", "탈퇴 시까지"]
    ruled = Retention(whole, (Condition(PAGE.words("5년")),), (Condition(PAGE.words("탈퇴 시까지")),))
    assert [t.label for t in terms(ruled)] == ["5년", "탈퇴 시까지"]


def test_a_text_without_a_condition_is_still_a_term() -> None:
    assert [t.label for t in terms(PAGE.kept("이용 목적 달성에 필요한 기간"))] == ["이용 목적 달성에 필요한 기간"]


def test_equal_conditions_are_one_term_and_other_readings_are_not() -> None:
    assert terms(cell("5년", duration="P5Y")) == terms(cell("5년", duration="P5Y"))
    assert terms(cell("5년", duration="P5Y")) != terms(cell("5년", duration="P5Y", trigger="task-end"))


def test_an_exception_belongs_to_its_rule() -> None:
    rule, exception = (
        Condition(PAGE.words("탈퇴 시까지")),
        Condition(PAGE.words("2025. 12. 31.까지"), until="2025-12-31"),
    )
    retention = Retention(PAGE.said("탈퇴 시까지"), (rule,), (exception,))
    assert literals(retention, "exceptionTo") == ["r1"]
