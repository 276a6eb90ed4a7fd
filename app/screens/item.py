"""A data item: who holds it, why, under which law, and who receives it."""

from __future__ import annotations

from app.rowlist import show_rows
from app.view import View
from pigraph.views.rows import special_items
from pigraph.views.things import thing


def show(view: View) -> None:
    one = thing(view.library, "item", view.address.text("id"))
    special = special_items(view.library, [one.iri]).get(one.iri, "")
    view.draw("thing.html", one=one, page="item", special=special)
    show_rows(view, "item", one.iri)
