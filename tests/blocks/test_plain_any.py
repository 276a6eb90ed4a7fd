"""Reading never fails, loses or invents a word, whatever the text is; printed tables are read back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fragments import policy_like
from pigraph.blocks.model import Paragraph, Table
from pigraph.blocks.plain import read
from pigraph.text import INSERTED, Words


def words_of(text: str) -> list[Words]:
    found: list[Words] = []
    for block in read(text):
        if isinstance(block, Paragraph):
            found.append(block.words)
        else:
            found.extend(block.header)
            found.extend(c for row in block.rows for c in row)
    return found


@given(policy_like)
@settings(max_examples=80, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for words in words_of(text):
        assert len(words.text) == len(words.at)
        for c, o in zip(words.text, words.at, strict=True):
            assert o == INSERTED or text[o] == c


@given(policy_like)
@settings(max_examples=80, deadline=None)
def test_words_stand_in_one_block_in_reading_order(text: str) -> None:
    places = [o for words in words_of(text) for o in words.at if o != INSERTED]
    assert places == sorted(set(places))


@given(policy_like)
@settings(max_examples=40, deadline=None)
def test_blocks_stand_one_after_the_other(text: str) -> None:
    spans = [b.span for b in read(text)]
    assert all(a.end <= b.begin for a, b in zip(spans, spans[1:], strict=False))
    for block in read(text):
        inner = [block.words] if isinstance(block, Paragraph) else [c for row in block.rows for c in row if c]
        assert all(block.span.covers(w.hull) for w in inner if w.spans)


cells = st.text(alphabet="가나다라마바사 ABab12,.·()㈜", max_size=14).map(str.strip)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(cells, min_size=width, max_size=width).filter(lambda row: any(row)), min_size=1, max_size=6
    )
)
HEAD = ["연번", "파일명", "항목", "기간", "비고"]


def only_table(text: str) -> list[list[str]]:
    (block,) = read(text)
    assert isinstance(block, Table)
    return [[c.text for c in row] for row in block.rows]


@given(tables)
@settings(max_examples=60, deadline=None)
def test_a_tabbed_table_is_read_back(rows: list[list[str]]) -> None:
    head = HEAD[: len(rows[0])]
    assert only_table("\n".join("\t".join(row) for row in [head, *rows]) + "\n") == [head, *rows]


@given(tables)
@settings(max_examples=60, deadline=None)
def test_a_table_of_pipes_is_read_back(rows: list[list[str]]) -> None:
    head = HEAD[: len(rows[0])]
    printed = [f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows]]
    assert only_table("\n".join(printed) + "\n") == [head, *rows]
