"""HWPX (OWPML, KS X 6101) → blocks.

Accepts, by example::

    hp:p of outline level 2, or of style "개요 2"        a heading of level 2
    hp:p with a numbered or bulleted paragraph shape     가. … (its printed mark in front)
    hp:lineBreak, hp:tab, hp:nbSpace                     another line, a blank, a blank
    text struck out, or deleted under revision           left out; inserted text is kept
    hp:tbl with hp:cellAddr and hp:cellSpan              the same cell again in each place that it covers
    hp:drawText of a shape, hp:caption of a table        their paragraphs, where they stand
    hp:footNote, hp:endNote                              ※ …, after the paragraph

Headers, footers, hidden remarks, memos, equations and pictures are not read. Namespaces are ignored: they changed
from edition 2011 to 2024.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from pigraph.blocks.archive import Archive, attribute, child, children, local, number, resolve
from pigraph.blocks.content import Cell, Grid, Item, inline, pieces, text_of, write
from pigraph.blocks.hangul_shapes import FORMS, Head, ParagraphShape, Shapes, bullet, list_level
from pigraph.blocks.numbering import Form, Level
from pigraph.blocks.rendition import Reading, Rendition
from pigraph.errors import BinaryFile, EmptyFile

_KIND = "HWPX"
_PACKAGE = "Contents/content.hpf"
_SECTION = re.compile(r"Contents/section(\d+)\.xml", re.IGNORECASE)
_FORMS: dict[str, Form] = {**dict(FORMS), "CIRCLE_DIGIT": Form.CIRCLED}  # the second name is in files of Hancom
# Shapes of lines that are drawn. Hangul writes "3D" (and NONE) into character shapes that strike nothing out.
_LINES = frozenset(
    ("SOLID", "DASH", "DOT", "DASH_DOT", "DASH_DOT_DOT", "LONG_DASH", "CIRCLE", "DOUBLE_SLIM", "SLIM_THICK",
     "THICK_SLIM", "SLIM_THICK_SLIM", "WAVE", "DOUBLE_WAVE")
)  # fmt: skip
_BLANKS = {"lineBreak": "\n", "tab": " ", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
_NOTES = ("footNote", "endNote")


def read(data: bytes, name: str) -> Reading:
    """The text and blocks of an HWPX file with the bytes ``data``.

    Raises `BinaryFile` for bytes that are no HWPX, `EmptyFile` for one without text, `DocumentError` for one that is
    encrypted, damaged or hostile; all name the file ``name``.
    """
    archive = Archive(data, name, _KIND)
    if (manifest := archive.xml("META-INF/manifest.xml")) is not None and any(
        local(e) == "encryption-data" for e in manifest.iter()
    ):
        raise archive.protected()
    parts = _parts(archive)
    shapes = Shapes()
    sections: list[Element] = []
    for part in parts:
        root = archive.xml(part)
        if root is not None and local(root) == "head":
            _read_head(root, shapes)
        elif root is not None and local(root) == "sec":
            sections.append(root)
    if not sections:
        raise BinaryFile(f"{name} is a ZIP archive, but not {_KIND}: it has no section.", f"Save it as {_KIND}.")
    rendition = Rendition()
    for section in sections:
        write(_Section(section, shapes).items(section), rendition, name)
    reading = rendition.reading()
    if not reading.blocks:
        raise EmptyFile(f"{name} holds no text.", "If it holds pictures of pages, give the text of the policy.")
    return reading


def _parts(archive: Archive) -> list[str]:
    """The names of header and sections in the order of the package's spine; without a package, by their numbers."""
    roots = children(child(archive.xml("META-INF/container.xml"), "rootfiles"), "rootfile")
    package_name = next(
        (p for r in roots if (p := attribute(r, "full-path") or "").endswith(".hpf")),
        _PACKAGE,
    )
    package = archive.xml(package_name)
    found = {m[0]: int(m[1]) for n in archive.names if (m := _SECTION.fullmatch(n))}
    plain = ["Contents/header.xml", *sorted(found, key=found.__getitem__)]
    if package is None:
        return plain
    targets = {attribute(i, "id"): attribute(i, "href") or "" for i in children(child(package, "manifest"), "item")}
    known = set(archive.names)
    spine: list[str] = []
    for reference in children(child(package, "spine"), "itemref"):
        target = targets.get(attribute(reference, "idref"), "")
        # Hangul counts from the container, the standard (OPF) from the package.
        part = next((p for p in (target.lstrip("/"), resolve(package_name, target)) if target and p in known), "")
        if part.endswith(".xml") and part not in spine:
            spine.append(part)
    if not found.keys() & set(spine) and found:
        return plain
    header = next((t for i, t in targets.items() if i == "header" and t in known), "Contents/header.xml")
    return spine if header in spine else [header, *spine]


def _read_head(head: Element, shapes: Shapes) -> None:
    for node in head.iter():
        kind, node_id = local(node), attribute(node, "id") or ""
        if kind == "charPr":
            if (attribute(child(node, "strikeout"), "shape") or "").upper() in _LINES:
                shapes.struck.add(node_id)
        elif kind == "paraPr":
            shapes.paragraphs[node_id] = _paragraph_shape(node)
        elif kind == "style":
            shapes.add_style(node_id, attribute(node, "name") or "", attribute(node, "engName") or "")
        elif kind == "numbering":
            shapes.numberings[node_id] = dict(_level(h) for h in children(node, "paraHead"))
        elif kind == "bullet":
            shapes.bullets[node_id] = bullet(attribute(node, "char") or "")


