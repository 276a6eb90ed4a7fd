"""Labelled values: "- 제공받는 자 : 경찰서 - 이용목적 : 수사" → (field, value) pairs.

Accepts, by example::

    - 제공받는 자 : 가나청 - 이용목적 : 통계 작성 - 제 공 항 목 : 성명, 주소
    부서명 : 총무과 / 담당자 : 홍길동 / 연락처 : Tel) 02-123-4567, E-mail)a@b.kr
    보유기간 : 5년
    (이용목적) 통계 작성 (보유기간) 5년

A label is a wording of ``columns.toml`` before a colon, at the start, after a bullet, a slash, a line break or
white space. Words before the first label are not a pair. At the start of a line a wording in brackets is one, too.
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
_BRACKETED = re.compile(
    r"(?:^|(?<=\s))(?:[-–·*]\s+)?[(\[<〔【]\s?(?P<label>[가-힣][가-힣·/\s]{1,18}?)\s?[)\]>〕】](?!\s?[:：])\s*(?=\S)"
)
_MARKS = frozenset({"items_required", "items_optional", "items_automatic", "requirement", "role", "index", "subject"})
_PEOPLE = frozenset({"person", "department", "organisation", "title"})
_MAX_LABEL = 30


class Pair(NamedTuple):
    """A field of ``columns.toml``, its label and its value as printed; ``said``: in a sentence, without a colon."""

    field: str
    label: Words
    value: Words
    said: bool = False


def read_pairs(words: Words, only: Sequence[str] = ()) -> list[Pair]:
    """The labelled values in order; with ``only``, labels of other fields are not labels."""
    text = words.text
    bracketed = bool(_BRACKETED.match(text))
    if not bracketed and ":" not in text and "：" not in text:
        return []
    marks = _in_brackets(text, only) if bracketed else []
    last = marks[-1][3] if marks else 0
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
        said = words[value:stop].strip().strip("([<〔【") if bracketed else words[value:stop].strip()
        if n + 1 < len(marks) and (number := _NEXT_NUMBER.search(said.text)):
            said = said[: number.start()]
        pairs.append(Pair(field, words[begin:end].strip(), _trim(said)))
    return pairs


def _in_brackets(text: str, only: Sequence[str]) -> list[tuple[str, int, int, int]]:
    """The labels in brackets of a line that begins with one: field, begin, end, where the value begins.

    Words for people are labels only where they are asked for: "(담당자) 성명, 연락처" lists items.
    """
    found: list[tuple[str, int, int, int]] = []
    for m in _BRACKETED.finditer(text):
        field = columns().exact(m["label"])
        wanted = field is not None and (field in only if only else field not in _PEOPLE) and field not in _MARKS
        if field is not None and wanted and field not in (f for f, *_ in found):
            found.append((field, m.start("label"), m.end("label"), m.end()))
        elif not found:
            break
    return found


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
