"""The record: what one policy states, each value with the words it was read from.

Plain data, no rules. `pigraph.records.render` prints it as JSON; `pigraph.graph` writes it as RDF.
Absent (``None``, empty) means that the document does not say; a name in ``unclear`` means that it does
say, but not readably enough to assert a value. Neither is ever guessed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from pigraph.issues import Issue
from pigraph.text import Span, Words

T = TypeVar("T")


class How(StrEnum):
    """How a value was read."""

    TABLE = "table"
    """A cell of a table that the document marks as one."""
    LIST = "list"
    """A labelled line ("- 보유근거 : 정보주체 동의") or list entry."""
    PROSE = "prose"
    """A sentence."""
    DECODED = "decoded"
    """A cell of a table that had lost its cell borders: the column was decided by content."""
    MATCHED = "matched"
    """Stated elsewhere in the document under another name; matched to this entry by pigraph."""
    CARRIED = "carried"
    """A mark such as [필수] carried over to a following group that has none of its own."""
    GIVEN = "given"
    """From the description beside the source document, not from its text."""
    CORRECTED = "corrected"
    """From a correction beside the source document: a person read it so, and says why."""


class Stated(Struct, Generic[T], frozen=True):
    """A value, the words that state it, and how they were read."""

    value: T
    words: Words
    how: How = How.TABLE

    @property
    def asserted(self) -> bool:
        """True unless it is pigraph's own inference: such a value is not put in the stated graph."""
        return self.how not in (How.MATCHED, How.CARRIED)


class Corrected(Struct, frozen=True):
    """A correction that was applied. ``attribute`` of the class that it stands in ("" for a whole entry: ``kind`` and
    ``name`` say which); ``value`` as given (None: taken away), ``was`` as read before (None: nothing); ``words``
    of the source that it quotes; ``place`` file and line of the correction."""

    place: str
    kind: str
    name: str
    attribute: str
    value: str | None
    was: str | None
    reason: str
    words: Words | None = None
    who: str | None = None
    date: str | None = None


