"""An institution: its policies, what is missing in them, and what it does with which data."""

from __future__ import annotations

from app.missing import panel
from app.rowlist import show_rows
from app.view import View
from pigraph.views.policies import of_agency
from pigraph.views.things import thing


def show(view: View) -> None:
    one = thing(view.library, "agency", view.address.text("id"))
    policies = of_agency(view.library, one.iri)
    view.draw("agency.html", one=one, policies=policies)
    if not view.address.text("row"):
        for policy in policies[:3]:
            panel(view, policy, most=3)
    show_rows(view, "agency", one.iri)
