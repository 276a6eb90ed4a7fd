"""DOCX (Office Open XML, ISO/IEC 29500-1) → blocks.

Accepts, by example::

    a paragraph of style "Heading 2" or "제목 2"        a heading of level 2
    a paragraph of a numbered list "제%1조"             제3조 … (its printed mark in front)
    a run struck out, hidden or deleted under revision  left out; inserted text is kept
    a line break, a tab                                 another line, a blank
    a text box                                          its paragraphs, after the one it hangs on
    a footnote                                          ※ …, after its paragraph
    gridSpan, vMerge                                    the same cell again

Headers, footers, comments and pictures are not read. The parts are read with `pigraph.blocks.archive` and not with
python-docx, which knows neither revisions, content controls, text boxes nor marks of lists, loads every picture,
and refuses a file with one broken link.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pigraph.blocks.archive import Archive, attribute, child, children, local, number, resolve
from pigraph.blocks.content import Cell, Grid, Item, Line, inline, marked, text_of, write
from pigraph.blocks.numbering import symbol
from pigraph.blocks.rendition import Reading, Rendition
from pigraph.blocks.word_styles import Styles
from pigraph.document.formats import LOCKED_OFFICE, OLE
from pigraph.errors import BinaryFile, DocumentError, EmptyFile

_KIND = "DOCX"
# Elements that only wrap what is read: content controls, inserted text, links. Deleted text (w:del, w:moveFrom) is
# wrapped as well, but not looked into.
_WRAPPERS = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "oMath",
     "oMathPara", "rubyBase")
)  # fmt: skip
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}


def read(data: bytes, name: str) -> Reading:
    """The text and blocks of a DOCX file with the bytes ``data``.

    Raises `BinaryFile` for bytes that are no DOCX, `EmptyFile` for one without text, `DocumentError` for one that is
    protected by a password, damaged or hostile; all name the file ``name``.
    """
    if data.startswith(OLE):
        if LOCKED_OFFICE in data:
            raise DocumentError(f"{name} is protected by a password.", f"Save it as {_KIND} without a password.")
        raise BinaryFile(f"{name} is not {_KIND} but an OLE file (such as DOC or HWP).", f"Save it as {_KIND}.")
    archive = Archive(data, name, _KIND)
    part = _main_part(archive)
    document = archive.xml(part) if part else None
    body = child(document, "body") if document is not None and local(document) == "document" else None
    if body is None:
        raise BinaryFile(f"{name} is a ZIP archive, but not {_KIND}.", f"Save it as {_KIND}.")
    links = dict(_links(archive, part))
    rendition = Rendition()
    write(_Reader(archive, links).items(body), rendition, name)
    reading = rendition.reading()
    if not reading.blocks:
        raise EmptyFile(f"{name} holds no text.", "If it holds pictures of pages, give the text of the policy.")
    return reading


def _main_part(archive: Archive) -> str:
    for kind, target in _links(archive, ""):
        if kind == "officeDocument":
            return target
    return "word/document.xml" if "word/document.xml" in archive.names else ""


def _links(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    """The kinds of parts that ``part`` ("" is the container) refers to, with their names; the first of a kind last."""
    folder, _, file = part.rpartition("/")
    found = archive.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
    for link in reversed(children(found)):
        target = attribute(link, "Target")
        if target and attribute(link, "TargetMode") != "External":
            yield (attribute(link, "Type") or "").rpartition("/")[2], resolve(part, target)


class _Reader:
    """Walks the body of one document; counts its lists."""

    def __init__(self, archive: Archive, links: dict[str, str]) -> None:
        def root(kind: str) -> Element | None:
            return archive.xml(links[kind]) if kind in links else None

        self._styles = Styles(root("styles"), root("numbering"))
        self._notes: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            for note in children(root(f"{kind}s")):
                if attribute(note, "type") in (None, "normal"):
                    self._notes[kind, attribute(note, "id") or ""] = note
        self._in_note = False

    def items(self, parent: Element) -> list[Item]:
        """The paragraphs and tables below an element, in reading order."""
        found: list[Item] = []
        joined, waiting = "", list[str]()
        for node in _unwrapped(parent):
            kind = local(node)
            if kind == "tbl":
                found.append(self._table(node))
            elif kind == "p":
                runs_on = child(node, "pPr", "rPr", "del") is not None  # its end is deleted
                # Before what hangs on the paragraph: its lists count on.
                mark, level = ("", 0) if runs_on else self._head(child(node, "pPr"))
                text, notes, boxes = self._text(node)
                joined += text
                waiting.extend(notes)
                if not runs_on:
                    found.append(Line(marked(mark, joined), level, tuple(waiting)))
                    joined, waiting = "", []
                found.extend(boxes)
        if joined:
            found.append(Line(joined, 0, tuple(waiting)))
        return found

    def _head(self, properties: Element | None) -> tuple[str, int]:
        """The printed mark of a paragraph and its level as a heading."""
        style_id = attribute(child(properties, "pStyle"), "val")
        level = self._styles.style(style_id).level
        outline = number(attribute(child(properties, "outlineLvl"), "val"), 9)
        return self._styles.mark(properties, style_id), level or (outline + 1 if 0 <= outline < 6 else 0)

    def _text(self, paragraph: Element) -> tuple[str, tuple[str, ...], list[Item]]:
        """The text of a paragraph, its footnotes, and the content of its text boxes."""
        hidden = self._styles.style(attribute(child(paragraph, "pPr", "pStyle"), "val")).hidden
        parts: list[str] = []
        notes: list[str] = []
        boxes: list[Item] = []
        for run in _unwrapped(paragraph):
            if local(run) != "r":
                continue
            properties = child(run, "rPr")
            said = self._styles.hides(properties)
            if said is None and (style := attribute(child(properties, "rStyle"), "val")) is not None:
                said = self._styles.style(style).hidden or None
            if said or (said is None and hidden):
                continue
            for node in run:
                self._run_part(node, parts, notes, boxes)
        return "".join(parts), tuple(notes), boxes

    def _run_part(self, node: Element, parts: list[str], notes: list[str], boxes: list[Item]) -> None:
        kind = local(node)
        if kind == "t":
            parts.append(inline(node.text))
        elif kind in _BREAKS:
            parts.append(_BREAKS[kind])
        elif kind == "sym":
            parts.append(symbol(attribute(node, "font") or "", int(_hexadecimal(attribute(node, "char")), 16)))
        elif kind == "ruby":
            for base in node:
                if local(base) == "rubyBase":
                    parts.extend(t.text or "" for t in base.iter() if local(t) == "t")
        elif kind in ("footnoteReference", "endnoteReference") and not self._in_note:
            note = self._notes.get((kind.removesuffix("Reference"), attribute(node, "id") or ""))
            if note is not None:
                self._in_note = True
                notes.append(text_of(self.items(note)))
                self._in_note = False
        elif kind in ("drawing", "pict", "object", "AlternateContent"):
            for box in _boxes(node):
                boxes.extend(self.items(box))

    def _table(self, table: Element) -> Grid:
        grid = Grid()
        above: dict[int, Cell] = {}
        row = 0
        for node in _unwrapped(table):
            if local(node) != "tr" or child(node, "trPr", "del") is not None:
                continue
            column = number(attribute(child(node, "trPr", "gridBefore"), "val"))
            here: dict[int, Cell] = {}
            last: Cell | None = None
            for place in _unwrapped(node):
                if local(place) != "tc":
                    continue
                properties = child(place, "tcPr")
                width = max(1, number(attribute(child(properties, "gridSpan"), "val"), 1))
                cell = above.get(column) if _continues(properties, "vMerge") else None
                if cell is not None and cell.columns == width:
                    cell.rows = row - cell.row + 1
                elif _continues(properties, "hMerge") and last is not None:
                    last.columns += width
                    column += width
                    continue
                else:
                    cell = Cell(row, column, self.items(place), columns=width)
                    grid.cells.append(cell)
                here[column] = last = cell
                column += width
            if here:
                above, row = here, row + 1
        return grid


def _unwrapped(parent: Element) -> Iterator[Element]:
    """The children of an element, looking into wrappers; of several renderings, one."""
    for node in parent:
        kind = local(node)
        if kind in _WRAPPERS:
            yield from _unwrapped(node)
        elif kind == "AlternateContent":
            choice = _choice(node)
            if choice is not None:
                yield from _unwrapped(choice)
        else:
            yield node


def _choice(node: Element) -> Element | None:
    """The first alternative of several renderings of the same content."""
    choice = child(node, "Choice")
    return choice if choice is not None else child(node, "Fallback")


def _boxes(node: Element) -> Iterator[Element]:
    """The contents of text boxes below a drawing, outermost ones."""
    if local(node) == "txbxContent":
        yield node
    elif local(node) == "AlternateContent":
        choice = _choice(node)
        if choice is not None:
            for below in choice:
                yield from _boxes(below)
    else:
        for below in node:
            yield from _boxes(below)


def _continues(properties: Element | None, kind: str) -> bool:
    merge = child(properties, kind)
    return merge is not None and attribute(merge, "val") in (None, "continue")


def _hexadecimal(text: str | None) -> str:
    return text if text and len(text) <= 4 and all(c in "0123456789abcdefABCDEF" for c in text) else "0"
