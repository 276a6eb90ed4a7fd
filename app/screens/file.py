"""A personal information file: what is held in it, and to whom it goes."""

from __future__ import annotations

from app.rowlist import show_rows
from app.view import View
from pigraph.views.things import thing


def show(view: View) -> None:
    one = thing(view.library, "file", view.address.text("id"))
    view.draw("thing.html", one=one, page="file", special="")
    show_rows(view, "file", one.iri)
