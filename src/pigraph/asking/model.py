"""What a question means and what its answer holds: plain data, no rules.

A question becomes a `Meaning`: which rows of the policies (`Scene`), what of them is asked for (`Field`), what limits
them (`Limit`), and what is done with the rows (`Shape`). A meaning is asked of the graph and gives an `Answer`.
Meanings go to and from JSON, so that a page can keep one in its address and change one part of it (`Chip`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from pigraph.languages import Language
from pigraph.quotes import Quote


class Status(StrEnum):
    """Whether the graph states an answer, is silent, or was asked something that it is not about."""

    ANSWERED = "answered"
    NOT_STATED = "not_stated"
    OUT_OF_SCOPE = "out_of_scope"


class Scene(StrEnum):
    """The rows that a question is about."""

    HOLDING = "holding"
    PROVISION = "provision"
    OUTSOURCING = "outsourcing"
    ASSESSMENT = "assessment"
    CONTACT = "contact"
    CLAUSE = "clause"
    POLICY = "policy"


class Field(StrEnum):
    """What can be asked for, or can limit the rows."""

    AGENCY = "agency"
    SERVICE = "service"
    ITEM = "item"
    CATEGORY = "category"
    RECIPIENT = "recipient"
    PROCESSOR = "processor"
    PURPOSE = "purpose"
    LAW = "law"
    CONSENT = "consent"
    RETENTION = "retention"
    FILE = "file"
    NECESSITY = "necessity"
    SUBJECT = "subject"
    START = "start"
    END = "end"
    PERIOD = "period"
    YEAR = "year"
    TOPIC = "topic"
    DENIED = "denied"
    RIGHT = "right"
    MEASURE = "measure"
    DESTRUCTION = "destruction"
    AUDIT = "audit"
    PERSON = "person"
    ROLE = "role"
    TITLE = "title"
    UNIT = "unit"
    PHONE = "phone"
    MAIL = "mail"
    FAX = "fax"
    MONTHS = "months"
    WORDS = "words"


PARTIES = (Field.AGENCY, Field.RECIPIENT, Field.PROCESSOR)
"""The roles that bodies have in a row."""


class Shape(StrEnum):
    """What is done with the rows: list the values, count them, say yes or no, rank, intersect or compare them."""

    LIST = "list"
    COUNT = "count"
    EXISTS = "exists"
    TOP = "top"
    COMMON = "common"
    COMPARE = "compare"


class Test(StrEnum):
    """How a limit compares: equality for things, the others for dates, years and months."""

    IS = "is"
    IS_NOT = "is_not"
    LESS = "less"
    MORE = "more"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    SILENT = "silent"


class Value(Struct, frozen=True):
    """A thing of the graph (with its IRI) or a plain text, date or number (without), and how it is called."""

    label: str
    iri: str = ""


class Limit(Struct, frozen=True):
    """One condition on the rows; several ``values`` are alternatives. ``words`` are those of the question."""

    field: Field
    values: tuple[Value, ...]
    test: Test = Test.IS
    words: str = ""


class Meaning(Struct, frozen=True):
    """What a question asks: ``targets`` (the first answers) of the rows of ``scene`` that pass every limit."""

    scene: Scene
    targets: tuple[Field, ...]
    limits: tuple[Limit, ...] = ()
    shape: Shape = Shape.LIST
    descending: bool = True
    measured: Field | None = None
    """What is counted (retention: its length) to rank the targets of `Shape.TOP`."""

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "scene": self.scene.value,
            "targets": [t.value for t in self.targets],
            "limits": [
                {
                    "field": limit.field.value,
                    "test": limit.test.value,
                    "words": limit.words,
                    "values": [{"label": v.label, "iri": v.iri} for v in limit.values],
                }
                for limit in self.limits
            ],
            "shape": self.shape.value,
            "descending": self.descending,
            "measured": self.measured.value if self.measured else None,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Meaning:
        """What `as_json` gave. Raises KeyError, TypeError or ValueError for anything else."""
        limits = tuple(
            Limit(
                Field(one["field"]),
                tuple(Value(str(v["label"]), str(v["iri"])) for v in one["values"]),
                Test(one["test"]),
                str(one["words"]),
            )
            for one in kept["limits"]
        )
        targets = tuple(Field(t) for t in kept["targets"])
        measured = Field(kept["measured"]) if kept["measured"] else None
        return cls(Scene(kept["scene"]), targets, limits, Shape(kept["shape"]), bool(kept["descending"]), measured)


class Choice(Struct, frozen=True):
    """One other reading of a chip: its label and the whole meaning that it leads to."""

    label: str
    meaning: Meaning


class Chip(Struct, frozen=True):
    """One part of a meaning in the language of the question: ``kind`` is scene, target, shape or the field of a limit.

    ``choices`` are the meanings that differ in this part only; a page asks one of them with `answer`.
    """

    kind: str
    label: str
    words: str = ""
    choices: tuple[Choice, ...] = ()


class Law(Struct, frozen=True):
    """A cited place: its name, its page at the national law centre, its article's title and whether it was in force
    on ``as_of`` (ISO date). ``title`` and ``verdict`` are pigraph's reckoning, empty where it has none."""

    label: str
    iri: str
    url: str = ""
    title: str = ""
    verdict: str = ""
    as_of: str = ""


class Row(Struct, frozen=True):
    """One row of an answer: what answers (``label``), whose policy says so, and its proof.

    ``cells`` has the values of each column by its key. ``no_law`` says why ``laws`` is empty ("방침에 법령 없음").
    ``inferred``: pigraph's own reading, not the policy's words. ``sources`` are evidence IRIs, ``quotes`` their words.
    """

    label: str
    iri: str = ""
    agency: str = ""
    policy: str = ""
    effective: str = ""
    cells: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    laws: tuple[Law, ...] = ()
    no_law: str = ""
    inferred: bool = False
    sources: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


class Column(Struct, frozen=True):
    """A column of the table: the key of its cells and its heading in the language of the question."""

    key: str
    heading: str


class Instead(Struct, frozen=True):
    """What a policy says instead of what was asked: a remark, and its words. ``policy``: the IRI of one that has a row
    which fits the question and lacks only what was asked for."""

    agency: str
    remark: str
    policy: str = ""
    sources: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


class Answer(Struct, frozen=True):
    """The answer of a question.

    ``sentence`` is one sentence with number, denominator and date. ``policies`` is how many policies were looked
    through, ``as_of`` the newest effective date among them (ISO). ``examples`` are questions that can be answered,
    the nearest first; offered where the status is not answered. ``extent`` is set where there are more rows than an
    answer holds: how many values all have, and how many policies; then ``labels`` and ``rows`` are the first of them.
    """

    question: str
    language: Language
    status: Status
    sentence: str
    labels: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    meaning: Meaning | None = None
    chips: tuple[Chip, ...] = ()
    sparql: str = ""
    policies: int = 0
    as_of: str = ""
    instead: tuple[Instead, ...] = ()
    examples: tuple[str, ...] = ()
    extent: tuple[int, int] | None = None
