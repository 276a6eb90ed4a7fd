"""Step 1: the words of a question linked to words of the lexicon and names of the graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pigraph.asking.english import koreanised
from pigraph.asking.numbers import Taken, take
from pigraph.asking.segment import Token, segment
from pigraph.asking.shorten import exactly_meant, meant
from pigraph.asking.terms import Terms
from pigraph.asking.words import Sense, question_words

_CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z][A-Za-z\-]{2,}")
_TITLES = {"city", "county", "district", "province", "university", "government", "hall", "corporation", "시청", "구청", "council"}
_MOST_ABOUT = 200
_BODY = re.compile(
    r"[가-힣A-Za-z0-9]{2,}(?:특별시|광역시|특별자치시|특별자치도|시청|구청|군청|도청|시|군|구|도|청|처|부|원|공단|공사|은행|대학교|대학|대|센터|병원|재단|진흥원|위원회|교육청|협회|"
    r"경찰서|소방서|학교|연구원|개발원|공사|회사|그룹|전자|화재|생명|카드|통신|텔레콤)"
)
_LAW = re.compile(r"[가-힣ㆍ]{1,}(?:법률|법|조례|시행령|시행규칙|훈령|고시|지침)")
_ITEM = re.compile(
    r"[가-힣A-Za-z0-9]{1,}(?:번호|정보|기록|이력|여부|사진|영상|주소|내역|데이터|등급|계정|서류|증명서|진단서|신분증|지문|홍채|유전자|위치|성향|관계|신념|명세|점수|상태|코드|일자|사항|현황)"
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A question taken apart: its tokens, and what it names in numbers. ``unknown``: words that mean nothing here."""

    tokens: tuple[Token, ...]
    taken: Taken

    @property
    def unknown(self) -> tuple[Token, ...]:
        return tuple(t for t in self.tokens if not t.senses and len(t.text) > 1)


def link(question: str, terms: Terms) -> Linked:
    """The tokens of ``question`` with every sense that they may have in this graph."""
    taken = take(koreanised(question))
    parts = {key: (Sense("part", key, key),) for key in terms.parts}
    tokens = segment(taken.rest, question_words(), terms.words, parts)
    named = frozenset(w.lower() for w in _CAPITAL.findall(question))
    resolved = list(_resolved(_merged(tokens), terms, named))
    return Linked(tuple(t for i, t in enumerate(resolved) if not _title(resolved, i)), taken)


def _title(tokens: list[Token], i: int) -> bool:
    """City in "Gimpo City", 시청 apart in "김포시 시청": says no more than the name before it."""
    return i > 0 and tokens[i].text in _TITLES and tokens[i - 1].sense("org") is not None


def _merged(tokens: list[Token]) -> list[Token]:
    """Pieces of one printed word put together again where some piece is unknown: 부산 + 시, 해양 + 정보."""
    merged: list[Token] = []
    for token in tokens:
        last = merged[-1] if merged else None
        data = token.means("noun", "data") and (token.glued or token.text in ("정보", "데이터"))
        if last and data and not last.tail and (last.means("out") if token.glued else not last.senses):
            merged[-1] = Token(last.text + token.text, (), token.tail, last.begin, token.end, last.glued)
            continue
        if last and token.glued and not last.tail and not (last.senses and token.senses):
            named = next(
                (t for t in (last, token) if t.sense("org", "item", "law", "service", "role", "contact", "act")), None
            )
            if named is None:
                merged[-1] = Token(last.text + token.text, (), token.tail, last.begin, token.end, last.glued)
                continue
        merged.append(token)
    return merged


def _resolved(tokens: list[Token], terms: Terms, named: frozenset[str]) -> Iterator[Token]:
    for token in tokens:
        if token.senses:
            whole = exactly_meant(token.text, terms) if all(s.kind == "part" for s in token.senses) else ()
            yield replace(token, senses=whole) if whole else token
            continue
        senses = meant(token.text, terms)
        if not senses and token.text in named:
            senses = (Sense("org", "unknown", token.text),)
        if not senses and (about := terms.about(token.text)) and len(about) <= _MOST_ABOUT:
            senses = (Sense("part", token.text, token.text),)
        if not senses:
            for kind, pattern in (("law", _LAW), ("org", _BODY), ("item", _ITEM)):
                if pattern.fullmatch(token.text):
                    senses = (Sense(kind, "unknown", token.text),)
                    break
        yield replace(token, senses=senses)
