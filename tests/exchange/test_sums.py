from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pigraph.errors import DumpError
from pigraph.exchange.sums import read_sums, verify, write_sums

DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of nothing


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    directory = tmp_path / "dump"
    (directory / "하나").mkdir(parents=True)
    (directory / "하나" / "둘 셋.txt").write_bytes(b"")
    (directory / "a").write_bytes(b"a")
    write_sums(directory)
    return directory


def test_sums_are_sorted_lines_that_verify(directory: Path) -> None:
    text = (directory / "SHA256SUMS").read_text(encoding="utf-8")
    assert [line[64:] for line in text.splitlines()] == ["  a", "  하나/둘 셋.txt"]
    assert text.splitlines()[1].startswith(DIGEST)
    assert verify(directory, ("a",)) == ["a", "하나/둘 셋.txt"]


@pytest.mark.parametrize(
    "name",
    ["../a", "/etc/hostname", "하나/../a", "./a", "하나//둘", "..", ".", "a/", "SHA256SUMS", "a\\b", "a\rb", " ../a"],
)
def test_hostile_names_are_refused(directory: Path, name: str) -> None:
    (directory.parent / "a").write_bytes(b"")
    with (directory / "SHA256SUMS").open("a", encoding="utf-8", newline="") as file:
        file.write(f"{DIGEST}  {name}\n")
    with pytest.raises(DumpError):
        verify(directory)


def test_links_are_refused(directory: Path) -> None:
    (directory / "a").rename(directory.parent / "a")
    (directory / "a").symlink_to("../a")
    with pytest.raises(DumpError, match="is a link"):
        verify(directory)
    (directory / "a").unlink()
    (directory / "a").write_bytes(b"a")
    (directory / "하나").rename(directory.parent / "하나")
    (directory / "하나").symlink_to("../하나")
    with pytest.raises(DumpError, match="is a link"):
        verify(directory)


@pytest.mark.parametrize("text", ["", "\n", f"{DIGEST} a\n", f"{DIGEST}  a", f"{DIGEST}  a\n" * 2, "x  a\n"])
def test_what_is_no_list_of_sums_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "SHA256SUMS").write_text(text, encoding="utf-8")
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(DumpError):
        read_sums(tmp_path)


def test_what_is_required_must_be_listed(directory: Path) -> None:
    with pytest.raises(DumpError, match="has no catalog"):
        verify(directory, ("catalog.ttl",))


@given(st.binary(max_size=200))
def test_any_bytes_give_names_inside_or_one_sentence(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "SHA256SUMS").write_bytes(data)
        try:
            names = read_sums(Path(directory))
        except DumpError as error:
            assert "\n" not in str(error)
        else:
            assert all(Path(directory, n).resolve().is_relative_to(Path(directory).resolve()) for n in names)
