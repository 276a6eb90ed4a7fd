"""Labels that a page sets apart from their values by markup alone, without a colon.

Accepts, by example::

    <div><span>처리목적</span><span>진료 예약</span></div>     each line of a card: a label and its value
    <li><strong>성명</strong> 홍길동</li>
    <p><b>성명</b> 홍길동<br><b>전화</b> 02-123-4567</p>
    <div><div>보유기간</div><div>3년</div></div>

One such line may be a sentence with a word in bold, unless it is a mark of items in a cell: "<b>선택</b> 이메일". Two
or more under one element, with labels of two fields that the lexicon knows as they are, are a card; then the others of
the same shape are labels as well.

So does a button that unfolds a part of the page and is the name of that part::

    <button>회원 정보</button><div>…</div> <button>민원 정보</button><div>…</div>
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import islice

from pigraph.blocks.html_page import HEADINGS, Element
from pigraph.blocks.html_tables import cells_of, row_groups
from pigraph.blocks.inner_tables import labels_rest
from pigraph.lexicon.cells import cell_words
from pigraph.lexicon.columns import ITEM_MARKS, columns
from pigraph.lexicon.headings import kinds_of
from pigraph.text import opens

_INLINE = frozenset({"b", "strong", "em", "i", "u", "span", "label", "font"})
_BLOCK = frozenset({"div", "p"})
_CELLS = frozenset({"td", "dd"})
_ROWS = frozenset({"li", "p", "div", "section", "article", "dd"})
_NAMES = frozenset({"name", "recipient", "processor", "role", "organisation"})
_PARTS = frozenset({"table", "ul", "ol", "dl", "form"})
_LONGEST = 30
_LONGEST_VALUE = 500
_LONGEST_NAME = 40
_MOST_PIECES = 20
_MOST_BESIDE = 20
_MOST_IN_CELL = 200
_FEWEST = 2
_UNFOLDED = frozenset({"div", "section", "article", "dl", "ul", "ol", "table"})
_COMMAND = frozenset({"submit", "reset"})
_HIDDEN_CAPTION = re.compile(r"에 대한 표|[은는] 표|표(?:이며|입니다)|순으로|정보를 제공|제공합니다|나타(?:낸|냅)")
_DATE = re.compile(r"[\d\s.년월일/~∼-]+$")
_SUBSTANCE = re.compile(r"^\s*[\[<(〈【※*]|^\s*표\s?\d")


def labels_of(element: Element, dropped: Container[Element]) -> list[Element]:
    """The labels that open the children of an element, if these are the lines of a card; else []."""
    found = [label for row in element if row.tag in _ROWS and (label := _label(row, dropped)) is not None]
    found += _between_breaks(element, dropped)
    if len(found) < _FEWEST:
        marked = element.tag in _CELLS and all(map(_is_mark, found))
        return _all_marks(element, found, dropped) if marked else []
    known = {field for label in found if (field := columns().exact(_short(label) or ""))}
    understood = sum(columns().field(_short(label) or "") is not None for label in found)
    if len(known) < _FEWEST or understood < 0.5 * len(found):
        return []
    return _all_marks(element, found, dropped) if element.tag in _CELLS else found


def _all_marks(cell: Element, found: list[Element], dropped: Container[Element]) -> list[Element]:
    """The labels of a cell with all its other marks, or with none: items behind a mark left out would be another's."""
    marks = [label for label in found if _is_mark(label)]
    done, more = set(found), list[Element]()
    for n, inner in enumerate(cell.iter() if marks else ()):
        if inner in done or inner.getparent() in done:
            done.add(inner)
        elif inner.tag in _INLINE and inner not in dropped and _is_mark(inner):
            done.add(inner)
            more.append(inner)
        if n >= _MOST_IN_CELL or (more and not _opens_items(more[-1])):
            return [label for label in found if label not in marks]
    return found + [mark for mark in more if not (mark.tail or "").lstrip().startswith((":", "："))]


def _is_mark(element: Element) -> bool:
    return columns().exact(_short(element) or "") in ITEM_MARKS


def _opens_items(mark: Element) -> bool:
    """True for a mark between two words, before a value or a colon, outside of parentheses."""
    before, after = _text_before(mark), mark.tail or ""
    apart = before[-1:] in ("", ",", "/") or before[-1].isspace()
    value = bool(after.strip()) and (after[0].isspace() or after.startswith((":", "：")))
    return apart and value and not opens(before)


def _text_before(element: Element) -> str:
    """The text right before an element, within the same parent."""
    before = element.getprevious()
    around = element.getparent()
    return (before.tail if before is not None else around.text if around is not None else "") or ""


def only_labels(terms: Element) -> bool:
    """True for a list of terms (dl) that is a card: all of its terms are labels, of two fields or more."""
    rows = [[row] if row.tag == "dt" else row.findall("dt") if row.tag == "div" else () for row in terms]
    texts = [_short(term) or "" for row in rows for term in row]
    fields = [columns().field(text) for text in texts]
    return None not in fields and len({columns().exact(text) for text in texts} - {None}) >= _FEWEST


