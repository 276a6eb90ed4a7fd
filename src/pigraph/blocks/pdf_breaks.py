"""How a PDF broke its lines, and what stands between two lines that belong together: a blank or nothing.

Korean may break between any two syllables. Some programs print the blank at the end of a line that was broken
between words; then a line without one was broken inside a word. Others drop it (browsers do): then room that is
left at the end of the line, and the words that the document uses elsewhere, decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from pigraph.blocks.markers import MarkKind, mark_of
from pigraph.blocks.pdf_lines import Line
from pigraph.blocks.pdf_tags import Tags
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.text import Words, fold

_BEFORE_DA = tuple("니한된있없않였았었했됐")
_MOST_WORDS = 200_000
_ROOM = 1.25
"""Widths of a letter: a line with less room at its end had to break there, wherever the page breaks its lines."""
_TRAILING = 0.12
_WHOLE_WORDS = 0.2
_EDGES = "「」『』‘’“”'\"()[]<>〈〉《》,.:;·"
_HANGUL = re.compile(r"[가-힣]")
_LAST = re.compile(r"[가-힣]+$")
_FIRST = re.compile(r"[가-힣]+")
_SENTENCE = re.compile(r"(?:[다요음함임됨]\.|[?!:])[\s)\]”’\"']*$")
_ADDRESS = re.compile(r"(?:@|https?:|www\.)\S*$")
_IN_DATE = re.compile(r"\d\s?[.~∼～-]\s*$")
_CITED = re.compile(
    r"제\s?\d+\s?조(?:의\s?\d+)?(?:\([^)]*\))?\s*(?:제?\s?\d+\s?[항호]|에|의|를|을|은|는|과|와|및|또는|부터|,|ㆍ|·)"
)
# Particles and endings never begin a word; these short words never end or begin inside one.
_PARTICLE = "은는이가을를의에로와과도만며고"
_ENDINGS = (
    *("에서", "에게", "으로", "로서", "로써", "부터", "까지", "에는", "에도", "과의", "와의", "이며", "이나", "거나"),
    *(
        "하여",
        "하는",
        "하고",
        "하며",
        "하지",
        "한다",
        "되는",
        "되어",
        "된다",
        "합니다",
        "됩니다",
        "입니다",
        "니다",
        "습니다",
    ),
)
_ALONE_BEFORE = frozenset("및각그이본타총약") | {"또는"}
_ALONE_AFTER = frozenset("및등외수건후시내중") | {"또는", "등의", "등을", "경우", "때에는", "따라", "따른"}
_BELOW_ACT = ("시행령", "시행규칙")


class Habits(Struct, frozen=True):
    """``trailing``: blanks at line ends mean something. ``whole``: lines break between words only.

    ``tags``: the structure of the file. ``words``: the words inside the lines in order, each between blanks, lines
    apart by line breaks.
    """

    trailing: bool
    whole: bool
    words: str
    tags: Tags

    @classmethod
    def of(cls, columns: Iterable[tuple[Sequence[Line], float]], cells: Iterable[Sequence[Line]], tags: Tags) -> Habits:
        """The habits of a document from its columns of lines, each with the x at which its lines end, and its cells."""
        full = blanks = roomy = 0
        words: list[str] = []
        for lines in cells:
            words += [_inside(x, whole=len(lines) == 1) for x in lines]
        for lines, right in columns:
            for n, line in enumerate(lines):
                words.append(_inside(line, whole=False))
                after = lines[n + 1] if n + 1 < len(lines) else None
                if after is None or _SENTENCE.search(line.text) or marked(after.text, line.text):
                    continue
                room = right - line.x1
                if _is_short(room, line, after):
                    full += 1
                    blanks += line.runs_on
                elif room < after.first + 0.4 * line.size and after.y - line.y < 2.2 * line.size:
                    roomy += 1
        whole = roomy > _WHOLE_WORDS * (full + roomy) and roomy >= 3
        return cls(blanks >= 2 and blanks > _TRAILING * full, whole, "\n".join(words)[:_MOST_WORDS], tags)

    def goes_on(self, line: Line, after: Line) -> bool | None:
        """What the tags of the file say of two lines: one text, two paragraphs, or nothing (None)."""
        return self.tags.goes_on(line, after)

    def is_full(self, line: Line, after: Line, room: float) -> bool:
        """True if ``line`` had to end where it does: what comes first in ``after`` did not fit in ``room`` (points)."""
        if _is_short(room, line, after) or line.text.endswith((",", "，")):
            return True
        return self.whole and room < after.first + 0.3 * line.size

    def joiner(self, line: Line, after: Line, room: float) -> str:
        """What stands between a line and the one it goes on with: " " or ""."""
        if line.runs_on:
            return " "
        if self.whole:
            return "" if line.text.endswith(("-", "/")) and not after.text[:1].isalpha() else " "
        if not self.trailing and room > after.letter + 0.1 * line.size and _HANGUL.match(after.text):
            return " "  # the syllable would have fitted; the blank before it did not
        return " " if self._parted(line.text, after.text, trailing=self.trailing) else ""

    def _parted(self, before: str, after: str, trailing: bool) -> bool:
        """True if a blank stood between the end and the beginning of two lines."""
        a, b = before[-1:], after[:1]
        hangul = bool(_HANGUL.match(a)), bool(_HANGUL.match(b))
        if not any(hangul):
            # Latin words and numbers are not broken, but for addresses at any sign.
            if _ADDRESS.search(before) and b.isascii():
                return False
            return (b.isalnum() or b in "~∼～") and (a.isalnum() or a in ".,:;)")
        if trailing:
            return False
        if a in ",;:" or b in "-–":
            return True
        if not all(hangul):
            return self._parted_at_sign(before, after)
        return self._parted_words(before, after)

    def _parted_at_sign(self, before: str, after: str) -> bool:
        """Between Hangul and something else."""
        a, b = before[-1:], after[:1]
        left, right = before.split()[-1].strip(_EDGES), after.split()[0].strip(_EDGES)
        if a in "([「『<·ㆍ/~" or b in ")]」』>·ㆍ/~,.":
            return False
        if f" {left}{right} " in self.words:
            return False
        if a.isdigit():  # 10 ⏎ 일, 제15 ⏎ 조, 14 ⏎ 세
            return len(right) > 3 and f" {right} " in self.words
        if b in "「『<([":
            return b not in "([" or len(left) < 2
        if a in ")」』>]":
            return not right.startswith((*_PARTICLE, *_ENDINGS))
        return True

    def _parted_words(self, before: str, after: str) -> bool:
        """Between two runs of Hangul: as the document writes them elsewhere, else as the words that they look like."""
        last, first = _LAST.search(before), _FIRST.match(after)
        assert last is not None and first is not None
        left, right = last.group(), first.group()
        tail, head = left[-4:], right[:2]
        together, apart = self.words.count(tail + head), self.words.count(f"{tail} {head}")
        if together != apart:
            return apart > together
        if right in _PARTICLE:
            return False
        if right in _ALONE_AFTER or left in _ALONE_BEFORE:
            return True
        names = vocabulary().names("item")
        if fold(left + right) in names:
            return False
        if right.startswith(_BELOW_ACT) and left[-1] in "법률령":
            return True
        if len(left) == 1 or len(right) == 1 or right in _ENDINGS:
            return False
        ends = (
            f" {left} " in self.words or left[-1] in _PARTICLE or any(f" {left}{p} " in self.words for p in _PARTICLE)
        )
        begins = f" {head}" in self.words or fold(right) in names
        return ends and begins


def _inside(line: Line, whole: bool) -> str:
    """The words of a line, without the first and the last one, which may be halves, unless the line is ``whole``."""
    tokens = line.text.split()
    words = [t.strip(_EDGES) for t in (tokens if whole else tokens[1:-1])]
    return f" {' '.join(w for w in words if w)} "


def _is_short(room: float, line: Line, after: Line) -> bool:
    """True if a line had to end there even if any two syllables may be parted."""
    return room < max(_ROOM * line.size, after.letter + 0.6 * line.size)


def marked(text: str, before: str = "") -> bool:
    """True if a line starts with a mark of its own.

    A citation that happens to stand at its beginning is none, nor are the end of a sentence (있습니 ⏎ 다. 그러나) and
    that of a date (2025. 12. ⏎ 31.).
    """
    mark = mark_of(Words.of(text))
    if mark is None or (mark.kind is MarkKind.ARTICLE and _CITED.match(text)):
        return False
    if mark.kind is MarkKind.SYLLABLE and text.startswith("다.") and before.endswith(_BEFORE_DA):
        return False
    if mark.kind is MarkKind.NUMBER and not mark.rest and _IN_DATE.search(before):
        return False
    return not (mark.kind is MarkKind.DOT and not text[1:2].isspace() and len(mark.rest) < 2)


def ends_sentence(text: str) -> bool:
    """True if a line ends as sentences do."""
    return _SENTENCE.search(text) is not None
