"""Forms of questions: longer ones first, and an example for each."""

from __future__ import annotations

import re

from pigraph.asking.forms import either, forms, valued
from pigraph.asking.words import table


def test_a_longer_form_is_found_before_one_that_begins_it() -> None:
    assert (found := re.match(either("particle"), "에게서는")) and found[0] == "에게서"


def test_entries_can_be_joined() -> None:
    assert all(re.fullmatch(either("region", "office"), form) for form in ("시", "청"))


def test_numbers_in_words_have_values() -> None:
    assert valued("numbers")["twelve"] == 12
    assert valued("sino_numbers")["삼십"] == 30


def test_every_example_shows_a_form_of_its_entry() -> None:
    assert [name for name, entry in table("forms").items() if not any(f in entry["example"] for f in forms(name))] == []