def _between_breaks(element: Element, dropped: Container[Element]) -> list[Element]:
    """What may be labels of the lines of a paragraph: "<b>성명</b> 홍길동<br><b>전화</b> 02-123-4567"."""
    found: list[Element] = []
    opens = not (element.text or "").strip()
    for child in element:
        if opens and child.tag in _INLINE and child not in dropped and (text := _short(child)):
            tail = child.tail or ""
            if (
                tail[:1].isspace()
                and tail.strip()
                and not tail.strip().startswith((":", "："))
                and text[-1] not in ":："
            ):
                found.append(child)
        opens = child.tag == "br" and not (child.tail or "").strip()
    return found


def names_part(button: Element, dropped: Container[Element]) -> bool:
    """True for a button right over the part that it unfolds, beside another one with another text over its part.

    Buttons that only do something ("더보기") repeat their text, or have no part each.
    """
    around = button.getparent()
    if around is None or (own := _over_part(button, dropped)) is None:
        return False
    beside = _buttons(around, _MOST_BESIDE)
    if len(beside) < _FEWEST and (outer := around.getparent()) is not None:
        beside = [b for row in islice(outer, _MOST_BESIDE) if row.tag == around.tag for b in _buttons(row, _FEWEST)]
    names = [name for b in beside if b is not button and (name := _over_part(b, dropped))]
    return bool(names) and own not in names


def _buttons(element: Element, most: int) -> list[Element]:
    """The buttons among the first ``most`` children of an element."""
    return [child for child in islice(element, most) if child.tag == "button"]


def _over_part(button: Element, dropped: Container[Element]) -> str | None:
    """The text of a button that stands right over a part with words in it; None for another one."""
    part = button.getnext()
    if button in dropped or part is None or part in dropped or part.tag not in _UNFOLDED:
        return None
    if (button.tail or "").strip() or button.get("type") in _COMMAND:
        return None
    text = _short(button, _LONGEST_NAME)
    if not text or text.endswith(cell_words().button_commands) or _DATE.match(text) or _under_name(button, dropped):
        return None
    return text if any(piece.strip() for piece in part.itertext()) else None


def _under_name(button: Element, dropped: Container[Element]) -> bool:
    """True for a button behind a line that may be the name of the part: a short one, no sentence, no heading."""
    text, before = _text_before(button), button.getprevious()
    while not text.strip() and before is not None:
        above = before.getprevious()
        if before.tag == "button" or (above is not None and above.tag == "button"):
            return False  # the part of the button before
        inner = _short(before, _LONGEST_NAME) if before not in dropped else ""
        text = "." if inner is None else inner or _text_before(before)
        before = above
    text = text.strip()
    return 0 < len(text) <= _LONGEST_NAME and not text.endswith((".", ":", "：", "다")) and not kinds_of(text)


def said_by(caption: Element, rows: Sequence[Sequence[str]]) -> str:
    """A caption that is all that says what a table is, else ""; most are for screen readers alone."""
    text = " ".join("".join(caption.itertext()).split())
    if not text or _HIDDEN_CAPTION.search(text):
        return ""
    return text if _SUBSTANCE.search(text) or is_unnamed(rows) else ""


def holds_labels(table: Element, rows: Sequence[Sequence[str]]) -> bool:
    """True for a table of labels and their values: header cells, marks of items, groups of people beside the rest."""
    cells = [[cell.tag for cell in cells_of(row)] for group in row_groups(table) for row in group]
    return all(tags == ["th", "td"] for tags in cells) or labels_rest(rows)


def is_unnamed(rows: Sequence[Sequence[str]]) -> bool:
    """True for a table of labels and values that does not say whose they are: its caption or heading does."""
    fields = {columns().exact(row[0]) for row in rows if len(row) == _FEWEST}
    return len(fields - {None}) >= _FEWEST and len(rows[0]) == _FEWEST and not fields & _NAMES


def _label(row: Element, dropped: Container[Element]) -> Element | None:
    """What may be the label of a line: its first element, with only the value behind it."""
    if len(row) == 0 or row in dropped or (row.text or "").strip():
        return None
    first = row[0]
    after = (first.tail or "").strip()
    inline = first.tag in _INLINE and first not in dropped
    block = first.tag in _BLOCK and len(row) == _FEWEST and row[1].tag in _BLOCK and not after
    if not (inline or block) or not (text := _short(first)) or text.endswith((":", "：")):
        return None
    if after and not first.tail[0].isspace():
        return None  # a particle: "<b>성명</b>과 주소"
    inside = _value(row)
    if inside is None:
        return None
    value = after + "".join(inside)
    return first if value and not value.startswith((":", "：")) else None


def _value(row: Element) -> list[str] | None:
    """The text behind the first element of a line; None where that is more than a value."""
    parts: list[str] = []
    for other in row[1:]:
        for n, inner in enumerate(other.iter()):
            if n >= _MOST_PIECES or inner.tag in _PARTS or inner.tag in HEADINGS:
                return None
            parts += [(inner.text or "").strip(), (inner.tail or "").strip()]
    return parts if sum(map(len, parts)) <= _LONGEST_VALUE else None


def _short(element: Element, longest: int = _LONGEST) -> str | None:
    """The text of an element that may be a label; None where it is too long for one."""
    text = ""
    for n, piece in enumerate(element.itertext()):
        text += piece.strip("\n") if piece.strip() else ""
        if n >= _MOST_PIECES or len(text) > longest:
            return None
    return " ".join(text.split())
