"""Legal bases in words: law citations and consent, in the order printed."""

from __future__ import annotations

import re

from pigraph.laws.citations import Citation, Named, find
from pigraph.patterns import seldom
from pigraph.records.model import How, LegalBasis
from pigraph.text import Words

CONSENT = re.compile(
    r"(?:(?:정보\s?주체|이용자|본인|회원|신청인|신청자|고객|민원인|당사자|보호자|법정대리인)\s?(?:의|로부터|에게)?\s?(?:\S{2,4}\s)?)?"
    r"(?:개인정보\s?(?:수집\s?[·․ㆍ및]?\s?이용)?\s?)?"
    r"(?:(?<![가-힣])|(?<=이용)|(?<=수집)|(?<=제공)|(?<=주체)|(?<=보호자)|(?<=대리인)|(?<=본인)|(?<=회원)|(?<=사전)|(?<=별도)|(?<=서면))"
    r"동의(?!\s?(?:없이|를?\s?(?:받지|얻지|거부)|하지|여부|철회))"
)
_JOINERS = seldom(
    r"^(?:에|의)?\s?(?:의거|따른|따라|따름|근거|의한|의하여|의해|근거하여|규정된)?\s*[,·/\s:;()\[\]「」•\-–및등]*|[,·/\s:;()\[\]「」•\-–]+$"
)
_NOTE_BEHIND = seldom(r"\([^()]*\)")
_SLASH = seldom(r"\s/\s")
_CUT = seldom(r"[/\n•]")


def basis_of(citation: Citation, how: How) -> LegalBasis:
    """A citation as the ground of an entry."""
    return LegalBasis(
        words=citation.words,
        law=citation.law,
        article=citation.article,
        paragraph=citation.paragraph,
        item=citation.item,
        point=citation.point,
        path=citation.path,
        known=citation.known,
        how=how,
    )


def read_bases(
    words: Words, named: Named, how: How, consent: bool = True, grounds: bool = False
) -> tuple[LegalBasis, ...]:
    """The citations of some words, and consent if they name it (only where ``consent`` may be meant).

    ``grounds``: the words are a cell or value under "근거" and the like.
    """
    found = [basis_of(c, how) for c in find(words, named, grounds)]
    if consent:
        cited = [s for b in found for s in b.words.spans]
        for m in CONSENT.finditer(words.text):
            piece = words[m.start() : m.end()].strip()
            if piece and not any(s.meets(piece.hull) for s in cited):
                found.append(LegalBasis(words=piece, how=how))
                break
    return distinct(sorted(found, key=lambda b: b.words.begin))


def distinct(bases: list[LegalBasis]) -> tuple[LegalBasis, ...]:
    """Bases in order, each place of a law once."""
    seen: set[tuple[str | None, ...]] = set()
    kept: list[LegalBasis] = []
    for b in bases:
        key = (b.law, b.article, b.paragraph, b.item, b.point)
        if key not in seen:
            seen.add(key)
            kept.append(b)
    return tuple(kept)


def split_basis_purpose(words: Words, named: Named, how: How) -> tuple[tuple[LegalBasis, ...], Words | None]:
    """A combined cell ("운영근거 / 처리목적") → bases, and the words that are neither law nor consent."""
    bases = read_bases(words, named, how)
    taken = [s for b in bases for s in b.words.spans]
    ends = {s.end for s in taken}
    rest: list[Words] = []
    begin = 0
    for i, offset in enumerate(words.at):
        if offset >= 0 and any(s.begin <= offset < s.end for s in taken):
            if begin < i:
                rest.append(words[begin:i])
            begin = i + 1
    rest.append(words[begin:])
    if bases and (slash := _SLASH.search(rest[-1].text)):
        rest = [rest[-1][slash.end() :]]  # what else stands before it is a law that nobody knows
    rest = [part[m.end() :] if (m := _NOTE_BEHIND.match(part.text)) and part.begin in ends else part for part in rest]
    pieces = [_bare(p) for part in rest for p in part.split(_CUT)]
    pieces = [p for p in pieces if len(re.sub(r"\W", "", p.text)) >= 4]
    if not pieces:
        return bases, None
    if bases:
        return bases, Words.join(pieces, " ")
    return bases, words.strip()


def _bare(words: Words) -> Words:
    text = words.text
    m = _JOINERS.match(text)
    start = m.end() if m else 0
    return words[start:].strip(" \n\t,·/:;()[]「」•-–")
