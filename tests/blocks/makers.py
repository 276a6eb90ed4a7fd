"""Writers of small DOCX, HWPX and HWP files, so that the same blocks can be read from each format.

``docx_of(blocks)``, ``hwpx_of(blocks)`` and ``hwp_of(blocks)`` take `pigraph.blocks.model` blocks (`paragraph` and
`table` make them from text) and return the bytes of a file. A heading becomes a paragraph of the style "Heading N" or
"개요 N"; neighbouring cells with the very same `Words` object become one cell that spans them.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pigraph.blocks.model import Block, Paragraph, Table
from pigraph.text import Span, Words

HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
HH = 'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"'
HS = 'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'
WHEN = (2024, 1, 1, 0, 0, 0)


def paragraph(text: str, level: int = 0) -> Paragraph:
    words = Words.of(text)
    return Paragraph(words, (words,), level)


def table(*rows: Sequence[str | Words]) -> Table:
    """A table of cells; the same `Words` object in neighbouring cells is one cell that spans them."""
    cells = tuple(tuple(c if isinstance(c, Words) else Words.of(c) for c in row) for row in rows)
    return Table(cells, Span(0, 0), complete=True)


def placed(block: Table) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of each cell; a blank cell spans nothing."""
    rows = block.rows
    done: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if (r, c) in done:
                continue
            right, bottom = c + 1, r + 1
            if words.text:
                while right < len(row) and row[right] is words:
                    right += 1
                while bottom < len(rows) and all(rows[bottom][k] is words for k in range(c, right)):
                    bottom += 1
            done |= {(i, k) for i in range(r, bottom) for k in range(c, right)}
            yield r, c, bottom - r, right - c, words.text


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP container with these parts, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, WHEN), data, stored)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, **parts: tuple[str, str]) -> bytes:
    """A ZIP container in which a text of a part (named by its stem) was replaced by another."""
    found = parts_of(data)
    for stem, (old, new) in parts.items():
        name = next(n for n in found if n.rpartition("/")[2].partition(".")[0] == stem and n.endswith(".xml"))
        assert old.encode() in found[name], f"{old!r} is not in {name}"
        found[name] = found[name].replace(old.encode(), new.encode())
    return zipped(found)


# DOCX


def docx_of(blocks: Sequence[Block]) -> bytes:
    """A DOCX file with these blocks, as python-docx writes it."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Paragraph):
            style = f"Heading {block.level}" if block.level else None
            document.add_paragraph(block.words.text, style)
        else:
            _docx_table(document, block)
    return docx_bytes(document)


def docx_bytes(document: Document) -> bytes:
    """The bytes of a python-docx document, without the time of writing."""
    out = io.BytesIO()
    document.save(out)
    return zipped(parts_of(out.getvalue()))


def _docx_table(document: Document, block: Table) -> None:
    made = document.add_table(len(block.rows), max(len(r) for r in block.rows))
    for row, column, rows, columns, text in placed(block):
        cell = made.cell(row, column)
        if (rows, columns) != (1, 1):
            cell = cell.merge(made.cell(row + rows - 1, column + columns - 1))
        first, *others = text.split("\n")
        cell.paragraphs[0].text = first
        for other in others:
            cell.add_paragraph(other)


def numbered(document: Document, levels: Sequence[tuple[str, str]], overrides: Mapping[int, int] | None = None) -> int:
    """Adds a list with levels of (number format, text) to a python-docx document; returns its number."""
    numbering = document.part.numbering_part.element
    shared = 100 + len(numbering)
    definition = OxmlElement("w:abstractNum")
    definition.set(qn("w:abstractNumId"), str(shared))
    for n, (form, text) in enumerate(levels):
        level = _child(definition, "w:lvl", ("w:ilvl", str(n)))
        _child(level, "w:start", ("w:val", "1"))
        _child(level, "w:numFmt", ("w:val", form))
        _child(level, "w:lvlText", ("w:val", text))
    numbering.insert(0, definition)
    return list_over(document, shared, overrides or {})


def list_over(document: Document, shared: int, overrides: Mapping[int, int]) -> int:
    """Adds a list over a shared definition that starts some levels anew."""
    numbering = document.part.numbering_part.element
    number = 100 + len(numbering)
    entry = _child(numbering, "w:num", ("w:numId", str(number)))
    _child(entry, "w:abstractNumId", ("w:val", str(shared)))
    for level, start in overrides.items():
        override = _child(entry, "w:lvlOverride", ("w:ilvl", str(level)))
        _child(override, "w:startOverride", ("w:val", str(start)))
    return number


def listed(document: Document, text: str, list_id: int, level: int = 0) -> None:
    """Adds a paragraph of a list to a python-docx document."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbers = _child(properties, "w:numPr")
    _child(numbers, "w:ilvl", ("w:val", str(level)))
    _child(numbers, "w:numId", ("w:val", str(list_id)))


