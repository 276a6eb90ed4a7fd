"""The start page: a question, four doors, examples, and what is covered."""

from __future__ import annotations

from datetime import UTC, datetime

from app.kept import kept
from app.offered import offered
from app.view import View
from pigraph.views.overview import DOORS, covered


def show(view: View) -> None:
    built = view.generation and datetime.fromtimestamp(view.generation.stat().st_mtime, UTC).date().isoformat()
    view.draw(
        "start.html",
        doors=DOORS,
        offered=offered(view),
        covered=kept(view, covered),
        built=built,
    )
