"""One version of a policy: its rows, what is missing, its contacts and its other versions."""

from __future__ import annotations

from app.missing import panel
from app.rowlist import draw, offer, show_rows
from app.view import View
from pigraph.views.desks import desks
from pigraph.views.policies import policy, rows_in, versions
from pigraph.views.rows import rows


def show(view: View) -> None:
    one = policy(view.library, view.address.text("id"))
    view.draw("policy.html", one=one, desks=desks(view.library, one.document))
    if view.address.text("row"):
        show_rows(view, "policy", one.document)
        return
    panel(view, one)
    view.draw("versions.html", one=one, versions=versions(view.library, one))
    if one.current:
        show_rows(view, "policy", one.document)
    else:
        found = rows(view.library, rows_in(view.library, one.document))
        draw(view, found, only=False, number=1, pages=1, chosen="all", kinds=[("all", len(found))])
        offer(view, "policy", found)
