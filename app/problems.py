"""What goes wrong, in the words of people: wrong addresses in the language of the page, the rest as pigraph says it."""

from __future__ import annotations

from app.words import Words
from pigraph.errors import NoGraph, PigraphError
from pigraph.views.binding import BadValue


def said(error: PigraphError, say: Words) -> dict[str, str]:
    """``message`` and ``remedy`` of the template for problems."""
    if isinstance(error, BadValue):
        return {"message": say(f"problem.{error.reason}", value=_short(error.value)), "remedy": say("problem.remedy")}
    if isinstance(error, NoGraph):
        return {"message": say("problem.nograph"), "remedy": str(error)}
    return {"message": say("problem.other"), "remedy": str(error)}


def _short(value: str) -> str:
    return value if len(value) <= 120 else f"{value[:120]}…"
