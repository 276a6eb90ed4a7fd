"""Find where a text names a law: first step of reading citations (the second, `citations`, resolves).

A name is found from its last word. It is read to the left: the longest name that the registry knows, else
the words that belong to a title. So "… 법률의 특별한 규정 등 개인정보 보호법 제17조" names 개인정보 보호법.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from msgspec import Struct

from pigraph.laws.leftward import Leftward
from pigraph.laws.registry import Law
from pigraph.laws.titles import SUFFIXES, Alone, Ending, LawKind, titles
from pigraph.patterns import seldom
from pigraph.text import joined, unify_middots

LONGEST_TITLE = 120
"""Characters of a title, white space included, beyond which reading to the left gives up."""

_CLOSING = {"」": "「", "』": "『", "’": "‘", "”": "“", "'": "'", '"': '"', "〉": "〈", "》": "《", ">": "<", "]": "["}
_TITLE_BRACKETS = "」』"
_HARD = re.compile(
    r"[^가-힣A-Za-z0-9\s·]|\t"  # punctuation, brackets, quotes, bullets, column borders
    r"|^[^\S\n]*+·"  # a middot that begins a line is a bullet
    r"|(?<=[법률령칙례침])\s*+·"  # "고등교육법·평생교육법"
    r"|제?\d{1,4}\s*+[조항호](?![가-힣])",  # "제10조 개인정보 보호법"
    re.MULTILINE,
)
_LAST_SIGN = re.compile(r".*[^가-힣A-Za-z0-9\s·]", re.DOTALL)
_ODD = re.compile(r"[^가-힣\x20-\x40\[-~\n·「」‘’]")
_BULLET_INSIDE = seldom(r"(?<=[가-힣])•(?=[가-힣])")
_WORD = re.compile(r"\S+")
_HANGUL = re.compile(r"[가-힣]*+")
_NUMBER = seldom(r"\s*+\d")
_SUFFIX = re.compile(r"\s*+시행\s*+(령|규칙)")
_ISSUER = re.compile(r"\s*+\(([가-힣]{2,20})\)")
_TITLED = seldom(r"(?:관한|위한|대한)[가-힣]{2,4}$")
_SAME = ("동", "같은", "위", "상기")
_OWN = ("법", "영", *SUFFIXES)
"""Words that refer to a law even after a noun."""
REFERABLE = frozenset(
    {"법", "법률", "영", "시행령", "시행규칙", "규칙", "조례", "규정", "지침", "고시", "훈령", "기준"}
)


class Ref(Struct, frozen=True):
    """A law named by what was named before: 동법 (word 법, same), 법 시행령 (word 법, suffix 시행령), 영 (word 영)."""

    word: str
    suffix: str = ""
    same: bool = False


class Mention(Struct, frozen=True):
    """A law named at ``text[begin:end]``, quotes included: by its name (``law``) or by reference (``ref``).

    ``sure``: it is a citation even if no article follows.
    """

    begin: int
    end: int
    law: Law | None
    ref: Ref | None
    sure: bool


Find = Callable[[str], Law | None]
"""The law with a folded name."""


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """One character for one: NFKC, lower case, middots as ·, zero-width characters as blanks; ① stays a list mark."""
    if char in "\t•" or unicodedata.category(char) == "No":
        return char
    if unicodedata.category(char) == "Cf":
        return " "
    folded = unicodedata.normalize("NFKC", unify_middots(char)).lower()
    return folded if len(folded) == 1 else char


def same_length_fold(text: str) -> str:
    """``text`` folded for matching (as `pigraph.text.fold`, white space kept), each character in its place."""
    low = _ODD.sub(lambda m: _folded(m[0]), text)
    return _BULLET_INSIDE.sub("·", low) if "•" in low else low


class Reader:
    """Finds mentions of laws in one text; ``grounds``: its lines are grounds, not sentences or headings."""

    def __init__(self, text: str, find: Find, grounds: bool = False) -> None:
        self.low = same_length_fold(text)
        self._text = text
        self._find = find
        self._grounds = grounds
        self._titles = titles()

    def mentions(self) -> Iterator[Mention]:
        """Mentions in the order of their ends; one that is not sure may lie inside a longer one.

        A name that ``find`` comes to know while this goes on (이하 "법") is found from there on.

        Accepted, by example: 「개인정보 보호법」, ‘개인정보보호법’ 시행령, 주민등록법시행령, 정보통신망법,
        공공기록물 관리에 관한 법령, 교통약자의 이동편의 증진법, 부산광역시 생활임금 조례, 동법 시행령, 같은 법,
        법·영 (before an article), 한빛대학교 기숙사규정 (before an article), "…고시" in quotes.
        """
        last = 0
        for match in _anchors().finditer(self.low):
            if match.end() <= last:
                continue
            found = self._mention(match, last)
            if found:
                yield found
                if found.sure or (found.ref and found.ref.same):  # else it may be part of a title: "기준에 관한 규칙"
                    last = found.end

    def _mention(self, match: re.Match[str], last: int) -> Mention | None:
        word, suffix = "".join(match["word"].split()), "".join((match["suffix"] or "").split())
        base_end, end = match.end("word"), match.end()
        opening = _CLOSING.get(self.low[end : end + 1])
        if opening:
            begin = self.low.rfind(opening, max(last, end - LONGEST_TITLE), match.start() + 1)
            if begin >= 0 and not self._stops_within(begin + 1, end):
                return self._quoted(begin, base_end, end, word, suffix)
        if not self._ends_here(end):
            return None
        return self._unquoted(max(last, self._left_stop(match.start())), base_end, end, word, suffix)

    def _quoted(self, begin: int, base_end: int, end: int, word: str, suffix: str) -> Mention | None:
        title_brackets = self.low[end] in _TITLE_BRACKETS
        close = end + 1
        after = _SUFFIX.match(self.low, close)
        if after and not suffix and self._ends_here(after.end()):
            suffix, close = "시행" + after[1], after.end()
        words = [(m.start(), m.end()) for m in _WORD.finditer(self.low, begin + 1, base_end)]
        if not words:
            return None
        key = self._key(words)
        if key == word and word in REFERABLE:
            return Mention(begin, close, None, Ref(word, suffix), False)
        law = self._lookup(key, suffix)
        if law:
            return Mention(begin, close, law, None, True)
        ending = self._titles.ending(word)
        if not ending or self._word(words[0]) in self._titles.stops or self._denied(words, key, word, ending):
            return None
        law = self._printed(words[0][0], base_end, suffix, ending)
        return Mention(begin, close, law, None, title_brackets or ending.alone is Alone.NAME)

    def _unquoted(self, stop: int, base_end: int, end: int, word: str, suffix: str) -> Mention | None:
        words = [(m.start(), m.end()) for m in _WORD.finditer(self.low, stop, base_end)]
        if stop and words and words[0][0] == stop and "가" <= self.low[stop - 1] <= "힣":
            words = words[1:]  # what is left of a word that an earlier name ends in
        if words and self.low[words[0][0]] == "·":  # "제5조·병역법"
            words[0] = words[0][0] + 1, words[0][1]
            words = words[words[0][0] == words[0][1] :]
        if not words:
            return None
        known = self._registered(words, suffix)
        if known:
            return Mention(known[0], end, known[1], None, True)
        ref = self._reference(words, word, suffix)
        if ref:
            return Mention(ref[0], end, None, ref[1], False)
        ending = self._titles.ending(word)
        if not ending:
            return None
        first = Leftward(self.low, words, word, ending, self._titles).first()
        if first is None:
            return None
        words = words[first:]
        key = self._key(words)
        if self._denied(words, key, word, ending):
            return None
        law = self._printed(words[0][0], base_end, suffix, ending)
        return Mention(words[0][0], end, law, None, self._stands_alone(words, key, ending, end))

    def _registered(self, words: list[tuple[int, int]], suffix: str) -> tuple[int, Law] | None:
        """The longest registered name that these words end in, with its begin."""
        best: tuple[int, Law] | None = None
        key = ""
        for begin, end in reversed(words):
            key = self.low[begin:end] + key
            law = self._lookup(key, suffix)
            if law:
                best = begin, law
        return best

    def _reference(self, words: list[tuple[int, int]], word: str, suffix: str) -> tuple[int, Ref] | None:
        """동법, 동 시행령, 같은 법; and 법, 영, 시행령 by themselves."""
        last = self._word(words[-1])
        for same in _SAME:
            if last == same + word and word in REFERABLE:
                return words[-1][0], Ref(word, suffix, True)
        if last != word or word not in REFERABLE:
            return None
        before = self._word(words[-2]) if len(words) > 1 else ""
        if before in _SAME:
            return words[-2][0], Ref(word, suffix, True)
        # "지원에 관한 조례", "가람시 조례" are names; "따라 법 제3조", "및 시행령 제5조" are not.
        if before.endswith(self._titles.glue_ends):
            return None
        if before and word not in _OWN and not (self._titles.stop(before) or before in self._titles.glue):
            return None
        if before in ("이", "본"):  # this very document
            return None
        return words[-1][0], Ref(word, suffix)

    def _denied(self, words: list[tuple[int, int]], key: str, word: str, ending: Ending) -> bool:
        if word == "법령" or key == word:
            return True
        if ending.kind is not LawKind.ACT:
            return key in self._titles.other_denied
        if word == "법률":
            return not _TITLED.search(key)
        if len(words) == 1 and (len(key) < 3 or key in self._titles.heads):
            return True
        return self._titles.no_act(key) or self._titles.no_act_end(self._word(words[-1]))

    def _stands_alone(self, words: list[tuple[int, int]], key: str, ending: Ending, end: int) -> bool:
        issuer = _ISSUER.match(self.low, end)
        if issuer and issuer[1].endswith(self._titles.issuers):
            return True
        if ending.alone is Alone.NAME:
            return True
        if ending.alone is Alone.PLACE:  # a line of a list of grounds that names whose rules they are
            return self._grounds and self._fills_line(words[0][0], end) and self._of_region(words)
        return bool(_TITLED.search(key)) or self._of_region(words)

    def _of_region(self, words: list[tuple[int, int]]) -> bool:
        return len(words) > 2 and self._titles.region(self._word(words[0]))

    def _fills_line(self, begin: int, end: int) -> bool:
        line = self.low[self.low.rfind("\n", 0, begin) + 1 : begin] + self.low[end:].partition("\n")[0]
        return not line.strip(" -·○,.")

    def _printed(self, begin: int, base_end: int, suffix: str, ending: Ending) -> Law:
        name = joined(unicodedata.normalize("NFC", self._text[begin:base_end]))
        if not suffix:
            return Law(name, ending.kind, known=False)
        kind = LawKind.DECREE if suffix == "시행령" else LawKind.RULE
        return Law(f"{name} {suffix}", kind, known=False)

    def _lookup(self, key: str, suffix: str) -> Law | None:
        law = self._find(key + suffix)
        if not law and key.endswith("법령"):  # 법령 = the act and what carries it out
            law = self._find(key[:-1] + "률" + suffix) or self._find(key[:-1] + suffix)
        return law

    def _key(self, words: list[tuple[int, int]]) -> str:
        return "".join(self.low[b:e] for b, e in words)

    def _word(self, span: tuple[int, int]) -> str:
        return self.low[span[0] : span[1]]

    def _ends_here(self, end: int) -> bool:
        """True if a name may end here: nothing, a particle or an article number is glued on."""
        tail = _HANGUL.match(self.low, end)
        if not tail or not tail[0]:
            return True
        if tail[0] == "제" and _NUMBER.match(self.low, tail.end()):
            return True
        return bool(self._titles.tail.fullmatch(tail[0]))

    def _left_stop(self, position: int) -> int:
        """Where the last character that no title contains ends, left of ``position``."""
        floor = max(0, position - LONGEST_TITLE)
        sign = _LAST_SIGN.match(self.low, floor, position)
        stop = sign.end() if sign else floor
        for hard in _HARD.finditer(self.low, stop, position):  # nothing that begins before a sign reaches over it
            stop = hard.end()
        if stop == floor:  # no half words
            while stop < position and stop and not self.low[stop - 1].isspace():
                stop += 1
        return stop

    def _stops_within(self, begin: int, end: int) -> bool:
        return bool(_HARD.search(self.low, begin, end))


def may_name(text: str) -> bool:
    """False if nothing in ``text`` can be the name of a law: most lines of a document, told quickly."""
    return bool(_anchors().search(text))


@cache
def _anchors() -> re.Pattern[str]:
    """Last words of names. "법 시행령" is one anchor; 령 and 영 only count before an article."""
    words = [e.word for e in titles().endings if e.word not in ("령", *SUFFIXES)]
    words = sorted({*words, "법령"}, key=len, reverse=True)
    # Every alternative begins with a letter, so that the scan skips to those letters.
    number = r"(?=[」』’”]?+\s*+제?\s*+\d)"
    return re.compile(
        rf"(?P<word>{'|'.join(words)}|령{number}|영{number}|시행\s*+령|시행\s*+규칙)(?P<suffix>\s*+시행\s*+(?:령|규칙))?"
    )
