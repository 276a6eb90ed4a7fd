"""Libraries over the graph that is looked through."""

from pathlib import Path

import pytest

from explored import build
from pigraph.answers import Sources
from pigraph.languages import Language
from pigraph.store import EmbeddedStore, current
from pigraph.views.library import Library


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("views"))


@pytest.fixture(scope="session")
def generation(home: Path) -> Path:
    return current(home)


@pytest.fixture(scope="session")
def library(generation: Path) -> Library:
    return Library(EmbeddedStore(generation / "store"), Sources(generation / "sources"))


@pytest.fixture(scope="session")
def english(library: Library) -> Library:
    return Library(library.store, library.sources, Language.EN)
