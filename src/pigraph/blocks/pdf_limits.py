"""Bounds for PDF files: how far pdfminer may decode, look up and draw before a file counts as hostile.

pdfminer.six decodes a stream whole, follows references without counting and fills maps from ranges that a file
names. These classes are pdfminer's own with a budget; what exceeds it raises `TooMuch`.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from msgspec import Struct
from pdfminer import pdftypes
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.cmapdb import CMap, CMapParser
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfdocument import PDFDocument, PDFNoPageLabels
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, int_value, list_value, resolve1
from pdfminer.psparser import PSKeyword, keyword_name
from pdfminer.runlength import rldecode
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from pigraph.blocks.pdf_tokens import is_plain, tokens

MOST_PAGES = 500
"""Pages of one file. Long policies have about fifty."""
MOST_PART = 50 * 1024**2
"""Bytes of one stream after decompression."""
MOST_BYTES = 200 * 1024**2
"""Bytes of all streams after decompression."""
MOST_CONTENT = 40 * 1024**2
"""Bytes of drawing instructions, counted every time they are carried out."""
MOST_FORMS = 8_000
"""Times that content is carried out, pages and the forms on them; hostile forms draw forms that draw forms."""
MOST_OPERANDS = 12_000_000
MOST_LOOKUPS = 4_000_000
MOST_READS = 1_000_000
_DEEPEST_STATE = 256
_MOST_PENDING = 1024
_MOST_CODES = 1_000_000
_CODE_MAP = re.compile(rb"end(?:bf|cid)range")


class TooMuch(Exception):
    """A file exceeds a bound; the message says which."""


class Budget(Struct):
    """What one file has used up so far."""

    unpacked: int = 0
    content: int = 0
    forms: int = 0
    operands: int = 0
    lookups: int = 0
    reads: int = 0

    def unpack(self, size: int) -> None:
        self.unpacked += size
        if size > MOST_PART or self.unpacked > MOST_BYTES:
            raise TooMuch("its streams unpack to more than pigraph reads")

    def draw(self, size: int) -> None:
        self.content += size
        self.forms += 1
        if self.content > MOST_CONTENT or self.forms > MOST_FORMS:
            raise TooMuch("its pages draw more than pigraph reads")


class BoundedStream(PDFStream):
    """A stream that stops decoding at `MOST_PART` bytes."""

    budget: Budget

    def decode(self) -> None:
        data = self.rawdata or b""
        if self.decipher is not None and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name, params in self.get_filters():
            if name in pdftypes.LITERALS_FLATE_DECODE:
                data = _inflate(data)
            elif name in pdftypes.LITERALS_LZW_DECODE:
                data = _lzw(data)
            elif name in pdftypes.LITERALS_RUNLENGTH_DECODE:
                if len(data) * 64 > MOST_PART:
                    raise TooMuch("its streams unpack to more than pigraph reads")
                data = rldecode(data)
            elif name in pdftypes.LITERALS_ASCII85_DECODE:
                data = ascii85decode(data)
            elif name in pdftypes.LITERALS_ASCIIHEX_DECODE:
                data = asciihexdecode(data)
            data = _predicted(data, params)
        self.budget.unpack(len(data))
        if _CODE_MAP.search(data):
            _CodeCounter(CMap(), BytesIO(data)).run()
        self.data, self.rawdata = data, None


class BoundedParser(PDFParser):
    """A parser that makes bounded streams and counts what it reads."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self.budget = budget
        super().__init__(BytesIO(data))

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        super().do_keyword(pos, token)
        if token is self.KEYWORD_STREAM and self.curstack and isinstance(self.curstack[-1][1], PDFStream):
            at, plain = self.curstack[-1]
            assert isinstance(plain, PDFStream) and plain.rawdata is not None
            stream = BoundedStream(plain.attrs, plain.rawdata, plain.decipher)
            stream.budget = self.budget
            self.curstack[-1] = (at, stream)

    def fillbuf(self) -> bool:
        self.budget.reads += self.charpos >= len(self.buf)
        if self.budget.reads > MOST_READS:
            raise TooMuch("its parts are read over and over")
        return super().fillbuf()


