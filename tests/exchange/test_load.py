import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.conftest import contents
from pigraph.errors import DumpError, StoreError
from pigraph.exchange.dump import dump
from pigraph.exchange.load import load
from pigraph.exchange.sums import write_sums
from pigraph.store import current

NAMES = (
    "pigraph.nq",
    "catalog.ttl",
    "coverage.json",
    "sources/names.json",
    "policies/after.ttl",
    "tables/statements.parquet",
    "LICENSE",
    "SHA256SUMS",
)


@pytest.fixture
def copy(dumped: Path, tmp_path: Path) -> Path:
    """A dump of one's own, to be damaged."""
    return Path(shutil.copytree(dumped, tmp_path / "copy"))


@pytest.mark.parametrize("which", ["dumped", "without"])
def test_a_loaded_graph_is_the_same_graph(which: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    directory: Path = request.getfixturevalue(which)
    loaded = load(directory, tmp_path / "home")
    assert loaded.documents == 2 and loaded.triples > 1000
    dump(current(tmp_path / "home"), tmp_path / "again")
    assert contents(tmp_path / "again") == contents(directory)


def test_a_loaded_generation_is_the_published_one(dumped: Path, published: Path, tmp_path: Path) -> None:
    load(dumped, tmp_path / "home")
    # The store is the engine's own; packed statements only make checks of what was built here faster.
    apart = ("store/", "statements/", "observed/")
    ours = {n: d for n, d in contents(current(tmp_path / "home")).items() if not n.startswith(apart)}
    assert ours == {n: d for n, d in contents(published).items() if not n.startswith(apart)}


def test_a_broken_dump_leaves_the_old_graph(copy: Path, tmp_path: Path) -> None:
    load(copy, tmp_path / "home")
    before = current(tmp_path / "home")
    (copy / "pigraph.nq").write_bytes((copy / "pigraph.nq").read_bytes()[:-100])
    with pytest.raises(DumpError, match=r"pigraph\.nq is damaged"):
        load(copy, tmp_path / "home")
    write_sums(copy)  # the sums are right now, and the last line is half a statement
    with pytest.raises(DumpError, match=r"pigraph\.nq, line \d+: not a statement"):
        load(copy, tmp_path / "home")
    assert current(tmp_path / "home") == before
    assert [p.name for p in (tmp_path / "home" / "generations").iterdir()] == [before.name]


def drop_a_graph(copy: Path) -> None:
    lines = (copy / "pigraph.nq").read_bytes().splitlines(keepends=True)
    (copy / "pigraph.nq").write_bytes(b"".join(x for x in lines if b"/2023-01-01> .\n" not in x))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda d: (d / "pigraph.nq").unlink(), "SHA256SUMS has no pigraph.nq"),
        (lambda d: (d / "catalog.ttl").write_text("<a> <b>", encoding="utf-8"), "not valid Turtle"),
        (lambda d: (d / "coverage.json").write_text("[1]", encoding="utf-8"), "no whole dump"),
        (lambda d: (d / "sources" / "names.json").write_text("{", encoding="utf-8"), "no whole dump"),
        (lambda d: next((d / "sources").glob("*.txt")).unlink(), "has no sources/"),
        (drop_a_graph, "has no https://w3id.org/pigraph/id/policy/가나시/개인정보처리방침/2023-01-01"),
    ],
)
def test_what_is_incomplete_is_refused_though_its_sums_are_right(
    spoil: Callable[[Path], None], words: str, copy: Path, tmp_path: Path
) -> None:
    spoil(copy)
    write_sums(copy)
    with pytest.raises(DumpError) as refused:
        load(copy, tmp_path / "home")
    assert words in str(refused.value)
    with pytest.raises(StoreError):
        current(tmp_path / "home")


def test_a_missing_file_is_named(copy: Path, tmp_path: Path) -> None:
    (copy / "policies" / "after.ttl").unlink()
    with pytest.raises(DumpError, match=r"policies/after\.ttl is missing"):
        load(copy, tmp_path / "home")


def test_a_directory_that_is_no_dump_is_said_to_be_none(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(DumpError, match="is no dump"):
            load(path, tmp_path / "home")


def test_only_what_belongs_to_a_graph_is_taken(copy: Path, tmp_path: Path) -> None:
    (copy / "policies" / "run.sh").write_text("echo", encoding="utf-8")
    (copy / "store").mkdir()
    (copy / "store" / "CURRENT").write_text("hostile", encoding="utf-8")
    write_sums(copy)
    load(copy, tmp_path / "home")
    taken = contents(current(tmp_path / "home"))
    assert "policies/run.sh" not in taken and taken["store/CURRENT"] != b"hostile"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(NAMES), place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255), cut=st.booleans()
)
def test_no_changed_byte_and_no_cut_goes_unnoticed(
    name: str, place: float, flip: int, cut: bool, dumped: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    directory = tmp_path_factory.mktemp("spoiled")
    copy = Path(shutil.copytree(dumped, directory / "copy"))
    data = bytearray((copy / name).read_bytes())
    at = int(place * len(data))
    if cut:
        del data[at:]
    else:
        data[at] ^= flip
    (copy / name).write_bytes(data)
    with pytest.raises(DumpError) as refused:
        load(copy, directory / "home")
    assert "\n" not in str(refused.value)
    assert not (directory / "home" / "current").exists()
    shutil.rmtree(directory)
