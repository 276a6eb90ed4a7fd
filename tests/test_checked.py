"""Reports kept of earlier checks: used where nothing changed, never where anything did."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from checks.policies import DOCUMENT, ON, SHAPES, TEXT, graph
from pigraph import checked, checking, pipeline, store
from pigraph.checked import Checked, Question
from pigraph.checks.check import Checker, Report, checker
from pigraph.checks.choices import Asked, Engine

ASKED = Asked(ON, shapes=SHAPES)
DAY = 24 * 3600


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Path:
    home = tmp_path_factory.mktemp("graph")
    pipeline.build([checkout / "data" / "policies" / "gimpo.txt"], home, jobs=1)
    return home


@pytest.fixture
def asked_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The documents that are really checked."""
    found: list[str] = []
    real = Checker.check

    def check(self: Checker, document: str, *of: Any) -> Report:
        found.append(document)
        return real(self, document, *of)

    monkeypatch.setattr(Checker, "check", check)
    yield found


def check(home: Path, asked: Asked = ASKED, *, fresh: bool = False) -> list[Report]:
    generation = store.current(home)
    return checking.check_published(generation, checking.published(generation), asked, jobs=1, fresh=fresh)


def test_an_unchanged_policy_is_not_checked_again(home: Path, asked_again: list[str]) -> None:
    first = check(home, fresh=True)
    assert len(asked_again) == 1
    assert check(home) == first
    assert len(asked_again) == 1
    assert first[0].findings and first[0].gaps


def test_fresh_checks_again(home: Path, asked_again: list[str]) -> None:
    check(home)
    del asked_again[:]
    check(home, fresh=True)
    assert len(asked_again) == 1


def test_another_day_shapes_or_engine_are_another_question(
    home: Path, asked_again: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(home)
    del asked_again[:]
    assert check(home, replace(ASKED, on=date(2026, 11, 21)))[0].on == date(2026, 11, 21)
    (tmp_path / "gaps.ttl").write_bytes((SHAPES / "gaps.ttl").read_bytes())
    check(home, replace(ASKED, shapes=tmp_path))
    check(home, replace(ASKED, engine=Engine.PYSHACL))
    monkeypatch.setattr(checked, "version", lambda: "another")
    check(home, replace(ASKED, shapes=tmp_path))
    assert len(asked_again) == 4


def question(**changed: object) -> Question:
    return replace(Question(DOCUMENT, "d" * 64, "aaaaaaaaaaaa", "가나.txt", ON), **changed)  # type: ignore[arg-type]


def find(entries: Checked, asked: Question) -> Report | None:
    with entries:
        return entries.find(asked)


def keep(entries: Checked, report: Report) -> None:
    with entries:
        entries.keep(question(), report)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Checked, Report, Path]:
    """Entries with one report, and its file."""
    one = checker(directory=SHAPES)
    entries = Checked(tmp_path, one, Engine.COMPILED)
    report = one.check(DOCUMENT, graph(), TEXT, "가나.txt", ON)
    keep(entries, report)
    (file,) = [p for p in tmp_path.rglob("*") if p.is_file()]
    return entries, report, file


def test_a_report_comes_back_as_it_was(kept: tuple[Checked, Report, Path]) -> None:
    entries, report, _ = kept
    assert find(entries, question()) == report


@pytest.mark.parametrize(
    "changed",
    [
        {"stated": "e" * 64},
        {"sha12": "b" * 12},
        {"name": "다.txt"},
        {"on": date(2026, 11, 21)},
        {"document": f"{DOCUMENT}~1"},
    ],
    ids=lambda c: next(iter(c)),
)
def test_what_changed_is_not_found(kept: tuple[Checked, Report, Path], changed: dict[str, object]) -> None:
    assert find(kept[0], question(**changed)) is None


def test_damaged_entries_do_not_count(kept: tuple[Checked, Report, Path]) -> None:
    entries, _, file = kept
    whole = file.read_bytes()
    for broken in (b"", b"{}\n{}", whole[:-4096], whole.replace(b"not stated", b"not strtad"), b"\xff" + whole):
        assert broken != whole
        file.write_bytes(broken)
        assert find(entries, question()) is None
    with sqlite3.connect(file.with_name("other")) as other:
        other.execute("CREATE TABLE reports (name)")
    file.with_name("other").replace(file)
    assert find(entries, question()) is None


@pytest.mark.parametrize("garbage", [b"", b"no table at all" * 1000], ids=["empty", "garbage"])
def test_a_damaged_file_is_begun_anew(kept: tuple[Checked, Report, Path], garbage: bytes) -> None:
    entries, report, file = kept
    file.write_bytes(garbage)
    keep(entries, report)
    keep(entries, report)
    assert find(entries, question()) == report


def test_nothing_half_written_is_seen(kept: tuple[Checked, Report, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    entries, report, file = kept
    start = time.time()
    passed = iter((60, 120, 215))

    def later() -> None:
        now = start + next(passed) * DAY
        monkeypatch.setattr(time, "time", lambda: now)

    other = replace(report, title="other")
    real = checked._opened

    def small(at: Path) -> sqlite3.Connection:
        table = real(at)
        table.execute("PRAGMA max_page_count = 1")  # the disk is full
        return table

    monkeypatch.setattr(checked, "_opened", small)
    with entries:
        entries.keep(question(), other)
        for n in range(100):
            entries.keep(question(document=f"{DOCUMENT}/{n}"), other)
    monkeypatch.undo()
    assert find(entries, question()) == report
    assert find(entries, question(document=f"{DOCUMENT}/0")) is None
    assert list(file.parent.iterdir()) == [file]


def test_what_another_check_writes_is_not_waited_for_and_not_seen(kept: tuple[Checked, Report, Path]) -> None:
    entries, report, file = kept
    with closing(sqlite3.connect(file)) as writing:
        writing.execute("DELETE FROM reports")
        assert find(entries, question()) == report


def test_a_place_that_cannot_be_written_harms_no_check(tmp_path: Path) -> None:
    (tmp_path / "checked").write_text("a file in the way", encoding="utf-8")
    one = checker(directory=SHAPES)
    entries = Checked(tmp_path, one, Engine.COMPILED)
    entries.tidy()
    keep(entries, one.check(DOCUMENT, graph(), TEXT, "가나.txt", ON))
    assert find(entries, question()) is None


def test_what_is_long_unused_is_removed(kept: tuple[Checked, Report, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    entries, report, file = kept
    start = time.time()
    passed = iter((60, 120, 215))

    def later() -> None:
        now = start + next(passed) * DAY
        monkeypatch.setattr(time, "time", lambda: now)

    other = file.parent.with_name("0123456789abcdef")
    other.mkdir()
    entries.tidy()
    assert find(entries, question()) == report and not other.exists()
    later()
    assert find(entries, question()) == report  # used now
    later()
    entries.tidy()
    assert find(entries, question()) == report
    later()
    entries.tidy()
    assert find(entries, question()) is None
