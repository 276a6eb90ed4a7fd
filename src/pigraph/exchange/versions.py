"""The versions of policies that a published graph has: each a document, a named graph of its own.

Several versions of one policy lie side by side; the newest is current. They are found by IRI, or by name and date
as ``body@2024-01-01`` or ``body/service@2024-01-01``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from pigraph.answers import read_coverage
from pigraph.errors import PigraphError
from pigraph.store import EmbeddedStore, selected
from pigraph.text import fold

BASE = "https://w3id.org/pigraph/id/"
REFERENCE = f"{BASE}reference"
"""The graph of the vocabularies."""
_HEAD = re.compile(r"^@prefix : <([^>]*)#> \.$", re.MULTILINE)
_HEAD_BYTES = 8192
_NAMES = """
SELECT ?document ?agency ?service ?date ?title {
  GRAPH ?document {
    ?document foaf:primaryTopic ?policy .
    OPTIONAL { ?policy dpv:hasDataController/rdfs:label ?agency }
    OPTIONAL { ?policy dpv:hasService/rdfs:label ?service }
    OPTIONAL { ?policy schema:startDate ?date }
    OPTIONAL { ?policy dct:title ?title }
  }
}"""
_CURRENT = "SELECT ?document { GRAPH ?document { ?document foaf:primaryTopic ?p } ?document foaf:primaryTopic ?p }"


class Version(Struct, frozen=True):
    """One version of a policy: the IRI of its document, of the policy through all versions (``policy``), its body,
    service, date and title as stated ("" = not stated); ``source`` is the name of the file that was read, ``sha256``
    that of its bytes; ``turtle`` is its file in ``policies/`` ("" = none)."""

    document: str
    policy: str
    agency: str
    service: str
    date: str
    title: str
    source: str
    sha256: str
    turtle: str
    current: bool

    @property
    def name(self) -> str:
        """For people: body, service and date."""
        whose = " ".join(filter(None, (self.agency or self.source, self.service)))
        return f"{whose} {self.date}".strip()


def versions(published: Path) -> list[Version]:
    """All versions of the published graph in the directory ``published``, by IRI. Raises `StoreError`."""
    store = EmbeddedStore(published / "store")
    named: dict[str, dict[str, str]] = {}
    for row in _rows(store, _NAMES):
        # Of two titles or dates the first in order stands, so that a dump does not depend on the engine.
        known = named.setdefault(row["document"], row)
        named[row["document"]] = min(known, row, key=lambda r: sorted(r.items()))
    current = {row["document"] for row in _rows(store, _CURRENT)}
    turtles = _turtles(published / "policies")
    found = []
    for one in read_coverage(published / "coverage.json"):
        said = named.get(one.document, {})
        found.append(
            Version(
                one.document,
                one.document.rpartition("/")[0],
                said.get("agency", ""),
                said.get("service", ""),
                said.get("date", ""),
                said.get("title", ""),
                one.name,
                one.sha256,
                turtles.get(one.document, ""),
                one.document in current,
            )
        )
    return sorted(found, key=lambda v: v.document)


def version(every: Iterable[Version], name: str) -> Version:
    """The version called ``name``: an IRI (also below the base), or ``body[/service][@date]``.

    Raises `PigraphError` when there is none, or several.
    """
    known = {v.document: v for v in every}
    if found := known.get(name) or known.get(BASE + name):
        return found
    whose, _, date = name.partition("@")
    body, _, service = whose.partition("/")
    fits = [v for v in known.values() if fold(v.agency) == fold(body) and (not date or v.date == date)]
    if service:
        fits = [v for v in fits if fold(service) in (fold(v.service), fold(v.policy.rpartition("/")[2]))]
    if len(fits) == 1:
        return fits[0]
    if fits:
        listed = ", ".join(_short(v) for v in fits)
        raise PigraphError(f"{name!r} may be any of {len(fits)} versions.", f"Name one of {listed}.")
    names = [_short(v) for v in known.values()]
    near = difflib.get_close_matches(_short_name(name), names, n=3, cutoff=0.3)
    meant = f"Did you mean {' or '.join(near)}?" if near else "Give an IRI, body@date, or a file."
    raise PigraphError(f"There is no version called {name!r}.", meant)


def _short(version: Version) -> str:
    return version.document.removeprefix(BASE)


def _short_name(name: str) -> str:
    return "policy/" + name.removeprefix(BASE).removeprefix("policy/").replace("@", "/")


def _rows(store: EmbeddedStore, sparql: str) -> list[dict[str, str]]:
    answer = selected(store, sparql)
    names = answer.variables
    return [{n: t.value for n, t in zip(names, row, strict=True) if t is not None} for row in answer.rows]


def _turtles(directory: Path) -> dict[str, str]:
    """Document → the name of its Turtle file, which declares the document's fragments as its empty prefix."""
    found = {}
    for path in sorted(directory.glob("*.ttl")):
        with path.open("rb") as file:
            head = _HEAD.search(file.read(_HEAD_BYTES).decode("utf-8", errors="ignore"))
        if head:
            found[head[1]] = path.name
    return found
