"""What all commands share: where the published graph is, and how something is shown in a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pigraph import pipeline, resources
from pigraph import store as stores
from pigraph.answers import Sources
from pigraph.errors import QueryError

Out = Annotated[
    Path | None,
    typer.Option(
        "--home",
        "--out",
        help="Directory of the graph. Default: $PIGRAPH_HOME, else out/ in a checkout, else ~/.local/share/pigraph.",
        show_default=False,
    ),
]


def published(out: Path | None) -> Path:
    """The generation that is published in the home ``out``."""
    return stores.current(home_of(out))


def asked_graph(out: Path | None) -> tuple[stores.Store, Sources]:
    """The store to ask, which $PIGRAPH_STORE may name, and the texts that its evidence points into, as far as they are
    here. Raises `StoreError`."""
    home = home_of(out)
    return stores.opened(home), Sources((home / "current").resolve() / "sources")


def home_of(out: Path | None) -> Path:
    """The directory of the graph: ``--home``, $PIGRAPH_HOME, ``out/`` of a checkout, or the user's data directory."""
    if out is not None:
        return out
    if named := os.environ.get("PIGRAPH_HOME"):
        return Path(named)
    if (resources.root() / "pyproject.toml").is_file():
        return resources.root() / "out"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "pigraph"


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Put the name of a query file before what is wrong in it."""
    try:
        yield
    except QueryError as error:
        raise QueryError(f"{path}: {error.message}", error.remedy) from error


@contextmanager
def progress(what: str = "reading") -> Iterator[pipeline.Progress]:
    """A bar on stderr while files are read or checked, if somebody looks at it."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show(what: RenderableType) -> None:
    """Print something rich to stdout."""
    # A pipe or a file has no width of its own; COLUMNS sets another.
    piped = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 140
    # Words of a policy are printed as they are, also where they look like a name of an emoji (:a:).
    Console(width=piped, highlight=False, soft_wrap=False, emoji=False).print(what)
