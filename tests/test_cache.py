import os
import time
import tomllib
import zlib
from pathlib import Path

import pytest

from pigraph import cache
from pigraph.answers import Coverage, Unread
from pigraph.cache import READING_LIBRARIES, Made, Spool, key_of
from pigraph.document import MOST_BYTES
from pigraph.errors import StoreError

SHOWING = {"rich", "typer"}
SERVING = {"fastapi", "httptools", "jinja2", "prometheus-client", "uvicorn", "uvloop"}
"""Dependencies that reading does not use."""
COVERAGE = Coverage("가.txt", "a" * 64, "http://a/d", 9, 5, (Unread("unread", "모름", 2, 4, 6, "왜"),))


def made(text: str = "본문\r\n둘") -> Made:
    return Made(Path("가.txt"), text, "http://a/d", b"<a> <b> <c> .\n", b"", "@prefix a: <b> .\n", COVERAGE)


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    kept = spool.keep("k1", made())
    found = spool.find("k1", Path("elsewhere/가.txt"))
    assert found is not None and (kept.reused, found.reused) == (False, True)
    assert (found.path, found.name, found.sha256, found.document) == (
        Path("elsewhere/가.txt"), "가.txt", "a" * 64, "http://a/d",
    )  # fmt: skip
    parts = [spool.part(found, name) for name in ("text", "stated", "inferred", "turtle")]
    assert parts == ["본문\r\n둘".encode(), b"<a> <b> <c> .\n", b"", b"@prefix a: <b> .\n"]
    assert spool.coverage(found) == COVERAGE
    assert spool.find("k2", Path("가.txt")) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"[]\n" + data.partition(b"\n")[2],
        lambda data: b'{"key": "k1"}\n' + data.partition(b"\n")[2],
        lambda data: data.replace(b'"k1"', b'"k2"'),
    ],
)
def test_a_damaged_entry_does_not_count(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    spool = Spool(tmp_path)
    spool.keep("k1", made())
    (tmp_path / "k1").write_bytes(damage((tmp_path / "k1").read_bytes()))
    assert spool.find("k1", Path("가.txt")) is None


def test_an_entry_that_vanishes_while_building_is_named(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    entry = spool.keep("k1", made())
    (tmp_path / "k1").write_bytes(zlib.compress(b"x")[:3] * 99)
    with pytest.raises(StoreError, match=r"가\.txt was removed or changed"):
        spool.part(entry, "stated")


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreError, match="No space left on device"):
        Spool(tmp_path).keep("k1", made())
    assert list(tmp_path.iterdir()) == []


def test_a_key_changes_with_all_that_is_read(tmp_path: Path) -> None:
    file = tmp_path / "가.txt"
    file.write_text("본문")
    first = key_of(file)
    assert first is not None and first == key_of(file)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "가.txt").write_text("본문")
    assert key_of(tmp_path / "other" / "가.txt") == first
    (tmp_path / "나.txt").write_text("본문")
    (tmp_path / "가.toml").write_text('title = "방침"')
    described = key_of(file)
    file.write_text("본문.")
    keys = [first, key_of(tmp_path / "나.txt"), described, key_of(file), key_of(file, True)]
    assert None not in keys and len(set(keys)) == len(keys)


def test_what_is_no_file_has_no_key(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert key_of(tmp_path / "huge.txt") is None, "it is refused anyway"
    os.mkfifo(tmp_path / "pipe")  # opening it would wait for ever
    assert [key_of(p) for p in (tmp_path, tmp_path / "none.txt", tmp_path / "pipe", Path("a\0b"))] == [None] * 4


def test_other_versions_and_unused_entries_are_removed(tmp_path: Path) -> None:
    (tmp_path / "cache" / "0123").mkdir(parents=True)
    (tmp_path / "cache" / "0123" / "k1").touch()
    spool = Spool.cached(tmp_path)
    for key in ("old", "used"):
        spool.keep(key, made())
        os.utime(tmp_path / "cache" / cache.version() / key, (0, time.time() - 91 * 24 * 3600))
    spool.keep("new", made())
    assert spool.find("used", Path("가.txt"))
    Spool.cached(tmp_path)
    (left,) = (tmp_path / "cache").iterdir()
    assert (left.name, sorted(p.name for p in left.iterdir())) == (cache.version(), ["new", "used"])


def test_the_version_covers_code_data_and_libraries(
    tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {line.partition(">")[0] for line in project["dependencies"]} - SHOWING - SERVING
    assert set(READING_LIBRARIES) == wanted
    for name in ("data", "ontology", "shapes"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "policies").mkdir()
    monkeypatch.setattr(cache.resources, "root", lambda: tmp_path)
    versions = []
    for change in (
        lambda: None,
        lambda: (tmp_path / "data" / "words.toml").write_text("a = 1"),
        lambda: (tmp_path / "ontology" / "items.ttl").touch(),
        lambda: (tmp_path / "shapes" / "content.ttl").touch(),
        lambda: monkeypatch.setattr(cache.metadata, "version", lambda name: "0"),
        lambda: monkeypatch.setattr(cache.pigraph, "__version__", "99"),
        lambda: monkeypatch.setattr(cache, "__file__", str(tmp_path / "cache.py")),
    ):
        change()
        versions.append(cache.version.__wrapped__())
    assert len(set(versions)) == len(versions)
    (tmp_path / "data" / "policies" / "policy.toml").touch()
    assert cache.version.__wrapped__() == versions[-1]
