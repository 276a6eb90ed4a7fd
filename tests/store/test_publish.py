import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pigraph.errors import NoGraph, StoreError
from pigraph.store import EmbeddedStore, Part, Rows, Text, current, fill, generation, publish


def build(home: Path, word: str) -> None:
    """Publish a graph that says ``word``."""
    with generation(home) as directory:
        fill(directory / "store", [Part("http://a/g", f'<http://a/s> <http://a/p> "{word}" .\n'.encode(), True)])


def said(store: EmbeddedStore) -> str:
    """What the graph says."""
    answer = store.query("SELECT ?word { ?s ?p ?word }")
    assert isinstance(answer, Rows)
    ((word,),) = answer.rows
    assert isinstance(word, Text)
    return word.value


def reader(home: Path) -> EmbeddedStore:
    return EmbeddedStore(current(home) / "store")


def directories(home: Path) -> list[str]:
    return sorted(p.name for p in (home / "generations").iterdir())


def test_before_the_first_build_there_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(NoGraph, match="No graph has been built"):
        current(tmp_path)


def test_a_new_generation_replaces_the_old_and_one_old_one_stays(tmp_path: Path) -> None:
    home = tmp_path / "a" / "out"
    for word in ("one", "two", "three"):
        build(home, word)
        assert said(reader(home)) == word
    assert directories(home) == ["00000002", "00000003"]
    assert not (home / "current").readlink().is_absolute()


def test_a_home_can_be_moved(tmp_path: Path) -> None:
    build(tmp_path / "here", "one")
    shutil.move(tmp_path / "here", tmp_path / "there")
    assert said(reader(tmp_path / "there")) == "one"


def test_an_open_reader_keeps_answering_across_publishes(tmp_path: Path) -> None:
    build(tmp_path, "one")
    open_reader = reader(tmp_path)
    for word in ("two", "three", "four"):
        build(tmp_path, word)
        assert said(open_reader) == "one"
    assert said(reader(tmp_path)) == "four"


def test_an_error_while_building_leaves_the_old_graph_and_no_rest(tmp_path: Path) -> None:
    build(tmp_path, "one")
    with pytest.raises(ZeroDivisionError), generation(tmp_path) as directory:
        (directory / "half").write_text("half")
        raise ZeroDivisionError
    assert said(reader(tmp_path)) == "one"
    assert directories(tmp_path) == ["00000001"]


STAGES = {
    "while writing": "die()",
    "when the store is written": "fill(directory / 'store', [part]); die()",
    "while forcing to disk": "publish._force = die",
    "before it is named": "Path.rename = die",
    "after it is named": "publish._force_directory = die; publish._force = lambda directory: None",
    "before the link is made": "publish._switch = die",
    "before the link is switched": "Path.replace = die",
    "while the old ones are removed": "publish.shutil.rmtree = die",
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_build_killed_midway_leaves_a_whole_graph(tmp_path: Path, stage: str) -> None:
    build(tmp_path, "zero")
    build(tmp_path, "one")
    script = f"""
        import os, signal, sys
        from pathlib import Path
        from pigraph.store import Part, fill, generation, publish

        def die(*_, **__):
            os.kill(os.getpid(), signal.SIGKILL)

        part = Part("http://a/g", b'<http://a/s> <http://a/p> "two" .', True)
        with generation(Path(sys.argv[1])) as directory:
            (directory / "half").write_text("half")
            {STAGES[stage]}
            fill(directory / "store", [part])
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script), tmp_path], check=False)
    assert done.returncode == -signal.SIGKILL
    assert said(reader(tmp_path)) == ("two" if "removed" in stage else "one")

    build(tmp_path, "three")
    assert said(reader(tmp_path)) == "three"
    assert len(directories(tmp_path)) == 2
    assert not [name for name in directories(tmp_path) if name.endswith(".part")]


def test_a_full_disk_leaves_the_old_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, "one")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device") as caught:
        build(tmp_path, "two")
    monkeypatch.undo()
    assert str(tmp_path) in caught.value.message and "stays in use" in caught.value.remedy
    assert said(reader(tmp_path)) == "one"
    assert directories(tmp_path) == ["00000001"]


def test_an_engine_that_may_not_write_leaves_the_old_graph(tmp_path: Path) -> None:
    build(tmp_path, "one")
    script = """
        import resource, sys
        from pathlib import Path
        from pigraph.errors import StoreError
        from pigraph.store import Part, fill, generation

        lines = "".join(f'<http://a/{n}> <http://a/p> "{n}" .' + chr(10) for n in range(20_000)).encode()
        try:
            with generation(Path(sys.argv[1])) as directory:
                resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
                fill(directory / "store", [Part("http://a/g", lines, True)])
        except StoreError as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), tmp_path], check=True, capture_output=True, text=True
    )
    assert "cannot be written" in done.stdout and "Traceback" not in done.stderr
    assert said(reader(tmp_path)) == "one"
    assert directories(tmp_path) == ["00000001"]


def test_two_builds_exclude_each_other(tmp_path: Path) -> None:
    with generation(tmp_path) as directory:
        fill(directory / "store", [Part("http://a/g", b'<http://a/s> <http://a/p> "one" .', True)])
        with pytest.raises(StoreError, match="Another build is writing"):
            build(tmp_path, "two")
    assert said(reader(tmp_path)) == "one"
    build(tmp_path, "three")
    assert said(reader(tmp_path)) == "three"


def test_a_directory_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    with pytest.raises(StoreError, match="is not pigraph's"):
        build(tmp_path, "one")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        build(tmp_path / "file", "one")


def test_every_file_is_forced_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced: set[str] = set()
    fsync = os.fsync

    def note(descriptor: int) -> None:
        forced.add(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    monkeypatch.setattr(publish.os, "fsync", note)
    build(tmp_path, "one")
    written = {p.name for p in current(tmp_path).rglob("*")}
    assert written <= forced
    assert {tmp_path.name, "generations"} <= forced
