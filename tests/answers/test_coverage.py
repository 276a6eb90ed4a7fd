import io
from pathlib import Path

import pytest
from rich.console import Console

from pigraph.answers import Coverage, Unread, coverage_report, measure, read_coverage, write_coverage
from pigraph.errors import StoreError
from pigraph.issues import Issue, IssueKind
from pigraph.text import Span

TEXT = "제1조 목적\n\n성명 5년\n알 수 없는 것\n"


def test_shares_count_letters_not_white_space() -> None:
    begin = TEXT.index("알")
    issue = Issue(Span(begin, begin + 8), IssueKind.UNREAD, "알 수 없는 것")
    found = measure("a.txt", "0" * 64, "d", TEXT, [Span(0, 8), Span(3, 13)], [issue])
    assert (found.characters, found.claimed) == (14, 9)
    assert found.share == pytest.approx(9 / 14)
    assert found.unread == (Unread("unread", "알 수 없는 것", 4, begin, begin + 8),)


def test_markup_does_not_count() -> None:
    text = "<style>p { color: red }</style><!-- 주석 --><p class='a'>성명</p>"
    found = measure("a.HTML", "0" * 64, "d", text, [Span(0, len(text))], [])
    assert (found.characters, found.claimed) == (2, 2)


def test_an_empty_text_has_no_share() -> None:
    assert measure("a.txt", "0" * 64, "d", " \n", [], []).share == 0


def test_a_line_begins_after_the_break() -> None:
    def line(begin: int) -> int:
        return measure("a", "0", "d", "가\n나\n", [], [Issue(Span(begin, begin), IssueKind.UNREAD, "")]).unread[0].line

    assert [line(n) for n in range(4)] == [1, 1, 2, 2]


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    kept = [
        Coverage("a.txt", "0" * 64, "d", 10, 9, (Unread("unread", "말", 1, 0, 1, "왜"),)),
        Coverage("b", "1", "e", 0, 0),
    ]
    write_coverage(tmp_path / "coverage.json", kept)
    assert read_coverage(tmp_path / "coverage.json") == kept


@pytest.mark.parametrize("text", ["", "[1]", '[{"name": "a"}]'])
def test_a_broken_file_is_an_error_of_the_store(tmp_path: Path, text: str) -> None:
    (tmp_path / "coverage.json").write_text(text)
    with pytest.raises(StoreError, match=r"coverage\.json cannot be read"):
        read_coverage(tmp_path / "coverage.json")


def test_the_report_shows_shares_and_places() -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    unread = Unread("unknown-column", "알 수 없는\n열", 7, 40, 48, "표")
    console.print(coverage_report([Coverage("a.txt", "0" * 64, "d", 2000, 1500, (unread,))]))
    text = console.export_text()
    assert "75.0%" in text and "2,000" in text
    assert "a.txt:7 unknown-column 「알 수 없는 열」 (표)" in text
