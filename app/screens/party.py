"""A recipient or processor: what several bodies give or entrust to it."""

from __future__ import annotations

from app.rowlist import show_rows
from app.view import View
from pigraph.views.things import thing


def show(view: View) -> None:
    one = thing(view.library, "party", view.address.text("id"))
    view.draw("thing.html", one=one, page="party", special="")
    show_rows(view, "party", one.iri)
