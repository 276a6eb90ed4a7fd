"""Words that remember where they stand in the source: spans, slices, joins and folding.

Every value of a record is a `Words`: a string plus, for each of its characters, the offset of that
character in the source document (0-based Unicode code points, as in RFC 5147 ``#char=b,e``). Slicing,
stripping, splitting and joining keep the offsets, so evidence is never searched for afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import overload

from msgspec import Struct

INSERTED = -1
"""Offset of a character that pigraph put in (the blank between two joined lines)."""

SENTENCES = r"(?<=다\.)\s+"
"""What parts the sentences of a paragraph: a pattern for `Words.split`."""
_MIDDOTS = "·•‧․∙⋅・ㆍᆞ･"
_OTHER_MIDDOT = re.compile(f"[{_MIDDOTS[1:]}]")
_QUOTES = re.compile("[「」『』‘’“”'\"`´<>〈〉《》]")


class Span(Struct, order=True, frozen=True):
    """A range of the source text: code points, 0-based, end-exclusive (RFC 5147)."""

    begin: int
    end: int

    def __post_init__(self) -> None:
        if self.begin < 0 or self.end < self.begin:
            raise ValueError(f"not a span: {self.begin},{self.end}")

    def __len__(self) -> int:
        return self.end - self.begin

    def cut(self, source: str) -> str:
        """The words of this span in ``source``."""
        return source[self.begin : self.end]

    def covers(self, other: Span) -> bool:
        return self.begin <= other.begin and other.end <= self.end

    def meets(self, other: Span) -> bool:
        return self.begin < other.end and other.begin < self.end


class Words(Struct, frozen=True):
    """A string whose characters know their source offsets (`INSERTED` for joiners).

    ``at`` is a ``range`` while the words are contiguous in the source, else a tuple.
    """

    text: str
    at: Sequence[int]

    @classmethod
    def of(cls, source: str, begin: int = 0, end: int | None = None) -> Words:
        """The words of ``source[begin:end]``."""
        stop = len(source) if end is None else end
        return cls(source[begin:stop], range(begin, stop))

    @classmethod
    def join(cls, parts: Iterable[Words], joiner: str = " ") -> Words:
        """Several words as one, with ``joiner`` (marked as inserted) between them."""
        some = [p for p in parts if p.text]
        if len(some) == 1:
            return some[0]
        text = joiner.join(p.text for p in some)
        at: list[int] = []
        for n, part in enumerate(some):
            if n:
                at.extend([INSERTED] * len(joiner))
            at.extend(part.at)
        return cls(text, tuple(at))

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, part: slice) -> Words:
        return Words(self.text[part], self.at[part])

    def strip(self, chars: str | None = None) -> Words:
        text = self.text
        kept = text.strip(chars)
        if len(kept) == len(text):
            return self
        left = len(text) - len(text.lstrip(chars))
        return Words(kept, self.at[left : left + len(kept)])

    def split(self, pattern: str | re.Pattern[str]) -> list[Words]:
        """The words between matches of ``pattern`` (a regular expression), unstripped."""
        found: list[Words] = []
        last = 0
        finditer = re.compile(pattern).finditer if isinstance(pattern, str) else pattern.finditer
        for m in finditer(self.text):
            found.append(self[last : m.start()])
            last = m.end()
        if not found:
            return [self]
        found.append(self[last:])
        return found

    def squeeze(self) -> Words:
        """White space runs as one blank, ends stripped."""
        keep: list[int] = []
        blank = False
        for i, c in enumerate(self.text):
            if c.isspace():
                blank = bool(keep)
                continue
            if blank:
                keep.append(i - 1)
                blank = False
            keep.append(i)
        text = "".join(" " if self.text[i].isspace() else self.text[i] for i in keep)
        if text == self.text:
            return self
        return Words(text, tuple(self.at[i] for i in keep))

    def without(self, pattern: str | re.Pattern[str]) -> Words:
        """These words with every match of ``pattern`` taken out."""
        parts = [p for p in self.split(pattern) if p.text]
        return Words.join(parts, "") if parts else self[:0]

    def index(self, offset: int) -> int | None:
        """Where in these words the character at a source offset stands; None if they do not hold it."""
        return next((i for i, at in enumerate(self.at) if at == offset), None)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The source ranges these words come from, in source order, adjacent ones merged."""
        if isinstance(self.at, range):
            return (Span(self.at.start, self.at.stop),) if len(self.at) else ()
        runs: list[list[int]] = []
        for o in sorted(o for o in self.at if o != INSERTED):
            if runs and o <= runs[-1][1]:
                runs[-1][1] = max(runs[-1][1], o + 1)
            else:
                runs.append([o, o + 1])
        return tuple(Span(b, e) for b, e in runs)

    @property
    def hull(self) -> Span:
        """The smallest source range that holds all of these words; of no words, the place where they would be."""
        if isinstance(self.at, range):
            return Span(self.at.start, max(self.at.start, self.at.stop))
        offsets = [o for o in self.at if o != INSERTED]
        if not offsets:
            raise ValueError("no source offsets in these words")
        return Span(min(offsets), max(offsets) + 1)

    @property
    def begin(self) -> int:
        return self.at.start if isinstance(self.at, range) else self.hull.begin

    @property
    def end(self) -> int:
        return self.hull.end


_ends = attrgetter("begin", "end")


def in_order(spans: Iterable[Span]) -> list[Span]:
    """Spans as the source has them."""
    return sorted(spans, key=_ends)


def merge(spans: Iterable[Span], source: str = "") -> tuple[Span, ...]:
    """Spans in order, overlapping ones merged; with ``source``, also those that only white space parts."""
    done: list[Span] = []
    for s in in_order(spans):
        if done and (s.begin <= done[-1].end or (source and not source[done[-1].end : s.begin].strip())):
            done[-1] = Span(done[-1].begin, max(done[-1].end, s.end))
        else:
            done.append(s)
    return tuple(done)


def unify_middots(text: str, dot: str = "·") -> str:
    """Every kind of middle dot as one (policies mix U+00B7, U+2024, U+22C5, U+318D …)."""
    for other in _MIDDOTS:
        if other != dot and other in text:  # many times faster than a pattern: most texts hold one kind or none
            text = text.replace(other, dot)
    return text


def fold(text: str) -> str:
    """A key for comparing wordings: NFKC, middots unified, no white space, no quotes, lower case."""
    if _OTHER_MIDDOT.search(text):  # few wordings hold one, and of a few letters one search tells it soonest
        text = unify_middots(text)
    return _QUOTES.sub("", "".join(unicodedata.normalize("NFKC", text).split())).lower()


def joined(text: str) -> str:
    """White space as one blank, ends stripped: how a record prints a value."""
    return " ".join(text.split())


def lines_of(words: Words) -> Iterator[Words]:
    """The lines of some words, without their line ends."""
    start = 0
    while start <= len(words.text):
        stop = words.text.find("\n", start)
        if stop < 0:
            yield words[start:]
            return
        yield words[start:stop]
        start = stop + 1


@overload
def iso_date(year: int, month: int, day: int) -> str: ...
@overload
def iso_date(year: int, month: int) -> str: ...
def iso_date(year: int, month: int, day: int | None = None) -> str:
    """An ISO 8601 calendar date, of reduced precision where the source prints no day."""
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else "")


def opens(text: str) -> bool:
    """True where a bracket is open at the end."""
    return text.count("(") > text.count(")")
