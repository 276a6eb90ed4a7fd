"""Reports kept of earlier checks: used where nothing changed, never where anything did."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checks.policies import DOCUMENT, ON, SHAPES, TEXT, graph
from pigraph import checked, checking, pipeline, store
from pigraph.checked import Checked, Question
from pigraph.checking import Asked
from pigraph.checks.check import Checker, Report, checker
from pigraph.checks.choices import Engine

ASKED = Asked(ON, shapes=SHAPES)


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
    checking._earlier.cache_clear()
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
    return replace(Question(DOCUMENT, graph(), "aaaaaaaaaaaa", "가나.txt", ON), **changed)  # type: ignore[arg-type]


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Checked, Report, Path]:
    """Entries with one report, and its file."""
    one = checker(directory=SHAPES)
    entries = Checked(tmp_path, one, Engine.COMPILED)
    report = one.check(DOCUMENT, graph(), TEXT, "가나.txt", ON)
    entries.keep(question(), report)
    (file,) = [p for p in tmp_path.rglob("*") if p.is_file()]
    return entries, report, file


def test_a_report_comes_back_as_it_was(kept: tuple[Checked, Report, Path]) -> None:
    entries, report, _ = kept
    assert entries.find(question()) == report
    shuffled = b"".join(reversed(graph().splitlines(keepends=True)))
    assert entries.find(question(stated=shuffled)) == report


@pytest.mark.parametrize(
    "changed",
    [
        {"stated": graph() + b"<a:b> <a:c> <a:d> .\n"},
        {"sha12": "b" * 12},
        {"name": "다.txt"},
        {"on": date(2026, 11, 21)},
        {"document": f"{DOCUMENT}~1"},
    ],
    ids=lambda c: next(iter(c)),
)
def test_what_changed_is_not_found(kept: tuple[Checked, Report, Path], changed: dict[str, object]) -> None:
    assert kept[0].find(question(**changed)) is None


def test_damaged_entries_do_not_count(kept: tuple[Checked, Report, Path]) -> None:
    entries, _, file = kept
    whole = file.read_bytes()
    for broken in (b"", b"{}\n{}", whole[:-1], whole.replace(b"L-PROV", b"L-NONE", 1)[:-9], b"\xff" + whole):
        file.write_bytes(broken)
        assert entries.find(question()) is None
    file.write_bytes(whole.replace(b"warning", b"nothing", 1) if b"warning" in whole else whole + b" ")
    assert entries.find(question()) is None


def test_nothing_half_written_is_seen(kept: tuple[Checked, Report, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    entries, report, file = kept

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as opened:
            opened.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    entries.keep(question(), replace(report, title="other"))
    assert entries.find(question()) == report
    assert list(file.parent.iterdir()) == [file]


def test_a_place_that_cannot_be_written_harms_no_check(tmp_path: Path) -> None:
    (tmp_path / "checked").write_text("a file in the way", encoding="utf-8")
    one = checker(directory=SHAPES)
    entries = Checked(tmp_path, one, Engine.COMPILED)
    entries.tidy()
    entries.keep(question(), one.check(DOCUMENT, graph(), TEXT, "가나.txt", ON))
    assert entries.find(question()) is None


def test_what_is_long_unused_is_removed(kept: tuple[Checked, Report, Path]) -> None:
    entries, _, file = kept
    other = file.parent.with_name("0123456789abcdef")
    other.mkdir()
    entries.tidy()
    assert file.exists() and not other.exists()
    os.utime(file, (0, 0))
    entries.tidy()
    assert not file.exists()
