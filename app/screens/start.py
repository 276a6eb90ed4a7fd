"""The start page: a question, four doors, examples, and what is covered."""

from __future__ import annotations

from datetime import UTC, datetime

from app.kept import kept
from app.view import View
from pigraph.answers import questions
from pigraph.languages import Language
from pigraph.views.overview import DOORS, covered


def show(view: View) -> None:
    built = view.generation and datetime.fromtimestamp(view.generation.stat().st_mtime, UTC).date().isoformat()
    korean = view.library.language is Language.KO
    view.draw(
        "start.html",
        doors=DOORS,
        examples=[(q.name, q.ko if korean else q.en) for q in questions()],
        covered=kept(view, covered),
        built=built,
    )
