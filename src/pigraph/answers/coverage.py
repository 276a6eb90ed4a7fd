"""What was understood and what was not, per document, kept beside a published graph as ``coverage.json``."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from pigraph.errors import StoreError
from pigraph.issues import Issue
from pigraph.patterns import seldom
from pigraph.quotes import is_html
from pigraph.text import Span, joined, merge

_LONGEST_WORDS = 160
_MARKUP = seldom(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


class Unread(Struct, frozen=True):
    """One thing that was not understood: its kind (`pigraph.issues.IssueKind`), words, line (1-based), range in
    code points, and remark."""

    kind: str
    words: str
    line: int
    begin: int
    end: int
    remark: str = ""


class Coverage(Struct, frozen=True):
    """How much of one document was understood.

    ``characters`` counts code points that are not white space, ``claimed`` those of them that became a statement
    or were recognised as saying nothing recordable. ``document`` is the IRI of its statements.
    """

    name: str
    sha256: str
    document: str
    characters: int
    claimed: int
    unread: tuple[Unread, ...] = ()

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.claimed / self.characters if self.characters else 0.0

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        kept: dict[str, Any] = to_builtins(self)
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Coverage:
        """What `as_json` gave. Raises KeyError or TypeError for anything else."""
        return cls(**{**kept, "unread": tuple(Unread(**u) for u in kept["unread"])})


def measure(
    name: str, sha256: str, document: str, text: str, claimed: Iterable[Span], issues: Iterable[Issue]
) -> Coverage:
    """The coverage of one document from its decoded ``text``, the ranges ``claimed`` and the ``issues`` left open.

    White space does not count, and in HTML (by ``name``) neither does markup.
    """
    words = _MARKUP.sub(lambda tag: " " * len(tag[0]), text) if is_html(name) else text
    breaks = [m.start() for m in re.finditer("\n", text)]

    def unread(issue: Issue) -> Unread:
        begin, end = issue.span.begin, issue.span.end
        return Unread(issue.kind.value, issue.words, bisect_left(breaks, begin) + 1, begin, end, issue.remark)

    return Coverage(
        name,
        sha256,
        document,
        characters=_filled(words),
        claimed=sum(_filled(s.cut(words)) for s in merge(claimed)),
        unread=tuple(unread(i) for i in sorted(issues)),
    )


def _filled(words: str) -> int:
    """Characters that are no white space."""
    return sum(map(len, words.split()))


def write_coverage(path: Path, documents: Iterable[Coverage]) -> None:
    """Keep ``documents`` as a JSON list, one a line; they are taken and written one by one."""
    with path.open("w", encoding="utf-8") as file:
        for n, document in enumerate(documents):
            file.write((",\n" if n else "[\n") + json.dumps(document.as_json(), ensure_ascii=False))
        file.write("\n]\n" if file.tell() else "[]\n")


def read_coverage(path: Path) -> list[Coverage]:
    """What `write_coverage` kept. Raises `StoreError`."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return [Coverage.from_json(document) for document in kept]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path} cannot be read: {error}.", "Run: pigraph build") from error


def coverage_report(documents: Iterable[Coverage]) -> RenderableType:
    """A table of shares, and under it every place that was not understood."""
    every = list(documents)
    table = Table(box=box.ROUNDED)
    for heading, side in (("document", "left"), ("understood", "right"), ("characters", "right"), ("open", "right")):
        table.add_column(heading, justify="left" if side == "left" else "right", overflow="fold")
    for d in every:
        table.add_row(d.name, f"{d.share:.1%}", f"{d.characters:,}", str(len(d.unread)))
    return Group(table, *(Styled(line) for d in every for line in _lines(d)))


def _lines(document: Coverage) -> Iterator[str]:
    for unread in document.unread:
        words = joined(unread.words)
        words = words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS]} …"
        remark = f" ({unread.remark})" if unread.remark else ""
        yield f"{document.name}:{unread.line} {unread.kind} 「{words}」{remark}"
