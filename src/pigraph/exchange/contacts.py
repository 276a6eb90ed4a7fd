"""A published graph without the names of people and their contact data, in every part: graphs, texts, quotations.

Left out are names (``vcard:fn``), telephone, fax and mail of whoever is named, all mail addresses and all mobile
numbers, since nobody can tell a person's from a desk's, and who corrected what. Telephones of desks and processors
stay. What is printed in a text is covered by ■, character by character, so that all evidence stays where it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from pigraph.answers import Coverage, Sources, read_coverage, write_coverage
from pigraph.exchange.findings import NAME, SHAPES, findings_of, write_report
from pigraph.exchange.quads import graphs_of
from pigraph.exchange.versions import REFERENCE, Version, versions
from pigraph.store import PREFIXES, Digest, EmbeddedStore, Part, fill

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
_LABEL = _iri("rdfs", "label")
_CORRECTED_ON = _iri("pi", "correctedOn")
_CORRECTION = _iri("pi", "Correction")
_REVISED = _iri("prov", "wasRevisionOf")
_VALUE = _iri("prov", "value")


def without_contacts(published: Path, directory: Path, turtle: Turtle) -> None:
    """Make in the empty ``directory`` what the published graph is without people. Raises `StoreError`.

    A person is looked for in all that one body published, and not in what others did.
    """
    known = sorted(versions(published), key=_body)
    graphs = dict(graphs_of(EmbeddedStore(published / "store")))
    coverage = {c.document: c for c in read_coverage(published / "coverage.json")}
    texts: list[tuple[str, str, str]] = []
    parts: dict[str, Part] = {}
    (directory / "policies").mkdir()
    for _, group in groupby(known, key=_body):
        every = list(group)
        own = {v.document: [v.document, f"{v.document}/inferred", findings_of(v.document)] for v in every}
        private = _Private.of(graphs[name] for names in own.values() for name in names if name in graphs)
        for version in every:
            renamed = private.covered(version.document)
            # Two people of one date whose names are equally long would be one.
            mark = f"~{version.sha256[:8]}" if renamed in parts else ""
            for name in own[version.document]:
                if name not in graphs:
                    continue
                data = private.graph(graphs.pop(name)).replace(renamed.encode(), (renamed + mark).encode())
                covered = renamed + mark + name.removeprefix(version.document)
                parts[covered] = Part(covered, data, version.current and name == version.document)
            old = coverage[version.document]
            coverage[version.document] = private.coverage(old, renamed + mark)
            path = published / "sources" / f"{version.sha256[:12]}.txt"
            with path.open(encoding="utf-8", newline="") as file:
                texts.append((version.sha256, private.covered(version.source), private.covered(file.read())))
            if version.turtle:
                written = turtle(renamed + mark, parts[renamed + mark].data)
                (directory / "policies" / version.turtle).write_text(written, encoding="utf-8", newline="")
    reports = [parts[name].data for name in sorted(parts) if name.endswith(findings_of(""))]
    if (published / NAME).exists():
        write_report(directory / NAME, reports, graphs.get(SHAPES, b""))
    shared = [Part(name, data, name == REFERENCE) for name, data in graphs.items()]
    digest = Digest()
    fill(directory / "store", digest.of([*parts.values(), *shared]))
    digest.write(directory / "digest")
    Sources.write(directory / "sources", texts)
    write_coverage(directory / "coverage.json", coverage.values())
    (directory / MARK).write_text("", encoding="utf-8")


def _body(version: Version) -> str:
    return version.policy.split("/")[-2]


class _Private(Struct, frozen=True, dict=True):
    """What is private in the graphs of one body: ``names`` and ``contacts`` of people as they stand there; nodes for
    those who corrected (``agents``), and ``corrections`` of who and where somebody is."""

    names: frozenset[str]
    contacts: frozenset[str]
    agents: frozenset[str]
    corrections: frozenset[str]

    @classmethod
    def of(cls, graphs: Iterable[bytes]) -> _Private:
        """What is private in any of the graphs (N-Triples)."""
        triples = [t for data in graphs for t in ox.parse(data, ox.RdfFormat.N_TRIPLES)]
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
            if (
                t.predicate.value == _NAME
                or (t.predicate.value == _VALUE and subject in about)
                or (t.predicate.value == _LABEL and subject in agents)
            ):
                names.add(value)
            elif t.predicate.value in _MAILS or (t.predicate.value in _CONTACTS and subject in people):
                contacts.add(value)
        return cls(frozenset(names), frozenset(contacts), frozenset(agents), frozenset(about))

    def graph(self, data: bytes) -> bytes:
        """N-Triples without what is private."""
        kept = []
        for t in ox.parse(data, ox.RdfFormat.N_TRIPLES):
            predicate = t.predicate.value
            dropped = (
                predicate in {_NAME, _WHO, *_MAILS}
                or (predicate in _CONTACTS and t.object.value in self.contacts)
                or str(t.subject) in self.agents
                or (predicate == _VALUE and str(t.subject) in self.corrections)
            )
            if not dropped:
                kept.append(f"{self._term(t.subject)} {t.predicate} {self._term(t.object)} .\n")
        return "".join(dict.fromkeys(kept)).encode()

    def coverage(self, known: Coverage, document: str) -> Coverage:
        """The coverage of a text, whose IRI is ``document`` now, as that of the covered text."""
        unread = [replace(u, words=self.covered(u.words), remark=self.covered(u.remark)) for u in known.unread]
        return replace(known, name=self.covered(known.name), document=document, unread=tuple(unread))

    def covered(self, text: str) -> str:
        """``text`` with all that is private covered; white space and every offset stay."""
        return self._pattern.sub(lambda found: re.sub(r"\S", _COVER, found[0]), text)

    def _term(self, term: object) -> object:
        if isinstance(term, ox.NamedNode):
            return term if "#char=" in term.value else ox.NamedNode(self.covered(term.value))
        if isinstance(term, ox.Literal) and term.language:
            return ox.Literal(self.covered(term.value), language=term.language)
        if isinstance(term, ox.Literal):
            return ox.Literal(self.covered(term.value), datatype=term.datatype)
        return term

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        patterns = {_MAIL, _MOBILE, *(p for value in self.contacts for p in _patterns(value))}
        patterns |= {r"\s*".join(map(re.escape, n)) for n in map(_squeezed, self.names) if len(n) > 1}
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
