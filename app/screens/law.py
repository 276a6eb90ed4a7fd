"""A law or one of its articles: what bodies do on its basis, and which articles they name."""

from __future__ import annotations

from app.rowlist import show_rows
from app.view import View
from pigraph.views.laws import cited
from pigraph.views.things import thing


def show(view: View) -> None:
    one = thing(view.library, "law", view.address.text("id"))
    view.draw("law.html", one=one, law=cited(view.library, one.iri))
    show_rows(view, "law", one.iri)