def _paragraph_shape(node: Element) -> ParagraphShape:
    heading = child(node, "heading")
    kind = attribute(heading, "type") or "NONE"
    head = Head[kind] if kind in Head.__members__ else Head.NONE
    return ParagraphShape(head, attribute(heading, "idRef") or "", number(attribute(heading, "level")) + 1)


def _level(head: Element) -> tuple[int, Level]:
    level = min(max(number(attribute(head, "level"), 1), 1), 10)
    form = _FORMS.get(attribute(head, "numFormat") or "DIGIT", Form.NONE)
    return level, list_level(form, head.text or "", level, number(attribute(head, "start"), 1))


class _Section:
    """Walks one section."""

    def __init__(self, section: Element, shapes: Shapes) -> None:
        self._shapes = shapes
        # A deletion that never ends would swallow the rest of the section.
        self._ended = {attribute(e, "Id") for e in section.iter() if local(e) == "deleteEnd"}
        self._deleted: set[str | None] = set()
        self._in_note = False

    def items(self, parent: Element) -> list[Item]:
        """The paragraphs below a section, cell, text box or note, with what hangs on them."""
        found: list[Item] = []
        for paragraph in children(parent, "p"):
            self._paragraph(paragraph, found)
        return found

    def _paragraph(self, paragraph: Element, found: list[Item]) -> None:
        runs = children(paragraph, "run")
        for settings in (child(run, "secPr") for run in runs):
            if settings is not None:
                self._shapes.outline = attribute(settings, "outlineShapeIDRef") or ""
        # Before what hangs on the paragraph: its lists count on.
        mark, level = self._shapes.head(
            attribute(paragraph, "paraPrIDRef") or "", attribute(paragraph, "styleIDRef") or ""
        )
        texts: list[str] = [""]
        objects: list[list[Item]] = []
        notes: list[str] = []
        for run in runs:
            struck = (attribute(run, "charPrIDRef") or "") in self._shapes.struck
            for node in run:
                kind = local(node)
                if kind == "t":
                    text = self._text(node)
                    texts[-1] += "" if struck else text
                elif self._deleted or kind == "secPr":
                    continue
                elif kind in _NOTES or kind == "ctrl":
                    texts[-1] += self._control(node, notes)
                elif kind == "compose":
                    texts[-1] += "" if struck else attribute(node, "composeText") or ""
                elif kind == "dutmal":
                    main = child(node, "mainText")
                    texts[-1] += "" if struck or main is None else "".join(main.itertext())
                elif items := self._table(node) if kind == "tbl" else self._boxes(node):
                    objects.append(items)
                    texts.append("")
        found.extend(pieces(mark, texts, objects, level, tuple(notes)))

    def _text(self, node: Element) -> str:
        parts = ["" if self._deleted else inline(node.text)]
        for mark in node:
            kind = local(mark)
            if kind == "deleteBegin" and attribute(mark, "Id") in self._ended:
                self._deleted.add(attribute(mark, "Id"))
            elif kind == "deleteEnd":
                self._deleted.discard(attribute(mark, "Id"))
            elif not self._deleted:
                parts.append(_BLANKS.get(kind, ""))
            if not self._deleted:
                parts.append(inline(mark.tail))
        return "".join(parts)

    def _control(self, node: Element, notes: list[str]) -> str:
        """What a control prints in the line; the text of a note goes to ``notes``."""
        printed = ""
        for control in [node] if local(node) in _NOTES else list(node):
            if local(control) in _NOTES and not self._in_note:
                self._in_note = True
                notes.append(text_of(self.items(inside)) if (inside := child(control, "subList")) is not None else "")
                self._in_note = False
            elif local(control) == "autoNum" and attribute(control, "numType") not in ("FOOTNOTE", "ENDNOTE", "PAGE"):
                printed += attribute(control, "num") or ""
        return printed

    def _table(self, table: Element) -> list[Item]:
        grid = Grid()
        for row, tr in enumerate(children(table, "tr")):
            for column, tc in enumerate(children(tr, "tc")):
                address, span = child(tc, "cellAddr"), child(tc, "cellSpan")
                inside = child(tc, "subList")
                grid.cells.append(
                    Cell(
                        number(attribute(address, "rowAddr"), row),
                        number(attribute(address, "colAddr"), column),
                        self.items(inside) if inside is not None else [],
                        number(attribute(span, "rowSpan"), 1),
                        number(attribute(span, "colSpan"), 1),
                    )
                )
        caption = child(table, "caption")
        inside = child(caption, "subList")
        lines = self.items(inside) if inside is not None else []
        return [grid, *lines] if attribute(caption, "side") == "BOTTOM" else [*lines, grid]

    def _boxes(self, node: Element) -> list[Item]:
        """The paragraphs of text boxes in a drawing, and of its caption."""
        if local(node) in ("drawText", "caption"):
            inside = child(node, "subList")
            return self.items(inside) if inside is not None else []
        return [item for below in node for item in self._boxes(below)]