class Requirement(StrEnum):
    """필수 / 선택 / 자동 생성."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    AUTOMATIC = "automatic"


class Item(Struct, frozen=True):
    """One personal data item of a list.

    ``label`` is as printed (white space joined). ``subject`` is the group of people it is about,
    ``consent`` whether its list stands under consent (True) or under a statute (False).
    """

    label: Stated[str]
    requirement: Stated[Requirement] | None = None
    subject: Stated[str] | None = None
    consent: Stated[bool] | None = None


class LegalBasis(Struct, frozen=True):
    """A ground for processing: consent (``law`` is None) or a place in a law.

    ``law`` is the official name, or the name as printed if the registry does not know it.
    ``article`` "15" or "15의2", ``paragraph`` "1", ``item`` "4" (or "3의2"), ``point`` "가"; None = not printed.
    ``known``: the registry has the law.
    ``path`` is the IRI path of the cited place below ``…/id/``: ``law/개인정보보호법/제15조제1항제4호``.
    """

    words: Words
    law: str | None = None
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    point: str | None = None
    path: str | None = None
    known: bool = True
    how: How = How.TABLE

    @property
    def consent(self) -> bool:
        return self.law is None


class Condition(Struct, frozen=True):
    """One storage condition of a retention text.

    ``duration`` ISO 8601 ("P5Y", "P0D") and ``months`` (int), when the text has a length in years, months
    or days (``months`` only for whole months); ``trigger`` the slug of the event (``…/id/event/{slug}``)
    that it runs from, or until when it has no length; ``until`` an ISO date; ``endless`` 영구·준영구;
    ``minimum`` ISO duration ("최소 3년~최대 영구"). ``trigger_words``: an event that is not in the vocabulary.
    """

    words: Words
    duration: str | None = None
    months: int | None = None
    trigger: str | None = None
    trigger_words: Words | None = None
    until: str | None = None
    endless: bool = False
    minimum: str | None = None


class Retention(Struct, frozen=True):
    """A retention period: the printed text, its conditions, and exceptions to them ("다만, …")."""

    text: Stated[str]
    conditions: tuple[Condition, ...] = ()
    exceptions: tuple[Condition, ...] = ()


class HoldingKind(StrEnum):
    """What kind of entry a holding is."""

    FILE = "file"
    """A registered personal information file (개인정보파일, PIPA 32)."""
    TASK = "task"
    """A processing task (처리업무) that the policy names without calling it a file."""
    AUTOMATIC = "automatic"
    """Automatically created items without a task name of their own."""
    COOKIES = "cookies"
    """Automatic collection devices (PIPA 30(1)7)."""
    CHILDREN = "children"
    """Data of legal representatives, for children under 14 (PIPA 22-2)."""
    CCTV = "cctv"
    """Fixed video devices (PIPA 25)."""


class Holding(Struct, frozen=True):
    """One personal information file or processing task. ``purposes``: the parts of one purpose text.

    ``entries`` are the source ranges of the rows, lines or sentences that were read for it.
    ``unclear`` holds names of fields of this class that the text addresses unreadably.
    """

    kind: HoldingKind
    name: Stated[str]
    purposes: tuple[Stated[str], ...] = ()
    bases: tuple[LegalBasis, ...] = ()
    items: tuple[Item, ...] = ()
    open_ended: bool = False
    subject: Stated[str] | None = None
    retention: Retention | None = None
    entries: tuple[Span, ...] = ()
    unclear: frozenset[str] = frozenset()
    annexes: tuple[Words, ...] = ()
    corrections: tuple[Corrected, ...] = ()


class Provision(Struct, frozen=True):
    """What one third party receives (제3자 제공, PIPA 17). ``recipient`` None: the document announces but names none.

    ``is_kind``: the recipient is a kind of body (경찰서, 법원), not one named body.
    ``remarks``: notes printed with the recipient ("※ 개인청구 불가").
    """

    recipient: Stated[str] | None
    is_kind: bool = False
    purposes: tuple[Stated[str], ...] = ()
    items: tuple[Item, ...] = ()
    open_ended: bool = False
    subject: Stated[str] | None = None
    retention: Retention | None = None
    bases: tuple[LegalBasis, ...] = ()
    remarks: tuple[Words, ...] = ()
    entries: tuple[Span, ...] = ()
    unclear: frozenset[str] = frozenset()
    annexes: tuple[Words, ...] = ()
    corrections: tuple[Corrected, ...] = ()


class Outsourcing(Struct, frozen=True):
    """One outsourced task of one processor (위탁, PIPA 26). Dates are ISO; ``subprocessor``: 재수탁자.

    ``processor`` None with ``annexes``: the policy announces a list that is not in the document.
    """

    processor: Stated[str] | None
    task: Stated[str] | None = None
    start: Stated[str] | None = None
    end: Stated[str] | None = None
    subprocessor: bool = False
    phones: tuple[Stated[str], ...] = ()
    audit: Stated[str] | None = None
    items: tuple[Item, ...] = ()
    remarks: tuple[Words, ...] = ()
    entries: tuple[Span, ...] = ()
    unclear: frozenset[str] = frozenset()
    annexes: tuple[Words, ...] = ()
    corrections: tuple[Corrected, ...] = ()


class Assessment(Struct, frozen=True):
    """A privacy impact assessment of one file (영향평가, PIPA 33). ``year`` as four digits."""

    file: Stated[str]
    year: Stated[str] | None = None
    items: tuple[Item, ...] = ()
    open_ended: bool = False
    entries: tuple[Span, ...] = ()
    unclear: frozenset[str] = frozenset()
    corrections: tuple[Corrected, ...] = ()


class Officer(Struct, frozen=True):
    """A privacy officer, staff member or desk. ``access_desk``: takes access requests (열람청구)."""

    role: Stated[str]
    name: Stated[str] | None = None
    department: Stated[str] | None = None
    organisation: Stated[str] | None = None
    title: Stated[str] | None = None
    phones: tuple[Stated[str], ...] = ()
    faxes: tuple[Stated[str], ...] = ()
    email: Stated[str] | None = None
    chief: bool = False
    access_desk: bool = False
    entries: tuple[Span, ...] = ()
    corrections: tuple[Corrected, ...] = ()


class SectionRecord(Struct, frozen=True):
    """A section of the policy: its topics (kinds of ``data/lexicon/sections.toml``) and the laws it cites.

    ``denied``: the section says that its matter does not apply ("제공하고 있지 않습니다").
    ``span`` is the range of the heading, ``body`` that of the whole section.
    """

    kinds: tuple[str, ...]
    heading: Words
    body: Span
    citations: tuple[LegalBasis, ...] = ()
    denied: Words | None = None


class MeasureKind(StrEnum):
    """관리적 · 기술적 · 물리적 조치, 파기."""

    ORGANISATIONAL = "organisational"
    TECHNICAL = "technical"
    PHYSICAL = "physical"
    DELETION = "deletion"


class Measure(Struct, frozen=True):
    """A safeguard or a destruction method, verbatim."""

    kind: MeasureKind
    text: Stated[str]


class Version(Struct, frozen=True):
    """An earlier version that the policy mentions: ISO dates (either may be None) and its printed notes."""

    words: Words
    start: str | None = None
    end: str | None = None
    notes: tuple[Words, ...] = ()


class Record(Struct, frozen=True):
    """Everything that one source document states."""

    source_name: str
    sha256: str
    text: str
    title: Stated[str] | None = None
    controller: Stated[str] | None = None
    service: Stated[str] | None = None
    effective_date: Stated[str] | None = None
    holdings: tuple[Holding, ...] = ()
    provisions: tuple[Provision, ...] = ()
    outsourcings: tuple[Outsourcing, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    officers: tuple[Officer, ...] = ()
    cookies: Stated[bool] | None = None
    sections: tuple[SectionRecord, ...] = ()
    preamble_citations: tuple[LegalBasis, ...] = ()
    rights: tuple[Stated[str], ...] = ()
    """Rights named: access, correction, deletion, suspension."""
    measures: tuple[Measure, ...] = ()
    versions: tuple[Version, ...] = ()
    annexes: tuple[Words, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    """Of the policy itself, and of entries that were taken away; those of other entries stand with them."""
    issues: tuple[Issue, ...] = ()
    claimed: tuple[Span, ...] = ()
    """The ranges of the source that became a statement or were recognised as saying nothing recordable."""
