"""Answers kept for whoever asks the same: a query of one graph has one answer, as long as that graph is served.

Only whole answers are kept, never errors; what is kept ends with its generation.
"""

from __future__ import annotations

from collections import OrderedDict

from pigraph.service.http import Body, packed
from pigraph.service.pool import Job

_CHANGING = ("NOW", "RAND", "UUID", "BNODE")
"""In a query that may answer differently each time (SPARQL 1.1 Query §17.4). It may stand in a name as well: then the
query is run each time, and that is all."""
_SHARE = 16
"""No answer takes more than this part of the whole."""
_PACKS = 8
"""A larger one is kept packed. Answers pack to a tenth; what is longer than so many shares is not tried."""


class Memory:
    """The answers asked for last, of up to ``most`` bytes together, queries included; with 0 nothing is kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Job, Body] = OrderedDict()
        self._size = 0

    def get(self, job: Job) -> Body | None:
        """The answer of ``job``, if it is kept."""
        answer = self._answers.get(job)
        if answer is not None:
            self._answers.move_to_end(job)
        return answer

    async def keep(self, job: Job, answer: bytes) -> Body:
        """Keep an answer; those that were not asked for the longest time make room. Returns it, to be sent."""
        whole, share = Body(answer), self._most // _SHARE
        if len(answer) > _PACKS * share or _changes(job.query):
            return whole
        kept = whole
        if _size(job, whole) > share:
            whole = Body(answer, await packed(answer))
            kept = Body(None, whole.packed)
        if _size(job, kept) <= share and job not in self._answers:
            self._answers[job] = kept
            self._size += _size(job, kept)
            while self._size > self._most:
                self._size -= _size(*self._answers.popitem(last=False))
        return whole


def _changes(query: str) -> bool:
    letters = query.upper()
    return any(word in letters for word in _CHANGING)


def _size(job: Job, answer: Body) -> int:
    return len(answer.plain or b"") + len(answer.packed or b"") + 4 * len(job.query) + 1000
