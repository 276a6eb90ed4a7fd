"""The lines of a text that somebody wrote: without page numbers and the titles that run with them.

Left out, by example::

    - 3 -   3/14   - 3/14 -   3쪽   Page 3 of 14
    가나구 개인정보 처리방침                    the same beside several page numbers
"""

from __future__ import annotations

import re
from collections import Counter

from pigraph.text import Words, lines_of

_PAGE_NUMBER = re.compile(
    r"[^|\t]{0,30}[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3}\s*/\s*\d{1,3}|[-–—]\s*\d{1,3}\s*/\s*\d{1,3}\s*[-–—]"
    r"|\d{1,3}\s*(?:쪽|페이지|page)|(?:page|p\.|쪽|페이지)\s*\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?",
    re.IGNORECASE,
)
_TITLE = re.compile(r".{0,40}(?:처리|보호|취급)\s?(?:방침|지침|정책)")
_PAGES = 2


def written_lines(source: str) -> list[Words]:
    """The lines of a text that are neither blank nor printed by the page."""
    lines = [x for x in lines_of(Words.of(source)) if x.text.strip()]
    texts = [x.text.strip() for x in lines]
    numbers = {n for n, text in enumerate(texts) if _PAGE_NUMBER.fullmatch(text)}
    beside = {at for n in numbers for at in (n - 1, n + 1) if 0 <= at < len(lines)} - numbers
    often = Counter(texts[at] for at in beside if _TITLE.fullmatch(texts[at]))
    running = {text for text, count in often.items() if count >= _PAGES}
    # The first one is the title.
    first = {text: texts.index(text) for text in running}
    again = {at for at in beside if first.get(texts[at], at) < at}
    return [x for n, x in enumerate(lines) if n not in numbers and n not in again]
