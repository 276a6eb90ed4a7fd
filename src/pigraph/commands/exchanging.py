"""Commands that exchange graphs and compare versions: dump, load, diff, feed."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pigraph.commands.shell import Out, home_of, published
from pigraph.errors import PigraphError
from pigraph.languages import Language

commands = typer.Typer()


class DumpFormat(StrEnum):
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"


class ChangeFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


@commands.command()
def dump(
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="New directory for a whole dump. Without it, one format is printed."),
    ] = None,
    form: Annotated[
        DumpFormat | None,
        typer.Option("--format", help="RDF syntax of what is printed. Default: turtle.", show_default=False),
    ] = None,
    file: Annotated[Path | None, typer.Option("-o", "--output", help="File to print to. Default: stdout.")] = None,
    without_contacts: Annotated[
        bool, typer.Option("--without-contacts", help="DIR: leave out names of people and their contact data.")
    ] = False,
    parquet: Annotated[
        bool | None,
        typer.Option(help="DIR: tables as Parquet too. Default: if pyarrow is installed.", show_default=False),
    ] = None,
    out: Out = None,
) -> None:
    """Write the whole graph, always in the same order.

    With DIR, everything: RDF, tables, texts, feeds, a catalogue and SHA-256 sums, to be read by pigraph load.
    Without, the graph in one format: turtle and ntriples hold what queries see (current policies and reference data);
    trig, nquads and jsonld hold every document and every inference as a named graph of its own.
    """
    if directory is not None:
        if form or file:
            raise PigraphError("A dump in a directory has all formats.", "Leave out either DIR or --format and -o.")
        _dump_all(directory, without_contacts, parquet, out)
        return
    if without_contacts or parquet is not None:
        raise PigraphError("--without-contacts and --parquet are for a whole dump.", "Run: pigraph dump DIR")
    from pigraph.store import EmbeddedStore, GraphFormat

    store = EmbeddedStore(published(out) / "store")
    syntax = next(f for f in GraphFormat if f.label == (form or DumpFormat.TURTLE))
    if file is None:
        store.dump(syntax, sys.stdout.buffer)
        sys.stdout.flush()  # a full disk is said here
        return
    try:
        with file.open("wb") as output:
            store.dump(syntax, output)
    except OSError as error:
        raise PigraphError(f"{file} cannot be written: {error.strerror}.", "Choose another file with -o.") from error


def _dump_all(directory: Path, without_contacts: bool, parquet: bool | None, out: Path | None) -> None:
    from pigraph.exchange.dump import dump as dump_all
    from pigraph.reading import turtle_of

    turtle = turtle_of if without_contacts else None
    dumped = dump_all(published(out), directory, turtle=turtle, with_parquet=parquet)
    if parquet is None and not dumped.parquet:
        typer.echo("pigraph: no Parquet tables: they need pip install 'pigraph[parquet]'.", err=True)
    typer.echo(f"{dumped.files} files in {directory}; to check them there: sha256sum -c SHA256SUMS")


@commands.command()
def load(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A directory that pigraph dump wrote.")],
    out: Out = None,
) -> None:
    """Verify a dump and publish it as the graph. A damaged one is refused, and the graph before stays in use."""
    from pigraph.exchange.load import load as load_all

    home = home_of(out)
    loaded = load_all(directory, home)
    typer.echo(f"{loaded.documents} documents; {loaded.triples:,} triples to query in {home}")


@commands.command()
def diff(
    before: Annotated[
        str, typer.Argument(metavar="A", help="A file, or a version: IRI, body@date or body/service@date.")
    ],
    after: Annotated[str, typer.Argument(metavar="B", help="Likewise.")],
    form: Annotated[ChangeFormat, typer.Option("--format", help="How to print the changes.")] = ChangeFormat.TEXT,
    language: Annotated[Language, typer.Option("--lang", help="Language of the words.")] = Language.KO,
    out: Out = None,
) -> None:
    """Print what was added, removed and changed from A to B, statement by statement, with the words of both."""
    from pigraph.comparing import compared
    from pigraph.exchange.changes import to_json, to_text

    with compared(before, after, lambda: home_of(out), language) as found:
        if form is ChangeFormat.JSON:
            shown = to_json(found.versions, found.changes, found.quoters)
            typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            typer.echo(to_text(found.versions, found.changes, found.quoters, language))


@commands.command()
def feed(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Directory for the feeds, one file per body.")],
    out: Out = None,
) -> None:
    """Write an Atom feed per body: the versions of its policies, and how much changed. A dump has them too."""
    from pigraph.exchange.feeds import write_feeds
    from pigraph.exchange.statements import Published
    from pigraph.exchange.versions import versions

    generation = published(out)
    count = write_feeds(directory, Published(generation), versions(generation))
    typer.echo(f"{count} feed{'' if count == 1 else 's'} in {directory}")
