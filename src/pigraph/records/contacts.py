"""Telephone numbers, faxes and e-mail addresses in words.

Accepts, by example::

    02-2133-2971~2         → 02-2133-2971, 02-2133-2972
    Tel) 031-980-2381, Fax)031-980-2090, E-mail)lotto @korea.kr
    692-4338(내선105) · 1833-6972 · 070-4455-6677 · (02) 123-4567
"""

from __future__ import annotations

import re

from pigraph.records.model import How, Stated
from pigraph.text import Words

_PHONE = re.compile(
    r"(?<![\d-])(?P<number>\(?0\d{1,2}\)?\s?[-)~․.·]\s?\d{3,4}\s?[-~․.·–]\s?\d{4}|1[568]\d{2}[-–]\d{4}|\d{3,4}-\d{4})(?![\d-]*\d)"
    r"(?P<more>(?:\s?[~,∼～/]\s?\d{1,4}(?![\d-]))*)"
)
_FAX = re.compile(r"(?:fax|팩\s*스|모사전송|f\s?[.)])[^0-9]{0,8}$", re.IGNORECASE)
_LABEL = 40
"""Characters before a number in which its label ends: all of the text would be searched for each number."""
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*\s?@\s?[A-Za-z0-9][\w-]*(?:\s?\.\s?[A-Za-z]{2,}[\w-]*)+")


def phones_in(words: Words, how: How) -> list[Stated[str]]:
    """Telephone numbers as ``02-2133-2971``; faxes are left out."""
    return [s for s, fax in _numbers(words, how) if not fax]


def faxes_in(words: Words, how: How) -> list[Stated[str]]:
    """Fax numbers: those after a fax label."""
    return [s for s, fax in _numbers(words, how) if fax]


def emails_in(words: Words, how: How) -> list[Stated[str]]:
    """E-mail addresses without the blanks that line breaks put in."""
    found = []
    for m in _EMAIL.finditer(words.text):
        piece = words[m.start() : m.end()]
        found.append(Stated("".join(piece.text.split()), piece, how))
    return found


def _numbers(words: Words, how: How) -> list[tuple[Stated[str], bool]]:
    text = words.text
    found: list[tuple[Stated[str], bool]] = []
    for m in _PHONE.finditer(text):
        fax = bool(_FAX.search(text[max(0, m.start() - _LABEL) : m.start()]))
        digits = re.findall(r"\d+", m["number"])
        number = "-".join(digits)
        found.append((Stated(number, words[m.start() : m.end("number")], how), fax))
        last = digits[-1]
        for n in re.finditer(r"(?P<sep>[~,∼～/])\s?(?P<d>\d{1,4})", m["more"]):
            extra = n["d"]
            if len(extra) > len(last):
                continue
            stop = int(last[: -len(extra)] + extra) if len(extra) < len(last) else int(extra)
            start = int(last)
            if n["sep"] in "~∼～" and start < stop <= start + 9:
                values = range(start + 1, stop + 1)
            else:
                values = range(stop, stop + 1)
            for v in values:
                whole = "-".join([*digits[:-1], f"{v:0{len(last)}d}"])
                found.append((Stated(whole, words[m.start() : m.start("more") + n.end()], how), fax))
            last = f"{stop:0{len(last)}d}"
    return found
