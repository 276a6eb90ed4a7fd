"""Content negotiation: what to answer with, from an ``Accept`` header (RFC 9110 §12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

_RANGE = re.compile(r"\s*(?P<type>[^/\s;,]+)/(?P<sub>[^\s;,]+)\s*(?P<parameters>(?:;[^,]*)?)")
_Q = re.compile(r";\s*q\s*=\s*(?P<q>\d(?:\.\d{0,3})?)\s*", re.IGNORECASE)


class Representation(Struct, frozen=True):
    """One way to write an answer: its name (``format=NAME``), the media type sent, and what else asks for it."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()

    @property
    def media_types(self) -> tuple[str, ...]:
        return (self.media_type.partition(";")[0], *self.aliases)


RESULTS = (
    Representation("json", "application/sparql-results+json", ("application/json",)),
    Representation("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Representation("csv", "text/csv; charset=utf-8"),
    Representation("tsv", "text/tab-separated-values; charset=utf-8"),
)
"""Of SELECT and ASK. CSV and TSV have no form for ASK: see `BOOLEANS`."""

BOOLEANS = RESULTS[:2]
"""Of ASK (SPARQL 1.1 Query Results CSV and TSV Formats §1: only solutions)."""

GRAPHS = (
    Representation("turtle", "text/turtle; charset=utf-8", ("application/x-turtle",)),
    Representation("ntriples", "application/n-triples; charset=utf-8", ("text/plain",)),
    Representation("trig", "application/trig; charset=utf-8"),
    Representation("rdfxml", "application/rdf+xml", ("application/xml", "text/xml", "rdf+xml")),
    Representation("jsonld", "application/ld+json", ("application/json", "json-ld")),
)
"""Of CONSTRUCT, DESCRIBE and linked data; rdf+xml and json-ld are what SPARQLWrapper asks for beside `Accept`."""

HTML = Representation("html", "text/html; charset=utf-8", ("application/xhtml+xml",))
"""Of pages for people."""


@lru_cache(maxsize=128)
def negotiate(accept: str, offered: Sequence[Representation]) -> Representation | None:
    """The best of ``offered`` for an ``Accept`` header; of equals the first offered. None: none is acceptable.

    An empty header accepts everything. The most specific range that matches a media type gives its weight.
    """
    ranges = _ranges(accept) if accept.strip() else [("*", "*", 1.0)]
    named = [one for one in ranges if "*" not in one[:2]]
    best: tuple[float, int] | None = None
    for order, one in enumerate(offered):
        main, *aliases = one.media_types
        # An alias counts where it is named: what is sent is no text/* because text/xml asks for it too.
        weight = max(_weight(main, ranges), *(_weight(media, named) for media in aliases), 0.0)
        if weight > 0 and (best is None or weight > best[0]):
            best = (weight, order)
    return None if best is None else offered[best[1]]


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    found = []
    for part in accept.split(","):
        if m := _RANGE.fullmatch(part.rstrip()):
            q = _Q.search(m["parameters"])
            found.append((m["type"].lower(), m["sub"].lower(), min(1.0, float(q["q"])) if q else 1.0))
    return found


def _weight(media: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    kind, _, sub = media.partition("/")
    matches = [((a != "*") + (b != "*"), q) for a, b, q in ranges if (a == "*" or a == kind) and (b == "*" or b == sub)]
    return max(matches)[1] if matches else 0.0
