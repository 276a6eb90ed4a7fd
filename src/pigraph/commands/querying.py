"""Commands that ask the published graph: query, question."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pigraph.commands.shell import Out, asked_graph, naming, show
from pigraph.errors import PigraphError, UnreadableFile
from pigraph.text import fold

if TYPE_CHECKING:
    from pigraph.answers import Sources
    from pigraph.store import Store

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
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Another value of a parameter: item=여권번호, longer=120."),
    ] = None,
    out: Out = None,
) -> None:
    """Ask one of the saved questions, or list them."""
    from rich.text import Text as Styled

    from pigraph import answers

    if name is None:
        for known in answers.questions():
            settings = "".join(f"\n  --set {name}=… ({what})" for name, what in known.parameters.items())
            typer.echo(f"{known.name}\n  {known.ko}\n  {known.en}{settings}")
        return
    asked = answers.question(name)
    graph = asked_graph(out)
    if form is AnswerFormat.TABLE:
        show(Styled(asked.ko, style="bold"))
        show(Styled(asked.en))
        for one in values or []:
            show(Styled(one, style="dim"))
    with naming(Path(f"{name}.rq")):
        _answer(asked.filled(_given(values or [], graph[0])), form, graph, asked.columns)


def _given(values: list[str], store: Store) -> dict[str, str]:
    """NAME=VALUE as values of parameters: a name of the graph becomes the IRI of what it names."""
    from pigraph.asking import read_terms  # only who names something should wait for it
    from pigraph.store import is_iri

    given: dict[str, str] = {}
    for one in values:
        name, equals, value = one.partition("=")
        if not equals:
            raise PigraphError(f"--set {one!r} is not NAME=VALUE.", "Write it so: --set item=여권번호")
        if not value.isdecimal() and not is_iri(value):
            named = [s.iri for s in read_terms(store).words.get(fold(value), ()) if s.kind == name and s.iri]
            if len(named) != 1:
                raise PigraphError(f"{value!r} is the name of no {name} in this graph.", "Give its IRI.")
            value = named[0]
        given[name] = value
    return given


def _answer(
    sparql: str, form: AnswerFormat, graph: tuple[Store, Sources], columns: dict[str, str] | None = None
) -> None:
    from pigraph.answers import answer_table
    from pigraph.store import ResultFormat

    store, sources = graph
    if form is AnswerFormat.TABLE:
        show(answer_table(store.query(sparql), sources, columns or {}))
        return
    syntax = next(f for f in ResultFormat if f.label == form)
    typer.echo(store.serialize(sparql, syntax).decode().replace("\r\n", "\n").rstrip("\n"))