def _child(parent: object, name: str, *attributes: tuple[str, str]) -> object:
    node = OxmlElement(name)
    for key, value in attributes:
        node.set(qn(key), value)
    parent.append(node)
    return node


# HWPX

_NUMBERING = (
    '<hh:numbering id="1" start="0"><hh:paraHead start="1" level="1" numFormat="DIGIT">제^1조</hh:paraHead>'
    '<hh:paraHead start="1" level="2" numFormat="HANGUL_SYLLABLE">^2.</hh:paraHead>'
    '<hh:paraHead start="1" level="3" numFormat="CIRCLE_DIGIT">^3</hh:paraHead>'
    '<hh:paraHead start="1" level="4" numFormat="DIGIT">^n</hh:paraHead></hh:numbering>'
)
_BULLET = '<hh:bullet id="1" char="-" useImage="0"/>'
# Paragraph shapes: 0 plain · 1–4 outline · 5–8 numbered · 9 bulleted.
_SHAPES = [
    ("NONE", 0, 0),
    *(("OUTLINE", 0, n) for n in range(4)),
    *(("NUMBER", 1, n) for n in range(4)),
    ("BULLET", 1, 0),
]
HEADER = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><hh:head {HH} version="1.4" secCnt="1"><hh:refList>'
    '<hh:charProperties itemCnt="2"><hh:charPr id="0"><hh:strikeout shape="3D" color="#000000"/></hh:charPr>'
    '<hh:charPr id="1"><hh:strikeout shape="SOLID" color="#000000"/></hh:charPr></hh:charProperties>'
    f'<hh:numberings itemCnt="1">{_NUMBERING}</hh:numberings><hh:bullets itemCnt="1">{_BULLET}</hh:bullets>'
    f'<hh:paraProperties itemCnt="{len(_SHAPES)}">'
    + "".join(
        f'<hh:paraPr id="{n}"><hh:heading type="{kind}" idRef="{ref}" level="{level}"/></hh:paraPr>'
        for n, (kind, ref, level) in enumerate(_SHAPES)
    )
    + '</hh:paraProperties><hh:styles itemCnt="7"><hh:style id="0" type="PARA" name="바탕글" engName="Normal"/>'
    + "".join(f'<hh:style id="{n}" type="PARA" name="개요 {n}" engName="Outline {n}"/>' for n in range(1, 7))
    + "</hh:styles></hh:refList></hh:head>"
)
_PACKAGE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>'
    '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
    '{}</opf:manifest><opf:spine><opf:itemref idref="header" linear="yes"/>{}</opf:spine></opf:package>'
)


def hwpx_of(blocks: Sequence[Block]) -> bytes:
    """An HWPX file with these blocks."""
    return hwpx_file("".join(_hwpx_block(b) for b in blocks))


def hwpx_file(*sections: str, header: str = HEADER, **more: str) -> bytes:
    """An HWPX file of sections given as ``hp:p`` elements; ``more`` are parts of META-INF by their stem."""
    settings = (
        '<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0"><hp:secPr outlineShapeIDRef="1"/></hp:run></hp:p>'
    )
    items = [f"section{n}" for n in range(len(sections))]
    manifest = '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {
        "mimetype": "application/hwp+zip",
        "version.xml": '<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" major="5" minor="1"/>',
        "META-INF/container.xml": '<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/></ocf:rootfiles></ocf:container>',
        "META-INF/manifest.xml": more.get("manifest", manifest),
        "Contents/content.hpf": _PACKAGE.format(
            "".join(f'<opf:item id="{i}" href="Contents/{i}.xml" media-type="application/xml"/>' for i in items),
            "".join(f'<opf:itemref idref="{i}" linear="yes"/>' for i in items),
        ),
        "Contents/header.xml": header,
    }
    for item, inside in zip(items, sections, strict=True):
        parts[f"Contents/{item}.xml"] = f"<hs:sec {HS} {HP}>{settings}{inside}</hs:sec>"
    return zipped(parts)


def hwpx_p(*runs: str, shape: int = 0, style: int = 0) -> str:
    """A paragraph; a run is the inside of ``hp:t`` or, if it starts with "<hp:run", a whole run."""
    inside = "".join(
        r if r.startswith("<hp:run") else f'<hp:run charPrIDRef="0"><hp:t>{r}</hp:t></hp:run>' for r in runs
    )
    return f'<hp:p paraPrIDRef="{shape}" styleIDRef="{style}">{inside}</hp:p>'


def hwpx_run(inside: str, shape: int = 0) -> str:
    return f'<hp:run charPrIDRef="{shape}">{inside}</hp:run>'


