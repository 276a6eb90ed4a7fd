"""Commands that check policies for completeness: check, shapes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pigraph.checks.choices import Asked, Engine
from pigraph.commands.shell import Out, progress, published, show
from pigraph.languages import Language

if TYPE_CHECKING:
    from pigraph.checks.check import Report

commands = typer.Typer()


Shapes = Annotated[
    Path | None,
    typer.Option("--shapes", file_okay=False, exists=True, help="Directory of SHACL shapes. Default: pigraph's own."),
]


class CheckFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"
    TURTLE = "turtle"
    CSV = "csv"


@commands.command()
def check(
    what: Annotated[
        str,
        typer.Argument(metavar="[FILE|POLICY|all]", help="A policy: a file, or the IRI or name of a published one."),
    ] = "all",
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day to check for. Default: today."),
    ] = None,
    form: Annotated[CheckFormat, typer.Option("--format", help="How to print the report.")] = CheckFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if there is a violation.")] = False,
    lang: Annotated[Language, typer.Option("--lang", help="Language of the report.")] = Language.KO,
    engine: Annotated[
        Engine, typer.Option("--engine", help="What runs the shapes: pyshacl is the slow reference.")
    ] = Engine.COMPILED,
    shapes: Shapes = None,
    out: Out = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", "--no-cache", help="Check every policy again, also those that have not changed.")
    ] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that check. Default: one per core.")] = None,
) -> None:
    """Say what policies leave out and contradict, with the words and the article, and how to put it right.

    Checks against the law as of two days: when the policy took effect (E) and the day of the check (T).
    """
    from pigraph.reading import SUFFIXES

    asked = Asked(on.date() if on else date.today(), engine, shapes)
    if Path(what).exists() or Path(what).suffix.lower() in SUFFIXES:
        from pigraph.checking_file import check_file

        reports = [check_file(Path(what), asked, partial(_printer, form))]
    else:
        from pigraph import checking

        generation = published(out)
        chosen = checking.published(generation, None if what == "all" else what)
        with progress("checking") as advance:
            reports = checking.check_published(generation, chosen, asked, jobs=jobs, fresh=fresh, on_progress=advance)
    _printer(form)(reports, lang, asked)
    if strict and any(f.rank == 0 for r in reports for f in r.findings):
        raise typer.Exit(1)


@commands.command()
def shapes(directory: Shapes = None) -> None:
    """Print what is checked, as Markdown: every requirement with its article, level, example and shape."""
    from pigraph.checks.catalogue import catalogue
    from pigraph.checks.requirements import Requirements, shapes_of

    typer.echo(catalogue(Requirements(shapes_of(directory))).rstrip("\n"))


def _printer(form: CheckFormat) -> Callable[[list[Report], Language, Asked], None]:
    """What prints reports in a format, imported."""
    if form is CheckFormat.TEXT:
        from pigraph.checks.report_text import report_text

        return lambda reports, lang, asked: show(report_text(reports, lang))
    if form is CheckFormat.JSON:
        from pigraph.checks.report_data import to_json

        return lambda reports, lang, asked: typer.echo(json.dumps(to_json(reports, lang), ensure_ascii=False, indent=2))
    if form is CheckFormat.CSV:
        from pigraph.checks.report_data import to_csv

        return lambda reports, lang, asked: typer.echo(to_csv(reports, lang).replace("\r\n", "\n").rstrip("\n"))
    if form is CheckFormat.HTML:
        from pigraph.checks.report_html import report_html

        return lambda reports, lang, asked: typer.echo(report_html(reports, lang).rstrip("\n"))
    from pigraph.checks.check import checker
    from pigraph.checks.report_turtle import report_turtle

    return lambda reports, lang, asked: typer.echo(
        report_turtle(reports, checker(asked.engine, asked.shapes).shapes).rstrip("\n")
    )
