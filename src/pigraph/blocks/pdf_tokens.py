"""Drawing instructions as operands and operators, quickly, where they are of the plain kind that browsers write.

pdfminer reads instructions byte by byte with every syntax they may have, which takes most of the time of a long
print. Content without literal strings, inline images, comments and escapes needs one regular expression.
Source: ISO 32000-1 (PDF 1.7), 7.2, 7.3 and 7.8.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pdfminer.psparser import KWD, LIT, PSKeyword, PSLiteral

Operand = int | float | bool | bytes | PSLiteral | list[object] | dict[str, object]

_OTHER = re.compile(rb"[(){}%#]|\bBI\b")
_TOKEN = re.compile(
    rb"([+-]?(?:\d+\.?\d*|\.\d+))(?=[\s/<>\[\]]|$)|/([^\s/<>\[\]]*)|<([0-9A-Fa-f\s]*)>|(<<|>>|\[|\])|([^\s/<>\[\]]+)|(\S)"
)
_VALUES = {b"true": True, b"false": False}
_DEEPEST = 50


def is_plain(data: bytes) -> bool:
    """True if `tokens` can read drawing instructions."""
    return _OTHER.search(data) is None


def tokens(data: bytes) -> Iterator[Operand | PSKeyword]:
    """The operands and operators of plain drawing instructions; brackets without a partner are left out."""
    held: list[tuple[bytes, list[object]]] = []
    for match in _TOKEN.finditer(data):
        number, name, string, bracket, word = match.group(1, 2, 3, 4, 5)
        found: Operand | PSKeyword
        if number is not None:
            found = float(number) if b"." in number else int(number)
        elif name is not None:
            found = LIT(name.decode("utf-8", "replace"))
        elif string is not None:
            digits = b"".join(string.split()).decode("ascii")
            found = bytes.fromhex(digits + "0" * (len(digits) % 2))
        elif word is not None:
            found = _VALUES[word] if word in _VALUES else KWD(word)
        elif bracket in (b"<<", b"[") and len(held) < _DEEPEST:
            held.append((bracket, []))
            continue
        elif held and (held[-1][0], bracket) in ((b"<<", b">>"), (b"[", b"]")):
            opened, inside = held.pop()
            found = inside if opened == b"[" else _dictionary(inside)
        else:
            continue
        if held:
            held[-1][1].append(found)
        else:
            yield found


def _dictionary(parts: list[object]) -> dict[str, object]:
    keys, values = parts[::2], parts[1::2]
    return {str(k.name): v for k, v in zip(keys, values, strict=False) if isinstance(k, PSLiteral)}
