"""The command ask: a question in plain words."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from pigraph.commands.shell import Out, asked_graph, published, show
from pigraph.languages import Language

commands = typer.Typer()


class AskFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


@commands.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in Korean or English.")],
    form: Annotated[AskFormat, typer.Option("--format", help="How to print the answer.")] = AskFormat.TEXT,
    language: Annotated[
        Language | None,
        typer.Option("--lang", help="Language of the answer. Default: that of the question.", show_default=False),
    ] = None,
    out: Out = None,
) -> None:
    """Ask the graph in plain words: who receives what, why, under which law, how long.

    The answer has the words of the policies that prove it. What no policy states is said to be not stated, and what
    the graph is not about, out of scope.
    """
    from rich.text import Text as Styled

    from pigraph.asking import ask as ask_graph  # no other command should wait for its grammar
    from pigraph.asking import read_terms, to_json
    from pigraph.asking.show import shown
    from pigraph.store import external

    store, sources = asked_graph(out)
    cache = None if external() else published(out) / "terms.json"
    answer = ask_graph(question, store, read_terms(store, cache), sources, language)
    if form is AskFormat.JSON:
        typer.echo(json.dumps(to_json(answer), ensure_ascii=False, indent=2))
        return
    show(Styled(answer.sentence, style="bold"))
    show(shown(answer))
