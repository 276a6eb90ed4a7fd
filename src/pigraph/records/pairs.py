"""Labelled values: "- 제공받는 자 : 경찰서 - 이용목적 : 수사" → (field, value) pairs.

Accepts, by example::

    - 제공받는 자 : 가나청 - 이용목적 : 통계 작성 - 제 공 항 목 : 성명, 주소
    부서명 : 총무과 / 담당자 : 홍길동 / 연락처 : Tel) 02-123-4567, E-mail)a@b.kr
    보유기간 : 5년

A label is a wording of ``columns.toml`` before a colon, at the start, after a bullet, a slash, a line break or
white space. Words before the first label are not a pair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pigraph.lexicon.columns import columns
from pigraph.patterns import seldom
from pigraph.text import Words

_COLON = re.compile(r"\s?[:：](?!//)")
_STRONG = re.compile(
    r"(?:^|\n|[/|;•○●▶▪◦‣※①-⑳<]|(?<=\s)[-–·*](?=\s)|,(?=\s))\s*(?:[-–·*]\s+|(?:\d{1,2}|[가-하])[.)]\s*)?"
)
_WEAK = re.compile(r"[\s(\[]+")
_NEXT_NUMBER = seldom(r"\s+(?:[①-⑳]|\(?\d{1,2}[.)]|[가-하][.)])$")
_MAX_LABEL = 30


class Pair(NamedTuple):
    """A field of ``columns.toml``, its label and its value as printed."""

    field: str
    label: Words
    value: Words


def read_pairs(words: Words, only: Sequence[str] = ()) -> list[Pair]:
    """The labelled values in order; with ``only``, labels of other fields are not labels."""
    text = words.text
    if ":" not in text and "：" not in text:
        return []
    marks: list[tuple[str, int, int, int]] = []
    last = 0
    for colon in _COLON.finditer(text):
        listing = bool(marks) and marks[-1][0].startswith("items")
        found = _label(text, last, colon.start(), listing)
        if found is None or (only and found[0] not in only):
            continue
        field, begin = found
        marks.append((field, begin, colon.start(), colon.end()))
        last = colon.end()
    pairs: list[Pair] = []
    for n, (field, begin, end, value) in enumerate(marks):
        stop = marks[n + 1][1] if n + 1 < len(marks) else len(text)
        said = words[value:stop].strip()
        if n + 1 < len(marks) and (number := _NEXT_NUMBER.search(said.text)):
            said = said[: number.start()]
        pairs.append(Pair(field, words[begin:end].strip(), _trim(said)))
    return pairs


def _label(text: str, floor: int, end: int, listing: bool) -> tuple[str, int] | None:
    """The field and the start of the label that ends at ``end``: the longest after a separator, else after a blank.

    ``listing``: in a list of items, "기타(전화번호: 경품 발송 시)" says more of an item and labels nothing.
    """
    lexicon = columns()
    window = max(floor, end - _MAX_LABEL - 6)
    for m in _STRONG.finditer(text, window, end):
        label = text[m.end() : end].strip()
        if m.start() < floor or not _may_be_label(label):
            continue
        field = lexicon.exact(label) if m.group().startswith(",") else lexicon.field(label)
        if field:
            return field, m.end()
    best: tuple[str, int] | None = None
    for m in reversed(list(_WEAK.finditer(text, window, end))):
        label = text[m.end() : end].strip()
        if listing and m.group() == "(" and text[m.start() - 1 : m.start()].isalnum():
            continue
        if _may_be_label(label) and (field := lexicon.exact(label)):
            best = (field, m.end())
    return best


def _may_be_label(label: str) -> bool:
    if label.count("(") != label.count(")"):
        return False
    return 0 < len(label) <= _MAX_LABEL and not re.search(r"[:：]|[,.]\s|다\.|까지|\s[-–/]\s|[\n•○●▶▪◦‣※]", label)


def _trim(value: Words) -> Words:
    value = value.strip()
    if value.text.endswith(")") and value.text.count(")") > value.text.count("("):
        value = value[: len(value) - 1].strip()
    while value.text and value.text[-1] in "/-–•·○|,※▶*(" and not value.text.endswith(("까지-",)):
        value = value[: len(value) - 1].strip()
    return value
