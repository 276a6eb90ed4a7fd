"""Commands for people who would rather look than type: app."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from pigraph import resources
from pigraph.commands.shell import Out, home_of
from pigraph.errors import PigraphError

commands = typer.Typer()

_SETTINGS = {
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": "false",
    "server.fileWatcherType": "none",
    "server.headless": "true",
    "theme.base": "light",
}
"""Nothing is sent anywhere, and nobody sees a traceback."""


@commands.command()
def app(
    out: Out = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
) -> None:
    """Open the explorer: pages to look through the graph with a browser, in Korean and English."""
    from pigraph.store import current, external

    if not find_spec("streamlit"):
        raise PigraphError("The explorer needs Streamlit.", "Run: pip install 'pigraph[app]'")
    home = home_of(out)
    if not external():
        current(home)
    main = resources.path("app", "main.py")
    flags = [f"--{name}={value}" for name, value in _SETTINGS.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(main), *flags]
    command += [f"--server.address={host}", f"--server.port={port}"]
    # The pages import each other as ``app``, which lies beside data/, not among the installed modules.
    known = filter(None, (str(resources.root()), os.environ.get("PYTHONPATH")))
    os.environ |= {"PIGRAPH_HOME": str(home.resolve()), "PYTHONPATH": os.pathsep.join(known)}
    typer.echo(f"Exploring {home} at http://{host}:{port}/; Ctrl+C ends it.", err=True)
    sys.stderr.flush()
    os.execv(command[0], command)
