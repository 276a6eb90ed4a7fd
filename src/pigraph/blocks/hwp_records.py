"""The container of an HWP 5 file: an OLE file whose streams are (compressed) lists of records.

Source: Hancom's "Hwp Document File Formats 5.0" revision 1.3, sections 3 and 4.1. This product was developed with
reference to the public documents on the Hangul document file (.hwp) of Hancom Inc.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import olefile  # type: ignore[import-untyped]
from msgspec import Struct, field

from pigraph.document.formats import OLE
from pigraph.errors import BinaryFile, DocumentError

MOST_STREAM = 50 * 1024 * 1024
"""Most bytes of one stream, uncompressed."""
MOST_TOTAL = 200 * 1024 * 1024
"""Most bytes of all streams read, uncompressed."""
MOST_RECORDS = 1_000_000
MOST_SECTIONS = 1_000
MOST_DEPTH = 120
"""Most levels of records below each other; a table in a table takes two."""

PARA_HEADER, PARA_TEXT, PARA_CHAR_SHAPE = 0x42, 0x43, 0x44
CTRL_HEADER, LIST_HEADER, TABLE = 0x47, 0x48, 0x4D
CHAR_SHAPE, NUMBERING, BULLET, PARA_SHAPE, STYLE = 0x15, 0x17, 0x18, 0x19, 0x1A

_SIGNATURE = b"HWP Document File"
_COMPRESSED, _PASSWORD, _DISTRIBUTED = 1 << 0, 1 << 1, 1 << 2
_RIGHTS = 1 << 4 | 1 << 8 | 1 << 10
"""Protected by DRM, by a certificate, or by both."""


class Record(Struct):
    """A record with the records below it."""

    tag: int
    data: bytes
    below: list[Record] = field(default_factory=list)


class Container:
    """The streams of an HWP 5 file. ``name`` is the file's name, for messages."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises `BinaryFile` for bytes that are no HWP 5, `DocumentError` for a protected or damaged one."""
        self.name = name
        if data.startswith(_SIGNATURE):
            version = data[len(_SIGNATURE) :].lstrip()[:5].decode("ascii", "replace")
            raise BinaryFile(
                f"{name} is an HWP document of an old edition ({version.strip() or 'before 5.0'}).",
                "Open it in Hangul and save it as HWPX or HWP 5.",
            )
        if not data.startswith(OLE):
            raise BinaryFile(f"{name} is not HWP: it is no OLE file.", "Give a file that was saved as HWP 5 or HWPX.")
        try:
            self._ole = olefile.OleFileIO(BytesIO(data))
            names = ["/".join(path) for path in self._ole.listdir()]
        except Exception as error:  # olefile raises whatever a damaged sector table leads to
            raise self.damaged(str(error)) from error
        self._left = MOST_TOTAL
        if "FileHeader" not in names:
            raise BinaryFile(f"{name} is an OLE file, but not HWP.", "Give a file that was saved as HWP 5 or HWPX.")
        header = self._stream("FileHeader", 256)
        if not header.startswith(_SIGNATURE) or len(header) < 40:
            raise BinaryFile(f"{name} is an OLE file, but not HWP.", "Give a file that was saved as HWP 5 or HWPX.")
        version, flags = struct.unpack_from("<II", header, 32)
        if version >> 24 != 5:
            raise BinaryFile(
                f"{name} is HWP of edition {version >> 24}; pigraph reads edition 5.",
                "Open it in Hangul and save it as HWPX or HWP 5.",
            )
        if flags & _PASSWORD:
            raise DocumentError(f"{name} is protected by a password.", "Save it as HWPX without a password.")
        if flags & _DISTRIBUTED:
            raise DocumentError(
                f"{name} is protected for distribution (배포용 문서): its text is encrypted.",
                "Ask for the file without protection, or as HWPX.",
            )
        if flags & _RIGHTS:
            raise DocumentError(
                f"{name} is protected by rights management (DRM) or a certificate.",
                "Ask for the file without protection, or as HWPX.",
            )
        self._compressed = bool(flags & _COMPRESSED)
        sections = sorted(int(n[16:]) for n in names if n.startswith("BodyText/Section") and n[16:].isdecimal())
        if not sections:
            raise self.damaged("it has no section")
        if len(sections) > MOST_SECTIONS:
            raise self.damaged(f"it claims {len(sections)} sections")
        self.sections = tuple(f"BodyText/Section{n}" for n in sections)
        self.has_shapes = "DocInfo" in names

    def records(self, stream: str) -> list[Record]:
        """The records of a stream: those of level 0, each with what is below it."""
        data = self._stream(stream, MOST_STREAM)
        if self._compressed:
            data = self._decompressed(stream, data)
        self._left -= len(data)
        if self._left < 0:
            raise self._too_large("its streams", MOST_TOTAL)
        top = Record(0, b"")
        path = [top]
        for n, (tag, level, payload) in enumerate(self._split(stream, data)):
            if n >= MOST_RECORDS:
                raise self.damaged(f"{stream} claims more than {MOST_RECORDS} records")
            if level >= MOST_DEPTH:
                raise self.damaged(f"{stream} nests records {level} levels deep")
            record = Record(tag, payload)
            del path[level + 1 :]
            path[-1].below.append(record)
            path.append(record)
        return top.below

    def damaged(self, why: str) -> DocumentError:
        """The error for a file that cannot be read."""
        return DocumentError(
            f"{self.name} is damaged and cannot be read as HWP ({why.strip().rstrip('.')}).",
            "Open it in Hangul and save it again (as HWPX, if possible), or fetch it again.",
        )

    def _split(self, stream: str, data: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Tag, level and payload of each record (4.1): 10 bits, 10 bits, and 12 bits of length or 4 bytes of it."""
        at, end = 0, len(data)
        while at < end:
            if at + 4 > end:
                raise self.damaged(f"{stream} breaks off in the head of a record")
            (head,) = struct.unpack_from("<I", data, at)
            at += 4
            size = head >> 20
            if size == 0xFFF:
                if at + 4 > end:
                    raise self.damaged(f"{stream} breaks off in the head of a record")
                (size,) = struct.unpack_from("<I", data, at)
                at += 4
            if at + size > end:
                raise self.damaged(f"{stream} breaks off in a record")
            yield head & 0x3FF, head >> 10 & 0x3FF, data[at : at + size]
            at += size

    def _stream(self, stream: str, most: int) -> bytes:
        try:
            with self._ole.openstream(stream) as opened:
                data: bytes = opened.read(most + 1)
        except Exception as error:  # olefile raises whatever a damaged sector table leads to
            raise self.damaged(f"{stream}: {error}") from error
        if len(data) > most:
            raise self._too_large(stream, most)
        return data

    def _decompressed(self, stream: str, data: bytes) -> bytes:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            plain = inflater.decompress(data, MOST_STREAM + 1)
        except zlib.error as error:
            raise self.damaged(f"{stream}: {error}") from error
        if len(plain) > MOST_STREAM:
            raise self._too_large(stream, MOST_STREAM)
        if not inflater.eof:
            raise self.damaged(f"{stream} breaks off")
        return plain

    def _too_large(self, stream: str, limit: int) -> DocumentError:
        return DocumentError(
            f"{self.name} unpacks to more than {limit // 1024**2} MB ({stream}).",
            "Give the policy alone, without what surrounds it.",
        )
