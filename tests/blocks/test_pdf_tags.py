"""The structure of tagged PDF files: a help where it fits the page, and no harm where it does not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pigraph.blocks.model import Paragraph
from pigraph.blocks.pdf import read
from pigraph.errors import DocumentError

from .pdf_maker import pages, text
from .test_pdf import printed

Node = tuple[str, object]
"""The role of an element, and the number of its marked content or its elements."""
PAGE = 10


def marked(number: int, words: str, x: float, y: float) -> bytes:
    return b"/P << /MCID %d >> BDC %s EMC\n" % (number, text(words, x, y))


def element(node: Node) -> bytes:
    """A structure element of page 1; an attribute of its role stands behind a blank: ``TD /RowSpan 2``."""
    role, below = node
    role, _, attributes = role.partition(" ")
    kids = b"%d" % below if isinstance(below, int) else b"".join(map(element, below))  # type: ignore[arg-type]
    more = b"/A << /O /Table %s >>" % attributes.encode() if attributes else b""
    return b"<< /Type /StructElem /S /%s /Pg %d 0 R %s /K [%s] >> " % (role.encode(), PAGE, more, kids)


def tagged(contents: Sequence[bytes], *nodes: Node, root: bytes | None = None) -> bytes:
    tree = root if root is not None else b"<< /Type /StructTreeRoot /K [%s] >>" % b"".join(map(element, nodes))
    return pages(contents, {1: b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R >>", 4: tree})


def row(*cells: int, role: str = "TD") -> Node:
    return ("TR", [(role, [("Span", n)]) for n in cells])


CELLS = [("file", 50), ("items", 150), ("A", 50), ("name", 150), ("B", 50), ("phone", 150)]
WORDS = b"".join(marked(n, w, x, 100 + 14 * (n // 2)) for n, (w, x) in enumerate(CELLS))


def test_a_table_is_what_the_file_says_it_is() -> None:
    table = ("Table", [row(0, 1, role="TH"), row(2, 3), row(4, 5)])
    assert printed(tagged([WORDS], table)) == [[["file", "items"], ["A", "name"], ["B", "phone"]]]
    assert all(isinstance(x, str) for x in printed(tagged([WORDS], ("P", [("Span", n) for n in range(6)]))))


def test_a_cell_spans_the_rows_that_it_says() -> None:
    spanning = ("TR", [("TD /RowSpan 2", [("Span", 2)]), ("TD", [("Span", 3)])])
    words = b"".join(marked(n, w, x, 100 + 14 * (n // 2)) for n, (w, x) in enumerate(CELLS) if n != 4)
    assert printed(tagged([words], ("Table", [row(0, 1), spanning, row(5)]))) == [
        [["file", "items"], ["A", "name"], ["A", "phone"]]
    ]


def test_a_row_without_its_blank_cells_goes_by_the_columns_of_the_others() -> None:
    words = b"".join(marked(n, w, x, 100 + 14 * (n // 2)) for n, (w, x) in enumerate(CELLS) if n != 4)
    assert printed(tagged([words], ("Table", [row(0, 1), row(2, 3), row(5)]))) == [
        [["file", "items"], ["A", "name"], ["", "phone"]]
    ]


def test_tags_that_do_not_fit_the_page_are_left_alone() -> None:
    crossed = ("Table", [row(1, 0), row(3, 2), row(5, 4)])
    upside_down = ("Table", [row(4, 5), row(2, 3), row(0, 1)])
    for table in (crossed, upside_down):
        assert all(isinstance(x, str) for x in printed(tagged([WORDS], table)))


def test_a_table_that_holds_sections_of_the_page_is_a_layout() -> None:
    menu = ("TD", [("P", 0)])
    cell = ("TD", [("H2", 1), ("P", 2), ("H2", 3), ("P", 4)])
    at = [(50, 100), (150, 100), (150, 130), (150, 160), (150, 190)]
    words = b"".join(marked(n, w, *at[n]) for n, w in enumerate(["Menu", "Aims", "We keep.", "Rights", "You may."]))
    layout = ("Table", [("TR", [menu, cell]), ("TR", [("TD", [("P", 9)]), ("TD", [("P", 9)])])])
    assert all(isinstance(x, str) for x in printed(tagged([words], layout)))


def test_lines_of_one_text_are_one_paragraph_and_lines_of_two_are_two() -> None:
    lines = [text(w, 50, 100 + 12 * n) for n, w in enumerate(["We keep", "what we need.", "We send", "nothing."])]
    content = b"/P << /MCID 0 >> BDC %s%s EMC /P << /MCID 1 >> BDC %s EMC /P << /MCID 2 >> BDC %s EMC" % tuple(lines)
    found = printed(tagged([content], ("P", [("Span", 0)]), ("P", [("Span", 1)]), ("P", [("Span", 2)])))
    assert found == ["We keep what we need.", "We send", "nothing."]


def test_headings_have_their_level() -> None:
    content = marked(0, "Aims", 50, 100) + marked(1, "We keep what we need.", 50, 130)
    blocks = read(tagged([content], ("H2", 0), ("P", 1)), "a.pdf").blocks
    assert [(b.words.text, b.level) for b in blocks if isinstance(b, Paragraph)] == [
        ("Aims", 2),
        ("We keep what we need.", 0),
    ]


def test_what_is_not_in_the_structure_stays_unless_it_stands_in_a_line_that_is() -> None:
    content = text("picture of a lock", 50, 100) + marked(0, "Aims", 140, 100) + text("a line of its own", 50, 140)
    assert printed(tagged([content], ("P", 0))) == ["Aims", "a line of its own"]
    numbered = text("1.", 50, 100) + marked(0, "Aims", 70, 100)
    assert printed(tagged([numbered], ("P", 0))) == ["1. Aims"]


@pytest.mark.parametrize(
    "root",
    [
        b"[ 1 2 3 ]",
        b"<< /K 4 0 R >>",
        b"<< /K [4 0 R << /S /Table /K 4 0 R >>] >>",
        b"<< /K << /S 7 /K [(a) 0.5 << /MCID (x) >> << /S /Table /K << /S /TR /K << /S /TD /A 5 >> >> >>] >> >>",
        b"<< /K << /S /Table /RoleMap 9 /K [<< /S /TR /K [<< /S /TD /A << /ColSpan 99999999 >> >> << /S /TD >>] >>] >> >>",
    ],
    ids=["no dictionary", "itself", "a circle", "odd parts", "endless cell"],
)
def test_broken_tags_do_no_harm(root: bytes) -> None:
    assert printed(tagged([text("We keep what we need.", 50, 100)], root=root)) == ["We keep what we need."]


def test_endless_tags_are_refused(watchdog: None) -> None:
    deep = b"<< /S /Div /K [ " * 300 + b"] >> " * 300
    with pytest.raises(DocumentError, match="structure"):
        read(tagged([text("We keep", 50, 100)], root=b"<< /K [%s] >>" % deep), "a.pdf")
