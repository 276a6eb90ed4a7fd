"""Bytes to text, or a plain sentence on why these bytes are not text that pigraph reads.

Accepted: UTF-8 (with or without a byte order mark), else EUC-KR in Microsoft's extension CP949, both strictly.
"""

from __future__ import annotations

import re
import unicodedata

from pigraph.document.formats import OLE
from pigraph.errors import BinaryFile, WrongEncoding

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"),
              (b"\xfe\xff", "UTF-16"))  # fmt: skip
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (such as XLSX)"),
    (b"PK\x05\x06", "a ZIP archive"),
    (OLE, "an OLE file (such as DOC)"),
    (b"HWP Document File", "an HWP document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "an RTF document"),
)
_JAMO = re.compile("[\u1100-\u11ff]+")
_HANGUL_SHARE = 0.7
"""Least share of usual Hangul among the letters beyond ASCII of a CP949 text. UTF-8 misread as CP949 stays below."""


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding (``"utf-8"`` or ``"cp949"``).

    A byte order mark is not part of the text. Line ends become ``\\n`` (RFC 5147 counts each as one character)
    and loose Hangul letters (U+1100–11FF, as macOS decomposes them) become syllables; nothing else is changed.
    All spans count code points of this text. Raises `BinaryFile` or `WrongEncoding`, both naming ``name``.
    """
    for magic, what in _WIDE_BOMS:
        if data.startswith(magic):
            raise WrongEncoding(f"{name} is {what} text.", "Save it as UTF-8.")
    for magic, what in _KINDS:
        if data.startswith(magic):
            raise BinaryFile(
                f"{name} is {what}, which is no form of policy that pigraph reads.",
                "Save its text as UTF-8 (.txt or .md).",
            )
    if (nul := data.find(b"\0")) >= 0:
        raise BinaryFile(
            f"{name} is not text: byte {nul} is NUL.", "Give the policy as a text file in UTF-8 (.txt or .md)."
        )
    body = data.removeprefix(_BOM)
    try:
        return _normal(body.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        broken = error.start + len(data) - len(body)
    try:
        text = body.decode("cp949")
    except UnicodeDecodeError:
        text = ""
    if not _korean(text):
        raise WrongEncoding(
            f"{name} is neither UTF-8 (byte {broken} breaks it) nor EUC-KR (CP949).", "Save it as UTF-8."
        )
    return _normal(text), "cp949"


def _normal(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _JAMO.sub(lambda run: unicodedata.normalize("NFC", run[0]), text)


def _korean(text: str) -> bool:
    letters = [c for c in text if c > "\x7f" and c.isalpha()]
    return bool(letters) and sum(map(_usual, letters)) >= _HANGUL_SHARE * len(letters)


def _usual(letter: str) -> bool:
    # KS X 1001 holds the 2,350 syllables that Korean uses, two bytes each; CP949 decodes foreign bytes to the
    # rare others, which Python's EUC-KR spells out in eight bytes.
    return "가" <= letter <= "힣" and len(letter.encode("euc_kr")) == 2
