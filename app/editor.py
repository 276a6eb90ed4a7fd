"""An editor for SPARQL: a form with a text area that paints keywords, names and texts while somebody types."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from app.view import View

_HERE = Path(__file__).parent


def edit(view: View, query: str) -> None:
    """Show the editor with ``query``; its button opens the address of the query typed."""
    component = st.components.v2.component("pigraph-editor", html=_part("html"), css=_part("css"), js=_part("js"))
    say = view.say
    words = {"label": say("sparql.label"), "run": say("sparql.run"), "language": view.address.language.value}
    component(key="editor", data={"query": query, **words})


@cache
def _part(suffix: str) -> str:
    return (_HERE / "static" / f"editor.{suffix}").read_text(encoding="utf-8")
