"""Printed labels of data items, taken apart into items of the vocabulary.

Shapes accepted, by example (each part must be known, or nothing is):

==============================================  ==============================================
"핸드폰"                                        one label
"성명 및 연락처", "A와 B", "입학·졸업일자"      joined labels, also sharing their ending
"보호자 성명 및 연락처"                         … or their owner
"주민(외국인)등록번호", "사업자(등록)번호"      a parenthesis inside a word
"이용자의 브라우저 종류", "납세자성명"          an owner before the label
"앱을 이용할 때 쓴 기기 종류"                 a clause before the label
"연락처(주택, 핸드폰)", "근무기간(입사일)"      a parenthesis that says which
"비밀번호(해시)"                                a parenthesis that only describes
==============================================  ==============================================

Labels are never searched for inside other words: 밀키트 is not 키.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec import Struct

from pigraph.text import fold, unify_middots

_LONGEST = 90
_ETC = re.compile(r"\s+등\s*$")
_SLASHES = re.compile(r"[/·|]")
_WITHIN = re.compile(r"^([^()]*)\(([^()]+)\)([^()\s][^()]*)$")

Slugs = tuple[str, ...]


def _union(parts: Iterable[Slugs]) -> Slugs:
    return tuple(dict.fromkeys(s for part in parts for s in part))


def _outside(text: str, pattern: re.Pattern[str]) -> list[str]:
    """``text`` split where ``pattern`` matches outside of parentheses; stripped."""
    parts: list[str] = []
    depth = start = i = 0
    while i < len(text):
        depth += (text[i] == "(") - (text[i] == ")")
        m = pattern.match(text, i) if depth <= 0 else None
        if m and m.end() > m.start():
            parts.append(text[start:i].strip())
            start = i = m.end()
        else:
            i += 1
    parts.append(text[start:].strip())
    return parts


def _bracket(text: str) -> tuple[str, str] | None:
    """Head and content of the parenthesis that ends ``text``."""
    if not text.endswith(")"):
        return None
    depth = 0
    for i in range(len(text) - 1, -1, -1):
        depth += (text[i] == ")") - (text[i] == "(")
        if depth == 0:
            return text[:i].strip(), text[i + 1 : -1].strip()
    return None


class LabelWords(Struct, frozen=True):
    """The wordings of ``data/lexicon/labels.toml`` that item labels are taken apart with, folded."""

    owners: frozenset[str]
    clauses: tuple[str, ...]
    joiners: tuple[str, ...]
    after: tuple[str, ...]
    alone: frozenset[str]
    replaced: frozenset[str]


@dataclass(frozen=True, slots=True)
class LabelReader:
    """Reads labels with the items that are known by name: ``names`` maps folded labels to a slug."""

    names: Mapping[str, str]
    words: LabelWords
    _ands: re.Pattern[str] = field(init=False)
    _clause: re.Pattern[str] = field(init=False)
    _known: Callable[[str], Slugs] = field(init=False)

    def __post_init__(self) -> None:
        both, after = ("|".join(map(re.escape, some)) for some in (self.words.joiners, self.words.after))
        ands = re.compile(rf"\s*(?:[,;&+、]|(?:{both})|(?:(?<=[가-힣)])(?:{after})(?=\s)))\s*")
        object.__setattr__(self, "_ands", ands)
        ends = "|".join(r"\s*".join(map(re.escape, c)) for c in self.words.clauses)
        # Labels come again and again within a policy; over many policies what is remembered stays bounded.
        object.__setattr__(self, "_known", lru_cache(maxsize=16_384)(self._whole))
        object.__setattr__(self, "_clause", re.compile(rf"^.{{0,40}}?(?:{ends})\s+(?P<rest>\S.*)$"))

    def read(self, label: str) -> Slugs:
        """The items of ``label`` in reading order, () when it is not understood."""
        return self._known(label) if len(label) <= _LONGEST else self._whole(label)

    def _whole(self, label: str) -> Slugs:
        text = unicodedata.normalize("NFKC", unify_middots(" ".join(label.split())))
        return self._read(_ETC.sub("", text), 0)

    def _exact(self, *parts: str) -> Slugs:
        slug = self.names.get(fold("".join(parts)))
        return (slug,) if slug else ()

    def _read(self, text: str, depth: int) -> Slugs:
        if not text or len(text) > _LONGEST or depth > 5:
            return ()
        return (
            self._exact(text)
            or self._joined(text, depth)
            or self._inside(text)
            or self._bracketed(text, depth)
            or self._owned(text, depth)
        )

    def _joined(self, text: str, depth: int) -> Slugs:
        for pattern in (self._ands, _SLASHES):
            parts = [p for p in _outside(text, pattern) if p]
            if len(parts) > 1:
                owner = self._leading_owner(parts[0])
                each = [
                    (self._exact(owner, p) if owner and n else ())
                    or self._read(p, depth + 1)
                    or self._shared(p, parts[-1])
                    for n, p in enumerate(parts)
                ]
                return _union(each) if all(each) else ()
        return ()

    def _shared(self, part: str, last: str) -> Slugs:
        """``part`` with the ending of the last joined label: 주민/외국인등록번호, 입학 및 졸업일자."""
        key = fold(last)
        return next((s for k in range(1, len(key) - 1) if (s := self._exact(part, key[k:]))), ())

    def _inside(self, text: str) -> Slugs:
        if not (m := _WITHIN.match(text)):
            return ()
        a, b, c = m.groups()
        first, second = self._exact(a, c), self._exact(b, c)
        return self._exact(a, b, c) or (_union((first, second)) if first and second else first)

    def _owned(self, text: str, depth: int) -> Slugs:
        for rest in self._rests(text):
            key = fold(rest.partition("(")[0])
            if len(key) > 1 and key not in self.words.alone and (found := self._read(rest, depth + 1)):
                return found
        return ()

    def _rests(self, text: str) -> Iterator[str]:
        """What remains of ``text`` after an owner or a clause, longest first."""
        owners = self.words.owners
        for i in range(2, min(len(text) - 1, 24)):
            before = text[:i].rstrip()
            parted = text[i].isspace() or before.endswith("의")
            key = fold(before)
            who = key.removesuffix("의")
            if (
                key in owners
                or who in owners
                or any(who[k:] in owners for k in range(1, len(who) - (1 if parted else 2)))
            ):
                yield text[i:].strip()
        if m := self._clause.match(text):
            yield m["rest"]

    def _leading_owner(self, text: str) -> str:
        key = fold(text)
        return next((key[:k] for k in range(min(len(key) - 1, 12), 1, -1) if key[:k] in self.words.owners), "")

    def _bracketed(self, text: str, depth: int) -> Slugs:
        if not (pair := _bracket(text)):
            return ()
        head, inner = pair
        listed = _outside(inner, self._ands)
        parts = [p for some in listed for p in ([some] if self._exact(some) else _outside(some, _SLASHES)) if p]
        which = [self._exact(f"{head}({p})") or self._exact(p, head) or self._exact(head, p) for p in parts]
        if parts and all(which):
            return _union(which)
        whole = self._read(head, depth + 1)
        named = [w or self._exact(p) for w, p in zip(which, parts, strict=True)]
        if not parts or not all(named):
            return whole
        return _union(named if set(whole) <= self.words.replaced else [whole, *named])
