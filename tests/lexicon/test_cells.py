"""The word lists of cells: complete, in the order that readers need, and without what would match anything."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pigraph.lexicon.cells import cell_words

FILE = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "cells.toml"


def test_every_list_has_words() -> None:
    words = cell_words()
    for name, found in words._asdict().items():
        assert found, name
        assert all(w and w == w.strip() for w in found), name


def test_longer_endings_of_bodies_come_first() -> None:
    lengths = [len(e) for e in cell_words().organisation_endings]
    assert lengths == sorted(lengths, reverse=True)
    first = next(e for e in cell_words().organisation_endings if "가나교육청".endswith(e))
    assert first == "교육청"


@pytest.mark.parametrize("kind", ["organisation", "file", "purpose", "item", "department", "rank"])
def test_no_ending_is_listed_twice(kind: str) -> None:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    endings = table[kind]["endings"]
    assert sorted({e for e in endings if endings.count(e) > 1}) == []


def test_words_by_kind() -> None:
    words = cell_words()
    assert "㈜가나데이터".startswith(words.company_marks)
    assert "도서관 회원명부".endswith(words.file_names)
    assert "주민등록번호".endswith(words.item_endings)
    assert {"주무관", "본부장"} <= words.ranks
    assert {"김", "박", "제"} <= words.surnames
    assert all(len(s) == 1 for s in words.surnames)
    assert "정보통신담당관".endswith(words.department_endings)
    assert "까지" in words.period_links
    assert "준영구" in words.period_lengths