def hwpx_tbl(*cells: tuple[int, int, int, int, str], inside: str = "") -> str:
    """A table of cells (row, column, rows, columns, the paragraphs in it); ``inside`` stands before its rows."""
    rows: dict[int, str] = {}
    for row, column, high, wide, content in cells:
        rows[row] = rows.get(row, "") + (
            f'<hp:tc><hp:subList>{content}</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
            f'<hp:cellSpan colSpan="{wide}" rowSpan="{high}"/></hp:tc>'
        )
    return f"<hp:tbl>{inside}{''.join(f'<hp:tr>{rows[r]}</hp:tr>' for r in sorted(rows))}</hp:tbl>"


def _hwpx_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return hwpx_p(escape(block.words.text), style=block.level)
    cells = [(*place, "".join(hwpx_p(escape(line)) for line in text.split("\n"))) for *place, text in placed(block)]
    return hwpx_p(hwpx_run(hwpx_tbl(*cells)))


# HWP 5


def hwp_of(blocks: Sequence[Block]) -> bytes:
    """An HWP 5 file with these blocks."""
    return hwp_file(b"".join(_hwp_block(b) for b in blocks))


def hwp_file(*sections: bytes, flags: int = 1, info: bytes | None = None, version: int = 0x05000300) -> bytes:
    """An HWP 5 file of sections given as records. ``flags`` as in FileHeader: bit 0 compresses the streams."""

    def packed(data: bytes) -> bytes:
        deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
        return deflate.compress(data) + deflate.flush() if flags & 1 else data

    streams = {
        "FileHeader": b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", version, flags).ljust(224, b"\0"),
        "DocInfo": packed(hwp_info() if info is None else info),
    }
    for n, section in enumerate(sections):
        streams[f"BodyText/Section{n}"] = packed(section)
    return ole_of(streams)


def record(tag: int, level: int, data: bytes) -> bytes:
    """A record: its head, with a length of its own from 4,095 bytes on, and its data."""
    if len(data) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(data) << 20) + data
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(data)) + data


def hwp_info() -> bytes:
    """DocInfo with character shapes (0 plain, 1 struck out), the paragraph shapes of the HWPX header, and styles."""
    numbering = b""
    for form, text in ((0, "제^1조"), (8, "^2."), (1, "^3"), (0, "^n"), (0, ""), (0, ""), (0, "")):
        numbering += struct.pack("<IHHI", form << 5, 0, 0, 0) + _hwp_string(text)
    numbering += struct.pack("<H7I", 0, *[1] * 7)
    heads = {"NONE": 0, "OUTLINE": 1, "NUMBER": 2, "BULLET": 3}
    out = record(0x15, 1, _char_shape(1 << 18 | 15 << 26)) + record(0x15, 1, _char_shape(1 << 18))
    out += record(0x17, 1, numbering)
    out += record(0x18, 1, struct.pack("<IHHI", 0, 0, 0, 0) + "-".encode("utf-16-le") + bytes(9))
    for kind, ref, level in _SHAPES:
        out += record(0x19, 1, struct.pack("<I26xH22x", heads[kind] << 23 | level << 25, ref))
    for n in range(7):
        names = ("바탕글", "Normal") if n == 0 else (f"개요 {n}", f"Outline {n}")
        out += record(0x1A, 1, b"".join(map(_hwp_string, names)) + bytes(10))
    return out


def _char_shape(properties: int) -> bytes:
    return bytes(46) + struct.pack("<I", properties) + bytes(22)


