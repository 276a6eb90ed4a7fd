from pathlib import Path

import pytest

from pigraph.document.describe import Meta, describe
from pigraph.errors import DataError


def test_no_description_is_an_empty_one(tmp_path: Path) -> None:
    assert describe(tmp_path / "a.txt") == Meta()


def test_a_description_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('title = "방침"\ncontroller = "가나시"\neffective_date = 2024-01-01\n')
    assert describe(tmp_path / "a.txt") == Meta(title="방침", controller="가나시", effective_date="2024-01-01")


def test_a_toml_file_does_not_describe_itself(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("개인정보 = \n")
    assert describe(tmp_path / "a.toml") == Meta()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('title = "방침"\ntaken = = 3\n', "line 2"),
        ('colour = "red"\n', "unknown key 'colour'"),
        ("title = 3\n", "title is not a text"),
        ('title = " "\n', "title is not a text"),
        ('taken = "yesterday"\n', "taken is not a date"),
        ("taken = 2024-01-01T00:00:00\n", "taken is not a date"),
        ('sha256 = "abc"\n', "sha256"),
    ],
)
def test_a_broken_description_names_file_and_place(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "a.toml").write_text(text)
    with pytest.raises(DataError, match=place) as caught:
        describe(tmp_path / "a.txt")
    assert "a.toml" in caught.value.message and caught.value.remedy


def test_a_description_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes('title = "방침"'.encode("cp949"))
    with pytest.raises(DataError, match=r"a\.toml cannot be read"):
        describe(tmp_path / "a.txt")
