from pathlib import Path

import pytest

from exchange.policies import AFTER, BEFORE, DESCRIPTION
from pigraph import pipeline
from pigraph.comparing import compared
from pigraph.errors import DocumentError, PigraphError
from pigraph.languages import Language


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("one", BEFORE), ("two", AFTER)):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(DESCRIPTION, encoding="utf-8")
    return tmp_path / "one.md", tmp_path / "two.md"


def test_files_and_versions_of_a_graph_are_compared_alike(files: tuple[Path, Path], tmp_path: Path) -> None:
    pipeline.build(files, tmp_path / "home", jobs=1)
    found = []
    for before in (str(files[0]), "가나시@2023-01-01"):
        with compared(before, str(files[1]), lambda: tmp_path / "home", Language.KO) as one:
            found.append(one.changes)
            assert [q(c.evidence[0]).name for c, q in ((one.changes[0].before, one.quoters[0]),) if c] == ["one.md"]
    assert found[0] == found[1] and len(found[0]) == 16


def test_two_files_need_no_graph(files: tuple[Path, Path]) -> None:
    def home() -> Path:
        raise AssertionError("not needed")

    with compared(str(files[0]), str(files[0]), home, Language.EN) as same:
        assert same.changes == []


def test_a_file_that_is_missing_or_no_policy_is_said(files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "no.txt").write_text("받는 사람에게 보내는 편지", encoding="utf-8")
    for name in ("no.txt", "none.txt"):
        with (
            pytest.raises(DocumentError, match=name),
            compared(str(tmp_path / name), str(files[0]), lambda: tmp_path, Language.KO),
        ):
            pass
    with pytest.raises(PigraphError), compared("가나시", str(files[0]), lambda: tmp_path, Language.KO):
        pass
