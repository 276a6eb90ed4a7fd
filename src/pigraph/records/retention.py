"""A retention value as a policy prints it: the period, and what a "다만, …" clause takes out of it.

Accepts, by example::

    5년                                              회원 자격을 잃을 때까지 다만, 다음의 사유에 …
    활동 종료 후 2년 (단, 지급 기록은 5년)            3년(다만 수사 중이면 수사 종료 시까지)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pigraph.patterns import seldom
from pigraph.records import periods
from pigraph.records.model import How, Retention
from pigraph.text import Words

_CLAUSE = re.compile(
    r"\s*[(（]?\s*(?:다만|단)\s*[,:]\s*.*$|\s+[(（]?\s*(?:다만|단)\s+.*$|\s*[(（]\s*(?:다만|단)\s+.*$", re.DOTALL
)
_POINTS_BELOW = seldom(r"다음|아래")
_UNTIL = seldom(r"까지|경우에?는|시에?는")
_PLACEHOLDER = seldom(r"<[^<>]{1,20}>")


def retention_of(words: Words, how: How, below: Sequence[Words] = ()) -> Retention:
    """The retention that ``words`` state; ``below``: the lines of exceptions enumerated under them.

    An unfilled template line ("<예외 사유>") is not an exception.
    """
    m = _CLAUSE.search(words.text)
    main = words[: m.start()].strip() if m and m.start() else words
    retention = periods.read_retention(main, how)
    lines = [w for w in below if _UNTIL.search(w.text) and not _PLACEHOLDER.search(w.text)]
    if m and m.start() and not below and not _POINTS_BELOW.search(m.group()):
        lines.append(words[m.start() :].strip(" ()（）"))
    exceptions = tuple(periods.exception(w) for w in lines)
    return replace(retention, exceptions=(*retention.exceptions, *exceptions))
