"""Hangul in Latin letters, by the Revised Romanization (2000), syllable by syllable: 가람 is garam, 나래 narae.

Sounds that change between syllables stay as written, but for ㄹㄹ, unless asked for: enough to know a name by.
"""

from __future__ import annotations

_FIRST = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "-", "j", "jj", "ch", "k", "t", "p", "h"]
_VOWEL = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_LAST = [
    "-",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]
_BASE, _COUNT = 0xAC00, 11172


def romanised(text: str, heard: bool = False) -> str:
    """``text`` in lower-case Latin letters; what is no Hangul syllable stays. ``heard``: ㄹ after ㅁ and ㅇ is n, as it
    is said: 종로 is jongno."""
    out: list[str] = []
    for char in text:
        code = ord(char) - _BASE
        if not 0 <= code < _COUNT:
            out.append(char.lower())
            continue
        first, vowel, last = _FIRST[code // 588], _VOWEL[code % 588 // 28], _LAST[code % 28]
        if first == "r" and out and out[-1].endswith("l"):
            first = "l"
        elif heard and first == "r" and out and out[-1].endswith(("m", "ng")):
            first = "n"
        out.append(f"{first}{vowel}{last}".replace("-", ""))
    return "".join(out)
