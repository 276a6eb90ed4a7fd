"""The command line. Mistakes of the user are one sentence on stderr, with the remedy; never a traceback.

Exit codes: 0 all went well; 1 some files were left out; 2 nothing could be done.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text as Styled

import pigraph
from pigraph import answers, pipeline, resources
from pigraph import store as stores
from pigraph.checks.choices import Engine
from pigraph.errors import PigraphError, QueryError, UnreadableFile
from pigraph.languages import Language

if TYPE_CHECKING:
    from pigraph.checking import Asked
    from pigraph.checks.check import Report

app = typer.Typer(
    help="An open graph of what Korean public bodies do with people's personal data, read from their privacy policies.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

laws = typer.Typer(help="The registry of laws: look up, and import more.", no_args_is_help=True)
app.add_typer(laws, name="laws")

Out = Annotated[
    Path | None,
    typer.Option(
        "--home",
        "--out",
        help="Directory of the graph. Default: $PIGRAPH_HOME, else out/ in a checkout, else ~/.local/share/pigraph.",
        show_default=False,
    ),
]

Shapes = Annotated[
    Path | None,
    typer.Option("--shapes", file_okay=False, exists=True, help="Directory of SHACL shapes. Default: pigraph's own."),
]


class RecordFormat(StrEnum):
    JSON = "json"
    TEXT = "text"


class AnswerFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class CheckFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"
    TURTLE = "turtle"
    CSV = "csv"


class DumpFormat(StrEnum):
    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"


Format = Annotated[AnswerFormat, typer.Option("--format", help="How to print the answer.")]


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


@app.command()
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
    record = pipeline.read(file)
    from pigraph.records.render import to_json, to_text

    if (form or RecordFormat.JSON) is RecordFormat.JSON:
        typer.echo(json.dumps(to_json(record), ensure_ascii=False, indent=2))
    else:
        typer.echo(to_text(record))


@app.command()
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Policies, and directories of policies. Default: the ones that pigraph ships."),
    ] = None,
    out: Out = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that read. Default: one per core.")] = None,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", "--no-cache", help="Read every file again, also those that have not changed."),
    ] = False,
) -> None:
    """Read policies and publish their graph, with one Turtle file per policy.

    Files that cannot be read are named and left out; files that have not changed since an earlier build are not read
    again. The graph that was published before stays in use until the
    new one is complete.
    """
    home = _home(out)
    with _progress() as advance:
        policies = paths or [resources.path("data", "policies")]
        report = pipeline.build(policies, home, jobs=jobs, fresh=fresh, on_progress=advance)
    for failure in report.failures:
        typer.echo(f"pigraph: left out: {failure.error}", err=True)
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


@app.command()
def query(
    query: Annotated[str, typer.Argument(metavar="FILE.rq|SPARQL", help="A file with a query, or the query itself.")],
    form: Format = AnswerFormat.TABLE,
    out: Out = None,
) -> None:
    """Ask the graph in SPARQL 1.1. Prefixes such as pi:, item:, dpv: and dct: need no declaration."""
    path = Path(query)
    if not query.endswith(".rq"):
        _answer(query, form, out)
        return
    try:
        sparql = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(f"{path} cannot be read: {reason}.", "Give a file in UTF-8 that ends in .rq.") from error
    with _naming(path):
        _answer(sparql, form, out)


@app.command()
def question(
    name: Annotated[str | None, typer.Argument(help="Name of the question. Without it, all are listed.")] = None,
    form: Format = AnswerFormat.TABLE,
    out: Out = None,
) -> None:
    """Ask one of the saved questions, or list them."""
    if name is None:
        for known in answers.questions():
            typer.echo(f"{known.name}\n  {known.ko}\n  {known.en}")
        return
    asked = answers.question(name)
    _published(out)
    if form is AnswerFormat.TABLE:
        _print(Styled(asked.ko, style="bold"))
        _print(Styled(asked.en))
    with _naming(Path(f"{name}.rq")):
        _answer(asked.sparql, form, out, asked.columns)


class ChangeFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


@app.command()
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
    Without, the graph in one format: turtle holds what queries see (current policies and reference data); trig,
    nquads and jsonld hold every document and every inference as a named graph of its own.
    """
    if directory is not None:
        if form or file:
            raise PigraphError("A dump in a directory has all formats.", "Leave out either DIR or --format and -o.")
        _dump_all(directory, without_contacts, parquet, out)
        return
    if without_contacts or parquet is not None:
        raise PigraphError("--without-contacts and --parquet are for a whole dump.", "Run: pigraph dump DIR")
    store = stores.EmbeddedStore(_published(out) / "store")
    syntax = next(f for f in stores.GraphFormat if f.label == (form or DumpFormat.TURTLE))
    if file is None:
        store.dump(syntax, sys.stdout.buffer)
        return
    try:
        with file.open("wb") as output:
            store.dump(syntax, output)
    except OSError as error:
        raise PigraphError(f"{file} cannot be written: {error.strerror}.", "Choose another file with -o.") from error


