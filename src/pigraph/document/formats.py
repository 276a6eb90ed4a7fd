"""What kind of file these bytes are, found from the bytes: names of files are often wrong."""

from __future__ import annotations

import re
from enum import StrEnum

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How OLE files begin: HWP 5, older Office files, and Office files under a password ([MS-CFB] 2.2)."""
_HWP_STREAM = "FileHeader".encode("utf-16-le")
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a document under a password ([MS-OFFCRYPTO] 2.1.4)."""
_HEAD = 4096
_BOMS = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_LEAD = re.compile(r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PIECE = re.compile(
    r"<(?:article|div|dl|h[1-6]|link|main|meta|ol|p|section|span|style|table|title|ul)\b", re.IGNORECASE
)
_CLOSING = re.compile(rb"</[A-Za-z]")
_LINES_A_TAG = 3
"""A piece of a page closes a tag at least every third line; Markdown that begins with a tag does not."""


class Format(StrEnum):
    """The formats that pigraph reads. TEXT is plain text and Markdown."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    HWPX = "hwpx"
    HWP = "hwp"


def detect(data: bytes) -> Format:
    """The format of ``data``. Whatever has no sign of another format is taken for TEXT; `decode` judges that."""
    if data.startswith(b"%PDF-"):
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        if b"application/hwp+zip" in data[:_HEAD] or b"Contents/header.xml" in data:
            return Format.HWPX
        return Format.DOCX if b"word/" in data else Format.TEXT
    if data.startswith(OLE):
        if _HWP_STREAM in data:
            return Format.HWP
        return Format.DOCX if LOCKED_OFFICE in data else Format.TEXT
    if data.startswith(b"HWP Document File"):
        return Format.HWP
    return Format.HTML if _is_html(data) else Format.TEXT


def _is_html(data: bytes) -> bool:
    # In all these encodings the letters of tags are ASCII, in UTF-16 with NUL beside each.
    head = _BOMS.sub(b"", data[:_HEAD]).replace(b"\0", b"").decode("latin-1")
    begin = _LEAD.match(head).end()  # type: ignore[union-attr] # it also matches nothing
    if _PAGE.match(head, begin):
        return True
    return bool(_PIECE.match(head, begin)) and len(_CLOSING.findall(data)) * _LINES_A_TAG > data.count(b"\n")