class BoundedDocument(PDFDocument):
    """A document that counts look-ups (an object may refer to itself) and has no page labels."""

    def __init__(self, parser: BoundedParser, budget: Budget) -> None:
        self.budget = budget
        super().__init__(parser)

    def getobj(self, objid: int) -> object:
        self.budget.lookups += 1
        if self.budget.lookups > MOST_LOOKUPS:
            raise TooMuch("its parts refer to each other without end")
        return super().getobj(objid)

    def get_page_labels(self) -> Iterator[str]:
        raise PDFNoPageLabels


class BoundedFonts(PDFResourceManager):
    """Fonts whose tables name no more codes than a font can have."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if not (objid and objid in self._cached_fonts):
            widths = [resolve1(w) for w in list_value(spec.get("W", []))]
            _check_widths(widths, 3)
            _check_widths([resolve1(w) for w in list_value(spec.get("W2", []))], 5)
            descriptor = dict_value(spec.get("FontDescriptor", {}))
            file = resolve1(descriptor.get("FontFile2"))
            if isinstance(file, PDFStream) and "ToUnicode" not in spec:
                _check_font_file(file.get_data())
        return super().get_font(objid, spec)


class BoundedInterpreter(PDFPageInterpreter):
    """Carries out drawing instructions while the budget lasts; forms may hold forms, but not without end."""

    def __init__(self, fonts: PDFResourceManager, device: PDFDevice, budget: Budget) -> None:
        super().__init__(fonts, device)
        self.budget = budget
        self._operators: dict[str, tuple[Any, int] | None] = {}

    def dup(self) -> BoundedInterpreter:
        return BoundedInterpreter(self.rsrcmgr, self.device, self.budget)

    def execute(self, streams: Any) -> None:
        found = [resolve1(stream) for stream in streams]
        for stream in found:
            self.budget.draw(len(stream.get_data()) if isinstance(stream, PDFStream) else 0)
        ids = {s.objid or 0 for s in found if isinstance(s, PDFStream)}
        data = b"\n".join(s.get_data() for s in found if isinstance(s, PDFStream))
        if 0 in ids or ids & self.parent_stream_ids or not is_plain(data):
            super().execute(streams)
            return
        self.stream_ids.clear()
        self.stream_ids.update(ids)
        for token in tokens(data):
            if isinstance(token, PSKeyword):
                self._carry_out(token)
            else:
                self.push(token)

    def _carry_out(self, operator: PSKeyword) -> None:
        name = keyword_name(operator)
        if name not in self._operators:
            method = getattr(self, f"do_{name.replace('*', '_a').replace(chr(34), '_w').replace(chr(39), '_q')}", None)
            self._operators[name] = (method, method.__code__.co_argcount - 1) if method else None
        if (known := self._operators[name]) is not None:
            method, count = known
            operands = self.pop(count) if count else []
            if len(operands) == count:
                method(*operands)

    def push(self, obj: Any) -> None:
        self.budget.operands += 1
        if self.budget.operands > MOST_OPERANDS or len(self.argstack) > _MOST_PENDING:
            raise TooMuch("its pages draw more than pigraph reads")
        super().push(obj)

    def do_q(self) -> None:
        if len(self.gstack) > _DEEPEST_STATE:
            raise TooMuch("its pages nest deeper than pigraph reads")
        super().do_q()


def _inflate(data: bytes) -> bytes:
    """zlib data, bounded. A missing or wrong checksum does not matter; raises ValueError for data that is cut off."""
    if data[:1] and data[0] & 15 == 8 and int.from_bytes(data[:2]) % 31 == 0:
        data = data[2:]
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    done: list[bytes] = []
    size = 0
    while data and not unpacker.eof:
        done.append(unpacker.decompress(data, 1024**2))
        size += len(done[-1])
        if size > MOST_PART:
            raise TooMuch("its streams unpack to more than pigraph reads")
        data = unpacker.unconsumed_tail
    if not unpacker.eof and size:
        raise ValueError("a stream is cut off")
    return b"".join(done)


def _lzw(data: bytes) -> bytes:
    done: list[bytes] = []
    size = 0
    for piece in LZWDecoder(BytesIO(data)).run():
        done.append(piece)
        size += len(piece)
        if size > MOST_PART:
            raise TooMuch("its streams unpack to more than pigraph reads")
    return b"".join(done)


def _predicted(data: bytes, params: Any) -> bytes:
    """Data without the predictor of ISO 32000-1, 7.4.4.4."""
    predictor = int_value(params.get("Predictor", 1)) if isinstance(params, dict) else 1
    if predictor == 1:
        return data
    colors, columns = int_value(params.get("Colors", 1)), int_value(params.get("Columns", 1))
    bits = int_value(params.get("BitsPerComponent", 8))
    if predictor == 2:
        return apply_tiff_predictor(colors, columns, bits, data)
    return apply_png_predictor(predictor, colors, columns, bits, data)


class _CodeCounter(CMapParser):
    """Reads a code map as pdfminer will, but only counts the codes that its ranges name (ISO 32000-1, 9.7.5.4)."""

    codes = 0

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        found = [obj for _, obj in self.popall()]
        if token not in (self.KEYWORD_ENDBFRANGE, self.KEYWORD_ENDCIDRANGE):
            return
        for first, last in zip(found[::3], found[1::3], strict=False):
            if isinstance(first, bytes) and isinstance(last, bytes):
                self.codes += max(0, int.from_bytes(last) - int.from_bytes(first))
        if self.codes > _MOST_CODES:
            raise TooMuch("its fonts name more codes than fonts have")


def _check_widths(widths: list[Any], size: int) -> None:
    """The /W and /W2 of a font: ``code [widths…]`` or ``first last width`` (ISO 32000-1, 9.7.4.3)."""
    codes = 0
    run: list[Any] = []
    for part in widths:
        if isinstance(part, list):
            run = []
            continue
        run.append(part)
        if len(run) == size:
            if isinstance(run[0], int) and isinstance(run[1], int):
                codes += max(0, run[1] - run[0])
            run = []
    if codes > _MOST_CODES:
        raise TooMuch("its fonts name more codes than fonts have")


def _check_font_file(data: bytes) -> None:
    """The ``cmap`` of a TrueType font, formats 4, 10 and 12 (OpenType): the codes that its ranges name."""
    codes = 0
    try:
        for n in range(min(struct.unpack_from(">H", data, 4)[0], 64)):
            tag, _, start, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * n)
            if tag != b"cmap":
                continue
            for k in range(min(struct.unpack_from(">H", data, start + 2)[0], 64)):
                at = start + struct.unpack_from(">HHL", data, start + 4 + 8 * k)[2]
                kind = struct.unpack_from(">H", data, at)[0]
                if kind == 4:
                    count = struct.unpack_from(">H", data, at + 6)[0] // 2
                    ends = struct.unpack_from(f">{count}H", data, at + 14)
                    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
                    codes += sum(max(0, e - s) for s, e in zip(starts, ends, strict=True))
                elif kind == 10:
                    codes += struct.unpack_from(">L", data, at + 16)[0]
                elif kind == 12:
                    groups = struct.unpack_from(">L", data, at + 12)[0]
                    for g in range(min(groups, _MOST_CODES)):
                        first, last, _ = struct.unpack_from(">LLL", data, at + 16 + 12 * g)
                        codes += max(0, last - first)
                if codes > _MOST_CODES:
                    raise TooMuch("its fonts name more codes than fonts have")
    except struct.error:
        return  # cut off: pdfminer will find the same
