"""The text of a source, with the words of some evidence marked."""

from __future__ import annotations

from app.view import View
from pigraph.views.evidence import marked


def show(view: View) -> None:
    name, pieces = marked(view.library, view.address.text("sha"), view.address.text("mark"))
    view.draw("source.html", name=name, pieces=pieces)
    view.downloads("source", txt="".join(p.text for p in pieces).encode())
