"""Commands that serve the published graph to others: serve."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec.structs import replace

from pigraph.commands.shell import Out, home_of

commands = typer.Typer()


@commands.command()
def serve(
    out: Out = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that answer. Default: one per core.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time limit of a query.")] = 10.0,
    megabytes: Annotated[int, typer.Option(min=64, help="Memory limit of a query, beside the graph.")] = 2048,
    rows: Annotated[int, typer.Option(min=1, help="The most rows of an answer.")] = 1_000_000,
    kept: Annotated[int, typer.Option(min=0, help="Megabytes of answers to keep for who asks the same.")] = 64,
    in_memory: Annotated[
        bool | None,
        typer.Option("--in-memory/--on-disk", help="Where to hold the graph. Default: in memory if it fits."),
    ] = None,
    connections: Annotated[int, typer.Option(min=1, help="The most connections at once; beyond, 503.")] = 1000,
) -> None:
    """Serve the published graph: SPARQL, linked data and a JSON API. A newly built graph goes live by itself."""
    from pigraph.service.pool import Settings
    from pigraph.service.server import server
    from pigraph.service.worker import Limits
    from pigraph.store import current, external
    from pigraph.store.remote import RemoteStore

    home = home_of(out)
    if not (far := external()):
        current(home)
    settings = Settings(seconds=seconds, kept=kept, in_memory=in_memory, limits=Limits(rows=rows, megabytes=megabytes))
    if workers:
        settings = replace(settings, workers=workers)
    what = RemoteStore(far).address if far else home
    typer.echo(f"Serving {what} at http://{host}:{port}/ (SPARQL at /sparql); Ctrl+C ends it.", err=True)
    served = server(home, settings, host, port, connections)
    served.run()
    if not served.started:
        raise typer.Exit(2)  # it has said why
