"""Hand-made records: values are found in a source text by their words, so that every offset is real."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from pigraph.records.model import How, Item, LegalBasis, Requirement, Retention, Stated
from pigraph.text import Span, Words, joined

_COMMA = re.compile(r",\s*(?![^()]*\))")


@dataclass
class Page:
    """A source text; ``at`` is the range in which the next words are looked for."""

    text: str
    at: tuple[int, int] = (0, 10**9)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def within(self, begin: int, end: int) -> Page:
        return Page(self.text, (begin, end))

    def words(self, phrase: str) -> Words:
        """The first occurrence of ``phrase`` (white space does not count) in the range."""
        pattern = r"\s*".join(map(re.escape, "".join(phrase.split())))
        m = re.compile(pattern).search(self.text, self.at[0], min(self.at[1], len(self.text)))
        assert m, f"{phrase!r} is not in {self.text[self.at[0] : self.at[1]][:200]!r}"
        return Words.of(self.text, m.start(), m.end())

    def said(self, phrase: str, value: Any = None, how: How = How.TABLE) -> Stated[Any]:
        words = self.words(phrase)
        return Stated(joined(words.text) if value is None else value, words, how)

    def span(self, phrase: str) -> Span:
        return self.words(phrase).hull

    def items(
        self,
        labels: str,
        *,
        requirement: tuple[str, Requirement] | None = None,
        consent: tuple[str, bool] | None = None,
        subject: str | None = None,
        how: How = How.TABLE,
        mark: How = How.TABLE,
        marks: Page | None = None,
    ) -> tuple[Item, ...]:
        """Items from comma-separated labels, found one after the other; ``mark`` is how the marks were read."""
        page = marks or Page(self.text)
        begin, made = self.at[0], []
        for label in _COMMA.split(labels):
            words = Page(self.text, (begin, self.at[1])).words(label)
            begin = words.end
            made.append(
                Item(
                    Stated(joined(words.text), words, how),
                    page.said(*requirement, mark) if requirement else None,
                    page.said(subject, None, mark) if subject else None,
                    page.said(*consent, mark) if consent else None,
                )
            )
        return tuple(made)

    def basis(self, phrase: str, law: str, place: str = "", path: str | None = None) -> LegalBasis:
        """``place`` as "15조 1항 4호"."""
        numbers = dict.fromkeys("조항호")
        for number, unit, tail in re.findall(r"(\d+)([조항호])(의\d+)?", place):
            numbers[unit] = number + tail
        return LegalBasis(self.words(phrase), law, numbers["조"], numbers["항"], numbers["호"], None, path)

    def kept(self, phrase: str, how: How = How.TABLE) -> Retention:
        return Retention(self.said(phrase, how=how))


class Words2Slugs:
    """A vocabulary for tests: folded wording → slugs."""

    def __init__(self, items: dict[str, tuple[str, ...]], subjects: dict[str, str], topics: dict[str, str]) -> None:
        self._items, self._subjects, self._topics = items, subjects, topics

    def items(self, label: str) -> tuple[str, ...]:
        return self._items.get("".join(label.split()), ())

    def subject(self, text: str) -> str | None:
        return self._subjects.get("".join(text.split()))

    def topic(self, section_kind: str) -> str | None:
        return self._topics.get(section_kind, section_kind.replace("_", "-"))


TOPICS = {
    "automatic_collection": "auto-collection",
    "children": "child",
    "impact_assessment": "pia",
    "remedies": "remedy",
    "changes": "change",
}
