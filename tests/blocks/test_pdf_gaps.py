"""Tables that are printed without lines."""

from __future__ import annotations

import pytest

from .pdf_maker import pages, text
from .test_pdf import LINE, column, printed

XS = (50.0, 150.0, 400.0)
HEAD = ["Nr", "Purpose of use", "Kept"]
ROWS = [HEAD, ["1", "to send books home|and to call back", "five years"], ["2", "to let rooms", "one year"]]


def drawn(rows: list[list[str]], top: float = 100, xs: tuple[float, ...] = XS) -> bytes:
    """Cells drawn row by row, in the middle of their rows; "|" parts their lines, "" is not drawn."""
    out = b""
    for row in rows:
        high = max(len(c.split("|")) for c in row)
        for x, cell in zip(xs, row, strict=False):
            lines = cell.split("|") if cell else []
            out += column(lines, top + LINE * (high - len(lines)) / 2, x)
        top += LINE * high + 6
    return out


def test_cells_that_stand_beside_each_other_in_rows_are_a_table() -> None:
    found = printed(pages([text("How we use data of our members", 50, 60) + drawn(ROWS) + text("The end.", 50, 200)]))
    assert found == [
        "How we use data of our members",
        [HEAD, ["1", "to send books home and to call back", "five years"], ["2", "to let rooms", "one year"]],
        "The end.",
    ]


def test_columns_are_apart_even_where_the_gap_is_no_wider_than_a_blank() -> None:
    full = ["1", "to send many books home to all", "five years"]
    rows = [["N", *HEAD[1:]], full, ["2", "to let rooms", "one year"]]
    assert printed(pages([drawn(rows, xs=(50, 60, 60 + 141.2 + 3))])) == [rows]


def test_a_cell_in_the_middle_of_several_rows_spans_them() -> None:
    first = drawn([HEAD], 100) + drawn([["1", "to send", ""]], 120) + text("five years", 400, 129)
    rest = drawn([["2", "to let", ""]], 138) + drawn([["3", "to write", "one year"], ["4", "to sell", "never"]], 156)
    assert printed(pages([first + rest])) == [
        [HEAD, ["1", "to send", "five years"], ["2", "to let", "five years"], ["3", "to write", "one year"], ["4", "to sell", "never"]]
    ]  # fmt: skip


def test_a_table_goes_on_over_a_page_break() -> None:
    more = [["3", "to write letters", ""], ["4", "to count visits", "never"]]
    assert printed(pages([drawn(ROWS, 700), drawn(more, 60) + text("The end of it all.", 50, 160)])) == [
        [HEAD, ["1", "to send books home and to call back", "five years"], ["2", "to let rooms", "one year"], *more],
        "The end of it all.",
    ]


@pytest.mark.parametrize(
    "content",
    [
        drawn([["1.", "We keep data."], ["2.", "We send data."], ["3.", "We use data."]], xs=(50, 70)),
        drawn([["Alpha", "We keep data."], ["Beta", "We send data."], ["Gamma", "We use data."]], xs=(50, 150)),
        column(["One two", "three four", "five six"], 100, 50) + column(["seven", "eight", "nine"], 100, 300),
        drawn([["left", "middle", "right"]]),
        drawn([["left", "middle", "right"], ["a line that runs on below all that is above it, to the end", "", ""]]),
    ],
    ids=["numbered list", "labels", "two columns of prose", "one row", "row and line"],
)
def test_lists_and_prose_are_no_tables(content: bytes) -> None:
    words = text("We print the blanks between the words of a line.", 50, 60)
    assert all(isinstance(x, str) for x in printed(pages([words + content])))


def test_pages_of_scattered_letters_are_read_in_bounded_time(watchdog: None) -> None:
    steps = b"".join(b"1 0 0 1 %d %d Tm (a) Tj " % (50 + 7 * (n * n % 71), 750 - n % 700) for n in range(9_000))
    pairs = b"".join(
        b"1 0 0 1 %g %g Tm (a) Tj 1 0 0 1 300 %g Tm (b) Tj " % (50, y, y) for y in (750 - n / 12 for n in range(8_000))
    )
    for content in (steps, pairs):
        assert printed(pages([b"BT /F 1 Tf %s ET" % content]))
