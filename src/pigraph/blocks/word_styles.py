"""Styles and lists of a DOCX: ``word/styles.xml`` and ``word/numbering.xml`` (ISO/IEC 29500-1, 17.7 and 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from pigraph.blocks.archive import attribute, child, children, number
from pigraph.blocks.content import heading_level
from pigraph.blocks.numbering import Form, Level, Lists

_FORMS = {
    "decimal": Form.DECIMAL,
    "decimalHalfWidth": Form.DECIMAL,
    "decimalFullWidth": Form.DECIMAL,
    "decimalFullWidth2": Form.DECIMAL,
    "decimalZero": Form.PADDED,
    "decimalEnclosedCircle": Form.CIRCLED,
    "decimalEnclosedCircleChinese": Form.CIRCLED,
    "decimalEnclosedParen": Form.PARENS,
    "decimalEnclosedFullstop": Form.FULL_STOP,
    "numberInDash": Form.DASHED,
    "upperRoman": Form.ROMAN,
    "lowerRoman": Form.ROMAN_SMALL,
    "upperLetter": Form.LATIN,
    "lowerLetter": Form.LATIN_SMALL,
    "ganada": Form.SYLLABLE,
    "chosung": Form.JAMO,
    "koreanDigital": Form.KOREAN,
    "koreanDigital2": Form.HANJA,
    "koreanCounting": Form.KOREAN,
    "koreanLegal": Form.KOREAN,
    "ideographDigital": Form.HANJA,
    "chineseCounting": Form.HANJA,
    "japaneseCounting": Form.HANJA,
    "ideographEnclosedCircle": Form.HANJA_CIRCLED,
    "bullet": Form.BULLET,
    "none": Form.NONE,
}
_PLACE = re.compile(r"%([1-9])")
_MOST_PARENTS = 20


class Style(Struct):
    """A style with what it takes from its parents. ``list_id`` and ``list_level`` are None where nothing says."""

    level: int = 0
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool = False


class Lineup(Struct):
    """A list (``w:num``): its shared definition (``w:abstractNum``), its levels, and the starts that it sets anew."""

    shared: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Styles:
    """What a paragraph or run gets from its style, and the marks of lists."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._nodes = {attribute(s, "styleId") or "": s for s in children(styles, "style")}
        self._default = next(
            (k for k, s in self._nodes.items() if attribute(s, "type") == "paragraph" and _on(attribute(s, "default"))),
            "",
        )
        self._known: dict[str, Style] = {}
        self._shared = {attribute(a, "abstractNumId") or "": a for a in children(numbering, "abstractNum")}
        self._nums = {attribute(n, "numId") or "": n for n in children(numbering, "num")}
        self._lineups: dict[str, Lineup | None] = {}
        self._begun: set[str] = set()
        self._lists = Lists()

    def style(self, style_id: str | None) -> Style:
        """The style of this id (None: the default of paragraphs); an unknown one says nothing."""
        key = self._default if style_id is None else style_id
        if key not in self._known:
            self._known[key] = self._inherited(key)
        return self._known[key]

    def hides(self, properties: Element | None) -> bool | None:
        """True if run properties strike the text out or hide it, False if they say they do not, else None."""
        said = None
        for mark in children(properties, "strike", "dstrike", "vanish"):
            said = bool(said) or _on(attribute(mark, "val") or "1")
        return said

    def mark(self, properties: Element | None, style_id: str | None) -> str:
        """The mark that the list of a paragraph prints in front of it, counted on; "" for a paragraph in no list."""
        style = self.style(style_id)
        own = child(properties, "numPr")
        list_id = attribute(child(own, "numId"), "val") or style.list_id
        level = attribute(child(own, "ilvl"), "val")
        depth = number(level) if level is not None else style.list_level
        if list_id in (None, "", "0"):
            return ""
        lineup = self._lineup(list_id or "")
        if lineup is None:
            return ""
        if depth is None:
            depth = self._level_of_style(lineup, style_id)
        if list_id not in self._begun:
            self._begun.add(list_id or "")
            for place, start in lineup.starts.items():
                self._lists.restart(lineup.shared, place, start)
        return self._lists.mark(lineup.shared, min(max(depth, 0), 8) + 1, lineup.levels)

    def _inherited(self, key: str) -> Style:
        found = Style()
        outline: int | None = None
        hidden: bool | None = None
        for node in self._line(key):
            paragraph = child(node, "pPr")
            found.level = found.level or heading_level(attribute(child(node, "name"), "val") or "")
            if outline is None and (said := attribute(child(paragraph, "outlineLvl"), "val")) is not None:
                outline = number(said, 9)
            if found.list_id is None:
                found.list_id = attribute(child(paragraph, "numPr", "numId"), "val")
            if found.list_level is None and (said := attribute(child(paragraph, "numPr", "ilvl"), "val")) is not None:
                found.list_level = number(said)
            if hidden is None:
                hidden = self.hides(child(node, "rPr"))
        if not found.level and outline is not None and outline < 6:
            found.level = outline + 1
        found.hidden = bool(hidden)
        return found

    def _line(self, key: str) -> Iterator[Element]:
        """The style and its parents, nearest first."""
        seen: set[str] = set()
        while key in self._nodes and key not in seen and len(seen) < _MOST_PARENTS:
            seen.add(key)
            node = self._nodes[key]
            yield node
            key = attribute(child(node, "basedOn"), "val") or ""

    def _lineup(self, list_id: str) -> Lineup | None:
        if list_id not in self._lineups:
            self._lineups[list_id] = self._read_lineup(list_id)
        return self._lineups[list_id]

    def _read_lineup(self, list_id: str, linked: bool = False) -> Lineup | None:
        num = self._nums.get(list_id)
        shared = attribute(child(num, "abstractNumId"), "val") or ""
        definition = self._shared.get(shared)
        if num is None or definition is None:
            return None
        link = attribute(child(definition, "numStyleLink"), "val")
        if link is not None and not linked:
            # The definition stands with the list of the numbering style.
            return self._read_lineup(self.style(link).list_id or "", linked=True)
        lineup = Lineup(shared, {})
        for node in children(definition, "lvl"):
            lineup.levels[number(attribute(node, "ilvl")) + 1] = _level(node)
        for override in children(num, "lvlOverride"):
            place = number(attribute(override, "ilvl")) + 1
            if (own := child(override, "lvl")) is not None:
                lineup.levels[place] = _level(own)
            if (start := attribute(child(override, "startOverride"), "val")) is not None:
                lineup.starts[place] = number(start, 1)
        return lineup

    def _level_of_style(self, lineup: Lineup, style_id: str | None) -> int:
        """The level of a list that is bound to a paragraph style, 0 if none is."""
        for node in children(self._shared.get(lineup.shared), "lvl"):
            if style_id and attribute(child(node, "pStyle"), "val") == style_id:
                return number(attribute(node, "ilvl"))
        return 0


def _level(node: Element) -> Level:
    form = _FORMS.get(attribute(child(node, "numFmt"), "val") or "decimal", Form.DECIMAL)
    text = attribute(child(node, "lvlText"), "val") or ""
    parts: list[str | int] = []
    for n, part in enumerate(_PLACE.split(text)):
        if part:
            parts.append(int(part) if n % 2 else part)
    restart = attribute(child(node, "lvlRestart"), "val")
    return Level(
        form,
        tuple(parts),
        start=number(attribute(child(node, "start"), "val"), 1),
        plain=_on(attribute(child(node, "isLgl"), "val") or ("1" if child(node, "isLgl") is not None else "0")),
        restarts=restart != "0",
    )


def _on(value: str | None) -> bool:
    return value is not None and value.lower() not in ("0", "false", "off", "none")
