"""Commands that ask the published graph: query, question."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text as Styled

from pigraph import answers
from pigraph.commands.shell import Out, asked_graph, naming, show
from pigraph.errors import UnreadableFile
from pigraph.store import ResultFormat, Store

commands = typer.Typer()


class AnswerFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Format = Annotated[AnswerFormat, typer.Option("--format", help="How to print the answer.")]


@commands.command()
def query(
    query: Annotated[str, typer.Argument(metavar="FILE.rq|SPARQL", help="A file with a query, or the query itself.")],
    form: Format = AnswerFormat.TABLE,
    out: Out = None,
) -> None:
    """Ask the graph in SPARQL 1.1. Prefixes such as pi:, item:, dpv: and dct: need no declaration."""
    path = Path(query)
    if not query.endswith(".rq"):
        _answer(query, form, asked_graph(out))
        return
    try:
        sparql = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(f"{path} cannot be read: {reason}.", "Give a file in UTF-8 that ends in .rq.") from error
    with naming(path):
        _answer(sparql, form, asked_graph(out))


@commands.command()
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
    graph = asked_graph(out)
    if form is AnswerFormat.TABLE:
        show(Styled(asked.ko, style="bold"))
        show(Styled(asked.en))
    with naming(Path(f"{name}.rq")):
        _answer(asked.sparql, form, graph, asked.columns)


def _answer(
    sparql: str, form: AnswerFormat, graph: tuple[Store, answers.Sources], columns: dict[str, str] | None = None
) -> None:
    store, sources = graph
    if form is AnswerFormat.TABLE:
        show(answers.answer_table(store.query(sparql), sources, columns or {}))
        return
    syntax = next(f for f in ResultFormat if f.label == form)
    typer.echo(store.serialize(sparql, syntax).decode().replace("\r\n", "\n").rstrip("\n"))
