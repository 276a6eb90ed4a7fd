"""The command line. Mistakes of the user are one sentence on stderr, with the remedy; never a traceback.

Exit codes: 0 all went well; 1 some files were left out; 2 nothing could be done.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
import threading
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
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        typer.echo("pigraph: There is no space left where the output goes. Make room there.", err=True)
        sys.exit(2)


def run() -> None:
    """`main` as a process of its own, which ends without taking apart what it holds: that takes a tenth of a second.

    With another thread or process it ends in the usual way, which waits for them.
    """
    try:
        main()
    except SystemExit as ended:
        gc.freeze()  # a last search for reference cycles finds nothing either
        processes = sys.modules.get("multiprocessing")
        if threading.active_count() > 1 or (processes and processes.active_children()):
            raise
        if ended.code is not None and not isinstance(ended.code, int):
            raise  # a text, which Python prints
        code = ended.code or 0
        try:
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
        except (OSError, ValueError):  # closed or full, which was said where it was written
            code = code or 2
        os._exit(code)


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
    run()
