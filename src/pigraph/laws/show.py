"""A law as people read it: its names, its articles on a day, and whether one of them was in force."""

from __future__ import annotations

import re

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pigraph.errors import PigraphError
from pigraph.laws.registry import Law, Registry
from pigraph.laws.verdicts import AsOf, Verdict, verdict

_ARTICLE = re.compile(r"(?:제\s?)?(?P<number>\d+)\s?(?:조)?(?:\s?의\s?(?P<sub>\d+))?")
_SAID = {
    Verdict.EXISTS: "was in force",
    Verdict.RETITLED: "was in force, under another title than now",
    Verdict.REPEALED: "was no longer in force",
    Verdict.NOT_YET_IN_FORCE: "was not yet in force",
    Verdict.UNKNOWN_LAW: "is of a law that is not registered",
    Verdict.UNKNOWN_ARTICLE: "does not exist",
    Verdict.UNRECORDED: "is not recorded for that day",
}


def verdict_line(law: Law, article: str, day: str, registry: Registry) -> str:
    """One sentence on an article ("15", "제15조의2") and a day. Raises `PigraphError` for what is no article."""
    m = _ARTICLE.fullmatch(article.strip())
    if not m:
        raise PigraphError(f"{article!r} is no article.", "Write 15, 15의2 or 제15조의2.")
    number = m["number"] + (f"의{m['sub']}" if m["sub"] else "")
    found = verdict(law.name, number, day, registry)
    place = f"{law.name} 제{m['number']}조" + (f"의{m['sub']}" if m["sub"] else "")
    return f"{place} {_SAID[found.verdict]} on {day}{_titles(found)}.\n{law.url}/{place.rpartition(' ')[2]}"


def _titles(found: AsOf) -> str:
    then = f": {found.title}" if found.title else ""
    now = f" (now: {found.title_now})" if found.title_now and found.title_now != found.title else ""
    return then + now


def law_table(law: Law, day: str, registry: Registry) -> RenderableType:
    """The names of a law, and its articles in force on a day."""
    table = Table(title=f"in force on {day}", title_justify="left", show_header=False, box=None)
    shown = 0
    for article in registry.articles(law):
        if not article.deleted and article.holds(day):
            table.add_row(article.article, article.title, article.start or "")
            shown += 1
    whole = "all articles" if law.complete else "some articles"
    head = Text(f"{law.name} ({law.kind}; {whole} recorded)\n{law.url}")
    names = Text(f"also: {', '.join(law.names[1:])}") if len(law.names) > 1 else Text("")
    return Group(head, names, table) if shown else Group(head, names)
