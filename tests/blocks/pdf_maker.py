"""PDF files made by hand: pages of Helvetica text and lines, or any objects at all."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

FONT = 3
_FIRST_PAGE = 10


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"", packed: bool = False) -> bytes:
    """A stream object; ``packed`` with zlib."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def pages(
    contents: Sequence[bytes],
    more: Mapping[int, bytes] | None = None,
    resources: bytes = b"",
    page: bytes = b"",
    trailer: bytes = b"",
) -> bytes:
    """A file with one page of 600 × 800 points per content stream; ``more``: further objects, below number 10."""
    kids = b" ".join(b"%d 0 R" % (_FIRST_PAGE + 2 * n) for n in range(len(contents)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        **(more or {}),
    }
    for n, content in enumerate(contents):
        number = _FIRST_PAGE + 2 * n
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R %s "
            b"/Resources << /Font << /F %d 0 R >> %s >> >>" % (number + 1, page, FONT, resources)
        )
        objects[number + 1] = stream(content)
    return pdf(objects, trailer)


def text(words: str, x: float, y: float, size: float = 10) -> bytes:
    """Words on the baseline ``y`` (points from the top)."""
    return b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, x, 800 - y, words.encode("latin-1"))


def rule(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """A thin line (points from the top left corner)."""
    return b"0.5 w %g %g m %g %g l S\n" % (x0, 800 - y0, x1, 800 - y1)


def box(x0: float, y0: float, x1: float, y1: float, grey: float = 0.9) -> bytes:
    """A filled rectangle."""
    return b"%g g %g %g %g %g re f 0 g\n" % (grey, x0, 800 - y1, x1 - x0, y1 - y0)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    """The lines of a full grid."""
    down = b"".join(rule(x, ys[0], x, ys[-1]) for x in xs)
    return down + b"".join(rule(xs[0], y, xs[-1], y) for y in ys)
