"""The competency questions of the reference model have the answers that are written under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest

from pigraph.pipeline import build
from pigraph.store import current

pytestmark = pytest.mark.shared

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered query with the rows that it must have, as printed."""

    name: str
    query: str
    columns: Row
    rows: list[Row]


def questions(text: str) -> Iterator[Question]:
    """The queries of a file, each after "#### Qn" and before its rows in comments."""
    prologue, *parts = re.split(r"(?m)^#### (?=Q\d)", text)
    head = "\n".join(line for line in prologue.splitlines() if line.startswith("PREFIX"))
    for part in parts:
        lines = part.splitlines()
        query = "\n".join(line for line in lines[1:] if not line.startswith("#"))
        expected = [line.removeprefix("# ") for line in lines[1:] if line.startswith("# ")]
        announced, columns, *rows = expected
        found = [tuple(row.split(" | ")) for row in rows]
        assert announced == f"→ {len(found)} rows", announced
        yield Question(lines[0].split()[0], f"{head}\n{query}", tuple(columns.split(" | ")), found)


@pytest.fixture(scope="module")
def asked(shared: Path) -> dict[str, Question]:
    path = shared / "reference" / "queries.rq"
    if not path.exists():
        pytest.skip(f"no {path}")
    return {q.name: q for q in questions(path.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def store(shipped: list[Path], tmp_path_factory: pytest.TempPathFactory) -> pyoxigraph.Store:
    home = tmp_path_factory.mktemp("graph")
    report = build(shipped, home, jobs=1)
    assert (len(report.documents), report.failures) == (3, ())
    return pyoxigraph.Store.read_only(str(current(home) / "store"))


def rows(store: pyoxigraph.Store, question: Question, inferred: bool = False) -> list[Row]:
    graphs: list[pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph] = [pyoxigraph.DefaultGraph()]
    if inferred:
        graphs += [g for g in store.named_graphs() if g.value.endswith("/inferred")]
    answer = store.query(question.query, default_graph=graphs)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert tuple(v.value for v in answer.variables) == question.columns
    return [tuple(_printed(value) for value in row) for row in answer]


def _printed(value: object) -> str:
    text = getattr(value, "value", "")
    return re.sub(r"^https://w3id\.org/pigraph/id/", "…/", text)


# Questions that are built upon in another way have a test of their own below.
NAMES = ["Q1", "Q2", "Q3", "Q4", "Q6", "Q9", "Q11"]


@pytest.mark.parametrize("name", NAMES)
def test_answers(name: str, asked: dict[str, Question], store: pyoxigraph.Store) -> None:
    question = asked[name]
    assert rows(store, question, inferred=name == "Q9") == question.rows


def test_what_only_one_recipient_receives(asked: dict[str, Question], store: pyoxigraph.Store) -> None:
    """The offsets of Q13 may differ: where the leading sentence is cut is a matter of taste."""
    question = asked["Q13"]
    found = rows(store, question)
    assert {row[:2] for row in found} == {row[:2] for row in question.rows}
    assert len(found) == len(question.rows)
    assert all(re.fullmatch(r"…/source/[0-9a-f]{12}#char=\d+,\d+", row[2]) for row in found)


def test_every_question_of_the_reference_is_asked(asked: dict[str, Question]) -> None:
    assert set(asked) == {*NAMES, "Q13"}
