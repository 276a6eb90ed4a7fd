"""Lines of a page: their own marks, the numbers of list items, which of them a <br> really parts.

``own_mark`` is wider than `markers.mark_of`: a browser prints "a." and "▪" too, and such an item needs no other mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pigraph.blocks.html_page import Element, is_block
from pigraph.blocks.markers import SYLLABLES, mark_of
from pigraph.lexicon.columns import columns
from pigraph.lexicon.headings import kinds_of
from pigraph.lexicon.vocabulary import vocabulary
from pigraph.text import Words

_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?:(?:inside|outside)\s+)?([\w-]+)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMERALS = {
    "hangul": SYLLABLES,
    "lower-alpha": _LETTERS,
    "lower-latin": _LETTERS,
    "upper-alpha": _LETTERS.upper(),
    "upper-latin": _LETTERS.upper(),
    "lower-roman": ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"),
    "upper-roman": "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_OWN_NUMBER = re.compile(rf"(?:\d{{1,2}}|[{SYLLABLES}A-Za-zㄱ-ㅎ])(?:-\d{{1,2}})?[.)](?!\d)|\d{{1,2}}-\d{{1,2}}\s")
_QUOTES = frozenset("「『‘“'\"([{<〈《【〔")
_SENTENCE_END = re.compile(r"(?:[다음함임됨]\.?|[.:?!;])[\s)\]”’\"']*$")
_UNFINISHED = re.compile(r"(?:[,，·、]|및|또는|에|의|을|를|은|는|과|와|로|고|며|하여|대한|따른|위한)$")
_LABEL = re.compile(r"^[^:：]{1,25}\s?[:：](?!//)")
_MARK_LABEL = re.compile(
    r"(?:필수|선택|자동)\s?(?:수집|생성)?\s?(?:항목|정보|사항)?\s*[-–—―]\s|[\[(<【]\s?(?:필수|선택|자동)[가-힣\s]{0,6}[\])>】]\s*\S"
)
_PART_ENDS = re.compile(r"[,，、/](?![^(]*\))")
ITEMS = frozenset({"li", "option"})
_SAYS = re.compile(r"[:：]|다[.\s]*$")
"""An item that is a label with its value, or a sentence."""
_ITEM_MOST = 60
_LIST_MOST = 300
_LINE_MOST = 2000
_FULL = 30
"""Characters from which a line may have been broken for its length."""


def own_mark(text: str) -> bool:
    """True for text that starts with a number or bullet of its own, also of a kind that is no `Mark`."""
    first = unicodedata.normalize("NFKC", text[0])[0]
    if first in _QUOTES:
        return bool(re.match(r"[(\[<]\d{1,2}[)\]>]", text))  # not (사)가나회
    if not first.isalnum():
        return True
    return mark_of(Words.of(text)) is not None or bool(_OWN_NUMBER.match(text))


def list_style(element: Element) -> str:
    """The CSS list style of a list ("" for bullets), from its own style, else its type."""
    if m := _LIST_STYLE.search(element.get("style") or ""):
        return "" if m[1] in ("disc", "circle", "square") else m[1]
    if element.tag != "ol":
        return ""
    kind = (element.get("type") or "1").strip()
    return {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}.get(kind, "decimal")


def integer(value: str | None, otherwise: int) -> int:
    """The number that an attribute gives, else another one."""
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,4}", value.strip()) else otherwise


def numeral(style: str, number: int) -> str:
    """The number of an item as printed ("" for bullets); decimal for a style or a number that has no other."""
    if not style:
        return ""
    if style == "circled-decimal" and 1 <= number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    names = _NUMERALS.get(style, ())
    return f"{names[number - 1] if 1 <= number <= len(names) else number}."


def joined(lines: Sequence[str]) -> list[str]:
    """Lines between <br>, put together where one was only broken for its length. A blank line always parts."""
    done: list[str] = []
    before = ""
    for line in lines:
        if line and before and _goes_on(before, line):
            done[-1] += f" {line}"
        elif line:
            done.append(line)
        before = line
    return done


def _goes_on(before: str, line: str) -> bool:
    if own_mark(line) or _SENTENCE_END.search(before) or _LABEL.match(line):
        return False
    if before.endswith((",", "，", "、")):
        return True
    full = len(before) >= _FULL and not _LABEL.match(before)
    return full or (len(before) >= _FULL // 2 and bool(_UNFINISHED.search(before)))


def is_labelled(text: str) -> bool:
    """True for a line that begins with a label as tables of holdings have them: "처리 목적 : …"."""
    m = _LABEL.match(text)
    return m is not None and columns().field(m.group().rstrip(" :：")) is not None


def opens_card(text: str, term: str) -> bool:
    """True for a description that is itself a label with its value, unless it only says which items its term lists."""
    label = _LABEL.match(text)
    if label is None or not is_labelled(text) or is_labelled(term):
        return False
    return not (_lists_items(term) and _lists_items(label.group()))


def describes(text: str, term: str, label: bool = False) -> bool:
    """True for a description to be put behind its term on one line; a term that is a heading stands over it.

    ``label``: the terms beside it say that it is a label, however long its description.
    """
    if own_mark(text):
        return False
    return not kinds_of(term) or ((label or len(text) <= 2 * _FULL) and not text.endswith("다."))


def goes_on_listing(text: str, term: str, before: str = "") -> bool:
    """True for one more description of a term that lists items: "이름, 주소", "선택 : 전화번호"; not a sentence.

    ``before``: the line so far, which does not grow without end; what may be a remark ("본인 확인용") is not behind it.
    """
    if (
        not _lists_items(term)
        or len(before) > _LINE_MOST
        or own_mark(text)
        or len(text) > _LIST_MOST
        or _SENTENCE_END.search(text)
    ):
        return False
    label = _LABEL.match(text)
    if label is not None or not before or _MARK_LABEL.match(text):
        return label is None or _lists_items(label.group())
    return all(vocabulary().knows_item(part.strip()) for part in _PART_ENDS.split(text))


def _lists_items(label: str) -> bool:
    return (columns().field(label.rstrip(" :：")) or "").startswith("items")


def plain_items(listed: Element, dropped: set[Element]) -> list[str]:
    """The items of a list that is all that describes a term: words, no sentences, labels or further parts; else []."""
    described, items = listed.getparent(), [item for item in listed if item not in dropped]
    if described is None or described.tag != "dd" or len(described) > 1 or (described.text or "").strip():
        return []
    if any(item.tag not in ITEMS or any(map(is_block, item.iterdescendants())) for item in items):
        return []
    texts = [" ".join("".join(item.itertext()).split()) for item in items]
    plain = all(0 < len(x) <= _ITEM_MOST and not _SAYS.search(x) and not own_mark(x) for x in texts)
    return texts if plain else []
