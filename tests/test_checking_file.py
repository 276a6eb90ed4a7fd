"""One file checked while it is read in a second process."""

from pathlib import Path

import pytest

from checks.policies import ON, SHAPES
from pigraph import beside
from pigraph.checking_file import check_file
from pigraph.checks.check import Checker, checker
from pigraph.checks.choices import Asked, Engine
from pigraph.checks.requirements import shapes_of
from pigraph.document import load
from pigraph.errors import NotAPolicy, UnreadableFile
from pigraph.reading import make, stated_of

ASKED = Asked(ON, shapes=SHAPES)


@pytest.mark.parametrize("copies", [False, True])
def test_a_second_process_does_not_change_a_report(
    shipped: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, copies: bool
) -> None:
    monkeypatch.setattr(beside, "_copies", lambda: copies)
    path = shipped[0]
    checks = checker(Engine.COMPILED, SHAPES)
    assert check_file(path, ASKED) == checks.check(*stated_of(load(path)), path.name, ON)
    none = tmp_path / "none.txt"
    none.write_text("오늘의 식단: 비빔밥과 된장국\n", encoding="utf-8")
    with pytest.raises(NotAPolicy):
        check_file(none, ASKED)


def test_what_can_be_made_ready_is_not_done_for_a_file_that_is_not_there(tmp_path: Path) -> None:
    done: list[str] = []
    with pytest.raises(UnreadableFile):
        check_file(tmp_path / "none.txt", ASKED, lambda: done.append("ready"))
    assert not done


def test_what_can_be_made_ready_meanwhile_is(shipped: list[Path]) -> None:
    done: list[str] = []
    check_file(shipped[0], ASKED, lambda: done.append("ready"))
    assert done == ["ready"]


def test_what_is_stated_is_what_a_build_publishes(shipped: list[Path]) -> None:
    made = make(shipped[0])
    assert stated_of(load(shipped[0])) == (made.document, made.stated, made.text)


def test_a_check_of_nothing_leaves_nothing_behind(shipped: list[Path]) -> None:
    found = stated_of(load(shipped[0]))
    fresh = Checker(shapes_of())
    first = fresh.check(*found, "a.txt", ON)
    fresh.warm(ON)
    fresh.warm(ON, load(shipped[1]).text)
    assert fresh.check(*found, "a.txt", ON) == first
