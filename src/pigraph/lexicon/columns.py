"""Column and label wordings → fields, from ``data/lexicon/columns.toml`` (and ``modifiers.toml``).

Korean headers are head-final: in "제공받는 자의 이용 목적" the last term is meant. A header that is a known
wording is that field; otherwise the longest known ending decides.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from msgspec import Struct

from pigraph import resources
from pigraph.errors import DataError
from pigraph.text import fold

_BRACKETS = re.compile(r"[()\[\]{}:：*※•·○●▶■□\-–.,?？]")
_PARENTHESIS = re.compile(r"[(\[][^)\]]*[)\]]")

_MODIFIED = re.compile(r"[^\s()/·,]+(?=[\s()/·,])")

MAX_HEADER = 40
"""Folded headers longer than this are text, not headers (the longest official one has 21 characters)."""
_LONGEST = 200
"""The same before folding, with room for blanks and brackets."""
ITEM_MARKS = frozenset({"items_required", "items_optional", "items_automatic"})
"""Fields of items that are required, optional, or made by themselves."""


class Columns(Struct, frozen=True, eq=False):
    """The wordings and heads of every field, folded."""

    wordings: dict[str, str]
    heads: dict[str, str]
    examples: dict[str, str]
    longest_head: int

    def exact(self, header: str) -> str | None:
        """The field whose wording this header is, else None."""
        return self.wordings.get(_key(header[:_LONGEST]))

    def field(self, header: str) -> str | None:
        """The field of a header or label, else None. Tries the wording, then it without parentheses, then its head.

        Of two fields the one outside the parentheses is meant, "재수탁자(재위탁 업무)", but for marks: "항목(필수)".
        """
        return _remembered(self, header) if len(header) <= _LONGEST else _field_of(self, header)

    def entry(self, header: str) -> str | None:
        """The entry of the lexicon, folded, by which `field` knows a header: a wording, or an ending as "…ending"."""
        for text in (header, _PARENTHESIS.sub("", header)):
            key = _key(text)
            if not key or len(key) > MAX_HEADER:
                continue
            if key in self.wordings:
                return key
            for n in range(min(self.longest_head, len(key) - 1), 1, -1):
                if key[-n:] in self.heads:
                    return f"…{key[-n:]}"
        return None

    def plain(self, header: str) -> str | None:
        """The field of a header whose words in front of its head are all modifiers of the lexicon, else None."""
        field = self.field(header)
        return field if field and all(map(_modifies, _MODIFIED.findall(header))) else None


_VAGUE = frozenset({"remark", "details"})
"""Fields of headers that say little of their column."""


_TOGETHER = re.compile(r"[/·ㆍ,&+]|\s(?:및|또는)\s|(?<=\S)[와과]\s")
_CONTACTS = frozenset({"contact", "phone", "fax", "email"})


def _field_of(columns: Columns, header: str) -> str | None:
    found = _looked_up(columns, header)
    if "(" not in header and "[" not in header:
        return found
    outside = _looked_up(columns, _PARENTHESIS.sub("", header))
    if found is None or outside is None or outside in _VAGUE:
        return found or outside
    return found if columns.exact(header) or found.startswith(f"{outside}_") else outside


def _looked_up(columns: Columns, text: str) -> str | None:
    key = _key(text[:_LONGEST])
    if not key or len(key) > MAX_HEADER:
        return None
    if found := columns.wordings.get(key):
        return found
    for n in range(min(columns.longest_head, len(key) - 1), 1, -1):
        if found := columns.heads.get(key[-n:]):
            return found
    parts = [_key(part) for part in _TOGETHER.split(text)]
    if len(parts) > 1 and all(columns.wordings.get(part) in _CONTACTS for part in parts):
        return "contact"
    return None


# Lines are tried as headers again and again, with ever more of the words behind them.
_remembered = lru_cache(maxsize=16_384)(_field_of)


@lru_cache(maxsize=1)
def _modifiers() -> tuple[tuple[str, ...], tuple[str, ...]]:
    with resources.path("data", "lexicon", "modifiers.toml").open("rb") as f:
        table = tomllib.load(f)
    return tuple(table["beginnings"]), tuple(table["no_genitive"])


def _modifies(word: str) -> bool:
    """True for a word of the lexicon, or one in the genitive: "상대방의 보유 기한"."""
    return word.startswith(_modifiers()[0]) or is_genitive(word)


def is_genitive(word: str) -> bool:
    """True for "상대방의", with which no header ends; not for "동의"."""
    return len(word) > 2 and word.endswith("의") and not word.endswith(_modifiers()[1])


@lru_cache(maxsize=16_384)
def _key(header: str) -> str:
    return _BRACKETS.sub("", fold(header))


@lru_cache(maxsize=1)
def columns() -> Columns:
    """The column lexicon. Raises `DataError` when a wording belongs to two fields."""
    file = resources.path("data", "lexicon", "columns.toml")
    with file.open("rb") as f:
        table = tomllib.load(f)
    wordings: dict[str, str] = {}
    heads: dict[str, str] = {}
    for field, entry in table.items():
        for target, words in ((wordings, entry["wordings"]), (heads, entry["heads"])):
            for word in words:
                key = _key(word)
                if target.setdefault(key, field) != field:
                    raise DataError(
                        f"columns.toml: {word!r} belongs to both {target[key]!r} and {field!r}.",
                        "Keep it in one of them.",
                    )
    return Columns(wordings, heads, {f: e["example"] for f, e in table.items()}, max(map(len, heads)))
