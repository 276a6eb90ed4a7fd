"""Expert search: SPARQL with examples, its answer as a table, a chart and files. Nothing can be changed with it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.editor import edit
from app.view import View, as_csv, as_json, home
from pigraph.answers import questions
from pigraph.languages import Language
from pigraph.store import PREFIXES, GraphFormat, Iri, Rows, rewritten
from pigraph.views.limited import ROWS, SECONDS, Found, asked
from pigraph.views.saved import bars, saved

_SHOWN = 500
_FIRST = """SELECT ?agency (COUNT(DISTINCT ?row) AS ?rows) WHERE {
  ?policy dpv:hasDataController/rdfs:label ?agency ; dpv:hasProcess ?row .
  ?row a pi:Provision
} GROUP BY ?agency ORDER BY DESC(?rows) LIMIT 20"""


def show(view: View) -> None:
    query = view.address.text("query")
    korean = view.library.language is Language.KO
    examples = [(q.ko if korean else q.en, q.sparql) for q in questions()]
    view.draw("sparql.html", seconds=f"{SECONDS:g}")
    edit(view, query or _FIRST)
    view.draw("sparqlhelp.html", examples=examples, prefixes=PREFIXES)
    if query:
        _answer(view, query)


def _answer(view: View, query: str) -> None:
    found = _asked(view.generation, query)
    if found.turtle is not None:
        view.draw("turtle.html", turtle=found.turtle)
        view.downloads(
            "query",
            ttl=found.turtle.encode(),
            jsonld=lambda: rewritten((found.turtle or "").encode(), GraphFormat.JSONLD),
        )
        return
    if found.rows is None:
        view.draw("yesno.html", yes=found.yes)
        return
    rows = found.rows
    shown = saved(view.library, Rows(rows.variables, rows.rows[:_SHOWN]), {})
    view.draw("solutions.html", found=shown, bars=bars(rows), cut=found.cut, most=ROWS, total=len(rows.rows))
    if rows.rows:
        view.downloads(
            "query",
            csv=lambda: as_csv(rows.variables, ([t.value if t else "" for t in row] for row in rows.rows)),
            json=lambda: as_json(_plain(rows)),
        )


def _plain(rows: Rows) -> list[dict[str, str | None]]:
    """Rows as objects; IRIs between angle brackets, so that they are no texts."""
    return [
        {
            n: None if t is None else f"<{t.value}>" if isinstance(t, Iri) else t.value
            for n, t in zip(rows.variables, row, strict=True)
        }
        for row in rows.rows
    ]


@st.cache_data(max_entries=20, show_spinner=False)
def _asked(generation: Path | None, query: str) -> Found:
    return asked(home(), query)
