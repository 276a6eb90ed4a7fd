"""Errors say what is wrong and what to do, cross process borders, and are drawn in their module."""

import inspect
import pickle
import re

import pytest

from pigraph import errors
from pigraph.errors import BinaryFile, DocumentError, NoGraph, PigraphError, StoreError
from pigraph.issues import Issue, IssueKind
from pigraph.text import Span

CLASSES = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, PigraphError)]


def test_message_and_remedy() -> None:
    error = BinaryFile("a.pdf is a PDF.", "Save its text.")
    assert (error.message, error.remedy, str(error)) == (
        "a.pdf is a PDF.",
        "Save its text.",
        "a.pdf is a PDF. Save its text.",
    )
    assert str(PigraphError("a.txt is empty.")) == "a.txt is empty."
    with pytest.raises(DocumentError, match=r"a\.pdf"):
        raise error


@pytest.mark.parametrize("kind", CLASSES, ids=lambda c: c.__name__)
def test_errors_cross_process_borders(kind: type[PigraphError]) -> None:
    back = pickle.loads(pickle.dumps(kind("what", "do")))
    assert (type(back), back.message, back.remedy) == (kind, "what", "do")


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    drawn: dict[str, str] = {}
    open_at: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        if not (m := re.match(r"^(?P<lead>[\s│├└─]*)(?P<name>[A-Z]\w+)\s{2,}\S", line)):
            continue
        depth = len(m["lead"])
        open_at = [(d, n) for d, n in open_at if d < depth]
        drawn[m["name"]] = open_at[-1][1] if open_at else "Exception"
        open_at.append((depth, m["name"]))
    assert drawn == {c.__name__: c.__base__.__name__ for c in CLASSES if c.__base__}
    assert issubclass(NoGraph, StoreError)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda c: c.__name__)
def test_every_error_is_explained_in_one_sentence(kind: type[PigraphError]) -> None:
    lines = (kind.__doc__ or "").strip().splitlines()
    assert lines
    assert lines[0].endswith(".")


def test_issues_are_in_the_order_of_the_document() -> None:
    late = Issue(Span(9, 12), IssueKind.UNREAD, "나")
    early = Issue(Span(1, 3), IssueKind.UNKNOWN_LAW, "가", "not in the registry")
    assert sorted([late, early]) == [early, late]
    assert {k.value for k in IssueKind} == {
        "unread", "unknown-heading", "unknown-column", "unknown-item", "unknown-law", "unclear",
    }  # fmt: skip
