"""What is behind a door: institutions, data items, laws or recipients, searched by name."""

from __future__ import annotations

from math import ceil

from app.kept import kept
from app.view import View, as_csv
from pigraph.views.overview import DOORS, PER_PAGE, door, listed


def show(view: View) -> None:
    of = view.address.choice("of", DOORS, "agencies")
    words = view.address.text("q")
    number = view.address.number("page", 1)
    found = door(kept(view, listed, of), words, number)
    pages = max(1, ceil(found.total / PER_PAGE))
    view.draw("list.html", of=of, doors=DOORS, words=words, door=found, number=number, pages=pages)
    if found.entries:
        heads = [view.say(f"nav.{of}"), view.say("nav.agencies"), "IRI"]
        view.downloads(of, csv=lambda: as_csv(heads, ((e.thing.label, e.agencies, e.thing.iri) for e in found.entries)))
