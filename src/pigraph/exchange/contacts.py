"""A published graph without the names of people and their contact data, in every part: graphs, texts, quotations.

Left out are names (``vcard:fn``), telephone, fax and mail of whoever is named, all mail addresses and all mobile
numbers, since nobody can tell a person's from a desk's, and who corrected what. Telephones of desks and processors
stay. What is printed in a text is covered by ■, character by character, so that all evidence stays where it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from pigraph.exchange.quads import graphs_of
from pigraph.exchange.versions import versions
from pigraph.store import PREFIXES, EmbeddedStore, Part, fill

MARK = "without-contacts"
"""The file of a generation that says that nobody is named in it."""

Turtle: TypeAlias = Callable[[str, bytes], str]
"""From the IRI of a document and its triples (N-Triples) to Turtle for people."""

_COVER = "■"
_MAIL = r"[A-Za-z0-9][A-Za-z0-9.!#$%&'*+=_~-]*\s?[@＠]\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+)+"
_MOBILE = r"(?<![0-9A-Za-z.,=/-])01[016-9][\s).–—-]{0,3}\d{3,4}[\s.–—-]{0,3}\d{4}(?![0-9A-Za-z])"
_BETWEEN = r"[\s().\-‐-―~∼)]{0,4}"


def _iri(prefix: str, name: str) -> str:
    return PREFIXES[prefix] + name


_NAME = _iri("vcard", "fn")
_CONTACTS = {
    _iri("vcard", "hasTelephone"),
    _iri("schema", "telephone"),
    _iri("schema", "faxNumber"),
    _iri("vcard", "hasEmail"),
    _iri("schema", "email"),
}
_MAILS = {_iri("vcard", "hasEmail"), _iri("schema", "email")}
_WHO = _iri("prov", "wasAttributedTo")
_TYPE = _iri("rdf", "type")
_AGENT = _iri("prov", "Agent")
_CORRECTED_ON = _iri("pi", "correctedOn")
_CORRECTION = _iri("pi", "Correction")
_REVISED = _iri("prov", "wasRevisionOf")
_VALUE = _iri("prov", "value")


def without_contacts(published: Path, directory: Path, turtle: Turtle) -> None:
    """Make in the empty ``directory`` what the published graph is without people. Raises `StoreError`."""
    known = versions(published)
    current = {v.document for v in known if v.current}
    graphs = dict(graphs_of(EmbeddedStore(published / "store")))
    private = _Private.of(graphs)
    kept = {name: private.graph(data) for name, data in graphs.items()}
    reference = [name for name in kept if name.endswith("/id/reference")]
    fill(directory / "store", (Part(name, data, name in current or name in reference) for name, data in kept.items()))
    for folder, pattern in (("sources", "*"), (".", "coverage.json")):
        (directory / folder).mkdir(exist_ok=True)
        for path in sorted((published / folder).glob(pattern)):
            text = path.read_bytes().decode("utf-8")
            (directory / folder / path.name).write_bytes(private.covered(text).encode())
    (directory / "policies").mkdir()
    for version in known:
        if version.turtle:
            written = turtle(version.document, kept[version.document])
            (directory / "policies" / version.turtle).write_text(written, encoding="utf-8", newline="")
    (directory / MARK).write_text("", encoding="utf-8")


@dataclass(frozen=True)
class _Private:
    """``names`` and ``contacts`` of people as they stand in the graph; ``subjects``: nodes that name a person."""

    names: frozenset[str]
    contacts: frozenset[str]
    subjects: frozenset[str]
    corrections: frozenset[str]

    @classmethod
    def of(cls, graphs: dict[str, bytes]) -> _Private:
        """What is private in any of the graphs."""
        triples = [t for data in graphs.values() for t in ox.parse(data, ox.RdfFormat.N_TRIPLES)]
        people = {str(t.subject) for t in triples if t.predicate.value == _NAME}
        agents = {str(t.object) for t in triples if t.predicate.value == _WHO}
        on = {str(t.subject): t.object.value for t in triples if t.predicate.value == _CORRECTED_ON}
        made = {str(t.subject) for t in triples if t.predicate.value == _TYPE and t.object.value == _CORRECTION}
        # What a correction took away altogether may have been a person, and is known by name only.
        about = {c for c in made if on.get(c, _NAME) in {_NAME, *_CONTACTS}}
        about |= {str(t.object) for t in triples if str(t.subject) in about and t.predicate.value == _REVISED}
        names, contacts = set(), set()
        for t in triples:
            value, subject = t.object.value, str(t.subject)
            if t.predicate.value == _NAME or (t.predicate.value == _VALUE and subject in about):
                names.add(value)
            elif t.predicate.value in _MAILS or (t.predicate.value in _CONTACTS and subject in people):
                contacts.add(value)
        return cls(frozenset(names), frozenset(contacts), frozenset(agents), frozenset(about))

    def graph(self, data: bytes) -> bytes:
        """N-Triples without what is private, sorted."""
        kept = []
        for t in ox.parse(data, ox.RdfFormat.N_TRIPLES):
            predicate = t.predicate.value
            dropped = (
                predicate in {_NAME, _WHO, *_MAILS}
                or (predicate in _CONTACTS and t.object.value in self.contacts)
                or str(t.subject) in self.subjects
                or (predicate == _VALUE and str(t.subject) in self.corrections)
            )
            if not dropped:
                kept.append(self.covered(f"{t} .\n"))
        return "".join(dict.fromkeys(kept)).encode()

    def covered(self, text: str) -> str:
        """``text`` with all that is private covered; white space and every offset stay."""
        return self._pattern.sub(lambda found: re.sub(r"\S", _COVER, found[0]), text)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        patterns = [_MAIL, _MOBILE]
        patterns += [r"\s*".join(map(re.escape, n)) for n in map(_squeezed, self.names) if len(n) > 1]
        patterns += sorted({p for value in self.contacts for p in _patterns(value)})
        return re.compile("|".join(sorted(patterns, key=lambda p: (-len(p), p))))


def _patterns(contact: str) -> Iterator[str]:
    """How a contact may be printed: a number with any signs between its digits, an address with blanks."""
    scheme, _, rest = contact.partition(":")
    if scheme not in ("tel", "mailto"):
        rest = contact
    digits = re.sub(r"\D", "", rest)
    if len(digits) >= 7 and not re.search(r"[A-Za-z@가-힣]", rest):
        national = digits.removeprefix("82").removeprefix("0") if scheme == "tel" else digits.removeprefix("0")
        yield r"(?<!\d)(?:\+?82" + _BETWEEN + ")?(?:0" + _BETWEEN + ")?" + _BETWEEN.join(national) + r"(?!\d)"
    if len(_squeezed(rest)) > 3:
        yield r"\s*".join(map(re.escape, _squeezed(rest)))


def _squeezed(text: str) -> str:
    return "".join(text.split())
