"""Names of recipients and processors in a cell → one name each.

Accepts, by example::

    가나청                                    one
    A B 마 루 상 사 ⏎ 다 라 유 통             letters spread over the cell: each line is a name, blanks dropped
    마바지역 ⏎ 운송업체                        a name broken over lines is one
    가나은행, 다라카드                        two
    가나 Inc. (미국)                           where a party sits is not part of its name
    수탁자(소재지) · 가나㈜ (부산시)           nor what the header says to stand in brackets
    자격 조회 규정이 있는 법인 (※ 본인 청구 불가)   a remark in parentheses is not part of the name
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from pigraph.lexicon.cells import cell_words
from pigraph.records.model import How, Stated
from pigraph.text import Words, joined, lines_of, opens

_REMARK = re.compile(r"\s*\((?P<a>\s*[※*][^)]*)\)|\s*(?P<b>※.*)$", re.DOTALL)
_LINK = re.compile(r"[≪《<\[][^≫》>\]]*(?:보기|클릭|바로가기)[^≫》>\]]*[≫》>\]]|\((?:보기|클릭|바로가기)[^)]*\)")
_LEAD = re.compile(r"^(?![○〇]{2,})[\s\-–•·○●▶*]*(?:\d{1,2}[.)]\s+|[①-⑳]\s*)?")
_PHONE = re.compile(r"\s*[(:]?\s*(?:☎|전화|연락처|Tel\.?|T\.)?\s*:?\s*0\d{1,2}-\d{3,4}-\d{4}\s*\)?")
_LABELLED = re.compile(
    r"\s*\((?:대표|대표자|주소|소재지|담당|담당자|전화|연락처|사업자\s?(?:등록)?번호)\s*[:：][^()]*\)"
)
_NOTE_MARK = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+[⁾)]?$|\*+\)?$")
_IN_BRACKETS = re.compile(r"\s*\((?P<what>[^()]+)\)$")
_NOBODY = frozenset({"없음", "해당없음", "해당사항 없음", "해당 없음", "무", "미해당", "N/A", "X", "×"})


class Parties(Struct, frozen=True):
    """Names in order with remarks printed beside them."""

    names: tuple[Stated[str], ...]
    remarks: tuple[Words, ...]


def read_parties(words: Words, how: How, header: str = "") -> Parties:
    """The names in a cell or value; ``header``: what its column is called."""
    beside = _says_beside(header)
    remarks: list[Words] = []
    for m in _REMARK.finditer(words.text):
        group = "a" if m["a"] else "b"
        remarks.append(words[m.start(group) : m.end(group)].strip())
    rest = words.without(_REMARK).without(_LINK).without(_LABELLED)
    names: list[Stated[str]] = []
    for line in _names(rest):
        for part in _split_top(line):
            lead = _LEAD.match(part.text)
            bare = part[lead.end() :] if lead else part
            bare = bare.without(_PHONE).strip(" \n\t.,-:")
            bare = bare.without(_NOTE_MARK)
            seat = _IN_BRACKETS.search(bare.text)
            if seat and seat.start() and _is_beside(seat["what"], beside):
                bare = bare[: seat.start()]
            if bare.text and bare.text not in _NOBODY:
                names.append(Stated(_value(bare), bare, how))
    return Parties(tuple(names), tuple(remarks))


def _says_beside(header: str) -> bool:
    """True for "수탁자(소재지)": what stands in brackets behind a name says more of the party."""
    m = _IN_BRACKETS.search(header.strip())
    return m is not None and m["what"].strip() in cell_words().party_beside


def _is_beside(text: str, told: bool) -> bool:
    """True for words in brackets that are no part of a name; ``told``: the header says so."""
    words = cell_words()
    return text in words.countries or (told and f"({text})" not in words.company_marks)


def letter_spaced(text: str) -> bool:
    """True for letters spread over a cell's width: "A B 마 루 상 사"."""
    parts = text.split()
    return len(parts) >= 3 and sum(len(p) == 1 for p in parts) >= max(3, len(parts) - 1)


def _value(words: Words) -> str:
    lines = [line.text for line in lines_of(words)]
    flat = [("".join(x.split()) if letter_spaced(x) else joined(x)) for x in lines]
    return joined(" ".join(f for f in flat if f))


def _names(words: Words) -> list[Words]:
    """The lines that are names of their own; lines that only together are a name stay together."""
    lines = [line.strip() for line in lines_of(words) if line.strip()]
    if len(lines) < 2:
        return [words.strip()] if words.strip() else []
    if any(letter_spaced(line.text) for line in lines):
        return lines
    if all(_LEAD.match(line.text).group() for line in lines):  # type: ignore[union-attr]
        return lines
    groups: list[list[Words]] = [[]]
    for line in lines:
        groups[-1].append(line)
        if line.text.endswith(","):
            continue
        if _complete(groups[-1]):
            groups.append([])
    if not groups[-1]:
        groups.pop()
    if len(groups) > 1 and not all(_complete(g) for g in groups):
        return [Words.join(lines, "\n")]
    if len(groups) > 1 and any(len(_bare(g[0].text)) < 3 for g in groups):
        return [Words.join(lines, "\n")]
    return [Words.join(g, "\n") for g in groups]


def _bare(text: str) -> str:
    return re.sub(r"\([^)]*\)", "", "".join(text.split()))


def _complete(lines: Sequence[Words]) -> bool:
    words = cell_words()
    text = " ".join(line.text for line in lines)
    if opens(text):
        return False
    bare = _bare(text)
    if any(mark in text for mark in words.company_marks) and len(bare) >= 3:
        return True
    return bare.endswith(words.organisation_endings)


def _split_top(words: Words) -> list[Words]:
    """Pieces between commas outside parentheses; a comma inside a company's name ("X, Inc.") does not count."""
    text = words.text
    pieces: list[Words] = []
    depth = start = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")" and depth > 0)
        if depth == 0 and c in ",，、;" and not re.match(r"\s*(?:Inc|Ltd|LLC|Co|Corp)\b", text[i + 1 :]):
            pieces.append(words[start:i])
            start = i + 1
    pieces.append(words[start:])
    return pieces
