"""What all commands share: where the published graph is, and how something is shown in a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pigraph import resources
from pigraph.errors import QueryError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pigraph.answers import Sources
    from pigraph.store import Store

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
    from pigraph.store import current

    return current(home_of(out))


def asked_graph(out: Path | None) -> tuple[Store, Sources]:
    """The store to ask, which $PIGRAPH_STORE may name, and the texts that its evidence points into, as far as they are
    here. Raises `StoreError`."""
    from pigraph.answers import Sources
    from pigraph.store import opened

    home = home_of(out)
    return opened(home), Sources((home / "current").resolve() / "sources")


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
def progress(what: str = "reading") -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr while files are read or checked, if somebody looks at it; see `pigraph.pipeline.Progress`."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show(what: RenderableType) -> None:
    """Print something rich to stdout."""
    from rich.console import Console

    # A pipe or a file has no width of its own; COLUMNS sets another.
    piped = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 140
    # Words of a policy are printed as they are, also where they look like a name of an emoji (:a:).
    Console(width=piped, highlight=False, soft_wrap=False, emoji=False).print(what)