def _dump_all(directory: Path, without_contacts: bool, parquet: bool | None, out: Path | None) -> None:
    from pigraph.exchange.dump import dump as dump_all

    turtle = pipeline.turtle_of if without_contacts else None
    dumped = dump_all(_published(out), directory, turtle=turtle, with_parquet=parquet)
    if parquet is None and not dumped.parquet:
        typer.echo("pigraph: no Parquet tables: they need pip install 'pigraph[parquet]'.", err=True)
    typer.echo(f"{dumped.files} files in {directory}; to check them there: sha256sum -c SHA256SUMS")


@app.command()
def load(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A directory that pigraph dump wrote.")],
    out: Out = None,
) -> None:
    """Verify a dump and publish it as the graph. A damaged one is refused, and the graph before stays in use."""
    from pigraph.exchange.load import load as load_all

    home = _home(out)
    loaded = load_all(directory, home)
    typer.echo(f"{loaded.documents} documents; {loaded.triples:,} triples to query in {home}")


@app.command()
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

    with compared(before, after, lambda: _home(out), language) as found:
        if form is ChangeFormat.JSON:
            shown = to_json(found.versions, found.changes, found.quoters)
            typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            typer.echo(to_text(found.versions, found.changes, found.quoters, language))


@app.command()
def feed(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Directory for the feeds, one file per body.")],
    out: Out = None,
) -> None:
    """Write an Atom feed per body: the versions of its policies, and how much changed. A dump has them too."""
    from pigraph.exchange.feeds import write_feeds
    from pigraph.exchange.statements import Published
    from pigraph.exchange.versions import versions

    published = _published(out)
    count = write_feeds(directory, Published(published), versions(published))
    typer.echo(f"{count} feed{'' if count == 1 else 's'} in {directory}")


@laws.command("import")
def import_laws(
    file: Annotated[
        Path, typer.Argument(help="A bulk index of statutes: CSV, or it gzipped (see data/laws/README.md).")
    ],
) -> None:
    """Put a bulk index of statutes into your registry; what is read from now on knows its laws and articles."""
    from pigraph.laws.imported import build as build_registry

    merged = build_registry(file, resources.user_laws())
    typer.echo(f"{merged.laws:,} laws with {merged.articles:,} articles in {merged.file}")


@laws.command("show")
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
        _print(law_table(law, day, book))


@app.command()
def serve(
    out: Out = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that answer. Default: one per core.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time limit of a query.")] = 10.0,
    megabytes: Annotated[int, typer.Option(min=64, help="Memory limit of a query, beside the graph.")] = 2048,
    rows: Annotated[int, typer.Option(min=1, help="The most rows of an answer.")] = 1_000_000,
    connections: Annotated[int, typer.Option(min=1, help="The most connections at once; beyond, 503.")] = 1000,
) -> None:
    """Serve the published graph: SPARQL, linked data and a JSON API. A newly built graph goes live by itself."""
    from pigraph.service.pool import Settings
    from pigraph.service.server import server
    from pigraph.service.worker import Limits

    home = _home(out)
    stores.current(home)
    settings = Settings(seconds=seconds, limits=Limits(rows=rows, megabytes=megabytes))
    if workers:
        settings = replace(settings, workers=workers)
    typer.echo(f"Serving {home} at http://{host}:{port}/ (SPARQL at /sparql); Ctrl+C ends it.", err=True)
    served = server(home, settings, host, port, connections)
    served.run()
    if not served.started:
        raise typer.Exit(2)  # it has said why


