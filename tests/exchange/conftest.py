"""Graphs of the small policies, built once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from exchange.policies import AFTER, BEFORE, DESCRIPTION
from pigraph import pipeline, reading
from pigraph.exchange.dump import dump
from pigraph.store import current

Make = Callable[..., Path]


def build(directory: Path, **texts: str) -> Path:
    """Publish policies with these texts; returns the home."""
    sources = directory / "policies"
    sources.mkdir(parents=True)
    for name, text in texts.items():
        (sources / f"{name}.md").write_text(text, encoding="utf-8")
        (sources / f"{name}.toml").write_text(DESCRIPTION, encoding="utf-8")
    report = pipeline.build([sources], directory / "home", jobs=1)
    assert not report.failures
    return directory / "home"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both versions of the small policy, published."""
    return build(tmp_path_factory.mktemp("graph"), before=BEFORE, after=AFTER)


@pytest.fixture(scope="session")
def published(home: Path) -> Path:
    return current(home)


@pytest.fixture(scope="session")
def dumped(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of both versions; not to be written to."""
    directory = tmp_path_factory.mktemp("dumps") / "dump"
    dump(published, directory)
    return directory


@pytest.fixture(scope="session")
def without(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump that names nobody."""
    directory = tmp_path_factory.mktemp("dumps") / "without"
    dump(published, directory, turtle=reading.turtle_of)
    return directory


def contents(directory: Path) -> dict[str, bytes]:
    """Every file below ``directory`` by its path."""
    return {p.relative_to(directory).as_posix(): p.read_bytes() for p in directory.rglob("*") if p.is_file()}
