"""Patterns told quickly are told rightly: the same answer as the pattern's own search."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pigraph.checks.needles import Haystack, Quick
from pigraph.checks.observe_wordings import wordings

PATTERNS = [
    "파기",
    r"파기\s*(?:의\s*)?절차|(?:승인|선정)[^.]*파기",
    r"(?:가|나)?다",
    r"(?:가|나)*다|라{2,3}",
    r"(?<!가)나|(?=다)다라?",
    r"(?:가|(?:나|다)라)마",
    r"가?|나",
    r"[가나]다|[^가]라",
    r"가{0,2}나{2}다+",
    r"^가|나$",
    r"\(가\)|\.나",
    r"(?i)a|B",
    r"(가)나\1",
    r"(?P<x>가)다",
    "",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="가나다라마파기 절차의승인선정.()aAbB\n", max_size=12))
def test_the_answer_is_that_of_the_pattern(pattern: str, text: str) -> None:
    assert Quick(pattern).stands_in(Haystack(text)) == bool(re.search(pattern, text))


def test_signs_are_told_rightly_in_the_shipped_policies(shipped: list[Path]) -> None:
    for path in shipped:
        text = path.read_text(encoding="utf-8")
        for part in (text, *text.split("\n")):
            haystack = Haystack(part)
            for sign in (*wordings().signs, *wordings().placeholders):
                assert sign.quick.stands_in(haystack) == bool(sign.pattern.search(part)), (sign.id, part)


def test_a_pattern_is_not_searched_for_where_its_words_are_missing() -> None:
    quick = Quick("파기(?:절차|방법)")
    assert not quick.stands_in(Haystack("파기"))
    assert all("search" not in vars(way) for way in quick._ways)
    assert quick.stands_in(Haystack("파기방법"))
