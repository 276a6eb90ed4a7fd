"""The door to pdfminer.six: bytes of a PDF file → its sheets, or one sentence on why not."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from itertools import islice

from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import dict_value, int_value

from pigraph.blocks.pdf_device import Device
from pigraph.blocks.pdf_limits import (
    MOST_PAGES,
    BoundedDocument,
    BoundedFonts,
    BoundedInterpreter,
    BoundedParser,
    Budget,
    TooMuch,
)
from pigraph.blocks.pdf_sheet import Sheet
from pigraph.blocks.pdf_tags import Tags, read_tags
from pigraph.errors import BinaryFile, DocumentError, EmptyFile

# pdfminer warns about every oddity of a font; whoever wants to know configures the logger.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

_PICTURE = 0.4
"""A page without text is a scan if pictures cover this share of it."""
_UNKNOWN = 0.2
"""The share of characters without a Unicode value that makes a text unreadable."""


def read_sheets(data: bytes, name: str) -> tuple[list[Sheet], Tags]:
    """The pages of a PDF file, and its structure.

    Raises `BinaryFile` (no PDF), `EmptyFile` (no pages) or `DocumentError`: cut off, protected by a password,
    damaged, too many pages, drawn to exhaust, pictures of pages without text (scans), or fonts without characters.
    """
    if b"%PDF-" not in data[:1024]:
        raise BinaryFile(f"{name} is not a PDF file.", "Give the file as it was published.")
    tail = data[-4096:]
    if b"startxref" not in tail and b"%%EOF" not in tail:
        raise DocumentError(f"{name} is cut off: the end of the PDF is missing.", "Download it again.")
    device = Device()
    try:
        budget = Budget()
        document = BoundedDocument(BoundedParser(data, budget), budget)
        pages = list(islice(PDFPage.create_pages(document), MOST_PAGES + 1))
        count = int_value(dict_value(document.catalog.get("Pages")).get("Count", 0))
        if len(pages) <= MOST_PAGES:
            interpreter = BoundedInterpreter(BoundedFonts(), device, budget)
            for page in pages:
                interpreter.process_page(page)
            tags = _tags(document, {page.pageid: n for n, page in enumerate(pages, 1)})
    except PDFEncryptionError as error:
        raise DocumentError(
            f"{name} is protected: it opens with a password only.", "Save a copy without protection."
        ) from error
    except TooMuch as error:
        raise DocumentError(f"{name} is not read: {error}.", "Print it to a new PDF.") from error
    except (RecursionError, MemoryError) as error:
        raise DocumentError(f"{name} is not read: its parts nest too deeply.", "Print it to a new PDF.") from error
    except Exception as error:  # pdfminer lets through whatever a broken file makes it stumble over
        raise DocumentError(
            f"{name} is a damaged PDF ({type(error).__name__}).", "Open it in a viewer and print it to a new PDF."
        ) from error
    if len(pages) > MOST_PAGES:
        raise DocumentError(
            f"{name} has more than {MOST_PAGES} pages.", "Give the policy alone, without what surrounds it."
        )
    if 0 < len(pages) < count:
        raise DocumentError(
            f"{name} is a damaged PDF: {len(pages)} of its {count} pages can be read.",
            "Open it in a viewer and print it to a new PDF.",
        )
    _check(device, name)
    return device.sheets, tags


def _tags(document: BoundedDocument, pages: Mapping[object, int]) -> Tags:
    """The structure, none if the tags are broken: what is printed does not need them."""
    try:
        return read_tags(document, pages)
    except TooMuch:
        raise
    except Exception:
        return Tags()


def _check(device: Device, name: str) -> None:
    sheets = device.sheets
    if not sheets:
        raise EmptyFile(f"{name} has no pages.", "Give a file that holds the text of a policy.")
    if device.unknown > _UNKNOWN * max(1, device.known + device.unknown):
        raise DocumentError(
            f"{name} has fonts that do not say which characters they show.", "Print it to a new PDF, or run OCR on it."
        )
    blank = [s for s in sheets if not any(g.text.strip() for g in s.glyphs)]
    if len(blank) == len(sheets):
        raise DocumentError(
            f"{name} has no text: its pages are pictures (a scan) or empty.", "Run OCR on it, or give its text."
        )
    # A cover may be a picture; a page of the policy may not be left out in silence.
    if scans := [s.number for s in blank if s.pictures > _PICTURE and s.number > 1]:
        pages = ", ".join(str(n) for n in scans[:5]) + (" …" if len(scans) > 5 else "")
        raise DocumentError(
            f"{name}: page {pages} is a picture without text (a scan).", "Run OCR on it, or leave the page out."
        )
