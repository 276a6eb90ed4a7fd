"""Commands that read policies: extract, build, unread."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pigraph import resources
from pigraph.commands.shell import Out, home_of, progress, published, show

commands = typer.Typer()


class RecordFormat(StrEnum):
    JSON = "json"
    TEXT = "text"


@commands.command()
def extract(
    file: Annotated[
        Path, typer.Argument(help="A privacy policy: HTML, PDF, DOCX, HWPX, HWP 5, Markdown or text (UTF-8 or EUC-KR).")
    ],
    form: Annotated[
        RecordFormat | None,
        typer.Option("--format", help="How to print it. Default: json; with --explain text.", show_default=False),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print each value with its words, their place, and why it was read so.")
    ] = False,
) -> None:
    """Print what one policy states, every value with the words it was read from."""
    if explain:
        _explain(file, form or RecordFormat.TEXT)
        return
    from pigraph.reading import read
    from pigraph.records.render import to_json, to_text

    record = read(file)

    if (form or RecordFormat.JSON) is RecordFormat.JSON:
        typer.echo(json.dumps(to_json(record), ensure_ascii=False, indent=2))
    else:
        typer.echo(to_text(record))


def _explain(file: Path, form: RecordFormat) -> None:
    from pigraph.reading import explained
    from pigraph.records.explain import to_json, to_table

    values = explained(file)
    if form is RecordFormat.JSON:
        typer.echo(json.dumps(to_json(values), ensure_ascii=False, indent=2))
    else:
        show(to_table(values))


@commands.command()
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Policies, and directories of policies. Default: the ones that pigraph ships."),
    ] = None,
    out: Out = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that read. Default: one per core.")] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="tcp://HOST:PORT", help="A Dask scheduler whose workers read, instead of this machine."),
    ] = None,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", "--no-cache", help="Read every file again, also those that have not changed."),
    ] = False,
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day to check for. Default: today."),
    ] = None,
) -> None:
    """Read policies and publish their graph, with one Turtle file per policy.

    Files that cannot be read are named and left out; files that have not changed since an earlier build are not read
    again. What the shapes find in the current policies on the day of the build is published with them. The graph that
    was published before stays in use until the new one is complete.
    """
    from pigraph.pipeline import build as build_graph

    home = home_of(out)
    with progress() as advance:
        policies = paths or [resources.path("data", "policies")]
        day = on.date() if on else None
        report = build_graph(policies, home, jobs=jobs, cluster=cluster, fresh=fresh, on_progress=advance, on=day)
    for failure in report.failures:
        typer.echo(f"pigraph: left out: {failure.error}", err=True)
    for document in report.unchecked:
        typer.echo(f"pigraph: not checked: {document}. Please report it with the file.", err=True)
    for path in report.repeated:
        typer.echo(f"pigraph: left out: {path} has the same bytes as another file.", err=True)
    if report.directory is None:
        typer.echo("pigraph: no file could be read; nothing was published.", err=True)
        raise typer.Exit(2)
    failed = f", {len(report.failures)} left out" if report.failures else ""
    reused = sum(d.reused for d in report.documents)
    unchanged = f", {reused} of them unchanged" if reused else ""
    typer.echo(
        f"{len(report.documents)} documents{unchanged}{failed}; {report.triples:,} triples to query in {home}; "
        f"Turtle files in {home / 'current' / 'policies'}"
    )
    raise typer.Exit(1 if report.failures else 0)


@commands.command()
def unread(out: Out = None) -> None:
    """Print how much of each document was understood, and every place that was not."""
    from pigraph.answers import coverage_report, read_coverage

    show(coverage_report(read_coverage(published(out) / "coverage.json")))