def _hwp_string(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<H", len(data) // 2) + data


def hwp_p(
    text: str = "",
    controls: Sequence[tuple[int, bytes]] = (),
    *,
    level: int = 0,
    shape: int = 0,
    style: int = 0,
    shapes: Sequence[tuple[int, int]] = ((0, 0),),
) -> bytes:
    """A paragraph as records. In ``text`` U+FFFC stands for the next control (its character, its records)."""
    units = b""
    waiting = iter(controls)
    below = b""
    for part in text.replace("\ufffc", "\0\ufffc\0").split("\0"):
        if part == "\ufffc":
            code, records = next(waiting)
            units += struct.pack("<H4s8xH", code, records[4:8], code)
            below += records
        else:
            for piece in part.replace("\t", "\0\t\0").split("\0"):
                units += struct.pack("<H12xH", 9, 9) if piece == "\t" else piece.encode("utf-16-le")
    units += struct.pack("<H", 13)
    head = struct.pack("<IIHBBHHHI", len(units) // 2, 0, shape, style, 0, len(shapes), 0, 0, 0)
    out = record(0x42, level, head)
    if len(units) > 2:
        out += record(0x43, level + 1, units)
    out += record(0x44, level + 1, b"".join(struct.pack("<II", *s) for s in shapes))
    return out + below


def hwp_ctrl(kind: str, level: int, data: bytes = b"") -> bytes:
    """The head of a control ("tbl ", "gso ", "fn  " …); what is below it follows at ``level + 1``."""
    return record(0x47, level, kind.encode("ascii")[::-1] + data)


def hwp_list(level: int, *rest: int, paragraphs: int = 1) -> bytes:
    """The head of a list of paragraphs; ``rest`` are column, row, columns and rows of a cell."""
    return record(0x48, level, struct.pack("<HIH", paragraphs, 0, 0) + struct.pack(f"<{len(rest)}H", *rest) + bytes(31))


def hwp_tbl(*cells: tuple[int, int, int, int, bytes], level: int = 1) -> tuple[int, bytes]:
    """A table control of cells (row, column, rows, columns, its paragraphs as records at ``level + 1``)."""
    out = hwp_ctrl("tbl ", level, bytes(42))
    rows = max((r + high for r, _, high, _, _ in cells), default=0)
    columns = max((c + wide for _, c, _, wide, _ in cells), default=0)
    out += record(0x4D, level + 1, struct.pack("<IHH", 0, rows, columns) + bytes(14 + 2 * rows))
    lists = [hwp_list(level + 1, column, row, wide, high) + content for row, column, high, wide, content in cells]
    return 11, out + b"".join(lists)


def _hwp_block(block: Block) -> bytes:
    if isinstance(block, Paragraph):
        return hwp_p(block.words.text, style=block.level)
    cells = [
        (r, c, high, wide, b"".join(hwp_p(line, level=2) for line in text.split("\n")))
        for r, c, high, wide, text in placed(block)
    ]
    return hwp_p("\ufffc", [hwp_tbl(*cells)])


# OLE (MS-CFB)

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096


def ole_of(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file of streams by path ("BodyText/Section0"); small ones go to the mini stream."""
    mini, mini_fat = bytearray(), list[int]()
    sectors, fat = list[bytes](), list[int]()

    def chain(data: bytes) -> int:
        if not data:
            return _END
        first = len(sectors)
        for at in range(0, len(data), _SECTOR):
            sectors.append(data[at : at + _SECTOR].ljust(_SECTOR, b"\0"))
            fat.append(len(sectors))
        fat[-1] = _END
        return first

    folders = sorted({path.rpartition("/")[0] for path in streams} - {""})
    entries: list[tuple[str, int, int, int, str]] = [("Root Entry", 5, _END, 0, "")]
    entries += [(f, 1, 0, 0, "") for f in folders]
    for path, data in streams.items():
        folder, _, name = path.rpartition("/")
        if len(data) >= _CUTOFF:
            start = chain(data)
        else:
            start = len(mini_fat) if data else _END
            for at in range(0, len(data), _MINI):
                mini += data[at : at + _MINI].ljust(_MINI, b"\0")
                mini_fat.append(len(mini_fat) + 1)
            if data:
                mini_fat[-1] = _END
        entries.append((name, 2, start, len(data), folder))
    entries[0] = ("Root Entry", 5, chain(bytes(mini)), len(mini), "")
    mini_start = chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(-(-len(mini_fat) // 128) * 512, b"\xff"))
    directory = b"".join(_directory_entry(n, entries) for n in range(len(entries)))
    directory_start = chain(directory)
    count = 1
    while count * 128 < len(sectors) + count:
        count += 1
    fat_start = len(sectors)
    fat += [_FAT] * count
    packed = struct.pack(f"<{len(fat)}I", *fat).ljust(count * _SECTOR, b"\xff")
    assert count <= 109
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory_start, 0, _CUTOFF,
        mini_start, -(-len(mini_fat) // 128), _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *range(fat_start, fat_start + count), *[_FREE] * (109 - count))
    return header + b"".join(sectors) + packed


def _directory_entry(n: int, entries: Sequence[tuple[str, int, int, int, str]]) -> bytes:
    """An entry; those of a folder hang on it as a chain of right neighbours in the order of their names."""
    name, kind, start, size, folder = entries[n]

    def inside(folder: str) -> list[int]:
        found = [k for k, e in enumerate(entries) if k and e[4] == folder and (e[1] == 2 or folder == "")]
        return sorted(found, key=lambda k: (len(entries[k][0]), entries[k][0].upper()))

    peers = inside(folder) if n else []
    after = peers[peers.index(n) + 1 :] if n else []
    below = inside("" if kind == 5 else name) if kind in (1, 5) else []
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI8x8xIII",
        encoded, len(encoded), kind, 1, _FREE, after[0] if after else _FREE, below[0] if below else _FREE,
        0, start, size, 0,
    )  # fmt: skip
