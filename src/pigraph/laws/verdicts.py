"""Whether a cited law or article was in force on a date, from the registry alone.

개인정보 보호법 제25조 on 2012-03-30 is `Verdict.RETITLED`: in force, with a title that has changed since.
What the registry does not record is `Verdict.UNRECORDED`, never a guess.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from pigraph.laws.registry import Article, Law, Registry
from pigraph.patterns import seldom
from pigraph.text import fold

_NUMBERED = seldom(r"\d+(?:의\d+)?|제\d+조(?:의\d+)?")


class Verdict(StrEnum):
    """What the registry says about a cited place on a date."""

    EXISTS = "exists"
    RETITLED = "retitled"
    """In force, but under another title than the last recorded one."""
    REPEALED = "repealed"
    NOT_YET_IN_FORCE = "not-yet-in-force"
    UNKNOWN_LAW = "unknown-law"
    UNKNOWN_ARTICLE = "unknown-article"
    """Every article of the law is recorded, and this is none of them."""
    UNRECORDED = "unrecorded"
    """The law is known, but not what was in force on that date."""


class AsOf(Struct, frozen=True):
    """A verdict; ``title`` on the date, ``title_now`` today (None: no title or not recorded); ``successor``: the
    name of the law that took the place of a former one."""

    verdict: Verdict
    title: str | None = None
    title_now: str | None = None
    successor: str = ""


def verdict(law: str | Law, article: str | None, date: str, registry: Registry, today: str | None = None) -> AsOf:
    """The state of ``article`` ("25", "15의2", 제15조의2; None: the law itself) on the ISO date ``date``.

    ``today``: the ISO date that "now" means; None is the last recorded state.
    """
    known = registry.find(law) if isinstance(law, str) else law
    if known is None or not known.known:
        return AsOf(Verdict.UNKNOWN_LAW)
    title_now = registry.title(known, article, today) if article else None
    state = _of_law(known, date)
    if state is Verdict.EXISTS or (state is Verdict.UNRECORDED and not known.successor):
        rows = registry.history(known, article) if article else ()
        held = next((a for a in rows if a.holds(date) and _sure(a, known, date) and not a.deleted), None)
        if article:
            state = _of_article(known, article, rows, held, date)
        title = held.title if held else None
        if title and title_now and fold(title) != fold(title_now):
            state = Verdict.RETITLED
        return AsOf(state, title, title_now, known.successor)
    return AsOf(state, None, title_now, known.successor)


def _of_law(law: Law, date: str) -> Verdict:
    if law.end and date >= law.end:
        return Verdict.REPEALED
    if law.start and date < law.start:
        return Verdict.NOT_YET_IN_FORCE
    if law.successor and not law.end:
        return Verdict.UNRECORDED  # renamed, nobody recorded when
    known_from = law.start or law.complete
    return Verdict.EXISTS if known_from and date >= known_from else Verdict.UNRECORDED


def _of_article(law: Law, article: str, rows: tuple[Article, ...], held: Article | None, date: str) -> Verdict:
    if held:
        return Verdict.EXISTS
    complete = law.complete is not None and date >= law.complete
    if not rows:
        return Verdict.UNKNOWN_ARTICLE if complete and _NUMBERED.fullmatch(article) else Verdict.UNRECORDED
    if any(a.holds(date) and not _sure(a, law, date) for a in rows):
        return Verdict.UNRECORDED
    if all(a.start and date < a.start for a in rows):
        # Of a law recorded in part, the date of a row may be only that of the text it was read from.
        return Verdict.NOT_YET_IN_FORCE if complete else Verdict.UNRECORDED
    return Verdict.REPEALED


def _sure(row: Article, law: Law, date: str) -> bool:
    """A row without a beginning counts only where all articles are recorded."""
    return row.start is not None or (law.complete is not None and date >= law.complete)
