"""Commands of the registry of laws: laws import, laws show."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pigraph import resources
from pigraph.commands.shell import show
from pigraph.errors import PigraphError

commands = typer.Typer(help="The registry of laws: look up, and import more.", no_args_is_help=True)


@commands.command("import")
def import_laws(
    file: Annotated[
        Path, typer.Argument(help="A bulk index of statutes: CSV, or it gzipped (see data/laws/README.md).")
    ],
) -> None:
    """Put a bulk index of statutes into your registry; what is read from now on knows its laws and articles."""
    from pigraph.laws.imported import build as build_registry

    merged = build_registry(file, resources.user_laws())
    typer.echo(f"{merged.laws:,} laws with {merged.articles:,} articles in {merged.file}")


@commands.command("show")
def show_law(
    name: Annotated[str, typer.Argument(help="A law: its name, an abbreviation, in any spacing.")],
    article: Annotated[str | None, typer.Argument(help="One article of it: 15, 15의2, 제15조의2.")] = None,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of a day. Default: today.")] = None,
) -> None:
    """Print what the registry knows of a law, or whether an article of it was in force on a day."""
    from pigraph.laws.registry import registry
    from pigraph.laws.show import law_table, verdict_line

    book = registry()
    law = book.find(name)
    if law is None:
        remedy = "Import an index of statutes: pigraph laws import FILE."
        raise PigraphError(f"No law called {name!r} is registered.", remedy)
    day = (on or datetime.now()).date().isoformat()
    if article is not None:
        typer.echo(verdict_line(law, article, day, book))
    else:
        show(law_table(law, day, book))