@app.command()
def unread(out: Out = None) -> None:
    """Print how much of each document was understood, and every place that was not."""
    _print(answers.coverage_report(answers.read_coverage(_published(out) / "coverage.json")))


def _explain(file: Path, form: RecordFormat) -> None:
    from pigraph.records.explain import to_json, to_table

    values = pipeline.explained(file)
    if form is RecordFormat.JSON:
        typer.echo(json.dumps(to_json(values), ensure_ascii=False, indent=2))
    else:
        _print(to_table(values))


@app.command()
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
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that check. Default: one per core.")] = None,
) -> None:
    """Say what policies leave out and contradict, with the words and the article, and how to put it right.

    Checks against the law as of two days: when the policy took effect (E) and the day of the check (T).
    """
    from pigraph import checking

    asked = checking.Asked(on.date() if on else date.today(), engine, shapes)
    if Path(what).exists() or Path(what).suffix.lower() in pipeline.SUFFIXES:
        reports = [checking.check_file(Path(what), asked)]
    else:
        generation = _published(out)
        chosen = checking.published(generation, None if what == "all" else what)
        with _progress("checking") as advance:
            reports = checking.check_published(generation, chosen, asked, jobs=jobs, on_progress=advance)
    _print_reports(reports, form, lang, asked)
    if strict and any(f.rank == 0 for r in reports for f in r.findings):
        raise typer.Exit(1)


@app.command()
def shapes(directory: Shapes = None) -> None:
    """Print what is checked, as Markdown: every requirement with its article, level, example and shape."""
    from pigraph.checks.catalogue import catalogue
    from pigraph.checks.requirements import Requirements, shapes_of

    typer.echo(catalogue(Requirements(shapes_of(directory))).rstrip("\n"))


def _print_reports(reports: list[Report], form: CheckFormat, lang: Language, asked: Asked) -> None:
    from pigraph.checks.check import checker
    from pigraph.checks.report_data import to_csv, to_json
    from pigraph.checks.report_html import report_html
    from pigraph.checks.report_text import report_text
    from pigraph.checks.report_turtle import report_turtle

    if form is CheckFormat.TEXT:
        _print(report_text(reports, lang))
    elif form is CheckFormat.JSON:
        typer.echo(json.dumps(to_json(reports, lang), ensure_ascii=False, indent=2))
    elif form is CheckFormat.CSV:
        typer.echo(to_csv(reports, lang).replace("\r\n", "\n").rstrip("\n"))
    elif form is CheckFormat.HTML:
        typer.echo(report_html(reports, lang).rstrip("\n"))
    else:
        typer.echo(report_turtle(reports, checker(asked.engine, asked.shapes).shapes).rstrip("\n"))


def _answer(sparql: str, form: AnswerFormat, out: Path | None, columns: dict[str, str] | None = None) -> None:
    published = _published(out)
    store = stores.EmbeddedStore(published / "store")
    if form is AnswerFormat.TABLE:
        sources = answers.Sources(published / "sources")
        _print(answers.answer_table(store.query(sparql), sources, columns or {}))
        return
    syntax = next(f for f in stores.ResultFormat if f.label == form)
    typer.echo(store.serialize(sparql, syntax).decode().replace("\r\n", "\n").rstrip("\n"))


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Put the name of a query file before what is wrong in it."""
    try:
        yield
    except QueryError as error:
        raise QueryError(f"{path}: {error.message}", error.remedy) from error


@contextmanager
def _progress(what: str = "reading") -> Iterator[pipeline.Progress]:
    """A bar on stderr while files are read or checked, if somebody looks at it."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print(what: RenderableType) -> None:
    # A pipe or a file has no width of its own; COLUMNS sets another.
    piped = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 140
    Console(width=piped, highlight=False, soft_wrap=False).print(what)


def _published(out: Path | None) -> Path:
    return stores.current(_home(out))


def _home(out: Path | None) -> Path:
    if out is not None:
        return out
    if named := os.environ.get("PIGRAPH_HOME"):
        return Path(named)
    if (resources.root() / "pyproject.toml").is_file():
        return resources.root() / "out"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "pigraph"


if __name__ == "__main__":
    main()
