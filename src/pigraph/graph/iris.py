"""How things are named: readable Hangul IRIs below one base, hashes only for source files.

====================  =====================================================================
policy, all versions  ``policy/{controller}/{service, or 개인정보처리방침}``
document              the policy, ``/{effective date}``, or ``/sha-{sha8}`` without a date
statements            document ``#policy``, ``#h1`` …
our reading           document ``/inferred``
source, evidence      ``source/{sha12}`` and ``#char=b,e`` (RFC 5147)
organisation, kind    ``org/{name}``, ``org-type/{name}``
file, service         ``file/{controller}/{name}``, ``service/{controller}/{name}``
concept               ``{item, event, subject, topic, right}/{slug}``
person, body          ``agent/{name}`` (who corrected)
law                   ``{law, ordinance}/{name}/{place}``
====================  =====================================================================

A document that names no controller has ``sha-{sha8}`` (the first 8 digits of its SHA-256) in place of the
controller: stable for one source file, and never mistaken for a body's name. Two documents of one policy
with the same date: the caller asks for ``~{sha8}`` after the date.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct
from pyoxigraph import NamedNode

from pigraph.graph.terms import DEFAULT_BASE as DEFAULT_BASE
from pigraph.records.model import Record
from pigraph.text import Span, unify_middots

WHOLE_BODY = "개인정보처리방침"
"""The last name of a policy that covers a whole body, not one service."""

# What is no ipchar of RFC 3987, and "%" (names are stored unescaped). Written as what it is, not as what it is not:
# compiling goes through every code point of a set.
_NOT_IN_A_SEGMENT = re.compile(
    '[\x00-\x20"#%/<>?\\[\\\\\\]^`{|}\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff'
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0010ffff]"
)
_COMPANY_FORMS = re.compile(r"㈜|[(（]주[)）]|주식회사")


@lru_cache(maxsize=1024)  # the names of a policy come again in every row
def slug(name: str) -> str:
    """A name as one IRI path segment: NFC, no white space, what no IRI may hold as ``-``.

    Spacing in Korean tables is noise, so all of it goes (zero-width marks too). NFC, never NFKC, which would
    rewrite ㆍ and ㈜.
    """
    name = unicodedata.normalize("NFC", name)
    name = "".join(c for c in name if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))
    name = _NOT_IN_A_SEGMENT.sub("-", name)
    # A segment of dots alone means "this folder" or "the folder above" in a relative IRI.
    return name.replace(".", "-") if not name.strip(".") else name


def org_slug(name: str) -> str:
    """The slug of an organisation: without ㈜, (주), 주식회사 (unless it has no other name)."""
    squeezed = "".join(unicodedata.normalize("NFC", name).split())
    return slug(_COMPANY_FORMS.sub("", squeezed) or squeezed)


def law_slug(name: str) -> str:
    """The slug of a law: every middle dot as ㆍ (U+318D), as the official names print it."""
    return slug(unify_middots(unicodedata.normalize("NFC", name), "ㆍ"))


class Iris(Struct, frozen=True):
    """The names that one source document needs. ``base`` ends in ``/``."""

    base: str
    controller: str
    policy_path: str
    version: str
    sha256: str

    @classmethod
    def of(cls, record: Record, base: str = DEFAULT_BASE, *, collides: bool = False) -> Iris:
        """The names for ``record``; ``collides``: another document has the same policy and date."""
        sha8 = record.sha256[:8]
        unknown = f"sha-{sha8}"
        controller = org_slug(record.controller.value) if record.controller else unknown
        service = slug(record.service.value) if record.service else WHOLE_BODY
        version = unknown
        if record.effective_date:
            version = slug(record.effective_date.value) + (f"~{sha8}" if collides else "")
        return cls(base, controller, f"policy/{controller}/{service}", version, record.sha256)

    @property
    def policy(self) -> NamedNode:
        """The policy through all its versions."""
        return NamedNode(self.base + self.policy_path)

    @property
    def document(self) -> NamedNode:
        """The document that states, which is also the named graph of its statements."""
        return NamedNode(f"{self.base}{self.policy_path}/{self.version}")

    @property
    def source(self) -> NamedNode:
        """The snapshot of the source file."""
        return NamedNode(f"{self.base}source/{self.sha256[:12]}")

    def part(self, name: str) -> NamedNode:
        """A statement of the document: ``part("h1")`` is ``…#h1``."""
        return NamedNode(f"{self.base}{self.policy_path}/{self.version}#{name}")

    def evidence(self, span: Span) -> NamedNode:
        """A range of the source text (RFC 5147: 0-based, end-exclusive, here in code points)."""
        return NamedNode(f"{self.base}source/{self.sha256[:12]}#char={span.begin},{span.end}")

    def other_version(self, version: str) -> NamedNode:
        """The policy as another version of it states it."""
        return NamedNode(f"{self.base}{self.policy_path}/{slug(version)}#policy")

    def concept(self, scheme: str, name: str) -> NamedNode:
        """A concept of one of the schemes item, event, subject, topic, right."""
        return NamedNode(f"{self.base}{scheme}/{name}")

    def scheme(self, name: str) -> NamedNode:
        return NamedNode(self.base + name)

    def org(self, name: str) -> NamedNode:
        return NamedNode(f"{self.base}org/{org_slug(name)}")

    def kind_of_org(self, name: str) -> NamedNode:
        return NamedNode(f"{self.base}org-type/{slug(name)}")

    def file(self, name: str) -> NamedNode:
        return NamedNode(f"{self.base}file/{self.controller}/{slug(name)}")

    def service(self, name: str) -> NamedNode:
        return NamedNode(f"{self.base}service/{self.controller}/{slug(name)}")

    def law(self, path: str) -> NamedNode:
        """A law or a place in it, from its path (``law/개인정보보호법/제15조제1항제4호``)."""
        return NamedNode(self.base + path)
