"""Answers kept for whoever asks the same: a query of one graph has one answer, as long as that graph is served.

Only whole answers are kept, never errors; what is kept ends with its generation.
"""

from __future__ import annotations

import re
from collections import OrderedDict

from pigraph.service.pool import Job

_CHANGING = re.compile(r"NOW|RAND|UUID|BNODE", re.IGNORECASE)
"""In a query that may answer differently each time (SPARQL 1.1 Query §17.4). It may stand in a name as well: then the
query is run each time, and that is all."""
_SHARE = 16
"""No answer takes more than this part of the whole."""


class Memory:
    """The answers asked for last, of up to ``most`` bytes together, queries included; with 0 nothing is kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Job, bytes] = OrderedDict()
        self._size = 0

    def get(self, job: Job) -> bytes | None:
        """The answer of ``job``, if it is kept."""
        answer = self._answers.get(job)
        if answer is not None:
            self._answers.move_to_end(job)
        return answer

    def keep(self, job: Job, answer: bytes) -> None:
        """Keep an answer; those that were not asked for the longest time make room."""
        size = _size(job, answer)
        if size > self._most // _SHARE or job in self._answers or _CHANGING.search(job.query):
            return
        self._answers[job] = answer
        self._size += size
        while self._size > self._most:
            self._size -= _size(*self._answers.popitem(last=False))


def _size(job: Job, answer: bytes) -> int:
    return len(answer) + 4 * len(job.query) + 1000
