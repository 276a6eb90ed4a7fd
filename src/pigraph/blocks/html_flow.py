"""The policy's part of a page → lines and tables in reading order, without its markup.

Blocks (paragraphs, items, cells of a layout) end a line; so does <br> where a new line of thought begins.
Items of lists get the number or the bullet that a browser prints, unless their text brings its own;
terms and descriptions (dl) and the lines of a card become "term : description".
"""

from __future__ import annotations

import re

from lxml import etree  # type: ignore[import-untyped]
from msgspec import Struct, field

from pigraph.blocks.html_labels import holds_labels, labels_of, names_part, only_labels, said_by
from pigraph.blocks.html_layout import section_heads
from pigraph.blocks.html_lines import (
    ITEMS,
    describes,
    goes_on_listing,
    integer,
    joined,
    list_style,
    numeral,
    opens_card,
    own_mark,
    plain_items,
)
from pigraph.blocks.html_page import HEADINGS, Element, Page, is_block
from pigraph.blocks.html_tables import Rows, read_grid_of, read_table
from pigraph.blocks.inner_tables import COLON
from pigraph.blocks.rendition import ABOVE, LEFT
from pigraph.lexicon.headings import kinds_of

_BREAK = "\x1e"
_WITHIN_HEADING = frozenset({"p", "div", "span", "button"})
_LISTS = frozenset({"ol", "ul", "menu", "dir", "select"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_APART_STYLE = re.compile(r"display\s*:\s*(?:inline-block|table-cell|inline-flex)\b")
_PRE_STYLE = re.compile(r"white-space\s*:\s*pre")
_HEADING_MOST = 150
_DATE = re.compile(r"\d{4}\s?[.년-]")


class Line(Struct, frozen=True):
    """A paragraph: its text, its level (1–6 for h1–h6) and how deep its bulleted item stands (0: no bullet)."""

    text: str
    level: int = 0
    bullet: int = 0


class _List(Struct):
    """An open list: how its items are numbered ("" for bullets, "none" for neither), the number of the last item.

    ``own``: an item brought its own number, so the page hides those of the list.
    """

    style: str
    number: int
    own: bool = False


def read_flow(page: Page, name: str) -> list[Line | Rows]:
    """The lines and tables of the policy's part of a page. ``name`` is for messages."""
    heads = section_heads(page.container, page, page.title[1] if page.title else 1)
    flow = _Flow(page, name, in_cell=False, heads=heads)
    flow.walk(page.container)
    return flow.pieces


class _Flow(Struct):
    page: Page
    name: str
    in_cell: bool
    pieces: list[Line | Rows] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    items: list[int] = field(default_factory=list)  # of each open item: bullets printed by it and around it
    pending: str | None = None  # number that the open item still has to print, "" for a bullet
    term: str | None = None  # dt that waits for its dd
    in_term: bool = False
    card: bool = False  # the descriptions of this term are labelled: "목적 : …"
    listed: str = ""  # term of items whose description was the last line: one more goes on with it
    only_labels: bool = False  # the terms of the open dl are labels of a card
    heading: int = 0
    picture: str = ""
    breaks: int = 0  # open elements in which line ends count
    labels: set[Element] = field(default_factory=set)  # of cards: what stands behind them is their value
    heads: dict[Element, tuple[str, int]] = field(default_factory=dict)  # cells that are headings, and their level

    def walk(self, root: Element) -> None:
        """Reads what stands in ``root``, by start and end of its elements: nesting costs no stack."""
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: Element | None = None
        self.labels.update(labels_of(root, self.page.dropped))
        for event, element in walk:
            if event == "start":
                if element is root or (element not in self.page.dropped and self._start(element)):
                    self._text(element.text)
                else:
                    skipped = element
                    walk.skip_subtree()
            elif element is not root:
                if element is not skipped:
                    self._end(element)
                self._text(element.tail)
        self._flush()
        self._close_term()

    def _text(self, text: str | None) -> None:
        if text and not (self._awaits_value() and text.isspace()):
            self.buffer.append(text.replace("\n", _BREAK) if self.breaks else text)

    def _start(self, element: Element) -> bool:
        """Opens an element; False if what stands in it is not to be walked through."""
        tag = element.tag
        if tag == "br":
            self.buffer.append(_BREAK)
            return True
        if tag == "img":
            self.picture = element.get("alt") or ""
            return True
        if tag == "caption" or (tag == "button" and not self._says_something(element)):
            return False
        if tag in ("select", "option") and (self.in_cell or not self.pieces or not _DATE.search(_all_text(element))):
            return False
        if tag in HEADINGS:
            self._flush()
            self.heading, self.picture = HEADINGS[tag], ""
            return True
        if is_block(element):
            return self._start_block(element)
        if _APART_STYLE.search(element.get("style") or ""):
            self.buffer.append(" ")
        return True

    def _start_block(self, element: Element) -> bool:
        tag = element.tag
        if self.heading and tag in _WITHIN_HEADING:
            self.buffer.append(_BREAK)
            return True
        self.labels.update(labels_of(element, self.page.dropped))
        if not self._awaits_value() or tag == "table":
            self._flush()
        if element in self.heads:
            self._emit(*self.heads[element])
            return False
        if _keeps_breaks(element):
            self.breaks += 1
        if tag == "table":
            return self._start_table(element)
        if len(element) and (rows := read_grid_of(element, self._cell, self.name)):
            self._table(rows)
            return False
        if tag in _LISTS:
            if self.term is not None and not self.in_term and (items := plain_items(element, self.page.dropped)):
                self._emit(", ".join(items))
                return False
            if not self.in_term:
                self._close_term()
            self.lists.append(_List(list_style(element), integer(element.get("start"), 1) - 1))
        elif tag in ITEMS:
            self.items.append(self.items[-1] if self.items else 0)
            self.pending = self._number(element)
        elif tag == "dt":
            self._close_term()
            self.in_term, self.card = True, False
        elif tag == "dl":
            self.only_labels = only_labels(element)
        return True

    def _start_table(self, table: Element) -> bool:
        """Reads a table; True if it is to be walked through, as it only lays out the page."""
        above = max((p.level for p in self.pieces if isinstance(p, Line)), default=0) or 1
        if not self.in_cell and (heads := section_heads(table, self.page, above)):
            self.heads |= heads
            return True
        rows = read_table(table, self.page.nests, self._cell, self.name)
        if rows is not None:
            self._caption(table, rows)
            self._table(rows, holds_labels(table, rows.rows))
        return rows is None

    def _end(self, element: Element) -> None:
        tag = element.tag
        if element in self.labels and self.buffer:
            self.buffer.append(COLON)
            return
        if tag in HEADINGS:
            self._flush()
            self.heading = 0
            return
        if not is_block(element):
            if _APART_STYLE.search(element.get("style") or ""):
                self.buffer.append(" ")
            return
        if self.heading and tag in _WITHIN_HEADING:
            self.buffer.append(_BREAK)
            return
        self._flush()
        if _keeps_breaks(element):
            self.breaks -= 1
        if tag in _LISTS and self.lists:
            self.lists.pop()
        elif tag in ITEMS and self.items:
            self.items.pop()
            self.pending = None
        elif tag == "dt":
            self.in_term = False
            if self.term is not None and own_mark(self.term):
                self._close_term()
        elif tag == "dl":
            self._close_term()
            self.card = self.only_labels = False

    def _awaits_value(self) -> bool:
        """True behind a label of a card."""
        return bool(self.buffer) and self.buffer[-1] is COLON

    def _says_something(self, button: Element) -> bool:
        """True for a button that is a heading (of a part that it unfolds)."""
        text = " ".join(_all_text(button).split())
        named = text and (own_mark(text) or kinds_of(text) or names_part(button, self.page.dropped))
        return bool(self.heading or self.in_term or named)

    def _number(self, item: Element) -> str | None:
        """What a browser prints before an item: a number, "" for a bullet, None for nothing."""
        if not self.lists:
            return ""
        current = self.lists[-1]
        current.number = integer(item.get("value"), current.number + 1)
        return None if current.style == "none" else numeral(current.style, current.number)

    def _cell(self, cell: Element) -> str:
        """The lines of a cell. Tables nest at most as deep as `read_table` allows, so this ends."""
        flow = _Flow(self.page, self.name, in_cell=True)
        flow.walk(cell)
        return "\n".join(p.text for p in flow.pieces if isinstance(p, Line))

    def _caption(self, table: Element, rows: Rows) -> None:
        caption = table.find("caption")
        if caption is not None and caption not in self.page.dropped and not self.in_cell:
            self._emit(said_by(caption, rows.rows))

    def _table(self, rows: Rows, labelled: bool = False) -> None:
        self.pending = None
        self._close_term()
        if self.in_cell:
            between = COLON if labelled else " "
            for row in (*((line,) for line in rows.above), *rows.rows, *((line,) for line in rows.below)):
                self._emit(between.join(c.replace("\n", " ") for c in row if c and c not in (ABOVE, LEFT)))
            return
        for line in rows.above:
            self._emit(line.replace("\n", " "))
        if rows.rows and (
            not self.pieces or self.pieces[-1] != rows
        ):  # pages print tables twice, for wide and narrow screens
            self.pieces.append(rows)
        for part in rows.below:
            for line in part.split("\n"):
                self._emit(line)

    def _flush(self) -> None:
        """Ends the current line."""
        heading, self.heading = self.heading, 0
        if not self.buffer and not (heading and self.picture):
            self.heading = heading
            return
        text = "".join(self.buffer)
        self.buffer.clear()
        if not heading and text.isspace():
            return
        text = _INVISIBLE.sub("", text)
        lines = [" ".join(line.split()) for line in text.split(_BREAK)]
        filled = [line for line in lines if line]
        if heading:
            filled = filled or [" ".join(self.picture.split())]
            whole = " ".join(filled)
            if len(whole) <= _HEADING_MOST:
                if whole:
                    self._emit(whole, heading)
                else:
                    self.heading = heading
                return
            self._emit(filled[0], heading if len(filled[0]) <= _HEADING_MOST else 0)
            lines = filled[1:]
        for line in filled if self.in_cell and not heading else joined(lines):
            self._emit(line)

    def _emit(self, text: str, level: int = 0) -> None:
        """One paragraph, with the number or bullet of its item and the term that it describes."""
        if not text:
            return
        if self.in_term and not level:
            self.term = f"{self.term} {text}" if self.term else text
            return
        last = self.pieces[-1] if self.pieces and self.listed and self.pending is None and not level else None
        if isinstance(last, Line) and goes_on_listing(text, self.listed, last.text):
            self.pieces[-1] = Line(f"{last.text}, {text}", last.level, last.bullet)
            return
        self.listed = ""
        if self.term is not None:
            term, self.term = self.term, None
            self.card = not level and opens_card(text, term)
            if self.card:
                self.pieces.append(Line(term, bullet=1))  # what stands under it are its labelled lines
            elif level or not describes(text, term, self.only_labels):
                self._emit(term)
            else:
                self.listed = term if goes_on_listing(text, term) else ""
                text = f"{term.rstrip(' :：')} : {text}"
        number, self.pending = self.pending, None
        bullet = 0
        if number is not None and not level:
            if own_mark(text):
                if self.lists:
                    self.lists[-1].own = True
            elif number:
                text = text if self.lists and self.lists[-1].own else f"{number} {text}"
            elif self.in_cell:
                text = f"• {text}"
            else:
                bullet = self.items[-1] = self.items[-1] + 1 if self.items else 1
        if self.card and number is None and not level:
            bullet = 2
        self.pieces.append(Line(text, level, bullet))

    def _close_term(self) -> None:
        """A term without a description stands alone."""
        self.listed = ""
        if self.term is not None:
            term, self.term = self.term, None
            self.in_term = False
            self._emit(term)


def _keeps_breaks(element: Element) -> bool:
    return element.tag in ("pre", "textarea") or bool(_PRE_STYLE.search(element.get("style") or ""))


def _all_text(element: Element) -> str:
    return "".join(element.itertext())
