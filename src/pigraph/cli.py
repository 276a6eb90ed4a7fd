"""The command line. Mistakes of the user are one sentence on stderr, with the remedy; never a traceback.

Exit codes: 0 all went well; 1 some files were left out; 2 nothing could be done.
"""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

import pigraph
from pigraph.commands import asking, checks, exchanging, exploring, querying, reading, registry, serving
from pigraph.errors import PigraphError

app = typer.Typer(
    help="An open graph of what Korean public bodies do with people's personal data, read from their privacy policies.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for kind in (reading, asking, querying, exchanging, serving, exploring, checks):
    app.add_typer(kind.commands)
app.add_typer(registry.commands, name="laws")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line on ``arguments`` (those of the process by default) and exit."""
    # Policies print in any terminal: a letter that it cannot show becomes a question mark, not a crash.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app(args=arguments, prog_name="pigraph")
    except PigraphError as error:
        typer.echo(f"pigraph: {error}", err=True)
        sys.exit(2)
    finally:
        gc.freeze()  # the process ends: a last search for reference cycles takes a tenth of a second and finds nothing


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pigraph {pigraph.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


if __name__ == "__main__":
    main()
