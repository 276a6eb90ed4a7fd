"""What goes wrong, in the words of people: wrong addresses in the language of the page, the rest as pigraph says it."""

from __future__ import annotations

from app.words import Words
from pigraph.errors import NoGraph, PigraphError, QueryError
from pigraph.views.binding import BadValue


def said(error: PigraphError, say: Words) -> dict[str, str]:
    """``title``, ``message`` and ``remedy`` of the template for problems."""
    if isinstance(error, BadValue):
        message = say(f"problem.{error.reason}", value=_short(error.value))
        return {"title": say("problem.title"), "message": message, "remedy": say("problem.remedy")}
    if isinstance(error, NoGraph):
        return {"title": say("problem.nograph"), "message": str(error), "remedy": ""}
    title = "problem.query" if isinstance(error, QueryError) else "problem.other"
    return {"title": say(title), "message": error.message, "remedy": error.remedy}


def _short(value: str) -> str:
    return value if len(value) <= 120 else f"{value[:120]}…"
